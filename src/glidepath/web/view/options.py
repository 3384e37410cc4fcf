"""Every option of a plan in full, side by side, each with a small picture and its numbers."""

from __future__ import annotations

from html import escape
from typing import Any

from glidepath.documents.curves import curves
from glidepath.documents.rows import rows
from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.planning import Planned
from glidepath.web.view.plan import plan_view

__all__ = ["option_view", "picture_of"]

_WIDTH, _HEIGHT = 320.0, 120.0
_INK, _SHADE = "#0b5563", "#9fb9bf"


def option_view(
    name: str, length: str, planned: Planned, place: tuple[int, int], kb: KnowledgeBase
) -> dict[str, Any]:
    """One option: what it asks, what is expected of it, and how it looks.

    `length` says how long it takes to the goal; `place` is its number, and the days that all
    pictures share so that they can be held against each other.
    """
    proposal = planned.proposal
    assert proposal is not None
    view = plan_view(proposal, planned.forecast, kb)
    first = view["supply"][0]["lines"] if view["supply"] else []
    return {
        "name": name,
        "length": length,
        "id": view["id"],
        "plan": view,
        "cuts": [
            {"daily": row["daily"], "change": row["change"], "terminal": row["terminal"],
             "expected": row["expected"][-1] if row["expected"] else "", "days": row["days"]}
            for row in view["rows"]
        ],
        "supply": [f"{line['product']}: {line['dispense']}" for line in first],
        "picture": picture_of(planned, *place),
    }  # fmt: skip


def picture_of(planned: Planned, number: int, over: int) -> str:
    """The dose as a stair and the expected effect as a band, each from its most down to nothing.

    The picture has no figures of its own: they stand in the table beside it.
    """
    proposal = planned.proposal
    assert proposal is not None
    plan = proposal.plan
    days, steps = max(over, plan.span.days), rows(plan)
    doses = [float(step.regimen.daily_dose.mg) for step in plan.course.steps]
    most = max(doses) or 1.0
    stair = []
    for step, dose in zip(plan.course.steps, doses, strict=True):
        begun = (step.span.start - plan.span.start).days
        gone = (step.span.next_day - plan.span.start).days
        level = _down(dose / most)
        stair += [(_along(begun, days), level), (_along(gone, days), level)]
    said = f"Daily dose from {steps[0].daily} to {steps[-1].daily} in {plan.span.days} days."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" role="img" '
        f'aria-labelledby="option-{number}-title"><title id="option-{number}-title">{escape(said)}'
        f"</title>{_band(planned, days)}"
        f'<path d="M{_through(stair)}" fill="none" stroke="{_INK}" stroke-width="2.5"/></svg>'
    )


def _band(planned: Planned, days: int) -> str:
    """The expected effect beside the present one, with its band; empty without a forecast."""
    assert planned.proposal is not None
    drawn = [one for one in curves(planned.proposal.plan, planned.forecast) if "Effect" in one.name]
    if not drawn:
        return ""
    kept = range(0, len(drawn[0].high), max(1, days // 120))
    high = [(_along(day, days), _down(min(drawn[0].high[day], 100.0) / 100)) for day in kept]
    low = [(_along(day, days), _down(min(drawn[0].low[day], 100.0) / 100)) for day in kept]
    return f'<path d="M{_through([*high, *low[::-1]])}Z" fill="{_SHADE}"/>'


def _along(day: float, days: int) -> float:
    return _WIDTH * day / max(days, 1)


def _down(share: float) -> float:
    return 4 + (_HEIGHT - 8) * (1 - share)


def _through(places: list[tuple[float, float]]) -> str:
    return "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
