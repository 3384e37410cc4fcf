"""A step back that the clinician chose: to which doses, and how it falls from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from glidepath.care.replan_anew import in_shape, requested
from glidepath.care.replan_asked import Asked, Rest
from glidepath.care.replan_stand import Stand
from glidepath.domain.answer import Refusal
from glidepath.domain.errors import BadInput
from glidepath.domain.following import Chooser
from glidepath.domain.plan import Course
from glidepath.domain.policy import Pace
from glidepath.domain.regimen import Regimen
from glidepath.domain.wording import dose_text
from glidepath.planning.replan import step_back
from glidepath.planning.slowing import slowed

__all__ = ["last_stable", "stepped_back"]

_DAY = timedelta(days=1)


def stepped_back(asked: Asked) -> Rest | Refusal:
    """Back to the last stable dose, kept, then lower again at a slower pace."""
    if not asked.wish.chosen_by_clinician:
        return asked.refused("step_back")
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
    if asked.wish.doses is None:
        return last_stable(asked, asked.leading)
    wanted = asked.wish.doses.doses
    return next((one for one in _before(asked, asked.leading) if one.doses == wanted), None)


def last_stable(asked: Asked, stand: Stand) -> Regimen | None:
    """The last higher doses of one drug that were stable; None where nothing tells of any."""
    return next(_before(asked, stand), None)


def _before(asked: Asked, stand: Stand) -> Iterator[Regimen]:
    """Higher doses of one drug: first what the record tells of, then the plan's own steps."""
    yield from _recorded(asked, stand)
    place = stand.place.place
    passed = stand.course.steps[: place or 0] if place else ()
    yield from (one.regimen for one in reversed(passed) if _above(one.regimen, stand.present))


def _recorded(asked: Asked, stand: Stand) -> Iterator[Regimen]:
    """Higher doses that were taken for long enough, the last first; a person's own rise is none."""
    drug = stand.course.drug_id
    for run in reversed(asked.following.runs(drug)):
        answer = asked.following.answer_for(drug, run.span.start)
        agreed = answer is None or answer.by is Chooser.CLINICIAN
        long_enough = run.span.days >= asked.rules.stable_days
        if (
            run.regimen is not None
            and long_enough
            and agreed
            and _above(run.regimen, stand.present)
        ):
            yield run.regimen


def _above(one: Regimen, present: Regimen) -> bool:
    same = one.times == present.times
    return (
        same
        and one.doses != present.doses
        and all(then >= now for then, now in zip(one.doses, present.doses, strict=True))
    )
