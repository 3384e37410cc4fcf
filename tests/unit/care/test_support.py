"""Support, meetings and one shared plan, placed on the days of a person's plan."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from glidepath.care.assess import facts_for
from glidepath.care.milestones import milestones
from glidepath.care.prepare import prepare
from glidepath.care.shared import routes, shared_plan
from glidepath.care.timeline import timeline
from glidepath.care.treatments import Option, taken_classes, treatments
from glidepath.care.years import meetings
from glidepath.domain.answer import Proposal
from glidepath.domain.grading import Route
from glidepath.domain.person import (
    UNKNOWN,
    Condition,
    Goal,
    GoalKind,
    Indication,
    Known,
    Medicine,
    Sex,
    Situation,
)
from glidepath.domain.plan import Plan
from tests.unit.interop.cases import KB, answered, read

BOOK = KB.support()


@pytest.fixture(scope="module")
def person() -> Situation:
    return read(answered())


@pytest.fixture(scope="module")
def plan(person: Situation) -> Plan:
    return _plan(person)


@pytest.fixture(scope="module")
def kept(person: Situation) -> Plan:
    return _plan(replace(person, goal=Known(Goal(GoalKind.STAY))))


def _plan(person: Situation) -> Plan:
    answer = prepare(person, KB)
    assert isinstance(answer, Proposal)
    return answer.plan


def _has(person: Situation, condition: Condition, answer: bool) -> Situation:
    return replace(person, conditions={**person.conditions, condition: Known(answer)})


def _for(person: Situation, use: Indication) -> Situation:
    return replace(person, treatment=replace(person.treatment, indication=Known(use)))


def test_the_milestones_are_those_of_the_steps(plan: Plan) -> None:
    stones = milestones(plan)
    steps = plan.course.steps
    assert stones.first_cut == steps[1].span.start
    assert stones.goal == plan.course.stops_on
    assert len(stones.cuts) == len(steps) - 1
    assert stones.stops


def test_the_last_quarter_begins_with_a_quarter_of_the_first_dose_and_not_before(
    plan: Plan,
) -> None:
    stones = milestones(plan)
    most = plan.course.steps[0].regimen.daily_dose.nanograms
    on = {step.span.start: step.regimen.daily_dose.nanograms for step in plan.course.steps}
    assert stones.last_quarter is not None
    assert 4 * on[stones.last_quarter] <= most
    before = max(day for day in on if day < stones.last_quarter)
    assert 4 * on[before] > most


def test_a_dose_that_is_kept_has_no_cut_no_goal_and_no_way(kept: Plan) -> None:
    stones = milestones(kept)
    assert (stones.first_cut, stones.goal, stones.last_quarter) == (None, None, None)
    assert stones.along(Fraction(1, 2)) is None
    assert not stones.stops


def test_half_the_way_lies_half_way(plan: Plan) -> None:
    stones = milestones(plan)
    assert stones.first_cut is not None
    assert stones.goal is not None
    assert stones.along(Fraction(0)) == stones.first_cut
    assert stones.along(Fraction(1)) == stones.goal
    middle = stones.along(Fraction(1, 2))
    assert middle is not None
    assert abs((middle - stones.first_cut) - (stones.goal - middle)) <= timedelta(days=1)


def test_education_comes_before_the_first_cut_and_never_before_the_plan(
    person: Situation, plan: Plan
) -> None:
    placed = timeline(person, plan, BOOK)
    assert placed == tuple(sorted(placed, key=lambda one: one.on))
    first = next(one for one in placed if one.module.id == "education")
    stones = milestones(plan)
    assert stones.first_cut is not None
    assert stones.start <= first.on < stones.first_cut


def test_what_the_drug_is_taken_for_decides_which_modules_come(
    person: Situation, plan: Plan
) -> None:
    def ids(use: Indication) -> set[str]:
        return {one.module.id for one in timeline(_for(person, use), plan, BOOK)}

    assert "interoceptive" in ids(Indication.PANIC_DISORDER)
    assert "interoceptive" not in ids(Indication.INSOMNIA)
    assert "worry" in ids(Indication.GENERALISED_ANXIETY)
    assert "sleep" in ids(Indication.INSOMNIA)
    assert "sleep" not in ids(Indication.PANIC_DISORDER)


def test_a_use_nobody_named_brings_only_the_modules_for_everybody(
    person: Situation, plan: Plan
) -> None:
    unsaid = replace(person, treatment=replace(person.treatment, indication=UNKNOWN))
    assert all(not one.module.indications for one in timeline(unsaid, plan, BOOK))


def test_poor_sleep_brings_the_sleep_module_whatever_the_drug_is_for(
    person: Situation, plan: Plan
) -> None:
    poor = _has(_for(person, Indication.PANIC_DISORDER), Condition.SLEEP_DISTURBANCE, True)
    assert "sleep" in {one.module.id for one in timeline(poor, plan, BOOK)}


def test_bipolar_disorder_brings_the_caution_on_time_in_bed(person: Situation, plan: Plan) -> None:
    asleep = _for(person, Indication.INSOMNIA)
    for answer, expected in ((True, True), (False, False)):
        known = _has(asleep, Condition.BIPOLAR_DISORDER, answer)
        sleep = next(one for one in timeline(known, plan, BOOK) if one.module.id == "sleep")
        assert any("6.5 hours" in caution.said.text for caution in sleep.heed) is expected


def test_a_caution_nobody_has_ruled_out_is_asked_about(person: Situation, plan: Plan) -> None:
    asleep = _for(person, Indication.INSOMNIA)
    unsaid = replace(asleep, conditions={})
    sleep = next(one for one in timeline(unsaid, plan, BOOK) if one.module.id == "sleep")
    assert "bipolar_disorder" in sleep.ask
    assert not any("6.5 hours" in caution.said.text for caution in sleep.heed)


def test_boosters_come_after_the_goal_and_not_while_a_dose_is_kept(
    person: Situation, plan: Plan, kept: Plan
) -> None:
    goal = plan.course.stops_on
    assert goal is not None
    boosters = [one.on for one in timeline(person, plan, BOOK) if one.module.id == "booster"]
    assert boosters == [goal + timedelta(days=days) for days in (30, 91, 182, 365)]
    assert not [one for one in timeline(person, kept, BOOK) if one.module.id == "booster"]


def test_a_kept_dose_still_gets_what_comes_before_a_first_cut(
    person: Situation, kept: Plan
) -> None:
    placed = {one.module.id: one.on for one in timeline(person, kept, BOOK)}
    assert placed["education"] == kept.span.start


def test_the_meetings_reach_to_36_months_after_the_goal(plan: Plan) -> None:
    goal = plan.course.stops_on
    assert goal is not None
    met = meetings(plan, BOOK)
    assert met[-1].on == goal + timedelta(days=1095)
    assert met[0].on == plan.span.start
    assert [one.on for one in met] == sorted({one.on for one in met})


def test_every_cut_but_the_last_has_its_week_and_its_fortnight(plan: Plan) -> None:
    days = {one.on for one in meetings(plan, BOOK)}
    for cut in milestones(plan).cuts[:-1]:
        assert {cut + timedelta(days=7), cut + timedelta(days=14)} <= days


def test_the_last_quarter_is_met_weekly(plan: Plan) -> None:
    stones = milestones(plan)
    assert stones.last_quarter is not None
    assert stones.goal is not None
    days = {one.on for one in meetings(plan, BOOK)}
    day = stones.last_quarter + timedelta(days=7)
    while day <= stones.goal:
        assert day in days
        day += timedelta(days=7)


def test_meetings_of_one_day_become_the_closest_contact_with_every_reason(plan: Plan) -> None:
    joined = [one for one in meetings(plan, BOOK) if len(one.reasons) > 1]
    assert joined
    assert all(one.how in ("visit", "call", "form") for one in joined)


def test_a_kept_dose_is_looked_at_at_least_every_three_months(kept: Plan) -> None:
    reason = "While a dose is kept"
    met = [one.on for one in meetings(kept, BOOK) if any(reason in r.text for r in one.reasons)]
    gaps = [(after - before).days for before, after in itertools.pairwise(met)]
    assert len(met) == 12
    assert set(gaps) == {91}
    assert met[0] == kept.span.start + timedelta(days=91)


def test_conditions_that_come_first_are_told_apart_from_those_treated_together(
    person: Situation,
) -> None:
    both = _has(_has(person, Condition.DEPRESSION, True), Condition.CHRONIC_PAIN, True)
    plan = shared_plan(both, BOOK)
    assert "depression" in {item.id for item in plan.first}
    assert "pain" in {item.id for item in plan.together}
    assert "phq9" in plan.screens
    assert Route.MENTAL_HEALTH in routes(plan)


def test_a_condition_that_is_absent_brings_nothing_and_is_not_asked_again(
    person: Situation,
) -> None:
    plan = shared_plan(_has(person, Condition.DEPRESSION, False), BOOK)
    assert "depression" not in {item.id for item in plan.items}
    assert "depression" not in plan.ask


def test_what_nobody_has_asked_about_is_told(person: Situation) -> None:
    plan = shared_plan(replace(person, conditions={}), BOOK)
    assert {"depression", "ptsd", "alcohol_use_disorder"} <= set(plan.ask)


def test_the_date_of_the_first_meeting_is_a_date(plan: Plan) -> None:
    assert isinstance(meetings(plan, BOOK)[0].on, date)


def _option(person: Situation, name: str) -> Option:
    takes = taken_classes(person, facts_for(person, KB, 6))
    found = {one.treatment.id: one for one in treatments(person, BOOK, takes)}
    return found[name]


def _takes(person: Situation, *names: str) -> Situation:
    return replace(person, medicines=Known(tuple(Medicine(name) for name in names)))


def _aged(person: Situation, years: int) -> Situation:
    return replace(person, person=replace(person.person, age_years=Known(years)))


def test_no_adjunct_is_routine_for_anybody(person: Situation) -> None:
    assert "None can be recommended" in _option(person, "any-adjunct").treatment.role


@pytest.mark.parametrize(
    ("use", "name", "there"),
    [
        (Indication.PANIC_DISORDER, "antidepressant", True),
        (Indication.INSOMNIA, "antidepressant", False),
        (Indication.INSOMNIA, "melatonin", True),
        (Indication.GENERALISED_ANXIETY, "pregabalin", True),
        (Indication.PANIC_DISORDER, "pregabalin", False),
    ],
)
def test_options_fit_what_the_drug_is_taken_for(
    person: Situation, use: Indication, name: str, there: bool
) -> None:
    told = {one.treatment.id for one in treatments(_for(person, use), BOOK, {})}
    assert (name in told) is there


@pytest.mark.parametrize(("years", "heeded"), [(64, False), (65, True)])
def test_hydroxyzine_is_spoken_against_from_65_years_on(
    person: Situation, years: int, heeded: bool
) -> None:
    option = _option(_aged(_for(person, Indication.GENERALISED_ANXIETY), years), "hydroxyzine")
    assert any("older" in caution.said.text for caution in option.heed) is heeded


def test_pregabalin_beside_an_opioid_is_spoken_against(person: Situation) -> None:
    worried = _for(person, Indication.GENERALISED_ANXIETY)
    beside = _option(_takes(worried, "oxycodone"), "pregabalin")
    assert any("stop breathing" in caution.said.text for caution in beside.heed)
    alone = _option(_takes(worried, "paracetamol"), "pregabalin")
    assert not any("stop breathing" in caution.said.text for caution in alone.heed)
    assert not any("opioid)" in name for name in alone.ask)


def test_a_medicine_that_has_ended_counts_no_more(person: Situation) -> None:
    worried = _for(person, Indication.GENERALISED_ANXIETY)
    over = Medicine("oxycodone", stopped=worried.as_of)
    ended = _option(replace(worried, medicines=Known((over,))), "pregabalin")
    assert not any("stop breathing" in caution.said.text for caution in ended.heed)


def test_a_medicine_nobody_knows_leaves_the_caution_open(person: Situation) -> None:
    worried = _for(person, Indication.GENERALISED_ANXIETY)
    for unsure in (_takes(worried, "nosuchmedicine"), replace(worried, medicines=UNKNOWN)):
        assert "medicines (opioid)" in _option(unsure, "pregabalin").ask


def test_an_age_nobody_knows_leaves_the_caution_open(person: Situation) -> None:
    worried = _for(person, Indication.GENERALISED_ANXIETY)
    ageless = replace(worried, person=replace(worried.person, age_years=UNKNOWN))
    assert "age" in _option(ageless, "hydroxyzine").ask


@pytest.mark.parametrize(
    ("sex", "told", "asked"),
    [(Sex.MALE, None, False), (Sex.FEMALE, None, True), (Sex.FEMALE, False, False),
     (Sex.INTERSEX, None, True), (None, None, True)],
)  # fmt: skip
def test_of_a_man_no_module_asks_for_a_pregnancy(
    sex: Sex | None, told: bool | None, asked: bool, person: Situation, plan: Plan
) -> None:
    who = replace(
        person.person,
        sex=Known(sex) if sex else UNKNOWN,
        pregnant=UNKNOWN if told is None else Known(told),
    )
    placed = timeline(replace(person, person=who), plan, BOOK)
    assert any("pregnant" in one.ask for one in placed) is asked


@pytest.mark.parametrize("sex", [Sex.MALE, Sex.FEMALE])
def test_a_pregnancy_that_is_told_is_heeded_whatever_the_sex(
    sex: Sex, person: Situation, plan: Plan
) -> None:
    who = replace(person.person, sex=Known(sex), pregnant=Known(True))
    placed = timeline(replace(person, person=who), plan, BOOK)
    assert any(caution.pregnant for one in placed for caution in one.heed)
