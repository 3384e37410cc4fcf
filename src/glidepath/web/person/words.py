"""Every word of the person's pages, from a catalogue for each language, with named slots.

What the diary, the red flags and the help say is kept once, in English, beside its source; its
other languages are looked up by the English sentence itself, so that a sentence that changes
loses its translation and a test tells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from glidepath.documents.translated import ENGLISH, LANGUAGES, fixed_texts
from glidepath.domain.quantity import Mass
from glidepath.domain.wording import plain_number
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["ENGLISH", "LANGUAGES", "Words", "tied", "words"]

_FOLDER = "wording/person"
_UNIT = re.compile(r"(?<=\d) (?=(?:m[gLl]|micrograms?|Mikrogramm)\b)")
_DAY = re.compile(r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?(\d{1,2} [A-Z][a-z]{2} \d{4})")
_CHECK = re.compile(r" \(\w+: check this\)$")
_SLOT = re.compile(r"\\\{(\w+)\\\}")
_MG = re.compile(r"\b(\d+(?:\.\d+)?) mg\b")


def tied(text: str) -> str:
    """A text in which no line ends between a number and its unit."""
    return _UNIT.sub("\u00a0", text)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. `fixed` holds translations by the English sentence.

    `micrograms_below` is the amount below which the country of a plan writes micrograms.
    """

    language: str
    catalogue: Mapping[str, str]
    fixed: Mapping[str, str]
    micrograms_below: Mass | None = None

    def say(self, key: str, **slots: object) -> str:
        """A sentence of the pages with its slots filled; an unknown key is a defect."""
        return self.catalogue[key].format(**slots)

    def told(self, english: str, **slots: object) -> str:
        """A fixed sentence of the data in this language; in English where nobody translated it."""
        text = self.fixed.get(english, english)
        return text.format(**slots).replace("  ", " ") if slots else text

    def printed(self, english: str) -> str:
        """A sentence as the signed sheet has it, filled and perhaps behind product names."""
        body, is_unsure = _CHECK.subn("", english)
        doubt = f" {self.say('today.unsure')}" if is_unsure else ""
        starts = [0, *(found.end() for found in re.finditer(": ", body))]
        for at in starts:
            if (known := self._known(body[at:])) is not None:
                return f"{body[:at]}{known}{doubt}"
        return english

    def _known(self, english: str) -> str | None:
        """The translation of a fixed sentence whose slots are filled; None for any other."""
        if english in self.fixed:
            return self.fixed[english]
        for pattern, told in _patterns(self.language, tuple(self.fixed.items())):
            if found := pattern.fullmatch(english):
                return told.format(**{k: self._slot(v) for k, v in found.groupdict().items()})
        return None

    def _slot(self, english: str) -> str:
        """What fills a slot: a sentence of its own, days, or names beside each other."""
        if english in self.fixed:
            return self.fixed[english]
        return self.with_days(english).replace(" or ", f" {self.say('pieces.or')} ")

    def with_days(self, english: str) -> str:
        """A text with every English day in it written in this language."""
        if self.language == ENGLISH:
            return english
        return _DAY.sub(lambda found: self._short(found[1]), english).replace(" to ", " – ")

    def _short(self, english: str) -> str:
        """A day with the first letters of its weekday, not torn at the end of a line."""
        on = datetime.strptime(english, "%d %b %Y").date()  # noqa: DTZ007 - a day without a time
        weekday = self.say(f"weekday.{on.isoweekday()}")[:2]
        return f"{weekday} {self.day(on)}".replace(" ", "\u00a0")

    def day(self, day: date | str) -> str:
        """A day with its month in letters: no country can misread it."""
        return self._day("date.short", day)

    def long_day(self, day: date | str) -> str:
        """The same with the day of the week."""
        return self._day("date.long", day)

    def moment(self, at: datetime) -> str:
        """The day of a point in time on this machine's calendar."""
        return self.day(at.astimezone().date())

    def number(self, text: str) -> str:
        """A number, or a text with numbers such as "0.5 mg/mL", with this language's point."""
        if self.language == ENGLISH:
            return text
        point = self.catalogue["number.point"]
        return "".join(
            point if sign == "." and text[:at][-1:].isdigit() and text[at + 1 :][:1].isdigit()
            else sign
            for at, sign in enumerate(text)
        )  # fmt: skip

    def amount(self, text: str) -> str:
        """An amount or a strength in mg, such as "0.5 mg" or "0.5 mg/mL", as the country does."""
        below = self.micrograms_below
        if below is not None:
            text = _MG.sub(lambda found: self._small(found[0], Mass.from_mg(found[1]), below), text)
        return self.number(text)

    def _small(self, text: str, mass: Mass, below: Mass) -> str:
        if not Mass.zero() < mass < below:
            return text
        count = plain_number(mass.mg * 1000)
        return self.say("pieces.microgram" if count == "1" else "pieces.micrograms", count=count)

    def _day(self, form: str, day: date | str) -> str:
        on = date.fromisoformat(day) if isinstance(day, str) else day
        return self.say(
            form,
            day=on.day,
            month=self.say(f"month.{on.month}"),
            year=on.year,
            weekday=self.say(f"weekday.{on.isoweekday()}"),
        )


@lru_cache(maxsize=4)
def _patterns(
    _language: str, texts: tuple[tuple[str, str], ...]
) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Every fixed sentence with slots as what it looks like when these are filled."""
    return tuple((re.compile(_pattern(english)), told) for english, told in texts if "{" in english)


def _pattern(english: str) -> str:
    """A sentence whose slots hold anything; a slot that stands there twice holds the same twice."""
    seen: set[str] = set()

    def slot(found: re.Match[str]) -> str:
        name = found[1]
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return f"(?P<{name}>.+)"

    return _SLOT.sub(slot, re.escape(english))


@lru_cache(maxsize=8)
def words(language: str, kb: KnowledgeBase) -> Words:
    """The words of a language; anything that is no language of ours is English."""
    known = language if language in LANGUAGES else ENGLISH
    raw = kb.raw(f"{_FOLDER}/{known}.toml")
    catalogue = {
        f"{table}.{name}": text
        for table, rows in raw.items()
        if isinstance(rows, Mapping) and table != "about"
        for name, text in rows.items()
    }
    return Words(known, catalogue, fixed_texts(known, kb))
