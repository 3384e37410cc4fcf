"""A step back that the clinician chose: to which doses, and how it falls from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from glidepath.care.replan_anew import in_shape, requested
from glidepath.care.replan_asked import Asked, Rest, is_alone
from glidepath.domain.answer import Refusal
from glidepath.domain.errors import BadInput
from glidepath.domain.plan import Course
from glidepath.domain.policy import Pace
from glidepath.domain.regimen import Regimen
from glidepath.domain.wording import dose_text
from glidepath.planning.replan import step_back
from glidepath.planning.slowing import slowed

__all__ = ["stepped_back"]

_DAY = timedelta(days=1)


def stepped_back(asked: Asked) -> Rest | Refusal:
    """Back to the last stable dose, kept, then lower again at a slower pace."""
    if not asked.wish.chosen_by_clinician:
        return asked.refused("step_back")
    if not is_alone(asked):
        return asked.refused("together")
    target = _target(asked)
    shortest = asked.policy.step_days.value.shortest
    days = max(asked.rules.stable_days, shortest)
    if target is None:
        return asked.refused("no_step_back", days=asked.rules.stable_days)
    try:
        pace, course = _back_to(asked, target, asked.on + days * _DAY)
    except BadInput:
        return asked.refused("no_step_back", days=asked.rules.stable_days)
    dose = dose_text(target.daily_dose)
    line = asked.rules.reason("step_back", dose=dose, days=days, pace=pace.name)
    tuned = in_shape(asked, course)
    return replace(tuned, pace=pace.name, why=(line, *tuned.why))


def _back_to(asked: Asked, target: Regimen, first_cut_on: date) -> tuple[Pace, Course]:
    """The course from the doses stepped back to: slower, unless that would last too long."""
    for pace in (slowed(asked.pace, asked.rules.slow_share), asked.pace):
        request = requested(asked, pace, first_cut_on, target)
        course = step_back(request, asked.began).course
        if course.span.days <= asked.rules.longest_days:
            break
    return pace, course


def _target(asked: Asked) -> Regimen | None:
    """The doses to step back to: those named, or the last higher ones that were stable."""
    known = [*_recorded(asked), *_planned(asked)]
    if asked.wish.doses is not None:
        wanted = asked.wish.doses
        return next((one for one in known if one.doses == wanted.doses), None)
    return known[0] if known else None


def _recorded(asked: Asked) -> Sequence[Regimen]:
    """Higher doses that the record tells of for long enough, the last first."""
    present = asked.leading.present
    runs = asked.following.runs(asked.earlier.course.drug_id)
    return [
        run.regimen
        for run in reversed(runs)
        if run.regimen is not None
        and run.span.days >= asked.rules.stable_days
        and _above(run.regimen, present)
    ]


def _planned(asked: Asked) -> Sequence[Regimen]:
    """The doses of the plan's own steps before the present one, the last first."""
    place = asked.leading.place.place
    passed = asked.earlier.course.steps[: place or 0] if place else ()
    present = asked.leading.present
    return [one.regimen for one in reversed(passed) if _above(one.regimen, present)]


def _above(one: Regimen, present: Regimen) -> bool:
    same = one.times == present.times
    return (
        same
        and one.doses != present.doses
        and all(then >= now for then, now in zip(one.doses, present.doses, strict=True))
    )
