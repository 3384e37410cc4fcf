"""One text for one value, so that a hash can be taken of it and taken again years later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from glidepath.domain.errors import BadInput, Problem

__all__ = ["LARGEST", "canonical", "hash_of"]

LARGEST = 4 * 1024 * 1024
_DEEPEST = 64


def canonical(value: Any) -> str:
    """A value as JSON with sorted keys and no blanks; equal values give equal text.

    Takes text, whole numbers, true, false, nothing, lists and mappings with text keys.
    Refuses binary fractions (a dose is written as text), any other type, text that is not
    Unicode, nesting beyond 64, and more than 4 MiB. No value stands in the error.
    """
    text = json.dumps(_plain(value, 0), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError:
        raise _refused("text with half of a character", "Unicode text") from None
    if size > LARGEST:
        raise _refused("more than 4 MiB", "at most 4 MiB in one event")
    return text


def hash_of(*parts: Any) -> str:
    """The SHA-256 of some values in order, as 64 hexadecimal figures."""
    return hashlib.sha256(canonical(list(parts)).encode("utf-8")).hexdigest()


def _plain(value: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        raise _refused(f"nesting deeper than {_DEEPEST}", f"at most {_DEEPEST}")
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise _refused("a key that is no text", "text keys")
        return {key: _plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner, depth + 1) for inner in value]
    kind = type(value).__name__
    raise _refused(
        f"a value of type {kind}", "text, whole numbers, true, false, null, lists and mappings"
    )


def _refused(given: str, allowed: str) -> BadInput:
    return BadInput(Problem("body", given, allowed, "Write a dose or share as decimal text."))
