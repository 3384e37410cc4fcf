"""A course as it would be taken: doses by time of day, and what its kind makes of the changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from glidepath.domain.claim import ClaimedIntake, ClaimedPiece, ClaimedStep, PlanClaim
from glidepath.domain.drug import Product
from glidepath.domain.plan import CourseKind
from glidepath.domain.policy import Ceiling
from glidepath.domain.regimen import Regimen
from glidepath.safety.checker.amounts import Doses, amount, in_mg, unit_mg
from glidepath.safety.checker.level import Change, Cut, Fall, Level
from glidepath.safety.checker.reach import Reach, reach

__all__ = ["Reading", "Taken", "delivered", "pieces_mg"]


@dataclass(frozen=True, slots=True)
class Taken:
    """One written step and what a person following it would swallow a day (None: unreadable)."""

    step: ClaimedStep
    doses: Doses | None


def pieces_mg(pieces: Iterable[ClaimedPiece], products: Mapping[str, Product]) -> Fraction | None:
    """Milligrams in pieces as written; None where a product is unknown or a count senseless."""
    made = Fraction(0)
    for piece in pieces:
        product = products.get(piece.product_id)
        if product is None or type(piece.count) is not int or piece.count < 0 or piece.part < 0:
            return None
        made += unit_mg(product) * piece.part * piece.count
    return made


def delivered(intake: ClaimedIntake, products: Mapping[str, Product]) -> Fraction | None:
    """What an intake really delivers: its pieces where they can be read, else its dose."""
    made = None if intake.pieces is None else pieces_mg(intake.pieces, products)
    return amount(intake.dose_mg) if made is None else made


def _doses(step: ClaimedStep, products: Mapping[str, Product]) -> Doses | None:
    doses: dict[str, Fraction] = {}
    for intake in step.intakes:
        dose = delivered(intake, products)
        if dose is None:
            return None
        if dose:
            doses[intake.time] = doses.get(intake.time, Fraction(0)) + dose
    return doses


def _bare(claim: PlanClaim) -> Iterator[Fraction]:
    """The doses that are written without pieces, also those of a step that cannot be read."""
    for step in claim.steps:
        for intake in step.intakes:
            if intake.pieces is None and (dose := amount(intake.dose_mg)) is not None:
                yield dose


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim with its products by id and its steps as they would be taken.

    `present` is what the person takes before it, where that is known; `reach` what the
    products can make for one intake, None without products or where that is beyond working out.
    """

    claim: PlanClaim
    products: Mapping[str, Product]
    taken: tuple[Taken, ...]
    present: Doses | None
    reach: Reach | None

    @classmethod
    def of(cls, claim: PlanClaim, present: Regimen | None, most_pieces: int | None) -> Reading:
        """Read a claim of one course; of two products with one id the first counts."""
        products = {product.id: product for product in reversed(claim.products)}
        taken = tuple(Taken(step, _doses(step, products)) for step in claim.steps)
        before = None if present is None else {str(i.time): in_mg(i.dose) for i in present.intakes}
        known = [before or {}, *(taken.doses or {} for taken in taken)]
        amounts = [dose for doses in known for dose in doses.values()]
        top = max((*amounts, *_bare(claim)), default=Fraction(0))
        made = None
        if products:
            largest = max(unit_mg(product) for product in products.values())
            made = reach(products.values(), most_pieces, top + largest)
        return cls(claim, products, taken, before, made)

    @property
    def starts(self) -> bool:
        """Whether it is the start of a drug."""
        return self.claim.kind == CourseKind.TITRATION

    @property
    def gives_way(self) -> bool:
        """Whether another drug takes its place."""
        return self.claim.kind == CourseKind.SUBSTITUTION_OUT

    @property
    def takes_over(self) -> bool:
        """Whether it takes the place of another drug, and may be lowered after that."""
        return self.claim.kind == CourseKind.SUBSTITUTION_IN

    @property
    def taken_before(self) -> bool:
        """Whether anything of the drug is taken before the plan; False also where unknown."""
        return self.present is not None and any(self.present.values())

    @property
    def unwritten(self) -> tuple[str, ...]:
        """What is missing where there is no step, or a step whose doses cannot be read."""
        unreadable = not self.taken or any(taken.doses is None for taken in self.taken)
        return ("steps",) * unreadable

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing for judging the course from the present dose on."""
        return self.unwritten + ("present",) * (self.present is None)

    def levels(self) -> tuple[Level, ...]:
        """The runs of equal doses in written order, the present one first where it is known."""
        levels: list[Level] = []
        if self.present is not None:
            levels.append(Level({t: d for t, d in self.present.items() if d}, None, None))
        for taken in self.taken:
            if taken.doses is None:
                continue
            step = taken.step
            if levels and levels[-1].doses == taken.doses:
                levels[-1] = Level(taken.doses, levels[-1].first, step.end)
            else:
                levels.append(Level(taken.doses, step, step.end))
        return tuple(levels)

    def changes(self) -> tuple[Change, ...]:
        """Every change from one level to the next, in written order."""
        return tuple(
            Change(before, after, after.first)
            for before, after in pairwise(self.levels())
            if after.first is not None
        )

    def lowering(self) -> tuple[Change, ...]:
        """The changes by which the drug itself is lowered, as a taper is.

        None of a start, and none of a drug that gives way to another: that one is replaced.
        Of the drug that takes over, those from its first cut on.
        """
        if self.starts or self.gives_way:
            return ()
        changes = self.changes()
        if not self.takes_over:
            return changes
        first = next((n for n, change in enumerate(changes) if change.falls), len(changes))
        return changes[first:]

    @property
    def lowered(self) -> bool:
        """Whether a policy on lowering speaks of the course at all."""
        if self.takes_over:
            return bool(self.lowering())
        return not (self.starts or self.gives_way)

    def cuts(self) -> tuple[Cut, ...]:
        """Every fall of the daily dose, in written order."""
        return tuple(change.cut for change in self.changes() if change.falls)

    def falls(self, ceiling: Ceiling) -> tuple[Fall, ...]:
        """What each cut amounts to within the half-open window of a ceiling."""
        cuts = [change.cut for change in self.lowering() if change.falls]
        found = []
        for number, cut in enumerate(cuts):
            recent = (c for c in cuts[: number + 1] if 0 <= (cut.day - c.day).days < ceiling.days)
            first = min(recent, key=lambda earlier: earlier.day)
            found.append(Fall(cut, first.before, first.day, ceiling.days))
        return tuple(found)
