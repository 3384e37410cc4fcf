"""What history and wishes make of a taper: order, pace, shape, holds; and that it is said."""

from datetime import date, timedelta
from itertools import takewhile

import pytest

from glidepath.domain.plan import StepKind
from glidepath.domain.wording import dose_text
from tests.unit.care.asked import doses, proposal, told
from tests.unit.care.test_joining import BOTH
from tests.unit.care.test_switch import SWITCH

AFTERNOON = {
    "country": "DE",
    "products": ["de-lorazepam-tablet-0.5mg", "de-lorazepam-tablet-1mg"],
    "treatment__drug": "lorazepam",
    "treatment__indication": "severe_anxiety",
    "treatment__intakes": [
        {"time": "07:00", "dose": "1 mg"},
        {"time": "13:00", "dose": "0.5 mg"},
        {"time": "22:00", "dose": "1.5 mg"},
    ],
}
SUSPENSION = {
    "products": [
        {"name": "s", "form": "oral_solution", "strength": "0.1 mg/mL", "mark_ml": "0.1"},
        "us-clonazepam-tablet-0.5mg-scored",
    ]
}


def first_cut(given) -> tuple[str, ...]:
    return tuple(doses(given)[1].split())


def test_with_a_bad_afternoon_the_dose_that_spares_it_most_is_cut_first() -> None:
    given = proposal(**AFTERNOON, preferences__keep="13:00-18:00")
    assert first_cut(given) == ("1", "0.5", "1")
    assert told(given, "22:00 is cut first", "5 hours from 13:00")
    assert told(given, "Cutting 07:00 first instead")
    assert told(given, "Cutting 13:00 first instead")


def test_to_keep_sleep_another_dose_may_be_cut_first_and_doses_are_never_joined() -> None:
    given = proposal(**AFTERNOON, preferences__keep="sleep 23:00-07:00")
    assert told(given, "sleep, 8 hours from 23:00")
    assert len({step.regimen.times for step in given.plan.course.steps}) == 1
    trough = proposal(**AFTERNOON, preferences__keep="trough")
    assert told(trough, "(worst trough)")


def test_without_a_wish_or_with_one_dose_a_day_nothing_is_ranked() -> None:
    assert not told(proposal(**AFTERNOON), "is cut first")
    one = [{"time": "22:00", "dose": "1.5 mg"}]
    given = proposal(**{**AFTERNOON, "treatment__intakes": one}, preferences__keep="trough")
    assert not told(given, "is cut first")


def test_a_drug_without_binding_data_cannot_be_ranked_and_it_is_said(monkeypatch) -> None:
    from glidepath.pharmacology import outlook

    monkeypatch.setattr(outlook, "foreseeable", lambda *_: False)
    given = proposal(**AFTERNOON, preferences__keep="trough")
    assert told(given, "cannot be ranked")


def test_after_a_failed_taper_the_next_is_slower_and_says_so() -> None:
    given = proposal(**SUSPENSION, history__failed_tapers=1)
    usual = proposal(**SUSPENSION)
    assert given.plan.pace == "gentle"
    assert told(given, "An earlier taper failed", "50 %", "'usual'")
    assert given.plan.course.stops_on > usual.plan.course.stops_on


def test_where_products_give_no_slower_course_that_is_said() -> None:
    assert told(proposal(history__failed_tapers=1), "gives the same course")


def test_a_plan_that_is_slower_only_at_first_says_from_which_dose_it_is_not() -> None:
    shelf = [f"us-clonazepam-tablet-{one}" for one in ("0.5mg-scored", "1mg", "2mg")]
    places = {
        "country": "US", "products": shelf,
        "treatment__intakes": [{"time": "22:00", "dose": "2 mg"}],
    }  # fmt: skip
    given, usual = (proposal(**places, history__failed_tapers=failed) for failed in (2, 0))
    steps, before = (
        [(step.regimen.daily_dose, step.span.days) for step in reversed(one.plan.course.steps)]
        for one in (given, usual)
    )
    pairs = zip(steps, before, strict=False)
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    assert alike > 1
    lowest = dose_text(steps[alike - 1][0])
    assert told(given, f"Down to {lowest} a day it is slower; from there on every step is the same")
    assert not told(proposal(history__failed_tapers=1), "from there on every step")


def test_what_is_slower_after_a_failed_taper_is_told_of_every_drug_that_is_lowered() -> None:
    exchange = proposal(**SWITCH, history__failed_tapers=2)
    assert told(exchange, "diazepam: With these products", "days instead of")
    in_turn = proposal(**BOTH, history__failed_tapers=2)
    assert told(in_turn, "diazepam: With these products", "gives the same course")
    assert told(in_turn, "lorazepam: With these products")


def test_a_pace_asked_for_is_kept_after_a_failed_taper_and_it_is_said() -> None:
    given = proposal(history__failed_tapers=2, preferences__pace="faster")
    assert given.plan.pace == "faster"
    assert told(given, "asked for by name")


def test_a_policy_without_a_slower_pace_says_so(monkeypatch) -> None:
    from glidepath.care import tuning
    from glidepath.domain.errors import BadInput, Problem

    def none(*_):
        raise BadInput(Problem("pace", "none", "another"))

    monkeypatch.setattr(tuning, "slower", none)
    assert told(proposal(history__failed_tapers=1), "no slower pace")


@pytest.mark.parametrize("failed", [0, "unknown"])
def test_without_a_failed_taper_nothing_is_said_of_one(failed) -> None:
    assert not told(proposal(history__failed_tapers=failed), "earlier taper failed")


def test_small_steps_keep_the_pace_and_never_go_below_holding() -> None:
    held = proposal(**SUSPENSION)
    small = proposal(**SUSPENSION, preferences__shape="small_steps")
    assert small.plan.course.stops_on == held.plan.course.stops_on
    assert len(small.plan.course.steps) > 3 * len(held.plan.course.steps)
    assert told(small, "spread over small steps of 3 days")
    assert told(small, "a step is held instead")
    cuts = sum(bool(step.cut) for step in held.plan.course.steps)
    assert len(small.plan.reviews) < 3 * cuts


def test_products_without_small_doses_hold_and_say_so() -> None:
    given = proposal(preferences__shape="small_steps")
    assert told(given, "Small steps were asked for, but")


def test_to_hold_is_what_a_plan_does_anyway() -> None:
    assert doses(proposal(preferences__shape="hold")) == doses(proposal())


def test_an_inducer_that_begins_gives_a_dated_forecast_and_a_hold() -> None:
    given = proposal(medicines=[{"name": "carbamazepine", "started": "2026-11-25"}])
    assert told(given, "carbamazepine, started on 25 Nov 2026", "71.4 %", "5 Dec 2026")
    assert told(given, "No cut before 5 Dec 2026")
    cut = next(step for step in given.plan.course.steps if step.cut)
    assert cut.span.start == date(2026, 12, 5)
    assert told(given, "Beside carbamazepine")


def test_a_change_in_the_middle_of_a_taper_holds_the_next_cut_alone() -> None:
    usual = proposal()
    day = usual.plan.course.steps[2].span.start - timedelta(days=2)
    given = proposal(medicines=[{"name": "carbamazepine", "started": day.isoformat()}])
    old, new = usual.plan.course.steps, given.plan.course.steps
    assert new[1].span.start == old[1].span.start
    assert new[2].span.start > old[2].span.start
    assert [step.span.days for step in new[2:]] == [step.span.days for step in old[2:]]


def test_a_medicine_that_stopped_long_ago_or_moves_nothing_changes_nothing() -> None:
    for row in ({"name": "carbamazepine", "stopped": "2025-01-01"},
                {"name": "paracetamol", "group": "other", "started": "2026-11-20"}):  # fmt: skip
        given = proposal(medicines=[row])
        assert doses(given) == doses(proposal())
        assert not told(given, "No cut before")


def test_how_far_a_medicine_moves_a_drug_may_be_unknown_and_is_held_for_all_the_same() -> None:
    given = proposal(**AFTERNOON, medicines=[{"name": "carbamazepine", "stopped": "2026-11-20"}])
    assert told(given, "is not known here")
    cut = next(step for step in given.plan.course.steps if step.cut)
    assert cut.span.start == date(2026, 12, 18)


def test_a_maintenance_is_told_of_the_change_and_reviewed_within_three_months() -> None:
    given = proposal(goal="stay", medicines=[{"name": "rifampicin", "started": "2026-11-20"}])
    assert told(given, "rifampicin, started on 20 Nov 2026")
    (step,) = given.plan.course.steps
    assert step.kind is StepKind.MAINTAINED
    assert any((one.on - given.plan.as_of).days <= 91 for one in given.plan.reviews)


def test_a_person_treated_for_seizures_may_stay_under_review_though_no_taper_is_offered() -> None:
    given = proposal(
        goal="stay", treatment__indication="epilepsy_other", person__age=16,
        medicines=[{"name": "valproate"}],
    )  # fmt: skip
    assert told(given, "Beside valproate", "absence status")


def test_reviews_come_sooner_where_a_rule_asks_for_them() -> None:
    usual, sooner = proposal(goal="stay"), proposal(goal="stay", conditions__sleep_apnoea="yes")
    assert len(sooner.plan.reviews) == 3 * len(usual.plan.reviews)
    assert any("Review sooner" in one.reason for one in sooner.plan.reviews)


def test_the_watch_after_the_last_dose_follows_half_life_and_risk_with_both_positions() -> None:
    given = proposal()
    last = given.plan.course.steps[-1]
    assert last.span.days > 14
    assert told(given, "watch until", f"{last.span.days} days")
    assert told(given, "do not start again")
    assert told(given, "start again and taper more slowly")
