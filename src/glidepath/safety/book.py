"""The packaged rules, read once: everything a review needs, without the examples."""

from __future__ import annotations

from functools import lru_cache

from glidepath.knowledge.base import KnowledgeBase
from glidepath.safety.facts import RuleBook, read_book

__all__ = ["rule_book"]


@lru_cache(maxsize=2)
def rule_book(knowledge: KnowledgeBase) -> RuleBook:
    """The rules of this knowledge base, for every person after the first at no cost.

    Examples are for tests and for the book of rules (`read_book(knowledge.raw)` has them);
    leaving them out here halves the time of reading.
    """
    return read_book(knowledge.brief)
