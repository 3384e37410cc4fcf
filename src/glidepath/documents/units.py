"""Amounts in finished sentences, in the unit that the country of a plan writes them in.

Reasons, findings and questions are worded once, in mg, and are kept so for other programs. What
a person reads is written here, at the edge: a pharmacist must not find "0.5 mg" beside
"500 micrograms" on one paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from glidepath.domain.wording import amounts_text
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["in_units_of"]

Words = TypeVar("Words")


def in_units_of(country: str, words: Words) -> Words:
    """A text, or lists and tables of texts, with every amount as the country writes it.

    Takes the country's code; one that is not known, or "", writes mg. Anything that is no text
    is given back as it is.
    """
    below = KnowledgeBase.packaged().micrograms_below(country)
    if below is None:
        return words

    def written(value: Any) -> Any:
        if isinstance(value, str):
            return amounts_text(value, below)
        if isinstance(value, Mapping):
            return {key: written(one) for key, one in value.items()}
        if type(value) in (list, tuple):
            return type(value)(written(one) for one in value)
        return value

    changed: Words = written(words)
    return changed
