"""From a name as a person wrote it to a drug, or to a question, or to a refusal.

Only a whole name counts, after folding case, accents, spaces and hyphens: never a part of
one, because "clonazepam" stands inside nothing safe and many names differ by one letter.
A brand is taken for granted only in a country where it is on file; a slip of the pen, or a
brand of another country, is offered for confirmation and never taken.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from glidepath.knowledge.read_drugs import DrugNames
from glidepath.knowledge.read_sources import OutsideList

__all__ = [
    "Candidate",
    "OutOfScope",
    "Resolution",
    "Resolved",
    "Suggestion",
    "Unknown",
    "fold",
    "resolve",
]

_MARKS = str.maketrans("-_/", "   ", "®™©.'’")
# Below this length one letter more or less is most of the name.
_SHORTEST_GUESS = 6


@dataclass(frozen=True, slots=True)
class Resolved:
    """The name is that of one of our drugs; `how` says by which kind of name."""

    drug: str
    how: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A drug that may be meant, and why we think so."""

    drug: str
    because: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The name may mean one of these; a person must say which before anything is planned."""

    text: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """The name is that of something we do not plan for; `text` says not to stop it."""

    name: str
    kind: str
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """The name is on none of our lists."""

    text: str


Resolution = Resolved | Suggestion | OutOfScope | Unknown


def fold(text: str) -> str:
    """A name without what people write differently: case, accents, spaces, hyphens, ®."""
    plain = unicodedata.normalize("NFKD", text.translate(_MARKS))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.casefold().split())


def resolve(
    text: str, country: str | None, drugs: Iterable[DrugNames], outside: OutsideList
) -> Resolution:
    """What a name means in a country: a drug, a question, a refusal, or nothing we know."""
    name, known = fold(text), tuple(drugs)
    own = _by_own_name(name, known)
    if own is not None:
        return own
    here, elsewhere = _brands(name, country, known)
    if len(here) == 1:
        return Resolved(here[0].drug, here[0].because)
    refusal = _outside(name, text, outside)
    if refusal is not None:
        return refusal
    guesses = here or elsewhere or _slips(name, known) or _near(name, known, outside)
    return Suggestion(text, guesses) if guesses else Unknown(text)


def _by_own_name(name: str, drugs: tuple[DrugNames, ...]) -> Resolved | None:
    for drug in drugs:
        if name in map(fold, drug.generic):
            return Resolved(drug.drug_id, "its own name")
    return None


def _brands(
    name: str, country: str | None, drugs: tuple[DrugNames, ...]
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    # Without a country every country counts: the brand must then mean one drug everywhere.
    found: dict[str, list[str]] = {}
    for drug in drugs:
        for place, facts in drug.brands.items():
            if name in (fold(fact.value) for fact in facts):
                found.setdefault(drug.drug_id, []).append(place)
    here: list[Candidate] = []
    elsewhere: list[Candidate] = []
    for drug_id, places in found.items():
        is_here = country is None or country in places
        because = f"a brand in {country if country in places else ', '.join(places)}"
        (here if is_here else elsewhere).append(Candidate(drug_id, because))
    return tuple(here), tuple(elsewhere)


def _outside(name: str, text: str, outside: OutsideList) -> OutOfScope | None:
    for group in outside.groups:
        if name in map(fold, group.names):
            words = f"{outside.always.value.format(name=text.strip())} {group.text.value}"
            sources = tuple(dict.fromkeys(outside.always.sources + group.text.sources))
            return OutOfScope(text.strip(), group.kind, words, sources)
    return None


def _slips(name: str, drugs: tuple[DrugNames, ...]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(drug.drug_id, "a common slip in writing it")
        for drug in drugs
        if name in map(fold, drug.misspellings)
    )


def _near(name: str, drugs: tuple[DrugNames, ...], outside: OutsideList) -> tuple[Candidate, ...]:
    # A name that is also one letter from something we refuse is not guessed at.
    refused = (fold(other) for group in outside.groups for other in group.names)
    if len(name) < _SHORTEST_GUESS or any(one_letter_apart(name, other) for other in refused):
        return ()
    return tuple(
        Candidate(drug.drug_id, "one letter away from it")
        for drug in drugs
        if any(one_letter_apart(name, other) for other in _all_names(drug))
    )


def _all_names(drug: DrugNames) -> set[str]:
    brands = (fact.value for facts in drug.brands.values() for fact in facts)
    return {fold(name) for name in (*drug.generic, *brands)}


def one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter put in, left out, changed, or swapped with the next makes them equal."""
    short, long = sorted((one, other), key=len)
    same = 0
    while same < len(short) and short[same] == long[same]:
        same += 1
    rest_short, rest_long = short[same:], long[same:]
    if len(long) - len(short) == 1:
        return rest_short == rest_long[1:]
    if len(long) != len(short) or not rest_short:
        return False
    swapped = rest_short[:2] == rest_long[1::-1] and rest_short[2:] == rest_long[2:]
    return rest_short[1:] == rest_long[1:] or swapped
