"""What to prescribe and dispense for each interval: exact use, stock at home, whole products.

Pieces left over from a broken tablet are either kept and used later (`carry_halves`) or
thrown away at the end of the day. The two give different quantities, so the choice is
always made by somebody and never assumed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import chain

from glidepath.domain.calendar import Span
from glidepath.domain.drug import Product
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.person import AtHand
from glidepath.domain.plan import Course, Step
from glidepath.domain.quantity import Mass
from glidepath.domain.supply import SigLine, SupplyPeriod
from glidepath.dosing.sig import sig_lines
from glidepath.dosing.stock import daily_use, dispense, stock_at_home

__all__ = ["supply"]


def supply(
    courses: Sequence[Course],
    at_hand: Sequence[AtHand],
    dispense_days: int,
    carry_halves: bool,
    micrograms_below: Mass | None = None,
) -> tuple[SupplyPeriod, ...]:
    """What to dispense of each product for each run of `dispense_days`, and how to take it.

    Takes the courses of one plan, each of its own drug, together. Intervals are cut from the
    plan's first day; one without any dose is left out. Every product that is used or lies at
    home gets a line: taken + wasted + left = at home + dispensed. Stock that nobody counted
    (`at_home` None) is reckoned as nothing at home. What is left of one interval is at home
    in the next. As soon as there are two drugs, every instruction names its own. Instructions
    write amounts of less than `micrograms_below` in micrograms.

    Refuses no course at all and two of one drug, an interval of less than a day, a product
    listed twice, and a course that uses a product which is not at hand or of another drug.
    """
    _refuse_misfits(courses, at_hand, dispense_days)
    products = {item.product.id: item.product for item in at_hand}
    stocks = {item.product.id: stock_at_home(item, courses) for item in at_hand}
    periods = []
    for span in _intervals(_whole(courses), dispense_days):
        spells = [tuple(_spells(course, span)) for course in courses]
        lines = []
        for name, stock in stocks.items():
            uses = [(days.days, daily_use(step, name)) for days, step in chain(*spells)]
            line, stocks[name] = dispense(name, uses, stock, carry_halves)
            lines += [line] if line.taken or line.at_home else []
        if any(line.taken for line in lines):
            sig = _sig(courses, spells, products, micrograms_below)
            periods.append(SupplyPeriod(span, tuple(lines), sig))
    return tuple(periods)


def _sig(
    courses: Sequence[Course],
    spells: Sequence[tuple[tuple[Span, Step], ...]],
    products: Mapping[str, Product],
    micrograms_below: Mass | None,
) -> tuple[SigLine, ...]:
    """The instructions of each drug in turn, which is named where there are two."""
    several = len(courses) > 1
    return tuple(
        line
        for course, days in zip(courses, spells, strict=True)
        if days
        for line in sig_lines(days, products, course.drug_id if several else "", micrograms_below)
    )


def _whole(courses: Sequence[Course]) -> Span:
    """From the first day of any course to the last."""
    spans = [course.span for course in courses]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _refuse_misfits(
    courses: Sequence[Course], at_hand: Sequence[AtHand], dispense_days: int
) -> None:
    ids = [item.product.id for item in at_hand]
    drugs = [course.drug_id for course in courses]
    problems = [
        Problem("products", f"{name} twice", "each product once", "Add up what is at home.")
        for name in sorted({name for name in ids if ids.count(name) > 1})
    ]
    problems += [problem for course in courses for problem in _foreign(course, at_hand)]
    if not drugs or len(set(drugs)) != len(drugs):
        problems.append(
            Problem("courses", ", ".join(drugs) or "none", "one or more, one for each drug")
        )
    if type(dispense_days) is not int or dispense_days < 1:
        problems.append(Problem("dispense_days", repr(dispense_days), "a whole number from 1 up"))
    if problems:
        raise BadInput(problems)


def _foreign(course: Course, at_hand: Sequence[AtHand]) -> list[Problem]:
    """What a course uses that is not at hand, or that holds another drug than its own."""
    drugs = {item.product.id: item.product.drug_id for item in at_hand}
    wanted = "every product that the course uses"
    return [
        Problem("products", f"{name} of {drugs[name]}", f"a product of {course.drug_id}")
        if name in drugs
        else Problem("products", f"no {name}", wanted)
        for name in sorted(_used(course))
        if drugs.get(name) != course.drug_id
    ]


def _used(course: Course) -> set[str]:
    return {
        piece.portion.product_id
        for step in course.steps
        for intake in step.regimen.intakes
        for piece in intake.pieces or ()
    }


def _intervals(whole: Span, days: int) -> Iterator[Span]:
    """The whole span cut into runs of so many days; the last may be shorter."""
    start = whole.start
    while start <= whole.end:
        span = Span(start, min(whole.end, start + timedelta(days=days - 1)))
        yield span
        start = span.next_day


def _spells(course: Course, within: Span) -> Iterator[tuple[Span, Step]]:
    """The steps of the course that reach into a span, each with its days in it."""
    for step in course.steps:
        start, end = max(step.span.start, within.start), min(step.span.end, within.end)
        if start <= end:
            yield Span(start, end), step
