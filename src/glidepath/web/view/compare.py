"""The comparison of policies in words."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from glidepath.domain.answer import Breach, Comparison, Made
from glidepath.domain.policy import PolicyKind
from glidepath.domain.wording import share_text
from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.view.basis import basis

__all__ = ["comparison_rows"]

_WHY_NOT = {
    "drug": "speaks of another drug",
    "indication": "speaks of another use",
    "unit": "counts in mg of another drug",
}


_OTHER_GOALS = {
    "stay": "set the goal to stay in the builder",
    "less, not zero": "set a lower daily dose as the goal in the builder",
}


def comparison_rows(rows: Iterable[Comparison], kb: KnowledgeBase) -> list[dict[str, Any]]:
    """One row for each policy, pace and starting dose, those that fit first."""
    return [_row(row, kb) for row in rows]


def _row(row: Comparison, kb: KnowledgeBase) -> dict[str, Any]:
    policy = kb.policy(row.policy_id)
    plannable = policy.kind is not PolicyKind.SCHEDULE_ONLY and not row.applies
    unit = f" {row.unit_drug}" if row.applies == "unit" else ""
    return {
        "id": row.policy_id,
        "name": policy.title,
        "pace": row.pace,
        "from": f"{_mg(row.points[0][1])} mg{unit}",
        "written": _course(row.days, row.breaches),
        "written_breaks": len(row.breaches),
        "unmakeable": len(row.unmakeable),
        "made": _course(row.made[-1][0], row.made_breaches) if row.made else "",
        "made_breaks": len(row.made_breaches),
        "misfit": _WHY_NOT.get(row.applies, row.applies) or _OTHER_GOALS.get(row.pace, ""),
        "plannable": plannable and bool(row.made) and row.pace in policy.paces,
        "asks": _asks(row.course),
        "basis": basis(kb, policy.sources, note=policy.summary),
    }


def _asks(made: Made | None) -> str:
    """What the makeable course asks of the person, and the hardest day that the model expects."""
    if made is None:
        return ""
    pieces = f"{made.most_pieces_a_day} piece{'' if made.most_pieces_a_day == 1 else 's'} a day"
    text = f"Largest real cut {share_text(made.largest_cut)}; at most {pieces}"
    if made.foreseen is None:
        return f"{text}."
    low, high = share_text(made.foreseen.least), share_text(made.foreseen.most)
    typical = share_text(made.foreseen.typical)
    return f"{text}; pull of the hardest day {typical} ({low} to {high})."


def _course(days: int, breaches: tuple[Breach, ...]) -> str:
    """How long it takes, how often it breaks the ceiling, and where it does so first."""
    length = f"{days} days" if days % 7 else f"{days // 7} weeks"
    if not breaches:
        return f"{length}; never faster than the ceiling"
    first = breaches[0]
    count = "once" if len(breaches) == 1 else f"{len(breaches)} times, first"
    fall = f"{_mg(first.before)} to {_mg(first.after)} mg, {share_text(first.fall)}"
    return f"{length}; faster than the ceiling {count} on day {first.day} ({fall})"


def _mg(milligrams: Fraction) -> str:
    """Milligrams of a policy's own schedule, which are often no dose that anybody could take."""
    return f"{milligrams.numerator / milligrams.denominator:.4g}"
