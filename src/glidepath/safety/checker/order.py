"""Times of day and the order of doses: the same times throughout, and no dose ever higher."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from glidepath.domain.finding import Finding
from glidepath.safety.checker.amounts import mg
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.course import Level, Reading

__all__ = ["no_intake_rises", "no_total_rises", "same_times", "times_ordered", "times_readable"]

_NOTHING = Fraction(0)


def _ask(reading: Reading) -> tuple[str, ...]:
    return () if reading.claim.steps else ("steps",)


def times_readable(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-030: each time of day is written as HH:MM."""
    fired = [
        {"day": f"{step.start}", "time": repr(intake.time[:20])}
        for step in reading.claim.steps
        for intake in step.intakes
        if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", intake.time)
    ]
    return context.findings("GP-C-030", fired, _ask(reading))


def times_ordered(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-031: within a day the times follow the clock, each once."""
    fired = [
        {"day": f"{step.start}", "times": ", ".join(times)}
        for step in reading.claim.steps
        if (times := [intake.time for intake in step.intakes]) != sorted(set(times))
    ]
    return context.findings("GP-C-031", fired, _ask(reading))


def same_times(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-032: each step names every time of day the person uses, also where nothing is taken."""
    named = [(f"{s.start}", {i.time for i in s.intakes}) for s in reading.claim.steps]
    if reading.present is not None:
        named.insert(0, ("the present regimen", set(reading.present)))
    fired = [
        {"day": day, "times": ", ".join(sorted(times)) or "none",
         "before": ", ".join(sorted(earlier)) or "none"}
        for (_, earlier), (day, times) in pairwise(named)
        if earlier != times
    ]  # fmt: skip
    ask = _ask(reading) + ("present",) * (reading.present is None)
    return context.findings("GP-C-032", fired, ask)


def _pairs(reading: Reading) -> list[tuple[Level, Level, str]]:
    return [
        (before, after, f"{after.first.start}")
        for before, after in pairwise(reading.levels())
        if after.first is not None
    ]


def no_intake_rises(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-050: at no time of day is a dose higher than before, whatever the total does."""
    fired = [
        {"day": day, "time": time, "before": mg(before.doses.get(time, _NOTHING)),
         "after": mg(dose)}
        for before, after, day in _pairs(reading)
        for time, dose in sorted(after.doses.items())
        if dose > before.doses.get(time, _NOTHING)
    ]  # fmt: skip
    return context.findings("GP-C-050", fired, reading.missing)


def no_total_rises(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-051: the dose of a day is never higher than on the day before."""
    fired = [
        {"day": day, "before": mg(before.total), "after": mg(after.total)}
        for before, after, day in _pairs(reading)
        if after.total > before.total
    ]
    return context.findings("GP-C-051", fired, reading.missing)
