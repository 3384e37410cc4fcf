"""A proposal as plain values: what the builder shows is what is signed and what is kept."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from glidepath.documents.certificate_words import certificate_words
from glidepath.documents.curves import Curve, curves, points
from glidepath.documents.identity import plan_id
from glidepath.documents.quantities import amount_text, dispense_text, newly_unused, packs_text
from glidepath.documents.rows import Row, rows
from glidepath.documents.told import doses_in
from glidepath.documents.units import in_units_of
from glidepath.domain.answer import Alternative, Proposal
from glidepath.domain.errors import BadInput
from glidepath.domain.plan import Course, CourseKind, Plan
from glidepath.domain.wording import date_text, share_text
from glidepath.knowledge.base import KnowledgeBase
from glidepath.pharmacology.forecast import Forecast
from glidepath.web.choosing import uses_of
from glidepath.web.view.basis import basis, of_model

__all__ = ["plan_view"]

Values = dict[str, Any]
_STEPS_NOTE = (
    "Each daily dose is the sum of its pieces, exactly; each cut is reckoned from the dose before."
)
_SUPPLY_NOTE = "Counted day by day from the pieces of every dose; only packs are rounded, upwards."


def plan_view(proposal: Proposal, forecast: Forecast | None, kb: KnowledgeBase) -> Values:
    """Everything a page tells of a plan; every number in it comes from the one proposal."""
    return in_units_of(proposal.plan.country, _said(proposal, forecast, kb))


def _said(proposal: Proposal, forecast: Forecast | None, kb: KnowledgeBase) -> Values:
    plan = proposal.plan
    steps, drawn = rows(plan), curves(plan, forecast)
    return {
        "id": plan_id(plan),
        "drug": " and ".join(course.drug_id for course in plan.courses),
        "several": bool(plan.further),
        "country": plan.country,
        "pace": plan.pace,
        "as_of": plan.as_of.isoformat(),
        "knowledge": plan.knowledge,
        "policy": _policy(plan, kb),
        "start": plan.span.start.isoformat(),
        "end": plan.span.end.isoformat(),
        "days": plan.span.days,
        "stops_on": _free_from(plan),
        "largest_cut": share_text(max(course.largest_cut for course in _lowered(plan))),
        "cuts": sum(1 for row in steps if any(drug.cut for drug in row.drugs)),
        "first_daily": steps[0].daily,
        "last_daily": steps[-1].daily,
        "times": list(dict.fromkeys(time for row in steps for time in row.times)),
        "rows": [_row(row, drawn, steps) for row in steps],
        "has_terminal": any(row.terminal for row in steps),
        "curves": [{"name": curve.name, "band": curve.band} for curve in drawn],
        "statements": list(forecast.statements) if forecast else [],
        "certificate": _certificate(proposal, kb),
        "supply": _supply(proposal),
        "unused": _unused(proposal),
        "reviews": _reviews(plan, kb),
        "notes": list(plan.notes),
        "products": _doubts(plan),
        "options": _options(proposal),
        "basis": basis(kb, plan.sources),
        "steps_basis": _steps_basis(plan, kb),
        "supply_basis": basis(kb, _of_products(plan), note=_SUPPLY_NOTE),
        "model_basis": of_model((one.drug_id for one in plan.courses), kb) if drawn else None,
        "last_cuts": _greatest(cut for one in plan.courses for cut in one.last_cuts),
    }


def _lowered(plan: Plan) -> list[Course]:
    """The courses whose cuts are cuts: what another drug takes over is not one."""
    kinds = {course.kind for course in plan.courses}
    taken_over = CourseKind.SUBSTITUTION_IN in kinds
    return [
        course
        for course in plan.courses
        if not (taken_over and course.kind is CourseKind.SUBSTITUTION_OUT)
    ]


def _free_from(plan: Plan) -> str:
    """The first day with none of the drugs; empty where one of them goes on."""
    days = [course.stops_on for course in plan.courses]
    return max(day.isoformat() for day in days if day) if all(days) else ""


def _reviews(plan: Plan, kb: KnowledgeBase) -> list[Values]:
    return [
        {"on": one.on.isoformat(), "reason": one.reason, "basis": basis(kb, [one.source])}
        for one in plan.reviews
    ]


def _doubts(plan: Plan) -> list[Values]:
    """Every product, with the word for what nobody has verified of it."""
    return [
        {"name": one.name, "doubt": one.strength.confidence.mark or one.splits.confidence.mark}
        for one in plan.products
    ]


def _greatest(cuts: Iterable[Fraction]) -> str:
    """The largest of the cuts that go beyond the ceiling in the last steps; empty without one."""
    largest = max(cuts, default=None)
    return "" if largest is None else share_text(largest)


def _steps_basis(plan: Plan, kb: KnowledgeBase) -> Values:
    """The documents of the policy and of the products, and how the figures of a step are made."""
    return basis(kb, (*plan.sources, *_of_products(plan)), note=_STEPS_NOTE)


def _of_products(plan: Plan) -> list[str]:
    return [
        source for one in plan.products for source in (*one.strength.sources, *one.splits.sources)
    ]


def _policy(plan: Plan, kb: KnowledgeBase) -> Values:
    try:
        policy = kb.policy(plan.policy_id)
    except BadInput:  # a course that follows a label or a person's hand and no policy
        return {"id": plan.policy_id, "name": plan.policy_id.replace("-", " "), "basis": None}
    return {"id": policy.id, "name": policy.title, "basis": basis(kb, policy.sources)}


def _row(row: Row, drawn: tuple[Curve, ...], steps: tuple[Row, ...]) -> Values:
    return {
        "number": row.number,
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "days": row.days,
        "kind": ", ".join(dict.fromkeys(drug.kind for drug in row.drugs)),
        "doses": [
            {"time": one.time, "words": one.words, "mg": one.mg, "drug": one.drug}
            for one in row.doses
        ],
        "daily": row.daily,
        "change": row.change,
        "terminal": row.terminal,
        "ends": row.ends,
        "is_present": row.is_present,
        "beside": list(row.beside),
        "expected": [points(curve, steps)[row.number - 1].text for curve in drawn],
    }


def _certificate(proposal: Proposal, kb: KnowledgeBase) -> Values:
    names = {product.id: product.name for product in proposal.plan.products}
    lines = certificate_words(proposal.certificate, names)
    note = "Worked out exactly from the products' strengths and divisions."
    return {"lines": list(lines), "basis": basis(kb, _of_products(proposal.plan), note=note)}


def _supply(proposal: Proposal) -> list[Values]:
    plan = proposal.plan
    return [
        {
            "start": period.span.start.isoformat(),
            "end": period.span.end.isoformat(),
            "lines": [
                {
                    "product": plan.product(line.product_id).name,
                    "dispense": dispense_text(line, plan.product(line.product_id)),
                    "packs": packs_text(line, plan.product(line.product_id)),
                    "taken": amount_text(line.taken, plan.product(line.product_id)),
                    "home": amount_text(line.at_home, plan.product(line.product_id)),
                    "left": amount_text(line.left, plan.product(line.product_id)),
                }
                for line in period.lines
                if line.taken
            ],
        }
        for period in proposal.supply
    ]


def _unused(proposal: Proposal) -> list[str]:
    plan = proposal.plan
    return [
        f"{plan.product(line.product_id).name}: not used from {date_text(period.span.start)} on, "
        f"{amount_text(line.at_home, plan.product(line.product_id))} at home."
        for period, line in newly_unused(proposal.supply)
    ]


def _options(proposal: Proposal) -> list[Values]:
    options = zip(proposal.alternatives, uses_of(proposal), strict=True)
    return [
        {**_option(one, place == 0, proposal.plan), "use": use}
        for place, (one, use) in enumerate(options)
    ]


def _option(one: Alternative, shown: bool, plan: Plan) -> Values:
    names = {product.id: product.name for product in plan.products}
    return {
        "name": one.name,
        "shown": shown,
        "stays": one.days is None,
        "days": "no end" if one.days is None else f"{one.days} days",
        "largest_cut": share_text(one.largest_cut),
        "last_cuts": _greatest(one.last_cuts),
        "pieces": one.most_pieces_a_day,
        "products": [names.get(product, product) for product in one.product_ids],
        "doses": doses_in(plan, one.doses),
        "note": one.note,
    }
