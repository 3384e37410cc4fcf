"""Times of day and the order of doses: the same times throughout, and no dose ever higher."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from glidepath.domain.finding import Finding
from glidepath.domain.plan import CourseKind
from glidepath.safety.checker.amounts import mg
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.course import Reading
from glidepath.safety.checker.level import Change

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
    """GP-C-032: each step names every time of day the person uses, also where nothing is taken.

    Somebody who takes none of the drug yet has no times of day for it. A drug that takes the
    place of another may be told at that one's times as well, from the first step on.
    """
    named = [(f"{s.start}", {i.time for i in s.intakes}) for s in reading.claim.steps]
    if reading.present is not None and reading.taken_before:
        present = set(reading.present)
        if reading.takes_over and named and present <= named[0][1]:
            present = named[0][1]
        named.insert(0, ("the present regimen", present))
    fired = [
        {"day": day, "times": ", ".join(sorted(times)) or "none",
         "before": ", ".join(sorted(earlier)) or "none"}
        for (_, earlier), (day, times) in pairwise(named)
        if earlier != times
    ]  # fmt: skip
    ask = _ask(reading) + ("present",) * (reading.present is None)
    return context.findings("GP-C-032", fired, ask)


def _bound(reading: Reading) -> Iterator[Change]:
    """The changes in which no dose may rise: not a start, and not a step back in a taper."""
    changes = reading.changes() if reading.gives_way else reading.lowering()
    back = reading.claim.kind == CourseKind.TAPER
    return (change for change in changes if not (back and change.stepped_back))


def no_intake_rises(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-050: at no time of day is a dose higher than before, whatever the total does."""
    fired = [
        {"day": f"{change.step.start}", "time": time, "after": mg(dose),
         "before": mg(change.before.doses.get(time, _NOTHING))}
        for change in _bound(reading)
        for time, dose in sorted(change.after.doses.items())
        if dose > change.before.doses.get(time, _NOTHING)
    ]  # fmt: skip
    return context.findings("GP-C-050", fired, reading.missing)


def no_total_rises(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-051: the dose of a day is never higher than on the day before."""
    fired = [
        {"day": f"{change.step.start}", "before": mg(change.before.total),
         "after": mg(change.after.total)}
        for change in _bound(reading)
        if change.rises
    ]  # fmt: skip
    return context.findings("GP-C-051", fired, reading.missing)
