"""A plan that somebody else wrote and that passed the checks, made ready to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from glidepath.care.reviews import all_reviews
from glidepath.care.settings import Settings, settings
from glidepath.domain.answer import Proposal
from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.certificate import Certificate
from glidepath.domain.claim import ClaimedCourse, ClaimedIntake, ClaimedPiece, PlanClaim
from glidepath.domain.drug import Portion, Product
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.finding import Finding
from glidepath.domain.person import AtHand, Situation
from glidepath.domain.plan import Course, CourseKind, Cut, Plan, Review, Step, StepKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Intake, Piece, Regimen
from glidepath.dosing.certificate import certificate
from glidepath.dosing.makeable import makeable
from glidepath.dosing.supply import supply
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["adopt", "written_courses"]

Products = tuple[Product, ...]


def adopt(
    claim: PlanClaim, findings: tuple[Finding, ...], kb: KnowledgeBase, person: Situation | None
) -> Proposal:
    """A checked claim as a plan with supply and reviews, nothing in it changed.

    Takes the claim, what the checker said of it, the facts, and the person's situation where
    it is known (for the stock at home and the wishes). Pieces that nobody wrote down are the
    fewest and simplest; what a step is for, where nobody wrote it, is read from its dose.
    Refuses (`BadInput`) what no plan can hold, such as a rise in a taper.
    """
    use = settings(kb)
    plan = _plan(claim, kb, use, person)
    wishes = person.preferences if person else None
    days = (wishes.dispense_days if wishes else None) or use.dispense_days
    carry = bool(wishes and wishes.carry_halves)
    return Proposal(
        plan=plan,
        findings=findings,
        certificate=_certified(plan, use),
        alternatives=(),
        supply=supply(
            plan.courses, _at_hand(plan, person), days, carry, kb.micrograms_below(plan.country)
        ),
        trace={"claim": claim},
    )


def written_courses(claim: PlanClaim, kb: KnowledgeBase) -> tuple[Course, ...]:
    """Every course of a claim as it was written, the leading one first.

    Refuses (`BadInput`) what no course can hold, such as a rise in a taper.
    """
    leading = ClaimedCourse(claim.drug_id, claim.kind, claim.steps)
    most = settings(kb).most_pieces
    return tuple(_course(one, claim, most) for one in (leading, *claim.further))


def _certified(plan: Plan, use: Settings) -> Certificate:
    """How far down the products carry the drug that the plan lowers in the end."""
    last = [course for course in plan.courses if course.kind is CourseKind.SUBSTITUTION_IN]
    course = (*last, plan.course)[0]
    largest = max(course.steps, key=lambda step: step.regimen.daily_dose).regimen
    return certificate(
        [product for product in plan.products if product.drug_id == course.drug_id],
        (),
        largest.daily_dose,
        use.ceilings,
        use.most_pieces * len(largest.intakes),
    )


def _plan(claim: PlanClaim, kb: KnowledgeBase, use: Settings, person: Situation | None) -> Plan:
    courses = written_courses(claim, kb)
    start = min(course.span.start for course in courses)
    return Plan(
        policy_id=claim.policy_id,
        pace="as written",
        as_of=person.as_of if person else start,
        country=claim.country,
        course=courses[0],
        products=claim.products,
        reviews=all_reviews(courses, use.reviews, _rises(courses, use, kb, claim.policy_id)),
        notes=(use.notes["as_written"],),
        sources=tuple(dict.fromkeys((*_sources(claim.policy_id, kb), use.house_source))),
        knowledge=kb.version(),
        further=courses[1:],
        strays=tuple(Span(one.start, one.end) for one in claim.strays),
    )


def _sources(rule_id: str, kb: KnowledgeBase) -> tuple[str, ...]:
    """The documents behind a policy, or behind the rule of a start; nobody's own has none."""
    if rule_id in kb.policy_ids():
        return kb.policy(rule_id).sources
    return kb.titration(rule_id).sources if rule_id in kb.titration_ids() else ()


def _rises(
    courses: Iterable[Course], use: Settings, kb: KnowledgeBase, rule_id: str
) -> Iterator[Review]:
    """A meeting on the day of every rise, for the checks of the rule where the plan names one."""
    reason, source = use.notes["rise_as_written"], use.house_source
    if rule_id in kb.titration_ids():
        checks = kb.titration(rule_id).checks
        reason, source = " ".join(check.text for check in checks), checks[0].sources[0]
    for course in courses:
        for before, after in pairwise(course.steps):
            if before.regimen.daily_dose < after.regimen.daily_dose:
                yield Review(after.span.start, reason, source)


def _course(written: ClaimedCourse, claim: PlanClaim, most_pieces: int) -> Course:
    kind = CourseKind(written.kind)
    products = tuple(one for one in claim.products if one.drug_id == written.drug_id)
    return Course(kind, written.drug_id, tuple(_steps(written, kind, products, most_pieces)))


def _steps(
    course: ClaimedCourse, kind: CourseKind, products: Products, most_pieces: int
) -> Iterator[Step]:
    before: Regimen | None = None
    for place, written in enumerate(course.steps):
        regimen = Regimen(tuple(_intake(products, one, most_pieces) for one in written.intakes))
        last = place == len(course.steps) - 1
        falls = before is not None and regimen.daily_dose < before.daily_dose
        cut = Cut(before.daily_dose, regimen.daily_dose) if before is not None and falls else None
        purpose = (
            StepKind(written.kind) if written.kind else _purpose(kind, before, regimen, last=last)
        )
        span = Span(written.start, written.end)
        yield Step(span, regimen, purpose, cut, written.terminal)
        before = regimen


def _purpose(kind: CourseKind, before: Regimen | None, now: Regimen, *, last: bool) -> StepKind:
    """What a step is for where nobody wrote it."""
    starts = before is None and kind in (CourseKind.TITRATION, CourseKind.SUBSTITUTION_IN)
    if not now.daily_dose:
        return StepKind.AFTER
    if last:
        return StepKind.MAINTAINED
    if starts or (before is not None and before.daily_dose < now.daily_dose):
        return StepKind.RAISED
    falls = before is not None and now.daily_dose < before.daily_dose
    return StepKind.REDUCED if falls else StepKind.PRESENT


def _intake(products: Products, written: ClaimedIntake, most_pieces: int) -> Intake:
    dose = Mass.from_mg(written.dose_mg)
    if written.pieces is not None or not dose:
        pieces = tuple(_piece(products, one) for one in written.pieces or ())
    else:
        found = makeable(products, dose, most_pieces).compose(dose)
        if found is None:
            raise BadInput(Problem("dose", f"{dose.mg} mg", "a dose that the products make"))
        pieces = found
    return Intake(TimeOfDay.read(written.time), dose, pieces)


def _piece(products: Products, written: ClaimedPiece) -> Piece:
    return Piece(_portion(products, written.product_id, written.part), written.count)


def _portion(products: Products, product_id: str, part: Fraction) -> Portion:
    """The part of one of the drug's own products."""
    for product in products:
        for portion in product.portions:
            if (product.id, portion.part) == (product_id, part):
                return portion
    raise BadInput(Problem("pieces", f"{part} of {product_id[:60]}", "a part of a product named"))


def _at_hand(plan: Plan, person: Situation | None) -> tuple[AtHand, ...]:
    """The plan's products with what the person has of them at home."""
    home = {item.product.id: item.at_home for item in person.products} if person else {}
    return tuple(AtHand(product, home.get(product.id)) for product in plan.products)
