"""Going on from the middle of a course: the same remaining steps unless something has changed.

While the person takes what the course says, the rest of it stands: only the days move when
a dose is held. Where they take something else, or products, pace or goal have changed, the
rest is planned anew from the dose that is really taken, on the pattern and the clock of
the course as it began.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby, takewhile

from glidepath.domain.calendar import Span
from glidepath.domain.plan import Course, Step, StepKind
from glidepath.domain.regimen import Regimen
from glidepath.planning.request import TaperRequest, TaperResult
from glidepath.planning.taper import taper

__all__ = [
    "Standing", "anew", "fits", "meet", "same_rest", "slower_exchange", "standing", "step_back",
    "steps_ahead",
]  # fmt: skip

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person really stands in a course on a day.

    `place` and `last` are the first and the last of the steps whose doses they take (None
    where no step has them), `next_cut` the day on which the course would go on from there,
    `late` by how many days they are behind the course. A `place` of -1 stands before the
    first step: the drug has not been begun.
    """

    place: int | None
    next_cut: date | None
    late: int = 0
    last: int = -1


def standing(course: Course, taken: Regimen, since: date, today: date) -> Standing:
    """Find the steps of a course that have the doses really taken, and when it would go on.

    Takes the course, the doses really taken, the day since when they are taken, and the
    day of asking. Where several runs of steps have these doses, the one that is meant for
    today counts, or else the last that has begun. Steps taken up late last as long as they
    were meant to; whoever is ahead of the course does not go on any sooner for it.
    """
    found = [run for run in _runs(course) if _is(course.steps[run.start], taken)]
    if not found:
        return Standing(None, None)
    begun = [run for run in found if course.steps[run.start].span.start <= today]
    run = begun[-1] if begun else found[0]
    first, last = course.steps[run.start], course.steps[run.stop - 1]
    late = max(0, (since - first.span.start).days)
    next_cut = max(last.span.next_day + late * _DAY, today)
    return Standing(run.start, next_cut, late, run.stop - 1)


def _runs(course: Course) -> list[range]:
    """The steps in runs of the same doses."""
    runs = []
    for _, group in groupby(range(len(course.steps)), lambda n: course.steps[n].regimen.doses):
        places = list(group)
        runs.append(range(places[0], places[-1] + 1))
    return runs


def _is(step: Step, taken: Regimen) -> bool:
    return step.regimen.times == taken.times and step.regimen.doses == taken.doses


def steps_ahead(course: Course, stand: Standing) -> tuple[Step, ...]:
    """The steps that are still to come after the present doses."""
    return course.steps[stand.last + 1 :]


def meet(courses: Sequence[Course], stands: Sequence[Standing]) -> bool:
    """Whether the drugs of one plan are taken as on one of its days.

    So where every drug's present step shares some days with every other's.
    """
    starts, ends = [date.min], [date.max]
    for course, stand in zip(courses, stands, strict=True):
        if stand.place is None:
            return False
        ahead = steps_ahead(course, stand)
        starts += [course.steps[stand.place].span.start] if stand.place >= 0 else []
        ends += [ahead[0].span.start - _DAY] if ahead else []
    return max(starts) <= min(ends)


def same_rest(
    courses: Sequence[Course],
    stands: Sequence[Standing],
    today: date,
    held_until: date | None = None,
) -> tuple[Course, ...]:
    """The rest of the courses of a plan, every step as it was, all moved by the same days.

    Takes the courses, the standing on each of them, the day, and the day until which the
    present doses are held (None: not held). Where one drug is late or held, all wait.
    """
    moves = [
        (max(stand.next_cut or today, held_until or today) - ahead[0].span.start).days
        for course, stand in zip(courses, stands, strict=True)
        if (ahead := steps_ahead(course, stand))
    ]
    moved = max(moves, default=0)
    pairs = zip(courses, stands, strict=True)
    rest = [_rest(course, stand, today, moved) for course, stand in pairs]
    return tuple(_kept_until(course, max(one.span.end for one in rest)) for course in rest)


def _kept_until(course: Course, end: date) -> Course:
    """The course with its last dose, where it has one, kept up to a day: others go on so long."""
    *before, last = course.steps
    if not last.regimen.daily_dose:
        return course
    kept = replace(last, span=Span(last.span.start, end))
    return replace(course, steps=(*before, kept))


def _rest(course: Course, stand: Standing, today: date, moved: int) -> Course:
    later = tuple(
        replace(step, span=_moved(step.span, moved)) for step in steps_ahead(course, stand)
    )
    if stand.place == -1:
        return replace(course, steps=later)
    assert stand.place is not None  # the caller has looked
    present = course.steps[stand.place : stand.last + 1]
    if not later:
        end = max(present[-1].span.end + stand.late * _DAY, today)
        return replace(course, steps=_present(present, today, end, keep_kind=True))
    end = later[0].span.start - _DAY
    if end < today:
        return replace(course, steps=later)
    return replace(course, steps=(*_present(present, today, end, keep_kind=False), *later))


def _present(steps: Sequence[Step], today: date, end: date, *, keep_kind: bool) -> tuple[Step, ...]:
    """The present doses from today to a day, with their pieces as they change in between."""
    starts = [today, *(max(step.span.start, today) for step in steps[1:])]
    ends = [*(start - _DAY for start in starts[1:]), end]
    return tuple(
        Step(Span(start, last), step.regimen, step.kind if keep_kind else StepKind.PRESENT)
        for step, start, last in zip(steps, starts, ends, strict=True)
        if start <= last  # what is over by today is left out
    )


def _moved(span: Span, days: int) -> Span:
    return Span(span.start + timedelta(days=days), span.end + timedelta(days=days))


def anew(request: TaperRequest, began: Regimen) -> TaperResult:
    """The rest planned anew from what the request calls the present doses.

    Takes the doses the course began with: their pattern and the clock of the pace go on
    where the times of day and the present doses still fit them.
    """
    return taper(replace(request, anchor=began if fits(request.present, began) else None))


def fits(present: Regimen, began: Regimen) -> bool:
    """Whether the present doses could be a step of a course that began with these."""
    same_times = present.times == began.times
    return same_times and all(
        now <= then for now, then in zip(present.doses, began.doses, strict=True)
    )


def step_back(request: TaperRequest, began: Regimen) -> TaperResult:
    """Back to the higher doses that the request calls present, kept first, then lower again.

    The only rise a taper knows, and the clinician's choice: the first step is named so.
    The request's first cut is the day after the days on which the doses are kept.
    """
    result = anew(request, began)
    first = replace(result.course.steps[0], kind=StepKind.STEPPED_BACK)
    course = replace(result.course, steps=(first, *result.course.steps[1:]))
    return replace(result, course=course)


def slower_exchange(old: Course, new: Course, times: Fraction) -> tuple[Course, Course]:
    """The rest of an exchange with its steps so many times as long, both drugs in step.

    Takes the courses of the drug that gives way and of the one that takes over, from the
    present day on, the new one perhaps with its lowering. The next exchange keeps its day
    and whatever follows the last one keeps its distance to it.
    """
    today = old.span.start
    turns = sorted(
        {step.span.start for step in (*old.steps, *_risen(new)) if step.span.start > today}
    )
    moves: dict[date, int] = {}
    late = Fraction(0)
    for before, day in zip((None, *turns), turns, strict=False):
        if before is not None and _is_exchanged(old, day):
            late += (times - 1) * (day - before).days
        moves[day] = int(late)
    last = moves[turns[-1]] if turns else 0
    return _stretched(old, moves, last), _stretched(new, moves, last)


def _risen(new: Course) -> Sequence[Step]:
    """The steps of the new drug before it is lowered."""
    return tuple(takewhile(lambda step: step.cut is None, new.steps))


def _is_exchanged(old: Course, day: date) -> bool:
    """Whether a dose of the old drug is exchanged on a day."""
    return any(step.cut is not None and step.span.start == day for step in old.steps)


def _stretched(course: Course, moves: Mapping[date, int], last: int) -> Course:
    """The steps, each from the day to which its first day has moved until the next one begins."""
    starts = [
        step.span.start + timedelta(days=moves.get(step.span.start, 0 if place == 0 else last))
        for place, step in enumerate(course.steps)
    ]
    ends = [*(start - _DAY for start in starts[1:]), course.span.end + timedelta(days=last)]
    steps = (
        replace(step, span=Span(start, end))
        for step, start, end in zip(course.steps, starts, ends, strict=True)
    )
    return replace(course, steps=tuple(steps))
