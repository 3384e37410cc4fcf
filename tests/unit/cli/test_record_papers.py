"""Papers out of the record say by whom a plan was signed; superseded ones say so."""

import json
from pathlib import Path

import pytest
from icalendar import Calendar

from glidepath.cli.record_desk import Desk
from glidepath.cli.record_papers import papers_person
from glidepath.cli.record_plan import plan_person
from glidepath.documents.standing import when_text
from glidepath.domain.errors import BadInput
from glidepath.interop.casefile_tree import read_tree
from glidepath.records.event import EventKind
from glidepath.records.projection import rebuild

CASE = Path(__file__).parents[3] / "examples" / "diazepam_anxiety_uk.toml"


@pytest.fixture
def desk(tmp_path):
    return Desk(f"sqlite:///{tmp_path}/record.db", "dr.a", "prescriber")


@pytest.fixture
def person(desk):
    """Somebody with a situation and a proposed plan."""
    case = json.loads(json.dumps(dict(read_tree(CASE.read_bytes(), CASE.name)), default=str))
    with desk.open(create=True) as store:
        added = store.add_person({}, **desk.by()).person
        store.add(added, EventKind.SITUATION, case, **desk.by())
    plan_person(desk, added, None)
    return added


def plans(desk, person):
    with desk.open() as store:
        return [one.id for one in rebuild(person, store.events(person)).plans]


def sign(desk, person, plan, **more):
    with desk.open() as store:
        store.add(person, EventKind.PLAN_SIGNED, {"plan": plan, **more}, **desk.by())


def papers(desk, person, folder, plan=None):
    assert papers_person(desk, person, folder, plan) == 0
    return {path.name: path for path in folder.iterdir()}


def events(path):
    return {str(one["UID"]): one for one in Calendar.from_ical(path.read_bytes()).walk("VEVENT")}


def test_a_plan_that_nobody_signed_is_a_proposal(desk, person, tmp_path):
    (plan,) = plans(desk, person)
    made = papers(desk, person, tmp_path / "out", plan)
    with desk.open() as store:
        at = when_text(rebuild(person, store.events(person)).plans[0].proposed.at)
    said = f"Proposal of {at}, not signed. It counts only when"
    assert said in made["prescription.txt"].read_text(encoding="utf-8")
    assert {"calendar.pdf", "calendar.ics", "letters.txt", "plan.json"} <= set(made)


def test_without_a_signature_and_without_a_name_of_a_plan_nothing_is_written(
    desk, person, tmp_path
):
    with pytest.raises(BadInput, match="no plan that is signed"):
        papers_person(desk, person, tmp_path / "out", None)
    with pytest.raises(BadInput, match="not kept for this person"):
        papers_person(desk, person, tmp_path / "out", "another")
    assert not (tmp_path / "out").exists()


def test_a_signed_plan_says_by_whom_as_what_and_which(desk, person, tmp_path):
    (plan,) = plans(desk, person)
    sign(desk, person, plan, signer="Dr A. Example, GP")
    text = papers(desk, person, tmp_path / "out")["prescription.txt"].read_text()
    assert "Signed in the record by Dr A. Example, GP as prescriber on " in text
    assert "A proposal" not in text
    with desk.open() as store:
        (noted,) = store.events(person, (EventKind.PRINTED,))
    assert noted.body == {"what": "papers", "plan": plan}


def test_without_a_name_the_account_that_signed_is_named(desk, person, tmp_path):
    (plan,) = plans(desk, person)
    sign(desk, person, plan)
    assert (
        "by dr.a as prescriber" in papers(desk, person, tmp_path / "out")["letters.txt"].read_text()
    )


def test_a_plan_that_was_superseded_is_marked_and_the_new_calendar_goes_on_from_it(
    desk, person, tmp_path
):
    (first,) = plans(desk, person)
    sign(desk, person, first)
    plan_person(desk, person, "cks-2018-percent")
    second = plans(desk, person)[-1]
    sign(desk, person, second)
    old = papers(desk, person, tmp_path / "old", first)
    new = papers(desk, person, tmp_path / "new")
    assert old["prescription.txt"].read_text().splitlines()[1].startswith("SUPERSEDED on ")
    assert "SUPERSEDED" not in new["prescription.txt"].read_text()
    before, after = events(old["calendar.ics"]), events(new["calendar.ics"])
    assert set(before) <= set(after)
    assert all(after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"] for uid in before)
    gone = [uid for uid, one in after.items() if one["STATUS"] == "CANCELLED"]
    assert gone
    assert not any(person in uid for uid in after)


def test_a_plan_kept_without_its_papers_asks_for_a_new_one(desk, person, tmp_path):
    body = {"plan": "older-plan-of-a-person", "input": {}, "report": {}}
    body["versions"] = {"engine": "0", "knowledge": "0", "products": "0"}
    with desk.open() as store:
        store.add(person, EventKind.PLAN_PROPOSED, body, **desk.by())
    with pytest.raises(BadInput, match="kept without its papers"):
        papers_person(desk, person, tmp_path / "out", "older-plan-of-a-person")
