"""The cursor over a table notes everything that is wrong, with its place, and never raises."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from glidepath.domain.drug import Range
from glidepath.domain.quantity import Mass
from glidepath.knowledge.table import Table


def opened(**data: Any) -> Table:
    return Table(data, "drugs/x.toml", "here", [])


def test_a_sound_table_leaves_no_problem() -> None:
    table = opened(name="clonazepam", days=14, counts=True, codes=["a", "b"], packs=[28, 30])
    assert table.text("name") == "clonazepam"
    assert table.whole("days", 1) == 14
    assert table.flag("counts") is True
    assert table.texts("codes") == ("a", "b")
    assert table.wholes("packs") == (28, 30)
    table.close()
    assert table.sound
    assert list(table) == ["name", "days", "counts", "codes", "packs"]


@pytest.mark.parametrize(
    ("take", "problem"),
    [
        (lambda table: table.text("absent"), "missing, a text is needed"),
        (lambda table: table.text("number"), "3 is not a text"),
        (lambda table: table.text("empty"), "an empty text"),
        (lambda table: table.whole("text"), "'word' is not a whole number"),
        (lambda table: table.whole("number", 4), "3 is below 4"),
        (lambda table: table.whole("yes"), "True is not a whole number"),
        (lambda table: table.flag("number"), "3 is not true or false"),
        (lambda table: table.choice("text", ("one", "two")), "'word' is not one of one, two"),
        (lambda table: table.texts("number"), "3 is not a list of texts"),
        (lambda table: table.texts("mixed"), "['a', 1] is not a list of texts"),
        (lambda table: table.texts("twice"), "the same text twice"),
        (lambda table: table.wholes("mixed"), "is not a list of whole numbers above 0"),
        (lambda table: table.wholes("text"), "'word' is not a list of whole numbers"),
        (lambda table: table.exact("text"), "'word' is not an exact number"),
        (lambda table: table.exact("bare"), "write it as text"),
        (lambda table: table.exact("absent"), "None is not an exact number"),
        (lambda table: table.mass("fine"), "mg is finer than"),
        (lambda table: table.sub("number"), "3 is not a table"),
        (lambda table: table.sub("absent"), "missing, a table is needed"),
        (lambda table: list(table.subs("mixed")), "not a table"),
    ],
)
def test_each_wrong_value_is_named_with_its_place(take: Any, problem: str) -> None:
    table = opened(
        number=3, empty=" ", text="word", yes=True, mixed=["a", 1], twice=["a", "a"],
        bare=Decimal("0.5"), fine="0.0000001",
    )  # fmt: skip
    take(table)
    assert not table.sound
    assert problem in table.problems[0]
    assert table.problems[0].partition(" @ ")[2].startswith("drugs/x.toml: here.")


def test_a_key_that_nobody_took_is_unknown() -> None:
    table = opened(name="a", nmae="b")
    table.text("name")
    table.close()
    assert table.problems == ["unknown key @ drugs/x.toml: here.nmae"]


def test_a_number_of_a_dose_is_exact_only_as_text() -> None:
    table = opened(mg="0.125", whole=2)
    assert table.exact("mg") == Fraction(1, 8)
    assert table.exact("whole") == 2
    assert table.mass("mg") == Mass.from_mg("0.125")


def test_a_range_without_a_typical_value_takes_the_middle() -> None:
    assert opened(low="1", high="2").range() == Range(Fraction(1), Fraction(3, 2), Fraction(2))


def test_a_range_out_of_order_is_named() -> None:
    table = opened(low="2", typical="1", high="3")
    table.range()
    assert "in order" in table.problems[0]


def test_a_fact_carries_its_sources_and_the_values_of_others() -> None:
    table = opened(
        value="4", source=["a"], confidence="read", unit="mg/day", note="n", why="newest",
        other=[{"value": "6", "source": "b"}],
    )  # fmt: skip
    fact = table.fact(table.mass("value"), lambda row: row.mass("value"))
    assert table.sound
    assert fact.sources == ("a",)
    assert fact.others == ((Mass.from_mg("6"), "b"),)
    assert fact.why == "newest"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"confidence": "read"}, "missing, a list of texts is needed @ drugs/x.toml: here.source"),
        ({"source": [], "confidence": "read"}, "at least one source"),
        ({"source": ["a"], "confidence": "sure"}, "'sure' is not one of read, secondary"),
        ({"source": ["a"], "confidence": "read", "valeu": 1}, "unknown key"),
        ({"source": ["a"], "confidence": "read", "other": []}, "unknown key"),
    ],
)
def test_a_fact_without_source_or_with_a_wrong_word_is_named(
    data: dict[str, Any], problem: str
) -> None:
    table = opened(**data)
    table.fact("x")
    assert any(problem in found for found in table.problems)


def test_another_value_needs_a_reason_for_the_one_chosen() -> None:
    table = opened(source="a", confidence="read", other=[{"value": "6", "source": "b"}])
    table.fact(Mass(1), lambda row: row.mass("value"))
    assert any("a reason for the value chosen" in found for found in table.problems)


def test_a_table_without_a_place_is_the_whole_file() -> None:
    table = Table({}, "a.toml", "", [])
    table.note("nothing here")
    assert table.problems == ["nothing here @ a.toml: whole file"]
    assert table.sub("b").path == "b"
