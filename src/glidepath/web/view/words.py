"""Filters of the templates: days, times and words as people read them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from glidepath.documents.units import in_units_of
from glidepath.domain.evidence import Confidence
from glidepath.domain.wording import date_text
from glidepath.web.forms.fields import anchor

__all__ = ["FILTERS", "clock_text", "day_text", "in_units", "is_date_like", "plain_word"]


def day_text(day: date | str) -> str:
    """A day no country can misread, also from its ISO form."""
    return date_text(date.fromisoformat(day) if isinstance(day, str) else day)


def clock_text(at: datetime) -> str:
    """A moment on this machine's clock."""
    here = at.astimezone()
    return f"{date_text(here.date())}, {here:%H:%M}"


def plain_word(word: str) -> str:
    """A word of the data as people write it: "closer_supervision" becomes "closer supervision"."""
    return word.replace("_", " ").replace("-", " ")


def doubt(confidence: str) -> str:
    """The word that stands beside what nobody has verified; empty for what was read."""
    return Confidence(confidence).mark if confidence else ""


def is_date_like(value: str) -> bool:
    """Whether a browser's own date field can show a value; anything else is kept as typed."""
    return not value or re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is not None


def dose_field(dose: tuple[str, str]) -> tuple[str, str, str]:
    """A time with its dose as key, value and label of a field."""
    time, text = dose
    return time, text, f"Dose at {time}"


def tied_units(text: str) -> str:
    """A text in which no line ends between a number and its unit."""
    return re.sub(r"(?<=\d) (?=(mg|mL|micrograms|%))", "\u00a0", text)


@pass_context
def in_units(context: Context, text: str) -> str:
    """A text about the person of a page with amounts of drug as their country writes them."""
    folder = context.get("folder")
    told = in_units_of(folder.fields.get("country", "") if folder else "", str(text))
    return Markup(told) if isinstance(text, Markup) else told  # noqa: S704  escaped before


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day_text,
    "clock": clock_text,
    "plain": plain_word,
    "tied": tied_units,
    "in_units": in_units,
    "doubt": doubt,
    "dose_field": dose_field,
    "anchor": anchor,
}
