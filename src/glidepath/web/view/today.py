"""What a signed plan says for one day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from glidepath.web.folder import SignedPlan

__all__ = ["daily_on", "row_on", "today_of"]


def row_on(view: Mapping[str, Any], day: date) -> Mapping[str, Any] | None:
    """The row of a plan that holds on a day; None outside of the plan."""
    iso = day.isoformat()
    rows: list[Mapping[str, Any]] = view["rows"]
    return next((row for row in rows if row["start"] <= iso <= row["end"]), None)


def daily_on(view: Mapping[str, Any], day: date) -> str:
    """The daily dose of a day in words; says so where the plan does not reach it."""
    row = row_on(view, day)
    if row is None:
        return "not begun" if day.isoformat() < view["start"] else "plan ended"
    return str(row["daily"])


def today_of(signed: SignedPlan | None, day: date) -> Mapping[str, Any] | None:
    """What is taken on a day by the plan that holds."""
    return row_on(signed.body["view"], day) if signed else None
