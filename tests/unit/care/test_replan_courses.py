"""Going on with a start, with an exchange of one drug for another, and after them."""

from dataclasses import replace
from itertools import pairwise

import pytest

from glidepath.care import replan_rest
from glidepath.care.prepare import prepare
from glidepath.care.settings import short_use_rules
from glidepath.domain.answer import Proposal, Refusal
from glidepath.domain.calendar import Span
from glidepath.domain.finding import Verdict
from glidepath.domain.following import Following, Wish, WishKind
from glidepath.domain.person import Condition, Goal, GoalKind, Known, Situation
from glidepath.domain.plan import CourseKind, StepKind
from glidepath.domain.quantity import Mass
from glidepath.domain.wishes import Shape
from glidepath.interop.casefile import read_case
from tests.generate_courses import course_situation
from tests.house.source import ROOT
from tests.unit.care.replanned import DAY, PERSON, as_planned, go_on, keys, planned, rest_of
from tests.unit.interop.cases import KB, answered, read


def example(name) -> Situation:
    path = ROOT / "examples" / f"{name}.toml"
    person = read_case(path.read_bytes(), path.name, KB)
    assert isinstance(person, Situation)
    return person


EXCHANGE = example("lorazepam_switch_uk")
SWITCH = planned(EXCHANGE)
BASE = read(answered())
BEGIN = replace(
    example("clonazepam_start_panic"),
    person=BASE.person,
    conditions=BASE.conditions,
    history=BASE.history,
    medicines=BASE.medicines,
)
START = planned(BEGIN)
PLAN_ALONE = planned()
BEGUN = replace(BEGIN, treatment=replace(BEGIN.treatment, since=Known(START.course.span.start)))


def taking(person, plan, today):
    """The person on a day, with every drug as the plan has it on the day before."""
    found = []
    for course in plan.courses:
        for step in course.steps:
            if step.span.start <= today - DAY <= step.span.end:
                found.append((course.drug_id, step.regimen))
    if not found:
        found = [(plan.course.drug_id, plan.course.steps[-1].regimen)]
    taken = [one for one in found if one[1].daily_dose] or found[:1]
    treatments = [
        replace(person.treatment, drug_id=drug, regimen=regimen, last_taken=Known(today - DAY),
                days_per_week=Known(7))
        for drug, regimen in taken
    ]  # fmt: skip
    return replace(person, as_of=today, treatment=treatments[0], also=tuple(treatments[1:]))


def on(person, plan, today, wish=None):
    record = Following(as_planned(plan, plan.span.start, today - DAY))
    return go_on(plan, today, wish, record, taking(person, plan, today))


def starts(plan, after):
    return [
        [(step.regimen.doses, step.span.start) for step in course.steps if step.span.start > after]
        for course in plan.courses
    ]


MIDDLE = SWITCH.course.steps[1].span.start + 2 * DAY


def test_nothing_new_in_an_exchange_leaves_both_drugs_as_they_were():
    done = on(EXCHANGE, SWITCH, MIDDLE)
    assert starts(rest_of(done), MIDDLE) == starts(SWITCH, MIDDLE)
    assert keys(done)[0] == "why.nothing"


def test_a_hold_in_an_exchange_moves_both_drugs_by_the_same_days():
    cut = SWITCH.course.steps[2].span.start
    done = on(EXCHANGE, SWITCH, MIDDLE, Wish(WishKind.HOLD, until=cut + 10 * DAY))
    old, new = starts(rest_of(done), MIDDLE)
    assert [(doses, day - 10 * DAY) for doses, day in old] == starts(SWITCH, MIDDLE)[0]
    assert [(doses, day - 10 * DAY) for doses, day in new] == starts(SWITCH, MIDDLE)[1]
    assert isinstance(done.answer, Proposal)


def test_the_days_outside_the_corridor_move_with_the_exchange():
    stray = Span(MIDDLE - 3 * DAY, MIDDLE + 4 * DAY), Span(MIDDLE + 9 * DAY, MIDDLE + 9 * DAY)
    plan = replace(SWITCH, strays=(Span(MIDDLE - 5 * DAY, MIDDLE - 4 * DAY), *stray))
    cut = SWITCH.course.steps[2].span.start
    held = rest_of(on(EXCHANGE, plan, MIDDLE, Wish(WishKind.HOLD, until=cut + 10 * DAY)))
    assert held.strays == (
        Span(MIDDLE, MIDDLE + 14 * DAY),
        Span(MIDDLE + 19 * DAY, MIDDLE + 19 * DAY),
    )


def test_before_the_first_exchange_the_new_drug_is_still_to_come():
    today = SWITCH.course.span.start + 3 * DAY
    plan = rest_of(on(EXCHANGE, SWITCH, today))
    assert starts(plan, today) == starts(SWITCH, today)


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        (Wish(WishKind.FASTER), "the doses of both belong together"),
        (
            Wish(WishKind.NEW_GOAL, goal=Goal(GoalKind.LOWER, Mass.from_mg("0.5"))),
            "belong together",
        ),
        (Wish(WishKind.STEP_BACK, chosen_by_clinician=True), "there is no step back"),
    ],
)
def test_what_would_tear_an_exchange_apart_is_refused_with_why_and_with_what_is_left(wish, says):
    done = on(EXCHANGE, SWITCH, MIDDLE, wish)
    assert isinstance(done.answer, Refusal)
    assert says in done.answer.text
    assert "Hold what is taken now" in done.answer.next_step
    assert keys(done) == ["change.not_wished"]


def told_of_exchange(done):
    """What the checks of an exchange answer about a re-plan, by their number."""
    assert isinstance(done.answer, Proposal)
    ours = [f"GP-C-08{n}" for n in range(8)]
    return {one.rule_id[-2:]: one.verdict for one in done.answer.findings if one.rule_id in ours}


def test_a_running_exchange_is_checked_whole():
    assert set(told_of_exchange(on(EXCHANGE, SWITCH, MIDDLE)).values()) == {Verdict.CLEAR}


def test_how_long_a_held_or_slowed_exchange_may_take_cannot_be_told_and_all_else_can():
    cut = SWITCH.course.steps[2].span.start
    for wish in (Wish(WishKind.HOLD, until=cut + 10 * DAY), Wish(WishKind.SLOW)):
        told = told_of_exchange(on(EXCHANGE, SWITCH, cut - 2 * DAY, wish))
        assert {name for name, verdict in told.items() if verdict is not Verdict.CLEAR} <= {"86"}


def test_a_second_version_of_an_exchange_is_checked_by_what_the_record_tells():
    second = rest_of(on(EXCHANGE, SWITCH, MIDDLE))
    today = MIDDLE + 3 * DAY
    person = taking(EXCHANGE, SWITCH, today)
    whole = Following(as_planned(SWITCH, SWITCH.span.start, today - DAY))
    told = told_of_exchange(go_on(second, today, None, whole, person))
    assert {name for name, verdict in told.items() if verdict is not Verdict.CLEAR} == {"86"}
    late = Following(as_planned(SWITCH, MIDDLE, today - DAY))
    untold = told_of_exchange(go_on(second, today, None, late, person))
    unsure = {name for name, verdict in untold.items() if verdict is Verdict.CANNOT_TELL}
    assert {"81", "83"} <= unsure


def test_a_new_fact_that_speaks_against_the_new_drug_stops_a_running_exchange():
    person = taking(EXCHANGE, SWITCH, MIDDLE)
    liver = {**person.conditions, Condition.LIVER_DISEASE: Known(True)}
    record = Following(as_planned(SWITCH, SWITCH.span.start, MIDDLE - DAY))
    answer = go_on(SWITCH, MIDDLE, None, record, replace(person, conditions=liver)).answer
    assert isinstance(answer, Refusal)
    assert any(one.rule_id == "GP-C-087" for one in answer.findings if one.verdict is Verdict.FIRES)
    stay = go_on(SWITCH, MIDDLE, Wish(WishKind.STAY), record, replace(person, conditions=liver))
    assert isinstance(stay.answer, Proposal)


def test_to_stay_in_an_exchange_keeps_both_drugs_as_they_are():
    plan = rest_of(on(EXCHANGE, SWITCH, MIDDLE, Wish(WishKind.STAY)))
    assert [course.kind for course in plan.courses] == [CourseKind.MAINTENANCE] * 2
    assert [course.steps[0].regimen.daily_dose.mg for course in plan.courses] == [1, 10]


def test_an_exchange_made_slower_has_longer_steps_and_a_slower_lowering():
    today = SWITCH.course.steps[1].span.start - 3 * DAY
    plan = rest_of(on(EXCHANGE, SWITCH, today, Wish(WishKind.SLOW)))
    old, new = plan.courses
    first, second = (step.span.start for step in SWITCH.course.steps[1:])
    assert [step.span.start for step in old.steps[1:]] == [first, second + 7 * DAY]
    lowered, then = (
        next(step.span.start for step in course.steps if step.cut)
        for course in (new, SWITCH.further[0])
    )
    assert lowered == then + 7 * DAY
    assert new.steps[-1].span.start > SWITCH.further[0].steps[-1].span.start
    assert plan.pace == "usual-slower"
    assert plan.strays[-1].end == old.span.end


TWO = example("two_drugs_us")
TURNS = planned(TWO)
BACK = Wish(WishKind.STEP_BACK, chosen_by_clinician=True)


def cuts(plan):
    return [(step.span.start, course.drug_id) for course in plan.courses for step in course.steps
            if step.cut]  # fmt: skip


@pytest.mark.parametrize("days", [2, 30, 60, 120])
def test_two_drugs_in_turn_can_be_kept(days):
    today = TURNS.span.start + days * DAY
    person = taking(TWO, TURNS, today)
    plan = rest_of(on(TWO, TURNS, today, Wish(WishKind.STAY)))
    taken = {one.drug_id: one.regimen.doses for one in (person.treatment, *person.also)}
    assert {one.drug_id: one.steps[0].regimen.doses for one in plan.courses} == taken
    assert {one.kind for one in plan.courses} == {CourseKind.MAINTENANCE}


@pytest.mark.parametrize("days", [2, 30, 60, 120])
def test_two_drugs_in_turn_go_on_more_slowly_and_never_both_at_once(days):
    today = TURNS.span.start + days * DAY
    plan = rest_of(on(TWO, TURNS, today, Wish(WishKind.SLOW)))
    assert max(cuts(plan)) > max(cuts(TURNS))
    both = sorted(cuts(plan))
    turns = [after[0] - before[0] for before, after in pairwise(both) if before[1] != after[1]]
    assert all(pause >= 28 * DAY for pause in turns)


def test_a_pause_that_runs_goes_on_running_in_a_slower_plan():
    stopped = TURNS.further[0].stops_on
    plan = rest_of(on(TWO, TURNS, stopped + 10 * DAY, Wish(WishKind.SLOW)))
    assert min(cuts(plan))[0] >= stopped + 28 * DAY


def test_a_step_back_takes_the_drug_that_was_cut_last_and_the_other_waits():
    stopped, cut = TURNS.further[0].stops_on, TURNS.course.steps[1].span.start
    soon = on(TWO, TURNS, stopped + 5 * DAY, BACK)
    assert "zolpidem, which was cut last, goes back to 5 mg" in soon.diff[0].text
    first = {one.drug_id: one.steps[0] for one in rest_of(soon).courses}
    assert first["zolpidem"].kind is StepKind.STEPPED_BACK
    assert first["clonazepam"].kind is StepKind.PRESENT
    later = on(TWO, TURNS, cut + 20 * DAY, BACK)
    assert "clonazepam, which was cut last, goes back to 1 mg" in later.diff[0].text
    assert [one.drug_id for one in rest_of(later).courses] == ["clonazepam"]


def test_before_anything_was_cut_there_is_no_step_back():
    answer = on(TWO, TURNS, TURNS.span.start + 3 * DAY, BACK).answer
    assert isinstance(answer, Refusal)
    assert "tells of an earlier, higher dose" in answer.text
    unasked = on(TWO, TURNS, TURNS.span.start + 30 * DAY, Wish(WishKind.STEP_BACK)).answer
    assert "only where the clinician chose it" in unasked.text


def test_a_pace_that_is_not_sooner_is_not_called_faster():
    answer = on(TWO, TURNS, TURNS.span.start + 4 * DAY, Wish(WishKind.FASTER)).answer
    assert isinstance(answer, Refusal)
    assert "would not come any sooner" in answer.text
    late = TURNS.course.steps[1].span.start + 40 * DAY
    plan = rest_of(on(TWO, TURNS, late, Wish(WishKind.FASTER)))
    assert max(cuts(plan)) < max(cuts(TURNS))


def test_a_lower_dose_as_the_new_goal_lowers_the_first_drug_and_keeps_the_other():
    wish = Wish(WishKind.NEW_GOAL, goal=Goal(GoalKind.LOWER, Mass.from_mg("0.5")))
    plan = rest_of(on(TWO, TURNS, TURNS.span.start + 4 * DAY, wish))
    ends = {one.drug_id: one.steps[-1].regimen.daily_dose.mg for one in plan.courses}
    assert ends == {"clonazepam": Mass.from_mg("0.5").mg, "zolpidem": 5}


def test_a_case_whose_goal_is_now_to_stay_lowers_neither():
    today = TURNS.span.start + 4 * DAY
    record = Following(as_planned(TURNS, TURNS.span.start, today - DAY))
    stays = replace(taking(TWO, TURNS, today), goal=Known(Goal(GoalKind.STAY)))
    plan = rest_of(go_on(TURNS, today, None, record, stays))
    assert {one.kind for one in plan.courses} == {CourseKind.MAINTENANCE}


def test_once_nothing_is_taken_of_either_the_watch_goes_on_whatever_is_wished():
    today = TURNS.course.stops_on + 5 * DAY
    for wish in (Wish(), Wish(WishKind.SLOW), Wish(WishKind.STAY)):
        plan = rest_of(on(TWO, TURNS, today, wish))
        assert not any(step.regimen.daily_dose for one in plan.courses for step in one.steps)


def test_once_the_old_drug_is_gone_the_new_one_has_a_taper_of_its_own():
    today = SWITCH.course.span.end + 20 * DAY
    done = on(EXCHANGE, SWITCH, today)
    plan = rest_of(done)
    assert [course.kind for course in plan.courses] == [CourseKind.TAPER]
    assert plan.course.drug_id == "diazepam"
    assert starts(plan, today)[0] == starts(SWITCH, today)[1]
    slow = on(EXCHANGE, plan, today + 3 * DAY, Wish(WishKind.SLOW))
    assert rest_of(slow).course.stops_on > plan.course.stops_on


def test_nothing_new_in_a_start_leaves_its_rises_as_they_were():
    today = START.course.steps[1].span.start
    plan = rest_of(on(BEGIN, START, today))
    assert plan.course.kind is CourseKind.TITRATION
    assert plan.policy_id == START.policy_id
    assert starts(plan, today) == starts(START, today)


def test_a_hold_in_a_start_waits_with_the_next_rise():
    today = START.course.steps[1].span.start
    rise = START.course.steps[2].span.start
    plan = rest_of(on(BEGIN, START, today, Wish(WishKind.HOLD, until=rise + 5 * DAY)))
    assert plan.course.steps[1].span.start == rise + 5 * DAY


def test_what_a_start_has_led_to_is_kept_until_the_next_review():
    last = START.course.span.end
    today = last + DAY
    plan = rest_of(on(BEGIN, START, today))
    assert plan.course.kind is CourseKind.MAINTENANCE
    assert plan.course.span.days == 91
    later = rest_of(on(BEGUN, plan, today + 30 * DAY))
    assert later.course.kind is CourseKind.MAINTENANCE


def test_what_was_begun_is_lowered_once_that_is_the_goal():
    today = START.course.span.end
    wish = Wish(WishKind.NEW_GOAL, goal=Goal(GoalKind.STOP))
    plan = rest_of(on(BEGUN, START, today, wish))
    assert plan.course.kind is CourseKind.TAPER
    assert plan.policy_id in KB.policy_ids()


def test_a_hold_of_one_drug_keeps_the_one_beside_it_for_as_long():
    goal = Known(Goal(GoalKind.LOWER, Mass.from_mg("0.5")))
    person = replace(TWO, goal=goal)
    plan = planned(person)
    today = plan.span.start + 4 * DAY
    cut = min(cuts(plan))[0]
    held = rest_of(on(person, plan, today, Wish(WishKind.HOLD, until=cut + 20 * DAY)))
    assert {one.span.end for one in held.courses} == {plan.span.end + 20 * DAY}


def test_after_an_exchange_a_lower_dose_is_still_the_one_that_equals_the_old_drugs():
    goal = Known(Goal(GoalKind.LOWER, Mass.from_mg("0.5")))
    person = replace(EXCHANGE, goal=goal)
    plan = planned(person)
    today = plan.course.span.end + 20 * DAY
    done = on(person, plan, today)
    rest = rest_of(done)
    assert keys(done)[0] == "why.nothing"
    assert rest.course.drug_id == "diazepam"
    assert rest.course.steps[-1].regimen.doses == plan.further[0].steps[-1].regimen.doses


def test_an_exchange_on_the_first_day_still_knows_what_was_taken_before():
    person = replace(EXCHANGE, switch=replace(EXCHANGE.switch, first_on=EXCHANGE.as_of))
    plan = planned(person)
    assert plan.course.steps[0].regimen.doses != EXCHANGE.treatment.regimen.doses
    assert plan.began.doses == EXCHANGE.treatment.regimen.doses
    told = told_of_exchange(on(person, plan, plan.course.span.start + 2 * DAY))
    assert set(told.values()) == {Verdict.CLEAR}


def test_a_slower_pace_that_would_end_sooner_or_with_a_larger_cut_is_not_taken():
    last = PLAN_ALONE.course.steps[-2]
    today = last.span.start + 3 * DAY
    done = on(PERSON, PLAN_ALONE, today, Wish(WishKind.SLOW))
    plan, before = rest_of(done), PLAN_ALONE.course
    assert plan.course.stops_on >= before.stops_on
    largest = max(step.cut.mass for step in plan.course.steps if step.cut)
    assert largest <= max(s.cut.mass for s in before.steps if s.cut and s.span.start > today)


def test_a_short_taper_after_short_use_goes_on_as_it_was_begun():
    person, asked = course_situation(198)
    answer = prepare(person, KB, asked)
    assert isinstance(answer, Proposal)
    plan = answer.plan
    assert plan.policy_id == short_use_rules(KB).policy.id
    today = plan.course.span.start + 16 * DAY
    done = on(person, plan, today)
    rest = rest_of(done)
    assert keys(done)[0] == "why.nothing"
    assert rest.policy_id == plan.policy_id
    assert rest.course.stops_on == plan.course.stops_on


def test_two_drugs_are_never_judged_as_small_steps_are(monkeypatch):
    asked = []
    small = replan_rest.with_small_steps
    monkeypatch.setattr(replan_rest, "with_small_steps", lambda *a: asked.append(a) or small(*a))
    wished = replace(TWO, preferences=replace(TWO.preferences, shape=Shape.SMALL_STEPS))
    plan = planned(wished)
    for kind in (WishKind.SLOW, WishKind.STAY, WishKind.NOTHING):
        rest_of(on(wished, plan, plan.span.start + 30 * DAY, Wish(kind)))
    assert not asked
