"""From the typed fields to a situation, or to every problem with the field it belongs to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from glidepath.domain.answer import Refusal
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.person import Situation
from glidepath.interop.casefile import read_case
from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.forms.fields import anchor
from glidepath.web.forms.labels import label_of
from glidepath.web.forms.topics import TOPIC_IDS, topic
from glidepath.web.forms.tree import Written, tree_of

__all__ = ["Fault", "Read", "read_fields", "read_tree_of_case", "topic_of"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem: its words, the field that it is about, and the page where that stands."""

    field: str
    label: str
    anchor: str
    topic: str
    given: str
    allowed: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Read:
    """What the fields say: a situation, a refusal of the drug, or faults; and the tree."""

    tree: dict[str, Any]
    situation: Situation | None
    refusal: Refusal | None
    faults: tuple[Fault, ...]

    def of_topic(self, topic_id: str) -> tuple[Fault, ...]:
        """The faults of one page."""
        return tuple(fault for fault in self.faults if fault.topic == topic_id)


def read_fields(fields: Mapping[str, str], kb: KnowledgeBase) -> Read:
    """Read the whole form as a case file is read, with all of its rules."""
    written = tree_of(fields)
    try:
        found = read_tree_of_case(written.tree, kb)
    except BadInput as bad:
        faults = tuple(_fault(problem, written, kb) for problem in bad.problems)
        return Read(written.tree, None, None, faults)
    if isinstance(found, Refusal):
        return Read(written.tree, None, found, ())
    return Read(written.tree, found, None, ())


def read_tree_of_case(tree: dict[str, Any], kb: KnowledgeBase) -> Situation | Refusal:
    """A case that is kept as plain values, read anew."""
    return read_case(json.dumps(tree, ensure_ascii=False).encode(), "case.json", kb)


def _fault(problem: Problem, written: Written, kb: KnowledgeBase) -> Fault:
    field = written.field_of(problem.where)
    return Fault(
        field=field,
        label=label_of(field, kb),
        anchor=anchor(field),
        topic=topic_of(problem.where, kb),
        given=problem.given,
        allowed=problem.allowed,
        next_step=problem.next_step,
    )


def topic_of(where: str, kb: KnowledgeBase) -> str:
    """The page on which a place of the case is filled in; the first for what is nowhere else."""
    head = where.partition(".")[0].partition("#")[0]
    for topic_id in TOPIC_IDS:
        if head in topic(topic_id, kb).places:
            return topic_id
    return TOPIC_IDS[0]
