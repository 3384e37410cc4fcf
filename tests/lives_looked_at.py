"""What every plan of a simulated life has to keep, looked at each time one is made."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from glidepath.domain.answer import Proposal
from glidepath.domain.finding import Severity, Verdict
from glidepath.domain.plan import Plan, Step, StepKind

if TYPE_CHECKING:
    from tests.lives import Life

__all__ = ["look_at", "look_at_start", "wrong"]


def look_at(life: Life, answer: Proposal) -> None:
    """Every law that a plan has to keep, on every day that it covers."""
    plan, faults = answer.plan, wrong(answer)
    if faults:
        life.fault(f"the checker says {', '.join(faults)}")
    if plan.version > 1 and plan.span.start != plan.as_of:
        life.fault("the plan does not begin on its day")
    for course in plan.courses:
        days = Counter(day for step in course.steps for day in step.span)
        if set(days) != set(course.span) or set(days.values()) != {1}:
            life.fault("a day is not in exactly one step")
        for step in course.steps:
            _look_at_pieces(life, step)


def wrong(answer: Proposal) -> list[str]:
    """The checks that find a fault; that a product comes from elsewhere is a hint alone."""
    return [
        one.rule_id
        for one in answer.findings
        if one.rule_id.startswith("GP-C")
        and one.rule_id != "GP-C-014"
        and one.verdict is Verdict.FIRES
        and one.severity > Severity.NOTE
    ]


def _look_at_pieces(life: Life, step: Step) -> None:
    """Every dose is made of sanctioned pieces of products that are to be had on these days."""
    at_hand = {item.product.id: item.product for item in life.person.products}
    out = {
        one.product_id
        for one in life.short
        if one.span.start <= step.span.end and step.span.start <= one.span.end
    }
    for intake in step.regimen.intakes:
        pieces = intake.pieces or ()
        if sum(piece.mass.nanograms for piece in pieces) != intake.dose.nanograms:
            life.fault(f"pieces that do not make the dose from {step.span.start} on")
        for piece in pieces:
            product = at_hand.get(piece.portion.product_id)
            if product is None or piece.portion not in product.portions:
                life.fault(f"a piece that is not to be had from {step.span.start} on")
            elif product.id in out:
                life.fault(f"a short product is used from {step.span.start} on")


def look_at_start(life: Life, plan: Plan) -> None:
    """A plan begins at the doses really taken, or at once with what is planned for its day."""
    first = {course.drug_id: course.steps[0].regimen for course in plan.courses}
    for one in (life.person.treatment, *life.person.also):
        begins = first.get(one.drug_id)
        back = plan.course.steps[0].kind is StepKind.STEPPED_BACK
        own = life.own is not None and begins is not None and not back
        cut = plan.course.steps[0].cut
        at_once = cut is not None and cut.before == one.regimen.daily_dose
        if own and begins.doses != one.regimen.doses and not at_once:
            life.fault(f"the plan begins at other doses of {one.drug_id} than are taken")
