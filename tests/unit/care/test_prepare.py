"""From a situation to an answer: what is refused, what is asked, and what is proposed."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from glidepath.care import prepare as preparing
from glidepath.care.prepare import prepare
from glidepath.domain.answer import Proposal, Questions, Refusal
from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.errors import BadInput
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.domain.person import (
    UNKNOWN,
    AtHand,
    Condition,
    Goal,
    GoalKind,
    Known,
    Preferences,
    Situation,
)
from glidepath.domain.plan import CourseKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from tests.unit.interop.cases import KB, answered, read


@pytest.fixture(scope="module")
def person() -> Situation:
    """Somebody of whom everything is known, on 1.5 mg of clonazepam a day."""
    return read(answered())


def _with(person: Situation, **wishes: Any) -> Situation:
    return replace(person, preferences=replace(person.preferences, **wishes))


def _proposal(person: Situation, policy_id: str | None = None) -> Proposal:
    answer = prepare(person, KB, policy_id)
    assert isinstance(answer, Proposal)
    return answer


def test_a_plan_starts_from_what_is_really_taken_and_ends_at_the_goal(person: Situation) -> None:
    steps = _proposal(person).plan.course.steps
    assert steps[0].regimen.daily_dose == person.treatment.regimen.daily_dose
    assert steps[0].span.start == person.as_of
    assert steps[-1].regimen.daily_dose == Mass.zero()


def test_a_proposal_carries_everything_it_was_made_from(person: Situation) -> None:
    answer = _proposal(person)
    assert {"assessment", "policy", "result"} <= set(answer.trace)
    assert answer.risk is not None
    assert answer.level_of_care is not None
    assert answer.supply
    assert answer.plan.knowledge == KB.version()
    assert any(option.name == "stay" for option in answer.alternatives)


def test_a_lower_goal_ends_there_and_stays(person: Situation) -> None:
    lower = read(answered() | {"goal": {"kind": "lower", "daily_dose": "1 mg"}})
    course = _proposal(lower).plan.course
    assert course.steps[-1].regimen.daily_dose == Mass.from_mg(1)
    assert course.stops_on is None


def test_staying_keeps_the_present_doses_until_the_next_review(person: Situation) -> None:
    plan = _proposal(read(answered() | {"goal": "stay"})).plan
    assert plan.course.kind is CourseKind.MAINTENANCE
    assert len(plan.course.steps) == 1
    assert plan.course.steps[0].regimen.daily_dose == person.treatment.regimen.daily_dose


def test_without_a_goal_or_a_product_both_are_asked_for(person: Situation) -> None:
    answer = prepare(replace(person, goal=UNKNOWN, products=()), KB)
    assert isinstance(answer, Questions)
    blocking = {question.fact for question in answer.questions if question.blocks}
    assert {"goal", "products"} <= blocking


def test_a_dose_that_the_products_cannot_make_is_refused(person: Situation) -> None:
    whole = next(p for p in KB.products("US", "clonazepam") if p.id == "us-clonazepam-tablet-2mg")
    answer = prepare(replace(person, products=(AtHand(whole),)), KB)
    assert isinstance(answer, Refusal)
    fired = {one.rule_id for one in answer.findings if one.verdict is Verdict.FIRES}
    assert {"unmakeable-today", "too-large-to-stop"} <= fired


def test_nobody_is_led_from_a_whole_tablet_of_2_mg_to_nothing(person: Situation) -> None:
    whole = next(p for p in KB.products("US", "clonazepam") if p.id == "us-clonazepam-tablet-2mg")
    taken = Regimen.of([(TimeOfDay.read("22:00"), Mass.from_mg(2))])
    given = replace(
        person,
        products=(AtHand(whole),),
        treatment=replace(person.treatment, regimen=taken),
    )
    answer = prepare(given, KB)
    assert isinstance(answer, Refusal)
    assert "2 mg" in answer.text
    assert "abrupt" in answer.text
    assert isinstance(prepare(replace(given, goal=Known(Goal(GoalKind.STAY))), KB), Proposal)


@pytest.mark.parametrize("condition", [Condition.PALLIATIVE_CARE, Condition.EPILEPSY])
def test_what_forbids_a_plan_is_refused_with_what_to_do(
    condition: Condition, person: Situation
) -> None:
    ill = replace(person, conditions={**person.conditions, condition: Known(True)})
    answer = prepare(ill, KB)
    assert isinstance(answer, Refusal)
    assert answer.next_step


def test_an_end_date_is_met_or_refused_with_the_earliest_day(person: Situation) -> None:
    asked = person.as_of + timedelta(days=500)
    stops = _proposal(_with(person, end_on=asked)).plan.course.stops_on
    assert stops is not None
    assert stops <= asked
    answer = prepare(_with(person, end_on=person.as_of + timedelta(days=20)), KB)
    assert isinstance(answer, Refusal)
    assert answer.certificate is not None
    assert "earliest day" in answer.text


@pytest.mark.parametrize("policy_id", ["no-such-policy", "fyer-1987", "cks-2018-diazepam"])
def test_a_policy_that_does_not_fit_is_bad_input(policy_id: str, person: Situation) -> None:
    with pytest.raises(BadInput):
        prepare(person, KB, policy_id)


def test_a_plan_that_fails_its_own_check_is_never_shown(
    person: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Finding("GP-C-055", Verdict.FIRES, Severity.BLOCK, "too fast")
    monkeypatch.setattr(preparing, "judge", lambda claim, context: (fault,))
    answer = prepare(person, KB)
    assert isinstance(answer, Refusal)
    assert fault in answer.findings


def test_nothing_is_taken_for_granted_without_saying_so(person: Situation) -> None:
    silent = replace(person, preferences=Preferences())
    told = " ".join(_proposal(silent).plan.notes)
    assert all(word in told for word in ("pace", "first cut", "half tablets", "one prescription"))


def test_a_country_without_a_catalogue_is_planned_with_described_products(
    person: Situation,
) -> None:
    row = {"name": "Rivotril 2 mg", "form": "tablet", "strength": "2 mg", "splits": ["1/4"]}
    french = read(answered() | {"country": "FR", "products": [row]})
    notes = " ".join(_proposal(french).plan.notes)
    assert "Rivotril 2 mg" in notes


def test_the_same_situation_always_gives_the_same_answer(person: Situation) -> None:
    assert prepare(person, KB) == prepare(person, KB)


def test_shifting_every_day_by_a_week_shifts_the_plan_by_a_week(person: Situation) -> None:
    week = timedelta(days=7)

    def later(day: date) -> date:
        return day + week

    treatment = replace(
        person.treatment,
        since=Known(later(date(2020, 1, 1))),
        last_taken=Known(later(date(2026, 11, 22))),
    )
    moved = replace(person, as_of=later(person.as_of), treatment=treatment)
    spans = [(step.span.start, step.span.end) for step in _proposal(person).plan.course.steps]
    after = [(step.span.start, step.span.end) for step in _proposal(moved).plan.course.steps]
    assert after == [(later(start), later(end)) for start, end in spans]


def test_a_goal_no_course_leads_to_is_refused_with_the_certificate(person: Situation) -> None:
    lower = read(answered() | {"goal": {"kind": "lower", "daily_dose": "0.3 mg"}})
    answer = prepare(lower, KB)
    assert isinstance(answer, Refusal)
    assert "0.3 mg a day" in answer.text
    assert answer.certificate is not None
    assert answer.next_step


def test_stock_that_nobody_counted_is_never_told_to_the_checker_as_none(person: Situation) -> None:
    uncounted = replace(person, products=tuple(AtHand(one.product) for one in person.products))
    verdicts = {one.rule_id: one.verdict for one in _proposal(uncounted).findings}
    none = replace(
        person, products=tuple(AtHand(one.product, Fraction(0)) for one in person.products)
    )
    counted = {one.rule_id: one.verdict for one in _proposal(none).findings}
    assert verdicts["GP-C-073"] is Verdict.CANNOT_TELL
    assert counted["GP-C-073"] is Verdict.CLEAR
