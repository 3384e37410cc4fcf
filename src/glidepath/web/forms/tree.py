"""From the typed fields to the tree of a case file, so that files and forms share every rule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = [
    "MEDICINES", "MOST_INTAKES", "MOST_MEDICINES", "PRODUCT", "REFUSES", "Written", "tree_of",
]  # fmt: skip

MOST_INTAKES = 6
MOST_MEDICINES = 8
PRODUCT = "products."
MEDICINES = "medicines"
REFUSES = "?"
"""Ends the name of a tick that says the person would not tell."""
_WHOLE = {
    "person.age", "person.gestation_weeks", "treatment.days_per_week", "history.failed_tapers",
    "history.alcohol_drinks_per_week", "history.early_refills", "history.nights_of_little_sleep",
    "preferences.dispense_days",
}  # fmt: skip
_TABLES = ("person", "treatment", "conditions", "history", "use_criteria", "goal", "preferences")
_TOP = ("as_of", "country")
_DESCRIBED = ("name", "form", "strength", "splits", "mark_ml", "drops_per_ml", "at_home")


@dataclass(frozen=True, slots=True)
class Written:
    """A case as a tree, and for each list entry of it the beginning of its fields' names."""

    tree: dict[str, Any]
    places: Mapping[str, str]

    def field_of(self, where: str) -> str:
        """The field that stands for a place of the tree."""
        entry, _, rest = where.partition(".") if "#" not in where else _entry(where)
        name = self.places.get(entry)
        if name is None:
            return where
        return f"{name}.{rest}" if rest else name


def _entry(where: str) -> tuple[str, str, str]:
    match = re.match(r"(.*?#\d+)(?:\.(.*))?$", where)
    assert match
    return match[1], ".", match[2] or ""


def tree_of(fields: Mapping[str, str]) -> Written:
    """The tree of the fields that are filled in; what is empty is left out, never guessed."""
    tree: dict[str, Any] = {name: fields[name] for name in _TOP if name in fields}
    for table in _TABLES:
        inner = _table(table, fields)
        if inner:
            tree[table] = inner
    places: dict[str, str] = {}
    intakes = _rows("treatment.intakes", MOST_INTAKES, fields, places)
    if intakes:
        tree.setdefault("treatment", {})["intakes"] = intakes
    products = _products(fields, places)
    if products:
        tree["products"] = products
    medicines = _medicines(fields, places)
    if medicines is not None:
        tree[MEDICINES] = medicines
    return Written(tree, places)


def _table(table: str, fields: Mapping[str, str]) -> dict[str, Any]:
    """The plain keys of one table; a tick of "would not say" stands in for an empty field."""
    inner: dict[str, Any] = {}
    for name, text in fields.items():
        head, _, key = name.partition(".")
        if head != table or "#" in key or not key:
            continue
        if key.endswith(REFUSES):
            inner.setdefault(key.removesuffix(REFUSES), "refused")
        else:
            inner[key] = _value(name, text)
    return inner


def _value(name: str, text: str) -> int | str:
    is_whole = name in _WHOLE and re.fullmatch(r"[0-9]{1,9}", text)
    return int(text) if is_whole else text


def _rows(
    place: str, most: int, fields: Mapping[str, str], places: dict[str, str]
) -> list[dict[str, Any]]:
    """The rows of which anything is filled in, in the order of the form."""
    rows = []
    for number in range(1, most + 1):
        start = f"{place}#{number}."
        row = {name.removeprefix(start): v for name, v in fields.items() if name.startswith(start)}
        if row:
            rows.append(row)
            places[f"{place}#{len(rows)}"] = start.removesuffix(".")
    return rows


def _products(fields: Mapping[str, str], places: dict[str, str]) -> list[dict[str, Any]]:
    """The ticked products of the catalogue, then the one that was described."""
    rows: list[dict[str, Any]] = []
    for name, text in fields.items():
        if name.startswith(PRODUCT) and text == "on":
            row = {"id": name.removeprefix(PRODUCT)}
            home = fields.get(f"at_home.{row['id']}")
            rows.append(row | ({"at_home": home} if home else {}))
            places[f"products#{len(rows)}"] = name
    described = {
        key: fields[f"described.{key}"] for key in _DESCRIBED if f"described.{key}" in fields
    }
    if described:
        rows.append(_described(described))
        places[f"products#{len(rows)}"] = "described"
    return rows


def _described(row: dict[str, str]) -> dict[str, Any]:
    tree: dict[str, Any] = dict(row)
    if "splits" in row:
        tree["splits"] = row["splits"].split()
    if re.fullmatch(r"[0-9]{1,4}", row.get("drops_per_ml", "")):
        tree["drops_per_ml"] = int(row["drops_per_ml"])
    return tree


def _medicines(fields: Mapping[str, str], places: dict[str, str]) -> Any:
    """The list of other medicines, or the word that stands for it."""
    rows = _rows(MEDICINES, MOST_MEDICINES, fields, places)
    return rows or fields.get(MEDICINES)
