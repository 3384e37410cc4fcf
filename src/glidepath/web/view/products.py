"""The products of the catalogue that can be ticked, with what may be done with each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from glidepath.domain.drug import Product
from glidepath.domain.wording import strength_text
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.resolve import Resolved
from glidepath.web.forms.fields import anchor
from glidepath.web.forms.tree import PRODUCT

__all__ = ["ProductChoice", "catalogue", "choices", "drug_of", "product_line"]

_PARTS = {Fraction(1, 2): "halves", Fraction(1, 4): "quarters", Fraction(1, 3): "thirds"}


@dataclass(frozen=True, slots=True)
class ProductChoice:
    """One product that may be ticked, and what was typed about it."""

    id: str
    field: str
    home_field: str
    anchor: str
    home_anchor: str
    name: str
    detail: str
    doubt: str
    ticked: bool
    home: str


def drug_of(fields: Mapping[str, str], kb: KnowledgeBase) -> str:
    """The drug that was typed, where its name is certain; empty otherwise."""
    name = fields.get("treatment.drug", "")
    found = kb.resolve(name, fields.get("country") or None) if name else None
    return found.drug if isinstance(found, Resolved) else ""


def catalogue(fields: Mapping[str, str], kb: KnowledgeBase) -> tuple[Product, ...]:
    """The products of every drug that is spoken of, in the typed country.

    None while the drug or the country is missing, or for a country without a catalogue.
    """
    country, drug = fields.get("country", ""), drug_of(fields, kb)
    if not drug or country not in kb.countries():
        return ()
    drugs = dict.fromkeys((drug, *_others(fields, kb)))
    return tuple(product for one in drugs for product in kb.products(country, one))


def _others(fields: Mapping[str, str], kb: KnowledgeBase) -> list[str]:
    """The drug that is to take its place, and the second one that is taken."""
    country = fields.get("country") or None
    names = [fields.get(name, "") for name in ("switch.to", "also#1.drug")]
    found = [kb.resolve(name, country) for name in names if name]
    return [one.drug for one in found if isinstance(one, Resolved)]


def choices(fields: Mapping[str, str], kb: KnowledgeBase) -> tuple[ProductChoice, ...]:
    """Every product of the catalogue, with what was typed about it."""
    return tuple(_choice(product, fields) for product in catalogue(fields, kb))


def _choice(product: Product, fields: Mapping[str, str]) -> ProductChoice:
    field, home = f"{PRODUCT}{product.id}", f"at_home.{product.id}"
    return ProductChoice(
        id=product.id, field=field, home_field=home,
        anchor=anchor(field), home_anchor=anchor(f"{field}.at_home"),
        name=product.name, detail=product_line(product), doubt=_doubt(product),
        ticked=fields.get(field) == "on", home=fields.get(home, ""),
    )  # fmt: skip


def product_line(product: Product) -> str:
    """Form, strength and how it may be divided, in a few words."""
    form = product.form.value.replace("_", " ")
    return f"{form}, {strength_text(product)}, {_division(product)}"


def _division(product: Product) -> str:
    if product.drops_per_ml is not None:
        return f"{product.drops_per_ml.value} drops in 1 mL"
    if product.mark is not None:
        return f"measured to {product.mark.value.ml:f} mL"
    parts = [_PARTS.get(part, str(part)) for part in product.splits.value]
    return f"may be broken into {' and '.join(parts)}" if parts else "whole only"


def _doubt(product: Product) -> str:
    """What nobody has verified of this product, in words."""
    facts = {"strength": product.strength, "division": product.splits}
    words = {what: fact.confidence.mark for what, fact in facts.items() if fact.confidence.mark}
    return "; ".join(f"{what} {word}" for what, word in words.items())
