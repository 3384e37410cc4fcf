"""A plan as rows of words: the one reading of a plan that every document prints.

Nothing is computed here that the plan does not say; doses and shares become text through
the domain's own wording. A row is a run of days in which nothing changes for any drug. As
soon as a plan has two drugs every dose names its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from glidepath.documents.phrases import phrase
from glidepath.documents.told import Dose, DrugRow, dose_on, told
from glidepath.domain.calendar import Span
from glidepath.domain.drug import PortionKind
from glidepath.domain.plan import Plan, Review
from glidepath.domain.wording import date_text

__all__ = [
    "Dose",
    "DrugRow",
    "Row",
    "Stretch",
    "breaks_tablets",
    "ends_with_dose",
    "rows",
    "stray_spans",
    "stretches",
]


@dataclass(frozen=True, slots=True)
class Row:
    """A run of days without a change: what of each drug is taken when, and what is new in it.

    `first_day` and `last_day` count from the plan's first day, which is day 1. A drug that
    was stopped in an earlier row is told no more. `reviews` are the meetings that a rise of
    any dose in this row waits for or is followed by.
    """

    number: int
    start: date
    end: date
    days: int
    first_day: int
    last_day: int
    drugs: tuple[DrugRow, ...]
    reviews: tuple[Review, ...] = ()

    @property
    def checks(self) -> tuple[Review, ...]:
        """The meetings on the first day: the rise waits for them."""
        return tuple(review for review in self.reviews if review.on == self.start)

    @property
    def followed(self) -> tuple[Review, ...]:
        """The meetings on later days: how the rise was borne."""
        return tuple(review for review in self.reviews if review.on != self.start)

    @property
    def doses(self) -> tuple[Dose, ...]:
        """Every dose of the day in the order of the clock, the drugs in the plan's order."""
        every = (dose for drug in self.drugs for dose in drug.doses)
        return tuple(sorted(every, key=lambda dose: dose.time))

    @property
    def times(self) -> tuple[str, ...]:
        """The times of day at which anything is told."""
        return tuple(sorted({dose.time for dose in self.doses}))

    @property
    def daily(self) -> str:
        """The daily dose: "1.5 mg", of two drugs "1 mg lorazepam and 10 mg diazepam".

        A drug that is not begun yet is not in it.
        """
        begun = [drug for drug in self.drugs if not drug.waits]
        return " and ".join(drug.amount for drug in begun or self.drugs)

    @property
    def change(self) -> str:
        """What is new: "25 % less", of two drugs "lorazepam: 50 % less; diazepam: 5 mg more"."""
        return "; ".join(
            f"{drug.drug}: {drug.change}" if drug.named else drug.change
            for drug in self.drugs
            if drug.change
        )

    @property
    def beside(self) -> tuple[str, ...]:
        """What stands beside the step: the reasons, and what has to be looked at first."""
        return (
            *self.why,
            *(phrase("step.look_first", reason=review.reason) for review in self.checks),
            *(
                phrase("calendar.followed", day=date_text(one.on), reason=one.reason)
                for one in self.followed
            ),
        )

    @property
    def is_present(self) -> bool:
        """Whether nothing differs from what was taken before the plan."""
        return all(drug.is_present or drug.waits for drug in self.drugs)

    @property
    def terminal(self) -> bool:
        """Whether a cut in it had to break the ceiling."""
        return any(drug.terminal for drug in self.drugs)

    @property
    def ends(self) -> bool:
        """Whether nothing is taken any more."""
        return all(drug.ends for drug in self.drugs)

    @property
    def rises(self) -> bool:
        """Whether a dose begins or rises in it."""
        return any(drug.starts or drug.rise for drug in self.drugs)

    @property
    def why(self) -> tuple[str, ...]:
        """The reasons of every change; what a meeting asks is told with the meeting."""
        asked = " ".join(review.reason for review in self.reviews)
        reasons = (reason for drug in self.drugs for reason in drug.why)
        return tuple(reason for reason in reasons if reason not in asked)


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
    """Every run of days of the plan, in order."""
    first = plan.span.start
    starts = sorted({step.span.start for course in plan.courses for step in course.steps})
    found: list[Row] = []
    over: set[str] = set()
    for number, (start, after) in enumerate(pairwise([*starts, plan.span.next_day]), start=1):
        drugs = _drugs(plan, start, over)
        over = {drug.drug for drug in drugs if drug.ends} | over
        begun, gone = (start - first).days, (after - first).days
        end = after - timedelta(days=1)
        row = Row(number, start, end, gone - begun, begun + 1, gone, drugs)
        found.append(_with_reviews(row, plan))
    return tuple(found)


def _drugs(plan: Plan, day: date, over: set[str]) -> tuple[DrugRow, ...]:
    """What is told from a day on: every drug that is not over, or all when all are over."""
    every = tuple(told(plan, course, day) for course in plan.courses)
    left = tuple(drug for drug in every if drug.drug not in over)
    return left or every


def _with_reviews(row: Row, plan: Plan) -> Row:
    if not row.rises:
        return row
    met = tuple(review for review in plan.reviews if row.start <= review.on <= row.end)
    return replace(row, reviews=met)


def stretches(row: Row, length: int) -> Iterator[Stretch]:
    """The days of a row in runs of at most so many, from its first day on."""
    for skipped in range(0, row.days, length):
        start = row.start + timedelta(days=skipped)
        end = min(row.end, start + timedelta(days=length - 1))
        first = row.first_day + skipped
        yield Stretch(start, end, first, first + (end - start).days)


def stray_spans(plan: Plan) -> tuple[Span, ...]:
    """The days on which two drugs together may leave the corridor, runs that touch as one."""
    joined: list[Span] = []
    for span in sorted(plan.strays, key=lambda one: one.start):
        if joined and span.start <= joined[-1].next_day:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def ends_with_dose(plan: Plan) -> bool:
    """Whether anything is taken on the last day: then the plan's end is no stop."""
    return any(dose_on(course, plan.span.end) for course in plan.courses)


def breaks_tablets(plan: Plan) -> bool:
    """Whether any dose of the plan needs a part of a tablet."""
    return any(
        piece.portion.kind is PortionKind.PART
        for course in plan.courses
        for step in course.steps
        for intake in step.regimen.intakes
        for piece in intake.pieces or ()
    )
