"""A plan file to a claim: one that glidepath wrote, or one that a person typed.

A claim is what somebody wrote down. Only what cannot be read at all is refused here; what
is wrong with the plan itself is for the checker to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from glidepath.domain.answer import Refusal
from glidepath.domain.claim import (
    ClaimedCourse,
    ClaimedIntake,
    ClaimedPiece,
    ClaimedStep,
    ClaimedStray,
    ClaimedSupply,
    PlanClaim,
)
from glidepath.domain.drug import Product
from glidepath.domain.errors import BadInput
from glidepath.domain.plan import CourseKind
from glidepath.interop.casefile_gather import Gather
from glidepath.interop.casefile_names import read_country, read_drug
from glidepath.interop.casefile_problems import read_shape
from glidepath.interop.casefile_treatment import drug_of_product, product_of
from glidepath.interop.casefile_tree import read_tree
from glidepath.interop.planfile_cuts import false_cuts
from glidepath.interop.planfile_own import is_answer, plan_of_answer
from glidepath.interop.planfile_printed import false_prints
from glidepath.interop.planfile_shape import (
    ClaimedIntakeShape,
    PieceShape,
    PlanShape,
    StepShape,
    StrayShape,
    SupplyShape,
)
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["read_plan"]

Names = Mapping[str, str]
_KIND = CourseKind.TAPER.value
"""A course that says nothing of its kind is held to the strictest: no dose may rise."""


def read_plan(content: bytes, name: str, kb: KnowledgeBase) -> PlanClaim | Refusal:
    """A plan as somebody wrote it, from TOML or JSON, or from our own plan.json.

    Gives the claim, or a refusal for a drug that we know nothing of. Refuses with every
    problem at once what cannot be read.
    """
    tree = read_tree(content, name)
    shape, problems, unread = read_shape(
        PlanShape, plan_of_answer(tree) if is_answer(tree) else tree
    )
    if is_answer(tree):
        problems = [*problems, *false_cuts(tree)]
    gather = Gather(problems, unread)
    country = read_country(shape.country, gather)
    drugs = _drugs(shape, country, kb, gather)
    if isinstance(drugs, Refusal):
        return drugs
    products = _products(shape, drugs, country, kb, gather)
    names = {product.name: product.id for product in products}
    steps = _steps(shape.steps, names, "steps", gather)
    supply = tuple(
        _supply(row, f"supply#{n}", gather) for n, row in enumerate(shape.supply or [], 1)
    )
    further = tuple(
        ClaimedCourse(
            drug, row.kind or _KIND, _steps(row.steps, names, f"further#{n}.steps", gather)
        )
        for n, (drug, row) in enumerate(zip(drugs[1:], shape.further or (), strict=True), 1)
    )
    strays = tuple(
        _stray(row, f"strays#{n}", gather) for n, row in enumerate(shape.strays or (), 1)
    )
    gather.finish()
    claim = PlanClaim(
        drugs[0], country, shape.policy or "", products, steps, supply, shape.kind or _KIND,
        further, strays,
    )  # fmt: skip
    if is_answer(tree) and (false := false_prints(tree, claim, kb)):
        raise BadInput(false)
    return claim


def _drugs(
    shape: PlanShape, country: str, kb: KnowledgeBase, gather: Gather
) -> tuple[str, ...] | Refusal:
    """The drug of the plan and those of its further courses, or a refusal of one of them."""
    found: list[str] = []
    rows = [(shape.drug, "drug")]
    rows += [(row.drug, f"further#{n}.drug") for n, row in enumerate(shape.further or (), 1)]
    for name, where in rows:
        drug = read_drug(name, where, country, kb, gather)
        if isinstance(drug, Refusal):
            return drug
        found.append(drug)
    return tuple(found)


def _products(
    shape: PlanShape, drugs: tuple[str, ...], country: str, kb: KnowledgeBase, gather: Gather
) -> tuple[Product, ...]:
    found = []
    for number, row in enumerate(shape.products or (), start=1):
        where = f"products#{number}"
        drug = drug_of_product(row, where, drugs, country, kb, gather)
        found.append(product_of(row, where, drug, country, kb, gather))
    return tuple(product for product in found if product is not None)


def _steps(
    shapes: list[StepShape] | None, names: Names, within: str, gather: Gather
) -> tuple[ClaimedStep, ...]:
    """The steps of one course; one without a start follows the one before it."""
    if not shapes and gather.could_read(within):
        gather.add(within, "no step", "at least one step with its days and intakes")
    steps: list[ClaimedStep] = []
    follows: date | None = None
    for number, shape in enumerate(shapes or (), start=1):
        where = f"{within}#{number}"
        start = shape.start or follows
        gather.need(start, f"{where}.start", "the first day, such as 2026-11-30")
        end = _end(shape, start, where, gather)
        follows = end + timedelta(days=1) if end else None
        intakes = _intakes(shape, names, where, gather)
        if start and end and intakes is not None:
            daily = _daily(shape, intakes, where, gather)
            steps.append(
                ClaimedStep(start, end, daily, intakes, bool(shape.terminal), shape.kind or "")
            )
    return tuple(steps)


def _stray(row: StrayShape, where: str, gather: Gather) -> ClaimedStray:
    gather.need(row.start, f"{where}.start", "the first day, such as 2026-11-30")
    gather.need(row.end, f"{where}.end", "the last day")
    return ClaimedStray(row.start or date.min, row.end or date.min)


def _end(shape: StepShape, start: date | None, where: str, gather: Gather) -> date | None:
    if shape.end is not None and shape.days is not None:
        if start is None or start + timedelta(days=shape.days - 1) != shape.end:
            gather.add(where, "days and end that do not agree", "one of them, or both in agreement")
        return shape.end
    if shape.end is None and shape.days is None:
        gather.need(None, f"{where}.days", "how many days the step lasts, or its end")
        return None
    if shape.end is not None:
        return shape.end
    assert shape.days is not None
    return start + timedelta(days=shape.days - 1) if start else None


def _intakes(
    shape: StepShape, names: Names, where: str, gather: Gather
) -> tuple[ClaimedIntake, ...] | None:
    if shape.intakes is None:
        gather.need(None, f"{where}.intakes", "every time of day with its dose")
        return None
    rows = enumerate(shape.intakes, start=1)
    found = [_intake(row, names, f"{where}.intakes#{number}", gather) for number, row in rows]
    return tuple(one for one in found if one is not None)


def _intake(
    row: ClaimedIntakeShape, names: Names, where: str, gather: Gather
) -> ClaimedIntake | None:
    gather.need(row.time, f"{where}.time", "a time such as 08:00")
    if row.dose is not None and row.dose_mg is not None:
        gather.add(where, "both dose and dose_mg", "one of them")
    dose = row.dose_mg if row.dose is None else row.dose
    if gather.could_read(f"{where}.dose_mg"):
        gather.need(dose, f"{where}.dose", 'a dose with its unit, such as "0.5 mg"')
    pieces = None
    if row.pieces is not None:
        numbered = enumerate(row.pieces, start=1)
        pieces = tuple(_piece(piece, names, f"{where}.pieces#{n}", gather) for n, piece in numbered)
    if row.time is None or dose is None:
        return None
    return ClaimedIntake(str(row.time), dose.mg, pieces)


def _piece(row: PieceShape, names: Names, where: str, gather: Gather) -> ClaimedPiece:
    """A piece of a product, which may be named by its id or as the plan itself calls it."""
    gather.need(row.product, f"{where}.product", "the id of one of the plan's products")
    gather.need(row.count, f"{where}.count", "how many, 1 or more")
    product = row.product or ""
    return ClaimedPiece(
        names.get(product, product), Fraction(1) if row.part is None else row.part, row.count or 1
    )


def _daily(
    shape: StepShape, intakes: tuple[ClaimedIntake, ...], where: str, gather: Gather
) -> Decimal:
    """The day's total as written; where nobody wrote one, the sum of the doses."""
    if shape.daily_dose is not None and shape.daily_dose_mg is not None:
        gather.add(where, "both daily_dose and daily_dose_mg", "one of them")
    written = shape.daily_dose if shape.daily_dose is not None else shape.daily_dose_mg
    summed = sum((intake.dose_mg for intake in intakes), Decimal(0))
    return written.mg if written is not None else summed


def _supply(row: SupplyShape, where: str, gather: Gather) -> ClaimedSupply:
    for name in ("start", "end", "product", "dispensed"):
        gather.need(getattr(row, name), f"{where}.{name}", "what the prescription says")
    return ClaimedSupply(
        row.start or date.min,
        row.end or date.min,
        row.product or "",
        row.dispensed or 0,
        row.at_home or Fraction(0),
    )
