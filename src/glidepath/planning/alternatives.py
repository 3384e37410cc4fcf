"""Other courses worth showing beside the proposed one; staying on the present dose is always one.

Every pace of the policy is shown once, because slower is not worse. Beside them stand
smaller choices of products; one of those that is no better than another on any ground,
and worse on one, is left out: the grounds are the days until the goal, the largest real
cut, the most pieces on one day, and the number of products. A course that breaks the
ceiling more than the proposed one does is never shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from glidepath.domain.answer import Alternative
from glidepath.domain.drug import Product
from glidepath.domain.errors import BadInput
from glidepath.domain.plan import Course
from glidepath.domain.regimen import Regimen
from glidepath.planning.request import TaperRequest, TaperResult
from glidepath.planning.taper import taper

__all__ = ["alternatives", "most_pieces_a_day", "pieces_a_day", "stay"]


def alternatives(
    request: TaperRequest, chosen: TaperResult, present: Regimen
) -> tuple[Alternative, ...]:
    """The chosen course first, then the other paces, fewer products, and staying as it is.

    Takes the request and the course chosen for it, and the present regimen with its
    pieces.
    """
    request = replace(request, texts={})  # nobody reads the reasons of what is not chosen
    first = _as_alternative(chosen.pace, chosen)
    paces = [*_courses(request, chosen, [request.products])]
    fewer = [*_courses(request, chosen, [*_fewer(request)])]
    shown = [first, *paces]
    kept = [one for one in fewer if not _outdone(one, [*shown, *fewer])]
    return (first, *_different([*paces, *kept], first), stay(present))


def _courses(
    request: TaperRequest, chosen: TaperResult, choices: Sequence[tuple[Product, ...]]
) -> Iterable[Alternative]:
    """The course at every pace with every choice of products, where there is one."""
    for pace in request.policy.paces.values():
        for products in choices:
            try:
                result = taper(replace(request, pace=pace, products=products))
            except BadInput:
                continue  # these products cannot even make the present doses
            if _breaks(result) <= _breaks(chosen):
                yield _as_alternative(pace.name, result)


def _breaks(result: TaperResult) -> tuple[Fraction, Fraction]:
    """The worst break of the ceiling and all of them, in nanograms."""
    return Fraction(result.worst_break, result.scale), Fraction(result.breaks, result.scale)


def _fewer(request: TaperRequest) -> Iterable[tuple[Product, ...]]:
    for size in (1, 2):
        if size < len(request.products):
            yield from combinations(request.products, size)


def _as_alternative(name: str, result: TaperResult) -> Alternative:
    steps = result.course.steps
    return Alternative(
        name,
        result.days,
        result.course.largest_cut,
        most_pieces_a_day(result.course),
        tuple(product.id for product in result.products),
        tuple(step.regimen.daily_dose for step in steps),
        last_cuts=result.course.last_cuts,
    )


def stay(present: Regimen) -> Alternative:
    """Staying on the present dose: no cut, no end."""
    pieces = [piece for intake in present.intakes for piece in intake.pieces or ()]
    products = tuple(dict.fromkeys(piece.portion.product_id for piece in pieces))
    return Alternative(
        "stay", None, Fraction(0), pieces_a_day(present), products, (present.daily_dose,)
    )


def pieces_a_day(regimen: Regimen) -> int:
    """Pieces of a day; a measure of liquid is one, however many drops or marks it holds."""
    return sum(
        1 if piece.portion.kind.is_measured else piece.count
        for intake in regimen.intakes
        for piece in intake.pieces or ()
    )


def most_pieces_a_day(course: Course) -> int:
    """The most pieces any day of a course asks for."""
    return max(pieces_a_day(step.regimen) for step in course.steps)


_Grounds = tuple[int, Fraction, int, int]


def _grounds(one: Alternative) -> _Grounds:
    assert one.days is not None  # staying is never compared
    return one.days, one.largest_cut, one.most_pieces_a_day, len(one.product_ids)


def _outdone(one: Alternative, others: Sequence[Alternative]) -> bool:
    return any(_no_worse(_grounds(other), _grounds(one)) for other in others)


def _no_worse(one: _Grounds, other: _Grounds) -> bool:
    no_worse = all((one[0] <= other[0], one[1] <= other[1], one[2] <= other[2], one[3] <= other[3]))
    return no_worse and one != other


def _different(found: Iterable[Alternative], first: Alternative) -> Iterable[Alternative]:
    """One of each kind: of courses equal on every ground the first found is enough."""
    seen = {_grounds(first)}
    for one in found:
        if _grounds(one) not in seen:
            seen.add(_grounds(one))
            yield one
