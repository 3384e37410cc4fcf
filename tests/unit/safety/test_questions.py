"""What nobody has said is asked for, the most telling question first."""

from __future__ import annotations

from dataclasses import replace

from glidepath.domain.finding import Finding, Verdict
from glidepath.domain.person import Condition, Situation, UseCriterion
from glidepath.safety.questions import questions
from glidepath.safety.review import review
from tests.cases import given as people

FACTS = people.facts({})


def nothing_known() -> Situation:
    whole = people.situation({})
    dose_alone = replace(
        whole.treatment,
        indication=people.UNKNOWN,
        since=people.UNKNOWN,
        days_per_week=people.UNKNOWN,
        source=people.UNKNOWN,
        last_taken=people.UNKNOWN,
    )
    return Situation(whole.as_of, whole.country, dose_alone, ())


def test_blocking_questions_come_first_and_the_gravest_before_the_lighter() -> None:
    asked = questions(nothing_known(), FACTS)
    blocks = [one.blocks for one in asked]
    assert blocks == sorted(blocks, reverse=True)
    assert {one.fact for one in asked if one.blocks} == {
        "treatment.indication", "treatment.since", "treatment.days_per_week",
        "treatment.last_taken", "person.age", "person.pregnant", "conditions.epilepsy",
        "conditions.withdrawal_seizure_or_delirium", "conditions.alcohol_use_disorder",
        "conditions.sedative_use_disorder", "conditions.palliative_care",
        "conditions.suicidal_thoughts", "conditions.bipolar_disorder", "conditions.psychosis",
        "conditions.sleep_disturbance", "history.nights_of_little_sleep",
    }  # fmt: skip


def test_each_fact_is_asked_once_with_a_reason_and_sources() -> None:
    asked = questions(nothing_known(), FACTS)
    assert len({one.fact for one in asked}) == len(asked)
    assert all(one.text.endswith("?") and one.why and one.sources for one in asked)


def test_every_fact_that_any_rule_can_miss_has_a_question() -> None:
    found = review(nothing_known(), FACTS)
    missed = {ask for one in found if one.verdict is Verdict.CANNOT_TELL for ask in one.ask}
    assert missed <= set(people.book().questions)


def test_every_condition_and_every_sign_has_a_question() -> None:
    texts = set(people.book().questions)
    assert {f"conditions.{one}" for one in Condition} <= texts
    assert {f"use_criteria.{one}" for one in UseCriterion} <= texts


def test_a_person_of_whom_everything_is_known_is_asked_nothing() -> None:
    assert questions(people.situation({}), FACTS) == ()


def test_what_only_notes_wait_for_is_not_asked() -> None:
    asked = questions(people.situation({"unknown": ["conditions.hypersalivation"]}), FACTS)
    assert asked == ()


def test_findings_that_are_there_already_are_used() -> None:
    situation = nothing_known()
    assert questions(situation, FACTS, review(situation, FACTS)) == questions(situation, FACTS)


def missing(rule_id: str, *asks: str) -> Finding:
    rule = people.book().rules[rule_id]
    return Finding(
        rule_id, Verdict.CANNOT_TELL, rule.severity, "", ask=asks, sources=rule.every_source
    )


def test_the_order_is_block_then_weight_then_number_of_rules_then_name() -> None:
    found = (
        missing("falls", "conditions.frailty"),
        missing("ptsd", "conditions.frailty", "conditions.falls"),
        missing("depression-first", "conditions.asthma"),
        missing("lung-disease", "conditions.ptsd"),
        missing("opioid", "medicines"),
        missing("failed-taper", "medicines"),
        missing("palliative-care", "conditions.porphyria"),
        missing("alcohol", "conditions.porphyria"),
    )
    asked = questions(people.situation({}), FACTS, found)
    assert [one.fact for one in asked] == [
        "conditions.porphyria", "medicines", "conditions.frailty", "conditions.asthma",
        "conditions.falls", "conditions.ptsd",
    ]  # fmt: skip
    assert [one.blocks for one in asked] == [True] + [False] * 5
    first = people.book().rules["palliative-care"].every_source
    assert set(asked[0].sources) > set(first)


def test_the_gravest_rule_that_waits_decides_wherever_it_stands() -> None:
    for order in ((0, 1), (1, 0)):
        both = (missing("opioid", "medicines"), missing("failed-taper", "medicines"))
        found = (*(both[n] for n in order), missing("falls", "conditions.falls"))
        asked = questions(people.situation({}), FACTS, (*found, *[found[-1]] * 3))
        assert [one.fact for one in asked] == ["medicines", "conditions.falls"]
