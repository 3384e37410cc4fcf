"""Psychological support placed on a plan's days, by what the drug is taken for and by caution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from glidepath.care.heed import holds, unknown
from glidepath.care.milestones import Milestones, milestones
from glidepath.domain.person import Condition, Indication, Known, Situation
from glidepath.domain.plan import Plan
from glidepath.domain.support import Caution, Module, SupportBook

__all__ = ["Placed", "timeline"]


@dataclass(frozen=True, slots=True)
class Placed:
    """One session of a module on a day.

    `heed` are the cautions that hold for this person, `ask` what has to be known before it
    is said that no caution holds.
    """

    on: date
    module: Module
    session: int
    heed: tuple[Caution, ...]
    ask: tuple[str, ...]


def timeline(situation: Situation, plan: Plan, book: SupportBook) -> tuple[Placed, ...]:
    """Every session in the order of days; what the drug is taken for decides which.

    A plan without a cut gets the modules that come before one, from its first day on. Where
    nobody has said what the drug is taken for, only the modules for everybody are placed.
    """
    stones = milestones(plan)
    placed = [
        one
        for module in book.modules
        if _meant(module, situation)
        for one in _sessions(module, stones, situation)
    ]
    return tuple(sorted(placed, key=lambda one: (one.on, one.module.id, one.session)))


def _meant(module: Module, situation: Situation) -> bool:
    use = situation.treatment.indication
    if not module.indications:
        return True
    asleep = situation.condition(Condition.SLEEP_DISTURBANCE)
    poor_sleep = isinstance(asleep, Known) and asleep.value
    if Indication.INSOMNIA.value in module.indications and poor_sleep:
        return True
    return isinstance(use, Known) and use.value.value in module.indications


def _sessions(module: Module, stones: Milestones, situation: Situation) -> Iterator[Placed]:
    heed = tuple(one for one in module.cautions if holds(one, situation))
    ask = tuple(dict.fromkeys(name for one in module.cautions for name in unknown(one, situation)))
    for first in _first_days(module, stones):
        for number in range(module.sessions):
            day = first + timedelta(days=number * module.apart)
            yield Placed(day, module, number + 1, heed, ask)


def _first_days(module: Module, stones: Milestones) -> tuple[date, ...]:
    place = module.place
    if place.before is not None:
        cut = stones.first_cut or stones.start
        return (max(stones.start, cut - timedelta(days=place.before)),)
    if place.share is not None:
        day = stones.along(place.share)
        return (day,) if day else ()
    if stones.goal is None:
        return ()
    return tuple(stones.goal + timedelta(days=days) for days in place.after)
