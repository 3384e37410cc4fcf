"""A plan that somebody else wrote and that passed the checks, made ready to be printed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from glidepath.care.reviews import reviews
from glidepath.care.settings import Settings, settings
from glidepath.domain.answer import Proposal
from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.claim import ClaimedIntake, ClaimedPiece, ClaimedStep, PlanClaim
from glidepath.domain.drug import Portion
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.finding import Finding
from glidepath.domain.person import AtHand, Situation
from glidepath.domain.plan import Course, CourseKind, Cut, Plan, Step, StepKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Intake, Piece, Regimen
from glidepath.dosing.certificate import certificate
from glidepath.dosing.makeable import makeable
from glidepath.dosing.supply import supply
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["adopt"]


def adopt(
    claim: PlanClaim, findings: tuple[Finding, ...], kb: KnowledgeBase, person: Situation | None
) -> Proposal:
    """A checked claim as a plan with supply and reviews, nothing in it changed.

    Takes the claim, what the checker said of it, the facts, and the person's situation where
    it is known (for the stock at home and the wishes). Pieces that nobody wrote down are the
    fewest and simplest. Refuses (`BadInput`) what no plan can hold, such as a rise.
    """
    use = settings(kb)
    plan = _plan(claim, kb, use, person)
    wishes = person.preferences if person else None
    days = (wishes.dispense_days if wishes else None) or use.dispense_days
    carry = bool(wishes and wishes.carry_halves)
    return Proposal(
        plan=plan,
        findings=findings,
        certificate=certificate(
            plan.products, (), plan.course.steps[0].regimen.daily_dose, use.ceilings,
            use.most_pieces * len(plan.course.steps[0].regimen.intakes),
        ),
        alternatives=(),
        supply=supply(plan.courses, _at_hand(plan, person), days, carry),
        trace={"claim": claim},
    )  # fmt: skip


def _plan(claim: PlanClaim, kb: KnowledgeBase, use: Settings, person: Situation | None) -> Plan:
    steps = tuple(_steps(claim, use.most_pieces))
    course = Course(CourseKind(claim.kind), claim.drug_id, steps)
    known = claim.policy_id in kb.policy_ids()
    sources = kb.policy(claim.policy_id).sources if known else ()
    return Plan(
        policy_id=claim.policy_id,
        pace="as written",
        as_of=person.as_of if person else course.span.start,
        country=claim.country,
        course=course,
        products=claim.products,
        reviews=reviews(course, use.reviews),
        notes=(use.notes["as_written"],),
        sources=tuple(dict.fromkeys((*sources, use.house_source))),
        knowledge=kb.version(),
    )


def _steps(claim: PlanClaim, most_pieces: int) -> Iterator[Step]:
    before: Regimen | None = None
    for place, written in enumerate(claim.steps):
        regimen = Regimen(tuple(_intake(claim, one, most_pieces) for one in written.intakes))
        is_last = place == len(claim.steps) - 1
        yield _step(written, regimen, before, is_last)
        before = regimen


def _step(written: ClaimedStep, regimen: Regimen, before: Regimen | None, is_last: bool) -> Step:
    falls = before is not None and regimen.daily_dose < before.daily_dose
    cut = Cut(before.daily_dose, regimen.daily_dose) if before is not None and falls else None
    kind = StepKind.REDUCED if cut else StepKind.PRESENT
    if not regimen.daily_dose:
        kind = StepKind.AFTER
    elif is_last:
        kind = StepKind.MAINTAINED
    return Step(Span(written.start, written.end), regimen, kind, cut, written.terminal)


def _intake(claim: PlanClaim, written: ClaimedIntake, most_pieces: int) -> Intake:
    dose = Mass.from_mg(written.dose_mg)
    if written.pieces is not None or not dose:
        pieces = tuple(_piece(claim, one) for one in written.pieces or ())
    else:
        found = makeable(claim.products, dose, most_pieces).compose(dose)
        if found is None:
            raise BadInput(Problem("dose", f"{dose.mg} mg", "a dose that the products make"))
        pieces = found
    return Intake(TimeOfDay.read(written.time), dose, pieces)


def _piece(claim: PlanClaim, written: ClaimedPiece) -> Piece:
    return Piece(_portion(claim, written.product_id, written.part), written.count)


def _portion(claim: PlanClaim, product_id: str, part: Fraction) -> Portion:
    for product in claim.products:
        for portion in product.portions:
            if (product.id, portion.part) == (product_id, part):
                return portion
    raise BadInput(Problem("pieces", f"{part} of {product_id[:60]}", "a part of a product named"))


def _at_hand(plan: Plan, person: Situation | None) -> tuple[AtHand, ...]:
    """The plan's products with what the person has of them at home."""
    home = {item.product.id: item.at_home for item in person.products} if person else {}
    return tuple(AtHand(product, home.get(product.id)) for product in plan.products)
