"""What a plan took for granted because nobody had said; every such thing is told."""

from __future__ import annotations

from fractions import Fraction

from glidepath.care.assess import Assessment
from glidepath.care.settings import Settings
from glidepath.domain.finding import Verdict
from glidepath.domain.person import GoalKind, Known, Situation
from glidepath.domain.wording import date_text, share_text

__all__ = ["combination_notes", "notes"]


def notes(situation: Situation, use: Settings, pace: str, largest_cut: Fraction) -> tuple[str, ...]:
    """The notes beneath a plan, in a fixed order; the sentences come from the data.

    Takes the name of the pace and the largest real cut of the course, named last steps aside.
    """
    found = _notes(situation, use, pace, share_text(largest_cut))
    return tuple(use.notes[name].format(**slots) for name, slots in found)


def _notes(
    situation: Situation, use: Settings, pace: str, cut: str
) -> list[tuple[str, dict[str, str]]]:
    asked, found = situation.preferences, []
    goal = situation.goal
    tapers = isinstance(goal, Known) and goal.value.kind in (GoalKind.STOP, GoalKind.LOWER)
    if asked.end_on:
        found.append(("end_date", {"day": date_text(asked.end_on), "cut": cut}))
    elif tapers and not asked.pace:
        found.append(("pace_unasked", {"pace": pace}))
    if tapers and not asked.first_cut_on and not situation.switch:
        found.append(("first_cut_unasked", {"days": str(use.lead_in_days)}))
    if asked.carry_halves is None:
        found.append(("halves_unasked", {}))
    if asked.dispense_days is None:
        found.append(("interval_unasked", {"days": str(use.dispense_days)}))
    uncounted = [one.product.name for one in situation.products if one.at_home is None]
    if uncounted:
        found.append(("home_uncounted", {"products": "; ".join(uncounted)}))
    declared = [one.product.name for one in situation.products if one.product.declared]
    if declared:
        found.append(("declared_product", {"products": "; ".join(declared)}))
    return found


def combination_notes(assessment: Assessment, use: Settings) -> tuple[str, ...]:
    """What each medicine beside the drug changes, for rules that speak of combining them."""
    return tuple(
        use.says["combine.line"].format(
            medicine=one.values.get("medicines", ""), text=f"{one.text} {one.can_do}"
        )
        for one in assessment.findings
        if one.rule_id in use.combining and one.verdict is Verdict.FIRES
    )
