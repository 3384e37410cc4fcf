"""Six people followed for twelve weeks and more: the decision of every evening, and its reasons."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from glidepath.domain.answer import Proposal
from glidepath.domain.decision import DecisionKind
from glidepath.domain.finding import Severity, Verdict
from glidepath.domain.grading import Urgency
from glidepath.monitoring.evidence_book import Explanation
from tests.journeys.following.replaying import HERE, Journey, shown

NAMES = (
    "smooth", "infection", "withdrawal", "recurrence", "red-flag-at-night", "bipolar-sleep-loss",
)  # fmt: skip


@cache
def journey(name: str) -> Journey:
    return Journey(HERE / name)


@cache
def decided(name: str) -> dict[date, str]:
    return {day: shown(decision) for day, decision in journey(name).decided()}


def test_the_six_journeys_are_there() -> None:
    folders = sorted(one.name for one in HERE.iterdir() if (one / "case.toml").exists())
    assert folders == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_evening_gives_the_decision_that_is_written_down(name: str) -> None:
    found = {day.isoformat(): text for day, text in decided(name).items()}
    assert found == journey(name).expected


@pytest.mark.parametrize("name", NAMES)
def test_a_journey_lasts_twelve_weeks_and_misses_no_evening(name: str) -> None:
    days = sorted(decided(name))
    assert (days[-1] - days[0]).days + 1 == len(days) >= 12 * 7


@pytest.mark.parametrize("name", NAMES)
def test_no_dose_falls_on_a_day_whose_decision_forbids_it(name: str) -> None:
    told = journey(name).diary.days
    for before, after in pairwise(told):
        fell = sum(one.dose.value.mg for one in after.doses) < sum(  # type: ignore[union-attr]
            one.dose.value.mg
            for one in before.doses  # type: ignore[union-attr]
        )
        kind = DecisionKind(decided(name)[after.on].split()[0])
        assert not fell or kind.lowers, after.on


@pytest.mark.parametrize("name", NAMES)
def test_every_plan_on_the_way_has_passed_the_independent_checker(name: str) -> None:
    for choice in journey(name).choices:
        answer = choice.replanned.answer
        assert isinstance(answer, Proposal)
        checks = [one for one in answer.findings if one.rule_id.startswith("GP-C")]
        assert len(checks) > 30
        firing = [one for one in checks if one.verdict is Verdict.FIRES]
        assert all(one.severity < Severity.BLOCK for one in firing)


@pytest.mark.parametrize("name", NAMES)
def test_expectations_say_why_a_line_was_changed(name: str) -> None:
    text = (HERE / name / "expected.toml").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert "needs a reason here" in text


def test_a_steady_person_goes_on_with_the_plan_and_nothing_else() -> None:
    kinds = [text.split()[0] for text in decided("smooth").values()]
    assert kinds.count("continue") == 4
    assert {*kinds} == {"ask", "wait", "continue"}
    assert journey("smooth").choices == ()


def test_an_infection_holds_and_does_not_slow_the_taper() -> None:
    kinds = {text.split()[0] for text in decided("infection").values()}
    assert "hold" in kinds
    assert "slow" not in kinds
    assert "step_back" not in kinds


def test_withdrawal_holds_and_the_rest_is_slower() -> None:
    person = journey("withdrawal")
    assert [one.option for one in person.choices] == ["hold", "hold", "slow"]
    slower, before = person.choices[-1].plan, person.choices[-2].plan
    assert slower.course.span.end > before.course.span.end
    found = person.followed(person.first_plan, date(2026, 2, 16))
    withdrawal = {one.rule_id for one in found.evidence.column(Explanation.WITHDRAWAL).speaks_for}
    assert {"after-cut", "new", "new-type"} <= withdrawal


def test_panic_that_comes_back_is_held_and_not_chased_with_dose() -> None:
    person = journey("recurrence")
    assert [one.option for one in person.choices] == ["hold", "hold", "hold", "maintain"]
    assert not any(text.startswith("step_back") for text in decided("recurrence").values())
    found = person.followed(person.choices[-2].plan, date(2026, 4, 5))
    recurrence = {one.rule_id for one in found.evidence.column(Explanation.RECURRENCE).speaks_for}
    assert {"of-old", "persists", "hold-did-not-help"} <= recurrence
    assert "known-of-old" in {note.rule_id for note in found.decision.notes}


def test_at_night_the_red_flag_comes_first_and_nothing_is_planned() -> None:
    person = journey("red-flag-at-night")
    found = person.followed(person.first_plan, date(2026, 2, 14))
    assert found.triage is not None
    assert found.triage.triage.urgency is Urgency.EMERGENCY
    assert found.triage.triage.text.startswith("Danger to your life. Call 911 now.")
    assert found.decision.kind is DecisionKind.URGENT
    assert found.options == ()
    assert decided("red-flag-at-night")[date(2026, 2, 15)] == "urgent red-flag"
    assert decided("red-flag-at-night")[date(2026, 2, 16)] == "hold hold-after-flag"


def test_lost_sleep_in_bipolar_disorder_pauses_by_the_sourced_rule() -> None:
    person = journey("bipolar-sleep-loss")
    found = person.followed(person.first_plan, date(2026, 2, 20))
    assert "hold-mood-sleep" in found.decision.rule_ids
    assert "stands in a guideline" in found.decision.sure
    cuts = [
        day for day, text in decided("bipolar-sleep-loss").items() if text == "continue continue"
    ]
    assert max(cuts) < date(2026, 2, 11)
