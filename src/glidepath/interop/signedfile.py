"""A signed plan, whole: our own plan.json with its version, pace and reasons, or a typed one.

What may be done with products is looked up and not believed, as with every plan file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from glidepath.care.adopt import adopt
from glidepath.domain.answer import Refusal
from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.plan import Course, Plan
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.interop.casefile_tree import read_tree
from glidepath.interop.planfile import read_plan
from glidepath.interop.planfile_own import is_answer
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["read_signed"]

_LONGEST_TEXT = 400


def read_signed(content: bytes, name: str, kb: KnowledgeBase) -> Plan | Refusal:
    """The plan of a file with all that going on from it needs.

    Takes the file's bytes, its name and the facts. Of our own plan.json the day, the pace,
    the version, the doses it began with and the reasons of its steps are kept; a typed plan
    is version 1 and has none of them. Refuses what no plan can hold, all at once.
    """
    claim = read_plan(content, name, kb)
    if isinstance(claim, Refusal):
        return claim
    plan = adopt(claim, (), kb, None).plan
    tree = read_tree(content, name)
    if not is_answer(tree):
        return plan
    try:
        return _own(plan, tree["plan"])
    except (AttributeError, KeyError, TypeError, ValueError):
        raise BadInput(
            Problem("plan", "a plan.json that was changed by hand", "plan.json as it was written")
        ) from None


def _own(plan: Plan, table: Mapping[str, Any]) -> Plan:
    """The plan with what only our own file tells of it."""
    version = table.get("version", 1)
    day = table.get("as_of")
    return replace(
        plan,
        pace=str(table.get("pace", plan.pace))[:80],
        as_of=date.fromisoformat(day) if isinstance(day, str) else plan.as_of,
        version=version if type(version) is int and version > 0 else 1,
        began=_began(table.get("began")),
        course=_with_reasons(plan.course, table.get("steps")),
        further=tuple(
            _with_reasons(course, row.get("steps") if isinstance(row, dict) else None)
            for course, row in zip(plan.further, table.get("further", []), strict=False)
        ),
    )


def _began(rows: Any) -> Regimen | None:
    """The doses the first version began with."""
    if not isinstance(rows, list) or not rows:
        return None
    return Regimen.of((TimeOfDay.read(row["time"]), Mass.from_mg(row["dose_mg"])) for row in rows)


def _with_reasons(course: Course, rows: Any) -> Course:
    """The course with the reasons that stand beside its steps."""
    if not isinstance(rows, list) or len(rows) != len(course.steps):
        return course
    steps = tuple(
        replace(step, why=tuple(str(text)[:_LONGEST_TEXT] for text in row.get("why", ())))
        for step, row in zip(course.steps, rows, strict=True)
    )
    return replace(course, steps=steps)
