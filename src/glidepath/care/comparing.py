"""Everything for one person side by side: the plan, its other shapes and ends, every policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from glidepath.care.assess import Assessment, present_makeable
from glidepath.care.choice import goal_of, under_house_ceiling
from glidepath.care.compare_rows import breaks, made_of
from glidepath.care.compare_shapes import Shapes, direct
from glidepath.care.prepare import prepare
from glidepath.care.propose import Built, TooSoon, drawn
from glidepath.care.settings import Settings, settings
from glidepath.domain.answer import Answer, Proposal
from glidepath.domain.comparison import Compared, Comparison, LeftOut
from glidepath.domain.person import Goal, GoalKind, Known, Situation
from glidepath.domain.plan import Course
from glidepath.domain.policy import Pace, Policy
from glidepath.domain.quantity import Mass
from glidepath.domain.wording import share_text
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.equivalence import Purpose
from glidepath.planning.compare import Comparable, compare

__all__ = ["compared"]

_NG_PER_MG = 1_000_000


def compared(
    situation: Situation, kb: KnowledgeBase, policy_id: str | None = None
) -> Compared | Answer:
    """The plan, its other shapes and ends, and every policy at every pace, in one shape of row.

    Takes what a plan takes; `policy_id` is that of the plan and of its other shapes. What
    stands before a plan stands before this too: then it is what comes back. A row of a
    policy is the course that a plan under it would have. Policies in another drug's
    milligrams are shown as written, from the low, the typical and the high equivalent of the
    present dose. Of a start nothing is taken yet that could be lowered: its own plan comes
    back, which says so and holds the other end of the rule's ranges.
    """
    goal = goal_of(situation)
    answer = prepare(situation, kb, policy_id, alone=True)
    if not isinstance(answer, Proposal):
        return answer
    if goal is not None and goal.kind is GoalKind.START:
        return _started(answer, settings(kb))
    use = settings(kb)
    assessment: Assessment = answer.trace["assessment"]
    shapes = list(Shapes(situation, answer, kb, use, policy_id).rows())
    rows = [one for one in shapes if isinstance(one, Comparison)]
    rows += _policies(replace(assessment, situation=direct(situation)), kb, use)
    return Compared(
        drug_id=situation.treatment.drug_id,
        dose=situation.treatment.regimen.daily_dose,
        as_of=situation.as_of,
        ceiling=use.house.fall,
        window_days=use.house.days,
        rows=tuple(rows),
        left_out=tuple(one for one in shapes if isinstance(one, LeftOut)),
        findings=answer.findings,
        questions=answer.questions,
        statements=_statements(rows),
        notes=tuple(_notes(situation, kb, use, rows)),
        beside=tuple((one.drug_id, one.regimen.daily_dose) for one in situation.also),
        micrograms_below=kb.micrograms_below(situation.country),
    )


def _started(answer: Proposal, use: Settings) -> Proposal:
    """The plan of a start, which says first that there is nothing to hold against it."""
    notes = (use.says["compare.start"], *answer.plan.notes)
    return replace(answer, plan=replace(answer.plan, notes=notes))


def _statements(rows: Sequence[Comparison]) -> tuple[str, ...]:
    """What the expected effect is not: every statement of every row once."""
    seen = (row.course.foreseen for row in rows if row.course)
    return tuple(dict.fromkeys(text for one in seen if one for text in one.statements))


def _notes(
    situation: Situation, kb: KnowledgeBase, use: Settings, rows: Sequence[Comparison]
) -> Iterator[str]:
    window = {"fall": share_text(use.house.fall), "days": str(use.house.days)}
    yield use.says["compare.legend_ceiling"].format(**window)
    yield use.says["compare.legend_columns"]
    yield use.says["compare.legend_effect"]
    if situation.preferences.end_on is not None:
        yield use.says["compare.end_date"]
    if situation.also:
        yield use.says["compare.beside"]
    needs = dict.fromkeys(one for row in rows if row.course for one in row.course.needs)
    if needs:
        names = "; ".join(kb.product(one).name for one in needs)
        yield use.says["compare.needs"].format(products=names)


def _policies(assessment: Assessment, kb: KnowledgeBase, use: Settings) -> Iterator[Comparison]:
    """One row for every policy, pace and starting dose, the policies offered first first."""
    policies = sorted(
        (kb.policy(policy_id) for policy_id in kb.policy_ids()),
        key=lambda policy: (policy.default_rank, policy.id),
    )
    courses: dict[tuple[str, str], tuple[Course, ...]] = {}

    def made(policy: Policy, pace: Pace) -> Course | None:
        found = _courses(_at_pace(assessment, pace), kb, use, policy)
        if found is None:
            return None
        courses[policy.id, pace.name] = found
        return found[0]

    for row in compare(_comparable(assessment, kb, use, policies, made), policies):
        policy = kb.policy(row.policy_id)
        told = replace(row, title=policy.title, sources=policy.sources)
        here = courses.get((row.policy_id, row.pace))
        if here is not None and row.made:
            course = made_of(here, assessment.situation)
            told = replace(told, course=course, made_breaches=breaks(here, use.house))
        yield told


def _at_pace(assessment: Assessment, pace: Pace) -> Assessment:
    """The person who asks for a pace; whoever is to stay is shown the way down."""
    situation = assessment.situation
    goal = goal_of(situation)
    stays = goal is not None and goal.kind is GoalKind.STAY
    return replace(
        assessment,
        situation=replace(
            situation,
            preferences=replace(situation.preferences, pace=pace.name),
            goal=Known(Goal(GoalKind.STOP)) if stays else situation.goal,
        ),
    )


def _courses(
    assessment: Assessment, kb: KnowledgeBase, use: Settings, policy: Policy
) -> tuple[Course, ...] | None:
    """The courses that a plan under the policy has; None where there is no plan."""
    if assessment.situation.also:
        from glidepath.care.beside import in_turns

        built = in_turns(assessment, kb, use, policy.id)
        return built.plan.courses if isinstance(built, Built) else None
    found = drawn(assessment, kb, use, under_house_ceiling(policy, use))
    return None if isinstance(found, TooSoon) else (found.tuned.course,)


def _comparable(
    assessment: Assessment,
    kb: KnowledgeBase,
    use: Settings,
    policies: Sequence[Policy],
    made: Callable[[Policy, Pace], Course | None],
) -> Comparable:
    """What comparing needs to know of a person."""
    treatment = assessment.situation.treatment
    dose, drug_id = treatment.regimen.daily_dose, treatment.drug_id
    others = {policy.scope.unit_drug for policy in policies} - {"", drug_id}
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
