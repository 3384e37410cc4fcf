"""An export holds everything that is kept of one person and nothing of anybody else."""

from __future__ import annotations

import json

import pytest

from glidepath.domain.errors import BadInput
from glidepath.records.canonical import canonical
from glidepath.records.event import EventKind
from glidepath.records.export import export_person
from glidepath.records.store import Store
from tests.unit.records.given import BY, filled, proposed


def test_it_has_every_event_of_the_person_and_what_holds_now(store: Store) -> None:
    person, other = filled(store), filled(store)
    wrong = store.add(person, EventKind.DAY_ENTRY, {"hard": 9}, **BY)
    fix = {"replaces": wrong.id, "reason": "typed 9 for 6", "body": {"hard": 6}}
    corrected = store.add(person, EventKind.CORRECTION, fix, **BY)
    flag = store.add(person, EventKind.TRIAGE_RAISED, {"flag": "RF-01"}, **BY)
    store.add(person, EventKind.REVIEW_PLANNED, {"on": "2026-12-06"}, **BY)
    proposed(store, person)
    store.add(person, EventKind.PLAN_SIGNED, {"plan": "plan-1"}, **BY)
    told = export_person(store, person)
    assert [one["id"] for one in told["events"]] == [one.id for one in store.events(person)]
    assert other not in canonical(told)
    now = told["now"]
    entry = next(one for one in now["entries"] if one["event"] == wrong.id)
    assert (entry["body"], entry["corrected_by"]) == ({"hard": 6}, [corrected.id])
    assert (now["signed_plan"], now["open_flags"]) == ("plan-1", [flag.id])
    assert now["next_review"] == {"on": "2026-12-06"}
    assert told["record"]["hash"] == store.head().hash


def test_it_is_plain_json(store: Store) -> None:
    told = export_person(store, filled(store))
    assert json.loads(json.dumps(told)) == told


def test_nobodys_record_is_not_exported(store: Store) -> None:
    with pytest.raises(BadInput, match="nobody has"):
        export_person(store, "x" * 22)
