"""A plan as rows of words: the one reading of a plan that every document prints.

Nothing is computed here that the plan does not say; doses and shares become text through
the domain's own wording.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from glidepath.domain.drug import PortionKind
from glidepath.domain.plan import Plan, Step, StepKind
from glidepath.domain.wording import dose_text, pieces_text, share_text

__all__ = ["Dose", "Row", "Stretch", "breaks_tablets", "rows", "stretches"]

_KINDS = {
    StepKind.PRESENT: "present dose",
    StepKind.REDUCED: "reduced",
    StepKind.MAINTAINED: "kept",
    StepKind.AFTER: "after the last dose",
}


@dataclass(frozen=True, slots=True)
class Dose:
    """What is taken at one time of the day, in words and in mg."""

    time: str
    words: str
    mg: str


@dataclass(frozen=True, slots=True)
class Row:
    """One step in words: its days, what is taken when, the daily dose, the real cut, and why.

    `first_day` and `last_day` count from the plan's first day, which is day 1.
    """

    number: int
    start: date
    end: date
    days: int
    first_day: int
    last_day: int
    kind: str
    is_present: bool
    doses: tuple[Dose, ...]
    daily: str
    cut: str
    terminal: bool
    ends: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A few days of one row that share a line on a sheet: the dates and the days counted from 1."""

    start: date
    end: date
    first_day: int
    last_day: int

    @property
    def dates(self) -> tuple[date, ...]:
        """Each day in turn."""
        return tuple(self.start + timedelta(n) for n in range((self.end - self.start).days + 1))


def rows(plan: Plan) -> tuple[Row, ...]:
    """Every step of the plan, in order."""
    first = plan.course.span.start
    return tuple(
        _row(plan, number, step, (step.span.start - first).days + 1)
        for number, step in enumerate(plan.course.steps, 1)
    )


def _row(plan: Plan, number: int, step: Step, first_day: int) -> Row:
    products = {product.id: product for product in plan.products}
    doses = tuple(
        Dose(
            str(intake.time),
            pieces_text(intake.pieces or (), products),
            dose_text(intake.dose),
        )
        for intake in step.regimen.intakes
    )
    return Row(
        number=number,
        start=step.span.start,
        end=step.span.end,
        days=step.span.days,
        first_day=first_day,
        last_day=first_day + step.span.days - 1,
        kind=_KINDS[step.kind],
        is_present=step.kind is StepKind.PRESENT,
        doses=doses,
        daily=dose_text(step.regimen.daily_dose),
        cut=share_text(step.cut.share) if step.cut else "",
        terminal=step.terminal,
        ends=not step.regimen.daily_dose,
        why=step.why,
    )


def stretches(row: Row, length: int) -> Iterator[Stretch]:
    """The days of a row in runs of at most so many, from its first day on."""
    for skipped in range(0, row.days, length):
        start = row.start + timedelta(days=skipped)
        end = min(row.end, start + timedelta(days=length - 1))
        first = row.first_day + skipped
        yield Stretch(start, end, first, first + (end - start).days)


def breaks_tablets(plan: Plan) -> bool:
    """Whether any dose of the plan needs a part of a tablet."""
    return any(
        piece.portion.kind is PortionKind.PART
        for step in plan.course.steps
        for intake in step.regimen.intakes
        for piece in intake.pieces or ()
    )
