"""The text of the prescriptions: per interval what to dispense and how to take it."""

from __future__ import annotations

from glidepath.documents.handling import heeded, taken_products
from glidepath.documents.identity import plan_id
from glidepath.documents.phrases import phrase
from glidepath.documents.plain import one_line
from glidepath.documents.quantities import amount_text, dispense_text, newly_unused, packs_text
from glidepath.documents.rows import ends_with_dose, rows
from glidepath.documents.standing import PROPOSED, Parts, Standing, filled
from glidepath.documents.subject import drugs_text
from glidepath.documents.units import in_units_of
from glidepath.documents.whom import whom_lines
from glidepath.domain.answer import Proposal
from glidepath.domain.drug import Product
from glidepath.domain.plan import Plan, Review
from glidepath.domain.supply import SupplyLine, SupplyPeriod
from glidepath.domain.wording import date_text

__all__ = ["prescription_parts", "prescription_text", "sign_here"]

_BLANK = "______________________________"


def prescription_text(
    proposal: Proposal, version: int | None = None, standing: Standing = PROPOSED
) -> str:
    """One block for each dispensing interval: products, amounts net of stock, packs, Sig lines.

    Holds no person's name: there are lines to fill in by hand.
    """
    return filled(prescription_parts(proposal, version), sign_here(standing))


def sign_here(standing: Standing) -> str:
    """How far the plan has come, and the line for the hand."""
    signed = "standing.by_hand" if standing.signature else "prescription.sign"
    return "\n".join([*standing.lines, "", f"{phrase(signed)}: {_BLANK}"])


def prescription_parts(proposal: Proposal, version: int | None = None) -> Parts:
    """The text with an open place for what is said of the signature."""
    plan = proposal.plan
    number, named = (
        version or plan.version,
        "prescription.drugs" if plan.further else "prescription.drug",
    )
    title = phrase("prescription.title", plan=plan_id(plan), version=number)
    about = {"drugs": drugs_text(plan), "country": plan.country, "day": date_text(plan.as_of)}
    before = plan.supersedes
    head = [
        "",
        f"{phrase('prescription.patient')}: {_BLANK}",
        *whom_lines(proposal),
        "",
        *([phrase("prescription.supersedes", version=before)] if before else []),
        phrase(named, **about),
        phrase("prescription.policy", policy=plan.policy_id, pace=one_line(plan.pace)),
        *_handling(plan),
    ]
    unused = newly_unused(proposal.supply)
    checks = [review for row in rows(plan) for review in row.checks]
    blocks = [
        "\n".join([*_period(plan, number, period, unused), *_checks(checks, period)])
        for number, period in enumerate(proposal.supply, 1)
    ]
    none = [] if blocks else [phrase("prescription.no_supply")]
    none += [_goes_on(plan)] if ends_with_dose(plan) else []
    rest = "\n\n".join(["\n".join(head), *blocks, *none]) + "\n"
    return in_units_of(plan.country, (f"{title}\n", None, rest))


def _goes_on(plan: Plan) -> str:
    daily = rows(plan)[-1].daily
    return phrase("prescription.goes_on", day=date_text(plan.span.end), dose=daily)


def _handling(plan: Plan) -> list[str]:
    """What the pharmacist heeds with each product, once for the whole paper."""
    by_product = [(one, heeded(plan, one, "pharmacist")) for one in taken_products(plan)]
    lines = [
        line
        for product, texts in by_product
        if texts
        for line in (f"  {_named(product, plan)}", *(f"    - {text}" for text in texts))
    ]
    return ["", phrase("prescription.handling"), *lines] if lines else []


def _period(
    plan: Plan,
    number: int,
    period: SupplyPeriod,
    unused: tuple[tuple[SupplyPeriod, SupplyLine], ...],
) -> list[str]:
    span = period.span
    start, end = date_text(span.start), date_text(span.end)
    counted = {"number": number, "start": start, "end": end, "days": span.days}
    lines = [phrase("prescription.interval", **counted)]
    for line in period.lines:
        if line.taken:
            lines += _product(line, plan)
        elif (period, line) in unused:
            lines.append(_unused(line, plan, period))
    lines += [f"  {phrase('prescription.how')}"]
    return lines + [f"    {sig.text}" for sig in period.sig]


def _checks(reviews: list[Review], period: SupplyPeriod) -> list[str]:
    """What has to be looked at before each rise within the interval."""
    return [
        "  "
        + phrase("prescription.checks", day=date_text(review.on), reason=one_line(review.reason))
        for review in reviews
        if review.on in period.span
    ]


def _named(product: Product, plan: Plan) -> str:
    """The product, after its drug where there are several: a brand does not tell its drug."""
    name = one_line(product.name)
    return f"{product.drug_id.upper()}: {name}" if plan.further else name


def _unused(line: SupplyLine, plan: Plan, period: SupplyPeriod) -> str:
    """A product that lies at home unused: for a while, or because its drug is over."""
    product = plan.product(line.product_id)
    at_home = amount_text(line.at_home, product)
    over = all(
        not step.regimen.daily_dose or step.span.end < period.span.start
        for course in plan.courses
        if course.drug_id == product.drug_id
        for step in course.steps
    )
    said = phrase(f"prescription.{'drug_over' if over else 'unused'}", amount=at_home)
    return f"  {_named(product, plan)}: {said}"


def _product(line: SupplyLine, plan: Plan) -> list[str]:
    product = plan.product(line.product_id)
    packs = packs_text(line, product)
    reckoning = phrase(
        "prescription.reckoning",
        taken=amount_text(line.taken, product),
        wasted=amount_text(line.opened - line.taken, product),
        home=amount_text(line.at_home, product),
        left=amount_text(line.left, product),
    )
    return [
        f"  {_named(product, plan)}",
        f"    {phrase('prescription.dispense', amount=dispense_text(line, product))}",
        *([f"    {phrase('prescription.packs', packs=packs)}"] if packs else []),
        f"    {reckoning}",
    ]
