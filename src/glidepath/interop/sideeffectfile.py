"""Reads side effects as a person told them, from TOML or JSON; every problem at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.errors import BadInput, Problem
from glidepath.interop.casefile_tree import read_tree
from glidepath.monitoring.side_effect_book import EffectBook
from glidepath.monitoring.side_effects import Reported

__all__ = ["read_side_effects"]

_DAYS = ("since", "new_product_on", "last_cut_on")
_KEYS = ("effect", "worst_at", *_DAYS)


def read_side_effects(content: bytes, name: str, book: EffectBook) -> tuple[Reported, ...]:
    """The side effects of a file, each with what was said of it; the rest stays unsaid.

    Refuses unknown keys, effects the data do not name, and days and times that are none.
    """
    tree = read_tree(content, name)
    rows = tree.get("side_effects")
    if set(tree) != {"side_effects"} or not isinstance(rows, list) or not rows:
        raise BadInput(
            Problem("file", "no list of side effects", "one or more [[side_effects]] and no more")
        )
    problems = [one for place, row in enumerate(rows, 1) for one in _problems(place, row, book)]
    if problems:
        raise BadInput(problems)
    return tuple(_reported(row) for row in rows)


def _problems(place: int, row: Any, book: EffectBook) -> Iterator[Problem]:
    where = f"side_effects#{place}"
    if not isinstance(row, dict):
        yield Problem(where, "no table", "a table with an effect")
        return
    for key in sorted(set(row) - set(_KEYS)):
        yield Problem(where, repr(key[:40]), ", ".join(_KEYS))
    if row.get("effect") not in book.effects:
        yield Problem(f"{where}.effect", "not one the data name", ", ".join(book.effects))
    if "worst_at" in row and not _is_time(row["worst_at"]):
        yield Problem(f"{where}.worst_at", "no time of day", "a time such as 08:00")
    for key in _DAYS:
        if key in row and _day(row[key]) is None:
            yield Problem(f"{where}.{key}", "no day", "a day such as 2026-11-22")


def _is_time(value: Any) -> bool:
    try:
        TimeOfDay.read(str(value))
    except BadInput:
        return False
    return isinstance(value, str)


def _day(value: Any) -> date | None:
    """A day from TOML (a date) or from JSON (text); None for anything else."""
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _reported(row: Mapping[str, Any]) -> Reported:
    worst = TimeOfDay.read(row["worst_at"]) if "worst_at" in row else None
    return Reported(row["effect"], worst, *(_day(row.get(key)) for key in _DAYS))
