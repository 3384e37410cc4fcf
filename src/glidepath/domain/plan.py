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
    RAISED = "raised"
    STEPPED_BACK = "stepped_back"


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
    """The intent of a run of steps, which decides how its doses may move.

    A taper, a maintenance, and the old drug of a crossover never rise: a step back that the
    clinician chose can only be the first step of a new course, from which it falls again. A
    titration never falls except in a stated step back. The new drug of a crossover rises and
    then falls. In a crossover one intake changes at a time.
    """

    TAPER = "taper"
    MAINTENANCE = "maintenance"
    TITRATION = "titration"
    SUBSTITUTION_IN = "substitution_in"
    SUBSTITUTION_OUT = "substitution_out"


@dataclass(frozen=True, slots=True)
class Course:
    """Steps of one drug in order: every day once, doses moving only as its kind allows."""

    kind: CourseKind
    drug_id: str
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        """Refuse gaps, overlaps, a changed set of times, and a move its kind forbids."""
        if not self.steps:
            raise BadInput(Problem("course", "no steps", "at least one"))
        problems = [text for pair in self._pairs() for text in self._misfits(*pair)]
        problems += self._rises_again()
        if problems:
            raise BadInput(
                Problem("course", text, "each day once, moving as its kind may")
                for text in problems
            )

    def _pairs(self) -> list[tuple[Step, Step]]:
        return list(pairwise(self.steps))

    def _misfits(self, before: Step, after: Step) -> list[str]:
        bad = []
        if after.span.start != before.span.next_day:
            bad.append(f"{before.span.end} is not followed by {after.span.start}")
        if before.regimen.times != after.regimen.times:
            bad.append("the times of day change")
        else:
            bad += self._moves(before, after)
        if (after.cut is not None) != (after.regimen.daily_dose < before.regimen.daily_dose):
            bad.append(f"the cut of {after.span.start} is not the one the doses make")
        elif after.cut and after.cut.before != before.regimen.daily_dose:
            bad.append(f"the cut of {after.span.start} starts from another dose")
        return bad

    def _moves(self, before: Step, after: Step) -> list[str]:
        """What the kind of course forbids in the change from one step to the next."""
        pairs = list(zip(before.regimen.doses, after.regimen.doses, strict=True))
        risen, fallen = any(new > old for old, new in pairs), any(new < old for old, new in pairs)
        moved = sum(new != old for old, new in pairs)
        day, back = after.span.start, after.kind is StepKind.STEPPED_BACK
        bad = []
        if risen and (back or self.kind not in _MAY_RISE):
            bad.append(f"a dose rises on {day}")
        if back and self.kind is not CourseKind.TITRATION:
            bad.append(f"a step back on {day}, after the first step")
        if fallen and self.kind is CourseKind.TITRATION and not back:
            bad.append(f"a dose falls on {day}")
        if moved > 1 and self._changes_over(risen=risen):
            bad.append(f"{moved} intakes change on {day}")
        return bad

    def _changes_over(self, *, risen: bool) -> bool:
        """Whether a change belongs to the exchange of one drug for another."""
        return self.kind is CourseKind.SUBSTITUTION_OUT or (
            risen and self.kind is CourseKind.SUBSTITUTION_IN
        )

    def _rises_again(self) -> list[str]:
        """A new drug that has begun to fall does not rise again."""
        if self.kind is not CourseKind.SUBSTITUTION_IN:
            return []
        cuts = [place for place, step in enumerate(self.steps) if step.cut]
        later = self.steps[cuts[0] :] if cuts else ()
        return [
            f"a dose rises again on {after.span.start}"
            for before, after in pairwise(later)
            if before.regimen.daily_dose < after.regimen.daily_dose
        ]

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
    def last_cuts(self) -> tuple[Fraction, ...]:
        """The real cuts of the named last steps, which had to break the ceiling."""
        return tuple(s.cut.share for s in self.steps if s.cut and s.terminal)

    @property
    def stops_on(self) -> date | None:
        """The first day without the drug, if the course leads there."""
        return next((s.span.start for s in self.steps if not s.regimen.daily_dose), None)


_MAY_RISE = (CourseKind.TITRATION, CourseKind.SUBSTITUTION_IN)


@dataclass(frozen=True, slots=True)
class Review:
    """A meeting of the clinician with the person, and what it is for."""

    on: date
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What one person takes by day under a named policy, frozen: everything printed is from it.

    `course` is the leading course, of the drug the plan is about; `further` are the courses of
    other drugs in the same days, such as the new drug of a crossover or a second benzodiazepine
    that waits its turn. A course begins with the plan unless the drug is started in it, and
    lasts as long as the plan unless its drug is stopped. `products` are all products its pieces
    come from, `knowledge` the version of the facts it rests on. A plan made anew on the way has
    the next `version` and supersedes the one before; `began` are the doses the first version
    began with, whose pattern and pace go on (None: its own first step's). `strays` are the days
    of an exchange on which both drugs together may be outside the corridor. It is a proposal
    until a clinician signs it.
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
    further: tuple[Course, ...] = ()
    version: int = 1
    began: Regimen | None = None
    strays: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        """Refuse days on which a drug is told twice or not at all, and no version."""
        drugs = [course.drug_id for course in self.courses]
        if len(set(drugs)) != len(drugs):
            raise BadInput(Problem("plan", "two courses of one drug", "one course for each drug"))
        untold = [text for course in self.courses for text in self._untold(course)]
        if untold:
            allowed = "every drug told from the plan's first day, or its start, to the last"
            raise BadInput(Problem("plan", text, allowed) for text in untold)
        if type(self.version) is not int or self.version < 1:
            raise BadInput(Problem("plan", f"version {self.version!r}", "1, 2, 3 and so on"))

    def _untold(self, course: Course) -> list[str]:
        """The days for which a course leaves open what is taken: silence is never a stop."""
        bad = []
        if course.span.start > self.span.start and course.kind not in _MAY_RISE:
            bad.append(f"{course.drug_id} told from {course.span.start} on only")
        if course.span.end < self.span.end and course.steps[-1].regimen.daily_dose:
            bad.append(f"{course.drug_id} told until {course.span.end} only")
        return bad

    @property
    def supersedes(self) -> int | None:
        """The version it takes the place of; None for the first."""
        return self.version - 1 or None

    @property
    def courses(self) -> tuple[Course, ...]:
        """The leading course and those of other drugs beside it."""
        return (self.course, *self.further)

    @property
    def span(self) -> Span:
        """From the first day of any course to the last."""
        spans = [course.span for course in self.courses]
        return Span(min(span.start for span in spans), max(span.end for span in spans))

    def product(self, product_id: str) -> Product:
        """The product a piece comes from; refuses one the plan does not name."""
        for product in self.products:
            if product.id == product_id:
                return product
        raise BadInput(Problem("product", product_id, "one the plan names"))
