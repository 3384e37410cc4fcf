"""A plan as plain values: every day once, every time of day in every step, pieces that add up."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from glidepath.domain.drug import PortionKind, Product
from glidepath.domain.plan import Course, Cut, Plan, Step
from glidepath.domain.quantity import Concentration, Mass
from glidepath.domain.regimen import Intake, Piece, Regimen
from glidepath.domain.wording import mg_text, share_text

__all__ = ["course_tables", "plan_tables", "product_tables", "share_tables", "unit_of"]

Tables = dict[str, Any]


def plan_tables(plan: Plan) -> Tables:
    """The plan; doses in mg as decimal text, days as ISO dates.

    The leading course stands in the plan itself, those of other drugs under `further`.
    """
    course = course_tables(plan.course)
    steps = course.pop("steps")
    return {
        "policy": plan.policy_id,
        "pace": plan.pace,
        "as_of": plan.as_of.isoformat(),
        "version": plan.version,
        "supersedes": plan.supersedes,
        "began": _doses(plan.began) if plan.began else None,
        "country": plan.country,
        **course,
        "products": [product_tables(product) for product in plan.products],
        "steps": steps,
        "further": [course_tables(one) for one in plan.further],
        "strays": [
            {"start": span.start.isoformat(), "end": span.end.isoformat()} for span in plan.strays
        ],
        "notes": list(plan.notes),
        "sources": list(plan.sources),
    }


def _doses(regimen: Regimen) -> list[Tables]:
    """The doses that the first version of a plan began with."""
    return [{"time": str(one.time), "dose_mg": mg_text(one.dose)} for one in regimen.intakes]


def course_tables(course: Course) -> Tables:
    """The course of one drug: its days and its steps."""
    return {
        "drug": course.drug_id,
        "kind": course.kind.value,
        "start": course.span.start.isoformat(),
        "end": course.span.end.isoformat(),
        "stops_on": course.stops_on.isoformat() if course.stops_on else None,
        "steps": [_step(step) for step in course.steps],
    }


def product_tables(product: Product) -> Tables:
    """A product with what is needed to check every piece that is taken of it."""
    strength = product.strength.value
    tables: Tables = {
        "id": product.id,
        "drug": product.drug_id,
        "name": product.name,
        "form": product.form.value,
        "strength": _strength(strength),
        "splits": [str(part) for part in product.splits.value],
        "declared": product.declared,
        "confidence": {
            "strength": product.strength.confidence.value,
            "splits": product.splits.confidence.value,
        },
    }
    if product.mark is not None:
        tables["mark_ml"] = f"{product.mark.value.ml:f}"
    if product.drops_per_ml is not None:
        tables["drops_per_ml"] = product.drops_per_ml.value
    return tables


def unit_of(product: Product) -> str:
    """What the amounts of a product count: whole products, drops, or marks of a syringe."""
    if product.mark is not None:
        return f"mark of {product.mark.value.ml:f} mL"
    return "drop" if product.drops_per_ml is not None else product.form.value


def _strength(strength: Mass | Concentration) -> str:
    if isinstance(strength, Mass):
        return f"{mg_text(strength)} mg"
    return f"{mg_text(strength.mass)} mg/{strength.volume.ml:f} mL"


def share_tables(share: Fraction) -> Tables:
    """A share exactly, and as a percentage with one decimal for people."""
    return {"exact": str(share), "percent": share_text(share).removesuffix(" %")}


def _step(step: Step) -> Tables:
    return {
        "start": step.span.start.isoformat(),
        "end": step.span.end.isoformat(),
        "days": step.span.days,
        "kind": step.kind.value,
        "daily_dose_mg": mg_text(step.regimen.daily_dose),
        "cut": _cut(step.cut) if step.cut else None,
        "terminal": step.terminal,
        "why": list(step.why),
        "intakes": [_intake(intake) for intake in step.regimen.intakes],
    }


def _cut(cut: Cut) -> Tables:
    return {"mg": mg_text(cut.mass), **share_tables(cut.share)}


def _intake(intake: Intake) -> Tables:
    return {
        "time": str(intake.time),
        "dose_mg": mg_text(intake.dose),
        "pieces": [_piece(piece) for piece in intake.pieces or ()],
    }


def _piece(piece: Piece) -> Tables:
    portion = piece.portion
    part = {PortionKind.DROP: "drop", PortionKind.MARK: "mark"}.get(portion.kind, str(portion.part))
    return {
        "product": portion.product_id,
        "part": part,
        "count": piece.count,
        "mg": mg_text(piece.mass),
    }
