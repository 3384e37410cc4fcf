"""Bytes of a TOML or JSON file to plain values: exact numbers, no key twice, bounded size."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from glidepath.domain.errors import BadInput, Problem

__all__ = [
    "MAX_BYTES", "MAX_DEPTH", "MAX_DIARY_BYTES", "Unreadable", "given_text", "read_tree",
]  # fmt: skip

MAX_BYTES = 256 * 1024
"""What a case or a plan of one person can need at most."""
MAX_DIARY_BYTES = 4 * 1024 * 1024
"""The same of a diary: ten years of days with every line answered."""
MAX_DEPTH = 12
_LONGEST_NUMBER = 24


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A number as it stood in the file, in a form in which no dose or count is written."""

    text: str


def read_tree(content: bytes, name: str, most: int = MAX_BYTES) -> dict[str, Any]:
    """The top table of a file, its numbers as whole numbers or exact decimals.

    `name` decides the format by its ending (.toml, .json); without one of these, a file that
    begins with "{" is JSON. Refuses binary content, a byte order mark, a key given twice,
    and more than `most` bytes or too many tables in one another.
    """
    text = _text(content, most)
    as_json = name.endswith(".json") or (
        not name.endswith(".toml") and text.lstrip().startswith("{")
    )
    try:
        tree = _from_json(text) if as_json else tomllib.loads(text, parse_float=_decimal)
    except RecursionError:
        raise _too_deep() from None
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as fault:
        raise _syntax(fault, "JSON" if as_json else "TOML") from None
    except ValueError:  # a whole number of thousands of digits
        raise BadInput(
            Problem("file", "a number of thousands of digits", "plain figures")
        ) from None
    _check_depth(tree)
    return tree


def _text(content: bytes, most: int) -> str:
    if len(content) > most:
        raise BadInput(_too_long(most))
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise BadInput(
            Problem("file", "a byte order mark", "plain UTF-8", "Save it as UTF-8 without BOM.")
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput(_not_text()) from None
    if "\0" in text:
        raise BadInput(_not_text())
    if not text.strip():
        raise BadInput(
            Problem("file", "nothing", "a case in TOML or JSON", "Begin from a file in examples.")
        )
    return text


def _too_long(most: int) -> Problem:
    size = f"{most // 1024} KiB"
    if most == MAX_DIARY_BYTES:
        return Problem(
            "file", f"more than {size}", f"the diary of one person, at most {size}",
            "Ten years of days fit. Look whether this is the right file; if it is, leave out the "
            "years before the week that comes before the first cut of this plan.",
        )  # fmt: skip
    return Problem(
        "file", f"more than {size}", f"one person's case or plan, at most {size}",
        "Look whether this is the right file.",
    )  # fmt: skip


def _not_text() -> Problem:
    return Problem("file", "bytes that are not UTF-8 text", "a text file in TOML or JSON")


def _too_deep() -> BadInput:
    return BadInput(
        Problem("file", f"tables nested more than {MAX_DEPTH} deep", f"at most {MAX_DEPTH}")
    )


def _syntax(fault: ValueError, language: str) -> BadInput:
    """Where the file stops being readable; never the line itself, which may name a person."""
    told = str(fault)
    place = re.search(r"line (\d+),? column (\d+)", told)
    where = f"file, line {place[1]}, column {place[2]}" if place else "file, at its end"
    given = "a key given twice" if re.search(r"overwrite|twice|uplicate", told) else "a slip"
    return BadInput(
        Problem(where, given, f"{language} as its rules have it", "Mend this line and try again.")
    )


def _decimal(text: str) -> Decimal | Unreadable:
    """A decimal exactly as written; exponents, NaN and endless digits stay unread."""
    plain = re.fullmatch(r"[+-]?[0-9_]+\.[0-9_]+", text)
    if plain and len(text) <= _LONGEST_NUMBER:
        return Decimal(text.replace("_", ""))
    return Unreadable(text[:_LONGEST_NUMBER])


def _whole(text: str) -> int | Unreadable:
    return int(text) if len(text) <= _LONGEST_NUMBER else Unreadable(text[:_LONGEST_NUMBER])


def _from_json(text: str) -> dict[str, Any]:
    twice: list[str] = []

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        # null is no answer: what is not known is left out, or said to be unknown
        seen = {key: Unreadable("null") if value is None else value for key, value in pairs}
        if len(seen) < len(pairs):
            keys = [key for key, _ in pairs]
            twice.extend(sorted({key for key in keys if keys.count(key) > 1}))
        return seen

    tree = json.loads(
        text, object_pairs_hook=table, parse_float=_decimal, parse_int=_whole,
        parse_constant=Unreadable,
    )  # fmt: skip
    if twice:
        raise BadInput(
            Problem("file", f"the key {key[:40]!r} twice in one table", "each key once")
            for key in twice
        )
    if not isinstance(tree, dict):
        raise BadInput(Problem("file", given_text(tree), "one JSON object with the case"))
    return tree


def _check_depth(tree: dict[str, Any]) -> None:
    level: list[Any] = [tree]
    for _ in range(MAX_DEPTH):
        inner = [list(x.values()) if isinstance(x, dict) else x for x in level]
        level = [x for values in inner for x in values if isinstance(x, (dict, list))]
        if not level:
            return
    raise _too_deep()


def given_text(value: object) -> str:
    """What stood in the file, short enough for an error line; tables and lists only by kind."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return repr(value[:40])
    if isinstance(value, Unreadable):
        return value.text
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return str(value)[:40]
