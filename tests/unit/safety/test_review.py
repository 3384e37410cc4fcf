"""A review runs every rule, puts each answer into words, and depends on no order."""

from __future__ import annotations

import sys
from dataclasses import replace
from time import process_time
from typing import Any

import pytest

from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.safety.gate import gate
from glidepath.safety.level import level_of_care
from glidepath.safety.questions import questions
from glidepath.safety.registry import rule_ids
from glidepath.safety.review import finding, fired, review
from glidepath.safety.risk import risk
from glidepath.safety.ruling import when
from tests.cases import given as people


def seen(given: dict[str, Any]) -> tuple[Finding, ...]:
    return review(people.situation(given), people.facts(given))


def test_every_rule_answers_once_and_what_fires_comes_first_by_weight() -> None:
    found = seen({"medicines": ["oxycodone"], "unknown": ["person.age"], "days_per_week": 2})
    assert sorted(one.rule_id for one in found) == list(rule_ids())
    order = [Verdict.FIRES, Verdict.CANNOT_TELL, Verdict.CLEAR]
    ranks = [(order.index(one.verdict), -one.severity, one.rule_id) for one in found]
    assert ranks == sorted(ranks)


EXAMPLES = [
    (rule.id, example)
    for rule in people.book().rules.values()
    for example in rule.examples
    if example["expect"] == "fires"
]


@pytest.mark.parametrize(
    ("rule_id", "example"), EXAMPLES, ids=[f"{r}: {e['name']}" for r, e in EXAMPLES]
)
def test_what_fires_is_told_in_a_whole_sentence_with_something_to_do(
    rule_id: str, example: dict[str, Any]
) -> None:
    one = next(f for f in fired(seen(example["given"])) if f.rule_id == rule_id)
    rule = people.book().rules[rule_id]
    assert one.text.endswith(".")
    assert one.can_do.endswith(".")
    assert "{" not in one.text + one.can_do
    assert "  " not in one.text.replace(rule.conflict, "")
    assert ": ." not in one.text
    assert one.severity is rule.severity
    assert one.sources == rule.every_source


def test_a_weak_figure_carries_its_mark_in_the_sentence_itself() -> None:
    one = next(f for f in seen({"started": {"sertraline": 3}}) if f.rule_id.startswith("other-ch"))
    assert "within 14 (proposed) days" in one.text
    assert one.confidence == "proposed"


def test_where_sources_disagree_the_finding_says_so() -> None:
    one = next(f for f in seen({"breastfeeding": True}) if f.rule_id == "breastfeeding")
    assert "Sources differ. Older US labels: do not breastfeed." in one.text


def test_the_words_of_a_label_are_those_of_the_country() -> None:
    for country, words in (("CA", "is contraindicated"), ("US", "is to be used with caution")):
        found = seen({"country": country, "conditions": ["sleep_apnoea"]})
        assert words in next(f for f in found if f.rule_id == "sleep-apnoea").text


def test_what_is_clear_weighs_nothing_and_what_is_unknown_keeps_its_weight() -> None:
    found = {one.rule_id: one for one in seen({"unknown": ["medicines"]})}
    assert (found["opioid"].verdict, found["opioid"].severity) == (
        Verdict.CANNOT_TELL,
        Severity.WARNING,
    )
    assert found["opioid"].ask == ("medicines",)
    assert (found["ptsd"].verdict, found["ptsd"].severity) == (Verdict.CLEAR, Severity.NOTE)


def test_a_slot_that_a_ruling_does_not_fill_stays_empty_rather_than_failing() -> None:
    rule = replace(people.book().rules["ptsd"], says="Nothing in {nowhere}here.")
    told = finding(rule, when(True), people.book().phrases, people.situation({}))
    assert told.text == "Nothing in here."


def test_a_whole_assessment_takes_less_than_five_milliseconds_once_warm() -> None:
    given = {"medicines": ["oxycodone", "sertraline"], "conditions": ["falls", "depression"]}
    situation, facts = people.situation(given), people.facts(given)

    def assess() -> float:
        start = process_time()
        found = review(situation, facts)
        risk(situation, facts, found)
        level_of_care(situation, facts, found)
        questions(situation, facts, found)
        gate(situation, facts, found)
        return process_time() - start

    assess()
    watched = sys.gettrace() is not None  # a coverage run slows every line down
    assert min(assess() for _ in range(20)) < (0.1 if watched else 0.005)
