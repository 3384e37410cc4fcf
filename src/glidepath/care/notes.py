"""What a plan took for granted because nobody had said; every such thing is told."""

from __future__ import annotations

from fractions import Fraction

from glidepath.care.settings import Settings
from glidepath.domain.person import GoalKind, Known, Situation
from glidepath.domain.wording import date_text, share_text

__all__ = ["notes"]


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
    tapers = isinstance(situation.goal, Known) and situation.goal.value.kind is not GoalKind.STAY
    if asked.end_on:
        found.append(("end_date", {"day": date_text(asked.end_on), "cut": cut}))
    elif tapers and not asked.pace:
        found.append(("pace_unasked", {"pace": pace}))
    if tapers and not asked.first_cut_on:
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
