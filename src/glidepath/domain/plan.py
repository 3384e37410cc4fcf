"""Steps, courses and plans; one that breaks an invariant cannot be built."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from glidepath.domain.calendar import Span
from glidepath.domain.drug import Product
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen

__all__ = ["Course", "CourseKind", "Cut", "Plan", "Review", "Step", "StepKind"]


@dataclass(frozen=True, slots=True)
class Cut:
    """The fall of the daily dose from one step to the next, as it is really delivered."""

    before: Mass
    after: Mass

    def __post_init__(self) -> None:
        """Refuse a cut that does not cut."""
        if not self.after < self.before:
            raise BadInput(
                Problem("cut", f"{self.before.mg} mg to {self.after.mg} mg", "a lower dose")
            )

    @property
    def mass(self) -> Mass:
        """How much less drug a day."""
        return self.before - self.after

    @property
    def share(self) -> Fraction:
        """The fall as a share of the dose before it, exactly."""
        return self.mass / self.before


class StepKind(StrEnum):
    """What a step is for."""

    PRESENT = "present"
    REDUCED = "reduced"
    MAINTAINED = "maintained"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Step:
    """An unbroken span of days with one regimen, and the cut that leads into it.

    `why` holds the reasons as short sentences, `terminal` says that this cut had to break
    the ceiling because no product at hand makes a smaller one.
    """

    span: Span
    regimen: Regimen
    kind: StepKind
    cut: Cut | None = None
    terminal: bool = False
    why: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a dose nobody could count out, and a cut that does not lead to this dose."""
        if any(intake.pieces is None for intake in self.regimen.intakes):
            raise BadInput(Problem("step", "a dose without its pieces", "pieces for every dose"))
        if self.cut and self.cut.after != self.regimen.daily_dose:
            raise BadInput(Problem("step", "a cut to another dose", "the dose of this step"))


class CourseKind(StrEnum):
    """The intent of a run of steps."""

    TAPER = "taper"
    MAINTENANCE = "maintenance"


@dataclass(frozen=True, slots=True)
class Course:
    """Steps of one drug in order: every day once, no dose ever higher than before."""

    kind: CourseKind
    drug_id: str
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        """Refuse gaps, overlaps, a changed set of times, and any rise at any time of day."""
        if not self.steps:
            raise BadInput(Problem("course", "no steps", "at least one"))
        problems = [text for pair in self._pairs() for text in self._misfits(*pair)]
        if problems:
            raise BadInput(
                Problem("course", text, "each day once, never more") for text in problems
            )

    def _pairs(self) -> list[tuple[Step, Step]]:
        return list(pairwise(self.steps))

    @staticmethod
    def _misfits(before: Step, after: Step) -> list[str]:
        bad = []
        if after.span.start != before.span.next_day:
            bad.append(f"{before.span.end} is not followed by {after.span.start}")
        if before.regimen.times != after.regimen.times:
            bad.append("the times of day change")
        elif any(
            new > old for old, new in zip(before.regimen.doses, after.regimen.doses, strict=True)
        ):
            bad.append(f"a dose rises on {after.span.start}")
        if (after.cut is not None) != (after.regimen.daily_dose < before.regimen.daily_dose):
            bad.append(f"the cut of {after.span.start} is not the one the doses make")
        elif after.cut and after.cut.before != before.regimen.daily_dose:
            bad.append(f"the cut of {after.span.start} starts from another dose")
        return bad

    @property
    def span(self) -> Span:
        """From the first day to the last."""
        return Span(self.steps[0].span.start, self.steps[-1].span.end)

    @property
    def largest_cut(self) -> Fraction:
        """The largest real cut that is not one of the named last steps; 0 if there is none."""
        shares = [s.cut.share for s in self.steps if s.cut and not s.terminal]
        return max(shares, default=Fraction(0))

    @property
    def stops_on(self) -> date | None:
        """The first day without the drug, if the course leads there."""
        return next((s.span.start for s in self.steps if not s.regimen.daily_dose), None)


@dataclass(frozen=True, slots=True)
class Review:
    """A meeting of the clinician with the person, and what it is for."""

    on: date
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One course for one person under a named policy, frozen: everything printed comes from it.

    `products` are all products its pieces come from, `knowledge` the version of the facts
    it rests on. It is a proposal until a clinician signs it.
    """

    policy_id: str
    pace: str
    as_of: date
    country: str
    course: Course
    products: tuple[Product, ...]
    reviews: tuple[Review, ...]
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    knowledge: str = ""

    def product(self, product_id: str) -> Product:
        """The product a piece comes from; refuses one the plan does not name."""
        for product in self.products:
            if product.id == product_id:
                return product
        raise BadInput(Problem("product", product_id, "one the plan names"))
