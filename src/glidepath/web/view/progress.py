"""How far each page of the situation is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.forms.merge import owns
from glidepath.web.forms.read import Read
from glidepath.web.forms.topics import LABEL, TOPIC_IDS, topic

__all__ = ["TopicState", "progress"]


@dataclass(frozen=True, slots=True)
class TopicState:
    """One page in the list of pages, with a word on how far it is."""

    id: str
    title: str
    state: str


def progress(fields: Mapping[str, str], read: Read, kb: KnowledgeBase) -> tuple[TopicState, ...]:
    """Every page with "to mend", "begun" or "empty"; nothing is ever called complete."""
    return tuple(
        TopicState(one, topic(one, kb).title, _state(one, fields, read)) for one in TOPIC_IDS
    )


def _state(topic_id: str, fields: Mapping[str, str], read: Read) -> str:
    used = any(owns(topic_id, name) for name in fields if name != LABEL)
    if not used:
        return "empty"
    return "to mend" if read.of_topic(topic_id) else "filled in"
