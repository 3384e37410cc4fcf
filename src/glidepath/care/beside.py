"""Two or more drugs of this kind at once: lowered one after another, by a stated order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from glidepath.care.assess import Assessment, assess, of_drug
from glidepath.care.choice import choose_policy, fits, goal_of, taper_request, under_house_ceiling
from glidepath.care.gates import stop_before_plan
from glidepath.care.propose import Built, Draft, finish, present_regimen, stay_course
from glidepath.care.settings import Settings
from glidepath.care.tuning import paced, settled_on, slow_enough, unshaped
from glidepath.domain.answer import Alternative, Questions, Refusal
from glidepath.domain.calendar import Span
from glidepath.domain.drug import Drug
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.person import Goal, GoalKind, Known, Situation
from glidepath.domain.plan import Course
from glidepath.domain.policy import Policy, PolicyKind
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.alternatives import alternatives
from glidepath.planning.in_turn import in_turn
from glidepath.planning.pace import named_pace
from glidepath.planning.request import TaperRequest, TaperResult
from glidepath.safety.checker.facts import DrugFacts
from glidepath.safety.facts import label_maximum

__all__ = ["by_half_life", "in_turns", "joined_into"]


def in_turns(
    assessment: Assessment, kb: KnowledgeBase, use: Settings, policy_id: str | None
) -> Built | Refusal | Questions:
    """The plan for somebody who takes several drugs of this kind: never two lowered at once.

    To stop means to stop all of them, one after another; to lower means the first named,
    the others stay. Refuses a policy that does not speak of each drug that is lowered, and
    whatever the rules forbid or ask for one of the others.
    """
    situation = assessment.situation
    goal = goal_of(situation)
    assert goal is not None  # it was asked for before any plan
    lowered = _order(situation, kb, use, goal)
    policy = _policy(situation, kb, use, policy_id, lowered)
    each = {one: _alone(situation, one, goal, kb, use) for one in _drugs(situation)}
    for one in situation.also:
        stopped = stop_before_plan(each[one.drug_id], use, kb)
        if stopped is not None:
            return stopped
    requests, said = _requests(each, kb, use, policy, lowered)
    results = dict(zip(lowered, in_turn(requests, use.pause_days), strict=True)) if requests else {}
    ends = max((one.course.span.end for one in results.values()), default=_until(situation, use))
    courses = _courses(situation, each, use, results, ends)
    pace = next((one.pace for one in results.values()), "stay")
    draft = Draft(
        courses,
        policy.id,
        pace,
        _others(each, use, requests, results, lowered),
        result=next(iter(results.values()), None),
        said=(
            *said,
            *_slow_enough(situation, use, policy, requests, results),
            *unshaped(situation, use),
            *_told(situation, use, lowered),
        ),
        sources=policy.sources,
        policy=policy,
        facts={"further": _facts(situation, kb, goal), "together": False},
    )
    return finish(assessment, kb, use, draft)


def _drugs(situation: Situation) -> tuple[str, ...]:
    return (situation.treatment.drug_id, *(one.drug_id for one in situation.also))


def _alone(
    situation: Situation, drug_id: str, goal: Goal, kb: KnowledgeBase, use: Settings
) -> Assessment:
    """One drug seen by itself, with its own goal: what is not lowered stays."""
    alone = of_drug(situation, drug_id)
    stays = goal.kind is not GoalKind.STOP and drug_id != situation.treatment.drug_id
    own = Known(Goal(GoalKind.STAY)) if stays else alone.goal
    return assess(replace(alone, goal=own), kb, use.most_pieces)


def _until(situation: Situation, use: Settings) -> date:
    return situation.as_of + timedelta(days=use.maintain_days - 1)


def _order(situation: Situation, kb: KnowledgeBase, use: Settings, goal: Goal) -> tuple[str, ...]:
    """The drugs to be lowered in the order of the data, the first named alone, or none."""
    if goal.kind is GoalKind.STAY:
        return ()
    if goal.kind is GoalKind.LOWER:
        return (situation.treatment.drug_id,)
    ordered = by_half_life(_drugs(situation), kb)
    return ordered if use.beside_first == "shorter" else ordered[::-1]


def by_half_life(drugs: Iterable[str], kb: KnowledgeBase) -> tuple[str, ...]:
    """Drugs by the typical half-life of their longest-lived active substance, shortest first."""

    def lives(drug: Drug) -> tuple[Fraction, str]:
        known = [drug.half_life_h, drug.metabolite_half_life_h]
        return max(fact.value.typical for fact in known if fact is not None), drug.id

    return tuple(drug.id for drug in sorted((kb.drug(one) for one in drugs), key=lives))


def joined_into(situation: Situation, kb: KnowledgeBase, use: Settings) -> str:
    """Which of two drugs that are to be joined stays: the one named, else as the data have it."""
    if situation.switch is not None:
        return situation.switch.to
    return by_half_life(_drugs(situation), kb)[-1 if use.join_into == "longer" else 0]


def _policy(
    situation: Situation,
    kb: KnowledgeBase,
    use: Settings,
    policy_id: str | None,
    lowered: tuple[str, ...],
) -> Policy:
    """One policy for all: the one asked for, or the first that speaks of every drug lowered."""
    alone = [of_drug(situation, one) for one in lowered or _drugs(situation)[:1]]
    if policy_id is not None:
        (found, *_) = (choose_policy(one, kb, policy_id) for one in alone)
    else:
        every = (kb.policy(one) for one in kb.policy_ids())
        fitting = [
            one
            for one in every
            if one.kind is PolicyKind.PLANNABLE and all(fits(one, person) for person in alone)
        ]
        found = min(fitting, key=lambda one: one.default_rank)
    return under_house_ceiling(found, use)


def _requests(
    each: dict[str, Assessment],
    kb: KnowledgeBase,
    use: Settings,
    policy: Policy,
    lowered: tuple[str, ...],
) -> tuple[list[TaperRequest], tuple[str, ...]]:
    requests, said = [], dict[str, None]()
    for drug_id in lowered:
        person = each[drug_id].situation
        if person.preferences.end_on is not None:
            step = "Name a pace instead."
            raise BadInput(Problem("end_on", "a day, for several drugs", "a pace", step))
        pace = named_pace(policy, person.preferences.pace)
        request = taper_request(each[drug_id], kb, use, policy, pace)
        request, of_pace = paced(person, use, request)
        first, moving = settled_on(each[drug_id], use, drug_id, request.first_cut_on)
        request = replace(request, first_cut_on=first)
        said.update(dict.fromkeys((*of_pace, *moving)))
        requests.append(request)
    return requests, tuple(said)


def _slow_enough(
    situation: Situation,
    use: Settings,
    policy: Policy,
    requests: list[TaperRequest],
    results: dict[str, TaperResult],
) -> Iterator[str]:
    """What a slower pace comes to for each drug, beside the pace that failed on the same days."""
    failed = named_pace(policy, situation.preferences.pace)
    for request in requests:
        result = results[request.drug_id]
        begun = replace(request, first_cut_on=_first_cut(result))
        asked = replace(begun, pace=failed)
        yield from slow_enough(use, begun, asked, result, request.drug_id)


def _courses(
    situation: Situation,
    each: dict[str, Assessment],
    use: Settings,
    results: dict[str, TaperResult],
    ends: date,
) -> tuple[Course, ...]:
    """A course for every drug, the first named leading; what is not lowered stays throughout."""
    span = Span(situation.as_of, ends)
    return tuple(
        results[one].course
        if one in results
        else stay_course(one, present_regimen(each[one], use), span)
        for one in _drugs(situation)
    )


def _others(
    each: dict[str, Assessment],
    use: Settings,
    requests: list[TaperRequest],
    results: dict[str, TaperResult],
    lowered: tuple[str, ...],
) -> tuple[Alternative, ...]:
    """The alternatives of each drug's own taper, named after the drug where there are several.

    Every one waits for its turn as the plan has it, and is counted from the plan's first day.
    """
    return tuple(
        replace(one, name=f"{drug_id}: {one.name}" if len(lowered) > 1 else one.name)
        for drug_id, request in zip(lowered, requests, strict=True)
        for one in alternatives(
            replace(request, first_cut_on=_first_cut(results[drug_id])),
            results[drug_id],
            present_regimen(each[drug_id], use),
        )
    )


def _first_cut(result: TaperResult) -> date:
    return next(step.span.start for step in result.course.steps if step.cut)


def _told(situation: Situation, use: Settings, lowered: tuple[str, ...]) -> tuple[str, ...]:
    says, drugs = use.says, _drugs(situation)
    said = []
    if len(lowered) > 1:
        text = says["beside.turns"]
        said.append(text.format(names=", ".join(drugs), first=lowered[0], days=use.pause_days))
    said += [says["beside.stays"].format(drug=one) for one in drugs if one not in lowered]
    return (*said, says["beside.not_joined"])


def _facts(situation: Situation, kb: KnowledgeBase, goal: Goal) -> dict[str, DrugFacts]:
    """What the checker is told of the drugs beside the first."""
    found = {}
    for one in situation.also:
        drug = kb.drug(one.drug_id)
        own = goal if goal.kind is GoalKind.STOP else Goal(GoalKind.STAY)
        most = label_maximum(drug, replace(situation, treatment=one))
        found[one.drug_id] = DrugFacts(
            present=one.regimen,
            goal=own,
            drug_known=True,
            stop_from=drug.stop_from.value,
            label_maximum=most.value if most else None,
        )
    return found
