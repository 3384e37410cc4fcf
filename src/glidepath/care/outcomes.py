"""How a treatment went, told from the record: the goal, how it was borne, and what came after.

Whatever the record does not hold stays unknown: a day nobody wrote down is never a good day,
and a week without a word is never a week without the drug.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from glidepath.domain.decision import Decision, DecisionKind
from glidepath.domain.diary import DayEntry, Tolerable, WeekEntry
from glidepath.domain.following import DayTaken, Following
from glidepath.domain.person import UNKNOWN, Answered, Known
from glidepath.domain.quantity import Mass
from glidepath.domain.scale import ScaleResult

__all__ = ["Lived", "OutcomeRules", "Outcomes", "Shift", "outcome_rules", "outcomes"]


@dataclass(frozen=True, slots=True)
class OutcomeRules:
    """The windows and counts by which an outcome is told (see outcomes.toml)."""

    steady_days: int
    recent_days: int
    return_days_a_week: int
    return_weeks: int
    marks: tuple[int, ...]


def outcome_rules(raw: Mapping[str, Any]) -> OutcomeRules:
    """The rules from the raw table of outcomes.toml."""
    return OutcomeRules(
        steady_days=int(raw["steady_days"]["value"]),
        recent_days=int(raw["recent_days"]["value"]),
        return_days_a_week=int(raw["return_days_a_week"]["value"]),
        return_weeks=int(raw["return_weeks"]["value"]),
        marks=tuple(raw["marks"]["values"]),
    )


@dataclass(frozen=True, slots=True)
class Lived:
    """What the record holds of one person's treatment with one drug.

    `target` is the daily dose aimed at (0 to stop), `first_cut_on` the day of the first lower
    dose (None: there was none). `red_flags` are the days on which one was raised.
    """

    drug_id: str
    target: Mass
    first_cut_on: date | None
    taken: Following
    days: tuple[DayEntry, ...] = ()
    weeks: tuple[WeekEntry, ...] = ()
    scales: tuple[ScaleResult, ...] = ()
    decisions: tuple[Decision, ...] = ()
    red_flags: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """How the total of a scale moved between its first and its last filling-in."""

    scale_id: str
    first_on: date
    last_on: date
    change: Fraction


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The outcome on a day; unknown where the record is silent.

    `reached_on` is the first day of the run that counts as reaching the goal, `borne` the
    share of recent days that were tolerable, `decided` how often each decision was made,
    `returned` whether the drug was in use again by each mark (days after the goal).
    """

    reached_on: Answered[date]
    days_in_taper: Answered[int]
    borne: Answered[Fraction]
    days_out_of_role: Answered[int]
    goal_rating: Answered[int]
    red_flags: int
    days_written: int
    days_silent: int
    decided: Mapping[DecisionKind, int] = field(default_factory=dict)
    shifts: tuple[Shift, ...] = ()
    returned: Mapping[int, Answered[bool]] = field(default_factory=dict)


def outcomes(lived: Lived, on: date, rules: OutcomeRules) -> Outcomes:
    """Tell the outcome of a treatment on a day from what the record holds until then."""
    reached = _reached(lived, on, rules)
    recent = [one for one in lived.days if _within(one.on, on, rules.recent_days)]
    weeks = [one for one in lived.weeks if _within(one.on, on, rules.recent_days)]
    written = {one.on for one in lived.days if one.on <= on}
    return Outcomes(
        reached_on=reached,
        days_in_taper=_in_taper(lived.first_cut_on, reached, on),
        borne=_borne(recent),
        days_out_of_role=_out_of_role(weeks),
        goal_rating=_latest_rating(weeks),
        red_flags=sum(day <= on for day in lived.red_flags),
        days_written=len(written),
        days_silent=_silent(written, on),
        decided=Counter(one.kind for one in lived.decisions if one.on <= on),
        shifts=tuple(_shifts(lived.scales, on)),
        returned=_returned(lived, reached, on, rules),
    )


def _within(day: date, on: date, days: int) -> bool:
    return on - timedelta(days=days) < day <= on


def _reached(lived: Lived, on: date, rules: OutcomeRules) -> Answered[date]:
    """The start of the first run of known days at or below the target that is long enough."""
    start: date | None = None
    before: date | None = None
    for day, told in lived.taken.of(lived.drug_id).items():
        low = told.regimen is not None and told.regimen.daily_dose <= lived.target
        joined = before is not None and day - before == timedelta(days=1)
        start = (start if start and joined else day) if low and day <= on else None
        before = day
        if start and (day - start).days + 1 >= rules.steady_days:
            return Known(start)
    return UNKNOWN


def _in_taper(first_cut: date | None, reached: Answered[date], on: date) -> Answered[int]:
    if first_cut is None or first_cut > on:
        return UNKNOWN
    end = reached.value if isinstance(reached, Known) else on
    return Known((end - first_cut).days)


def _borne(recent: Sequence[DayEntry]) -> Answered[Fraction]:
    told = [one.tolerable.value for one in recent if isinstance(one.tolerable, Known)]
    if not told:
        return UNKNOWN
    return Known(Fraction(sum(one is not Tolerable.NO for one in told), len(told)))


def _out_of_role(weeks: Sequence[WeekEntry]) -> Answered[int]:
    told = [one.days_out_of_role for one in weeks]
    known = [one.value for one in told if isinstance(one, Known)]
    return Known(sum(known)) if known and len(known) == len(told) else UNKNOWN


def _latest_rating(weeks: Sequence[WeekEntry]) -> Answered[int]:
    rated = [one for one in weeks if isinstance(one.goal, Known)]
    return max(rated, key=lambda one: one.on).goal if rated else UNKNOWN


def _silent(written: set[date], on: date) -> int:
    """Days without a word between the first entry and the day of asking."""
    return (on - min(written)).days + 1 - len(written) if written else 0


def _shifts(scales: Sequence[ScaleResult], on: date) -> list[Shift]:
    found: dict[str, list[tuple[date, Fraction]]] = {}
    for one in sorted(scales, key=lambda one: one.on):
        if one.total is not None and one.on <= on:
            found.setdefault(one.scale_id, []).append((one.on, one.total))
    return [
        Shift(name, rows[0][0], rows[-1][0], rows[-1][1] - rows[0][1])
        for name, rows in sorted(found.items())
        if len(rows) > 1
    ]


def _returned(
    lived: Lived, reached: Answered[date], on: date, rules: OutcomeRules
) -> dict[int, Answered[bool]]:
    if not isinstance(reached, Known):
        return {}
    return {
        mark: _in_use_again(lived, reached.value, mark, rules)
        for mark in rules.marks
        if reached.value + timedelta(days=mark) <= on
    }


def _in_use_again(lived: Lived, reached: date, mark: int, rules: OutcomeRules) -> Answered[bool]:
    """Weeks of use in a row between the goal and the mark; unknown if the weeks are not told."""
    told = lived.taken.of(lived.drug_id)
    weeks = [_week(told, reached + timedelta(days=7 * n), lived, rules) for n in range(mark // 7)]
    run = 0
    for week in weeks:
        run = run + 1 if isinstance(week, Known) and week.value else 0
        if run >= rules.return_weeks:
            return Known(True)
    return Known(False) if weeks and all(isinstance(week, Known) for week in weeks) else UNKNOWN


def _week(
    told: Mapping[date, DayTaken], first: date, lived: Lived, rules: OutcomeRules
) -> Answered[bool]:
    """Whether a week was one of use above the target; known as soon as the days decide it."""
    days = [told.get(first + timedelta(days=n)) for n in range(7)]
    doses = [day.regimen.daily_dose for day in days if day is not None and day.regimen is not None]
    used = sum(dose > lived.target for dose in doses)
    if used >= rules.return_days_a_week:
        return Known(True)
    missing = 7 - len(doses)
    return Known(False) if used + missing < rules.return_days_a_week else UNKNOWN
