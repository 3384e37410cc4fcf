"""The situation: every fact known, unknown or refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.person import (
    AtHand,
    Condition,
    Goal,
    GoalKind,
    Indication,
    Known,
    Person,
    Preferences,
    Refused,
    Situation,
    Treatment,
    Unknown,
    UseCriterion,
)  # fmt: skip
from glidepath.domain.quantity import Mass
from glidepath.domain.wishes import TwoDrugs
from tests.unit.domain.world import day, mg, tablet

TREATMENT = Treatment("clonazepam", day("0.5", "0.5"))


def test_known_unknown_and_refused_are_three_different_answers() -> None:
    assert Known(False) != Unknown()
    assert Unknown() != Refused()
    assert Unknown() == Unknown()


def test_what_nobody_has_said_of_a_situation_is_unknown() -> None:
    situation = Situation(date(2026, 1, 5), "US", TREATMENT, ())
    assert situation.condition(Condition.EPILEPSY) == Unknown()
    assert situation.person == Person()
    assert situation.person.age_years == Unknown()
    assert situation.medicines == situation.goal == Unknown()


def test_a_condition_is_answered_as_it_was_given() -> None:
    given = {Condition.FALLS: Known(False), Condition.PTSD: Refused()}
    situation = Situation(date(2026, 1, 5), "US", TREATMENT, (), conditions=given)
    assert situation.condition(Condition.FALLS) == Known(False)
    assert situation.condition(Condition.PTSD) == Refused()
    assert situation.condition(Condition.EPILEPSY) == Unknown()


def test_a_sign_of_a_use_disorder_is_answered_as_it_was_given() -> None:
    sign, other = list(UseCriterion)[:2]
    situation = Situation(
        date(2026, 1, 5), "US", TREATMENT, (), use_criteria={sign: Known(value=True)}
    )
    assert situation.criterion(sign) == Known(value=True)
    assert situation.criterion(other) == Unknown()


def test_the_epilepsies_are_told_from_every_other_use() -> None:
    assert [use for use in Indication if use.is_epilepsy] == [
        Indication.EPILEPSY_ABSENCE,
        Indication.EPILEPSY_MYOCLONIC,
        Indication.EPILEPSY_LENNOX_GASTAUT,
        Indication.EPILEPSY_OTHER,
    ]


def test_stock_at_home_is_nothing_or_more_or_not_counted() -> None:
    assert AtHand(tablet()).at_home is None
    assert AtHand(tablet(), Fraction(0)).at_home == 0
    with pytest.raises(BadInput, match="at_home: -1/2 -> allowed: 0 or more"):
        AtHand(tablet(), Fraction(-1, 2))


def test_only_a_lower_goal_has_a_dose() -> None:
    assert Goal(GoalKind.LOWER, mg("0.5")).daily_dose == mg("0.5")
    assert Goal(GoalKind.STOP).daily_dose is None
    for kind, dose in (
        (GoalKind.LOWER, None),
        (GoalKind.LOWER, Mass.zero()),
        (GoalKind.STOP, mg("1")),
        (GoalKind.STAY, mg("1")),
    ):
        with pytest.raises(BadInput, match=f"goal: {kind} -> allowed: a daily dose above 0 with"):
            Goal(kind, dose)


def test_a_pace_and_an_end_date_are_not_asked_for_at_once() -> None:
    with pytest.raises(BadInput, match="a pace and an end date -> allowed: one of them"):
        Preferences(pace="usual", end_on=date(2026, 6, 1))
    assert Preferences(pace="usual").end_on is None
    assert Preferences(end_on=date(2026, 6, 1)).pace == ""


@pytest.mark.parametrize("days", [0, 93, -1])
def test_a_prescription_of_no_days_or_too_many_is_refused(days: int) -> None:
    with pytest.raises(BadInput, match=f"dispense_days: {days} -> allowed: 1 to 92 days"):
        Preferences(dispense_days=days)


@pytest.mark.parametrize("days", [None, 1, 92])
def test_a_prescription_lasts_one_day_to_three_months(days: int | None) -> None:
    assert Preferences(dispense_days=days).dispense_days == days


def test_the_products_of_one_drug_are_told_from_those_of_another() -> None:
    own, other = AtHand(tablet("1")), AtHand(replace(tablet("2"), drug_id="diazepam"))
    situation = Situation(date(2026, 11, 22), "US", TREATMENT, (own, other))
    assert situation.products_of("clonazepam") == (own,)
    assert situation.products_of("diazepam") == (other,)
    assert situation.products_of("lorazepam") == ()


def test_two_drugs_are_joined_only_where_that_is_asked_for() -> None:
    situation = Situation(date(2026, 1, 5), "US", TREATMENT, ())
    assert not situation.joins
    for wish in TwoDrugs:
        asked = replace(situation, preferences=Preferences(two_drugs=wish))
        assert asked.joins is (wish is TwoDrugs.JOINED)
