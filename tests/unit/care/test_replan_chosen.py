"""Doses other than the plan's: asked about first, and with the answer never gone on silently."""

from dataclasses import replace

import pytest

from glidepath.care.replan_rules import replan_rules
from glidepath.domain.answer import Proposal, Questions
from glidepath.domain.calendar import Span
from glidepath.domain.errors import BadInput
from glidepath.domain.finding import Verdict
from glidepath.domain.following import Chooser, DayTaken, PersonIs, Wish, WishKind
from glidepath.domain.person import Known
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.wording import date_text
from tests.unit.care.replanned import (
    DAY,
    chosen,
    go_on,
    keys,
    now,
    planned,
    rest_of,
    told,
    without,
)
from tests.unit.interop.cases import KB

PLAN = planned()
THIRD = PLAN.course.steps[2]
TODAY = THIRD.span.start + 10 * DAY
RULES = replan_rules(KB)
FIRST, SECOND, FOURTH = (PLAN.course.steps[n].regimen for n in (0, 1, 3))


def doses(*mg: str) -> Regimen:
    times = PLAN.course.steps[0].regimen.times
    return Regimen.of(zip(times, map(Mass.from_mg, mg), strict=True))


ABOVE, LESS, OFF = doses("1.5", "1"), doses("0.5", "0.5"), doses("0", "1")


def on(regimen, days):
    """A record whose last days were on other doses."""
    rows = [DayTaken(TODAY - n * DAY, "clonazepam", regimen) for n in range(1, days + 1)]
    return told(PLAN, TODAY, *rows)


def gone_on(regimen, days=6, by=Chooser.CLINICIAN, person_is=PersonIs.WELL, wish=None):
    record = chosen(on(regimen, days), TODAY - days * DAY, TODAY, by, person_is)
    return go_on(PLAN, TODAY, wish, record, now(TODAY, regimen))


def asked(done):
    assert isinstance(done.answer, Questions), done.answer
    return [one for one in done.answer.questions if one.fact == "record.chosen"]


@pytest.mark.parametrize("regimen", [ABOVE, LESS, FIRST, SECOND, FOURTH])
@pytest.mark.parametrize("days", [0, 1, 3, 9])
def test_a_present_dose_that_is_not_the_plans_is_asked_about_first(regimen, days):
    done = go_on(PLAN, TODAY, None, on(regimen, days), now(TODAY, regimen))
    (question,) = asked(done)
    assert question.blocks
    assert done.answer.exit_code == 4
    assert keys(done) == ["change.not_yet"]


@pytest.mark.parametrize(("days", "asks"), [(2, False), (3, True)])
def test_days_on_other_doses_are_asked_about_although_they_are_over(days, asks):
    rows = [DayTaken(TODAY - n * DAY, "clonazepam", LESS) for n in range(4, 4 + days)]
    done = go_on(PLAN, TODAY, None, told(PLAN, TODAY, *rows))
    assert isinstance(done.answer, Questions) is asks


def test_the_question_says_when_how_much_and_what_was_planned():
    (question,) = asked(go_on(PLAN, TODAY, None, on(ABOVE, 6), now(TODAY, ABOVE)))
    first, last = date_text(TODAY - 6 * DAY), date_text(TODAY - DAY)
    assert question.text.startswith(
        f"On 6 days from {first} to {last} 2.5 mg of clonazepam a day was taken, "
        "more than planned (1.5 mg). Who chose that: the clinician, "
    )


@pytest.mark.parametrize("kind", [WishKind.SLOW, WishKind.FASTER, WishKind.STAY])
def test_no_wish_goes_past_the_question(kind):
    done = go_on(PLAN, TODAY, Wish(kind), on(ABOVE, 6), now(TODAY, ABOVE))
    assert asked(done)


def test_an_answer_for_some_of_the_days_leaves_the_others_open():
    record = chosen(on(ABOVE, 6), TODAY - 6 * DAY, TODAY - 4 * DAY)
    (question,) = asked(go_on(PLAN, TODAY, None, record, now(TODAY, ABOVE)))
    assert question.text.startswith(f"On 3 days from {date_text(TODAY - 3 * DAY)} to ")
    rest = chosen(record, TODAY - 3 * DAY, TODAY - DAY, Chooser.PERSON)
    assert isinstance(go_on(PLAN, TODAY, None, rest, now(TODAY, ABOVE)).answer, Proposal)


def test_an_answer_for_another_drug_answers_nothing():
    record = chosen(on(ABOVE, 6), TODAY - 6 * DAY, TODAY)
    other = replace(record, chosen=(replace(record.chosen[0], drug_id="diazepam"),))
    assert asked(go_on(PLAN, TODAY, None, other, now(TODAY, ABOVE)))


@pytest.mark.parametrize("by", Chooser)
@pytest.mark.parametrize("person_is", PersonIs)
@pytest.mark.parametrize("regimen", [ABOVE, LESS, SECOND, FOURTH])
def test_with_any_answer_the_rest_begins_at_what_is_taken_and_never_rises(regimen, by, person_is):
    plan = rest_of(gone_on(regimen, by=by, person_is=person_is))
    assert plan.course.steps[0].regimen.doses == regimen.doses
    assert plan.course.span.start == TODAY
    daily = [step.regimen.daily_dose for step in plan.course.steps]
    assert daily == sorted(daily, reverse=True)


@pytest.mark.parametrize("by", Chooser)
@pytest.mark.parametrize("person_is", PersonIs)
def test_every_answer_is_said_in_the_differences_and_on_the_plan(by, person_is):
    done = gone_on(ABOVE, by=by, person_is=person_is)
    assert {"why.chosen", "why.person_is"} <= set(keys(done))
    said = [line.text for line in done.diff if line.key in ("why.chosen", "why.person_is")]
    assert set(said) <= set(rest_of(done).notes)


@pytest.mark.parametrize("by", Chooser)
def test_more_by_the_persons_own_choice_is_a_finding_and_nobody_elses_is(by):
    fires = {
        one.rule_id for one in gone_on(ABOVE, by=by).answer.findings if one.verdict is Verdict.FIRES
    }
    assert ("more-than-prescribed" in fires) is (by is Chooser.PERSON)


def test_less_by_the_persons_own_choice_is_no_misuse():
    answer = gone_on(LESS, by=Chooser.PERSON).answer
    (found,) = (one for one in answer.findings if one.rule_id == "more-than-prescribed")
    assert found.verdict is Verdict.CANNOT_TELL


def test_a_no_in_the_case_does_not_outweigh_a_yes_in_the_record():
    person = now(TODAY, ABOVE)
    history = replace(person.history, takes_more_than_prescribed=Known(False))
    record = chosen(on(ABOVE, 6), TODAY - 6 * DAY, TODAY, Chooser.PERSON)
    answer = go_on(PLAN, TODAY, None, record, replace(person, history=history)).answer
    (found,) = (one for one in answer.findings if one.rule_id == "more-than-prescribed")
    assert found.verdict is Verdict.FIRES


@pytest.mark.parametrize(
    ("by", "person_is", "days"),
    [
        (Chooser.CLINICIAN, PersonIs.WELL, None),
        (Chooser.PERSON, PersonIs.WELL, 7),
        (Chooser.MISTAKE, PersonIs.WELL, 7),
        (Chooser.NO_SUPPLY, PersonIs.WELL, 7),
        (Chooser.CLINICIAN, PersonIs.WITHDRAWAL, 2),
        (Chooser.PERSON, PersonIs.SEDATED, 2),
        (Chooser.MISTAKE, PersonIs.UNWELL, 2),
    ],
)
@pytest.mark.parametrize("regimen", [ABOVE, LESS])
def test_people_meet_soon_where_the_clinician_did_not_choose_or_the_person_is_not_well(
    regimen, by, person_is, days
):
    words = RULES.reviews[by]["text"]
    found = [one.on for one in rest_of(gone_on(regimen, 6, by, person_is)).reviews
             if words in one.reason]  # fmt: skip
    assert found == ([TODAY + days * DAY] if days else [])


def first_cut(done):
    return next(step.span.start for step in rest_of(done).course.steps if step.cut)


def test_less_that_nobody_chose_is_no_progress_and_the_next_cut_waits_a_whole_step():
    planned_for = next(
        step.span.start for step in PLAN.course.steps if step.regimen.daily_dose < OFF.daily_dose
    )
    assert first_cut(gone_on(OFF, by=Chooser.CLINICIAN)) == TODAY - 6 * DAY + 14 * DAY
    for by in (Chooser.PERSON, Chooser.MISTAKE, Chooser.NO_SUPPLY):
        assert first_cut(gone_on(OFF, by=by)) == planned_for, by
    near = doses("0.75", "0.5")
    assert first_cut(gone_on(near, by=Chooser.MISTAKE)) >= TODAY + 14 * DAY


def test_less_on_a_later_step_of_the_plan_brings_no_cut_any_nearer():
    place = next(n for n, one in enumerate(PLAN.course.steps) if one.regimen.doses == LESS.doses)
    later = PLAN.course.steps[place + 1].span.start
    assert first_cut(gone_on(LESS, by=Chooser.PERSON)) == later


def test_a_person_who_is_not_well_on_it_is_not_lowered_for_a_fortnight():
    wait = {one: first_cut(gone_on(OFF, 10, person_is=one)) for one in PersonIs}
    assert wait[PersonIs.WELL] == wait[PersonIs.SEDATED] == TODAY + 4 * DAY
    assert wait[PersonIs.WITHDRAWAL] == wait[PersonIs.UNWELL] == TODAY + 14 * DAY


def test_the_wait_holds_also_for_who_is_back_on_the_plan():
    rows = [DayTaken(TODAY - n * DAY, "clonazepam", LESS) for n in (2, 4, 6, 8)]
    record = chosen(told(PLAN, TODAY, *rows), rows[-1].on, TODAY, person_is=PersonIs.WITHDRAWAL)
    late = THIRD.span.end - DAY
    rest = [*record.days, *(DayTaken(TODAY + n * DAY, "clonazepam", THIRD.regimen)
            for n in range((late - TODAY).days))]  # fmt: skip
    done = go_on(PLAN, late, None, replace(record, days=tuple(rest)))
    assert rest_of(done).course.steps[1].span.start == late + 14 * DAY


def test_a_rise_by_the_clinician_is_the_new_start_that_later_versions_go_on_from():
    plan = rest_of(gone_on(ABOVE))
    assert plan.began.doses == ABOVE.doses
    again = rest_of(go_on(plan, TODAY + 7 * DAY))
    assert again.course.steps[1:] == plan.course.steps[1:]


def test_what_was_answered_once_is_not_asked_again_in_the_next_version():
    plan = rest_of(gone_on(LESS, by=Chooser.PERSON))
    done = go_on(plan, TODAY + 7 * DAY)
    assert keys(done)[0] == "why.nothing"


def test_three_single_missed_days_are_asked_about_and_two_only_wait():
    missed = [without(PLAN, TODAY - n * DAY) for n in (2, 4, 6)]
    assert isinstance(go_on(PLAN, TODAY, None, told(PLAN, TODAY, *missed[:2])).answer, Proposal)
    record = told(PLAN, TODAY, *missed)
    assert asked(go_on(PLAN, TODAY, None, record))
    answered = chosen(record, TODAY - 6 * DAY, TODAY, Chooser.NO_SUPPLY)
    assert "why.missed_days" in keys(go_on(PLAN, TODAY, None, answered))


def test_going_up_and_down_by_the_persons_choice_waits_and_is_a_finding():
    rows = [DayTaken(TODAY - n * DAY, "clonazepam", ABOVE if n % 2 else LESS) for n in range(1, 7)]
    record = chosen(told(PLAN, TODAY, *rows), TODAY - 6 * DAY, TODAY, Chooser.PERSON)
    done = go_on(PLAN, TODAY, None, record)
    assert first_cut(done) >= TODAY + 14 * DAY
    assert any("no steady dose" in line.text for line in done.diff)
    fires = {one.rule_id for one in done.answer.findings if one.verdict is Verdict.FIRES}
    assert "more-than-prescribed" in fires


def test_every_way_and_answer_has_its_words():
    ways = {f"{way}_{by}" for way in RULES.ways for by in Chooser}
    assert set(RULES.chosen) == ways
    assert set(RULES.person_is) == {str(one) for one in PersonIs}
    assert set(RULES.reviews) == {str(one) for one in Chooser}
    assert set(RULES.waits_for) == set(RULES.reviewed_for) == set(RULES.ways)


def test_a_gap_is_refused_before_anything_is_asked():
    gap = [without(PLAN, TODAY - n * DAY) for n in (1, 2, 3)]
    done = go_on(PLAN, TODAY, None, told(PLAN, TODAY, *gap))
    assert done.answer.exit_code == 3


def test_a_span_of_a_restart_needs_no_second_answer():
    gap = [without(PLAN, TODAY - n * DAY) for n in (5, 6, 7)]
    rows = [DayTaken(TODAY - n * DAY, "clonazepam", LESS) for n in range(1, 5)]
    record = replace(told(PLAN, TODAY, *gap, *rows), restart_agreed_on=TODAY - 4 * DAY)
    assert isinstance(go_on(PLAN, TODAY, None, record, now(TODAY, LESS)).answer, Proposal)
    assert Span(TODAY - 7 * DAY, TODAY - 5 * DAY).days == 3


def test_a_later_step_that_the_clinician_chose_is_a_new_start_that_goes_on_from_there():
    done = gone_on(LESS, 10)
    assert "why.new_start" in keys(done)
    assert first_cut(done) == TODAY + 4 * DAY


def test_whoever_is_far_ahead_waits_half_a_year_and_no_longer():
    last = PLAN.course.steps[-2].regimen
    done = gone_on(last, 20, by=Chooser.PERSON)
    assert "why.far_ahead" in keys(done)
    assert first_cut(done) == TODAY + 182 * DAY


def test_a_rise_is_kept_for_a_whole_step_although_the_plan_had_it_for_less():
    assert PLAN.course.steps[0].span.days < 14
    assert first_cut(gone_on(FIRST, 9)) == TODAY + 5 * DAY
    assert first_cut(gone_on(FIRST, 13)) == TODAY + DAY


@pytest.mark.parametrize("by", Chooser)
def test_coming_down_from_more_was_a_cut_and_the_next_one_waits(by):
    late = THIRD.span.end
    rows = [DayTaken(late - n * DAY, "clonazepam", FIRST) for n in (3, 5, 7)]
    record = chosen(told(PLAN, late, *rows), rows[-1].on, late, by)
    done = go_on(PLAN, late, None, record)
    assert rest_of(done).course.steps[1].span.start >= late - 3 * DAY + 15 * DAY


def test_days_that_were_spoken_of_are_not_called_single_days_as_well():
    rows = [DayTaken(TODAY - n * DAY, "clonazepam", ABOVE) for n in (2, 4, 6)]
    lone = DayTaken(TODAY - 4 * DAY, "clonazepam", ABOVE)
    record = chosen(told(PLAN, TODAY, *rows), rows[-1].on, TODAY, Chooser.MISTAKE)
    assert "why.more" not in keys(go_on(PLAN, TODAY, None, record))
    assert "why.more" in keys(go_on(PLAN, TODAY, None, told(PLAN, TODAY, lone)))


def test_an_answer_where_nothing_was_other_than_planned_is_said_to_change_nothing():
    record = chosen(told(PLAN, TODAY), TODAY - 5 * DAY, TODAY, person_is=PersonIs.WITHDRAWAL)
    done = go_on(PLAN, TODAY, None, record)
    assert "why.chosen_unused" in keys(done)
    later = rest_of(go_on(PLAN, TODAY))
    old = chosen(told(later, TODAY + 3 * DAY), TODAY - 5 * DAY, TODAY - DAY)
    assert "why.chosen_unused" not in keys(go_on(later, TODAY + 3 * DAY, None, old))


def test_nobody_has_chosen_the_doses_of_days_to_come():
    record = chosen(on(ABOVE, 6), TODAY - 6 * DAY, TODAY + DAY)
    with pytest.raises(BadInput, match="Answer for days that have been"):
        go_on(PLAN, TODAY, None, record, now(TODAY, ABOVE))
