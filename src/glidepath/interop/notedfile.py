"""What the clinician wrote down beside a diary, from TOML or JSON; every problem at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from glidepath.care.follow_facts import Noted
from glidepath.domain.calendar import Span
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.following import Chooser, Chosen, PersonIs
from glidepath.domain.person import UNKNOWN, Answered, Known, Refused
from glidepath.interop.casefile_tree import read_tree
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.flags import flag_book
from glidepath.monitoring.follow_up import OTHER_DRUG, UNANSWERED, Dealt

__all__ = ["noted_of", "read_noted"]

_WORDS: Mapping[str, Answered[bool]] = {
    "yes": Known(True),
    "no": Known(False),
    "unknown": UNKNOWN,
    "refused": Refused(),
}
_ASKED = ("agrees", "asks_slower", "asks_faster", "asks_to_stay")
_KEYS = (*_ASKED, "slowed_on", "somebody_watches", "dealt", "chosen")
_CHOSEN = ("drug", "start", "end", "by", "person_is")


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
        chosen=tuple(_chosen(one) for one in tree.get("chosen", [])),
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
    names = {flag.id for flag in flag_book(kb).flags} | {UNANSWERED, OTHER_DRUG}
    yield from _dealt_problems(tree.get("dealt", []), names)
    yield from _chosen_problems(tree.get("chosen", []), kb)


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


def _chosen(row: Mapping[str, Any]) -> Chosen:
    span = Span(_day(row["start"]), _day(row["end"]))
    return Chosen(row["drug"], span, Chooser(row["by"]), PersonIs(row["person_is"]))


def _chosen_problems(rows: Any, kb: KnowledgeBase) -> Iterator[Problem]:
    """What is wrong with the answers for doses other than the plan's; none has a default."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield Problem("chosen", "no list of tables", f"[[chosen]] with {', '.join(_CHOSEN)}")
        return
    words = {"drug": kb.drug_ids(), "by": tuple(Chooser), "person_is": tuple(PersonIs)}
    for number, row in enumerate(rows, 1):
        where = f"chosen#{number}"
        for key in sorted(set(row) - set(_CHOSEN)):
            yield Problem(where, repr(key[:40]), ", ".join(_CHOSEN))
        for key, allowed in words.items():
            if row.get(key) not in allowed:
                yield Problem(f"{where}.{key}", "missing or another word", ", ".join(allowed))
        days = [row.get(key) for key in ("start", "end")]
        if not all(map(_is_day, days)) or _day(days[1]) < _day(days[0]):
            yield Problem(where, "no span of days", "start and end, the end not before")


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
