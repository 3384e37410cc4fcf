"""From the typed fields to the tree of a case file, so that files and forms share every rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from glidepath.interop.casefile_fields import Field
from glidepath.interop.casefile_shape import CaseShape

__all__ = [
    "AT_HOME", "DESCRIBED", "MEDICINES", "MOST_INTAKES", "MOST_MEDICINES", "PRODUCT", "REFUSES",
    "Written", "tree_of",
]  # fmt: skip

MOST_INTAKES = 6
MOST_MEDICINES = 8
PRODUCT = "products."
AT_HOME = "at_home."
DESCRIBED = "described."
MEDICINES = "medicines"
REFUSES = "?"
"""Ends the name of a tick that says the person would not tell."""
_OWN = ("label", "policy")
LISTS = frozenset({"start.times", "switch.order"})
"""Lists of plain values, which are typed into one field with blanks between them."""


@dataclass(frozen=True, slots=True)
class Written:
    """A case as a tree, and for each list entry of it the beginning of its fields' names."""

    tree: dict[str, Any]
    places: Mapping[str, str]

    def field_of(self, where: str) -> str:
        """The field that stands for a place of the tree."""
        for place in sorted(self.places, key=len, reverse=True):
            if where == place or where.startswith(f"{place}."):
                return self.places[place] + where[len(place) :]
        return where


def tree_of(fields: Mapping[str, str]) -> Written:
    """The tree of the fields that are filled in; what is empty is left out, never guessed."""
    root: dict[str | int, Any] = {}
    for name, text in fields.items():
        if not name.startswith((*_OWN, PRODUCT, AT_HOME, DESCRIBED)) and name != MEDICINES:
            _put(root, name, text)
    places: dict[str, str] = {}
    tree = _lists(root, "", "", places)
    for name in LISTS & fields.keys():
        places |= {f"{name}#{n}": name for n in range(1, len(fields[name].split()) + 1)}
    products = _products(fields, places)
    if products:
        tree["products"] = products
    if MEDICINES not in tree and fields.get(MEDICINES):
        tree[MEDICINES] = fields[MEDICINES]
    return Written(tree, places)


def _put(root: dict[str | int, Any], name: str, text: str) -> None:
    """One field into its place; a tick of "would not say" stands in for an empty field."""
    *way, last = _path(name.removesuffix(REFUSES))
    holder = root
    for part in way:
        inner = holder.setdefault(part, {})
        if not isinstance(inner, dict):
            return  # a word stands where a table would have to be: the word is kept
        holder = inner
    if name.endswith(REFUSES):
        holder.setdefault(last, "refused")
    else:
        holder[last] = _value(name, text)


def _path(name: str) -> list[str | int]:
    """The parts of a place: "treatment.intakes#2.time" leads through the second intake."""
    parts: list[str | int] = []
    for part in name.split("."):
        key, mark, number = part.partition("#")
        parts.append(key)
        if mark and number.isdigit() and len(number) < 4:
            parts.append(int(number))
    return parts


def _value(name: str, text: str) -> int | str | list[str]:
    if name in LISTS:
        return text.replace(",", " ").split()
    is_whole = re.sub(r"#\d+", "", name) in _whole_numbers()
    return int(text) if is_whole and re.fullmatch(r"[0-9]{1,9}", text) else text


def _lists(node: dict[str | int, Any], typed: str, told: str, places: dict[str, str]) -> Any:
    """Numbered rows as lists without gaps; where each row came from is noted."""
    is_list = bool(node) and all(isinstance(key, int) for key in node)
    rows: list[Any] = []
    table: dict[str, Any] = {}
    for key in sorted(node) if is_list else node:
        mark = f"#{len(rows) + 1}" if is_list else f".{key}" if told else str(key)
        own = f"#{key}" if is_list else f".{key}" if typed else str(key)
        inner = node[key]
        made = _lists(inner, typed + own, told + mark, places) if isinstance(inner, dict) else inner
        if is_list:
            places[told + mark] = typed + own
            rows.append(made)
        else:
            table[str(key)] = made
    return rows if is_list else table


def _products(fields: Mapping[str, str], places: dict[str, str]) -> list[dict[str, Any]]:
    """The ticked products of the catalogue, then the one that was described.

    In the order of their ids: a file, the form and an option may each name them in another one,
    and it has to be the same plan.
    """
    rows: list[dict[str, Any]] = []
    for name, text in sorted(fields.items()):
        if name.startswith(PRODUCT) and text == "on":
            row = {"id": name.removeprefix(PRODUCT)}
            home = fields.get(AT_HOME + row["id"])
            rows.append(row | ({"at_home": home} if home else {}))
            places[f"products#{len(rows)}"] = name
    own = {name: text for name, text in fields.items() if name.startswith(DESCRIBED)}
    if own:
        rows.append(_described({name.removeprefix(DESCRIBED): text for name, text in own.items()}))
        places[f"products#{len(rows)}"] = DESCRIBED.removesuffix(".")
    return rows


def _described(row: dict[str, str]) -> dict[str, Any]:
    tree: dict[str, Any] = dict(row)
    if "splits" in row:
        tree["splits"] = row["splits"].split()
    if re.fullmatch(r"[0-9]{1,4}", row.get("drops_per_ml", "")):
        tree["drops_per_ml"] = int(row["drops_per_ml"])
    return tree


@cache
def _whole_numbers() -> frozenset[str]:
    """The places of a case that hold whole numbers, as its own shape has them."""
    return frozenset(_integers(CaseShape, ""))


def _integers(kind: Any, where: str) -> Iterator[str]:
    for name, hint in get_type_hints(kind, include_extras=True).items():
        if not name.startswith("_"):
            yield from _in_hint(hint, f"{where}.{name}" if where else name)


def _in_hint(hint: Any, where: str) -> Iterator[str]:
    """The whole numbers that a hint speaks of, through lists and alternatives."""
    if get_origin(hint) is Annotated:
        inner, mark = get_args(hint)[:2]
        if isinstance(mark, Field):
            yield from [where] if "integer" in repr(mark.schema) else []
        else:
            yield from _in_hint(inner, where)
    elif isinstance(hint, type) and is_dataclass(hint):
        yield from _integers(hint, where)
    else:
        for one in get_args(hint):
            yield from _in_hint(one, where)
