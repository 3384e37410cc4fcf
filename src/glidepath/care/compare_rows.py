"""A row of a comparison from the courses of a plan: what they ask, and what is expected of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from glidepath.care.foreseeing import foreseen
from glidepath.domain.comparison import Breach, Comparison, DoseLine, Made, RowKind
from glidepath.domain.person import Situation
from glidepath.domain.plan import Course, CourseKind
from glidepath.domain.policy import Ceiling
from glidepath.domain.regimen import Regimen
from glidepath.planning.alternatives import most_pieces_a_day, pieces_a_day
from glidepath.planning.breach import breaches
from glidepath.planning.compare import points_of
from glidepath.planning.schedule import Point

__all__ = ["breaks", "made_of", "row_of"]


def row_of(
    courses: Sequence[Course],
    situation: Situation,
    ceiling: Ceiling,
    kind: RowKind,
    policy_id: str,
    pace: str,
) -> Comparison:
    """A row that is no policy's own schedule: what is made is all there is of it."""
    told = tuple((point.day, point.mg) for point in points_of(courses[0]))
    broken = breaks(courses, ceiling)
    return Comparison(
        policy_id, pace, courses[0].drug_id, told, broken, (), "", told, broken,
        made_of(courses, situation), kind,
    )  # fmt: skip


def breaks(courses: Sequence[Course], ceiling: Ceiling) -> tuple[Breach, ...]:
    """Where courses fall faster than the ceiling; of an exchange what falls after it."""
    start = _start(courses)
    return tuple(
        replace(one, day=one.day + before, first_cut_day=one.first_cut_day + before)
        for course in _falling(courses)
        for before in [(course.span.start - start).days]
        for one in breaches(_from_the_top(points_of(course)), ceiling)
    )


def made_of(courses: Sequence[Course], situation: Situation) -> Made:
    """What courses ask of a person and what the model expects of them, all drugs together."""
    start, falling = _start(courses), _falling(courses)
    products = {at_hand.product.id for at_hand in situation.products}
    used = _products(courses)
    return Made(
        largest_cut=max(course.largest_cut for course in falling),
        last_cuts=tuple(share for course in falling for share in course.last_cuts),
        days=max((course.steps[-1].span.start - start).days for course in falling),
        span=max((course.span.next_day - start).days for course in courses),
        most_pieces_a_day=_most_pieces(courses),
        product_ids=tuple(used),
        lines=tuple(DoseLine(c.drug_id, _line(c, start)) for c in courses),
        foreseen=foreseen(courses, _present(situation)),
        needs=tuple(one for one in used if one not in products),
    )


def _falling(courses: Sequence[Course]) -> list[Course]:
    """The courses whose cuts the person lives through: the old drug of an exchange is replaced."""
    return [one for one in courses if one.kind is not CourseKind.SUBSTITUTION_OUT]


def _start(courses: Sequence[Course]) -> date:
    return min(course.span.start for course in courses)


def _from_the_top(points: Sequence[Point]) -> Sequence[Point]:
    """The points from the last day of the highest dose on: a rise before it is no fall."""
    highest = max(point.mg for point in points)
    last = max(place for place, point in enumerate(points) if point.mg == highest)
    return points[last:]


def _line(course: Course, start: date) -> tuple[tuple[int, Fraction], ...]:
    before = (course.span.start - start).days
    return tuple((point.day + before, point.mg) for point in points_of(course))


def _products(courses: Iterable[Course]) -> dict[str, None]:
    return dict.fromkeys(
        piece.portion.product_id
        for course in courses
        for step in course.steps
        for intake in step.regimen.intakes
        for piece in intake.pieces or ()
    )


def _most_pieces(courses: Sequence[Course]) -> int:
    if len(courses) == 1:
        return most_pieces_a_day(courses[0])
    days = {step.span.start for course in courses for step in course.steps}
    return max(
        sum(pieces_a_day(step.regimen) for c in courses for step in c.steps if day in step.span)
        for day in days
    )


def _present(situation: Situation) -> list[tuple[str, Regimen]]:
    return [(one.drug_id, one.regimen) for one in (situation.treatment, *situation.also)]
