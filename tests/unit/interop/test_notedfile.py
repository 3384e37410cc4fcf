"""What the clinician wrote down beside a diary, read from a file."""

import json
from datetime import date

import pytest

from glidepath.domain.calendar import Span
from glidepath.domain.errors import BadInput
from glidepath.domain.following import Chooser, Chosen, PersonIs
from glidepath.interop.notedfile import read_noted
from glidepath.monitoring.follow_up import OTHER_DRUG, UNANSWERED, Dealt
from tests.unit.interop.cases import KB

ANSWER = {
    "drug": "clonazepam", "start": "2027-01-02", "end": "2027-01-09", "by": "person",
    "person_is": "withdrawal",
}  # fmt: skip


def read(**tables):
    return read_noted(json.dumps(tables).encode(), "notes.json", KB)


def problems(**tables):
    with pytest.raises(BadInput) as refused:
        read(**tables)
    return [problem.where for problem in refused.value.problems]


def test_who_chose_other_doses_and_how_the_person_is():
    span = Span(date(2027, 1, 2), date(2027, 1, 9))
    found = read(chosen=[ANSWER]).chosen
    assert found == (Chosen("clonazepam", span, Chooser.PERSON, PersonIs.WITHDRAWAL),)
    assert read().chosen == ()


@pytest.mark.parametrize("key", ["drug", "by", "person_is"])
@pytest.mark.parametrize("value", [None, "nobody", 3])
def test_an_answer_needs_each_of_its_parts_and_guesses_none(key, value):
    row = {name: one for name, one in {**ANSWER, key: value}.items() if one is not None}
    assert problems(chosen=[row]) == [f"chosen#1.{key}"]


@pytest.mark.parametrize("days", [{"start": "2027-01-10"}, {"end": ""}, {"start": 3}])
def test_an_answer_needs_a_span_of_days(days):
    assert problems(chosen=[ANSWER | days]) == ["chosen#1"]


def test_another_key_or_no_list_is_told():
    assert problems(chosen=[ANSWER | {"why": "?"}]) == ["chosen#1"]
    assert problems(chosen=ANSWER) == ["chosen"]
    assert problems(chosen=["?"]) == ["chosen"]


@pytest.mark.parametrize("name", [UNANSWERED, OTHER_DRUG])
def test_a_yes_that_was_asked_about_and_a_drug_that_was_spoken_of_are_noted(name):
    dealt = read(dealt=[{"on": "2027-01-02", "flag": name}]).dealt
    assert dealt == (Dealt(date(2027, 1, 2), name),)
    assert problems(dealt=[{"on": "2027-01-02", "flag": "nothing"}]) == ["dealt#1.flag"]
