"""Sources and the list of names we do not plan for, from tables to values."""

from __future__ import annotations

from dataclasses import dataclass

from glidepath.domain.evidence import Fact, Source
from glidepath.knowledge.table import Table

__all__ = ["READ_AS", "STRENGTHS", "OutsideGroup", "OutsideList", "read_outside", "read_source"]

READ_AS = ("primary", "excerpt", "abstract", "secondary", "memory", "own")
STRENGTHS = (
    "label", "guideline", "trial", "cohort", "review", "formulary", "reference", "report",
    "own", "none",
)  # fmt: skip
_STAND_IN = Source("-", "-", "-", None, "-", "memory", "none")


@dataclass(frozen=True, slots=True)
class OutsideGroup:
    """A kind of medicine or substance outside our scope, what to say of it, and its names."""

    kind: str
    text: Fact[str]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutsideList:
    """What is said of every one of them, what to do instead, and the groups."""

    always: Fact[str]
    groups: tuple[OutsideGroup, ...]
    next_step: str = ""


def read_source(name: str, table: Table) -> Source:
    """One document: title, body, year, where it stands, how it was read, how strong it is."""
    title, body, where = (table.text(key) for key in ("title", "body", "where"))
    year = table.whole("year", 1900) if table.has("year") else None
    read, strength = table.choice("read", READ_AS), table.choice("strength", STRENGTHS)
    note = table.text_or("note")
    table.close()
    return table.made(
        lambda: Source(name, title, body, year, where, read, strength, note), _STAND_IN
    )


def read_outside(table: Table) -> OutsideList:
    """The whole list of names that are refused, with the words of the refusal."""
    text = table.sub("text")
    next_step = text.text("next_step")
    always = text.fact(text.text("always"))
    if "{name}" not in always.value:
        text.note("the sentence has no place for {name}", "always")
    groups = table.sub("group")
    listed = tuple(_group(kind, groups.sub(kind)) for kind in groups)
    table.close()
    return OutsideList(always, listed, next_step)


def _group(kind: str, table: Table) -> OutsideGroup:
    names = table.texts("names")
    return OutsideGroup(kind, table.fact(table.text("text")), names)
