"""Beside a decision: doses against the plan, what hides signs, how it went; unknown stays so."""

from __future__ import annotations

from dataclasses import replace

from glidepath.care.follow import Noted, follow
from glidepath.care.follow_told import in_words, tallies
from glidepath.domain.diary import DoseTaken, WeekEntry
from glidepath.domain.person import Known, Medicine
from glidepath.domain.wording import date_text
from glidepath.interop.followfile import write_followed
from glidepath.monitoring.triage import denied
from tests.unit.care.replanned import DAY
from tests.unit.care.test_follow import FIRST, PLAN, SECOND, STEADY, diary, on
from tests.unit.interop.cases import KB
from tests.unit.monitoring.diaries import FLAGS, gate, scale

OLD = replace(STEADY, medicines=Known((Medicine("propranolol", started=FIRST - 90 * DAY),)))


def done(told, person=STEADY):
    return follow(on(SECOND, person), PLAN, told, Noted(), KB)


def test_what_nobody_told_is_said_to_be_unknown() -> None:
    told = in_words(done(diary(FIRST + 2 * DAY)).beside, KB)
    assert "Goal reached on: unknown." in told.outcome
    assert any("have no entry: unknown, never as planned" in one for one in told.doses)
    assert told.hidden == ()


def test_missed_and_doubled_doses_are_named_by_their_days() -> None:
    told = diary(SECOND - DAY)
    drug = PLAN.course.drug_id
    entries = list(told.days)
    for place, times in ((-3, 0), (-9, 2)):
        doses = tuple(
            DoseTaken(drug, one.time, Known(one.dose.value * times)) for one in entries[place].doses
        )
        entries[place] = replace(entries[place], doses=doses)
    found = tallies(PLAN, replace(told, days=tuple(entries)), SECOND)
    assert found[0].missed == (entries[-3].on,)
    assert found[0].other == (entries[-9].on,)
    words = in_words(done(replace(told, days=tuple(entries))).beside, KB).doses
    assert any(one.startswith("Nothing at all of clonazepam: ") for one in words)
    assert any("2 missed" in one and "2 doubled" in one for one in words)


def test_days_that_follow_on_one_another_are_told_as_a_span() -> None:
    told = diary(SECOND - DAY)
    bare = [replace(one, doses=()) for one in told.days[-4:]]
    more = tuple(
        replace(one, doses=tuple(replace(two, dose=Known(two.dose.value * 2)) for two in one.doses))
        for one in told.days[-9:-5]
    )
    days = (*told.days[:-9], *more, told.days[-5], *bare)
    words = in_words(done(replace(told, days=days)).beside, KB).doses
    first, last = date_text(more[0].on), date_text(more[-1].on)
    assert f"Other doses of clonazepam: {first} to {last}." in words


def test_what_a_medicine_hides_is_said_with_the_question_it_spoils() -> None:
    told = in_words(done(diary(SECOND - DAY), OLD).beside, KB).hidden
    assert any(one.startswith("Hidden by propranolol: 'How strong were shaking") for one in told)


def test_how_it_went_counts_what_the_diary_tells() -> None:
    told = diary(SECOND - DAY)
    weeks = (WeekEntry(SECOND - DAY, days_out_of_role=Known(2), goal=Known(6)),)
    results = (scale("phq9", FIRST, 9), scale("phq9", SECOND - DAY, 12))
    said = in_words(done(replace(told, weeks=weeks, results=results)).beside, KB).outcome
    assert "Nearness to the own goal (0 to 10): 6." in said
    assert "Share of recent days that could be borne: 100 %." in said
    assert any("+3 points between" in one for one in said)


def test_a_day_counted_by_the_rules_is_no_red_flag_and_a_seizure_is() -> None:
    told = diary(SECOND - DAY)
    seizure = replace(told.days[-5], safety=dict(gate_answers("seizure")))
    found = done(replace(told, days=(*told.days[:-5], seizure, *told.days[-4:])))
    assert found.beside.outcome.red_flags == 1
    assert done(told).beside.outcome.red_flags == 0


def gate_answers(name: str):
    assert gate(name).advice  # the flag is known
    return {**denied(FLAGS).symptoms, name: Known(value=True)}


def test_the_json_tells_the_same_with_null_for_what_nobody_knows() -> None:
    tables = write_followed(done(diary(SECOND - DAY), OLD), KB)
    assert tables["outcome"]["reached_on"] is None
    assert tables["outcome"]["borne"] == "1"
    assert tables["doses"][0]["drug"] == "clonazepam"
    assert {one["sign"] for one in tables["hidden"]} >= {"body"}
