"""The diary as data: what is asked, in which words, when, and who has to see a red flag in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from glidepath.domain.diary import Circumstance, OtherUse
from glidepath.domain.grading import Urgency
from glidepath.knowledge.base import KnowledgeBase

__all__ = [
    "Asked", "Cadence", "DiaryBook", "GateRow", "ListedSymptom", "Other", "Watch", "diary_book",
    "read_diary",
]  # fmt: skip

Raw = Callable[[str], Mapping[str, Any]]
_FILE = "diary.toml"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the day, the words of its two ends or of its answers, and what hides it.

    `hidden_by` names medicines that hide such a sign, by their id among the rules of following.
    """

    ask: str
    lowest: int | None = None
    highest: int | None = None
    low: str = ""
    high: str = ""
    words: tuple[str, ...] = ()
    hidden_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Other:
    """What else was taken, and the answer of triage that it gives as well; empty if none."""

    ask: str
    raises: str


@dataclass(frozen=True, slots=True)
class GateRow:
    """One row of the safety gate: a no answers `raises` and `covers`, a yes asks `raises`."""

    ask: str
    raises: tuple[str, ...]
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedSymptom:
    """One symptom of the weekly list, the domain it stands in, and what hides it."""

    domain: str
    ask: str
    hidden_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cadence:
    """When the diary is asked for, in days around the first cut, each cut and the last dose."""

    days_before: int
    days_before_least: int
    weeks_after_stop: int
    weekly_every: int
    after_cut: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """Who has to see a red flag of one urgency, within how many minutes, and who comes then."""

    urgency: Urgency
    minutes: int
    role: str
    then: str
    escalate: str


@dataclass(frozen=True, slots=True)
class DiaryBook:
    """Everything the diary asks and when; `texts` are its other sentences, by table and name.

    `unanswered` tells a clinician which lines nobody explained.
    """

    about: str
    daily: Mapping[str, Asked]
    others: Mapping[OtherUse, Other]
    gate: Mapping[str, GateRow]
    symptoms: Mapping[str, ListedSymptom]
    circumstances: Mapping[Circumstance, str]
    texts: Mapping[str, str]
    cadence: Cadence
    baseline_days: int
    baseline_least: int
    watches: Mapping[Urgency, Watch]
    unanswered: str


def read_diary(raw: Raw) -> DiaryBook:
    """Read the diary's data; takes the knowledge's reader of raw files."""
    data = raw(_FILE)
    said = data["watch"]["said"]
    kept = {"gate": ("intro", "none"), "weekly": ("intro", "low", "high", "new", "before")}
    kept |= {"goal": ("name", "ask", "low", "high", "days"), "circumstance": ("intro",)}
    texts = {f"{table}.{key}": data[table][key] for table, keys in kept.items() for key in keys}
    return DiaryBook(
        about=data["about"]["text"],
        daily={name: _asked(table) for name, table in data["daily"].items()},
        others={
            use: Other(data["other"][use]["ask"], data["other"][use].get("raises", ""))
            for use in OtherUse
        },
        gate={name: _row(table) for name, table in data["row"].items()},
        symptoms={
            name: ListedSymptom(table["domain"], table["ask"], tuple(table.get("hidden_by", ())))
            for name, table in data["symptom"].items()
        },
        circumstances={one: data["circumstance"][one] for one in Circumstance},
        texts=texts | {f"watch.{name}": said[name] for name in ("nobody", "somebody")},
        cadence=_cadence(data["cadence"]),
        baseline_days=data["baseline"]["days"],
        baseline_least=data["baseline"]["least"],
        watches={
            urgency: _watch(urgency, data["watch"][urgency.name.lower()])
            for urgency in (Urgency.EMERGENCY, Urgency.SAME_DAY, Urgency.SOON)
        },
        unanswered=data["watch"]["unanswered"]["text"],
    )


def _asked(table: Mapping[str, Any]) -> Asked:
    return Asked(
        table["ask"],
        table.get("lowest"),
        table.get("highest"),
        table.get("low", ""),
        table.get("high", ""),
        tuple(table.get("words", ())),
        tuple(table.get("hidden_by", ())),
    )


def _row(table: Mapping[str, Any]) -> GateRow:
    return GateRow(table["ask"], tuple(table["raises"]), tuple(table.get("covers", ())))


def _cadence(table: Mapping[str, Any]) -> Cadence:
    return Cadence(
        table["days_before"],
        table["days_before_least"],
        table["weeks_after_stop"],
        table["weekly_every"],
        tuple(table["after_cut"]),
    )


def _watch(urgency: Urgency, table: Mapping[str, Any]) -> Watch:
    return Watch(urgency, table["minutes"], table["role"], table["then"], table["escalate"])


@lru_cache(maxsize=2)
def diary_book(knowledge: KnowledgeBase) -> DiaryBook:
    """The diary of this knowledge base, read once."""
    return read_diary(knowledge.raw)
