"""`glidepath plan CASE` read without the library that reads every other command.

Loading that library takes a tenth of the time of a whole plan. Whatever is not plain here is
left to it; the two are tested to understand the same words in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

__all__ = ["plain_plan"]

_WITH_VALUE = {"--policy": "policy", "--pace": "pace", "--out": "folder"}
_NOTHING: dict[str, Any] = {
    "case": None, "policy": None, "pace": None, "as_json": False, "folder": None,
}  # fmt: skip


def plain_plan(words: Sequence[str]) -> dict[str, Any] | None:
    """The arguments of a plain `plan`; None for another command or anything unusual."""
    if not words or words[0] != "plan":
        return None
    asked = dict(_NOTHING)
    rest = list(words[1:])
    while rest:
        if not _take(rest, asked):
            return None
    return asked if asked["case"] is not None else None


def _take(rest: list[str], asked: dict[str, Any]) -> bool:
    """Read the next word, with its value if it has one; False where it is not plain."""
    word = rest.pop(0)
    if word == "--json":
        asked["as_json"] = True
        return True
    name = _WITH_VALUE.get(word, "case")
    value = rest.pop(0) if word in _WITH_VALUE and rest else word
    if asked[name] is not None or value in _WITH_VALUE or (value.startswith("-") and value != "-"):
        return False
    asked[name] = Path(value) if name in ("case", "folder") else value
    return True
