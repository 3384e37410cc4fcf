"""What a number or a sentence rests on: rule, sources, how sure we are; one click away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from glidepath.domain.errors import BadInput
from glidepath.domain.evidence import Confidence
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["basis"]


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
