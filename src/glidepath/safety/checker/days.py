"""Every day once: forward, without a gap, without a day told twice, in years a person can mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from glidepath.domain.claim import ClaimedStep
from glidepath.domain.finding import Finding
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.course import Reading

__all__ = ["days_forward", "days_plausible", "no_gap", "no_overlap"]

_ONE_DAY = timedelta(days=1)


def _ask(reading: Reading) -> tuple[str, ...]:
    return () if reading.claim.steps else ("steps",)


def days_forward(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-040: each step ends on or after its first day, and follows the one written above it."""
    steps = reading.claim.steps
    fired = [
        {"start": f"{s.start}", "fault": f"ends on {s.end}, before it begins"}
        for s in steps
        if s.end < s.start
    ]
    fired += [
        {"start": f"{after.start}", "fault": f"is written after the step of {before.start}"}
        for before, after in pairwise(steps)
        if after.start < before.start
    ]
    return context.findings("GP-C-040", fired, _ask(reading))


def _in_order(reading: Reading) -> tuple[list[ClaimedStep], tuple[str, ...]]:
    """The steps whose days can be read, by first day; and what is missing."""
    sound = [step for step in reading.claim.steps if step.start <= step.end]
    ask = () if sound and len(sound) == len(reading.claim.steps) else ("steps",)
    return sorted(sound, key=lambda step: step.start), ask


def _sweep(steps: list[ClaimedStep]) -> Iterator[tuple[date, ClaimedStep]]:
    """Each step but the first, with the last day that the steps before it reach."""
    for number in range(1, len(steps)):
        yield max(step.end for step in steps[:number]), steps[number]


def no_gap(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-041: between the first day and the last no day is left out."""
    steps, ask = _in_order(reading)
    fired = [
        {
            "first": f"{reached + _ONE_DAY}",
            "last": f"{step.start - _ONE_DAY}",
            "days": f"{(step.start - reached).days - 1}",
        }
        for reached, step in _sweep(steps)
        if (step.start - reached).days > 1
    ]
    return context.findings("GP-C-041", fired, ask)


def no_overlap(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-042: no day stands in two steps."""
    steps, ask = _in_order(reading)
    fired = []
    for reached, step in _sweep(steps):
        last = min(reached, step.end)
        if step.start <= last:
            days = (last - step.start).days + 1
            fired.append({"first": f"{step.start}", "last": f"{last}", "days": f"{days}"})
    return context.findings("GP-C-042", fired, ask)


def days_plausible(reading: Reading, whole: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-043: no step, no plan and no wait before it lasts longer than anybody means.

    While another drug of the plan is changed a drug may wait for its turn: of its step the
    longest stretch counts in which no drug changes. `whole` has the steps of all of them.
    """
    steps, ask = _in_order(reading)
    bounds = context.texts.bounds
    runs = [(f"the step of {s.start}", _unchanged(s, steps, whole)) for s in steps]
    measured = [(what, days, bounds.longest_step_days) for what, days in runs]
    if steps:
        last = (max(step.end for step in steps) - steps[0].start).days + 1
        measured.append(("the whole plan", last, bounds.longest_plan_days))
    if steps and context.as_of is not None:
        away = abs((steps[0].start - context.as_of).days)
        measured.append((f"the time between {context.as_of} and its first day", away,
                         bounds.furthest_start_days))  # fmt: skip
    fired = [
        {"what": what, "days": f"{days}", "bound": f"{bound}"}
        for what, days, bound in measured
        if days > bound
    ]
    return context.findings("GP-C-043", fired, ask + ("as_of",) * (context.as_of is None))


def _unchanged(step: ClaimedStep, own: list[ClaimedStep], whole: Reading) -> int:
    """The most days in a row of a step on which no step of another drug begins."""
    others = {one.start.toordinal() for one in whole.claim.steps if one not in own}
    first, after = step.start.toordinal(), step.end.toordinal() + 1
    days = [first, *sorted(day for day in others if first < day < after), after]
    return max(later - sooner for sooner, later in pairwise(days))
