"""What there is to know of one drug, as sections of labelled facts for whoever renders them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from glidepath.domain.drug import Drug, Product, Range
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.person import Indication
from glidepath.domain.quantity import Concentration, Mass
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.read_drugs import ANY_USE
from glidepath.knowledge.store import Raw

__all__ = ["Monograph", "Row", "Section", "monograph"]


_EPILEPSY = tuple(use.value for use in Indication if use.is_epilepsy)


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled fact: what it is, what it says, who says so and how sure we are."""

    label: str
    text: str
    sources: tuple[str, ...] = ()
    confidence: Confidence = Confidence.READ
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one heading."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Monograph:
    """One drug, seen from one country."""

    drug_id: str
    name: str
    country: str
    note: str
    sections: tuple[Section, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Every document it rests on, each once."""
        rows = (row for section in self.sections for row in section.rows)
        return tuple(dict.fromkeys(source for row in rows for source in row.sources))


def monograph(knowledge: KnowledgeBase, drug_id: str, country: str) -> Monograph:
    """Everything the data say of a drug, with what holds in the country first.

    Refuses an unknown drug. A country without data gives sections that say so by being
    empty; an empty section is left out.
    """
    drug = knowledge.drug(drug_id)
    sections = (
        _section("Names", _names(knowledge, drug, country)),
        _section("Kind and codes", _codes(knowledge, drug)),
        _section("Legal class", _by_country(drug.schedule, country, str)),
        _section("Licensed for", _by_country(drug.indications, country, _uses)),
        _section("Highest daily dose on the label", _maxima(drug, country)),
        _section("How long it stays", _half_lives(drug)),
        _section("Doses that tables call equal to 10 mg of diazepam", _equal(knowledge, drug_id)),
        _section("End of a taper", [_row("May stop from", drug.stop_from, _mass)]),
        _section(f"Products in {country}", _products(knowledge, drug_id, country)),
    )
    found = tuple(section for section in sections if section.rows)
    return Monograph(drug_id, drug.name, country, drug.note, found)


def _section(title: str, rows: Iterable[Row]) -> Section:
    return Section(title, tuple(rows))


def _row(label: str, fact: Fact[Any], write: Any = str) -> Row:
    text = write(fact.value)
    if fact.others:
        rest = "; ".join(f"{_other(value, write)} ({source})" for value, source in fact.others)
        text = f"{text}; also {rest}"
    note = " ".join(part for part in (fact.note, fact.why) if part)
    return Row(label, text, fact.sources, fact.confidence, note)


def _other(value: Any, write: Any) -> str:
    """Another source's value; of a range only its ends, for its typical value may be ours."""
    return str(write(value)).partition(" (typical")[0]


def _home_first(countries: Iterable[str], home: str) -> list[str]:
    return sorted(countries, key=lambda one: (one != home, one))


def _names(knowledge: KnowledgeBase, drug: Drug, country: str) -> list[Row]:
    own = knowledge.raw(f"names/{drug.id}.toml")["generic"]
    rows = [_from_file("Own name", ", ".join(drug.generic_names), own)]
    for place in _home_first(drug.names, country):
        by_origin: dict[tuple[tuple[str, ...], Confidence], list[str]] = {}
        for fact in drug.names[place]:
            by_origin.setdefault((fact.sources, fact.confidence), []).append(fact.value)
        rows += [
            Row(f"Brands in {place}", ", ".join(names), sources, confidence)
            for (sources, confidence), names in by_origin.items()
        ]
    return rows


def _from_file(label: str, text: str, table: Raw) -> Row:
    # For what a drug keeps without its source: the file has already been read and checked.
    confidence = Confidence(table["confidence"])
    return Row(label, text, tuple(table["source"]), confidence, table.get("note", ""))


def _codes(knowledge: KnowledgeBase, drug: Drug) -> list[Row]:
    codes = knowledge.raw(f"drugs/{drug.id}.toml").get("code", {})
    rows = [Row("Family", drug.family)]
    for system, label in (("atc", "ATC"), ("rxnorm", "RxNorm"), ("unii", "UNII")):
        if system in codes:
            rows.append(_from_file(label, codes[system]["value"], codes[system]))
    return rows


def _by_country(facts: Mapping[str, Fact[Any]], home: str, write: Any) -> list[Row]:
    return [_row(place, facts[place], write) for place in _home_first(facts, home)]


def _uses(uses: tuple[str, ...]) -> str:
    """Uses in words; all kinds of epilepsy together are one word."""
    if set(_EPILEPSY) <= set(uses):
        uses = (*(use for use in uses if use not in _EPILEPSY), "epilepsy")
    words = ("any other use" if use == ANY_USE else use.replace("_", " ") for use in uses)
    return ", ".join(words)


def _maxima(drug: Drug, home: str) -> list[Row]:
    places = _home_first({place for place, _ in drug.label_maximum}, home)
    rows = []
    for place in places:
        # One row for each fact, however many uses it speaks of.
        grouped: dict[int, tuple[Fact[Mass], list[str]]] = {}
        for (country, use), fact in drug.label_maximum.items():
            if country == place:
                grouped.setdefault(id(fact), (fact, []))[1].append(use)
        for fact, uses in grouped.values():
            told = "any use" if uses == [ANY_USE] else _uses(tuple(uses))
            rows.append(_row(f"{place}, {told}", fact, _mass))
    return rows


def _half_lives(drug: Drug) -> list[Row]:
    rows = [_row("Half-life", drug.half_life_h, _hours)]
    if drug.metabolite_half_life_h is not None:
        label = f"Half-life of its active metabolite, {drug.active_metabolite}"
        rows.append(_row(label, drug.metabolite_half_life_h, _hours))
    return rows


def _equal(knowledge: KnowledgeBase, drug_id: str) -> list[Row]:
    equivalence = knowledge.equivalence()
    rows = [_row("Range", equivalence.ranges[drug_id], _milligrams)]
    for table in equivalence.tables.values():
        if drug_id in table.rows:
            text, source = _milligrams(table.rows[drug_id]), table.source
            rows.append(Row(table.title, text, source.sources, source.confidence, source.note))
    return rows


def _products(knowledge: KnowledgeBase, drug_id: str, country: str) -> list[Row]:
    if country not in knowledge.countries():
        return []
    return [_product(product) for product in knowledge.products(country, drug_id)]


def _product(product: Product) -> Row:
    measure = product.mark or product.drops_per_ml
    facts = [fact for fact in (product.strength, product.splits, measure) if fact is not None]
    sources = tuple(dict.fromkeys(source for fact in facts for source in fact.sources))
    weakest = max((fact.confidence for fact in facts), key=list(Confidence).index)
    note = " ".join(part for part in (product.note, product.splits.note) if part)
    return Row(product.name, _portions(product), sources, weakest, note)


def _portions(product: Product) -> str:
    if not isinstance(product.strength.value, Concentration):
        parts = ", ".join(str(part) for part in product.splits.value)
        return f"may be taken whole or as {parts}" if parts else "may be taken whole only"
    each = _mass(product.portions[0].mass)
    return f"{each} in a drop" if product.drops_per_ml else f"{each} at a mark"


def _mass(mass: Mass) -> str:
    return f"{mass.mg:f} mg"


def _hours(hours: Range) -> str:
    return _range(hours, "h")


def _milligrams(mg: Range) -> str:
    return _range(mg, "mg")


def _range(figures: Range, unit: str) -> str:
    low, typical, high = (_figure(one) for one in (figures.low, figures.typical, figures.high))
    if low == high:
        return f"{low} {unit}"
    return f"{low} to {high} {unit} (typical {typical} {unit})"


def _figure(number: Fraction) -> str:
    """A figure as a decimal; one that never ends is cut after three digits and says "about"."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    if Fraction(exact) == number:
        return f"{exact.normalize():f}"
    return f"about {exact:.3g}"
