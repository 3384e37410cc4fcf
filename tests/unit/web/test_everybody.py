"""The list of people is read once and then only for those about whom something was written."""

import pytest

from glidepath.records.event import EventKind
from glidepath.records.faults import Damaged
from glidepath.web.everybody import Everybody


@pytest.fixture
def reads(house, monkeypatch):
    """Whose folder was read, in order."""
    from glidepath.web import everybody

    seen, read = [], everybody.folder_of

    def noted(store, person):
        seen.append(person)
        return read(store, person)

    monkeypatch.setattr(everybody, "folder_of", noted)
    return seen


def _people(visitor, *labels):
    for label in labels:
        visitor.get("/").send("/people", label=label)
        yield visitor.path.split("/")[2]


def test_nobody_is_read_again_where_nothing_was_written(house, visitor, reads):
    one, two = _people(visitor, "Person 1", "Person 2")
    visitor.get("/")
    reads.clear()
    visitor.get("/")
    assert reads == []
    visitor.get(f"/people/{two}/situation/who")
    visitor.get("/")
    assert reads == []  # a look is no change of what the list says
    house.store.add(one, EventKind.NOTE, {}, actor="a", role="prescriber", at=house.clock())
    visitor.get("/")
    assert reads == [one]


def test_what_is_kept_in_mind_is_what_a_fresh_reading_says(house, visitor):
    visitor.get("/")
    place = visitor.signed()
    changed = visitor.signed()
    visitor.get(f"{changed}/situation/goal").send(
        f"{changed}/situation/goal", preferences__dispense_days="14"
    )
    visitor.get("/")
    list(_people(visitor, "Person 1"))
    note = {"flag": "seizure", "urgency": "emergency", "on": "2026-11-22"}
    house.store.add(
        place.split("/")[2], EventKind.TRIAGE_RAISED, note, actor="a", role="patient",
        at=house.clock(),
    )  # fmt: skip
    fresh = Everybody(lambda: house.store).glances()
    kept = house.desk.everybody.glances()
    assert len(kept) == 3
    assert kept == fresh
    assert {one.stage for one in kept} == {
        "Plan signed", "Plan signed, situation changed since", "Situation being taken",
    }  # fmt: skip


def test_people_stand_by_name_however_they_came(house, visitor):
    list(_people(visitor, "zoe", "Adam", "mia"))
    assert [one.label for one in house.desk.everybody.glances()] == ["Adam", "mia", "zoe"]


def test_a_list_that_was_read_beforehand_reads_nobody(house, visitor, reads):
    list(_people(visitor, "Person 1"))
    house.desk.warm()
    reads.clear()
    visitor.get("/")
    assert reads == []


def test_a_record_that_cannot_be_read_beforehand_stops_no_server(house, visitor, monkeypatch):
    def damaged():
        raise Damaged("the anchor is missing")

    monkeypatch.setattr(house.store, "head", damaged)
    house.desk.warm()
