"""The treatment's side of a case: the drug by its written name, what is taken, which products."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import lcm

from glidepath.domain.drug import Product
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.person import AtHand, Treatment
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.wording import count_digits
from glidepath.interop.casefile_gather import Gather
from glidepath.interop.casefile_names import read_drug
from glidepath.interop.casefile_person import told
from glidepath.interop.casefile_problems import nearest
from glidepath.interop.casefile_shape import IntakeShape, ProductShape, TreatmentShape
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.resolve import Resolved

__all__ = [
    "DECLARED", "MOST_INTAKES", "at_hand", "counted", "drug_of_product", "product_of", "regimen_of",
    "treatment",
]  # fmt: skip

DECLARED = "declared"
"""The source id of a product that somebody described: no document, only their word."""
MOST_INTAKES = 6
_MOST_PRODUCTS = 12


def treatment(
    shape: TreatmentShape,
    drug_id: str,
    as_of: date | None,
    gather: Gather,
    where: str = "treatment",
    nothing_yet: Regimen | None = None,
) -> Treatment | None:
    """What is really taken now; `nothing_yet` stands for the doses of a drug not yet begun."""
    for name in ("since", "last_taken"):
        day = getattr(getattr(shape, name), "value", None)
        gather.not_after(day, as_of, f"{where}.{name}", "as_of")
    regimen = nothing_yet or regimen_of(shape.intakes, f"{where}.intakes", gather)
    if regimen is None:
        return None
    return Treatment(
        drug_id,
        regimen,
        told(shape.indication),
        told(shape.since),
        told(shape.days_per_week),
        told(shape.source),
        shape.drug or "",
        told(shape.last_taken),
    )


def regimen_of(shapes: list[IntakeShape] | None, where: str, gather: Gather) -> Regimen | None:
    """The doses over a day; every one needs a time of its own and a dose with its unit."""
    if not shapes:
        if gather.could_read(where):
            gather.add(where, "no intake", "at least one time with its dose")
        return None
    if len(shapes) > MOST_INTAKES:
        gather.add(where, f"{len(shapes)} intakes", f"at most {MOST_INTAKES} a day")
    rows = [(row.time, _dose(row, f"{where}#{n}", gather)) for n, row in enumerate(shapes, 1)]
    for number, row in enumerate(shapes, start=1):
        gather.need(row.time, f"{where}#{number}.time", "a time such as 08:00")
    times = [time for time, _ in rows if time is not None]
    for time in sorted({time for time in times if times.count(time) > 1}):
        gather.add(where, f"{time} more than once", "each time of day once", "Add the doses up.")
    if len(set(times)) < len(rows) or any(dose is None for _, dose in rows):
        return None
    return Regimen.of((time, dose) for time, dose in rows if time is not None and dose is not None)


def _dose(row: IntakeShape, where: str, gather: Gather) -> Mass | None:
    if row.dose and row.dose_mg:
        gather.add(where, "both dose and dose_mg", "one of them")
    dose = row.dose or row.dose_mg
    if dose is None and gather.could_read(f"{where}.dose_mg"):
        gather.need(dose, f"{where}.dose", 'a dose with its unit, such as "0.5 mg"')
    return dose


def at_hand(
    shapes: Iterable[ProductShape],
    drugs: Sequence[str],
    country: str,
    kb: KnowledgeBase,
    gather: Gather,
) -> tuple[AtHand, ...]:
    """The products of any of these drugs that are to be had, each once, with what lies at home."""
    items: list[AtHand] = []
    for number, shape in enumerate(shapes, start=1):
        where = f"products#{number}"
        drug_id = drug_of_product(shape, where, drugs, country, kb, gather)
        product = product_of(shape, where, drug_id, country, kb, gather)
        if product is None:
            continue
        if any(product.id == item.product.id for item in items):
            gather.add(where, f"{product.id} a second time", "each product once")
        counted(product, shape.at_home, f"{where}.at_home", gather)
        items.append(AtHand(product, shape.at_home))
    if len(items) > _MOST_PRODUCTS:
        gather.add("products", f"{len(items)} products", f"at most {_MOST_PRODUCTS}")
    return tuple(items)


def counted(product: Product, at_home: Fraction | None, where: str, gather: Gather) -> None:
    """Note a count at home that cannot be pieces of a product as it may be taken.

    A quarter of a tablet that may only be halved is nothing that a plan could use.
    """
    if at_home is None:
        return
    parts = [part for part in product.splits.value if not product.form.is_liquid]
    finest = lcm(*(part.denominator for part in parts))
    if (at_home * finest).denominator > 1:
        shares = ", ".join(str(part) for part in sorted(parts, reverse=True))
        allowed = f"whole ones and parts of {shares}" if shares else "whole ones"
        step = "Leave out broken pieces that this product is not made to be divided into."
        gather.add(where, f"{count_digits(at_home)} of {product.name}", allowed, step)


def drug_of_product(
    shape: ProductShape,
    where: str,
    drugs: Sequence[str],
    country: str,
    kb: KnowledgeBase,
    gather: Gather,
) -> str:
    """Which of the drugs in play a product holds: as written, by its id, or the only one.

    A described product that does not say its drug where there are several is refused: a
    tablet must never be counted for another drug.
    """
    if shape.drug is not None:
        found = read_drug(shape.drug, f"{where}.drug", country, kb, gather)
        if isinstance(found, str) and found in drugs:
            return found
        if found:
            gather.add(f"{where}.drug", repr(shape.drug[:40]), ", ".join(filter(None, drugs)))
        return ""
    listed = (
        drug
        for drug in drugs
        if drug and shape.id is not None and country in kb.countries()
        for product in kb.products(country, drug)
        if product.id == shape.id
    )
    found = next(listed, "")
    if found or shape.id is not None or len(set(drugs)) == 1:
        return found or drugs[0]
    gather.need(None, f"{where}.drug", f"which drug it holds: {', '.join(filter(None, drugs))}")
    return ""


def product_of(
    shape: ProductShape, where: str, drug_id: str, country: str, kb: KnowledgeBase, gather: Gather
) -> Product | None:
    """A product of the catalogue by its id, or one described in the file."""
    described = (shape.name, shape.form, shape.strength)
    if shape.id is not None:
        if any(field is not None for field in (*described, shape.splits, shape.mark_ml)):
            gather.add(where, "an id and a description", "the id of a product, or its description")
            return None
        return _of_catalogue(shape.id, f"{where}.id", drug_id, country, kb, gather)
    if not any(field is not None for field in described):
        if gather.could_read(where):
            gather.add(where, "no product", "the id of a product, or its name, form and strength")
        return None
    for name, field in zip(("name", "form", "strength"), described, strict=True):
        gather.need(field, f"{where}.{name}", "what the package says")
    if any(field is None for field in described) or not gather.could_read(where):
        return None
    _not_of_another(shape.name or "", where, drug_id, country, kb, gather)
    return gather.attempt(where, lambda: _described(shape, drug_id, country))


def _of_catalogue(
    product_id: str, where: str, drug_id: str, country: str, kb: KnowledgeBase, gather: Gather
) -> Product | None:
    if not (drug_id and country):
        return None  # the drug or the country is refused already; its products cannot be known
    has_catalogue = country in kb.countries()
    listed = kb.products(country, drug_id) if has_catalogue else ()
    known = {product.id: product for product in listed}
    if product_id in known:
        return known[product_id]
    given = f"{product_id[:60]!r} is not a product of {drug_id} in {country} that we know"
    gather.add(where, given, ", ".join(known) or "a described product", nearest(product_id, known))
    return None


def _not_of_another(
    name: str, where: str, drug_id: str, country: str, kb: KnowledgeBase, gather: Gather
) -> None:
    """Note a described product whose name is that of another drug than it is said to hold."""
    words = (kb.resolve(word.strip("(),.;"), country or None) for word in name.split())
    named = {found.drug for found in words if isinstance(found, Resolved)}
    if drug_id and named and drug_id not in named:
        given = f"a product of {drug_id} that is called {', '.join(sorted(named))}"
        step = f"Give the drug it holds as {where}.drug, or its right name."
        gather.add(f"{where}.name", given, "the name of the drug it holds", step)


def _described(shape: ProductShape, drug_id: str, country: str) -> Product:
    """A product on somebody's word; flagged as such wherever it is shown."""

    def said(value: object) -> Fact[object]:
        return Fact(value, (DECLARED,), Confidence.UNVERIFIED, note="described in the case file")

    name = shape.name or ""
    assert shape.form is not None
    return Product(
        id=f"declared-{'-'.join(name.lower().split())}",
        drug_id=drug_id,
        country=country,
        name=name,
        form=shape.form,
        strength=said(shape.strength),  # type: ignore[arg-type]
        splits=said(tuple(shape.splits or ())),  # type: ignore[arg-type]
        mark=said(shape.mark_ml) if shape.mark_ml else None,  # type: ignore[arg-type]
        drops_per_ml=said(shape.drops_per_ml) if shape.drops_per_ml else None,  # type: ignore[arg-type]
        declared=True,
    )
