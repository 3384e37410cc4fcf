"""What the record keeps, what it refuses, and that nothing in it can be changed."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from glidepath.domain.errors import BadInput
from glidepath.records.event import EventKind, is_opaque, new_id
from glidepath.records.faults import Conflict
from glidepath.records.store import Store
from tests.unit.records.given import BY, NOW


@pytest.fixture
def person(store: Store) -> str:
    return store.add_person({}, **BY).person


def test_what_was_added_is_read_back_as_it_was(store: Store, person: str) -> None:
    body = {"text": "½ tablet – é", "count": 3, "list": [True, None, {"a": "0.5"}]}
    added = store.add(person, EventKind.NOTE, body, **BY)
    assert store.events(person, [EventKind.NOTE]) == (added,)
    assert store.event(added.id) == added
    assert added.body == body
    assert added.at == NOW


def test_events_are_counted_without_a_gap_and_each_holds_the_hash_before(store: Store) -> None:
    people = [store.add_person({}, **BY) for _ in range(3)]
    assert [one.seq for one in people] == [1, 2, 3]
    assert people[1].prev_hash == people[0].hash
    assert people[2].prev_hash == people[1].hash
    assert store.head().hash == people[2].hash


def test_a_persons_id_is_random_and_says_nothing(store: Store) -> None:
    one, two = (store.add_person({"name": "Zebedee"}, **BY).person for _ in range(2))
    assert one != two
    assert is_opaque(one)
    assert "zebedee" not in one.lower()
    assert store.people() == (one, two)


def test_a_time_in_another_zone_is_kept_in_utc(store: Store, person: str) -> None:
    at = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))
    added = store.add(person, EventKind.NOTE, {}, actor="a", role="nurse", at=at)
    assert store.events(person)[-1].at.isoformat() == "2026-11-22T15:00:00.123456+00:00"
    assert store.event(added.id) == added


def test_two_people_who_edit_one_record_do_not_overwrite_each_other(
    store: Store, person: str
) -> None:
    seen = store.newest(person)
    store.add(person, EventKind.SITUATION, {"goal": "stop"}, expected=seen, **BY)
    with pytest.raises(Conflict) as told:
        store.add(person, EventKind.SITUATION, {"goal": "stay"}, expected=seen, **BY)
    assert "read it again" in str(told.value)
    assert [one.body for one in store.events(person, ["situation"])] == [{"goal": "stop"}]


def test_what_belongs_together_is_kept_whole_and_in_its_order(store: Store, person: str) -> None:
    seen = store.newest(person)
    told = (("note", {"n": 1}), ("override", {"of": "rule", "reason": "agreed"}))
    kept = store.add_all(person, told, expected=seen, **BY)
    assert store.events(person, after=seen) == kept
    assert [one.kind.value for one in kept] == ["note", "override"]
    assert kept[1].prev_hash == kept[0].hash
    assert store.anchor.read() == store.head()


@pytest.mark.parametrize(
    "second",
    [
        ("override", {"of": "rule"}),
        ("plan_signed", {"plan": "never proposed"}),
        ("note", {"a": 0.5}),
    ],
    ids=["without a reason", "names what is not there", "a float"],
)
def test_of_what_belongs_together_nothing_is_kept_where_one_part_is_refused(
    store: Store, person: str, second: tuple[str, dict[str, object]]
) -> None:
    before = store.head()
    with pytest.raises(BadInput):
        store.add_all(person, (("note", {"n": 1}), second), **BY)
    assert store.head() == before


def test_of_what_belongs_together_nothing_is_kept_over_somebody_elses_change(
    store: Store, person: str
) -> None:
    seen = store.newest(person)
    store.add(person, EventKind.NOTE, {}, **BY)
    before = store.head()
    with pytest.raises(Conflict):
        store.add_all(person, (("note", {"n": 1}), ("note", {"n": 2})), expected=seen, **BY)
    assert store.head() == before


def test_looking_at_a_record_or_writing_to_another_is_no_change_of_it(
    store: Store, person: str
) -> None:
    seen = store.newest(person)
    store.add(person, EventKind.VIEWED, {"what": "plan"}, **BY)
    store.add_person({}, **BY)
    assert store.newest(person) == seen
    store.add(person, EventKind.NOTE, {}, expected=seen, **BY)


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("note", {"dose": 0.5}, "float"),
        ("note", {"text": "\ud800"}, "half of a character"),
        ("note", {1: "a"}, "a key that is no text"),
        ("note", {"text": "x" * 4_200_000}, "4 MiB"),
        ("no_such_kind", {}, "no kind of event"),
        ("correction", {"replaces": "x" * 22, "body": None}, "body.reason"),
        ("correction", {"replaces": "x" * 22, "reason": " ", "body": None}, "body.reason"),
        ("correction", {"replaces": "x" * 22, "reason": "typed wrong", "body": {}}, "no event of"),
        ("plan_signed", {"plan": "p1"}, "never proposed"),
        ("papers_set", {"plan": "p1", "papers": {}}, "never proposed"),
        ("papers_set", {"plan": "p1"}, "body.papers"),
        ("acknowledged", {"flag": "x" * 22}, "no red flag"),
        ("plan_proposed", {"plan": "p", "versions": {}, "input": {}, "report": {}}, "engine"),
    ],
)
def test_an_event_that_cannot_stand_is_refused_and_nothing_is_kept(
    store: Store, person: str, kind: str, body: dict[str, object], told: str
) -> None:
    before = store.head()
    with pytest.raises(BadInput, match=told):
        store.add(person, kind, body, **BY)
    assert store.head() == before


def test_everything_that_is_wrong_is_told_at_once_and_none_of_it_repeated(store: Store) -> None:
    with pytest.raises(BadInput) as told:
        store.add(
            "Zebedee Quill", "correction", {"replaces": 3}, actor="Zebedee Q", role="Dr!",
            at=datetime(2026, 1, 1),  # noqa: DTZ001
        )  # fmt: skip
    places = [problem.where for problem in told.value.problems]
    assert places == ["actor", "role", "at", "person", "body.replaces", "body.reason"]
    assert "Zebedee" not in str(told.value)


def test_who_was_written_about_since_is_told_by_kind(store: Store, person: str) -> None:
    other = store.add_person({}, **BY).person
    after = store.head().seq
    store.add(person, EventKind.NOTE, {}, **BY)
    store.add(person, EventKind.NOTE, {}, **BY)
    store.add(other, EventKind.VIEWED, {"what": "plan"}, **BY)
    store.add("", EventKind.VIEWED, {"what": "people"}, **BY)
    assert store.people_since(after, [EventKind.NOTE]) == (person,)
    assert store.people_since(after, [EventKind.VIEWED]) == (other,)
    assert set(store.people_since(0, [EventKind.PERSON_ADDED])) == {person, other}


def test_what_concerns_a_person_names_one(store: Store) -> None:
    store.add("", EventKind.SIGNED_IN, {}, **BY)
    with pytest.raises(BadInput, match="nobody"):
        store.add("", EventKind.NOTE, {}, **BY)


def test_a_person_is_added_once(store: Store, person: str) -> None:
    with pytest.raises(BadInput, match="taken"):
        store.add(person, EventKind.PERSON_ADDED, {}, **BY)


def test_a_new_id_is_never_seen_twice() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000
