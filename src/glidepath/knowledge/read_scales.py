"""Rating scales and their words, from tables to values.

The words of a scale stand in a file of their own and only where its licence allows it; the
definition keeps their checksum, so that no word can change unseen. A place that holds the
rights to a scale gives its words as an overlay; the words we ship are never replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from glidepath.domain.codes import LoincCode
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.evidence import Fact
from glidepath.domain.scale import (
    Band,
    Choice,
    Gate,
    Item,
    Missing,
    Option,
    Qualifier,
    Reckoning,
    ScaleDefinition,
)
from glidepath.domain.scale_text import Licence, ScaleText, Tier
from glidepath.knowledge.table import Table

__all__ = ["read_overlay", "read_scale", "read_scale_text"]


def read_scale(scale_id: str, table: Table) -> ScaleDefinition | None:
    """One scale without its words; None when anything in the file is wrong."""
    plain: dict[str, Any] = {
        key: table.text(key) for key in ("title", "version", "measures", "recall")
    }
    words: dict[str, Any] = {
        key: table.text_or(key) for key in ("figure", "instead", "note", "text_checksum")
    }
    codes: dict[str, Any] = {key: _loinc(table, key) for key in ("loinc_panel", "loinc_score")}
    days = table.whole("recall_days") if table.has("recall_days") else None
    apart = table.whole("min_interval_days")
    licence, score = _licence(table.sub("licence")), table.sub("score")
    rule = Reckoning(score.choice("rule", [one.value for one in Reckoning]))
    lowest, highest = score.exact("lowest"), score.exact("highest")
    times = score.exact("times") if score.has("times") else Fraction(1)
    read = score.fact(rule)
    rest: dict[str, Any] = {
        "items": _items(table),
        "gates": tuple(_gate(row) for row in table.subs("gate")),
        "missing": _missing(table.sub("missing")) if table.has("missing") else None,
        "mid": _mid(table.sub("mid")) if table.has("mid") else None,
        "bands": _all_bands(table),
        "qualifiers": tuple(_qualifier(row) for row in table.subs("qualifier")),
    }
    table.close()
    if not table.sound:
        return None
    return table.made(
        lambda: ScaleDefinition(
            id=scale_id, **plain, **words, **codes, **rest, licence=licence, recall_days=days,
            min_interval_days=apart, reckoning=rule, times=times, lowest=lowest, highest=highest,
            sources=read.sources, confidence=read.confidence.value,
        ),
        None,
    )  # fmt: skip


def _loinc(table: Table, key: str) -> str:
    text = table.text_or(key)
    return table.made(lambda: LoincCode(text).code, "", key) if text else ""


def _licence(table: Table) -> Licence:
    tier = Tier(table.choice("tier", [one.value for one in Tier]))
    on, notice = _day(table, "checked_on"), table.text_or("notice")
    read = table.fact(table.text("statement"))
    return Licence(tier, read.value, read.sources, read.confidence.value, on, notice)


def _day(table: Table, key: str) -> date:
    text = table.text(key)
    try:
        return date.fromisoformat(text)
    except ValueError:
        table.note(f"{text!r} is not a day such as 2026-11-22", key)
        return date.min


def _items(table: Table) -> tuple[Item, ...]:
    sets = table.sub("options") if table.has("options") else None
    options = {name: _options(sets, name) for name in sets} if sets else {}
    if sets:
        sets.close()
    return tuple(item for row in table.subs("item") for item in _alike(row, options))


def _options(sets: Table, name: str) -> tuple[Option, ...]:
    """Answers written as "2 LA6570-1": what it counts, and the LOINC code if it has one."""
    found = []
    for text in sets.texts(name):
        value, _, code = text.partition(" ")
        if not value.isdecimal():
            sets.note(f"{text!r} does not begin with a whole number", name)
            continue
        found.append(Option(int(value), code))
    return tuple(found)


def _alike(row: Table, options: Mapping[str, tuple[Option, ...]]) -> tuple[Item, ...]:
    """One item, or several that differ in nothing but their name and LOINC code."""
    names = row.texts("ids") if row.has("ids") else (row.text("id"),)
    codes = row.texts("loincs") if row.has("loincs") else ()
    if codes and len(codes) != len(names):
        row.note("not as many codes as items", "loincs")
        codes = ()
    first = _item(row, options)
    return tuple(
        replace(first, id=name, loinc=codes[place] if codes else first.loinc)
        for place, name in enumerate(names)
    )


def _item(row: Table, options: Mapping[str, tuple[Option, ...]]) -> Item:
    """The item with what stands in its row, its name left to the caller."""
    chosen = options.get(row.choice("options", options or ("options",)), ())
    raised = row.whole("raised_from") if row.has("raised_from") else None
    scored = row.flag("scored") if row.has("scored") else True
    item = Item("", chosen, _loinc(row, "loinc"), scored, raised, row.text_or("figure"))
    row.close()
    return item


def _gate(row: Table) -> Gate:
    gate = Gate(row.text("item"), row.texts("opens"), row.whole("with_at_least", 1))
    row.close()
    return gate


def _missing(row: Table) -> Fact[Missing]:
    never = row.texts("never") if row.has("never") else ()
    return row.fact(Missing(row.whole("most", 1), never))


def _mid(row: Table) -> Fact[Fraction]:
    return row.fact(row.exact("points"), lambda other: other.exact("points"))


def _all_bands(table: Table) -> Fact[tuple[Band, ...]] | None:
    if not table.has("bands"):
        return None
    row = table.sub("bands")
    return row.fact(_bands(row), _bands)


def _bands(row: Table) -> tuple[Band, ...]:
    """Bands written as "5 mild": the lowest total of the band, and its name."""
    bands = []
    for text in row.texts("rows"):
        lowest, _, name = text.partition(" ")
        bands.append(Band(row.as_exact(lowest, "rows"), name))
    lows = [band.lowest for band in bands]
    if lows != sorted(set(lows)) or not all(band.name for band in bands):
        row.note("bands out of order, or without a name", "rows")
    return tuple(bands)


def _qualifier(row: Table) -> Qualifier:
    made = Qualifier(
        row.text("name"),
        row.text("asks"),
        tuple(_choice(one) for one in row.subs("choice")),
        row.flag("for_totals") if row.has("for_totals") else False,
        row.flag("comparable") if row.has("comparable") else False,
    )
    row.close()
    return made


def _choice(row: Table) -> Choice:
    made = Choice(
        row.text("word"),
        row.exact("lowest"),
        row.exact("highest"),
        row.exact("times") if row.has("times") else Fraction(1),
        row.exact("step") if row.has("step") else None,
        row.flag("banded") if row.has("banded") else True,
    )
    row.close()
    return made


def read_scale_text(
    definition: ScaleDefinition, language: str, table: Table, origin: str = "glidepath"
) -> ScaleText | None:
    """The words of a scale; None when they do not fit its definition.

    `answers` hold the words of each set of answers by item, or under "all" for every item.
    """
    stem, notice = table.text("stem"), table.text_or("notice")
    words, answers = table.sub("items"), table.sub("answers")
    items = {item.id: words.text(item.id) for item in definition.items}
    sets = {name: _labels(answers.sub(name)) for name in answers}
    options = {item.id: _of(item, sets, answers) for item in definition.items}
    for part in (words, table):
        part.close()
    text = ScaleText(definition.id, language, stem, items, options, notice, origin)
    return text if table.sound else None


def _labels(table: Table) -> Mapping[int, str]:
    labels = {int(key): table.text(key) for key in table if key.isdecimal()}
    table.close()
    return labels


def _of(item: Item, sets: Mapping[str, Mapping[int, str]], table: Table) -> Mapping[int, str]:
    labels = sets.get(item.id, sets.get("all", {}))
    if set(labels) != set(item.values):
        table.note(f"the answers are not those of {item.id}", item.id)
    return labels


def read_overlay(definition: ScaleDefinition, raw: Mapping[str, Any]) -> ScaleText:
    """The words of a scale as given by a place that holds the rights to them.

    Takes the overlay's own table: `language`, `rights` (who granted them), `stem`, `items`,
    `answers`, and `qualifiers` where the scale needs to be told which form these words are.
    Refuses words for a scale whose words we ship, and words that do not fit the definition;
    its checksum is for the caller to record with each filling-in.
    """
    if definition.text_checksum:
        raise BadInput(
            Problem("overlay", f"words for {definition.id}", "a scale whose words are not shipped")
        )
    if not definition.items:
        raise BadInput(
            Problem("overlay", f"words for {definition.id}", "a scale that is known by its items")
        )
    problems: list[str] = []
    table = Table(raw, "overlay", definition.id, problems)
    language, rights = table.text("language"), table.text("rights")
    said = _qualifiers(definition, table)
    text = read_scale_text(definition, language, table, rights)
    if text is None or problems:
        raise BadInput(Problem("overlay", problem, "words that fit") for problem in problems)
    return replace(text, qualifiers=said)


def _qualifiers(definition: ScaleDefinition, table: Table) -> Mapping[str, str]:
    """What the form says of itself; one that every result needs and that is missing is noted."""
    given = table.sub("qualifiers") if table.has("qualifiers") else None
    said: dict[str, str] = {}
    for one in definition.qualifiers:
        if given is not None and given.has(one.name):
            said[one.name] = given.choice(one.name, [choice.word for choice in one.choices])
        elif not one.for_totals:
            allowed = ", ".join(choice.word for choice in one.choices)
            table.note(f"nothing; one of {allowed} ({one.asks})", f"qualifiers.{one.name}")
    if given is not None:
        given.close()
    return said
