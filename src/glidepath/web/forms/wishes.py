"""What the builder asks for again: wishes that may change while the person stays the same."""

from __future__ import annotations

from glidepath.web.forms.tree import PRODUCT

__all__ = ["OF_EXCHANGE", "OF_START", "is_wish"]

OF_START = (
    "start.times", "start.bedtime", "start.rule", "start.end", "start.up_to", "start.on",
)  # fmt: skip
OF_EXCHANGE = ("switch.order", "switch.parts", "switch.step_days", "switch.first_on")
_WISHES = frozenset(
    {
        "policy", "goal.kind", "goal.daily_dose", "preferences.pace", "preferences.end_on",
        "preferences.first_cut_on", "preferences.dispense_days", "preferences.carry_halves",
        "preferences.shape", "preferences.keep", "preferences.two_drugs", "switch.to",
        *OF_START, *OF_EXCHANGE,
    }
)  # fmt: skip


def is_wish(name: str) -> bool:
    """Whether a field is one that the builder asks for again."""
    return name in _WISHES or name.startswith(PRODUCT)
