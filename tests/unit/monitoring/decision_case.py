"""What a case of a decision is, and the builders that the cases share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from glidepath.domain.diary import Tolerable
from glidepath.monitoring.follow_up import Dealt, FollowUp, SoFar
from tests.unit.monitoring.diaries import CUT, DAY, diary, gate, scale, week

NO, JUST = Tolerable.NO, Tolerable.JUST
LAST = CUT + 14 * DAY
NEW = (4, True, False)


@dataclass(frozen=True, slots=True)
class Case:
    """A record on a day, the kind of decision it speaks for, and the rules that must speak."""

    name: str
    told: FollowUp
    far: SoFar
    kind: str
    rules: tuple[str, ...]


CASES: list[Case] = []


def case(name: str, told: FollowUp, far: SoFar, kind: str, *rules: str) -> None:
    """Add one case to the table."""
    CASES.append(Case(name, told, far, kind, rules))


def days(numbers: Any, **changes: Any) -> dict[int, dict[str, Any] | None]:
    """The same changes on several days after the cut."""
    return {number: dict(changes) for number in numbers}


def missing(*numbers: int) -> dict[int, dict[str, Any] | None]:
    """No entry on these days."""
    return dict.fromkeys(numbers)


def flagged(name: str, day: int, *dealt: int, on: int = 14) -> FollowUp:
    """A steady diary with one red flag on a day, dealt with on others."""
    told = diary(on)
    raised = (CUT + day * DAY, gate(name))
    seen = tuple(Dealt(CUT + number * DAY) for number in dealt)
    return replace(told, triages=(*told.triages[:-1], raised, told.triages[-1]), dealt=seen)


def scored(name: str, *results: tuple[int, int | None], hard: int = 2, weeks: Any = ()) -> FollowUp:
    """A diary with results of one scale by day, and the last two days as hard as said."""
    told = diary(changes=days((13, 14), hard=hard))
    scales = tuple(scale(name, CUT + day * DAY, total) for day, total in results)
    return replace(told, scales=scales, weeks=(*told.weeks, *weeks))


def listed(day: int = 14, role: int | None = 0, hard: int = 2, **symptoms: Any) -> FollowUp:
    """A diary with one more weekly list, and the last two days as hard as said."""
    told = diary(changes=days((13, 14), hard=hard))
    kept = tuple(one for one in told.weeks if one.on < CUT + day * DAY)
    return replace(told, weeks=(*kept, week(CUT + day * DAY, role, **symptoms)))
