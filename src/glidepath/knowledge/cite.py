"""The documents behind a plan, a finding or a fact, and what nobody has verified yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from glidepath.domain.evidence import Confidence, Fact, Source
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.read_sources import STRENGTHS

__all__ = ["Bibliography", "Doubt", "bibliography", "cite", "unverified"]

# Keys under which a table keeps its value, in the order in which they are shown.
_VALUES = ("value", "text", "name", "title", "mg", "fall", "shortest", "sizes", "parts", "mark_ml")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure or statement that was not read in a source, and why it is there all the same."""

    where: str
    shown: str
    confidence: Confidence
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """Documents in order of strength, those among them nobody read, and figures in doubt."""

    sources: tuple[Source, ...]
    not_read: tuple[Source, ...]
    doubts: tuple[Doubt, ...] = ()


def bibliography(knowledge: KnowledgeBase) -> Bibliography:
    """Every document of the packaged data, with everything in them that is still unverified."""
    return _ordered(knowledge.sources(), unverified(knowledge))


def cite(
    knowledge: KnowledgeBase, references: Iterable[str], facts: Iterable[Fact[Any]] = ()
) -> Bibliography:
    """The documents behind some references, each once; with the facts used, those in doubt.

    Takes source ids with or without a place ("id#page"). Refuses an id that no document has.
    """
    used = tuple(facts)
    named = [*references, *(source for fact in used for source in fact.sources)]
    ids = dict.fromkeys(reference.partition("#")[0] for reference in named)
    doubts = tuple(
        Doubt("", str(fact.value), fact.confidence, fact.sources, fact.note)
        for fact in used
        if fact.confidence is not Confidence.READ
    )
    return _ordered((knowledge.source(one) for one in ids), doubts)


def unverified(knowledge: KnowledgeBase) -> tuple[Doubt, ...]:
    """Every fact of every data file that was not read in its source."""
    files = knowledge.store.every_file()
    return tuple(doubt for path in files for doubt in _doubts(knowledge.raw(path), path, ""))


def _ordered(sources: Iterable[Source], doubts: tuple[Doubt, ...]) -> Bibliography:
    listed = tuple(sorted(sources, key=lambda one: (STRENGTHS.index(one.strength), one.id)))
    return Bibliography(listed, tuple(one for one in listed if one.read == "memory"), doubts)


def _doubts(value: Any, file: str, place: str) -> Iterator[Doubt]:
    if isinstance(value, list):
        for index, one in enumerate(value):
            name = one.get("id", index) if isinstance(one, dict) else index
            yield from _doubts(one, file, f"{place}[{name}]")
    if not isinstance(value, dict):
        return
    word = value.get("confidence")
    if isinstance(word, str) and word != Confidence.READ:
        source = value.get("source", ())
        sources = (source,) if isinstance(source, str) else tuple(source)
        where = f"{file}: {place}" if place else file
        yield Doubt(where, _shown(value), Confidence(word), sources, str(value.get("note", "")))
    for key, one in value.items():
        yield from _doubts(one, file, f"{place}.{key}" if place else key)


def _shown(table: dict[str, Any]) -> str:
    """The value of a fact as one line: a figure with its unit, a range, or a list."""
    if "low" in table:
        ends = [str(table[key]) for key in ("low", "typical", "high") if key in table]
        text = " to ".join((ends[0], ends[-1]))
    else:
        found = next((table[key] for key in _VALUES if key in table), "see the file")
        text = _flat(found)
    whom = [table[key] for key in ("country", "use") if key in table]
    scope = ", ".join(one if isinstance(one, str) else " ".join(one) for one in whom)
    unit = f" {table['unit']}" if table.get("unit", "1") != "1" else ""
    return f"{scope}: {text}{unit}" if scope else f"{text}{unit}"


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_flat(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return str(value)
