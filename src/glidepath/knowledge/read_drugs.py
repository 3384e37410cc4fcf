"""Drugs and the names people give them, from tables to values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from glidepath.domain.codes import AtcCode, RxNormCode
from glidepath.domain.drug import Drug, Range
from glidepath.domain.evidence import Fact
from glidepath.domain.person import Indication
from glidepath.domain.quantity import Mass
from glidepath.knowledge.table import Table

__all__ = ["ANY_USE", "COUNTRIES", "FAMILIES", "DrugNames", "read_drug", "read_names"]

T = TypeVar("T")

FAMILIES = ("benzodiazepine", "z-drug")
COUNTRIES = ("US", "UK", "NL", "CH", "AU", "CA", "IE", "DE", "ES", "IT", "FR", "DK")
ANY_USE = "any"
_USES = tuple(use.value for use in Indication)


@dataclass(frozen=True, slots=True)
class DrugNames:
    """What people call a drug: its own name in several languages, brands, likely slips."""

    drug_id: str
    generic: tuple[str, ...]
    brands: Mapping[str, tuple[Fact[str], ...]] = field(default_factory=dict)
    misspellings: tuple[str, ...] = ()


def read_names(drug_id: str, table: Table) -> DrugNames:
    """The names of one drug."""
    _same_id(drug_id, table)
    generic, slips = table.sub("generic"), table.sub("misspellings")
    own, wrong = generic.texts("value"), slips.texts("value")
    generic.fact(own)
    slips.fact(wrong)
    brands: dict[str, tuple[Fact[str], ...]] = {}
    for row in table.subs("brand"):
        countries, names = _countries(row), row.texts("value")
        whole = row.fact(names)
        facts = tuple(Fact(name, whole.sources, whole.confidence, "", whole.note) for name in names)
        for country in countries:
            brands[country] = brands.get(country, ()) + facts
    table.close()
    return DrugNames(drug_id, own, brands, wrong)


def read_drug(drug_id: str, table: Table, names: DrugNames) -> Drug | None:
    """One drug with its figures by country; None when anything in its file is wrong."""
    _same_id(drug_id, table)
    name, note = table.text("name"), table.text_or("note")
    family = table.choice("family", FAMILIES)
    half_life = _range(table.sub("half_life"), "h")
    stop = table.sub("stop_from")
    stop_from = _mass_fact(stop)
    metabolite, its_half_life = _metabolite(table)
    codes = table.sub("code") if table.has("code") else Table({}, table.file, "code", [])
    atc, rxnorm, unii = (_code(codes, system) for system in ("atc", "rxnorm", "unii"))
    codes.close()
    schedule = _by_country(table, "schedule", lambda row: row.text("value"))
    licensed = _by_country(table, "licensed", lambda row: _uses(row, "value", _USES))
    maximum = _maxima(table)
    table.close()
    if not table.sound:
        return None
    return table.made(
        lambda: Drug(
            drug_id, name, family, half_life, stop_from, names.brands, names.misspellings,
            schedule, licensed, maximum,
            AtcCode(atc) if atc else None, RxNormCode(rxnorm) if rxnorm else None, unii,
            names.generic, metabolite, its_half_life, note,
        ),
        None,
    )  # fmt: skip


def _same_id(drug_id: str, table: Table) -> None:
    if table.text("id") != drug_id:
        table.note(f"the id is not that of the file, {drug_id}", "id")


def _countries(row: Table) -> tuple[str, ...]:
    countries = row.texts("country")
    for country in countries:
        if country not in COUNTRIES:
            row.note(f"{country!r} is not one of {', '.join(COUNTRIES)}", "country")
    return countries


def _uses(row: Table, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    uses = row.texts(key)
    for use in uses:
        if use not in allowed:
            row.note(f"{use!r} is not one of {', '.join(allowed)}", key)
    return uses


def _unit(row: Table, unit: str) -> None:
    if row.text("unit") != unit:
        row.note(f"the unit is not {unit}", "unit")


def _range(table: Table, unit: str) -> Fact[Range]:
    _unit(table, unit)
    return table.fact(table.range(), lambda row: row.range())


def _mass_fact(row: Table) -> Fact[Mass]:
    _unit(row, "mg/day")
    return row.fact(row.mass("value"), lambda other: other.mass("value"))


def _metabolite(table: Table) -> tuple[str, Fact[Range] | None]:
    if not table.has("metabolite"):
        return "", None
    row = table.sub("metabolite")
    return row.text("name"), _range(row, "h")


def _code(codes: Table, system: str) -> str:
    if not codes.has(system):
        return ""
    row = codes.sub(system)
    return row.fact(row.text("value")).value


def _by_country(table: Table, key: str, take: Callable[[Table], T]) -> dict[str, Fact[T]]:
    found: dict[str, Fact[T]] = {}
    for row in table.subs(key):
        countries, value = _countries(row), take(row)
        fact = row.fact(value, take)
        for country in countries:
            if country in found:
                row.note(f"{country} stands here twice", "country")
            found[country] = fact
    return found


def _maxima(table: Table) -> dict[tuple[str, str], Fact[Mass]]:
    found: dict[tuple[str, str], Fact[Mass]] = {}
    for row in table.subs("maximum"):
        keys = [
            (country, use)
            for country in _countries(row)
            for use in _uses(row, "use", (*_USES, ANY_USE))
        ]
        fact = _mass_fact(row)
        for key in keys:
            if key in found:
                row.note(f"{key[0]} {key[1]} stands here twice", "use")
            found[key] = fact
    return found
