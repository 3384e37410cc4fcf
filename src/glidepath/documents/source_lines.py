"""The bibliography of an answer: each source once, with how it was read."""

from __future__ import annotations

from collections.abc import Iterable

from glidepath.domain.errors import BadInput
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["source_lines"]

_MARKS = {
    "memory": "unverified: from memory",
    "own": "proposed: our own",
    "secondary": "read in a second-hand account",
    "abstract": "only the abstract was read",
    "excerpt": "read in part",
}


def source_lines(ids: Iterable[str]) -> tuple[str, ...]:
    """One line for each source, in the order given; an id nobody knows is marked so.

    A reference may name a place in its source after "#": the source is printed once.
    """
    sources = (reference.partition("#")[0] for reference in ids)
    return tuple(_line(source_id) for source_id in dict.fromkeys(sources) if source_id)


def _line(source_id: str) -> str:
    try:
        source = KnowledgeBase.packaged().source(source_id)
    except BadInput:
        return f"[{source_id}] not in the bibliography (unverified)"
    year = f" ({source.year})" if source.year else ""
    mark = f" [{_MARKS[source.read]}]" if source.read in _MARKS else ""
    return f"[{source_id}] {source.title}. {source.body}{year}. {source.where}.{mark}"
