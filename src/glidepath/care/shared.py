"""One shared plan for a person with more than one condition: what first, what together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from glidepath.domain.grading import Route
from glidepath.domain.person import Condition, Known, Situation
from glidepath.domain.support import SharedItem, SupportBook

__all__ = ["SharedPlan", "routes", "shared_plan"]


@dataclass(frozen=True, slots=True)
class SharedPlan:
    """Conditions to be better before the first cut, those treated at the same time, what to ask.

    `ask` names the conditions nobody has asked about: a shared plan is only as whole as
    what is known.
    """

    first: tuple[SharedItem, ...]
    together: tuple[SharedItem, ...]
    ask: tuple[str, ...]

    @property
    def items(self) -> tuple[SharedItem, ...]:
        """All of them, those that come first first."""
        return (*self.first, *self.together)

    @property
    def screens(self) -> tuple[str, ...]:
        """Every scale that is asked for, each once."""
        return tuple(dict.fromkeys(screen for item in self.items for screen in item.screens))


def shared_plan(situation: Situation, book: SupportBook) -> SharedPlan:
    """What belongs into one plan for this person, from what the drug is for and every condition."""
    held = [item for item in book.shared if _holds(item, situation)]
    return SharedPlan(
        first=tuple(item for item in held if item.order == "first"),
        together=tuple(item for item in held if item.order == "together"),
        ask=_ask(book.shared, held, situation),
    )


def routes(plan: SharedPlan) -> tuple[Route, ...]:
    """Everybody who has a part in the plan, each once."""
    return tuple(dict.fromkeys(Route(item.route) for item in plan.items))


def _holds(item: SharedItem, situation: Situation) -> bool:
    use = situation.treatment.indication
    if isinstance(use, Known) and use.value.value in item.indications:
        return True
    told = (situation.condition(Condition(name)) for name in item.conditions)
    return any(isinstance(one, Known) and one.value for one in told)


def _ask(
    items: Sequence[SharedItem], held: Sequence[SharedItem], situation: Situation
) -> tuple[str, ...]:
    names = (name for item in items if item not in held for name in item.conditions)
    unknown = (
        name for name in names if not isinstance(situation.condition(Condition(name)), Known)
    )
    return tuple(dict.fromkeys(unknown))
