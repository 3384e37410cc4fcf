"""Laws of the assessment: no order matters, more never weighs less, missing is never well."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from glidepath.domain.answer import Questions, Refusal
from glidepath.domain.finding import Finding, Verdict
from glidepath.domain.person import Condition, Known, Medicine, Situation
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.safety.gate import gate
from glidepath.safety.level import level_of_care
from glidepath.safety.questions import questions
from glidepath.safety.review import fired, review
from glidepath.safety.risk import risk
from tests.cases import given as people

BOOK = people.book()
NAMES = sorted(BOOK.medicine_groups)
NOT_ASKED = {"goal", "products", "medicines.group"}
FORGETTABLE = sorted(set(BOOK.questions) - NOT_ASKED)
ADULTS = st.integers(18, 95)
OF_MOTHERS = re.compile(r"pregnan|breastf|newborn|unborn", re.IGNORECASE)
OF_MOTHERS_RULES = {
    one.id for one in BOOK.rules.values() if OF_MOTHERS.search(f"{one.id} {one.title}")
}
OF_MOTHERS_FACTS = {"person.pregnant", "person.breastfeeding"}


def _possible(told: dict[str, Any]) -> dict[str, Any]:
    """No man and nobody above 55 is pregnant: an impossible person obeys no law."""
    can_be = told["sex"] == "female" and told["age"] <= 55
    return told | {"pregnant": told["pregnant"] and can_be}


GIVEN = st.fixed_dictionaries(
    {
        "age": ADULTS,
        "sex": st.sampled_from(["female", "male"]),
        "pregnant": st.booleans(),
        "country": st.sampled_from(["US", "UK", "NL", "CH", "AU", "CA"]),
        "drug": st.sampled_from(["clonazepam", "lorazepam", "diazepam", "oxazepam"]),
        "indication": st.sampled_from(["panic_disorder", "insomnia", "epilepsy_other", "other"]),
        "dose_mg": st.integers(1, 1000).map(lambda n: str(n * 2 / 100)),
        "days_of_use": st.integers(0, 4000),
        "days_per_week": st.integers(1, 7),
        "gap_days": st.integers(0, 5),
        "source": st.sampled_from(["prescribed", "several_prescribers", "bought"]),
        "conditions": st.lists(st.sampled_from(sorted(Condition)), max_size=5, unique=True),
        "medicines": st.lists(st.sampled_from(NAMES), max_size=4, unique=True),
        "unknown": st.lists(st.sampled_from(FORGETTABLE), max_size=6, unique=True),
        "specialist_confirms": st.booleans(),
        "switch_to": st.sampled_from(["", "diazepam", "oxazepam"]),
    }
).map(_possible)


def judged(situation: Situation, told: dict[str, Any]) -> dict[str, Finding]:
    return {one.rule_id: one for one in review(situation, people.facts(told))}


def weight(situation: Situation, told: dict[str, Any]) -> tuple[int, int, int]:
    """The gravest finding that fires, the risk grade and the level of care."""
    facts = people.facts(told)
    found = review(situation, facts)
    gravest = max((one.severity for one in fired(found)), default=0)
    return (
        int(gravest),
        int(risk(situation, facts, found).grade),
        int(level_of_care(situation, facts, found).setting),
    )


def never_less(after: tuple[int, ...], before: tuple[int, ...]) -> bool:
    return all(new >= old for new, old in zip(after, before, strict=True))


@given(told=GIVEN, seed=st.integers(0, 1000))
def test_the_order_of_entries_and_of_rules_changes_nothing(told: dict[str, Any], seed: int) -> None:
    mixed = random.Random(seed)
    situation, facts = people.situation(told), people.facts(told)
    conditions = mixed.sample(sorted(situation.conditions.items()), len(situation.conditions))
    other = replace(situation, conditions=dict(conditions))
    if isinstance(situation.medicines, Known):
        taken = situation.medicines.value
        other = replace(other, medicines=Known(tuple(mixed.sample(taken, len(taken)))))
    rules = dict(mixed.sample(sorted(BOOK.rules.items()), len(BOOK.rules)))
    shuffled = replace(facts, book=replace(BOOK, rules=rules))
    assert review(other, shuffled) == review(situation, facts)


@given(told=GIVEN, more=st.integers(1, 500))
def test_a_higher_dose_never_weighs_less(told: dict[str, Any], more: int) -> None:
    before = people.situation(told)
    doses = [
        (one.time, one.dose + Mass.from_mg(str(more / 100)))
        for one in before.treatment.regimen.intakes
    ]
    after = replace(before, treatment=replace(before.treatment, regimen=Regimen.of(doses)))
    assert never_less(weight(after, told), weight(before, told))


@given(told=GIVEN, name=st.sampled_from(NAMES))
def test_one_more_medicine_never_weighs_less(told: dict[str, Any], name: str) -> None:
    before = people.situation(told)
    assume(isinstance(before.medicines, Known))
    assert isinstance(before.medicines, Known)
    after = replace(before, medicines=Known((*before.medicines.value, Medicine(name))))
    assert never_less(weight(after, told), weight(before, told))


@given(told=GIVEN, older=ADULTS)
def test_an_older_adult_never_weighs_less(told: dict[str, Any], older: int) -> None:
    assume(older >= told["age"] and "person.age" not in told["unknown"])
    before, after = people.situation(told), people.situation(told | {"age": older})
    assert never_less(weight(after, told), weight(before, told))


@given(told=GIVEN, fact=st.sampled_from(FORGETTABLE))
def test_a_forgotten_fact_turns_no_finding_into_its_opposite(
    told: dict[str, Any], fact: str
) -> None:
    before = people.situation(told)
    known, forgotten = judged(before, told), judged(people.forget(before, fact), told)
    for rule_id, one in known.items():
        now = forgotten[rule_id].verdict
        assert now in (one.verdict, Verdict.CANNOT_TELL), rule_id


@given(told=GIVEN, fact=st.sampled_from(FORGETTABLE))
def test_a_forgotten_fact_never_opens_the_gate(told: dict[str, Any], fact: str) -> None:
    before = people.situation(told)
    facts = people.facts(told)
    was, now = gate(before, facts), gate(people.forget(before, fact), facts)
    assert was is None or isinstance(now, (Refusal, Questions))


@given(told=GIVEN, fact=st.sampled_from(["treatment.since", "treatment.days_per_week"]))
def test_a_forgotten_duration_or_frequency_never_lowers_the_risk(
    told: dict[str, Any], fact: str
) -> None:
    before, facts = people.situation(told), people.facts(told)
    was, now = risk(before, facts), risk(people.forget(before, fact), facts)
    assert now.by_table >= was.by_table
    assert now.grade >= was.by_table


@given(told=GIVEN, fact=st.sampled_from(FORGETTABLE))
def test_what_a_forgotten_fact_could_still_mean_is_said(told: dict[str, Any], fact: str) -> None:
    before, facts = people.situation(told), people.facts(told)
    after = people.forget(before, fact)
    was, now = risk(before, facts), risk(after, facts)
    assert now.grade >= was.grade or set(was.rule_ids) & set(now.could_rise)
    was_level, now_level = level_of_care(before, facts), level_of_care(after, facts)
    assert now_level.could_rise_to >= was_level.setting


def _silent(situation: Situation, told: dict[str, Any]) -> bool:
    """Whether no rule about a pregnancy or a newborn child asks or speaks."""
    facts = people.facts(told)
    found = review(situation, facts)
    level = level_of_care(situation, facts, found)
    asked = {fact for one in found for fact in one.ask}
    asked |= {one.fact for one in questions(situation, facts, found)} | {*level.ask}
    verdicts = {one.verdict for one in found if one.rule_id in OF_MOTHERS_RULES}
    return verdicts == {Verdict.CLEAR} and not asked & OF_MOTHERS_FACTS


@given(told=GIVEN, valproate=st.booleans())
def test_of_a_man_no_rule_about_pregnancy_breastfeeding_or_a_newborn_asks_or_speaks(
    told: dict[str, Any], valproate: bool
) -> None:
    medicines = [*told["medicines"], *(["valproate"] if valproate else [])]
    unknown = {*told["unknown"], *OF_MOTHERS_FACTS} - {"person.sex"}
    man = told | {"sex": "male", "pregnant": False, "medicines": medicines}
    assert len(OF_MOTHERS_RULES) >= 4
    assert _silent(people.situation(man | {"unknown": sorted(unknown)}), man)


@given(told=GIVEN)
def test_a_woman_who_may_be_pregnant_is_asked(told: dict[str, Any]) -> None:
    unknown = {*told["unknown"], *OF_MOTHERS_FACTS} - {"person.sex", "person.age"}
    woman = told | {"sex": "female", "age": min(told["age"], 55)}
    assert not _silent(people.situation(woman | {"unknown": sorted(unknown)}), woman)


@given(told=GIVEN, rule_id=st.sampled_from(sorted(OF_MOTHERS_RULES)))
def test_a_pregnancy_that_somebody_has_told_is_heeded_whatever_else_was_written(
    told: dict[str, Any], rule_id: str
) -> None:
    written = told | {"sex": "male", "pregnant": True, "breastfeeding": True, "unknown": []}
    written["medicines"] = ["valproate"]
    assert judged(people.situation(written), written)[rule_id].verdict is Verdict.FIRES
