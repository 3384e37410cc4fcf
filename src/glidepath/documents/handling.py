"""What has to be heeded with the products of a plan: for the pharmacist and for the person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from glidepath.domain.drug import PortionKind, Product
from glidepath.domain.evidence import Confidence
from glidepath.domain.plan import Plan
from glidepath.domain.regimen import Piece
from glidepath.domain.wording import plain_number
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["for_person", "heeded", "taken_products"]

_FILE = "wording/handling.toml"
Reader = Literal["pharmacist", "person"]


def for_person(plan: Plan) -> tuple[str, ...]:
    """What the person heeds with all that the plan takes, each sentence once.

    A sentence that does not hold for every product names those it holds for.
    """
    taken = taken_products(plan)
    by_text: dict[str, list[str]] = {}
    for product in taken:
        for text in heeded(plan, product, "person"):
            by_text.setdefault(text, []).append(product.name)
    return tuple(
        text if len(names) == len(taken) else f"{' and '.join(names)}: {text}"
        for text, names in by_text.items()
    )


def heeded(plan: Plan, product: Product, reader: Reader) -> tuple[str, ...]:
    """What one reader heeds with one product; what nobody verified says so."""
    return tuple(
        _said(row, reader, product)
        for row in KnowledgeBase.packaged().raw(_FILE)["handling"]
        if reader in row and all(_speaks(row, product, plan))
    )


def _speaks(row: Mapping[str, Any], product: Product, plan: Plan) -> Iterator[bool]:
    """Every condition of a row."""
    yield product.form.value in row["forms"]
    yield product.drug_id in row.get("drugs", (product.drug_id,))
    yield product.id in row.get("products", (product.id,))
    yield product.id not in row.get("not_products", ())
    yield product.availability == row.get("availability", product.availability)
    yield "from_years" not in row or product.from_years is not None
    yield "divided" not in row or _is_divided(plan, product)


def _said(row: Mapping[str, Any], reader: Reader, product: Product) -> str:
    mark = plain_number(product.mark.value.ml) if product.mark else ""
    years = product.from_years.value if product.from_years else ""
    text: str = row[reader].format(mark=mark, years=years)
    unverified = Confidence(row["confidence"]) in (Confidence.UNVERIFIED, Confidence.ASSUMED)
    return f"{text} ({row['confidence']}: check this)" if unverified else text


def taken_products(plan: Plan) -> tuple[Product, ...]:
    """The products that any dose of the plan takes, in the plan's order."""
    ids = {piece.portion.product_id for piece in _pieces(plan)}
    return tuple(product for product in plan.products if product.id in ids)


def _is_divided(plan: Plan, product: Product) -> bool:
    return any(
        piece.portion.product_id == product.id and piece.portion.kind is PortionKind.PART
        for piece in _pieces(plan)
    )


def _pieces(plan: Plan) -> Iterator[Piece]:
    for course in plan.courses:
        for step in course.steps:
            for intake in step.regimen.intakes:
                yield from intake.pieces or ()
