"""Going on from the middle of a course: the same remaining steps unless something has changed.

While the person takes what the course says, the rest of it stands: only the days move when
a dose is held. Where they take something else, or products, pace or goal have changed, the
rest is planned anew from the dose that is really taken, on the pattern and the clock of
the course as it began.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from glidepath.domain.calendar import Span
from glidepath.domain.plan import Course, Step, StepKind
from glidepath.domain.regimen import Regimen
from glidepath.planning.request import TaperRequest
from glidepath.planning.taper import taper

__all__ = ["Standing", "go_on", "same_rest", "standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person really stands in a course on a day.

    `place` is the step whose doses they take (None where no step has them), `next_cut` the
    day on which the course would go on from it, `late` by how many days they are behind
    the course (negative when ahead of it).
    """

    place: int | None
    next_cut: date | None
    late: int = 0


def standing(course: Course, taken: Regimen, since: date, today: date) -> Standing:
    """Find the step of a course that has the doses really taken, and when it would go on.

    Takes the course, the doses really taken, the day since when they are taken, and the
    day of asking. A step taken up late lasts as long as it was meant to.
    """
    steps = course.steps
    same = [n for n, step in enumerate(steps) if step.regimen.doses == taken.doses]
    if not same or taken.times != steps[0].regimen.times:
        return Standing(None, None)
    step = steps[same[-1]]
    late = max(0, (since - step.span.start).days)
    next_cut = max(step.span.next_day + timedelta(days=late), today)
    return Standing(same[-1], next_cut, late)


def same_rest(course: Course, stand: Standing, today: date, held_until: date | None) -> Course:
    """The rest of a course from a day on, every step as it was, moved by the days held.

    Takes a standing on the course, the day, and the day until which the present dose is
    held (None: not held).
    """
    assert stand.place is not None  # the caller has looked
    assert stand.next_cut is not None
    rest = course.steps[stand.place + 1 :]
    present = course.steps[stand.place]
    if not rest:
        return Course(course.kind, course.drug_id, (replace(present, span=_from(present, today)),))
    go_on_day = max(stand.next_cut, held_until or today)
    moved = (go_on_day - rest[0].span.start).days
    later = tuple(replace(step, span=_moved(step.span, moved)) for step in rest)
    return Course(course.kind, course.drug_id, (*_present(present, today, go_on_day), *later))


def go_on(
    request: TaperRequest, course: Course, since: date, held_until: date | None = None
) -> Course:
    """The rest of a course for a person who takes what the request calls the present doses.

    Where the doses are a step of the course, its rest stands (`same_rest`); otherwise the
    rest is planned anew, on the pattern the course began with where the times of day and
    the doses still fit it.
    """
    stand = standing(course, request.present, since, request.as_of)
    if stand.place is not None:
        return same_rest(course, stand, request.as_of, held_until)
    began = course.steps[0].regimen
    asked = replace(request, anchor=began if _fits(request.present, began) else None)
    return taper(asked).course


def _fits(present: Regimen, began: Regimen) -> bool:
    """Whether the present doses could be a step of a course that began with these."""
    same_times = present.times == began.times
    return same_times and all(
        now <= then for now, then in zip(present.doses, began.doses, strict=True)
    )


def _present(step: Step, today: date, go_on_day: date) -> tuple[Step, ...]:
    if go_on_day <= today:
        return ()
    span = Span(today, go_on_day - timedelta(days=1))
    return (Step(span, step.regimen, StepKind.PRESENT),)


def _from(step: Step, today: date) -> Span:
    return Span(min(max(today, step.span.start), step.span.end), step.span.end)


def _moved(span: Span, days: int) -> Span:
    return Span(span.start + timedelta(days=days), span.end + timedelta(days=days))
