"""What a clinician may choose from after a decision: each a re-plan with what is different."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from glidepath.care.replan import Replanned, replan
from glidepath.domain.decision import Decision, DecisionKind
from glidepath.domain.errors import BadInput
from glidepath.domain.following import Following, Wish, WishKind
from glidepath.domain.person import Situation
from glidepath.domain.plan import Plan
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.decide_book import decision_book
from glidepath.monitoring.follow_up import SoFar

__all__ = ["Option", "options_of"]

_WISHES = {
    DecisionKind.CONTINUE: WishKind.NOTHING,
    DecisionKind.SLOW: WishKind.SLOW,
    DecisionKind.OFFER_FASTER: WishKind.FASTER,
    DecisionKind.MAINTAIN: WishKind.STAY,
    DecisionKind.STEP_BACK: WishKind.STEP_BACK,
    DecisionKind.HOLD: WishKind.HOLD,
}


@dataclass(frozen=True, slots=True)
class Option:
    """One way to go on: the kind, what was wished for, and the re-plan with its differences.

    `why_not` says why there is none, where the plan cannot be made anew from what was given.
    """

    kind: DecisionKind
    wish: Wish
    replanned: Replanned | None
    why_not: str = ""


def options_of(
    situation: Situation,
    plan: Plan,
    record: Following,
    decision: Decision,
    far: SoFar,
    kb: KnowledgeBase,
) -> tuple[Option, ...]:
    """Every option of a decision as a re-plan from the doses really taken.

    Takes the situation as the record tells it (see `present_situation`), the plan, and the
    record of the days before the decision.
    While one waits or asks there is only the hold, and only where a cut is near. A step back
    raises the dose: it is planned here as an option, for the clinician to choose.
    """
    hold_until = decision.on + timedelta(days=decision_book(kb).days("window_days"))
    return tuple(
        _option(kind, _wish(kind, hold_until), situation, plan, record, kb)
        for kind in _planned(decision, far, hold_until)
    )


def _planned(decision: Decision, far: SoFar, until: date) -> Iterator[DecisionKind]:
    waits = decision.kind in (DecisionKind.WAIT, DecisionKind.ASK)
    near = far.next_cut_on is not None and far.next_cut_on < until
    for kind in decision.options:
        if kind in _WISHES and (not waits or (near and kind is DecisionKind.HOLD)):
            yield kind


def _wish(kind: DecisionKind, until: date) -> Wish:
    back = kind is DecisionKind.STEP_BACK
    hold = until if kind is DecisionKind.HOLD else None
    return Wish(_WISHES[kind], until=hold, chosen_by_clinician=back)


def _option(
    kind: DecisionKind, wish: Wish, now: Situation, plan: Plan, record: Following, kb: KnowledgeBase
) -> Option:
    try:
        return Option(kind, wish, replan(now, plan, record, wish, kb))
    except BadInput as bad:
        return Option(kind, wish, None, str(bad))
