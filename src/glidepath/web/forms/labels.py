"""The words for a field, wherever it is spoken of outside its own page."""

from __future__ import annotations

from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.forms.topics import TOPIC_IDS, topic

__all__ = ["label_of"]


def label_of(name: str, kb: KnowledgeBase) -> str:
    """A field's label; for a row of a list its number and part."""
    for topic_id in TOPIC_IDS:
        for group in topic(topic_id, kb).groups:
            for field in group.fields:
                if field.name == name:
                    return field.label
    tidy = name.replace("#", " ").replace(".", " ").replace("_", " ").replace("-", " ")
    return tidy.removeprefix("treatment ").capitalize()
