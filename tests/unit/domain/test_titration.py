"""A rule of starting: for whom it is, what it is counted in, and what makes it whole."""

from dataclasses import replace
from fractions import Fraction

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.titration import Amount, Check, Per, TitrationRule, Whom

ASK = Check("How is it borne?", ("made-up",), "assumed")
PER_DAY, PER_KG = Per.DAY, Per.KG_AND_DAY


def fact(value, source: str = "made-up"):
    return Fact(value, (source,), Confidence.ASSUMED)


RULE = TitrationRule(
    id="made-up",
    title="Made up",
    drug_id="clonazepam",
    whom=Whom(("panic_disorder",), ("US",)),
    start=fact(Amount(Fraction(1, 2), PER_DAY), "one"),
    rise=fact(Amount(Fraction(1, 2), PER_DAY), "two"),
    days=fact(3, "one"),
    maximum=fact(Amount(Fraction(4), PER_DAY), "three"),
    doses_a_day=fact((1, 2), "two"),
    who_decides="the prescriber",
    off_label_decides="",
    checks=(ASK,),
    stops=(ASK,),
)
BY_KG = fact(Amount(Fraction(1, 5), PER_KG))


def test_an_amount_a_day_does_not_ask_for_the_weight() -> None:
    assert Amount(Fraction(4), PER_DAY).milligrams(Fraction(2), None) == 2


def test_an_amount_a_kilogram_is_multiplied_exactly() -> None:
    amount = Amount(Fraction(3, 100), PER_KG)
    assert amount.milligrams(amount.most, Fraction("12.3")) == Fraction("0.369")


@pytest.mark.parametrize(("least", "most"), [(None, "0"), ("0", "1"), ("2", "1")])
def test_an_amount_of_nothing_or_out_of_order_is_refused(least: str | None, most: str) -> None:
    with pytest.raises(BadInput, match="above 0, in order"):
        Amount(Fraction(most), PER_DAY, None if least is None else Fraction(least))


@pytest.mark.parametrize(
    ("age", "kg", "meant"),
    [
        (10, "40", True), (11, "30", True), (11, "30.1", False), (17, "29", True),
        (18, "29", False), (0, "3", True),
    ],
)  # fmt: skip
def test_either_age_or_weight_makes_a_child_of_the_label(age: int, kg: str, meant: bool) -> None:
    child = Whom((), (), age_to=10, kg_to=Fraction(30), either=True, under_years=18)
    assert child.holds(age, Fraction(kg)) is meant


@pytest.mark.parametrize(
    ("age", "kg", "meant"), [(11, "31", True), (11, "30", False), (10, "31", False)]
)
def test_both_age_and_weight_make_an_older_child(age: int, kg: str, meant: bool) -> None:
    assert Whom((), (), age_from=11, kg_above=Fraction(30)).holds(age, Fraction(kg)) is meant


@pytest.mark.parametrize(("age", "meant"), [(17, False), (18, True), (64, True), (65, False)])
def test_ages_are_completed_years_with_both_ends(age: int, meant: bool) -> None:
    assert Whom((), (), age_from=18, age_to=64).holds(age, None) is meant


def test_a_rule_asks_for_the_weight_only_where_it_matters() -> None:
    assert not RULE.asks_weight
    assert replace(RULE, maximum=BY_KG).asks_weight
    assert replace(RULE, target=BY_KG).asks_weight
    assert replace(RULE, whom=Whom((), (), kg_to=Fraction(30))).asks_weight


def test_a_rule_names_each_document_once() -> None:
    assert RULE.sources == ("one", "two", "three")
    assert replace(RULE, target=BY_KG).sources == ("one", "two", "three", "made-up")


@pytest.mark.parametrize("missing", [{"checks": ()}, {"stops": ()}, {"days": fact(0)}])
def test_a_rule_without_checks_stops_or_days_is_refused(missing) -> None:
    with pytest.raises(BadInput, match="titration made-up"):
        replace(RULE, **missing)
