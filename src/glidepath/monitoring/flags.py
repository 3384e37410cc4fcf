"""The red flags as data: what can be answered, what counts as a sign, and the fixed words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.grading import Route, Urgency
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["Flag", "FlagBook", "Numbers", "Sign", "flag_book", "read_flags"]

Raw = Callable[[str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Sign:
    """A measured figure that counts as a sign from a bound on, such as a pulse of 120.

    A figure nobody measured counts as absent only where the symptom `covered_by` was
    answered with no.
    """

    figure: str
    covered_by: str
    at_least: Fact[Fraction]


@dataclass(frozen=True, slots=True)
class Flag:
    """One red flag: the answers that raise it, how soon, to whom, and the fixed words.

    `when` holds groups of answers; one group that is all yes raises the flag.
    """

    id: str
    urgency: Urgency
    routes: tuple[Route, ...]
    when: tuple[tuple[str, ...], ...]
    says: str
    dose: str
    sources: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Numbers:
    """The local numbers: emergency, and a crisis line where one is known."""

    emergency: str
    crisis: str


@dataclass(frozen=True, slots=True)
class FlagBook:
    """Everything triage needs: questions, figures, signs, flags, numbers by country, phrases."""

    questions: Mapping[str, str]
    figures: Mapping[str, str]
    signs: Mapping[str, Sign]
    flags: tuple[Flag, ...]
    numbers: Mapping[str, Numbers]
    phrases: Mapping[str, str]

    def numbers_of(self, country: str) -> Numbers:
        """The numbers of a country; where none are known, words that say so."""
        return self.numbers.get(country, Numbers(self.phrases["number"], ""))


def read_flags(raw: Raw) -> FlagBook:
    """Read the triage data; takes the knowledge's reader of raw files."""
    answers, flags = raw("triage/answers.toml"), raw("triage/flags.toml")
    return FlagBook(
        questions={name: table["text"] for name, table in answers["symptom"].items()},
        figures={name: table["unit"] for name, table in answers["figure"].items()},
        signs={name: _sign(table) for name, table in answers["sign"].items()},
        flags=tuple(_flag(name, table) for name, table in flags["flag"].items()),
        numbers={
            country: Numbers(_number(table["emergency"]), _number(table.get("crisis", {})))
            for country, table in raw("wording/en.toml")["numbers"].items()
        },
        phrases=dict(flags["phrase"]),
    )


def _number(raw: Mapping[str, Any]) -> str:
    """A number to call as it is shown: one that nobody has verified carries its mark."""
    if not raw.get("text"):
        return ""
    mark = Confidence(raw["confidence"]).mark
    return f"{raw['text']} ({mark})" if mark else str(raw["text"])


def _sign(raw: Mapping[str, Any]) -> Sign:
    bound = Fact(
        Fraction(str(raw["at_least"])),
        tuple(raw["source"]),
        Confidence(raw["confidence"]),
        raw["unit"],
    )
    return Sign(raw["figure"], raw["covered_by"], bound)


def _flag(flag_id: str, raw: Mapping[str, Any]) -> Flag:
    return Flag(
        id=flag_id,
        urgency=Urgency[raw["urgency"].upper()],
        routes=tuple(Route(route) for route in raw["routes"]),
        when=tuple(tuple(group) for group in raw["when"]),
        says=raw["says"],
        dose=raw["dose"],
        sources=tuple(raw["source"]),
        confidence=Confidence(raw["confidence"]),
    )


@lru_cache(maxsize=2)
def flag_book(knowledge: KnowledgeBase) -> FlagBook:
    """The red flags of this knowledge base, read once."""
    return read_flags(knowledge.raw)
