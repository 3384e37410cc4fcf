"""A case file brought in is the form filled in; one taken out is the situation confirmed."""

import tomllib
from pathlib import Path

import pytest

from glidepath.interop.casefile import read_case
from glidepath.knowledge.base import KnowledgeBase
from tests.journeys.web.visiting import forms

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


def _upload(visitor, place, content, name="case.toml", **more):
    form = next(
        one for one in forms(visitor.get(f"{place}/case").text) if one.action == f"{place}/case"
    )
    fields = {key: values[0] for key, values in form.fields.items() if key != "file"} | more
    return visitor.client.post(
        f"{place}/case", data=fields, files={"file": (name, content)}, follow_redirects=True
    )


@pytest.mark.parametrize("name", ["case.toml", "CASE.TOML", "a name of somebody"])
def test_a_file_from_the_disk_is_brought_in_as_its_text_would_be(house, visitor, place, name):
    answer = _upload(visitor, place, EXAMPLE.read_bytes(), name)
    assert answer.url.path.endswith("/situation/summary")
    fields = house.desk.folder(place.split("/")[2]).fields
    assert fields["treatment.drug"] == "diazepam"
    kept = [str(one.body) for one in house.store.events(place.split("/")[2])]
    assert not [text for text in kept if "somebody" in text]


BAD = {
    "binary": (b"\x00\x01\x02\xff", "file"),
    "too long": (b"# " + b"x" * 300_000, "256"),
    "no case": (b"[side_effects]\nnausea = 3\n", "side_effects"),
    "a row too many": (b"".join(b'[[treatment.intakes]]\ntime = "%02d:00"\ndose = "1 mg"\n' % n
                                for n in range(7)), "treatment.intakes#7.time"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_from_the_disk_is_told_and_changes_nothing(house, visitor, place, what):
    content, told = BAD[what]
    answer = _upload(visitor, place, content)
    assert answer.status_code == 422
    assert told in answer.text
    assert "draft_saved" not in house.kinds(place)


def test_a_text_and_a_file_at_once_or_neither_is_asked_about(house, visitor, place):
    both = _upload(visitor, place, EXAMPLE.read_bytes(), case='country = "US"')
    assert both.status_code == 422
    assert "both a text and a file" in both.text
    visitor.get(f"{place}/case").send(f"{place}/case")
    assert "neither a text nor a file" in visitor.text
    assert "draft_saved" not in house.kinds(place)


def test_what_the_form_has_no_place_for_is_told_before_it_could_be_planned_from(visitor, place):
    visitor.get(f"{place}/case").send(f"{place}/case", case='[foo]\nbar = "1"\n')
    assert visitor.answer.status_code == 422
    assert "foo.bar" in visitor.text


CASES = [
    path
    for path in sorted(EXAMPLE.parent.glob("*.toml"))
    if {"as_of", "treatment"} <= tomllib.loads(path.read_text(encoding="utf-8")).keys()
]


@pytest.mark.parametrize("path", CASES, ids=lambda one: one.stem)
def test_every_case_among_the_examples_can_be_brought_in(visitor, place, path):
    visitor.get(f"{place}/case").send(f"{place}/case", case=path.read_text(encoding="utf-8"))
    assert visitor.path.endswith("/situation/summary")


@pytest.mark.parametrize("name", ["lorazepam_switch_uk", "two_drugs_us", "clonazepam_start_panic"])
def test_the_plan_of_a_case_that_was_brought_in_can_be_chosen(visitor, place, name):
    text = (EXAMPLE.parent / f"{name}.toml").read_text(encoding="utf-8")
    visitor.get(f"{place}/case").send(f"{place}/case", case=text)
    visitor.send(f"{place}/confirm").get(f"{place}/plan")
    visitor.send(f"{place}/plan/choose", f"{place}/plan")
    assert visitor.path == f"{place}/sign"


def test_a_file_longer_than_any_form_is_refused_before_it_is_read(visitor, place):
    answer = _upload(visitor, place, b"x" * 600_000)
    assert answer.status_code == 413
