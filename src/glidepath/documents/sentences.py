"""The fixed sentences and telephone numbers that stand on every sheet, read from the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from glidepath.documents.subject import Sense, drugs_text, sense_of
from glidepath.domain.evidence import Confidence
from glidepath.domain.plan import Plan
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["Contacts", "Sentences", "sentences", "words_of"]

_FILE = "wording/en.toml"
_WORSE = {
    Sense.TAPER: "worse",
    Sense.START: "worse_start",
    Sense.CHANGE: "worse_change",
    Sense.KEEP: "worse_keep",
}
_HOW = {Sense.START: ("start",), Sense.CHANGE: ("change",)}


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom to call in one country; a number nobody verified says so. Empty where none is known."""

    emergency: str
    crisis: str


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences for one drug in one country, with the numbers filled in."""

    contacts: Contacts
    emergency: tuple[str, ...]
    same_day: tuple[str, ...]
    missed: tuple[str, ...]
    worse: tuple[str, ...]
    care: tuple[str, ...]
    call: tuple[str, ...]
    sheet: dict[str, str]
    halves: dict[str, str]
    signed_off: str
    how: tuple[str, ...] = ()


def sentences(
    country: str, drug: str, sense: Sense = Sense.TAPER, several: bool = False
) -> Sentences:
    """The words for one country and drug; a country without numbers gets none, never a guess.

    `sense` says what the plan is about: sentences about cuts stand on a taper only. `how`
    are the sentences that a start, a change of drug, or a sheet with several drugs has besides.
    """
    raw = KnowledgeBase.packaged().raw(_FILE)
    contacts = _contacts(raw["numbers"].get(country.upper(), {}))
    slots = {"drug": drug, "crisis": contacts.crisis, "number": contacts.emergency}

    groups = (*_HOW.get(sense, ()), *(["several"] if several else []))

    def said(group: str) -> tuple[str, ...]:
        return tuple(row["text"].format(**slots).strip() for row in raw[group])

    def named(group: str) -> dict[str, str]:
        return {name: row["text"].format(**slots) for name, row in raw[group].items()}

    return Sentences(
        contacts=contacts,
        emergency=said("emergency"),
        same_day=said("same_day"),
        missed=said("missed"),
        worse=said(_WORSE[sense]),
        care=said("care"),
        call=said("call"),
        sheet=named("sheet"),
        halves=named("halves"),
        signed_off=raw["signed_off"],
        how=tuple(text for group in groups for text in said(group)),
    )


def words_of(plan: Plan) -> Sentences:
    """The words for a plan: all its drugs named, and what it does with them."""
    several = bool(plan.further)
    return sentences(plan.country, drugs_text(plan, "or"), sense_of(plan), several)


def _contacts(rows: dict[str, dict[str, Any]]) -> Contacts:
    return Contacts(*(_number(rows.get(kind)) for kind in ("emergency", "crisis")))


def _number(row: dict[str, Any] | None) -> str:
    if row is None:
        return ""
    mark = Confidence(row["confidence"]).mark
    return f"{row['text']} ({mark}: check this number)" if mark else str(row["text"])
