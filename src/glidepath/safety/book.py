"""The packaged rules, read once: everything a review needs, without the examples."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.store import parse
from glidepath.safety.facts import RuleBook, read_book

__all__ = ["rule_book"]

_EXAMPLES_BEGIN = "\n[[example]]"


@lru_cache(maxsize=2)
def rule_book(knowledge: KnowledgeBase) -> RuleBook:
    """The rules of this knowledge base.

    Examples are for tests and for the book of rules (`read_book(knowledge.raw)` has them);
    leaving them out here halves the time of reading.
    """

    def head(path: str) -> Mapping[str, Any]:
        return parse(knowledge.store.text(path).partition(_EXAMPLES_BEGIN)[0], path)

    return read_book(head)
