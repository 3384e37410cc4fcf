"""After the last dose: how long to watch, until which day, and what if symptoms come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from glidepath.domain.afterwards import AfterRules
from glidepath.domain.drug import Drug
from glidepath.domain.titration import Check

__all__ = ["Watch", "watch"]

_HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Watch:
    """The watch after the last dose: its days, its last day, and all positions of the sources.

    `gone_after` is how many of the days the drug itself takes to leave the body.
    """

    days: int
    gone_after: int
    until: date
    positions: tuple[Check, ...]


def watch(drug: Drug, first_day_without: date, rules: AfterRules, *, high_risk: bool) -> Watch:
    """How long to watch after a drug has been stopped.

    Until the longest-lived active substance has left, and the days of the rules more. A
    risk that is not known is a high one; whoever asks has to say so.
    """
    lives = [drug.half_life_h, drug.metabolite_half_life_h]
    longest = max(fact.value.typical for fact in lives if fact is not None)
    gone_after = ceil(longest * rules.half_lives.value / _HOURS_A_DAY)
    more = rules.days_high_risk if high_risk else rules.days
    days = gone_after + more.value
    until = first_day_without + timedelta(days=days - 1)
    return Watch(days, gone_after, until, rules.positions)
