"""The texts for a person in another language, looked up by the English sentence itself.

A sentence that changes loses its translation, and a test tells. No translation has been
reviewed by a clinician: what is set in one says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from glidepath.domain.errors import BadInput, Problem
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["ENGLISH", "LANGUAGES", "fixed_texts", "teller"]

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de")


def fixed_texts(language: str, kb: KnowledgeBase) -> Mapping[str, str]:
    """Every translated sentence by its English; none for English. Refuses other languages."""
    if language not in LANGUAGES:
        given, allowed = repr(language[:20]), ", ".join(LANGUAGES)
        raise BadInput(Problem("language", given, allowed, "Choose one of these."))
    if language == ENGLISH:
        return {}
    rows = kb.raw(f"wording/person/{language}_texts.toml")["text"]
    return {row["en"]: row[language] for row in rows}


def teller(language: str) -> Callable[[str], str]:
    """What gives a sentence in a language; in English where nobody translated it."""
    texts = fixed_texts(language, KnowledgeBase.packaged())
    return lambda english: texts.get(english, english)
