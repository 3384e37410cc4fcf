"""The headings and sentences of the papers, read from the data."""

from __future__ import annotations

from typing import Any

from glidepath.knowledge.base import KnowledgeBase

__all__ = ["number", "phrase"]

_FILE = "wording/papers.toml"


def phrase(name: str, **slots: object) -> str:
    """One sentence by its name, such as "letter.ask", with its slots filled."""
    text: str = _row(name)["text"]
    return text.format(**slots) if slots else text


def number(name: str, key: str) -> int:
    """A whole number that stands with the sentences, such as an age."""
    value: int = _row(name)[key]
    return value


def _row(name: str) -> dict[str, Any]:
    table: Any = KnowledgeBase.packaged().raw(_FILE)
    for part in name.split("."):
        table = table[part]
    row: dict[str, Any] = table
    return row
