"""Doses and pieces: every figure a dose, every piece one that may be taken, every sum equal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from glidepath.domain.claim import ClaimedIntake, ClaimedStep
from glidepath.domain.finding import Finding
from glidepath.safety.checker.amounts import amount, in_mg, mg, parts_allowed
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.course import Reading, pieces_mg
from glidepath.safety.checker.products import written_pieces
from glidepath.safety.checker.reach import measures_as_pieces

__all__ = [
    "can_be_made", "counts_whole", "days_total", "doses_readable", "few_pieces",
    "pieces_sanctioned", "pieces_total", "within_label",
]  # fmt: skip


def _intakes(reading: Reading) -> Iterator[tuple[ClaimedStep, ClaimedIntake]]:
    return ((step, intake) for step in reading.claim.steps for intake in step.intakes)


def _ask_pieces(reading: Reading) -> tuple[str, ...]:
    """What is missing for judging pieces: steps, or the pieces of some intake."""
    unwritten = any(intake.pieces is None for _, intake in _intakes(reading))
    return ("steps",) * (not reading.claim.steps) + ("pieces",) * unwritten


def doses_readable(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-020: every figure is an amount of drug that could be weighed."""
    figures: list[tuple[ClaimedStep, str, Decimal]] = []
    for step in reading.claim.steps:
        figures.append((step, "daily dose", step.daily_dose_mg))
        figures += [(step, f"dose at {i.time}", i.dose_mg) for i in step.intakes]
    fired = [
        {"day": f"{step.start}", "what": what, "given": f"{figure}"[:24]}
        for step, what, figure in figures
        if amount(figure) is None
    ]
    return context.findings("GP-C-020", fired, () if figures else ("steps",))


def pieces_sanctioned(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-021: each piece is a portion its product may be taken in, told once for each kind."""
    fired: dict[tuple[str, Fraction], dict[str, str]] = {}
    unknown = False
    for day, time, piece in written_pieces(reading):
        product = reading.products.get(piece.product_id)
        if product is None:
            unknown = True
        elif piece.part not in parts_allowed(product):
            allowed = ", ".join(str(part) for part in parts_allowed(product))
            fired.setdefault(
                (product.id, piece.part),
                {"product": product.id, "part": str(piece.part), "allowed": allowed,
                 "form": product.form.value, "day": day, "time": time},
            )  # fmt: skip
    ask = _ask_pieces(reading) + ("products",) * unknown
    return context.findings("GP-C-021", fired.values(), ask)


def counts_whole(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-022: pieces, drops and marks are counted in whole numbers from 1 up."""
    fired = [
        {"product": piece.product_id, "count": str(piece.count), "day": day, "time": time}
        for day, time, piece in written_pieces(reading)
        if type(piece.count) is not int or piece.count < 1
    ]
    return context.findings("GP-C-022", fired, _ask_pieces(reading))


def pieces_total(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-023: the pieces of an intake make the dose that is written beside them."""
    fired, ask = [], list(_ask_pieces(reading))
    for step, intake in _intakes(reading):
        if intake.pieces is None:
            continue
        made, stated = pieces_mg(intake.pieces, reading.products), amount(intake.dose_mg)
        if made is None or stated is None:
            ask.append("products" if made is None else "steps")
        elif made != stated:
            fired.append({"day": f"{step.start}", "time": intake.time, "stated": mg(stated),
                          "made": mg(made), "apart": mg(abs(made - stated))})  # fmt: skip
    return context.findings("GP-C-023", fired, ask)


def days_total(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-024: the doses of a day make the daily dose that is printed."""
    fired, ask = [], list(("steps",) * (not reading.claim.steps))
    for step in reading.claim.steps:
        printed = amount(step.daily_dose_mg)
        doses = [amount(intake.dose_mg) for intake in step.intakes]
        readable = [dose for dose in doses if dose is not None]
        if printed is None or len(readable) < len(doses):
            ask.append("steps")
        elif sum(readable) != printed:
            made = sum(readable, Fraction(0))
            fired.append({"day": f"{step.start}", "printed": mg(printed), "made": mg(made),
                          "apart": mg(abs(made - printed))})  # fmt: skip
    return context.findings("GP-C-024", fired, ask)


def can_be_made(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-025: a dose written without pieces can be made from the products; else the nearest."""
    bare = [
        (step, intake.time, dose)
        for step, intake in _intakes(reading)
        if intake.pieces is None and (dose := amount(intake.dose_mg)) is not None
    ]
    made = reading.reach
    if made is None:
        ask = ("pieces",) if reading.products else ("products",)
        return context.findings("GP-C-025", ask=ask if bare else ())
    fired: dict[Fraction, dict[str, str]] = {}
    for step, time, dose in bare:
        if not made.makes(dose):
            above = made.above(dose)
            fired.setdefault(
                dose,
                {"dose": mg(dose), "below": mg(made.below(dose)), "day": f"{step.start}",
                 "above": "none" if above is None else mg(above), "time": time},
            )  # fmt: skip
    return context.findings("GP-C-025", fired.values())


def few_pieces(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-026: no intake takes more pieces than are allowed (a volume is one, ten drops one)."""
    if context.most_pieces is None:
        return context.findings("GP-C-026", ask=(*_ask_pieces(reading), "most_pieces"))
    counted = [(step, intake, _count(intake, reading)) for step, intake in _intakes(reading)]
    fired = [
        {"day": f"{step.start}", "time": intake.time, "pieces": f"{count}",
         "most": f"{context.most_pieces}"}
        for step, intake, count in counted
        if count > context.most_pieces
    ]  # fmt: skip
    highest = max((count for _, _, count in counted), default=0)
    figures = {"pieces": f"{highest}", "most": f"{context.most_pieces}"}
    return context.findings("GP-C-026", fired, _ask_pieces(reading), figures)


def _count(intake: ClaimedIntake, reading: Reading) -> int:
    count = 0
    for piece in intake.pieces or ():
        product = reading.products.get(piece.product_id)
        liquid = product is not None and product.form.is_liquid
        count += measures_as_pieces(product, piece.count) if product and liquid else piece.count
    return count


def within_label(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-027: no day's dose is above the highest that the label gives."""
    totals = [
        (sum(taken.doses.values(), Fraction(0)), taken.step)
        for taken in reading.taken
        if taken.doses is not None
    ]
    ask = reading.unwritten + ("label_maximum",) * (context.label_maximum is None)
    if context.label_maximum is None or not totals:
        return context.findings("GP-C-027", ask=ask)
    most = in_mg(context.label_maximum)
    dose, step = max(totals, key=lambda pair: pair[0])
    figures = {"dose": mg(dose), "maximum": mg(most), "day": f"{step.start}"}
    return context.findings("GP-C-027", [figures] if dose > most else [], ask, figures)
