"""Files without a fault, read field by field without more help than their own shapes.

Whatever is not plain here is left to the reader that tells every fault; the two are tested
to agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import is_dataclass
from functools import cache, partial
from types import NoneType
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from glidepath.domain.errors import BadInput
from glidepath.interop.casefile_fields import Field

__all__ = ["read_plainly", "spelt_out"]

Shape = TypeVar("Shape")
Reader = Callable[[Any], Any]


def spelt_out(tree: dict[str, Any]) -> dict[str, Any]:
    """The same with its short forms written in full: a goal or a product as one word, no medicines.

    `goal = "stop"` stands for a table with `kind`, a product's name for one with `id`, and
    `medicines = "none"` for an empty list.
    """
    whole = dict(tree)
    if isinstance(whole.get("goal"), str):
        whole["goal"] = {"kind": whole["goal"]}
    products = whole.get("products")
    if isinstance(products, list):
        whole["products"] = [{"id": one} if isinstance(one, str) else one for one in products]
    if whole.get("medicines") == "none":
        whole["medicines"] = []
    return whole


def read_plainly(kind: type[Shape], tree: dict[str, Any]) -> Shape | None:
    """The shape of a file in which nothing is wrong; None for any other."""
    try:
        return _table(kind, tree)  # type: ignore[no-any-return]
    except (ValueError, BadInput):
        return None


def _table(kind: Any, tree: Any) -> Any:
    readers = _readers(kind)
    if not isinstance(tree, dict) or not tree.keys() <= readers.keys():
        raise ValueError
    return kind(**{key: readers[key](value) for key, value in tree.items()})


@cache
def _readers(kind: Any) -> dict[str, Reader]:
    hints = get_type_hints(kind, include_extras=True)
    return {name: _reader(hint) for name, hint in hints.items() if not name.startswith("_")}


def _reader(hint: Any) -> Reader:
    """How the value of one key is read, from what its shape says of it."""
    if get_origin(hint) is Annotated:
        first, mark = get_args(hint)[:2]
        return mark.read if isinstance(mark, Field) else _reader(first)
    if is_dataclass(hint):
        return partial(_table, hint)
    inner = [_reader(one) for one in get_args(hint) if one not in (NoneType, str)]
    if get_origin(hint) is list:
        return partial(_list, inner[0])
    return partial(_answers, inner[0]) if get_origin(hint) is dict else inner[0]


def _list(inner: Reader, given: Any) -> list[Any]:
    if not isinstance(given, list):
        raise ValueError
    return [inner(one) for one in given]


def _answers(inner: Reader, given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise ValueError
    return {key: inner(one) for key, one in given.items()}
