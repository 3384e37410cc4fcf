"""After rare use nothing is tapered, after short use little: which of them it is.

What is not known is asked, never taken for short or rare.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from glidepath.domain.person import UNKNOWN, Answered, Known
from glidepath.domain.short_use import ShortUseRules
from glidepath.domain.titration import Check

__all__ = ["Advice", "Use", "Way", "after_use"]


class Way(StrEnum):
    """What follows a time of use."""

    NO_TAPER = "no_taper"
    SHORT_TAPER = "short_taper"
    FULL_TAPER = "full_taper"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Use:
    """How a drug has been taken: days of a week, days in all, and facts that speak for caution."""

    days_per_week: Answered[int]
    days_taken: Answered[int]
    facts: Mapping[str, Answered[bool]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Advice:
    """The way, what is said of it, and the names of the facts that must be asked first.

    A short taper is planned like any other, with the policy of the rules.
    """

    way: Way
    reasons: tuple[Check, ...] = ()
    ask: tuple[str, ...] = ()


def after_use(use: Use, rules: ShortUseRules) -> Advice:
    """Whether use of this kind is stopped, tapered shortly, tapered in full, or asked about."""
    against = tuple(
        Check(one.text, one.sources, one.confidence)
        for one in rules.cautions
        if (fact := use.facts.get(one.fact)) is not None and _is_so(fact)
    )
    if against:
        return Advice(Way.FULL_TAPER, (*against, rules.full))
    if _at_least(use, rules):
        return Advice(Way.FULL_TAPER, (rules.full,))
    missing = _missing(use, rules)
    if missing:
        return Advice(Way.ASK, ask=missing)
    return _short(use, rules)


def _is_so(fact: Answered[bool]) -> bool:
    return isinstance(fact, Known) and fact.value


def _rare(use: Use, rules: ShortUseRules) -> bool:
    week = use.days_per_week
    return isinstance(week, Known) and week.value <= rules.rare_days_a_week.value


def _at_least(use: Use, rules: ShortUseRules) -> bool:
    """Whether it is certain that the use is neither rare nor short."""
    week, days = use.days_per_week, use.days_taken
    often = isinstance(week, Known) and week.value > rules.rare_days_a_week.value
    return often and isinstance(days, Known) and days.value >= rules.short_below_days.value


def _missing(use: Use, rules: ShortUseRules) -> tuple[str, ...]:
    names = [
        one.fact
        for one in rules.cautions
        if not isinstance(use.facts.get(one.fact, UNKNOWN), Known)
    ]
    if not isinstance(use.days_per_week, Known):
        names.append("days_per_week")
    if not _rare(use, rules) and not isinstance(use.days_taken, Known):
        names.append("days_taken")
    return tuple(names)


def _short(use: Use, rules: ShortUseRules) -> Advice:
    if _rare(use, rules):
        return Advice(Way.NO_TAPER, (rules.rare,))
    assert isinstance(use.days_taken, Known)  # it was asked for otherwise
    if use.days_taken.value < rules.stop_below_days.value:
        return Advice(Way.NO_TAPER, (rules.stop,))
    return Advice(Way.SHORT_TAPER, (rules.short,))
