"""The text of the prescriptions: per interval what to dispense and how to take it."""

from __future__ import annotations

from glidepath.documents.identity import plan_id
from glidepath.documents.plain import one_line
from glidepath.documents.quantities import amount_text, dispense_text, newly_unused, packs_text
from glidepath.documents.sentences import sentences
from glidepath.domain.answer import Proposal
from glidepath.domain.plan import Plan
from glidepath.domain.supply import SupplyLine, SupplyPeriod
from glidepath.domain.wording import date_text

__all__ = ["prescription_text"]


def prescription_text(proposal: Proposal, version: int = 1) -> str:
    """One block for each dispensing interval: products, amounts net of stock, packs, Sig lines.

    Holds no person's name: there are lines to fill in by hand.
    """
    plan = proposal.plan
    words = sentences(plan.country, plan.course.drug_id)
    head = [
        f"PRESCRIPTIONS FOR PLAN {plan_id(plan)}, VERSION {version}",
        words.sheet["proposal"],
        f"Drug: {plan.course.drug_id}. Country: {plan.country}. As of {date_text(plan.as_of)}.",
        f"Policy: {plan.policy_id}, pace: {one_line(plan.pace)}.",
        "",
        "Patient (name, date of birth): ______________________________",
        f"{words.sheet['signature']}: ______________________________",
    ]
    unused = newly_unused(proposal.supply)
    blocks = [
        "\n".join(_period(plan, number, period, unused))
        for number, period in enumerate(proposal.supply, 1)
    ]
    none = [] if blocks else ["No supply was worked out for this plan."]
    return "\n\n".join(["\n".join(head), *blocks, *none]) + "\n"


def _period(
    plan: Plan,
    number: int,
    period: SupplyPeriod,
    unused: tuple[tuple[SupplyPeriod, SupplyLine], ...],
) -> list[str]:
    span = period.span
    lines = [
        f"INTERVAL {number}: {date_text(span.start)} to {date_text(span.end)} ({span.days} days)"
    ]
    for line in period.lines:
        if line.taken:
            lines += _product(line, plan)
        elif (period, line) in unused:
            lines.append(_unused(line, plan))
    lines += ["  How to take it:"]
    return lines + [f"    {sig.text}" for sig in period.sig]


def _unused(line: SupplyLine, plan: Plan) -> str:
    product = plan.product(line.product_id)
    at_home = amount_text(line.at_home, product)
    return f"  {one_line(product.name)}: not used from here on for now. At home: {at_home}."


def _product(line: SupplyLine, plan: Plan) -> list[str]:
    product = plan.product(line.product_id)
    packs = packs_text(line, product)
    ledger = {
        "taken": amount_text(line.taken, product),
        "thrown away": amount_text(line.opened - line.taken, product),
        "at home before": amount_text(line.at_home, product),
        "left over": amount_text(line.left, product),
    }
    return [
        f"  {one_line(product.name)}",
        f"    Dispense: {dispense_text(line, product)}.",
        *([f"    In whole packs: {packs}."] if packs else []),
        f"    Reckoning: {', '.join(f'{name} {amount}' for name, amount in ledger.items())}.",
    ]
