"""The fields of a case: each reads one written value into one value of the domain, or refuses it.

A reader takes what the file parser gave (text, whole number, exact decimal, date, time, true
or false). The words on what is allowed serve both the error and the JSON Schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.errors import BadInput
from glidepath.domain.person import UNKNOWN, Known, Refused
from glidepath.domain.quantity import Concentration, Mass, Volume
from glidepath.domain.reading import read_concentration, read_count, read_mass, read_mg, read_number
from glidepath.domain.wishes import WORST_TROUGH, Keep

__all__ = [
    "ANY_PART", "COUNT", "DAY", "DOSE", "DOSE_OR_NONE", "KEEP", "MARK", "MG", "MG_OR_NONE", "NAME",
    "PART", "STRENGTH", "TIME", "WEIGHT", "YES_NO", "Field", "ListOrWord", "asked", "one_of",
    "whole",
]  # fmt: skip

ASKED = ("unknown", "refused")
Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """How one kind of field is read, what is allowed in it, and its JSON Schema."""

    read: Reader
    allowed: str
    schema: dict[str, Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Let this reader alone decide."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(self.value)

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        """The schema, with what is allowed in words."""
        return self.schema | {"description": self.allowed}

    def value(self, given: Any) -> Any:
        """The value of the domain; a refusal says what is allowed and what to do next."""
        try:
            return self.read(given)
        except BadInput as bad:
            problem = bad.problems[0]
            raise _refusal(problem.allowed, problem.next_step) from None
        except ValueError as fault:
            raise _refusal(self.allowed, str(fault)) from None


def _refusal(allowed: str, next_step: str) -> Exception:
    """What pydantic collects from every field, to tell all of it at once."""
    from pydantic_core import PydanticCustomError

    return PydanticCustomError("field", "{allowed}", {"allowed": allowed, "next": next_step})


def asked(field: Field) -> Field:
    """A field that may also say that nobody knows, or that the person would not tell."""

    def read(given: Any) -> Any:
        if given == "unknown":
            return UNKNOWN
        return Refused() if given == "refused" else Known(field.read(given))

    schema = {"anyOf": [field.schema, {"enum": list(ASKED)}]}
    return Field(read, f'{field.allowed}, or "unknown" or "refused"', schema)


def whole(low: int, high: int, unit: str) -> Field:
    """A whole number within bounds."""

    def read(given: Any) -> int:
        if type(given) is not int or not low <= given <= high:
            raise ValueError
        return given

    schema = {"type": "integer", "minimum": low, "maximum": high}
    return Field(read, f"a whole number of {unit} from {low} to {high}", schema)


def one_of(words: type[StrEnum] | tuple[str, ...]) -> Field:
    """One word of a closed list."""
    known = {str(word): word for word in words}

    def read(given: Any) -> Any:
        if not isinstance(given, str) or given not in known:
            raise ValueError
        return known[given]

    return Field(read, "one of " + ", ".join(known), {"type": "string", "enum": list(known)})


@dataclass(frozen=True, slots=True)
class ListOrWord:
    """A list, or one word instead: "none", "unknown" or "refused"."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Let a word through, and leave the list to its own schema."""
        from pydantic_core import core_schema

        return core_schema.no_info_wrap_validator_function(self.value, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        """Either form."""
        return {"anyOf": [handler(core), {"enum": ["none", *ASKED]}]}

    @staticmethod
    def value(given: Any, read_list: Reader) -> Any:
        """The list, or what the word means."""
        words = {"none": [], "unknown": UNKNOWN, "refused": Refused()}
        if not isinstance(given, str):
            return read_list(given)
        if given not in words:
            raise _refusal('a list, or "none", "unknown" or "refused"', "")
        return words[given]


def _text(given: Any) -> str:
    if not isinstance(given, str):
        raise ValueError
    return given


def _figures(given: Any) -> str:
    """Figures as text, whether or not they stood in quotation marks."""
    if isinstance(given, Decimal):
        return f"{given:f}"
    return str(given) if type(given) is int else _text(given)


def _name(given: Any) -> str:
    name = _text(given).strip()
    if not 1 <= len(name) <= 80 or not name.isprintable():
        raise ValueError
    return name


def _day(given: Any) -> date:
    day: date = given if type(given) is date else _written_day(_text(given))
    if not 1900 <= day.year <= 2199:
        raise ValueError("The year lies outside 1900 to 2199.")
    return day


def _written_day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("There is no such day.") from None


def _time(given: Any) -> TimeOfDay:
    if isinstance(given, time) and not (given.second or given.microsecond):
        return TimeOfDay(given.hour * 60 + given.minute)
    return TimeOfDay.read(_text(given))


def _yes_no(given: Any) -> bool:
    known = {"yes": True, "no": False}
    return given if type(given) is bool else _known_word(known, given)


def _known_word(known: dict[str, bool], given: Any) -> bool:
    if _text(given) not in known:
        raise ValueError
    return known[given]


def _dose(given: Any) -> Mass:
    return _above_zero(read_mass(_text(given)))


def _milligrams(given: Any) -> Mass:
    return _above_zero(read_mg(_figures(given)))


def _above_zero(mass: Mass) -> Mass:
    if not 0 < mass.mg <= 10_000:
        raise ValueError("A dose lies above 0 mg and is at most 10000 mg.")
    return mass


def _dose_or_none(given: Any) -> Mass:
    return _not_huge(read_mass(_text(given)))


def _milligrams_or_none(given: Any) -> Mass:
    return _not_huge(read_mg(_figures(given)))


def _not_huge(mass: Mass) -> Mass:
    if mass.mg > 10_000:
        raise ValueError("A dose is at most 10000 mg.")
    return mass


def _strength(given: Any) -> Mass | Concentration:
    is_liquid = re.search(r"ml\s*$", _text(given), re.IGNORECASE)
    return read_concentration(given) if is_liquid else _above_zero(read_mass(given))


def _part(given: Any) -> Fraction:
    part = read_number(_text(given))
    if part not in (Fraction(1, 2), Fraction(1, 3), Fraction(1, 4)):
        raise ValueError
    return part


def _any_part(given: Any) -> Fraction:
    return Fraction(1) if given in ("1", 1, "drop", "mark") else read_number(_text(given))


def _mark(given: Any) -> Volume:
    mark = Volume.from_ml(_figures(given))
    if not 10 <= mark.microlitres <= 5_000:
        raise ValueError
    return mark


def _keep(given: Any) -> Keep:
    """The worst trough, or named hours of the day, in whole hours and over midnight if need be."""
    text = " ".join(_text(given).split())
    if text == "trough":
        return WORST_TROUGH
    parts = re.fullmatch(r"(sleep |worst )?(\d\d:\d\d)-(\d\d:\d\d)", text, re.ASCII)
    if parts is None:
        raise ValueError
    begins, ends = TimeOfDay.read(parts[2]), TimeOfDay.read(parts[3])
    minutes = (ends.minutes - begins.minutes) % (24 * 60)
    if begins.minutes % 60 or minutes % 60 or not minutes:
        raise ValueError("Give whole hours, at least one.")
    return Keep((parts[1] or "worst ").strip(), begins, minutes // 60)


def _within(low: int, high: int) -> Reader:
    def read(given: Any) -> Fraction:
        number = read_count(_figures(given))
        if not low <= number <= high:
            raise ValueError
        return number

    return read


_TEXT: dict[str, Any] = {"type": "string"}
_FIGURES: dict[str, Any] = {"type": ["string", "number"]}

NAME = Field(_name, "a name of 1 to 80 characters", _TEXT | {"minLength": 1, "maxLength": 80})
DAY = Field(_day, "a day such as 2026-11-22", _TEXT | {"format": "date"})
TIME = Field(_time, "00:00 to 23:59", _TEXT | {"pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"})
YES_NO = Field(_yes_no, '"yes" or "no"', {"enum": ["yes", "no", True, False]})
DOSE = Field(_dose, 'a dose with its unit, such as "0.5 mg" or "500 micrograms"', _TEXT)
MG = Field(_milligrams, 'milligrams in figures with a point, such as "0.5"', _FIGURES)
DOSE_OR_NONE = Field(_dose_or_none, 'a dose with its unit, such as "0.5 mg" or "0 mg"', _TEXT)
MG_OR_NONE = Field(_milligrams_or_none, 'milligrams in figures with a point, such as "0"', _FIGURES)
STRENGTH = Field(_strength, 'a strength such as "0.5 mg" or "0.1 mg/mL"', _TEXT)
PART = Field(_part, '"1/2", "1/3" or "1/4"', {"enum": ["1/2", "1/3", "1/4"]})
MARK = Field(_mark, "the millilitres of one syringe mark, 0.01 to 5", _FIGURES)
ANY_PART = Field(_any_part, '"1", "1/2", "1/3", "1/4", "drop" or "mark"', _TEXT)
KEEP = Field(_keep, '"trough", or hours such as "13:00-18:00" or "sleep 23:00-07:00"', _TEXT)
COUNT = Field(_within(0, 100_000), 'a count such as 43, "12.5" or "1½"', _FIGURES)
WEIGHT = Field(_within(1, 400), "kilograms from 1 to 400", _FIGURES)
