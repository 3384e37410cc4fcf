"""Answers as JSON: the names of the contract, exact figures, every source found."""

import json
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from glidepath.care.assess import assess
from glidepath.care.prepare import prepare
from glidepath.care.settings import settings
from glidepath.domain.answer import Proposal
from glidepath.interop.answerfile import as_json, write_answer, write_assessment
from glidepath.interop.answerfile_shape import AnswerShape
from tests.unit.interop.cases import KB, answered, read

READY = answered()


@pytest.fixture(scope="module")
def answer() -> Proposal:
    found = prepare(read(READY), KB)
    assert isinstance(found, Proposal)
    return found


@pytest.fixture(scope="module")
def tables(answer: Proposal) -> dict[str, Any]:
    assessment = assess(read(READY), KB, settings(KB).most_pieces)
    return write_answer(answer, KB, assessment)


def test_every_name_of_the_contract_is_there(tables: dict[str, Any]) -> None:
    names = {"outcome", "findings", "risk", "level_of_care", "certificate", "plan", "alternatives",
             "supply", "reviews", "questions", "sources", "versions"}  # fmt: skip
    assert names <= set(tables)
    step = tables["plan"]["steps"][0]
    assert {"start", "end", "days", "daily_dose_mg", "cut", "intakes", "why"} <= set(step)
    assert {"time", "dose_mg", "pieces"} == set(step["intakes"][0])
    assert {"product", "part", "count", "mg"} == set(step["intakes"][0]["pieces"][0])


def test_the_pieces_add_up_to_the_dose_and_the_doses_to_the_day(tables: dict[str, Any]) -> None:
    for step in tables["plan"]["steps"]:
        for intake in step["intakes"]:
            made = sum((Decimal(piece["mg"]) for piece in intake["pieces"]), Decimal(0))
            assert made == Decimal(intake["dose_mg"])
        daily = sum((Decimal(intake["dose_mg"]) for intake in step["intakes"]), Decimal(0))
        assert daily == Decimal(step["daily_dose_mg"])


def test_every_time_of_day_stands_in_every_step_also_where_nothing_is_taken(
    tables: dict[str, Any],
) -> None:
    steps = tables["plan"]["steps"]
    times = [[intake["time"] for intake in step["intakes"]] for step in steps]
    assert all(one == times[0] for one in times)
    assert all(intake["pieces"] == [] for intake in steps[-1]["intakes"])
    assert all(intake["dose_mg"] == "0" for intake in steps[-1]["intakes"])


def test_a_cut_is_told_exactly_and_in_per_cent(tables: dict[str, Any]) -> None:
    steps = tables["plan"]["steps"]
    for before, after in pairwise(steps):
        old, new = Fraction(before["daily_dose_mg"]), Fraction(after["daily_dose_mg"])
        assert Fraction(after["cut"]["exact"]) == (old - new) / old
        assert Fraction(after["cut"]["mg"]) == old - new
        assert abs(Fraction(after["cut"]["percent"]) - 100 * (old - new) / old) <= Fraction(1, 20)


def test_every_source_that_is_named_is_listed_with_how_it_was_read(tables: dict[str, Any]) -> None:
    named = {source for finding in tables["findings"] for source in finding["sources"]}
    named |= {*tables["plan"]["sources"], *(review["source"] for review in tables["reviews"])}
    listed = {source["id"]: source for source in tables["sources"]}
    assert {source.partition("#")[0] for source in named} == set(listed)
    assert all(source["read"] for source in listed.values())


def test_no_number_of_the_answer_is_a_float(tables: dict[str, Any]) -> None:
    def kinds(value: Any) -> set[type]:
        if isinstance(value, dict):
            return set().union(*map(kinds, value.values())) if value else set()
        if isinstance(value, list):
            return set().union(*map(kinds, value)) if value else set()
        return {type(value)}

    assert float not in kinds(json.loads(as_json(tables)))


def test_the_written_answer_has_the_shape_of_its_schema(tables: dict[str, Any]) -> None:
    assert AnswerShape.model_validate_json(as_json(tables)).plan is not None


def test_an_assessment_alone_is_written_with_its_grades() -> None:
    assessment = assess(read(READY), KB, settings(KB).most_pieces)
    written = write_assessment(assessment, None, KB)
    assert written["outcome"] == "ready"
    assert written["risk"]["grade"] in ("rare", "lower", "likely", "high")
    assert written["level_of_care"]["setting"]


def test_every_line_of_the_supply_says_what_it_counts() -> None:
    tablets = write_answer(prepare(read(answered()), KB), KB)["supply"][0]["lines"]
    assert {line["unit"] for line in tablets} <= {"tablet", "orally_disintegrating_tablet"}
    drops = read(
        {**answered(), "country": "CH", "products": ["ch-clonazepam-drops-2.5mg-ml-rivotril"]}
    )
    lines = write_answer(prepare(drops, KB), KB)["supply"][0]["lines"]
    assert {line["unit"] for line in lines} == {"drop"}
