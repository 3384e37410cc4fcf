"""The present truth from a diary: other doses asked about, other drugs seen, both drugs known."""

from __future__ import annotations

from dataclasses import replace

from glidepath.care.follow import Noted, follow
from glidepath.care.follow_present import doses_beside, present_situation
from glidepath.domain.answer import Proposal, Questions
from glidepath.domain.calendar import Span
from glidepath.domain.decision import DecisionKind
from glidepath.domain.diary import DoseTaken
from glidepath.domain.following import Chooser, Chosen, DayTaken, Following, PersonIs
from glidepath.domain.person import UNKNOWN, Known
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.monitoring.follow_up import OTHER_DRUG, Dealt
from tests.unit.care.replanned import DAY, as_planned, at
from tests.unit.care.test_follow import FIRST, PLAN, SECOND, STEADY, diary, on
from tests.unit.care.test_replan_courses import EXCHANGE, MIDDLE, SWITCH
from tests.unit.interop.cases import KB

HIGHER = at(PLAN, FIRST - DAY)


def taking_more(days: int):
    told = diary(SECOND - DAY)
    more = tuple(
        replace(
            one,
            doses=tuple(DoseTaken("clonazepam", i.time, Known(i.dose)) for i in HIGHER.intakes),
        )
        for one in told.days[-days:]
    )
    return replace(told, days=(*told.days[:-days], *more))


def test_more_than_planned_is_asked_about_before_any_cut_and_in_every_option() -> None:
    done = follow(on(SECOND), PLAN, taking_more(4), Noted(), KB)
    assert done.decision.kind is DecisionKind.ASK
    assert "ask-chosen" in done.decision.rule_ids
    for option in done.options:
        assert isinstance(option.replanned.answer, Questions)
        assert option.replanned.answer.questions[0].fact == "record.chosen"


def test_once_it_is_answered_the_diary_is_judged_again() -> None:
    span = Span(SECOND - 4 * DAY, SECOND - DAY)
    answer = Chosen("clonazepam", span, Chooser.PERSON, PersonIs.WELL)
    done = follow(on(SECOND), PLAN, taking_more(4), Noted(chosen=(answer,)), KB)
    assert "ask-chosen" not in done.decision.rule_ids
    plans = [one.replanned.answer for one in done.options if one.replanned]
    assert all(isinstance(one, Proposal) for one in plans)


def test_a_dose_of_a_drug_that_the_plan_does_not_have_is_a_question() -> None:
    told = diary(SECOND - DAY)
    last = told.days[-1]
    extra = DoseTaken("lorazepam", last.doses[0].time, Known(Mass.from_mg("1")))
    days = (*told.days[:-1], replace(last, doses=(*last.doses, extra)))
    done = follow(on(SECOND), PLAN, replace(told, days=days), Noted(), KB)
    assert "ask-other-drug" in done.decision.rule_ids
    assert any("lorazepam" in one.text for one in done.decision.reasons)
    seen = Noted(dealt=(Dealt(SECOND, OTHER_DRUG),))
    dealt = follow(on(SECOND), PLAN, replace(told, days=days), seen, KB)
    assert "ask-other-drug" not in dealt.decision.rule_ids


def test_nothing_of_another_drug_is_no_dose_and_an_unknown_one_may_be() -> None:
    entry = diary(FIRST).days[-1]
    time = entry.doses[0].time
    none = replace(entry, doses=(DoseTaken("lorazepam", time, Known(Mass.zero())),))
    unknown = replace(entry, doses=(DoseTaken("lorazepam", time, UNKNOWN),))
    assert [*doses_beside(PLAN, [none])] == []
    assert [*doses_beside(PLAN, [unknown])] == [(entry.on, "lorazepam")]


def test_in_an_exchange_the_new_drug_is_known_from_the_diary_although_the_case_is_older() -> None:
    record = Following(as_planned(SWITCH, SWITCH.span.start, MIDDLE - DAY))
    old_case = replace(EXCHANGE, as_of=MIDDLE, switch=None)
    now = present_situation(old_case, SWITCH, record, KB)
    taken = {one.drug_id: one.regimen.daily_dose.mg for one in (now.treatment, *now.also)}
    assert taken == {"lorazepam": 1, "diazepam": 10}
    end = SWITCH.course.span.end
    after = Following(as_planned(SWITCH, SWITCH.span.start, end))
    later = present_situation(replace(old_case, as_of=end + DAY), SWITCH, after, KB)
    assert [later.treatment.drug_id, *(one.drug_id for one in later.also)] == ["diazepam"]


def test_doses_that_fell_a_little_every_day_count_with_the_last_and_not_with_an_older_pair() -> (
    None
):
    time = HIGHER.times[0]
    mg = ("1", "1", "0.9", "0.8", "0.7")
    record = Following(
        tuple(
            DayTaken(FIRST + n * DAY, "clonazepam", Regimen.of([(time, Mass.from_mg(one))]))
            for n, one in enumerate(mg)
        )
    )
    now = present_situation(STEADY, PLAN, record, KB)
    assert now.treatment.regimen.daily_dose == Mass.from_mg("0.7")
