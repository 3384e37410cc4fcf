"""What a number or a sentence rests on: rule, sources, how sure we are; one click away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from glidepath.domain.decision import Reason
from glidepath.domain.errors import BadInput
from glidepath.domain.evidence import Confidence
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["basis", "of_model", "of_reason"]


@dataclass(frozen=True, slots=True)
class _Basis:
    """The parts of a basis before they become plain values."""

    rule: str
    confidence: str
    sources: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def basis(
    kb: KnowledgeBase,
    sources: Iterable[str],
    rule: str = "",
    confidence: str = "",
    values: Mapping[str, str] | None = None,
    note: str = "",
) -> dict[str, Any]:
    """A basis as plain values: the rule, the figures it looked at, each source by its title."""
    parts = _Basis(rule, confidence, tuple(dict.fromkeys(sources)), values or {}, note)
    return {
        "rule": parts.rule,
        "confidence": parts.confidence,
        "doubt": Confidence(parts.confidence).mark if parts.confidence else "",
        "values": dict(parts.values),
        "note": parts.note,
        "sources": [_source(reference, kb) for reference in parts.sources],
    }


def _source(reference: str, kb: KnowledgeBase) -> dict[str, str]:
    source_id, _, place = reference.partition("#")
    try:
        source = kb.source(source_id)
    except BadInput:  # a product that somebody described has no document
        return {"id": source_id, "title": "Described by hand, no document", "place": place}
    year = f", {source.year}" if source.year else ""
    return {"id": source_id, "title": f"{source.title}{year}", "place": place}


def of_reason(reason: Reason, kb: KnowledgeBase) -> dict[str, Any]:
    """What a reason of a decision, or a sign of the evidence, rests on."""
    figures = {name: str(value) for name, value in reason.figures.items()}
    return basis(kb, reason.sources, reason.rule_id, reason.confidence, figures)


def of_model(drugs: Iterable[str], kb: KnowledgeBase) -> dict[str, Any]:
    """The documents that the figures of the model were taken from, for some drugs."""
    tables = [kb.raw("pharmacology/constants.toml")]
    tables += [kb.raw(f"pharmacology/drugs/{drug}.toml") for drug in drugs]
    found = [source for table in tables for source in _named(table)]
    return basis(kb, found, note="A model, with the figures of these documents.")


def _named(node: Any) -> Iterator[str]:
    """Every source that a table names, however deep."""
    if isinstance(node, dict):
        for key, inner in node.items():
            if key == "source" and isinstance(inner, str):
                yield inner
            else:
                yield from _named(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _named(inner)
