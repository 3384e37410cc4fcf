"""What to prescribe and dispense for each interval: exact use, stock at home, whole products.

Pieces left over from a broken tablet are either kept and used later (`carry_halves`) or
thrown away at the end of the day. The two give different quantities, so the choice is
always made by somebody and never assumed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from glidepath.domain.calendar import Span
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.person import AtHand
from glidepath.domain.plan import Course, Step
from glidepath.domain.supply import SupplyPeriod
from glidepath.dosing.sig import sig_lines
from glidepath.dosing.stock import daily_use, dispense, stock_at_home

__all__ = ["supply"]


def supply(
    course: Course, at_hand: Sequence[AtHand], dispense_days: int, carry_halves: bool
) -> tuple[SupplyPeriod, ...]:
    """What to dispense of each product for each run of `dispense_days`, and how to take it.

    Intervals are cut from the course's first day; one without any dose is left out. Every
    product that is used or lies at home gets a line: taken + wasted + left = at home +
    dispensed. Stock that nobody counted (`at_home` None) is reckoned as nothing at home.
    What is left of one interval is at home in the next.

    Refuses an interval of less than a day, a product listed twice, and a course that uses
    a product which is not at hand.
    """
    _refuse_misfits(course, at_hand, dispense_days)
    products = {item.product.id: item.product for item in at_hand}
    stocks = {item.product.id: stock_at_home(item, course) for item in at_hand}
    periods = []
    for span in _intervals(course.span, dispense_days):
        spells = tuple(_spells(course, span))
        lines = []
        for name, stock in stocks.items():
            uses = [(days.days, daily_use(step, name)) for days, step in spells]
            line, stocks[name] = dispense(name, uses, stock, carry_halves)
            lines += [line] if line.taken or line.at_home else []
        if any(line.taken for line in lines):
            periods.append(SupplyPeriod(span, tuple(lines), sig_lines(spells, products)))
    return tuple(periods)


def _refuse_misfits(course: Course, at_hand: Sequence[AtHand], dispense_days: int) -> None:
    ids = [item.product.id for item in at_hand]
    problems = [
        Problem("products", f"{name} twice", "each product once", "Add up what is at home.")
        for name in sorted({name for name in ids if ids.count(name) > 1})
    ]
    problems += [
        Problem("products", f"no {name}", "every product that the course uses")
        for name in sorted(_used(course) - set(ids))
    ]
    if type(dispense_days) is not int or dispense_days < 1:
        problems.append(Problem("dispense_days", repr(dispense_days), "a whole number from 1 up"))
    if problems:
        raise BadInput(problems)


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
