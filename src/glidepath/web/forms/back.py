"""From the tree of a case file back to the fields of the form, so that files can be opened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from glidepath.domain.errors import BadInput, Problem
from glidepath.interop.casefile_plain import spelt_out
from glidepath.interop.casefile_tree import given_text
from glidepath.web.forms.tree import LISTS, MEDICINES, PRODUCT

__all__ = ["fields_of"]


def fields_of(tree: dict[str, Any]) -> dict[str, str]:
    """What somebody would have typed to get this tree.

    Refuses (`BadInput`) a tree with parts that the form has no place for.
    """
    try:
        return dict(_fields(spelt_out(tree)))
    except (TypeError, AttributeError, ValueError, KeyError):
        raise BadInput(
            Problem("file", "a table that the form has no place for", "the tables of a case file")
        ) from None


def _fields(tree: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if key == "products":
            yield from _products(value)
        elif key == MEDICINES:
            yield from _medicines(value)
        else:
            yield from _any(key, value)


def _any(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        yield from _table(name, value)
    elif name in LISTS and isinstance(value, list):
        yield name, " ".join(map(_text, value))
    elif isinstance(value, list):
        yield from _rows(name, value)
    elif name.endswith("dose_mg"):
        yield name.removesuffix("_mg"), f"{_text(value)} mg"
    else:
        yield name, _text(value)


def _table(table: str, inner: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in inner.items():
        yield from _any(f"{table}.{key}", value)


def _rows(place: str, rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(rows, start=1):
        yield from _table(f"{place}#{number}", row)


def _medicines(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield MEDICINES, value
    elif not value:
        yield MEDICINES, "none"
    else:
        yield from _rows(MEDICINES, value)


def _products(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    described = [row for row in rows if "id" not in row]
    if len(described) > 1:
        raise ValueError("the form has room for one described product")
    for row in rows:
        if "id" in row:
            yield f"{PRODUCT}{row['id']}", "on"
            if "at_home" in row:
                yield f"at_home.{row['id']}", _text(row["at_home"])
        else:
            for key, value in row.items():
                text = " ".join(map(_text, value)) if isinstance(value, list) else _text(value)
                yield f"described.{key}", text


def _text(value: Any) -> str:
    """A value of a file as it would be typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (dict, list)):
        raise TypeError
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else given_text(value)
