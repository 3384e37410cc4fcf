"""The products a plan names: each once, of the drug, of the country, as the records have them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from glidepath.domain.claim import ClaimedPiece
from glidepath.domain.drug import Product
from glidepath.domain.finding import Finding
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.course import Reading
from glidepath.safety.checker.sheet import Sheet

__all__ = [
    "as_catalogued", "of_its_course", "of_the_country", "of_the_drug", "once_each",
    "products_named", "written_pieces",
]  # fmt: skip


def _ask(reading: Reading) -> tuple[str, ...]:
    return () if reading.claim.products else ("products",)


def written_pieces(reading: Reading) -> Iterator[tuple[str, str, ClaimedPiece]]:
    """Every piece that is written, with the first day of its step and its time of day."""
    for step in reading.claim.steps:
        for intake in step.intakes:
            for piece in intake.pieces or ():
                yield f"{step.start}", intake.time, piece


def once_each(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-010: no product stands twice in the list."""
    ids = [product.id for product in reading.claim.products]
    fired = [
        {"product": name, "times": f"{ids.count(name)}"}
        for name in dict.fromkeys(ids)
        if ids.count(name) > 1
    ]
    return context.findings("GP-C-010", fired, _ask(reading))


def of_the_drug(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-011: every product holds a drug of the plan."""
    drugs = [course.claim.drug_id for course in sheet.courses]
    fired = [
        {"product": product.id, "holds": product.drug_id, "drug": " and ".join(drugs)}
        for product in sheet.whole.claim.products
        if product.drug_id not in drugs
    ]
    return context.findings("GP-C-011", fired, _ask(sheet.whole))


def of_its_course(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-015: what is taken of a drug is made of the products of that drug alone."""
    fired = [
        {"product": piece.product_id, "holds": product.drug_id, "day": day, "time": time,
         "drug": course.claim.drug_id or "no drug"}
        for course in sheet.courses
        for day, time, piece in written_pieces(course)
        if (product := sheet.whole.products.get(piece.product_id))
        and product.drug_id != course.claim.drug_id
    ]  # fmt: skip
    return context.findings("GP-C-015", fired, _ask(sheet.whole))


def products_named(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-012: every piece comes from a product that the plan lists."""
    fired = {
        piece.product_id: {"product": piece.product_id, "day": day, "time": time}
        for day, time, piece in reversed(tuple(written_pieces(reading)))
        if piece.product_id not in reading.products
    }
    return context.findings("GP-C-012", list(fired.values())[::-1], _ask(reading))


def as_catalogued(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-013: each product is the one on file, or was described by a person as another."""
    known = context.catalogue
    if known is None:
        return context.findings("GP-C-013", ask=(*_ask(reading), "catalogue"))
    fired = [
        {"product": product.id, "fault": fault}
        for product in reading.claim.products
        if (fault := _fault(product, known.get(product.id)))
    ]
    return context.findings("GP-C-013", fired, _ask(reading))


def _fault(product: Product, known: Product | None) -> str:
    if known is None:
        return "" if product.declared else "is not on file"
    if _handled(product) != _handled(known):
        return "differs from the record in form, strength, measure or splits"
    return ""


def _handled(product: Product) -> tuple[object, ...]:
    """All that decides which doses a product can make."""
    return (
        product.drug_id,
        product.form,
        product.strength.value,
        frozenset[Fraction](product.splits.value),
        product.mark and product.mark.value,
        product.drops_per_ml and product.drops_per_ml.value,
    )


def of_the_country(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-014: each product is sold in the country of the plan, or a person described it."""
    country = reading.claim.country
    if not country:
        return context.findings("GP-C-014", ask=("country",))
    fired = [
        {"product": product.id, "sold": product.country, "country": country}
        for product in reading.claim.products
        if product.country != country and not product.declared
    ]
    return context.findings("GP-C-014", fired, _ask(reading))
