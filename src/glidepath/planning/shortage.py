"""The same doses from the products that are to be had on each day.

A product that is out of supply is not used in those days. Where the others make the dose,
only the pieces change; where they do not, the dose before is held until the shortage is over
and the rest comes later by as many days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from glidepath.domain.calendar import Span
from glidepath.domain.drug import Product
from glidepath.domain.following import OutOfSupply
from glidepath.domain.plan import Course, Step, StepKind
from glidepath.domain.regimen import Intake, Regimen
from glidepath.dosing.makeable import Makeable, makeable

__all__ = ["Shelf", "within"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is to be had: products, the days on which some of them are not, most pieces."""

    products: tuple[Product, ...]
    short: tuple[OutOfSupply, ...]
    most_pieces: int

    def on(self, day: date) -> tuple[Product, ...]:
        """The products that are to be had on a day."""
        out = {one.product_id for one in self.short if one.span.start <= day <= one.span.end}
        return tuple(product for product in self.products if product.id not in out)

    def stretches(self, span: Span) -> Iterator[Span]:
        """A span cut wherever a product goes out of supply or comes back."""
        turns = {day for one in self.short for day in (one.span.start, one.span.next_day)}
        start = span.start
        for turn in sorted(day for day in turns if span.start < day <= span.end):
            yield Span(start, turn - _DAY)
            start = turn
        yield Span(start, span.end)


def within(course: Course, shelf: Shelf) -> Course | None:
    """The course with the pieces that are to be had, held where a dose cannot be made.

    None where some dose cannot be made on any later day either, or where the dose that
    would have to be held cannot be made: then the course has to be planned anew.
    """
    own = tuple(product for product in shelf.products if product.drug_id == course.drug_id)
    shelf = replace(shelf, products=own)
    steps: list[Step] = []
    for step in course.steps:
        start = steps[-1].span.next_day if steps else step.span.start
        wanted = Span.lasting(start, step.span.days)
        made = _made(step, wanted, shelf)
        while made is None:
            until = _next_turn(shelf, wanted)
            if until is None or not steps:
                return None
            held = _made(steps[-1], Span(wanted.start, until - _DAY), shelf)
            if held is None:
                return None
            steps += [_gone_on(one) for one in held]
            wanted = Span.lasting(until, step.span.days)
            made = _made(step, wanted, shelf)
        steps += made
    return replace(course, steps=tuple(_joined(steps)))


def _next_turn(shelf: Shelf, wanted: Span) -> date | None:
    """The next day on which something comes back, while the step should be taken."""
    return min(
        (one.span.next_day for one in shelf.short if one.span.next_day > wanted.start),
        default=None,
    )


def _made(step: Step, span: Span, shelf: Shelf) -> list[Step] | None:
    """A step over a span with pieces for every stretch of it; None where one cannot be made."""
    found: list[Step] = []
    for stretch in shelf.stretches(span):
        regimen = _from(step.regimen, shelf.on(stretch.start), shelf.most_pieces)
        if regimen is None:
            return None
        part = replace(step, span=stretch, regimen=regimen)
        found.append(_gone_on(part) if found else part)
    return found


def _gone_on(step: Step) -> Step:
    """A step that only goes on with the doses before it: no cut and no step back leads into it."""
    back = step.kind is StepKind.STEPPED_BACK
    kind = StepKind.PRESENT if back else step.kind
    return replace(step, kind=kind, cut=None, terminal=False, why=())


def _from(regimen: Regimen, products: Sequence[Product], most_pieces: int) -> Regimen | None:
    """The same doses from these products: the same pieces where they are to be had."""
    known = {product.id for product in products}
    used = {p.portion.product_id for one in regimen.intakes for p in one.pieces or ()}
    if used <= known:
        return regimen
    largest = max(regimen.doses)
    made = makeable(products, largest, most_pieces)
    intakes = [_intake(one, known, made) for one in regimen.intakes]
    if any(one.pieces is None for one in intakes):
        return None
    return Regimen(tuple(intakes))


def _intake(intake: Intake, known: set[str], made: Makeable) -> Intake:
    pieces = intake.pieces
    if pieces is not None and {piece.portion.product_id for piece in pieces} <= known:
        return intake
    return replace(intake, pieces=made.compose(intake.dose))


def _joined(steps: list[Step]) -> Iterator[Step]:
    """Steps that go on with the very same pieces told as one."""
    kept: Step | None = None
    for step in steps:
        if kept is not None and step.cut is None and step.regimen == kept.regimen:
            kept = replace(kept, span=Span(kept.span.start, step.span.end))
            continue
        if kept is not None:
            yield kept
        kept = step
    assert kept is not None  # a course has steps
    yield kept
