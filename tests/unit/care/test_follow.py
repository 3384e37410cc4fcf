"""Following one person: what hides signs, holds remembered, the rate beside, options re-planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from glidepath.care.follow import Noted, decisions, follow, follow_up_of, holds_of
from glidepath.care.follow_facts import any_known, masks_on, mood_or_psychotic, treats_epilepsy
from glidepath.care.follow_present import present_situation
from glidepath.domain.answer import Proposal
from glidepath.domain.calendar import Span
from glidepath.domain.decision import DecisionKind
from glidepath.domain.diary import Circumstance, Diary, DoseTaken, Tolerable, WeekEntry
from glidepath.domain.errors import BadInput
from glidepath.domain.following import DayTaken, Following, WishKind
from glidepath.domain.person import UNKNOWN, Condition, Indication, Known, Medicine, Situation
from glidepath.domain.plan import CourseKind, Plan
from glidepath.domain.scale import ScaleResult
from glidepath.monitoring.decide_book import decision_book
from glidepath.monitoring.triage import denied
from tests.cases import given as people
from tests.unit.care.replanned import DAY, PERSON, at, planned
from tests.unit.interop.cases import KB
from tests.unit.monitoring.diaries import FLAGS, day, week

BOOK = decision_book(KB)
PLAN = planned()
FIRST = PLAN.course.steps[1].span.start
SECOND = PLAN.course.steps[2].span.start
NO = Known(False)
ABOUT = dict.fromkeys((Condition.DEPRESSION, Condition.BIPOLAR_DISORDER, Condition.PSYCHOSIS), NO)
STEADY = replace(PERSON, conditions={**PERSON.conditions, **ABOUT})


def diary(until: date, plan: Plan = PLAN, start: date = FIRST - 7 * DAY, **changes: Any) -> Diary:
    """A diary up to a day in which every dose was as planned and every question answered."""
    entries = []
    for on in Span(start, until):
        regimen = at(plan, max(on, plan.course.span.start))
        doses = tuple(
            DoseTaken(plan.course.drug_id, one.time, Known(one.dose)) for one in regimen.intakes
        )
        told = day(on, **(changes if on > FIRST else {}))
        entries.append(replace(told, doses=doses, safety=denied(FLAGS).symptoms))
    weeks = tuple(week(start + n * DAY) for n in range(6, (until - start).days + 1, 7))
    return Diary(tuple(entries), weeks)


def on(when: date, person: Situation = STEADY) -> Situation:
    return replace(person, as_of=when)


def test_a_steady_person_goes_on_and_every_option_is_a_checked_plan() -> None:
    done = follow(on(SECOND), PLAN, diary(SECOND - DAY), Noted(), KB)
    assert done.decision.kind is DecisionKind.CONTINUE
    assert [one.kind.value for one in done.options] == ["continue", "slow", "hold", "maintain"]
    assert all(one.replanned for one in done.options)
    plans = [one.replanned.answer for one in done.options if one.replanned]
    assert all(isinstance(answer, Proposal) for answer in plans)
    assert done.options[2].wish.until == SECOND + 7 * DAY
    assert done.flags == ()


def test_while_waiting_only_a_hold_is_planned_and_only_where_a_cut_is_near() -> None:
    early = follow(on(FIRST + 3 * DAY), PLAN, diary(FIRST + 2 * DAY), Noted(), KB)
    assert early.decision.kind is DecisionKind.WAIT
    assert early.options == ()
    near = follow(on(SECOND - 6 * DAY), PLAN, diary(SECOND - 7 * DAY), Noted(), KB)
    assert [one.wish.kind for one in near.options] == [WishKind.HOLD]
    far = follow(on(SECOND - 7 * DAY), PLAN, diary(SECOND - 8 * DAY), Noted(), KB)
    assert far.options == ()


def test_a_step_back_is_planned_as_an_option_for_the_clinician() -> None:
    bad = diary(SECOND - DAY, hard=9, tolerable=Tolerable.NO)
    done = follow(on(SECOND), PLAN, bad, Noted(), KB)
    assert done.decision.kind is DecisionKind.STEP_BACK
    back = done.options[0]
    assert back.wish.chosen_by_clinician
    assert not any(one.wish.chosen_by_clinician for one in done.options[1:])


def test_the_days_since_a_hold_began_are_known_from_the_diary_itself() -> None:
    done = follow(on(SECOND), PLAN, diary(SECOND - DAY, hard=6), Noted(), KB)
    assert done.so_far.held_since == FIRST + 7 * DAY
    assert done.so_far.explained == ()
    ill = diary(SECOND - DAY, hard=6, because={"illness": True})
    explained = follow(on(SECOND), PLAN, ill, Noted(), KB).so_far
    assert explained.explained == explained.holds != ()


@pytest.mark.parametrize(
    ("days", "today", "spans"),
    [
        ([], 9, []),
        ([1, 2, 3], 4, [(1, 3)]),
        ([1, 2, 5], 6, [(1, 5)]),
        ([1, 2, 6], 7, [(1, 2), (6, 6)]),
        ([1, 2], 5, [(1, 4)]),
        ([1, 2], 6, [(1, 2)]),
    ],
)
def test_holds_bridge_two_days_and_no_more(
    days: list[int], today: int, spans: list[tuple[int, int]]
) -> None:
    def of(number: int) -> date:
        return FIRST + timedelta(days=number)

    found = holds_of([of(one) for one in days], of(today), BOOK.days("bridged_days"))
    assert found == tuple(Span(of(first), of(last)) for first, last in spans)


def test_a_flag_of_a_scale_filled_in_without_an_entry_is_not_missed() -> None:
    told = diary(FIRST)
    lone = ScaleResult("phq9", "1", FIRST + DAY, Fraction(9), figures={"phq9_item9": Fraction(2)})
    calm = ScaleResult("gad7", "1", FIRST + 2 * DAY, Fraction(3))
    found = follow_up_of(STEADY, replace(told, results=(lone, calm)), Noted(), KB)
    assert [when for when, one in found.triages if one.advice] == [FIRST + DAY]
    assert FIRST + 2 * DAY not in {when for when, _ in found.triages}


def test_of_two_entries_of_one_night_neither_flag_is_missed() -> None:
    told = diary(FIRST)
    bad = replace(told.days[-1], safety={**told.days[-1].safety, "hallucinations": Known(True)})
    twice = replace(told, days=(*told.days[:-1], bad, told.days[-1]))
    done = follow(on(FIRST + DAY), PLAN, twice, Noted(), KB)
    assert done.decision.kind is DecisionKind.URGENT
    assert [advice.flag_id for _, advice in done.flags] == ["hallucinations"]
    assert done.triage is not None
    assert done.triage.triage.advice == ()


def test_a_plan_that_leads_upwards_is_refused() -> None:
    course = replace(PLAN.course, kind=CourseKind.TITRATION, steps=PLAN.course.steps[:1])
    with pytest.raises(BadInput, match="leads upwards"):
        follow(on(SECOND), replace(PLAN, course=course), Diary(), Noted(), KB)


def test_of_a_long_diary_the_last_half_year_is_looked_at_day_by_day() -> None:
    last = FIRST + 400 * DAY
    told = diary(last - DAY, start=last - 20 * DAY)
    early = diary(FIRST)
    whole = replace(told, days=(*early.days, *told.days))
    seen = [
        far.on
        for far, _ in decisions(
            on(last), PLAN, whole, follow_up_of(STEADY, whole, Noted(), KB), Noted(), KB
        )
    ]
    assert (seen[0], seen[-1]) == (last - 183 * DAY, last)


def test_after_the_last_dose_the_words_are_others() -> None:
    stopped = PLAN.course.stops_on
    assert stopped is not None
    told, early = diary(stopped + 9 * DAY, start=stopped - 20 * DAY), diary(FIRST)
    whole = replace(told, days=(*early.days, *told.days))
    done = follow(on(stopped + 10 * DAY), PLAN, whole, Noted(), KB)
    assert done.so_far.share_of_start == 0
    assert "without the drug" in done.decision.text


def test_a_plan_of_another_drug_is_refused() -> None:
    other = replace(STEADY.treatment, drug_id="diazepam")
    with pytest.raises(BadInput, match="diazepam"):
        follow(replace(on(SECOND), treatment=other), PLAN, Diary(), Noted(), KB)


# The rate beside the decision.


def test_the_rate_is_told_in_words_with_its_interval_and_what_it_is_not() -> None:
    done = follow(on(SECOND), PLAN, diary(SECOND - DAY), Noted(), KB)
    assert done.rate.rate is not None
    assert "95 % interval" in done.rate.texts[0]
    assert done.rate.texts[-1].endswith("seizure risk cannot be read from it.")


def test_days_of_illness_are_left_out_of_the_rate() -> None:
    told = diary(SECOND - DAY)
    ill = tuple(
        replace(one, circumstances={Circumstance.ILLNESS: Known(True)})
        if one.on in (FIRST, FIRST + DAY)
        else one
        for one in told.days
    )
    well = follow(on(SECOND), PLAN, told, Noted(), KB).rate.rate
    with_ill = follow(on(SECOND), PLAN, replace(told, days=ill), Noted(), KB).rate.rate
    assert well is not None
    assert with_ill is not None
    assert with_ill.days == well.days - 2


def test_too_few_days_or_no_baseline_give_words_only() -> None:
    few = follow(on(FIRST + DAY), PLAN, diary(FIRST), Noted(), KB).rate
    assert few.rate is None
    assert "Too few days" in few.texts[0]
    late = follow(on(SECOND), PLAN, diary(SECOND - DAY, start=FIRST), Noted(), KB).rate
    assert late.rate is None


def test_days_without_doses_are_counted_as_assumed() -> None:
    told = diary(SECOND - DAY)
    bare = tuple(replace(one, doses=()) if one.on == FIRST else one for one in told.days)
    done = follow(on(SECOND), PLAN, replace(told, days=bare), Noted(), KB)
    assert done.rate.assumed_days == 2  # that day, and today


# What a situation says.


def test_mood_illness_is_a_yes_where_one_is_and_a_no_only_where_all_are_denied() -> None:
    assert mood_or_psychotic(people.situation({})) == Known(False)
    assert mood_or_psychotic(people.situation({"conditions": ["psychosis"]})) == Known(True)
    unknown = people.situation({"unknown": ["conditions.bipolar_disorder"]})
    assert mood_or_psychotic(unknown) is UNKNOWN


def test_epilepsy_is_known_from_the_use_or_from_the_conditions() -> None:
    assert treats_epilepsy(people.situation({})) == Known(False)
    assert treats_epilepsy(people.situation({"conditions": ["epilepsy"]})) == Known(True)
    use = people.situation({"indication": Indication.EPILEPSY_ABSENCE.value})
    assert treats_epilepsy(use) == Known(True)
    assert treats_epilepsy(people.situation({"unknown": ["treatment.indication"]})) is UNKNOWN
    assert any_known() == Known(False)


def masked(*medicines: Medicine, when: date = FIRST) -> list[str]:
    person = replace(STEADY, medicines=Known(medicines))
    return [one.mask_id for one in masks_on(person, when, BOOK, KB)]


def test_what_hides_signs_is_known_by_name_and_by_class() -> None:
    assert masked(Medicine("Propranolol ")) == ["blunted"]
    assert masked(Medicine("clonidine")) == ["blunted"]
    assert masked(Medicine("something", group="clonidine")) == ["blunted"]
    assert masked(Medicine("quetiapine"), Medicine("paracetamol")) == ["sleep"]
    assert masked(Medicine("atenolol")) == []
    assert masks_on(replace(STEADY, medicines=UNKNOWN), FIRST, BOOK, KB) == ()


def test_a_stopped_or_later_medicine_hides_nothing() -> None:
    assert masked(Medicine("propranolol", stopped=FIRST)) == []
    assert masked(Medicine("propranolol", stopped=FIRST + DAY)) == ["blunted"]
    assert masked(Medicine("propranolol", started=FIRST + DAY)) == []


@pytest.mark.parametrize(("ago", "found"), [(28, ["activated"]), (29, []), (None, [])])
def test_an_antidepressant_counts_only_while_it_is_new(ago: int | None, found: list[str]) -> None:
    started = None if ago is None else FIRST - timedelta(days=ago)
    assert masked(Medicine("sertraline", started=started)) == found


# The present truth for a re-plan.


def test_the_present_doses_are_the_last_that_were_taken_two_days_running() -> None:
    drug = PLAN.course.drug_id
    old, new = at(PLAN, FIRST - DAY), at(PLAN, FIRST)
    days = [(-3, old), (-2, new), (-1, new), (0, old)]
    record = Following(tuple(DayTaken(FIRST + n * DAY, drug, one) for n, one in days))
    now = present_situation(STEADY, PLAN, record, KB)
    assert now.treatment.regimen == new
    assert now.treatment.last_taken == Known(FIRST)
    assert present_situation(STEADY, PLAN, Following(), KB) == STEADY


def test_one_told_day_is_the_present_dose() -> None:
    new = at(PLAN, FIRST)
    record = Following((DayTaken(FIRST, PLAN.course.drug_id, new),))
    assert present_situation(STEADY, PLAN, record, KB).treatment.regimen == new


def test_a_week_entry_alone_is_no_day() -> None:
    found = follow_up_of(STEADY, Diary(weeks=(WeekEntry(FIRST),)), Noted(), KB)
    assert found.triages == ()


@pytest.mark.parametrize("missed", [2, 3])
def test_days_without_the_drug_are_a_red_flag_before_any_decision(missed) -> None:
    told = diary(SECOND - DAY)
    nothing = [
        replace(
            one, doses=tuple(replace(dose, dose=Known(dose.dose.value * 0)) for dose in one.doses)
        )
        for one in told.days[-missed:]
    ]
    stopped = replace(told, days=(*told.days[:-missed], *nothing))
    done = follow(on(SECOND), PLAN, stopped, Noted(agrees=Known(True)), KB)
    assert done.decision.kind is DecisionKind.URGENT
    assert [advice.flag_id for _, advice in done.flags] == ["no-supply"]
    seen = follow_up_of(on(SECOND), stopped, Noted(), KB, PLAN)
    assert any(one.flag_id == "no-supply" for _, two in seen.triages for one in two.advice)
