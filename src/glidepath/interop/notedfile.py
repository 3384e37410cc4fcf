"""What the clinician wrote down beside a diary, from TOML or JSON; every problem at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from glidepath.care.follow_facts import Noted
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.person import UNKNOWN, Answered, Known, Refused
from glidepath.interop.casefile_tree import read_tree
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.flags import flag_book
from glidepath.monitoring.follow_up import Dealt

__all__ = ["noted_of", "read_noted"]

_WORDS: Mapping[str, Answered[bool]] = {
    "yes": Known(True),
    "no": Known(False),
    "unknown": UNKNOWN,
    "refused": Refused(),
}
_ASKED = ("agrees", "asks_slower", "asks_faster", "asks_to_stay")
_KEYS = (*_ASKED, "slowed_on", "somebody_watches", "dealt")


def read_noted(content: bytes, name: str, kb: KnowledgeBase) -> Noted:
    """The clinician's notes of a file: flags dealt with, what the person wants, a slower pace.

    What is not listed is unknown. Refuses unknown keys, words, days and flags, all at once.
    """
    return noted_of(read_tree(content, name), kb)


def noted_of(tree: Mapping[str, Any], kb: KnowledgeBase) -> Noted:
    """The same from plain values that have been parsed already."""
    problems = [*_problems(tree, kb)]
    if problems:
        raise BadInput(problems)
    return Noted(
        dealt=tuple(Dealt(_day(one["on"]), one.get("flag", "")) for one in tree.get("dealt", [])),
        slowed_on=_day(tree["slowed_on"]) if "slowed_on" in tree else None,
        somebody_watches=tree.get("somebody_watches", "no") == "yes",
        **{name: _WORDS[tree.get(name, "unknown")] for name in _ASKED},
    )


def _problems(tree: Mapping[str, Any], kb: KnowledgeBase) -> Iterator[Problem]:
    for key in sorted(set(tree) - set(_KEYS)):
        yield Problem("record", repr(key[:40]), ", ".join(_KEYS))
    for name in _ASKED:
        if str(tree.get(name, "unknown")) not in _WORDS:
            yield Problem(name, "another word", ", ".join(_WORDS))
    if str(tree.get("somebody_watches", "no")) not in ("yes", "no"):
        yield Problem("somebody_watches", "another word", "yes, no")
    if "slowed_on" in tree and not _is_day(tree["slowed_on"]):
        yield Problem("slowed_on", "no day", "a day such as 2026-11-22")
    yield from _dealt_problems(tree.get("dealt", []), {flag.id for flag in flag_book(kb).flags})


def _dealt_problems(rows: Any, flags: set[str]) -> Iterator[Problem]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield Problem("dealt", "no list of tables", "[[dealt]] with on, and flag")
        return
    for number, row in enumerate(rows, 1):
        where = f"dealt#{number}"
        for key in sorted(set(row) - {"on", "flag"}):
            yield Problem(where, repr(key[:40]), "on, flag")
        if not _is_day(row.get("on")):
            yield Problem(f"{where}.on", "no day", "a day such as 2026-11-22")
        if str(row.get("flag", "")) not in {"", *flags}:
            yield Problem(f"{where}.flag", "a flag we do not know", ", ".join(sorted(flags)))


def _is_day(value: Any) -> bool:
    try:
        _day(value)
    except (TypeError, ValueError):
        return False
    return True


def _day(value: Any) -> date:
    if type(value) is date:
        return value
    return date.fromisoformat(value)
