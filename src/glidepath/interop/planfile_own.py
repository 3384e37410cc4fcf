"""Our own plan.json brought into the shape of a plan that a person typed.

Products of the catalogue keep their id alone: what may be done with them is looked up, not
believed. Only a product that somebody described is taken from the file.
"""

from __future__ import annotations

from typing import Any

__all__ = ["is_answer", "plan_of_answer"]

_OF_A_STEP = ("start", "end", "days", "daily_dose_mg", "terminal", "kind", "intakes")
_OF_A_PRODUCT = ("drug", "name", "form", "strength", "splits", "mark_ml", "drops_per_ml")
_OF_A_LINE = ("product", "dispensed", "at_home")


def is_answer(tree: dict[str, Any]) -> bool:
    """Whether a file is an answer that glidepath wrote."""
    return isinstance(tree.get("plan"), dict) and "outcome" in tree


def plan_of_answer(tree: dict[str, Any]) -> dict[str, Any]:
    """The plan of an answer with only what a claim is made of; odd values stay as they are."""
    plan = tree["plan"]
    wanted = {key: plan[key] for key in ("drug", "country", "policy", "kind") if key in plan}
    for key, rebuild in _LISTS:
        if key in plan:
            wanted[key] = _each(plan[key], rebuild)
    supply = tree.get("supply", [])
    wanted["supply"] = [line for period in _tables(supply) for line in _lines(period)]
    return wanted


def _each(value: Any, rebuild: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [rebuild(one) if isinstance(one, dict) else one for one in value]


def _tables(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _product(row: dict[str, Any]) -> dict[str, Any]:
    if row.get("declared") is not True:
        return {key: row[key] for key in ("id",) if key in row}
    return {key: row[key] for key in _OF_A_PRODUCT if key in row}


def _step(row: dict[str, Any]) -> dict[str, Any]:
    step: dict[str, Any] = {key: row[key] for key in _OF_A_STEP if key in row}
    if "intakes" in step:
        step["intakes"] = _each(step["intakes"], _intake)
    return step


def _course(row: dict[str, Any]) -> dict[str, Any]:
    course: dict[str, Any] = {key: row[key] for key in ("drug", "kind") if key in row}
    if "steps" in row:
        course["steps"] = _each(row["steps"], _step)
    return course


def _days(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("start", "end") if key in row}


def _intake(row: dict[str, Any]) -> dict[str, Any]:
    intake: dict[str, Any] = {key: row[key] for key in ("time", "dose_mg", "pieces") if key in row}
    if "pieces" in intake:
        intake["pieces"] = _each(intake["pieces"], _piece)
    return intake


def _piece(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("product", "part", "count") if key in row}


def _lines(period: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        _days(period) | {key: line[key] for key in _OF_A_LINE if key in line}
        for line in _tables(period.get("lines"))
    ]


_LISTS = (("products", _product), ("steps", _step), ("further", _course), ("strays", _days))
