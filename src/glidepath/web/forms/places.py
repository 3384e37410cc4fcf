"""Which places of a case file the form has room for: nothing is planned from what nobody sees."""

from __future__ import annotations

import re

from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.forms.topics import LABEL, TOPIC_IDS, topic
from glidepath.web.forms.tree import (
    AT_HOME,
    DESCRIBED,
    MEDICINES,
    MOST_INTAKES,
    MOST_MEDICINES,
    PRODUCT,
    REFUSES,
)

__all__ = ["is_place"]

_ROWS = {
    "treatment.intakes": (MOST_INTAKES, ("time", "dose")),
    MEDICINES: (MOST_MEDICINES, ("name", "group", "started", "stopped")),
}
_DESCRIBED = (
    "drug", "name", "form", "strength", "splits", "mark_ml", "drops_per_ml", "at_home",
)  # fmt: skip


def is_place(name: str, kb: KnowledgeBase) -> bool:
    """Whether some page of the form shows a field of this name."""
    name = name.removesuffix(REFUSES)
    if name in (LABEL, "policy", MEDICINES) or name.startswith((PRODUCT, AT_HOME)):
        return True
    if name.startswith(DESCRIBED):
        return name.removeprefix(DESCRIBED) in _DESCRIBED
    row = re.fullmatch(r"(.+)#(\d{1,3})\.(\w+)", name)
    if row is not None and row[1] in _ROWS:
        most, keys = _ROWS[row[1]]
        return 1 <= int(row[2]) <= most and row[3] in keys
    return any(name in topic(one, kb).names for one in TOPIC_IDS)
