"""What is to be kept, from a file or stdin: JSON or TOML, every number exactly as written."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from glidepath.domain.errors import BadInput, Problem

__all__ = ["read_body"]

_LARGEST = 4 * 1024 * 1024
_DECIMAL = re.compile(r"[+-]?[0-9]+\.[0-9]+")


def read_body(path: Path) -> dict[str, Any]:
    """The mapping that a file or stdin holds, as plain values.

    A number with a decimal point becomes its own text, a day or time its ISO text. Refuses
    what cannot be read, a key given twice, exponents, and more than 4 MiB; no value of
    the file stands in the error.
    """
    text = _text(path)
    as_json = path.name.endswith(".json") or (
        not path.name.endswith(".toml") and text.lstrip().startswith("{")
    )
    try:
        tree = _json(text) if as_json else tomllib.loads(text, parse_float=_decimal)
    except (ValueError, RecursionError) as fault:
        raise _unreadable(fault, "JSON" if as_json else "TOML") from None
    if not isinstance(tree, dict):
        raise _refused("a list or a single value", "one table")
    return {key: _plain(value) for key, value in tree.items()}


def _text(path: Path) -> str:
    try:
        if path == Path("-"):
            content = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with path.open("rb") as file:
                content = file.read(_LARGEST + 1)
        text = content.decode("utf-8")
    except OSError:
        raise _refused("it cannot be opened", "a file that can be read, or - for stdin") from None
    except UnicodeDecodeError:
        raise _refused("bytes that are not text", "UTF-8 text") from None
    if len(content) > _LARGEST:
        raise _refused("more than 4 MiB", "at most 4 MiB")
    if not text.strip():
        raise _refused("nothing", "what is to be kept, as TOML or JSON")
    return text


def _json(text: str) -> Any:
    return json.loads(text, parse_float=_decimal, parse_constant=_decimal, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise _refused("a key given twice in one table", "each key once")
    return dict(pairs)


def _decimal(text: str) -> str:
    if not _DECIMAL.fullmatch(text):
        raise _refused("a number with an exponent, or none at all", "plain figures")
    return text


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value


def _unreadable(fault: Exception, language: str) -> BadInput:
    """Where the file stops being readable; never what stands there."""
    place = re.search(r"line (\d+),? column (\d+)", str(fault))
    where = f"a slip at line {place[1]}, column {place[2]}" if place else "a slip"
    return _refused(where, f"{language} as its rules have it")


def _refused(given: str, allowed: str) -> BadInput:
    return BadInput(Problem("file", given, allowed))
