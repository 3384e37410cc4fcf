"""A small sound case, and ways to change it."""

import json
from copy import deepcopy
from datetime import date
from typing import Any

from glidepath.domain.answer import Refusal
from glidepath.domain.errors import BadInput
from glidepath.domain.person import Condition, Situation
from glidepath.interop.casefile import read_case
from glidepath.interop.casefile_shape import HistoryShape
from glidepath.knowledge.base import KnowledgeBase

KB = KnowledgeBase.packaged()
SOUND: dict[str, Any] = {
    "as_of": "2026-11-22",
    "country": "US",
    "goal": "stop",
    "treatment": {
        "drug": "clonazepam",
        "intakes": [{"time": "22:00", "dose": "1 mg"}, {"time": "08:00", "dose_mg": "0.5"}],
    },
    "products": ["us-clonazepam-tablet-0.5mg-scored"],
}


def answered() -> dict[str, Any]:
    """A case in which every question has its answer, so that a plan can be worked out."""
    counts = {"failed_tapers", "alcohol_drinks_per_week", "early_refills", "nights_of_little_sleep"}
    history = {name: 0 if name in counts else "no" for name in HistoryShape.__slots__}
    return changed(
        person__age=41, person__sex="male", medicines="none",
        treatment__indication="panic_disorder", treatment__since="2020-01-01",
        treatment__days_per_week=7, treatment__last_taken="2026-11-22",
        treatment__source="prescribed",
        preferences__dispense_days=28, preferences__carry_halves=True,
        conditions={condition.value: "no" for condition in Condition},
        history=history | {"last_review_on": "2026-10-01"},
    )  # fmt: skip


def changed(**places: Any) -> dict[str, Any]:
    """The sound case with values put at places written with double underscores for dots."""
    tree = deepcopy(SOUND)
    for place, value in places.items():
        *above, last = place.split("__")
        holder = tree
        for part in above:
            holder = holder.setdefault(part, {})
        holder[last] = value
    return tree


def read(tree: dict[str, Any]) -> Situation:
    """The situation of a case that is not refused."""
    found = read_any(tree)
    assert isinstance(found, Situation)
    return found


def read_any(tree: dict[str, Any]) -> Situation | Refusal:
    """Whatever the case leads to."""
    return read_case(json.dumps(tree, default=_text).encode(), "case.json", KB)


def problems(tree: dict[str, Any]) -> list[str]:
    """The places of all problems of a case."""
    try:
        read_any(tree)
    except BadInput as bad:
        return sorted(problem.where for problem in bad.problems)
    return []


def _text(value: Any) -> str:
    assert isinstance(value, date)
    return value.isoformat()
