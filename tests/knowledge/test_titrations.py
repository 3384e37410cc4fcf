"""The rules of starting, held against the labels' figures by hand and against each other."""

from fractions import Fraction
from itertools import product as every_choice

import pytest

from glidepath.domain.evidence import Confidence
from glidepath.domain.person import Known
from glidepath.domain.quantity import Mass
from glidepath.domain.titration import Per
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.titrate import End, titrate
from tests.unit.planning.starting import start

KB = KnowledgeBase.packaged()
RULES = [KB.titration(rule_id) for rule_id in KB.titration_ids()]
D, K = Per.DAY, Per.KG_AND_DAY

FIGURES = {
    # rule: start, rise, days, target, maximum, doses a day; None where the label has none
    "us-adult-seizures": ((None, "1.5", D), ("0.5", "1", D), 3, None, ("20", D), (3, 3)),
    "us-child-seizures": (
        ("0.01", "0.03", K), ("0.25", "0.5", D), 3, ("0.1", "0.2", K), ("0.2", K), (2, 3),
    ),
    "us-adult-panic": (("0.5", "0.5", D), ("0.25", "0.5", D), 3, (None, "1", D), ("4", D), (1, 2)),
    "uk-adult-epilepsy": (
        (None, "1", D), (None, "0.5", D), 4, ("4", "8", D), ("20", D), (3, 4),
    ),
    "uk-older-epilepsy": (
        (None, "0.5", D), (None, "0.5", D), 4, ("4", "8", D), ("20", D), (3, 4),
    ),
    "uk-infant-epilepsy": (
        (None, "0.25", D), (None, "0.125", D), 7, ("0.5", "1", D), ("1", D), (3, 4),
    ),
    "uk-small-child-epilepsy": (
        (None, "0.25", D), (None, "0.25", D), 7, ("1", "3", D), ("3", D), (3, 4),
    ),
    "uk-school-child-epilepsy": (
        (None, "0.5", D), (None, "0.5", D), 4, ("3", "6", D), ("6", D), (3, 4),
    ),
    "nl-light-child-epilepsy": (
        ("0.01", "0.03", K), ("0.25", "0.5", D), 3, ("0.05", "0.1", K), ("0.1", K), (2, 3),
    ),
    "nl-heavy-child-epilepsy": (
        ("1", "2", D), ("0.25", "0.5", D), 3, ("1.5", "3", D), ("3", D), (2, 3),
    ),
    "ch-light-child-epilepsy": (
        ("0.01", "0.03", K), ("0.25", "0.5", D), 3, None, ("0.2", K), (2, 3),
    ),
    "ch-heavy-child-epilepsy": (("1", "1.5", D), ("0.25", "0.5", D), 3, None, ("20", D), (3, 3)),
    "bb-adult-epilepsy": (("1", "1", D), (None, "0.5", D), 4, ("4", "8", D), ("20", D), (1, 4)),
    "bb-older-epilepsy": (
        ("0.5", "0.5", D), (None, "0.5", D), 4, ("4", "8", D), ("20", D), (1, 4),
    ),
}  # fmt: skip


def shown(fact):
    if fact is None:
        return None
    amount = fact.value
    least = None if amount.least is None else amount.least
    return least, amount.most, amount.per


def figures(least, most, per):
    return None if least is None else Fraction(least), Fraction(most), per


def test_every_rule_stands_here() -> None:
    assert {rule.id for rule in RULES} == set(FIGURES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_figures_are_those_of_the_label(rule) -> None:
    first, rise, days, target, (most, per), doses = FIGURES[rule.id]
    assert shown(rule.start) == figures(*first)
    assert shown(rule.rise) == figures(*rise)
    assert shown(rule.target) == (None if target is None else figures(*target))
    assert (rule.maximum.value.most, rule.maximum.value.per) == (Fraction(most), per)
    assert (rule.days.value, rule.doses_a_day.value) == (days, doses)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_names_a_drug_that_is_known_and_sources_that_exist(rule) -> None:
    assert rule.drug_id in KB.drug_ids()
    for source in rule.sources:
        KB.source(source)
    for check in (*rule.checks, *rule.stops, *rule.disagreements):
        assert check.sources
        Confidence(check.confidence)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_usual_dose_is_above_the_maximum_in_the_same_unit(rule) -> None:
    if rule.target:
        assert rule.target.value.per is rule.maximum.value.per
        assert rule.target.value.most <= rule.maximum.value.most


@pytest.mark.parametrize("rule", [one for one in RULES if one.id.startswith(("uk", "bb"))])
def test_a_step_of_our_own_reaches_maintenance_in_two_to_four_weeks(rule) -> None:
    assert rule.rise.confidence is Confidence.PROPOSED
    assert rule.target is not None
    low = rule.target.value.least
    rises = -(-(low - rule.start.value.most) // rule.rise.value.most)
    assert 14 <= rises * rule.days.value <= 28


@pytest.mark.parametrize("country", ["UK", "US", "NL", "CH", "BB"])
def test_at_most_one_rule_of_a_country_speaks_of_one_person(country: str) -> None:
    for age, kg in every_choice(range(100), ("4", "29.999", "30", "30.5", "70")):
        speaking = [
            rule.id
            for rule in RULES
            if country in rule.whom.countries
            and "epilepsy_other" in rule.whom.indications
            and rule.whom.holds(age, Fraction(kg))
        ]
        assert len(speaking) <= 1


def test_the_united_states_and_the_netherlands_disagree_about_a_child_and_both_are_kept() -> None:
    us, nl = KB.titration("us-child-seizures"), KB.titration("nl-light-child-epilepsy")
    assert us.target is not None
    assert nl.target is not None
    assert us.target.value.least == nl.target.value.most
    assert us.disagreements[0] == nl.disagreements[0]
    assert [source for _, source in nl.maximum.others] == [
        "us-label-clonazepam", "no-koble-clonazepam",
    ]  # fmt: skip


def test_panic_is_off_label_everywhere_else_and_epilepsy_is_never_started_outside_a_label() -> None:
    assert KB.titration("us-adult-panic").whom.countries == ("US",)
    assert KB.titration("us-adult-panic").off_label_decides
    others = [rule for rule in RULES if rule.id != "us-adult-panic"]
    assert not any(rule.off_label_decides for rule in others)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@pytest.mark.parametrize("end", End)
def test_every_rule_can_be_planned_with_a_liquid_of_its_country(rule, end) -> None:
    country = "CH" if rule.whom.countries[0] == "BB" else rule.whom.countries[0]
    known = KB.products(country, "clonazepam")
    age = rule.whom.age_from if rule.whom.age_from is not None else 6
    liquids = (one for one in known if one.form.is_liquid)
    products = tuple(
        one for one in liquids if one.from_years is None or one.from_years.value <= age
    )[:1]
    kg = Fraction(21) if rule.whom.kg_to else Fraction(50)
    asked = start(
        rule.id, age=age, times=max(rule.doses_a_day.value[0], 2), products=products, end=end,
        weight_kg=Known(kg), up_to=None if rule.target else "2",
    )  # fmt: skip
    result = titrate(asked)
    highest = result.course.steps[-1].regimen.daily_dose
    assert Mass(0) < highest
    assert Fraction(highest.mg) <= result.maximum_mg
