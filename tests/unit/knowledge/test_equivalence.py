"""What a conversion refuses, and what it says of itself."""

from __future__ import annotations

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.evidence import Confidence
from glidepath.domain.quantity import Mass
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.equivalence import Equivalence, Purpose, read_equivalence
from glidepath.knowledge.store import parse
from glidepath.knowledge.table import Table

ONE = Mass.from_mg("1")


@pytest.fixture(scope="module")
def equivalence() -> Equivalence:
    return KnowledgeBase.packaged().equivalence()


def test_an_unknown_drug_is_refused_with_those_that_are_known(equivalence: Equivalence) -> None:
    with pytest.raises(BadInput, match=r"clonazolam.*clonazepam"):
        equivalence.in_reference(ONE, "clonazolam")


def test_an_unknown_table_is_refused(equivalence: Equivalence) -> None:
    with pytest.raises(BadInput, match="one of ashton"):
        equivalence.in_reference(ONE, "clonazepam", "maudsley")


def test_a_table_that_lacks_the_drug_is_refused(equivalence: Equivalence) -> None:
    with pytest.raises(BadInput, match="'clobazam' in vadod-2021"):
        equivalence.in_reference(ONE, "clobazam", "vadod-2021")


def test_an_exchange_in_epilepsy_is_refused(equivalence: Equivalence) -> None:
    with pytest.raises(BadInput, match="Neurology sets the drug"):
        equivalence.equivalent(
            ONE, "clonazepam", "nitrazepam", purpose=Purpose.SUBSTITUTION, epilepsy=True
        )


def test_adding_up_doses_in_epilepsy_is_allowed(equivalence: Equivalence) -> None:
    found = equivalence.equivalent(
        ONE, "clonazepam", "diazepam", purpose=Purpose.ARITHMETIC, epilepsy=True
    )
    assert found.typical == 10


@pytest.mark.parametrize(("one", "other"), [("zopiclone", "diazepam"), ("diazepam", "zolpidem")])
def test_the_exchange_of_a_z_drug_is_refused(
    equivalence: Equivalence, one: str, other: str
) -> None:
    with pytest.raises(BadInput, match="arithmetic only"):
        equivalence.equivalent(ONE, one, other, purpose=Purpose.SUBSTITUTION, epilepsy=False)


def test_a_z_drug_added_up_is_marked_as_arithmetic_only(equivalence: Equivalence) -> None:
    assert equivalence.in_reference(ONE, "zopiclone").for_arithmetic_only
    assert not equivalence.in_reference(ONE, "lorazepam").for_arithmetic_only


def test_a_benzodiazepine_may_be_exchanged_outside_epilepsy(equivalence: Equivalence) -> None:
    found = equivalence.equivalent(
        ONE, "lorazepam", "diazepam", purpose=Purpose.SUBSTITUTION, epilepsy=False
    )
    assert (found.low, found.typical, found.high) == (5, 5, 10)
    assert found.confidence is Confidence.DERIVED


def test_a_table_from_memory_says_so(equivalence: Equivalence) -> None:
    found = equivalence.in_reference(ONE, "clonazepam", "nougg-2010")
    assert found.confidence is Confidence.UNVERIFIED


def test_rows_are_kept_as_they_were_printed(equivalence: Equivalence) -> None:
    assert equivalence.tables["ashton"].printed["bromazepam"] == "5 to 6"
    printed = equivalence.tables["us-nudge-trial"].printed["oxazepam"]
    assert printed == "1 mg as 0.33 mg of diazepam"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('["1", "2", "3"]', "neither one figure nor a range of two"),
        ('["2", "1"]', "low before high"),
        ('"0"', "above 0"),
        ("1.5", "is not a list of texts"),
    ],
)
def test_a_row_that_is_no_figure_is_named(row: str, problem: str) -> None:
    text = f"""reference_drug = "diazepam"
[table.one]
title = "one"
reference_mg = "10"
counts = true
source = "s"
confidence = "read"
[table.one.mg]
clonazepam = {row}
[range.diazepam]
low = "10"
high = "10"
source = "s"
confidence = "read"
"""
    problems: list[str] = []
    read_equivalence(Table(parse(text, "file"), "file", "", problems), frozenset())
    (found,) = set(problems)
    assert problem in found
    assert found.endswith("@ file: table.one.mg.clonazepam")
