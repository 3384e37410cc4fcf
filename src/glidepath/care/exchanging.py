"""An exchange worked out: both courses, the lowering afterwards, and what they are judged by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from glidepath.care.assess import Assessment, of_drug
from glidepath.care.choice import (
    goal_of,
    watched,
)
from glidepath.care.exchange_asked import Case, asked_of, settled
from glidepath.care.exchange_words import strays_of, told
from glidepath.care.propose import Built, Draft, TooSoon, certify, finish, present_regimen
from glidepath.care.settings import Settings, exchange_rules
from glidepath.care.tuning import paced, slow_enough, unshaped
from glidepath.domain.answer import Alternative, Answer, Questions, Refusal
from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.errors import Problem, Unreachable
from glidepath.domain.person import Goal, GoalKind
from glidepath.domain.plan import Course, Step, StepKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.wording import dose_text
from glidepath.dosing.makeable import makeable
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.alternatives import alternatives, pieces_a_day, stay
from glidepath.planning.exchange import (
    Fall,
    SubstitutionRequest,
    SubstitutionResult,
)
from glidepath.planning.pace import by_end_date, named_pace
from glidepath.planning.request import TaperRequest, TaperResult
from glidepath.planning.space import nearest_daily
from glidepath.planning.substitute import followed_by, substitute
from glidepath.planning.taper import taper
from glidepath.safety.checker.facts import DrugFacts, ExchangeFacts
from glidepath.safety.facts import label_maximum

__all__ = ["Shown", "exchanged"]

Shown = Callable[[Assessment, KnowledgeBase, Settings, Built | Refusal | Questions], Answer]


def exchanged(
    assessment: Assessment,
    kb: KnowledgeBase,
    use: Settings,
    policy_id: str | None,
    shown: Shown,
    goal_drug: str = "",
) -> Answer:
    """The exchange with what follows it; emptied time by time where the policy says so.

    `goal_drug` is the drug in whose mg a lower goal is given: the old one unless named.
    """
    case = settled(assessment, kb, use, policy_id, goal_drug)
    goal = goal_of(assessment.situation)
    if case.policy.id in use.emptied and goal is not None and goal.kind is GoalKind.STOP:
        answer = shown(assessment, kb, use, _emptied(case))
        if not isinstance(answer, Refusal):
            return answer
    built = _followed(case)
    if isinstance(built, TooSoon):
        from glidepath.care.prepare import too_soon

        return too_soon(assessment, kb, use, built)
    return shown(assessment, kb, use, built)


def _emptied(case: Case) -> Built:
    """The new drug lowered as the policy's own schedule does: one time of day after another."""
    request, policy = case.request, case.policy
    pace = named_pace(policy, case.assessment.situation.preferences.pace)
    order = _emptied_in(request)
    watch = _watch_days(case)
    ceiling = policy.ceiling.value if policy.ceiling else case.use.house
    result = substitute(replace(request, fall=Fall(pace, order, watch, ceiling)))
    return _finished(case, result, result.courses[1], pace.name, None)


def _emptied_in(request: SubstitutionRequest) -> tuple[TimeOfDay, ...]:
    """The times in the order in which the new drug is emptied: first what was exchanged last."""
    exchanged = tuple(reversed(request.order))
    if request.carried is None:
        return exchanged
    return tuple(sorted({*exchanged, *(one.time for one in request.carried.intakes if one.dose)}))


def _followed(case: Case) -> Built | TooSoon:
    """The new drug lowered by the exact search, or kept where it has taken over."""
    result = substitute(case.request)
    new = result.courses[1]
    goal = goal_of(case.assessment.situation)
    assert goal is not None  # it was asked for before any plan
    if goal.kind is GoalKind.STAY:
        return _finished(case, result, _kept(case, result), "stay", None)
    asked, said = _lowering(case, result, goal)
    request, of_pace = paced(case.assessment.situation, case.use, asked)
    end_on = case.assessment.situation.preferences.end_on
    if end_on is None:
        lowered = taper(request)
    else:
        found, fastest = by_end_date(request, end_on)
        if found is None:
            return TooSoon(end_on, fastest.course.steps[-1].span.start)
        lowered = found
    slower = slow_enough(case.use, request, asked, lowered, request.drug_id)
    said = (*said, *of_pace, *slower)
    whole = followed_by(new, lowered.course)
    others = _other_paces(case, result, request, lowered)
    return _finished(case, result, whole, lowered.pace, lowered, said, others)


def _other_paces(
    case: Case, result: SubstitutionResult, request: TaperRequest, lowered: TaperResult
) -> tuple[Alternative, ...]:
    """The other paces at which the new drug may be lowered, counted from the first day."""
    before = (result.start_of_reduction - case.request.as_of).days
    found = alternatives(request, lowered, request.present)
    old = dict.fromkeys(
        piece.portion.product_id
        for row in result.table
        for intake in row.old.intakes
        for piece in intake.pieces or ()
    )
    return tuple(
        replace(
            one,
            days=one.days + before,
            product_ids=(*old, *one.product_ids),
            note=case.request.new_drug,
        )
        for one in found[1:]
        if one.days is not None
    )


def _kept(case: Case, result: SubstitutionResult) -> Course:
    """The new drug kept at its last dose until the next review."""
    new = result.courses[1]
    span = Span.lasting(new.span.next_day, case.use.maintain_days)
    step = Step(span, new.steps[-1].regimen, StepKind.MAINTAINED)
    return Course(new.kind, new.drug_id, (*new.steps, step))


def _lowering(
    case: Case, result: SubstitutionResult, goal: Goal
) -> tuple[TaperRequest, tuple[str, ...]]:
    """The taper of the new drug, from the day on which it has built up."""
    use, situation = case.use, case.assessment.situation
    present = result.courses[1].steps[-1].regimen
    end, said = _goal(case, present, goal)
    request = TaperRequest(
        drug_id=case.request.new_drug,
        present=present,
        products=case.request.new_products,
        policy=case.policy,
        pace=named_pace(case.policy, situation.preferences.pace),
        as_of=result.start_of_reduction,
        first_cut_on=result.start_of_reduction,
        goal=end,
        stop_from=case.kb.drug(case.request.new_drug).stop_from.value,
        most_pieces=case.request.most_pieces,
        after_days=use.maintain_days if end else _watch_days(case),
        texts=use.reasons,
    )
    return request, said


def _watch_days(case: Case) -> int:
    drug = case.kb.drug(case.request.new_drug)
    return watched(case.assessment, case.kb, drug, case.request.as_of).days


def _goal(case: Case, present: Regimen, goal: Goal) -> tuple[Mass, tuple[str, ...]]:
    """The daily dose of the new drug to end at: the lowest makeable one not below its equal."""
    if goal.daily_dose is None:
        return Mass.zero(), ()
    request, daily = case.request, present.daily_dose
    rate = Fraction(1) if case.goal_drug == request.new_drug else request.rate.chosen
    equal = goal.daily_dose.nanograms * rate
    if equal >= daily.nanograms:
        given = f"{goal.daily_dose.mg} mg of {case.goal_drug or request.old_drug}"
        comes_to = f"the {daily.mg} mg of {request.new_drug} that the exchange comes to"
        raise Unreachable(Problem("goal", given, f"a goal below what equals {comes_to}"))
    made = makeable(request.new_products, max(present.doses), request.most_pieces)
    below, end = nearest_daily(present.doses, made.doses, equal)
    if end >= daily:
        given = f"no daily dose of {request.new_drug} between its equal and {daily.mg} mg"
        lower = f"a goal that equals {below.mg} mg of it" if below else "to stop"
        raise Unreachable(Problem("goal", given, f"{lower}, or a smaller strength"))
    said = case.use.says["switch.goal"].format(
        asked=dose_text(goal.daily_dose), old=case.goal_drug or case.request.old_drug,
        goal=dose_text(end), new=case.request.new_drug,
    )  # fmt: skip
    return end, (said,)


def _finished(
    case: Case,
    result: SubstitutionResult,
    new: Course,
    pace: str,
    lowered: TaperResult | None,
    said: tuple[str, ...] = (),
    others: tuple[Alternative, ...] = (),
) -> Built:
    """Both courses as one plan, the old drug leading, with what they do together."""
    use, assessment = case.use, case.assessment
    old = result.courses[0]
    until = new.span.end if pace == "stay" else None
    draft = Draft(
        (old, new),
        case.policy.id,
        pace,
        (*_alternative(case, result, new, pace), *others, *_stays(case)),
        result=lowered,
        said=(
            *case.said,
            *told(case.request, result, use, until),
            *unshaped(assessment.situation, use),
            *said,
        ),
        meetings=result.rechecks,
        sources=(*case.policy.sources, *result.rate.sources, *_table_sources(case)),
        policy=case.policy,
        facts=_facts(case, result, new),
        strays=strays_of(case.request, result, until),
        certificate=certify(
            assessment, case.kb, use, result.table[-1].new.daily_dose, case.request.new_drug
        ),
    )
    built = finish(assessment, case.kb, use, draft)
    return replace(built, plan=replace(built.plan, began=_began(case, old)))


def _began(case: Case, old: Course) -> Regimen | None:
    """What was taken before, where a dose is exchanged on the first day already."""
    present = case.request.present
    return present if old.steps[0].regimen.doses != present.doses else None


def _table_sources(case: Case) -> tuple[str, ...]:
    rules = exchange_rules(case.kb)
    return (*rules.table_for(case.assessment.situation.country).sources, *rules.corridor.sources)


def _alternative(
    case: Case, result: SubstitutionResult, new: Course, pace: str
) -> Iterator[Alternative]:
    """The exchange itself as one row: how long, its largest cut, its pieces and products."""
    courses = (result.courses[0], new)
    products = [one.id for one in (*case.request.old_products, *case.request.new_products)]
    days = (new.steps[-1].span.start - courses[0].span.start).days
    most = max(pieces_a_day(row.old) + pieces_a_day(row.new) for row in result.table)
    yield Alternative(
        pace, days, new.largest_cut, most, tuple(products),
        tuple(step.regimen.daily_dose for step in new.steps), case.request.new_drug,
        last_cuts=new.last_cuts,
    )  # fmt: skip


def _stays(case: Case) -> Iterator[Alternative]:
    """Staying on the present dose of each drug that is taken, named."""
    assessment, request = case.assessment, case.request
    for drug in (request.old_drug, request.new_drug)[: 1 + (request.carried is not None)]:
        alone = replace(assessment, situation=of_drug(assessment.situation, drug))
        yield replace(stay(present_regimen(alone, case.use)), note=drug)


def _facts(case: Case, result: SubstitutionResult, new: Course) -> dict[str, object]:
    """What the checker is told of both drugs and of the exchange."""
    situation, request = case.assessment.situation, case.request
    drug = case.kb.drug(request.new_drug)
    most = label_maximum(drug, of_drug(situation, drug.id))
    last = new.steps[-1].regimen.daily_dose
    goal = Goal(GoalKind.LOWER, last) if last else Goal(GoalKind.STOP)
    rate, rules = request.rate, exchange_rules(case.kb)
    asked = asked_of(situation)
    own_pace = asked.step_days is not None or case.policy.id in case.use.emptied
    return {
        "goal": Goal(GoalKind.STOP),
        "most_pieces": request.most_pieces,
        "further": {
            drug.id: DrugFacts(
                request.taking, goal, True, drug.stop_from.value, most.value if most else None
            )
        },
        "exchange": ExchangeFacts(
            rate_low=rate.low,
            rate=rate.chosen,
            rate_high=rate.high,
            corridor=request.corridor,
            build_up_days=result.build_up_days,
            days=None if own_pace else rules.days.value,
            barriers_standing=(),
        ),
    }
