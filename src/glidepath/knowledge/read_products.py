"""Marketed and pharmacy-made products, from tables to values."""

from __future__ import annotations

from fractions import Fraction

from glidepath.domain.codes import RxNormCode
from glidepath.domain.drug import Form, Product
from glidepath.domain.evidence import Fact
from glidepath.domain.quantity import Concentration, Mass, Volume
from glidepath.knowledge.read_drugs import COUNTRIES
from glidepath.knowledge.table import Table

__all__ = ["ANY_COUNTRY", "AVAILABILITY", "read_product"]

ANY_COUNTRY = "any"
AVAILABILITY = ("marketed", "special", "compounded", "unknown")


def read_product(table: Table) -> Product | None:
    """One product; None when anything in its record is wrong."""
    product_id, drug_id, name = (table.text(key) for key in ("id", "drug", "name"))
    country = table.choice("country", (*COUNTRIES, ANY_COUNTRY))
    form = Form(table.choice("form", [form.value for form in Form]))
    availability = table.choice("availability", AVAILABILITY)
    maker, note = table.text_or("maker"), table.text_or("note")
    strength = _strength(table.sub("strength"))
    splits = _splits(table, strength)
    mark, drops = _measure(table)
    packs = _packs(table)
    rxnorm = _rxnorm(table)
    from_years = _from_years(table)
    table.close()
    if not table.sound:
        return None
    return table.made(
        lambda: Product(
            product_id, drug_id, country, name, form, strength, splits, maker, mark, drops,
            packs, RxNormCode(rxnorm) if rxnorm else None, availability, note,
            from_years=from_years,
        ),
        None,
    )  # fmt: skip


def _strength(table: Table) -> Fact[Mass] | Fact[Concentration]:
    mass = table.mass("mg")
    if not table.has("per_ml"):
        return table.fact(mass)
    volume = _volume(table, "per_ml")
    return table.fact(table.made(lambda: Concentration(mass, volume), _WATER, "mg"))


def _volume(table: Table, key: str) -> Volume:
    text = table.text(key)
    return table.made(lambda: Volume.from_ml(text), Volume(1), key)


def _splits(table: Table, strength: Fact[Mass] | Fact[Concentration]) -> Fact[tuple[Fraction, ...]]:
    # A liquid has no parts; that it has none is known from what it is.
    if not table.has("splits"):
        if not isinstance(strength.value, Concentration):
            table.note("missing, a table is needed", "splits")
        return Fact((), strength.sources, strength.confidence)
    row = table.sub("splits")
    parts = tuple(_part(row, text) for text in row.texts("parts"))
    return row.fact(parts)


def _part(row: Table, text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        row.note(f"{text!r} is not a part such as 1/2", "parts")
        return Fraction(1, 2)


def _measure(table: Table) -> tuple[Fact[Volume] | None, Fact[int] | None]:
    if not table.has("measure"):
        return None, None
    row = table.sub("measure")
    if row.has("mark_ml"):
        return row.fact(_volume(row, "mark_ml")), None
    drops = row.exact("drops_per_ml")
    if drops.denominator != 1 or drops < 1:
        row.note(f"{drops} is not a whole number of drops", "drops_per_ml")
    return None, row.fact(int(drops))


def _packs(table: Table) -> Fact[tuple[int, ...]] | None:
    if not table.has("packs"):
        return None
    row = table.sub("packs")
    return row.fact(row.wholes("sizes"))


def _from_years(table: Table) -> Fact[int] | None:
    if not table.has("from_age"):
        return None
    row = table.sub("from_age")
    return row.fact(row.whole("years", 1))


def _rxnorm(table: Table) -> str:
    if not table.has("codes"):
        return ""
    row = table.sub("codes")
    code = row.text("rxnorm")
    row.close()
    return code


_WATER = Concentration(Mass(1), Volume(1))
