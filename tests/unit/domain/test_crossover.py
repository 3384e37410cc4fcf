"""What is settled before one drug is exchanged for another."""

from fractions import Fraction

import pytest

from glidepath.domain.crossover import Barrier, Corridor, CrossoverRules
from glidepath.domain.errors import BadInput
from glidepath.domain.evidence import Confidence, Fact


def fact(value):
    return Fact(value, ("made-up",), Confidence.ASSUMED)


@pytest.mark.parametrize(("low", "high"), [("0", "1.2"), ("1.1", "1.2"), ("0.8", "0.9")])
def test_a_corridor_holds_the_present_regimen(low: str, high: str) -> None:
    with pytest.raises(BadInput, match="around 1"):
        Corridor(Fraction(low), Fraction(high))


def test_a_barrier_speaks_against_the_drugs_it_names_or_against_all() -> None:
    some = Barrier("frailty", ("diazepam",), "Why.", ("made-up",), "assumed")
    every = Barrier("for_epilepsy", (), "Why.", ("made-up",), "assumed")
    assert some.stands_before("diazepam")
    assert not some.stands_before("oxazepam")
    assert every.stands_before("oxazepam")


def test_a_country_without_a_table_of_its_own_takes_the_one_for_any() -> None:
    tables = {"UK": fact("scotland-2024"), "any": fact("all")}
    narrow = fact(Corridor(Fraction(1), Fraction(1)))
    rules = CrossoverRules(narrow, fact((7, 14)), fact(7), tables, ())
    assert rules.table_for("UK").value == "scotland-2024"
    assert rules.table_for("NL").value == "all"
