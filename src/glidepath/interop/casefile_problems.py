"""Every fault of a file's shape at once, and what remains of the file without the faulty fields."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import Any, TypeVar, get_args, get_type_hints

from glidepath.domain.errors import Problem
from glidepath.interop.casefile_plain import read_plainly, spelt_out
from glidepath.interop.casefile_tree import given_text

__all__ = ["nearest", "place", "read_shape"]

Path = tuple[str | int, ...]
Shape = TypeVar("Shape")


def read_shape(kind: type[Shape], tree: dict[str, Any]) -> tuple[Shape, list[Problem], set[str]]:
    """A file's tables as far as they can be read.

    Gives the shape without the faulty fields, a problem for each of these, and their places.
    A file without a fault is read plainly; only a faulty one needs the help of pydantic,
    whose loading takes longer than the whole reading.
    """
    whole = spelt_out(tree)
    plain = read_plainly(kind, whole)
    if plain is not None:
        return plain, [], set()
    from pydantic import TypeAdapter, ValidationError

    reader = TypeAdapter(kind)
    try:
        return reader.validate_python(whole), [], set()
    except ValidationError as faults:
        errors = faults.errors(include_url=False)
    rest = deepcopy(whole)
    for error in errors:
        _cut_out(rest, error)
    problems = [_problem(kind, error) for error in errors]
    return reader.validate_python(rest), problems, {place(error["loc"]) for error in errors}


def place(path: Iterable[str | int]) -> str:
    """Where something stands, counting list entries from one: treatment.intakes#2.dose."""
    text = ""
    for part in path:
        text += f"#{part + 1}" if isinstance(part, int) else f".{part[:40]}" if text else part[:40]
    return text


def nearest(given: str, words: Iterable[str]) -> str:
    """A sentence that offers the nearest allowed word, if one is near."""
    found = get_close_matches(given, list(words), n=1, cutoff=0.6)
    return f'Did you mean "{found[0]}"?' if found else ""


def _cut_out(tree: Any, error: Any) -> None:
    """Take a faulty field out; in place of a faulty table in a list an empty one is left."""
    path: Path = error["loc"]
    if error["type"] == "field" and isinstance(path[-1], int):
        path = path[:-1]  # one faulty value of a plain list: the whole list goes
    holder, key = tree, path[0]
    for part in path[1:]:
        inner = holder[key]
        if not isinstance(inner, (dict, list)):
            break  # a table written as one word
        holder, key = inner, part
    if isinstance(holder, dict):
        holder.pop(key, None)
    else:
        holder[key] = {}


def _problem(kind: type[Any], error: Any) -> Problem:
    where, given = place(error["loc"]), given_text(error["input"])
    if error["type"] == "field":
        return Problem(where, given, error["ctx"]["allowed"], error["ctx"]["next"])
    if error["type"] == "unexpected_keyword_argument":
        return _unknown_key(kind, error["loc"])
    allowed = "a list" if error["type"] == "list_type" else "a table with its keys"
    return Problem(where, given, allowed)


def _unknown_key(kind: type[Any], path: Path) -> Problem:
    """A key that does not exist, with the nearest that does; its value is not repeated."""
    keys = [field.name for field in fields(_table_at(kind, path))]
    given = f"{str(path[-1])[:40]!r} is not a key of a case"
    return Problem(place(path[:-1]), given, ", ".join(keys), nearest(str(path[-1]), keys))


def _table_at(kind: type[Any], path: Path) -> type[Any]:
    for part in path[:-1]:
        if isinstance(part, str):
            kind = _table_in(get_type_hints(kind)[part])
    return kind


def _table_in(annotation: Any) -> Any:
    """The table that an annotation speaks of, through lists and alternatives."""
    if is_dataclass(annotation):
        return annotation
    return next(filter(None, map(_table_in, get_args(annotation))), None)
