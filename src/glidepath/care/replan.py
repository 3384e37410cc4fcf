"""A plan made anew on its way, from what was really taken, with what is different and why.

The earlier plan stays as it was signed; the new one has the next version and supersedes it.
It goes the way of every plan: assess, ask or refuse, plan, write it down, let the
independent checker read it, and only then show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from glidepath.care.assess import assess
from glidepath.care.choice import choose_policy, fits, under_house_ceiling
from glidepath.care.gates import stop_before_plan
from glidepath.care.judge import claimed, context_for, forbids, judge
from glidepath.care.propose import Draft, certify, finish, present_regimen
from glidepath.care.replan_asked import Asked, Rest
from glidepath.care.replan_chosen import reviews_of, told_of
from glidepath.care.replan_diff import diff_of
from glidepath.care.replan_facts import facts_of, is_start, judged_by
from glidepath.care.replan_left import as_answered, left_by, unanswered
from glidepath.care.replan_rest import rest_of
from glidepath.care.replan_rules import ReplanRules, replan_rules
from glidepath.care.replan_shelf import from_shelf
from glidepath.care.replan_stand import (
    as_it_is,
    in_new_drug,
    stand_in,
    taken_over,
    told_lines,
    untold_from,
)
from glidepath.care.settings import Settings, settings, short_use_rules
from glidepath.domain.answer import Answer, Proposal, Question, Questions, Refusal
from glidepath.domain.claim import ClaimedStray
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.following import DiffLine, Following, Wish
from glidepath.domain.person import GoalKind, Situation
from glidepath.domain.plan import CourseKind, Plan
from glidepath.domain.policy import Policy, PolicyKind
from glidepath.domain.regimen import Regimen
from glidepath.domain.wording import date_text, dose_text
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.alternatives import stay
from glidepath.planning.replan import fits as fits_pattern

__all__ = ["Replanned", "replan"]


@dataclass(frozen=True, slots=True)
class Replanned:
    """The answer for the rest of a plan, and how it differs from the earlier version."""

    answer: Answer
    diff: tuple[DiffLine, ...]


def replan(
    situation: Situation, earlier: Plan, following: Following, wish: Wish, kb: KnowledgeBase
) -> Replanned:
    """The rest of a signed plan for a person as they are today.

    Takes the present truth (the doses really taken now, the products and the stock, the day
    of asking), the plan that was signed, the record of what was taken, what is wished for,
    and the facts. Nothing new gives the same remaining steps and a diff that says so. A
    sudden stop nobody has answered for is refused; a record without days, and doses other
    than the plan's of which nobody has said who chose them, are asked about; a plan of
    another drug, or one that begins later, is bad input.
    """
    rules, use = replan_rules(kb), settings(kb)
    _refuse_misfits(situation, earlier, following, wish, rules)
    now = as_it_is(situation, earlier, following, wish)
    stands = stand_in(earlier, now, following, rules, kb)
    left = left_by(stands, following, earlier, now.as_of, rules, kb)
    signed, earlier = earlier, taken_over(earlier, stands, now.as_of)
    if earlier is not signed:
        stands = stand_in(earlier, now, following, rules, kb)
        now = now if wish.goal else in_new_drug(now, earlier)
    now = as_answered(now, left)
    assessment = assess(now, kb, use.most_pieces, _lowered_in(earlier))
    policy = _policy(now, earlier, kb, use)
    asked = Asked(assessment, earlier, following, wish, policy, stands, rules, use, kb, left)
    found = _stopped(asked) or rest_of(asked)
    if isinstance(found, Rest):
        said = {day for one in left for day in one.departure.days}
        told = [
            line for one in stands for line in told_lines(one, following, rules, now.as_of, said)
        ]
        told = [*told_of(asked), *told]
        found = from_shelf(asked, replace(found, why=(*told, *found.why)))
    if not isinstance(found, Rest):
        return Replanned(found, (rules.changed(_why_not(found, rules)),))
    return _proposed(asked, found, signed)


def _lowered_in(plan: Plan) -> tuple[str, ...]:
    """The drug that a running exchange lowers in the end: not the one that gives way."""
    taking_over = (one for one in plan.courses if one.kind is CourseKind.SUBSTITUTION_IN)
    return tuple(one.drug_id for one in taking_over)


def _why_not(found: Refusal | Questions, rules: ReplanRules) -> str:
    """Which sentence stands for a version that is not there: asked, not wished for, or stopped."""
    if isinstance(found, Questions):
        return "not_yet"
    return "not_wished" if found.next_step in rules.plan_stands else "no_plan"


def _refuse_misfits(
    situation: Situation, earlier: Plan, following: Following, wish: Wish, rules: ReplanRules
) -> None:
    drugs = {course.drug_id for course in earlier.courses}
    problems = []
    if situation.treatment.drug_id not in drugs:
        given = situation.treatment.drug_id
        problems.append(Problem("treatment.drug", given, " or ".join(sorted(drugs))))
    if situation.as_of < earlier.span.start:
        start = earlier.span.start.isoformat()
        problems.append(Problem("as_of", situation.as_of.isoformat(), f"{start} or later"))
    problems += _not_yet(following, situation.as_of)
    problems += _unwishable(situation, wish, rules)
    if problems:
        raise BadInput(problems)


def _not_yet(following: Following, today: date) -> Iterator[Problem]:
    """Days that are still to come cannot have been taken, nor their doses chosen."""
    later = [one.span.end for one in following.chosen if one.span.end > today]
    if later:
        step = "Answer for days that have been."
        yield Problem("chosen.end", max(later).isoformat(), f"{today.isoformat()} at most", step)
    ahead = [day.on for day in following.days if day.on > today]
    if ahead:
        step = "Tell what was taken, not what is planned."
        given = f"doses of {max(ahead).isoformat()}"
        yield Problem("taken", given, f"days up to {today.isoformat()}", step)


def _unwishable(situation: Situation, wish: Wish, rules: ReplanRules) -> Iterator[Problem]:
    """A lower dose that is above the present one, and a hold of half the longest course or more."""
    goal, daily = wish.goal, situation.treatment.regimen.daily_dose
    if goal and goal.kind is GoalKind.LOWER and goal.daily_dose and goal.daily_dose > daily:
        allowed = f"at most the present {dose_text(daily)} a day"
        step = "Wish to stay, or to step back where the clinician chose it."
        yield Problem("wish.daily_dose", dose_text(goal.daily_dose), allowed, step)
    longest = situation.as_of + timedelta(days=rules.longest_days // 2)
    if wish.until and wish.until > longest:
        step = "Hold for a shorter time, or wish to stay."
        yield Problem("wish.until", wish.until.isoformat(), f"{longest.isoformat()} at most", step)


def _policy(situation: Situation, earlier: Plan, kb: KnowledgeBase, use: Settings) -> Policy:
    """The policy of the earlier plan where it still fits, else the first that does.

    A short taper after short use goes on to the letter, as it was begun: the use that made it
    short is no longer short once it is on its way.
    """
    short = short_use_rules(kb).policy
    if earlier.policy_id == short.id:
        return replace(short, kind=PolicyKind.LEGACY)
    known = kb.policy(earlier.policy_id) if earlier.policy_id in kb.policy_ids() else None
    keeps = known is not None and known.kind is not PolicyKind.SCHEDULE_ONLY
    name = earlier.policy_id if known is not None and keeps and fits(known, situation) else None
    return under_house_ceiling(choose_policy(situation, kb, name), use)


def _stopped(asked: Asked) -> Refusal | Questions | None:
    """What stands before any rest: a sudden stop, days untold, a rule, a plan that is over."""
    for stand in asked.stands:
        if stand.gap is not None:
            days = {"start": date_text(stand.gap.start), "end": date_text(stand.gap.end)}
            return asked.refused("gap", drug=stand.course.drug_id, **days)
    unasked = (*_untold(asked), *unanswered(asked.left, asked.rules))
    if unasked:
        return Questions((*unasked, *asked.assessment.questions), asked.assessment.findings)
    if _is_over(asked):
        return asked.refused("over", day=date_text(asked.earlier.span.end))
    if _has_stopped(asked):
        return None
    return stop_before_plan(asked.assessment, asked.use, asked.kb)


def _untold(asked: Asked) -> Iterator[Question]:
    for stand in asked.stands:
        start = untold_from(stand, asked.following, asked.rules.lone_days, asked.on)
        if start is not None:
            words = asked.rules.questions["taken"]
            text = words["text"].format(
                drug=stand.course.drug_id, start=date_text(start), end=date_text(asked.on)
            )
            yield Question("record.days", text, words["why"], True, tuple(words["source"]))


def _has_stopped(asked: Asked) -> bool:
    """Whether the plan has led to its last dose, and what is left of it is to watch."""
    return all(
        stand.place.last == len(stand.course.steps) - 1 and not stand.present.daily_dose
        for stand in asked.stands
    )


def _is_over(asked: Asked) -> bool:
    """Whether nothing is left: the last day of a plan that does not go on by itself is past."""
    goes_on = any(stand.present.daily_dose for stand in asked.stands)
    return asked.earlier.span.end < asked.on and not goes_on


def _proposed(asked: Asked, rest: Rest, signed: Plan) -> Replanned:
    situation, use, earlier = asked.assessment.situation, asked.use, asked.earlier
    # The pace is known and the present dose is no lead-in: only what is open is told.
    wishes = replace(
        situation.preferences, pace=rest.pace, end_on=None, first_cut_on=situation.as_of
    )
    seen = replace(asked.assessment, situation=replace(situation, preferences=wishes))
    built = finish(seen, asked.kb, use, _draft(asked, rest))
    plan = replace(
        built.plan,
        knowledge=asked.kb.version(),
        version=earlier.version + 1,
        began=_began(asked, rest),
    )
    carry = bool(situation.preferences.carry_halves)
    context = context_for(
        situation, asked.assessment, asked.kb, use,
        judged_by(asked, rest), carry, facts_of(asked, rest),
    )  # fmt: skip
    verdicts = judge(claimed(plan, built.supply, built.strays), context)
    wrong = forbids(verdicts)
    if wrong:
        words = use.refusals["checker"]
        refusal = Refusal(wrong, words["text"], words["next_step"])
        return Replanned(refusal, (asked.rules.changed("no_plan"),))
    found = asked.assessment
    answer = Proposal(
        plan=plan,
        findings=(*found.findings, *verdicts),
        certificate=certify(found, asked.kb, use),
        alternatives=built.alternatives,
        supply=built.supply,
        questions=found.questions,
        risk=found.risk,
        level_of_care=found.level_of_care,
        trace={"policy": asked.policy, "assessment": found, "earlier": signed},
    )
    return Replanned(answer, diff_of(signed, plan, built.supply, rest.why, asked.rules))


def _draft(asked: Asked, rest: Rest) -> Draft:
    """The courses with what is said of them: first of all which version they supersede."""
    earlier = asked.earlier
    superseding = asked.rules.notes["supersedes"].format(
        version=earlier.version + 1, before=earlier.version, earlier=date_text(earlier.as_of)
    )
    start = is_start(rest)
    return Draft(
        rest.courses,
        earlier.policy_id if start else asked.policy.id,
        rest.pace,
        (stay(present_regimen(asked.assessment, asked.use)),),
        said=(superseding, *(line.text for line in told_of(asked))),
        meetings=reviews_of(asked),
        strays=tuple(_strays(asked, rest)),
        sources=earlier.sources if start else asked.policy.sources,
        met_by=rest.met_by,
    )


def _strays(asked: Asked, rest: Rest) -> Iterator[ClaimedStray]:
    """The days on which two drugs together may leave their corridor, moved with the courses."""
    if rest.strays is not None:
        yield from (ClaimedStray(span.start, span.end) for span in rest.strays)
        return
    if len(rest.courses) < 2 or rest.courses[0].kind is not CourseKind.SUBSTITUTION_OUT:
        return
    moved = rest.courses[-1].span.end - asked.earlier.courses[-1].span.end
    for span in asked.earlier.strays:
        if span.end >= asked.on:
            start = asked.on if span.start <= asked.on else span.start + moved
            yield ClaimedStray(start, span.end + moved)


def _began(asked: Asked, rest: Rest) -> Regimen:
    """The doses whose pattern and pace go on: those of the first version while they still fit."""
    highest = max(rest.courses[0].steps, key=lambda step: step.regimen.daily_dose).regimen
    return asked.began if fits_pattern(highest, asked.began) else highest
