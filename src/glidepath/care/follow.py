"""Following a person: red flags, then a decision with its reasons, the evidence, and re-plans.

Nothing here changes a dose. The diary is triaged entry by entry, looked at day by day since
it began (so that holds are known), and judged on the day of asking; each option that the
decision leaves open is planned by the same planner and checker as any plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from glidepath.care.follow_course import course_so_far, days_without, record_of
from glidepath.care.follow_facts import Noted, masks_on, mood_or_psychotic, treats_epilepsy
from glidepath.care.follow_options import Option, options_of
from glidepath.care.follow_present import doses_beside, left_plan, present_situation
from glidepath.care.follow_rate import RateWords, rate_of
from glidepath.care.follow_told import Beside, outcome_of, tallies
from glidepath.care.watched import watched
from glidepath.domain.calendar import Span
from glidepath.domain.decision import Decision, DecisionKind
from glidepath.domain.diary import DayEntry, Diary
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.following import Following
from glidepath.domain.grading import Advice, Urgency
from glidepath.domain.person import Known, Situation
from glidepath.domain.plan import CourseKind, Plan
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.decide import decide
from glidepath.monitoring.decide_book import decision_book
from glidepath.monitoring.decide_hold import standing_flags
from glidepath.monitoring.decide_view import View
from glidepath.monitoring.diary import hidden_signs
from glidepath.monitoring.diary_book import diary_book
from glidepath.monitoring.entry_triage import EntryTriage, triage_entry
from glidepath.monitoring.evidence import SideBySide, evidence
from glidepath.monitoring.evidence_book import evidence_book
from glidepath.monitoring.flags import flag_book
from glidepath.monitoring.follow_up import FollowUp, SoFar
from glidepath.monitoring.triage import context_of

__all__ = ["Followed", "Noted", "decisions", "follow", "follow_up_of", "holds_of"]

_HALTS = (DecisionKind.HOLD, DecisionKind.STEP_BACK, DecisionKind.URGENT)
_ELSEWHERE = "hold-circumstance"


@dataclass(frozen=True, slots=True)
class Followed:
    """What a record comes to on a day: red flags, decision, evidence, options.

    `flags` are red flags of any entry that nobody has seen to, with their days, gravest
    first; `triage` is that of the last entry, None where the diary has none. `rate` says what
    the diary tells of the person's own rate, beside the decision and never part of it.
    `options` are re-plans for the clinician to choose from, each with what is different.
    `beside` tells the doses against the plan, what hides signs, and how it went so far.
    """

    flags: tuple[tuple[date, Advice], ...]
    triage: EntryTriage | None
    decision: Decision
    evidence: SideBySide
    rate: RateWords
    options: tuple[Option, ...]
    so_far: SoFar
    beside: Beside


def follow(
    situation: Situation, plan: Plan, diary: Diary, noted: Noted, kb: KnowledgeBase
) -> Followed:
    """Judge a diary on the day of a situation, and plan what the decision leaves open.

    Takes the situation (its day is the day of asking), the plan that was signed, the diary,
    what the clinician wrote down, and the facts. Refuses a plan of another drug, and one
    that leads upwards.
    """
    _refuse_misfits(situation, plan)
    book, on = decision_book(kb), situation.as_of
    triages = [*_triaged(situation, diary, noted, kb, days_without(plan, diary.days))]
    told = _told(diary, noted, triages)
    found = [*decisions(situation, plan, diary, told, noted, kb)]
    far, decision = found[-1]
    seen, now = [one for day, one in triages if day <= on], watched(plan, on)
    view = View(told.until(on), far, book)
    record, person = _present(situation, plan, diary, noted, kb)
    return Followed(
        flags=standing_flags(view, Urgency.SOON, Urgency.SAME_DAY, Urgency.EMERGENCY),
        triage=seen[-1] if seen else None,
        decision=decision,
        evidence=evidence(view, evidence_book(kb)),
        rate=rate_of(now, _told_of(plan, diary, on), far, kb),
        options=options_of(person, plan, record, decision, far, kb),
        so_far=far,
        beside=Beside(
            doses=tallies(plan, diary, on),
            hidden=hidden_signs(far.masks, diary_book(kb)),
            outcome=outcome_of(now, diary, record, far, (one for _, one in found), triages, kb),
        ),
    )


def _present(
    situation: Situation, plan: Plan, diary: Diary, noted: Noted, kb: KnowledgeBase
) -> tuple[Following, Situation]:
    """The record up to yesterday with who chose its doses, and the person as it tells of them."""
    record = record_of(plan, diary.days, situation.as_of)
    record = replace(record, chosen=noted.chosen)
    return record, present_situation(situation, plan, record, kb)


def follow_up_of(
    situation: Situation, diary: Diary, noted: Noted, kb: KnowledgeBase, plan: Plan | None = None
) -> FollowUp:
    """The diary with the triage of every entry, and of every scale filled in without one.

    With the plan, two days running without a drug that it has are a sudden stop there too.
    """
    stopped = days_without(plan, diary.days) if plan else frozenset()
    return _told(diary, noted, _triaged(situation, diary, noted, kb, stopped))


def _told(diary: Diary, noted: Noted, triages: Iterable[tuple[date, EntryTriage]]) -> FollowUp:
    days = {entry.on for entry in diary.days}
    seen = ((day, one.triage) for day, one in triages)
    kept = tuple(one for one in seen if one[0] in days or one[1].advice)
    return FollowUp(diary.days, diary.weeks, diary.results, kept, noted.dealt)


def _refuse_misfits(situation: Situation, plan: Plan) -> None:
    problems = []
    if situation.treatment.drug_id not in {course.drug_id for course in plan.courses}:
        problems.append(Problem("plan", "of another drug", situation.treatment.drug_id))
    if plan.course.kind is CourseKind.TITRATION:
        given = "a plan that leads upwards"
        problems.append(Problem("plan", given, "a taper, an exchange, or a dose that is kept"))
    if problems:
        raise BadInput(problems)


def _triaged(
    situation: Situation, diary: Diary, noted: Noted, kb: KnowledgeBase, stopped: frozenset[date]
) -> Iterator[tuple[date, EntryTriage]]:
    """Each entry's triage in order; a scale of a day without an entry is an entry of its own."""
    books, context = (diary_book(kb), flag_book(kb)), context_of(situation)
    days = {entry.on for entry in diary.days}
    bare = [DayEntry(one.on) for one in diary.results if one.on not in days]
    entries = sorted((*diary.days, *bare), key=lambda entry: entry.on)
    back = decision_book(kb).days("nights_looked_back")
    for place, entry in enumerate(entries):
        if entry.on in stopped:
            told = {**entry.safety, _STOPPED: Known(value=True)}
            entry = replace(entry, safety=told)
        recent = [one for one in entries[:place] if (entry.on - one.on).days <= back]
        yield (
            entry.on,
            triage_entry(
                entry,
                recent,
                diary.results,
                context,
                situation.country,
                books,
                somebody_watches=noted.somebody_watches,
            ),
        )


_STOPPED = "missed_two_days"


def decisions(
    situation: Situation, plan: Plan, diary: Diary, told: FollowUp, noted: Noted, kb: KnowledgeBase
) -> Iterator[tuple[SoFar, Decision]]:
    """The decision of every day from the first entry, or the plan, to the day of the situation.

    Each day knows only what was told by then; holds of earlier days are known to later ones.
    Of a long diary the last half year is looked at day by day. Refuses a plan of another
    drug, and one that leads upwards.
    """
    _refuse_misfits(situation, plan)
    book, last = decision_book(kb), situation.as_of
    whole, plan, days = plan, watched(plan, last), _told_of(plan, diary, last).days
    starts = [entry.on for entry in diary.days[:1]] + [plan.as_of]
    first = max(min(*starts, last), last - timedelta(days=book.days("remembered_days")))
    halted: dict[date, bool] = {}
    record = record_of(plan, days, last + timedelta(days=1))
    for day in Span(first, last):
        far = replace(
            course_so_far(plan, record, day, kb, book),
            holds=(holds := holds_of([*halted], day, book.days("bridged_days"))),
            explained=tuple(one for one in holds if any(halted.get(on) for on in one)),
            slowed_on=noted.slowed_on if noted.slowed_on and noted.slowed_on <= day else None,
            masks=masks_on(situation, day, book, kb),
            mood_or_psychotic=mood_or_psychotic(situation),
            epilepsy=treats_epilepsy(situation),
            neurology_agrees=situation.preferences.specialist_confirms,
        )
        if day == last:
            far = _today(_wanting(far, noted), situation, whole, diary, noted, kb)
        decision = decide(told, far, book)
        if decision.kind in _HALTS:
            halted[day] = _ELSEWHERE in decision.rule_ids
        yield far, decision


def _told_of(plan: Plan, diary: Diary, on: date) -> Diary:
    """The days of a diary that speak of what is followed: doses on the way up are no cuts."""
    now = watched(plan, on)
    if now is plan:
        return diary
    days = tuple(entry for entry in diary.days if entry.on >= now.course.span.start)
    return replace(diary, days=days)


def _wanting(far: SoFar, noted: Noted) -> SoFar:
    """What the person wants on the day of asking; earlier days are judged without it."""
    return replace(
        far,
        agrees=noted.agrees,
        asks_slower=noted.asks_slower,
        asks_faster=noted.asks_faster,
        asks_to_stay=noted.asks_to_stay,
    )


def _today(
    far: SoFar, situation: Situation, plan: Plan, diary: Diary, noted: Noted, kb: KnowledgeBase
) -> SoFar:
    """What the day of asking has to answer for: doses nobody chose yet, and drugs beside."""
    record, person = _present(situation, plan, diary, noted, kb)
    left = left_plan(person, plan, record, kb) if record.days else ()
    open_days = {day for one in left if one.answer is None for day in one.departure.days}
    told = (entry for entry in diary.days if entry.on <= far.on)
    return replace(far, left=tuple(sorted(open_days)), beside=tuple(doses_beside(plan, told)))


def holds_of(days: list[date], today: date, bridged: int) -> tuple[Span, ...]:
    """The spans of days on which the record spoke against a cut; a day or two between are bridged.

    A hold that reached up to yesterday is in force and ends today.
    """
    spans: list[Span] = []
    for day in days:
        if spans and (day - spans[-1].end).days <= bridged + 1:
            spans[-1] = Span(spans[-1].start, day)
        else:
            spans.append(Span(day, day))
    if spans and (today - spans[-1].end).days <= bridged + 1:
        spans[-1] = Span(spans[-1].start, max(today - timedelta(days=1), spans[-1].end))
    return tuple(spans)
