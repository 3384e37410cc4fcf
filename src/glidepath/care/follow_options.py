"""What a clinician may choose from after a decision: each a re-plan with what is different."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from glidepath.care.follow_course import record_of
from glidepath.care.replan import Replanned, replan
from glidepath.domain.decision import Decision, DecisionKind
from glidepath.domain.diary import Diary
from glidepath.domain.errors import BadInput
from glidepath.domain.following import Following, Wish, WishKind
from glidepath.domain.person import Known, Situation
from glidepath.domain.plan import Plan
from glidepath.domain.regimen import Regimen
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.decide_book import decision_book
from glidepath.monitoring.follow_up import SoFar

__all__ = ["Option", "options_of", "present_situation"]

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
    diary: Diary,
    decision: Decision,
    far: SoFar,
    kb: KnowledgeBase,
) -> tuple[Option, ...]:
    """Every option of a decision as a re-plan from the doses really taken.

    While one waits or asks there is only the hold, and only where a cut is near. A step back
    raises the dose: it is planned here as an option, for the clinician to choose.
    """
    record = record_of(plan, diary.days, decision.on)
    now = present_situation(situation, plan, record)
    hold_until = decision.on + timedelta(days=decision_book(kb).days("window_days"))
    return tuple(
        _option(kind, _wish(kind, hold_until), now, plan, record, kb)
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


def present_situation(situation: Situation, plan: Plan, record: Following) -> Situation:
    """The situation with the doses that the record last tells of, and the day of the last one."""
    told = [day for day in record.of(plan.course.drug_id).values() if day.regimen is not None]
    taken = [day for day in told if day.regimen is not None and day.regimen.daily_dose]
    if not told or situation.treatment.drug_id != plan.course.drug_id:
        return situation
    settled = _settled([day.regimen for day in told if day.regimen is not None])
    last = Known(taken[-1].on) if taken else situation.treatment.last_taken
    treatment = replace(situation.treatment, regimen=settled, last_taken=last)
    return replace(situation, treatment=treatment)


def _settled(regimens: list[Regimen]) -> Regimen:
    """The last doses that were taken on two days running, or the last that were told."""
    for before, after in zip(regimens[-2::-1], regimens[:0:-1], strict=True):
        if before == after:
            return after
    return regimens[-1]
