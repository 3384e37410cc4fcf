"""Flesch-Kincaid grade of a text, and every text of the data that a patient reads.

The formula is that of Kincaid and others (1975): 0.39 words a sentence + 11.8 syllables a
word - 15.59. Syllables are counted by the groups of vowels with the usual endings left out,
which counts rather too many than too few: no list of words has to be fetched for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from glidepath.knowledge.base import KnowledgeBase

# What stands in the slots when a text is measured: the drug's whole name, the US numbers.
SLOTS = {"drug": "clonazepam", "number": "911", "crisis": "Call 988.", "old": "clonazepam"}
SLOTS |= {"new": "diazepam", "day": "9 March", "days": "14"}

_SILENT = re.compile(r"(?<![aeiouy])e$|(?<=[^aeiouytd])ed$|(?<=[^aeioucgsxz])es$|(?<=h)e$")
_GROUP = re.compile(r"[aeiouy]+")
_APART = re.compile(r"(?<![cgstx])i(?=[ao])|(?<![cgp])eo|(?<=[aeiou])ing$|ia$|ua(?!r)|uo|yi")
# Words that the groups of vowels mislead on, by their beginnings.
_BY_HEART = {"quiet": 2, "area": 3, "scienc": 2, "idea": 3, "suicid": 3, "every": 2}


def syllables(word: str) -> int:
    """How many syllables an English word has; at least one, a number counts one."""
    low = re.sub(r"[^a-z]", "", re.sub(r"['’]s$", "", word.lower()))
    low = re.sub(r"^some(?=[a-z]{3})", "som", low)
    for beginning, count in _BY_HEART.items():
        if low.startswith(beginning):
            rest = low.removeprefix(beginning)
            return count + (syllables(rest) if len(rest) > 2 else 0)
    kept = low if low.endswith("le") and low[-3:-2] not in "aeiouy" else _SILENT.sub("", low)
    return max(1, len(_GROUP.findall(kept)) + len(_APART.findall(kept)))


def words_of(text: str) -> list[str]:
    """The words of a text; numbers are words."""
    return re.findall(r"[A-Za-z0-9][A-Za-z0-9'’.-]*", text)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; a colon or semicolon between whole clauses ends none."""
    parts = re.split(r"(?<=[.!?])\s+", text.strip())
    return [part for part in parts if words_of(part)]


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text."""
    words = words_of(text)
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences_of(text)) + 11.8 * spoken / len(words) - 15.59


def patient_texts(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Every text of the data that a patient reads, with its place; slots are filled."""
    for place, text in _raw_texts(kb):
        yield place, re.sub(r"\{(\w+)\}", lambda slot: SLOTS[slot[1]], text)


def _raw_texts(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    wording = {key: one for key, one in kb.raw("wording/en.toml").items() if key != "numbers"}
    yield from _under("wording/en", wording, ("text",))
    answers, flags = kb.raw("triage/answers.toml"), kb.raw("triage/flags.toml")
    asked = {k: v for k, v in answers["symptom"].items() if not k.startswith("context_")}
    yield from _under("triage/answers", asked, ("text",))
    yield from _under("triage/flags", flags["flag"], ("says",))
    yield from ((f"triage/flags.{name}", text) for name, text in flags["phrase"].items())
    yield from _diary(kb.raw("diary.toml"))
    keys = ("text", "hint", "title", "steps", "often", "caution", "statement", "why", "home")
    for name in ("skills", "hard_times", "talks", "modules"):
        yield from _under(f"support/{name}", kb.raw(f"support/{name}.toml"), keys)


def _diary(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    keys = ("text", "ask", "intro", "none", "new", "before", "name", "days", "low", "high")
    read = {key: one for key, one in data.items() if key not in ("watch", "cadence", "baseline")}
    yield from _under("diary", read, keys)
    yield from (
        (f"diary.watch.{key}", data["watch"]["said"][key]) for key in ("nobody", "somebody")
    )


def _under(place: str, value: Any, keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Every text under one of these keys, at any depth, with its place."""
    rows = value.items() if isinstance(value, Mapping) else enumerate(value)
    for key, one in rows:
        below = f"{place}.{key}"
        if isinstance(one, str) and (key in keys or isinstance(key, int)):
            yield below, one
        elif isinstance(one, Mapping) or (isinstance(one, list) and _is_read(key, one, keys)):
            yield from _under(below, one, keys)


def _is_read(key: Any, rows: list[Any], keys: tuple[str, ...]) -> bool:
    """Whether a list holds sentences of a key that is read, or tables that may."""
    return key in keys or any(isinstance(row, Mapping) for row in rows)
