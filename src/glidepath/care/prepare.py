"""The main job: from one person's situation to a proposal, a refusal, or questions.

Order matters only here: assess, ask or refuse, plan, write the plan down, let the
independent checker read it, and only then show it.
"""

from __future__ import annotations

from dataclasses import replace

from glidepath.care.assess import Assessment, assess
from glidepath.care.brief import advice
from glidepath.care.choice import (
    choose_policy,
    goal_of,
    refuse_unknown_names,
    under_house_ceiling,
)
from glidepath.care.gates import stop_before_plan
from glidepath.care.judge import claimed, context_for, forbids, judge
from glidepath.care.propose import Built, TooSoon, build, certify
from glidepath.care.settings import Settings, settings, short_use_rules
from glidepath.domain.answer import Answer, Proposal, Questions, Refusal
from glidepath.domain.errors import BadInput, Problem, Unreachable
from glidepath.domain.person import GoalKind, Situation
from glidepath.domain.policy import Policy, PolicyKind
from glidepath.domain.quantity import Mass
from glidepath.domain.wording import date_text, dose_text
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.short import Way

__all__ = ["prepare", "stop_before_plan", "too_soon"]


def prepare(
    situation: Situation, kb: KnowledgeBase, policy_id: str | None = None, *, alone: bool = False
) -> Answer:
    """The answer for one person: a checked proposal, a refusal with reasons, or questions.

    Takes the situation, the knowledge, and a policy id (without one, the policy that comes
    first among those that fit). `alone` leaves the alternatives of a taper unsaid, where it
    is itself one of many. Refuses as bad input what cannot be planned at all: a
    policy that does not fit, an unknown pace, a goal that is not lower.
    """
    use = settings(kb)
    _refuse_two_changes(situation)
    _refuse_unjoinable(situation)
    _refuse_same_drug(situation)
    refuse_unknown_names(situation, kb, policy_id)
    assessment = assess(situation, kb, use.most_pieces, _lowered(situation, kb, use))
    stopped = stop_before_plan(assessment, use, kb)
    if stopped is not None:
        return stopped
    goal = goal_of(situation)
    if goal is not None and goal.kind is GoalKind.START:
        from glidepath.care.start import begin

        return _shown(assessment, kb, use, begin(assessment, kb, use))
    if situation.joins:
        from glidepath.care.joining import join  # needs pharmacology

        return join(assessment, kb, use, policy_id, _shown)
    if situation.switch is not None:
        from glidepath.care.switch import exchange  # needs pharmacology

        return exchange(assessment, kb, use, policy_id, _shown, _tapered)
    if situation.also:
        from glidepath.care.beside import in_turns

        return _shown(assessment, kb, use, in_turns(assessment, kb, use, policy_id))
    return _tapered(assessment, kb, use, policy_id, alone=alone)


def _lowered(situation: Situation, kb: KnowledgeBase, use: Settings) -> tuple[str, ...]:
    """The drug that is lowered in the end where two are joined; else the situation tells."""
    if not situation.joins:
        return ()
    from glidepath.care.beside import joined_into

    return (joined_into(situation, kb, use),)


def _refuse_two_changes(situation: Situation) -> None:
    """Refuse an exchange beside a second drug, unless the two are to be joined."""
    if situation.also and (situation.start or (situation.switch and not situation.joins)):
        step = "Lower or keep the others first, and plan the exchange or the start then."
        raise BadInput(Problem("also", "beside an exchange or a start", "one of them", step))


def _refuse_unjoinable(situation: Situation) -> None:
    """Refuse to join any other number of drugs than two, and a direction to a third one."""
    if not situation.joins:
        return
    drugs = [one.drug_id for one in (situation.treatment, *situation.also)]
    if len(drugs) != 2:
        step = "Lower them one at a time, or join two once the others are stopped."
        given = f"joined, with {len(drugs)} drug{'s' * (len(drugs) > 1)} of this kind"
        raise BadInput(Problem("preferences.two_drugs", given, "two drugs", step))
    if situation.switch and situation.switch.to not in drugs:
        step = "Name the one of the two that is to stay, or leave it out."
        raise BadInput(Problem("switch.to", situation.switch.to, " or ".join(drugs), step))


def _refuse_same_drug(situation: Situation) -> None:
    """Refuse an exchange of a drug for itself."""
    drug = situation.treatment.drug_id
    if situation.switch and situation.switch.to == drug and not situation.joins:
        step = "Name the new drug, or leave the exchange out."
        raise BadInput(Problem("switch.to", drug, "another drug than the present one", step))


def _tapered(
    assessment: Assessment,
    kb: KnowledgeBase,
    use: Settings,
    policy_id: str | None,
    *,
    alone: bool = False,
) -> Answer:
    """A direct taper, or the present dose kept: one drug under one policy."""
    policy, said = _policy(assessment, kb, use, policy_id)
    bounded = under_house_ceiling(policy, use)
    try:
        built = build(assessment, kb, use, bounded, alone=alone)
    except Unreachable as bad:
        return _unreachable(assessment, kb, use, bad.problems[0].allowed)
    if isinstance(built, TooSoon):
        return too_soon(assessment, kb, use, built)
    if bounded is not policy:
        said = (*said, use.notes["house_ceiling"].format(window=use.house.days))
    plan = replace(built.plan, notes=(*built.plan.notes, *said))
    return _shown(assessment, kb, use, replace(built, plan=plan))


def _policy(
    assessment: Assessment, kb: KnowledgeBase, use: Settings, policy_id: str | None
) -> tuple[Policy, tuple[str, ...]]:
    """The policy of a taper: after short use that of the short taper, unless one was asked for.

    The short taper is followed to the letter: the ceiling made for people who are dependent
    does not bind it.
    """
    found = advice(assessment.situation, assessment.facts, kb)
    if policy_id is None and found is not None and found.way is Way.SHORT_TAPER:
        said = (*(one.text for one in found.reasons), use.says["short.short"])
        return replace(short_use_rules(kb).policy, kind=PolicyKind.LEGACY), said
    unsure = (use.says["short.unknown"],) if found and _short_for_all_we_know(found.ask) else ()
    return choose_policy(assessment.situation, kb, policy_id), unsure


def _short_for_all_we_know(ask: tuple[str, ...]) -> bool:
    return "days_taken" in ask or "days_per_week" in ask


def _unreachable(assessment: Assessment, kb: KnowledgeBase, use: Settings, nearest: str) -> Refusal:
    goal = goal_of(assessment.situation)
    dose = goal.daily_dose if goal and goal.daily_dose else Mass.zero()
    words = use.refusals["unreachable"]
    return Refusal(
        assessment.findings,
        words["text"].format(goal=dose_text(dose), nearest=nearest),
        words["next_step"],
        assessment.questions,
        certify(assessment, kb, use),
    )


def too_soon(assessment: Assessment, kb: KnowledgeBase, use: Settings, built: TooSoon) -> Refusal:
    """The refusal of a day by which no course reaches the goal, with the earliest that does."""
    words = use.refusals["end_date"]
    text = words["text"].format(day=date_text(built.asked), earliest=date_text(built.earliest))
    return Refusal(
        assessment.findings,
        text,
        words["next_step"],
        assessment.questions,
        certify(assessment, kb, use),
    )


def _shown(
    assessment: Assessment, kb: KnowledgeBase, use: Settings, built: Built | Refusal | Questions
) -> Answer:
    """A finished plan if the independent checker does not forbid it; what is none, as it is."""
    if not isinstance(built, Built):
        return built
    situation = assessment.situation
    plan = replace(built.plan, knowledge=kb.version())
    carry = bool(situation.preferences.carry_halves)
    context = context_for(situation, assessment, kb, use, built.policy, carry, built.facts)
    verdicts = judge(claimed(plan, built.supply, built.strays), context)
    wrong = forbids(verdicts)
    if wrong:
        words = use.refusals["checker"]
        return Refusal(wrong, words["text"], words["next_step"])
    return Proposal(
        plan=plan,
        findings=(*assessment.findings, *verdicts),
        certificate=built.certificate or certify(assessment, kb, use),
        alternatives=built.alternatives,
        supply=built.supply,
        questions=assessment.questions,
        risk=assessment.risk,
        level_of_care=assessment.level_of_care,
        trace={"result": built.result, "policy": built.policy, "assessment": assessment},
    )
