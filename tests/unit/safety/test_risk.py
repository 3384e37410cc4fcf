"""The risk of a withdrawal that matters: the guideline's table row by row, then its raising."""

from __future__ import annotations

from typing import Any

import pytest

from glidepath.domain.grading import CareSetting, LevelOfCare, RiskClass, RiskGrade
from glidepath.safety.level import level_of_care
from glidepath.safety.review import review
from glidepath.safety.risk import risk
from glidepath.safety.risk_table import is_low_dose
from tests.cases import given as people

RARE, LOWER, LIKELY, HIGH = RiskClass


def grade(given: dict[str, Any]) -> RiskGrade:
    return risk(people.situation(given), people.facts(given))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"days_per_week": 3, "days_of_use": 4000, "dose_mg": "1"}, RARE),
        ({"days_per_week": 4, "days_of_use": 29, "dose_mg": "1"}, LOWER),
        ({"days_per_week": 4, "days_of_use": 30, "dose_mg": "0.5"}, LOWER),
        ({"days_per_week": 4, "days_of_use": 89, "dose_mg": "0.5"}, LOWER),
        ({"days_per_week": 4, "days_of_use": 90, "dose_mg": "0.5"}, LIKELY),
        ({"days_per_week": 4, "days_of_use": 30, "dose_mg": "0.52"}, LIKELY),
        ({"days_per_week": 7, "days_of_use": 4000, "dose_mg": "1.5"}, LIKELY),
        ({"days_per_week": 7, "days_of_use": 4000, "dose_mg": "1.52"}, HIGH),
        ({"drug": "lorazepam", "days_of_use": 60, "dose_mg": "2"}, LOWER),
        ({"drug": "lorazepam", "days_of_use": 60, "dose_mg": "2.02"}, LIKELY),
        ({"drug": "lorazepam", "days_of_use": 60, "dose_mg": "3.02"}, HIGH),
        ({"drug": "alprazolam", "days_of_use": 60, "dose_mg": "1"}, LOWER),
        ({"drug": "alprazolam", "days_of_use": 60, "dose_mg": "1.02"}, LIKELY),
        ({"drug": "alprazolam", "days_of_use": 60, "dose_mg": "2.02"}, HIGH),
        ({"drug": "diazepam", "days_of_use": 60, "dose_mg": "10"}, LOWER),
        ({"drug": "diazepam", "days_of_use": 60, "dose_mg": "10.1"}, LIKELY),
        ({"drug": "diazepam", "days_of_use": 60, "dose_mg": "15.1"}, HIGH),
        ({"drug": "oxazepam", "days_of_use": 60, "dose_mg": "15"}, LIKELY),
    ],
)
def test_the_table_holds_with_each_drugs_own_bands(
    given: dict[str, Any], expected: RiskClass
) -> None:
    assert grade(given).grade is expected


@pytest.mark.parametrize(
    ("given", "rule_id"),
    [
        ({"conditions": ["withdrawal_seizure_or_delirium"]}, "withdrawal-seizure-history"),
        ({"conditions": ["epilepsy"]}, "epilepsy-in-history"),
        ({"history": {"alcohol_drinks_per_week": 1}}, "alcohol"),
        ({"medicines": ["oxycodone"]}, "opioid"),
        ({"medicines": ["zolpidem"]}, "several-benzodiazepines"),
        ({"medicines": ["bupropion"]}, "seizure-threshold"),
        ({"pregnant": True, "age": 30}, "pregnancy"),
        ({"history": {"failed_tapers": 1}}, "failed-taper"),
        ({"conditions": ["unstable_mental_illness"]}, "unstable-mental-illness"),
        ({"source": "bought"}, "without-prescription"),
    ],
)
def test_one_feature_alone_makes_the_risk_high(given: dict[str, Any], rule_id: str) -> None:
    low = {"dose_mg": "0.5", "days_per_week": 2}
    assert grade(low).grade is RARE
    raised = grade(low | given)
    assert (raised.grade, raised.by_table) == (HIGH, RARE)
    assert rule_id in raised.rule_ids
    assert raised.reasons
    assert raised.text == "The risk of a withdrawal that matters is high."


def test_an_unknown_frequency_or_duration_counts_as_the_worse() -> None:
    low = {"dose_mg": "0.5", "days_of_use": 20}
    assert grade(low | {"days_per_week": 2}).grade is RARE
    assert grade(low | {"days_per_week": 2, "unknown": ["treatment.since"]}).grade is RARE
    unknown = grade(low | {"unknown": ["treatment.days_per_week"]})
    assert unknown.grade is LOWER
    assert unknown.ask[0] == "treatment.days_per_week"
    assert grade({"dose_mg": "0.5", "unknown": ["treatment.since"]}).grade is LIKELY


def test_features_that_nobody_has_ruled_out_are_named() -> None:
    told = grade({"dose_mg": "0.5", "unknown": ["medicines"]})
    assert told.grade is LIKELY
    assert "opioid" in told.could_rise
    assert "medicines" in told.ask


def test_a_drug_without_a_band_is_never_taken_for_a_low_dose() -> None:
    given = {"drug": "oxazepam", "dose_mg": "0.1"}
    assert not is_low_dose(people.situation(given), people.facts(given))


@pytest.mark.parametrize(
    ("given", "setting", "rule_id"),
    [
        ({"dose_mg": "1"}, CareSetting.OUTPATIENT, ""),
        ({"dose_mg": "2"}, CareSetting.CLOSER_SUPERVISION, ""),
        ({"dose_mg": "1", "conditions": ["falls"]}, CareSetting.CLOSER_SUPERVISION, "falls"),
        ({"conditions": ["personality_disorder"]}, CareSetting.SPECIALIST, "personality-disorder"),
        (
            {"conditions": ["withdrawal_seizure_or_delirium", "alcohol_use_disorder"]},
            CareSetting.INPATIENT,
            "complicated-withdrawal-expected",
        ),
    ],
)
def test_the_level_of_care_is_the_highest_that_anything_calls_for(
    given: dict[str, Any], setting: CareSetting, rule_id: str
) -> None:
    level = level_of_care(people.situation(given), people.facts(given))
    assert level.setting is setting
    assert level.reasons
    assert not rule_id or rule_id in level.rule_ids


def test_the_level_says_what_an_open_question_could_still_make_of_it() -> None:
    given = {"dose_mg": "1", "unknown": ["conditions.withdrawal_seizure_or_delirium"]}
    situation, facts = people.situation(given), people.facts(given)
    found = review(situation, facts)
    level = level_of_care(situation, facts, found)
    assert level.setting is CareSetting.OUTPATIENT
    assert level.could_rise_to is CareSetting.SPECIALIST
    assert level.ask == ("conditions.withdrawal_seizure_or_delirium",)
    only_risk = {"dose_mg": "1", "unknown": ["history.failed_tapers"]}
    by_risk = level_of_care(people.situation(only_risk), people.facts(only_risk))
    assert by_risk.could_rise_to is CareSetting.CLOSER_SUPERVISION
    assert by_risk.ask == ("history.failed_tapers",)
    assert risk(situation, facts, found) == risk(situation, facts)


def level(given: dict[str, Any]) -> LevelOfCare:
    return level_of_care(people.situation(given), people.facts(given))


def test_only_what_calls_for_the_setting_is_given_as_its_reason() -> None:
    told = level({"dose_mg": "1", "conditions": ["personality_disorder", "falls"]})
    assert told.rule_ids == ("personality-disorder",)
    usual = level({"dose_mg": "1"})
    assert usual.rule_ids == ()
    assert usual.reasons == ("The grade of risk, with nothing else that calls for more.",)


@pytest.mark.parametrize(
    ("conditions", "unknown"),
    [
        (["personality_disorder"], "conditions.falls"),
        (["personality_disorder"], "conditions.porphyria"),
        (["falls"], "history.failed_tapers"),
        (["falls"], "conditions.frailty"),
    ],
)
def test_a_question_that_could_not_raise_the_setting_is_not_asked_for_it(
    conditions: list[str], unknown: str
) -> None:
    assert level({"dose_mg": "1", "conditions": conditions, "unknown": [unknown]}).ask == ()


def test_the_risk_names_exactly_the_features_and_facts_that_are_open() -> None:
    told = grade({"dose_mg": "1", "unknown": ["history.failed_tapers", "treatment.since"]})
    assert told.could_rise == ("failed-taper",)
    assert told.ask == ("treatment.since", "history.failed_tapers")
