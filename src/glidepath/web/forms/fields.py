"""The kinds of field on a form, named by the places of a case file that they fill."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["REFUSED", "UNKNOWN", "YES_NO", "Field", "Group", "Kind", "Option", "Topic", "anchor"]

UNKNOWN, REFUSED = "unknown", "refused"


class Kind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    WHOLE = "whole"
    DAY = "day"
    CHOICE = "choice"
    ASKED = "asked"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Option:
    """One of several answers."""

    value: str
    text: str


YES_NO = (
    Option("yes", "Yes"),
    Option("no", "No"),
    Option(UNKNOWN, "Not known"),
    Option(REFUSED, "Would not say"),
)
"""The answers to a question that is asked; "not known" is also what an unasked one counts as."""


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `name` is the place in a case file, `may_refuse` offers "would not say".

    `empty` is what a choice says while nothing is chosen.
    """

    name: str
    label: str
    kind: Kind
    hint: str = ""
    options: tuple[Option, ...] = ()
    may_refuse: bool = False
    suggestions: tuple[str, ...] = ()
    unit: str = ""
    empty: str = ""

    @property
    def anchor(self) -> str:
        """The id of the field on its page."""
        return anchor(self.name)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together. `rest` offers one answer for all still open."""

    title: str
    fields: tuple[Field, ...]
    hint: str = ""
    rest: str = ""
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the situation, with the beginnings of the places that it fills."""

    id: str
    title: str
    lead: str
    places: tuple[str, ...]
    groups: tuple[Group, ...] = field(default=())

    @property
    def names(self) -> frozenset[str]:
        """The names of all fields of the page."""
        return frozenset(one.name for group in self.groups for one in group.fields)


def anchor(name: str) -> str:
    """A place as an id that may stand in a page and in a link."""
    return "f-" + "".join(sign if sign.isalnum() else "-" for sign in name)
