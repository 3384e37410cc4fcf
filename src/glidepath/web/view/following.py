"""What a person's record speaks for today, judged by the rules of following."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from glidepath.care.follow import Followed, decisions, follow, follow_up_of
from glidepath.care.follow_facts import Noted
from glidepath.care.follow_told import doses_in_words, tallies
from glidepath.domain.answer import Refusal
from glidepath.domain.decision import Decision
from glidepath.domain.errors import BadInput
from glidepath.domain.person import Situation
from glidepath.domain.plan import Plan
from glidepath.interop.answerfile import as_json
from glidepath.interop.notedfile import noted_of
from glidepath.interop.signedfile import read_signed
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.follow_up import Dealt
from glidepath.monitoring.taken import DayAgainst, taken_against_plan
from glidepath.records.event import EventKind, Stored
from glidepath.records.store import Store
from glidepath.web.folder import Folder, proposal_of
from glidepath.web.forms.read import read_tree_of_case
from glidepath.web.person.diary import diary_from

__all__ = ["WISHES", "Judged", "judged", "ways_on"]

WISHES = ("agrees", "asks_slower", "asks_faster", "asks_to_stay")
"""What the person may want; it holds on the day on which it was asked and no longer."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision, or in words why none can be told, and the doses against the plan that holds."""

    decision: Decision | None
    why_not: str = ""
    taken: tuple[DayAgainst, ...] = ()
    tallies: tuple[str, ...] = ()


def judged(
    store: Store, folder: Folder, kb: KnowledgeBase, today: date, *, somebody_watches: bool
) -> Judged:
    """The decision of today from the situation, the plan that holds, and the diary.

    What the person wants is not asked here and counts as unknown; a plan, a situation or a
    diary that cannot be read gives no decision.
    """
    try:
        read = _read(store, folder, kb, today)
        if isinstance(read, str):
            return Judged(None, read)
        plan, diary = read[1], diary_from(folder.events, kb)
        return Judged(
            _last(*read, folder, _noted(folder, kb, today, somebody_watches), kb),
            taken=taken_against_plan(plan, diary.days, today),
            tallies=doses_in_words(tallies(plan, diary, today), kb),
        )
    except BadInput as bad:
        return Judged(None, "; ".join(str(one) for one in bad.problems))


def ways_on(
    store: Store, folder: Folder, kb: KnowledgeBase, today: date, *, somebody_watches: bool
) -> Followed | str:
    """Everything following comes to today, every way on planned anew; or why there is none."""
    try:
        read = _read(store, folder, kb, today)
        if isinstance(read, str):
            return read
        situation, plan = read
        diary = diary_from(folder.events, kb)
        return follow(situation, plan, diary, _noted(folder, kb, today, somebody_watches), kb)
    except BadInput as bad:
        return "; ".join(str(one) for one in bad.problems)


def _read(
    store: Store, folder: Folder, kb: KnowledgeBase, today: date
) -> tuple[Situation, Plan] | str:
    """The confirmed situation as of today and the plan that holds; or why nothing can be told."""
    if folder.current is None or folder.case is None:
        return "No plan holds, so there is nothing to go on with."
    if not any(one.kind is EventKind.DAY_ENTRY for one in folder.events):
        return "Nothing has been written in the diary yet. That does not mean that all is well."
    proposal = proposal_of(store, folder.person, folder.current.key)
    assert proposal is not None  # nothing is signed that was not proposed
    situation = read_tree_of_case(dict(folder.case.body), kb)
    plan = read_signed(as_json(proposal.body["report"]).encode(), "plan.json", kb)
    if isinstance(situation, Refusal) or isinstance(plan, Refusal):
        return "The situation or the plan can no longer be read."
    return replace(situation, as_of=today), plan


def _noted(folder: Folder, kb: KnowledgeBase, today: date, somebody_watches: bool) -> Noted:
    """What clinicians have written down: alarms seen to, who chose doses, what is wanted today."""
    told = [one for one in folder.events if one.kind is EventKind.NOTE and "noted" in one.body]
    chosen = [row for one in told for row in one.body["noted"].get("chosen", ())]
    wanted = [one.body["noted"] for one in told if one.body.get("on") == today.isoformat()]
    wishes = {key: word for one in wanted for key, word in one.items() if key in WISHES}
    found = noted_of({"chosen": chosen, **wishes}, kb)
    return replace(found, dealt=tuple(_dealt(folder.events)), somebody_watches=somebody_watches)


def _last(
    situation: Situation, plan: Plan, folder: Folder, noted: Noted, kb: KnowledgeBase
) -> Decision:
    diary = diary_from(folder.events, kb)
    told = follow_up_of(situation, diary, noted, kb, plan)
    *_, (_, decision) = decisions(situation, plan, diary, told, noted, kb)
    return decision


def _dealt(events: tuple[Stored, ...]) -> Iterator[Dealt]:
    """The alarms that somebody has seen to, as following knows them."""
    raised = {one.id: one for one in events if one.kind is EventKind.TRIAGE_RAISED}
    for one in events:
        if one.kind is EventKind.ACKNOWLEDGED and str(one.body["flag"]) in raised:
            flag = str(raised[str(one.body["flag"])].body["flag"])
            yield Dealt(one.at.astimezone().date(), flag)
