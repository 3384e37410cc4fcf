"""Every policy for one person side by side, with what each would break and what can be made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from glidepath.care.assess import Assessment, assess, present_makeable
from glidepath.care.choice import choose_policy, goal_of, taper_request
from glidepath.care.foreseeing import foreseen
from glidepath.care.propose import present_regimen, stay_course
from glidepath.care.settings import Settings, settings
from glidepath.care.tuning import Tuned, in_small_steps
from glidepath.domain.answer import Comparison, Made
from glidepath.domain.calendar import Span
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.person import GoalKind, Known, Situation
from glidepath.domain.plan import Course
from glidepath.domain.policy import Pace, Policy
from glidepath.domain.quantity import Mass
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.equivalence import Purpose
from glidepath.planning.alternatives import most_pieces_a_day
from glidepath.planning.breach import breaches
from glidepath.planning.compare import Comparable, compare
from glidepath.planning.request import TaperResult
from glidepath.planning.schedule import Point
from glidepath.planning.taper import taper

__all__ = ["LESS", "SMALL_STEPS", "STAY", "comparisons"]

STAY, LESS, SMALL_STEPS = "stay", "less, not zero", "small steps"
"""The rows that are no policy's own pace: they stand under the policy of the plan."""

_NG_PER_MG = 1_000_000


def comparisons(situation: Situation, kb: KnowledgeBase) -> tuple[Comparison, ...]:
    """One row for every policy, pace and starting dose, the policies offered first first.

    Before them stand staying on the present dose, a lower dose that is kept, and the same
    pace in small steps. Policies in another drug's milligrams are shown from the low, the
    typical and the high equivalent of the present dose. Refuses a start: nothing is taken
    yet that could be lowered.
    """
    use = settings(kb)
    assessment = assess(situation, kb, use.most_pieces)
    goal = goal_of(situation)
    if goal is not None and goal.kind is GoalKind.START:
        step = "Plan the start; its alternatives stand in the plan."
        raise BadInput(Problem("goal", "start", "a drug that is taken", step))
    policies = sorted(
        (kb.policy(policy_id) for policy_id in kb.policy_ids()),
        key=lambda policy: (policy.default_rank, policy.id),
    )
    results: dict[tuple[str, str], TaperResult] = {}
    rows = compare(_comparable(assessment, kb, use, policies, results), policies)
    told = (_with_course(row, results.get((row.policy_id, row.pace)), assessment) for row in rows)
    return (*_not_policies(assessment, kb, use), *told)


def _with_course(row: Comparison, result: TaperResult | None, assessment: Assessment) -> Comparison:
    if result is None or not row.made:
        return row
    return replace(row, course=_course(result.course, assessment))


def _course(course: Course, assessment: Assessment) -> Made:
    """What a course asks of the person and what is expected of it."""
    cuts = [step.cut.share for step in course.steps if step.cut]
    products = dict.fromkeys(
        piece.portion.product_id
        for step in course.steps
        for intake in step.regimen.intakes
        for piece in intake.pieces or ()
    )
    present = assessment.situation.treatment.regimen
    return Made(
        max(cuts, default=Fraction(0)),
        most_pieces_a_day(course),
        tuple(products),
        foreseen(course, present),
    )


def _not_policies(assessment: Assessment, kb: KnowledgeBase, use: Settings) -> Iterator[Comparison]:
    """Staying, a lower dose that is kept, and small steps, under the policy of the plan."""
    policy = choose_policy(assessment.situation, kb, None)
    regimen = present_regimen(assessment, use)
    if all(intake.pieces is not None for intake in regimen.intakes):
        span = Span.lasting(assessment.situation.as_of, use.maintain_days)
        stays = stay_course(assessment.situation.treatment.drug_id, regimen, span)
        yield _row(assessment, use, policy, STAY, stays)
    try:
        result = taper(taper_request(assessment, kb, use, policy))
    except BadInput:
        return
    kept = _kept_low(result.course, use)
    if kept is not None:
        yield _row(assessment, use, policy, LESS, kept)
    small = in_small_steps(assessment, use, policy, Tuned(result.course, policy))
    if small.met_by is not None:
        yield _row(assessment, use, policy, SMALL_STEPS, small.course)


def _kept_low(course: Course, use: Settings) -> Course | None:
    """The course until the lowest dose that breaks no ceiling, which is then kept."""
    steps = [*course.steps]
    last = next((n for n, step in enumerate(steps) if step.terminal), len(steps))
    kept = [step for step in steps[:last] if step.regimen.daily_dose]
    if not any(step.cut for step in kept):
        return None
    span = Span.lasting(kept[-1].span.start, use.maintain_days)
    return replace(course, steps=(*kept[:-1], replace(kept[-1], span=span)))


def _row(
    assessment: Assessment, use: Settings, policy: Policy, name: str, course: Course
) -> Comparison:
    """A row that is no policy's own schedule: what is made is all there is of it."""
    first = course.span.start
    points = [
        Point(
            (step.span.start - first).days, Fraction(step.regimen.daily_dose.nanograms, _NG_PER_MG)
        )
        for step in course.steps
    ]
    told = tuple((point.day, point.mg) for point in points)
    broken = breaches(points, use.house)
    made = _course(course, assessment)
    return Comparison(policy.id, name, course.drug_id, told, broken, (), "", told, broken, made)


def _comparable(
    assessment: Assessment,
    kb: KnowledgeBase,
    use: Settings,
    policies: list[Policy],
    results: dict[tuple[str, str], TaperResult],
) -> Comparable:
    """What comparing needs to know; every course that is made is kept among the results."""
    treatment = assessment.situation.treatment
    dose, drug_id = treatment.regimen.daily_dose, treatment.drug_id
    others = {policy.scope.unit_drug for policy in policies} - {"", drug_id}

    def made(policy: Policy, pace: Pace) -> TaperResult:
        found = taper(taper_request(assessment, kb, use, policy, pace))
        return results.setdefault((policy.id, pace.name), found)

    return Comparable(
        drug_id=drug_id,
        indication=treatment.indication.value if isinstance(treatment.indication, Known) else "",
        dose=dose,
        equivalents={other: _equivalents(kb, dose, drug_id, other) for other in others},
        last={drug: kb.drug(drug).stop_from.value for drug in (drug_id, *others)},
        makeable=_daily_doses(assessment.situation, use),
        ceiling=use.house,
        made=made,
    )


def _equivalents(kb: KnowledgeBase, dose: Mass, drug_id: str, other: str) -> tuple[Mass, ...]:
    """The low, typical and high equivalents, each to the microgram below."""
    table = kb.equivalence()
    found = table.equivalent(dose, drug_id, other, purpose=Purpose.ARITHMETIC, epilepsy=False)
    return tuple(
        Mass(int(mg * _NG_PER_MG) // 1000 * 1000) for mg in (found.low, found.typical, found.high)
    )


def _daily_doses(situation: Situation, use: Settings) -> frozenset[Fraction]:
    """Every daily dose in mg that the products make over the present times of day."""
    made = present_makeable(situation, use.most_pieces)
    sums = {0}
    for dose in situation.treatment.regimen.doses:
        one = [mass.nanograms for mass in made.doses if mass <= dose]
        sums = {daily + more for daily in sums for more in one}
    return frozenset(Fraction(daily, _NG_PER_MG) for daily in sums)
