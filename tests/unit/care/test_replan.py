"""A plan made anew on its way, from what was really taken."""

from dataclasses import replace

import pytest

from glidepath.domain.answer import Proposal, Questions, Refusal
from glidepath.domain.calendar import Span
from glidepath.domain.errors import BadInput
from glidepath.domain.finding import Severity, Verdict
from glidepath.domain.following import Chooser, DayTaken, Following, Wish, WishKind
from glidepath.domain.person import AtHand, Goal, GoalKind, Known, Medicine
from glidepath.domain.plan import CourseKind, StepKind
from glidepath.domain.quantity import Mass
from glidepath.domain.wording import date_text
from tests.unit.care.replanned import (
    DAY,
    PERSON,
    as_planned,
    chosen,
    go_on,
    keys,
    now,
    planned,
    rest_of,
    times_of,
    told,
    without,
)
from tests.unit.interop.cases import KB

PLAN = planned()
THIRD = PLAN.course.steps[2]
TODAY = THIRD.span.start + 10 * DAY
HALVES, ONES = (item.product for item in PERSON.products[:2])


def starts(plan):
    return [(step.regimen.doses, step.span.start) for step in plan.course.steps]


def doses(plan):
    return [step.regimen.doses for step in plan.course.steps]


def test_nothing_new_leaves_the_remaining_steps_as_they_were_and_says_so():
    done = go_on(PLAN, TODAY)
    plan = rest_of(done)
    assert plan.course.steps[1:] == PLAN.course.steps[3:]
    assert plan.course.span.start == TODAY
    assert keys(done)[0] == "why.nothing"
    assert "the 6 remaining steps stand as they were" in done.diff[0].text
    assert "change.moved" not in keys(done)


def test_the_new_version_supersedes_the_earlier_one_and_says_so():
    plan = rest_of(go_on(PLAN, TODAY))
    assert (plan.version, plan.supersedes) == (2, 1)
    assert any(note.startswith("Version 2: supersedes version 1 of ") for note in plan.notes)
    assert go_on(PLAN, TODAY).diff[-1].text.startswith("Version 2 of ")
    again = rest_of(go_on(plan, TODAY + 7 * DAY))
    assert again.version == 3
    assert again.began == plan.began == PLAN.course.steps[0].regimen


def test_the_answer_has_passed_the_independent_checker():
    answer = go_on(PLAN, TODAY).answer
    assert isinstance(answer, Proposal)
    checked = [one for one in answer.findings if one.rule_id.startswith("GP-C")]
    assert len(checked) > 30
    assert not [o for o in checked if o.verdict is Verdict.FIRES and o.severity > Severity.NOTE]


def test_a_hold_moves_every_later_step_and_changes_no_dose():
    until = THIRD.span.next_day + 21 * DAY
    done = go_on(PLAN, TODAY, Wish(WishKind.HOLD, until=until))
    before = rest_of(go_on(PLAN, TODAY))
    moved = [(one, start - 21 * DAY) for one, start in starts(rest_of(done))[1:]]
    assert moved == starts(before)[1:]
    assert {"why.hold", "change.moved", "change.last_day"} <= set(keys(done))
    assert any("6 later steps come 21 days later" in line.text for line in done.diff)


def test_a_hold_that_ends_before_the_next_cut_changes_nothing():
    done = go_on(PLAN, TODAY, Wish(WishKind.HOLD, until=TODAY + DAY))
    assert starts(rest_of(done)) == starts(rest_of(go_on(PLAN, TODAY)))
    assert keys(done)[:2] == ["why.hold_over", "change.none"]


def test_slower_takes_longer_and_goes_on_from_the_same_day():
    done = go_on(PLAN, TODAY, Wish(WishKind.SLOW))
    slow, plain = rest_of(done), rest_of(go_on(PLAN, TODAY))
    assert slow.pace == "usual-slower"
    assert slow.course.stops_on > plain.course.stops_on
    assert slow.course.steps[1].span.start == plain.course.steps[1].span.start
    assert slow.course.largest_cut <= plain.course.largest_cut
    assert "why.slow" in keys(done)


def test_slower_stays_slower_in_later_versions():
    slow = rest_of(go_on(PLAN, TODAY, Wish(WishKind.SLOW)))
    later = rest_of(go_on(slow, TODAY + 7 * DAY))
    assert later.pace == "usual-slower"
    assert later.course.steps[1:] == slow.course.steps[1:]
    quick = rest_of(go_on(slow, TODAY + 7 * DAY, Wish(WishKind.FASTER)))
    assert quick.pace == "usual"


def test_faster_is_within_the_policy_and_sooner():
    done = go_on(PLAN, TODAY, Wish(WishKind.FASTER))
    quick = rest_of(done)
    assert quick.pace == "faster"
    assert quick.course.stops_on < PLAN.course.stops_on
    assert quick.course.steps[1].span.start >= THIRD.span.start + 14 * DAY


def test_nothing_is_faster_than_the_fastest_pace_of_the_policy():
    quick = rest_of(go_on(PLAN, TODAY, Wish(WishKind.FASTER)))
    answer = go_on(quick, TODAY + 7 * DAY, Wish(WishKind.FASTER)).answer
    assert isinstance(answer, Refusal)
    assert "no faster pace than 'faster'" in answer.text


def test_a_step_back_is_refused_where_the_clinician_has_not_chosen_it():
    done = go_on(PLAN, TODAY, Wish(WishKind.STEP_BACK))
    assert isinstance(done.answer, Refusal)
    assert "only where the clinician chose it" in done.answer.text
    assert keys(done) == ["change.not_wished"]
    assert "The earlier plan stands" in done.diff[0].text


BACK = Wish(WishKind.STEP_BACK, chosen_by_clinician=True)


def test_a_step_back_goes_to_the_last_stable_dose_keeps_it_and_falls_more_slowly():
    plan = rest_of(go_on(PLAN, TODAY, BACK))
    first = plan.course.steps[0]
    assert first.kind is StepKind.STEPPED_BACK
    assert first.regimen.doses == PLAN.course.steps[1].regimen.doses
    assert first.span == Span.lasting(TODAY, 14)
    assert plan.pace == "usual-slower"
    assert all(step.cut for step in plan.course.steps[1:])


def test_a_second_step_back_finds_the_dose_in_the_record_of_the_first():
    back = rest_of(go_on(PLAN, TODAY, BACK))
    third = back.course.steps[2]
    day = third.span.start + 20 * DAY
    again = rest_of(go_on(back, day, BACK))
    assert again.course.steps[0].regimen.doses == back.course.steps[1].regimen.doses
    assert again.pace == "usual-slower-slower"


def test_a_step_back_after_a_new_version_finds_the_dose_in_the_record():
    second = rest_of(go_on(PLAN, TODAY))
    record = Following(as_planned(PLAN, PLAN.as_of, TODAY + 6 * DAY))
    plan = rest_of(go_on(second, TODAY + 7 * DAY, BACK, record))
    assert plan.course.steps[0].regimen.doses == PLAN.course.steps[1].regimen.doses


def test_without_any_earlier_dose_there_is_no_step_back():
    answer = go_on(PLAN, PLAN.as_of + 3 * DAY, BACK).answer
    assert isinstance(answer, Refusal)
    assert "earlier, higher dose that was taken for 14 days" in answer.text


def test_the_doses_to_step_back_to_may_be_named_if_they_were_taken():
    first = PLAN.course.steps[0].regimen
    named = rest_of(go_on(PLAN, TODAY, replace(BACK, doses=first)))
    assert named.course.steps[0].regimen.doses == first.doses
    never = times_of(PLAN, PLAN.as_of, 3)
    assert isinstance(go_on(PLAN, TODAY, replace(BACK, doses=never)).answer, Refusal)


def test_to_stay_keeps_the_present_dose_until_the_next_review():
    done = go_on(PLAN, TODAY, Wish(WishKind.STAY))
    plan = rest_of(done)
    assert plan.course.kind is CourseKind.MAINTENANCE
    assert doses(plan) == [THIRD.regimen.doses]
    assert plan.course.span == Span.lasting(TODAY, 91)
    assert {"why.stay", "change.end"} <= set(keys(done))
    after = plan.course.span.end + 5 * DAY
    until = Span(TODAY, after - DAY)
    taken = Following(tuple(DayTaken(on, "clonazepam", THIRD.regimen) for on in until))
    later = rest_of(go_on(plan, after, Wish(WishKind.STAY), taken, now(after, THIRD.regimen)))
    assert later.course.span.days == 91


def test_a_new_goal_is_planned_from_the_present_dose():
    goal = Goal(GoalKind.LOWER, Mass.from_mg("1"))
    done = go_on(PLAN, TODAY, Wish(WishKind.NEW_GOAL, goal=goal))
    plan = rest_of(done)
    assert plan.course.steps[-1].regimen.daily_dose == goal.daily_dose
    assert plan.course.steps[-1].kind is StepKind.MAINTAINED
    assert "The goal is another one: 1 mg a day." in done.diff[0].text


def test_a_goal_that_has_changed_in_the_case_is_a_new_goal():
    person = replace(now(TODAY, THIRD.regimen), goal=Known(Goal(GoalKind.STAY)))
    assert rest_of(go_on(PLAN, TODAY, situation=person)).course.kind is CourseKind.MAINTENANCE


def test_a_goal_that_is_already_reached_keeps_the_dose():
    goal = Goal(GoalKind.LOWER, Mass.from_mg("1.5"))
    plan = rest_of(go_on(PLAN, TODAY, Wish(WishKind.NEW_GOAL, goal=goal)))
    assert plan.course.kind is CourseKind.MAINTENANCE
    assert doses(plan) == [THIRD.regimen.doses]


def test_a_lower_dose_that_is_above_the_present_one_is_refused():
    goal = Goal(GoalKind.LOWER, Mass.from_mg("3"))
    with pytest.raises(BadInput, match=r"wish\.daily_dose: 3 mg -> allowed: at most the present"):
        go_on(PLAN, TODAY, Wish(WishKind.NEW_GOAL, goal=goal))


def test_a_hold_of_ten_years_is_refused_and_one_of_a_year_is_planned():
    with pytest.raises(BadInput, match=r"wish\.until: .* Hold for a shorter time, or wish to stay"):
        go_on(PLAN, TODAY, Wish(WishKind.HOLD, until=TODAY + 3_650 * DAY))
    held = rest_of(go_on(PLAN, TODAY, Wish(WishKind.HOLD, until=TODAY + 365 * DAY)))
    assert held.course.steps[0].span.days == 365


def test_doses_of_days_to_come_are_refused():
    ahead = as_planned(PLAN, PLAN.as_of, TODAY + DAY)
    with pytest.raises(BadInput, match="Tell what was taken, not what is planned"):
        go_on(PLAN, TODAY, record=Following(ahead))
    assert rest_of(go_on(PLAN, TODAY, record=Following(as_planned(PLAN, PLAN.as_of, TODAY))))


@pytest.mark.parametrize(("untold", "asks"), [(1, False), (2, True), (5, True), (30, True)])
def test_last_days_that_nobody_told_of_are_asked_about_and_never_read_as_planned(untold, asks):
    last = TODAY - (untold + 1) * DAY
    done = go_on(PLAN, TODAY, record=Following(as_planned(PLAN, PLAN.as_of, last)))
    assert isinstance(done.answer, Questions) is asks
    if asks:
        assert done.answer.questions[0].fact == "record.days"
        assert date_text(last + DAY) in done.answer.questions[0].text


def test_days_that_nobody_knows_are_asked_about_like_days_that_are_missing():
    unknown = [DayTaken(TODAY - n * DAY, "clonazepam", None) for n in (1, 2, 3)]
    done = go_on(PLAN, TODAY, record=told(PLAN, TODAY, *unknown))
    assert isinstance(done.answer, Questions)
    assert date_text(TODAY - 3 * DAY) in done.answer.questions[0].text


def test_a_goal_below_it_after_staying_begins_to_fall_again():
    stayed = rest_of(go_on(PLAN, TODAY, Wish(WishKind.STAY)))
    day = TODAY + 30 * DAY
    plan = rest_of(go_on(stayed, day, Wish(WishKind.NEW_GOAL, goal=Goal(GoalKind.STOP))))
    assert plan.course.stops_on is not None
    assert plan.pace == "usual"


def test_doses_off_the_course_are_planned_anew_from_there():
    taken = times_of(PLAN, PLAN.as_of, 1)
    higher = now(TODAY, taken)
    days = [DayTaken(day, "clonazepam", taken) for day in Span(THIRD.span.start, TODAY - DAY)]
    record = chosen(told(PLAN, TODAY, *days), THIRD.span.start, TODAY)
    on_first = go_on(PLAN, TODAY, None, record, higher)
    assert "why.late" in keys(on_first)
    odd = replace(taken, intakes=(taken.intakes[0], replace(taken.intakes[1], dose=Mass(0))))
    done = go_on(PLAN, TODAY, None, chosen(told(PLAN, TODAY), TODAY, TODAY), now(TODAY, odd))
    plan = rest_of(done)
    assert "why.off_course" in keys(done)
    assert plan.course.steps[0].regimen.daily_dose == Mass.from_mg("1")
    assert plan.course.steps[0].span.days >= 14


def test_a_step_taken_up_late_lasts_as_long_as_it_was_meant_to():
    second = PLAN.course.steps[1]
    days = [
        DayTaken(day, "clonazepam", second.regimen) for day in Span.lasting(THIRD.span.start, 6)
    ]
    record = chosen(told(PLAN, TODAY, *days), days[0].on, days[-1].on)
    done = go_on(PLAN, TODAY, None, record)
    assert any("6 days later than the plan has it" in line.text for line in done.diff)
    before = rest_of(go_on(PLAN, TODAY))
    assert starts(rest_of(done))[1:] == [(one, day + 6 * DAY) for one, day in starts(before)[1:]]


@pytest.mark.parametrize("times", [0, 2])
def test_one_missed_or_doubled_day_changes_nothing_and_is_told(times):
    day = TODAY - 4 * DAY
    other = DayTaken(day, "clonazepam", times_of(PLAN, day, times))
    done = go_on(PLAN, TODAY, None, told(PLAN, TODAY, other))
    assert starts(rest_of(done)) == starts(rest_of(go_on(PLAN, TODAY)))
    assert keys(done)[0] == ("why.more" if times else "why.missed_one")
    assert "change.none" in keys(done)


def test_single_missed_days_are_no_progress_the_next_cut_waits():
    today = THIRD.span.end
    missed = [today - 2 * DAY, today - 5 * DAY]
    done = go_on(PLAN, today, None, told(PLAN, today, *(without(PLAN, day) for day in missed)))
    assert rest_of(done).course.steps[1].span.start == missed[0] + 15 * DAY
    assert "why.missed_days" in keys(done)


GAP = [TODAY - 3 * DAY, TODAY - 2 * DAY]


def test_days_in_a_row_without_the_drug_are_a_sudden_stop_and_end_the_plan_until_answered():
    record = told(PLAN, TODAY, *(without(PLAN, day) for day in GAP))
    done = go_on(PLAN, TODAY, None, record)
    assert isinstance(done.answer, Refusal)
    assert "sudden stop, never progress" in done.answer.text
    assert "do not start the old dose again without the clinician" in done.answer.text
    assert keys(done) == ["change.no_plan"]


def test_a_restart_the_clinician_agreed_on_counts_from_its_first_day():
    record = told(PLAN, TODAY, *(without(PLAN, day) for day in GAP))
    agreed = replace(record, restart_agreed_on=TODAY - DAY)
    done = go_on(PLAN, TODAY, None, agreed)
    assert {"why.restarted", "why.late"} <= set(keys(done))
    present, cut = rest_of(done).course.steps[:2]
    assert present.regimen.doses == THIRD.regimen.doses
    assert cut.span.start == THIRD.span.next_day + (TODAY - DAY - THIRD.span.start)
    old = replace(record, restart_agreed_on=GAP[0] - DAY)
    assert isinstance(go_on(PLAN, TODAY, None, old).answer, Refusal)


def test_whoever_says_that_nothing_is_taken_has_stopped():
    nothing = now(TODAY, times_of(PLAN, TODAY, 0))
    answer = go_on(PLAN, TODAY, situation=nothing).answer
    assert isinstance(answer, Refusal)
    assert "sudden stop" in answer.text


def test_without_any_day_of_the_record_it_is_asked_what_was_taken():
    done = go_on(PLAN, TODAY, None, Following())
    assert done.answer == go_on(PLAN, TODAY, None, Following((
        DayTaken(TODAY, "clonazepam", None),))).answer  # fmt: skip
    assert isinstance(done.answer, Questions)
    assert done.answer.questions[0].fact == "record.days"


def test_a_rule_that_forbids_a_plan_forbids_a_re_plan():
    person = replace(now(TODAY, THIRD.regimen))
    person = replace(person, person=replace(person.person, pregnant=Known(value=True)))
    assert isinstance(go_on(PLAN, TODAY, situation=person).answer, Refusal)


def test_a_step_taken_up_sooner_than_meant_does_not_bring_the_next_one_nearer():
    fourth = PLAN.course.steps[3]
    record = chosen(told(PLAN, TODAY), TODAY, TODAY, Chooser.PERSON)
    done = go_on(PLAN, TODAY, None, record, now(TODAY, fourth.regimen))
    assert "why.ahead" in keys(done)
    assert rest_of(done).course.steps[1:] == PLAN.course.steps[4:]


def test_another_medicine_that_moves_the_level_holds_the_next_cut():
    today = THIRD.span.end
    begun = Medicine("carbamazepine", "", started=today - 3 * DAY)
    person = replace(now(today, THIRD.regimen), medicines=Known((begun,)))
    done = go_on(PLAN, today, situation=person)
    assert "why.medicine" in keys(done)
    assert rest_of(done).course.steps[1].span.start > THIRD.span.next_day


def test_a_cut_that_is_due_today_waits_for_another_medicine_as_a_later_one_does():
    today = THIRD.span.next_day
    begun = Medicine("carbamazepine", "", started=today - 3 * DAY)
    person = replace(now(today, THIRD.regimen), medicines=Known((begun,)))
    done = go_on(PLAN, today, situation=person)
    assert "why.medicine" in keys(done)
    assert rest_of(done).course.steps[0].regimen.doses == THIRD.regimen.doses
    calm = go_on(PLAN, today, situation=now(today, THIRD.regimen))
    assert rest_of(calm).course.steps[0].regimen.doses == PLAN.course.steps[3].regimen.doses


def test_to_stay_keeps_the_pieces_of_the_plan_although_others_have_come_to_hand():
    more = (*PERSON.products, *(AtHand(one) for one in KB.products("US", "clonazepam")[:6]))
    person = now(TODAY, THIRD.regimen, products=tuple({a.product.id: a for a in more}.values()))
    done = go_on(PLAN, TODAY, Wish(WishKind.STAY), situation=person)
    assert rest_of(done).course.steps[0].regimen == THIRD.regimen
    assert "change.pieces" not in keys(done)


def test_after_the_last_dose_the_record_says_that_nothing_is_taken_any_more():
    after = PLAN.course.steps[-1].span
    today, last = after.start + 10 * DAY, PLAN.course.steps[-2].regimen
    record = replace(told(PLAN, today), nothing_now=True)
    for wish in (Wish(), Wish(WishKind.SLOW), Wish(WishKind.STAY)):
        plan = rest_of(go_on(PLAN, today, wish, record, now(today, last)))
        assert not any(step.regimen.daily_dose for step in plan.course.steps)
        assert plan.course.span.start == today
    unsaid = go_on(PLAN, today, None, told(PLAN, today), now(today, last))
    assert isinstance(unsaid.answer, Questions)
