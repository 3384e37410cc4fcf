"""Reads what a person answered about red flags from TOML or JSON; every problem at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.person import UNKNOWN, Answered, Known, Refused
from glidepath.interop.casefile_tree import read_tree
from glidepath.monitoring.flags import FlagBook
from glidepath.monitoring.triage import Answers

__all__ = ["read_red_flags"]

_TABLES = ("country", "answers", "figures", "all_else")
_WORDS: Mapping[str, Answered[bool]] = {
    "yes": Known(True),
    "no": Known(False),
    "unknown": UNKNOWN,
    "refused": Refused(),
}


def read_red_flags(content: bytes, name: str, book: FlagBook) -> tuple[str, Answers]:
    """The country and the answers of a file.

    `all_else = "no"` says that the person was asked everything and denied the rest; without
    it, what is not listed is unknown. Refuses unknown keys, words and figures, all at once.
    """
    tree = read_tree(content, name)
    problems = [*_problems(tree, book)]
    if problems:
        raise BadInput(problems)
    rest = {one: Known(False) for one in book.questions} if "all_else" in tree else {}
    symptoms = rest | {one: _WORDS[word] for one, word in tree.get("answers", {}).items()}
    figures: dict[str, Answered[Fraction]] = {
        one: Known(Fraction(figure)) for one, figure in tree.get("figures", {}).items()
    }
    return tree["country"], Answers(symptoms, figures)


def _problems(tree: Mapping[str, Any], book: FlagBook) -> Iterator[Problem]:
    for key in sorted(set(tree) - set(_TABLES)):
        yield Problem("file", repr(key[:40]), ", ".join(_TABLES))
    if tree.get("country") not in book.numbers:
        allowed = ", ".join(sorted(book.numbers))
        yield Problem("country", "none, or one without known numbers", allowed)
    if tree.get("all_else", "no") != "no":
        yield Problem("all_else", "another word", '"no", or leave it out')
    yield from _rows(tree, "answers", book.questions, _is_word, '"yes", "no", "unknown", "refused"')
    yield from _rows(tree, "figures", book.figures, _is_figure, "a number of 0 or more")


def _rows(
    tree: Mapping[str, Any], table: str, names: Mapping[str, str], fits: Any, allowed: str
) -> Iterator[Problem]:
    rows = tree.get(table, {})
    if not isinstance(rows, dict):
        yield Problem(table, "no table", f"a table with {allowed}")
        return
    for key, value in rows.items():
        if key not in names:
            yield Problem(table, repr(key[:40]), "one of " + ", ".join(names))
        elif not fits(value):
            yield Problem(f"{table}.{key}", "something else", allowed)


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and value in _WORDS


def _is_figure(value: Any) -> bool:
    return type(value) in (int, Decimal) and value >= 0
