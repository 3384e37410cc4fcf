"""A case file brought in is the form filled in; one taken out is the situation confirmed."""

from pathlib import Path

import pytest

from glidepath.interop.casefile import read_case
from glidepath.knowledge.base import KnowledgeBase

EXAMPLE = Path(__file__).parents[3] / "examples" / "diazepam_anxiety_uk.toml"
KB = KnowledgeBase.packaged()


@pytest.fixture
def place(visitor):
    visitor.send("/people", label="Person 1")
    return "/".join(visitor.path.split("/")[:3])


def test_a_file_goes_in_and_comes_out_as_the_same_situation(house, visitor, place):
    visitor.get(f"{place}/case").send(f"{place}/case", case=EXAMPLE.read_text(encoding="utf-8"))
    assert visitor.path.endswith("/situation/summary")
    assert "Person 1" in visitor.text
    visitor.send(f"{place}/confirm")
    answer = visitor.client.get(f"{place}/case/case.json")
    expected = read_case(EXAMPLE.read_bytes(), EXAMPLE.name, KB)
    assert read_case(answer.content, "case.json", KB) == expected
    person = place.split("/")[2]
    (noted,) = house.store.events(person, ("exported",))
    assert noted.body["what"] == "case.json"
    assert "imported" in house.kinds(place)


def test_a_file_that_cannot_be_read_is_kept_in_its_field_and_told(house, visitor, place):
    visitor.get(f"{place}/case").send(f"{place}/case", case="as_of = ")
    assert visitor.answer.status_code == 422
    assert "a slip" in visitor.text
    assert "as_of =</textarea>" in visitor.text
    assert "draft_saved" not in house.kinds(place)


def test_a_file_brought_in_over_somebody_elses_change_is_not_taken(house, visitor, place):
    other = house.visitor()
    visitor.get(f"{place}/case")
    other.get(f"{place}/situation/who").send(f"{place}/situation/who", person__age="50")
    visitor.send(f"{place}/case", case=EXAMPLE.read_text(encoding="utf-8"))
    assert visitor.answer.status_code == 409
    assert house.desk.folder(place.split("/")[2]).fields["person.age"] == "50"


def test_nothing_can_be_taken_out_before_it_is_confirmed(visitor, place):
    assert visitor.get(f"{place}/case/case.json").answer.status_code == 404
    assert "No situation has been confirmed" in visitor.get(f"{place}/case").text
