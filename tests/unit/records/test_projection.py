"""A person's file made event by event is the one that reading everything at once gives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.domain.errors import BadInput
from glidepath.records.event import AUDIT, CORRECTABLE, GENESIS, EventKind, Stored
from glidepath.records.projection import PersonFile, PlanState, apply, rebuild
from glidepath.records.store import Store
from tests.unit.records.given import BY, NOW, proposed

K = EventKind
PERSON = "p" * 22


def event(seq: int, kind: EventKind, body: dict[str, Any]) -> Stored:
    return Stored(seq, f"e{seq:021}", NOW, "a", "nurse", PERSON, kind, 1, body, GENESIS, GENESIS)


@st.composite
def lives(draw: st.DrawFn) -> tuple[Stored, ...]:
    """Any course of events that a record would let pass."""
    events: list[Stored] = []
    for seq in range(1, draw(st.integers(1, 25)) + 1):
        kind = draw(st.sampled_from(sorted(EventKind)))
        body = draw(bodies(kind, events))
        if body is not None:
            events.append(event(seq, kind, body))
    return tuple(events)


@st.composite
def bodies(draw: st.DrawFn, kind: EventKind, before: list[Stored]) -> dict[str, Any] | None:
    entries = [one.id for one in before if one.kind in CORRECTABLE]
    flags = [one.id for one in before if one.kind is K.TRIAGE_RAISED]
    plans = [one.body["plan"] for one in before if one.kind is K.PLAN_PROPOSED]
    new = draw(st.none() | st.fixed_dictionaries({"value": st.integers(0, 9)}))
    wanted: dict[EventKind, tuple[str, list[str]]] = {
        K.CORRECTION: ("replaces", entries), K.ACKNOWLEDGED: ("flag", flags),
        K.PLAN_SIGNED: ("plan", plans), K.PLAN_SUPERSEDED: ("plan", plans),
    }  # fmt: skip
    if kind in wanted:
        key, known = wanted[kind]
        return {key: draw(st.sampled_from(known)), "body": new} if known else None
    if kind is K.PLAN_PROPOSED:
        return {"plan": f"plan-{len(before)}"}
    if kind is K.REVIEW_PLANNED:
        return {"on": f"2026-12-{draw(st.integers(1, 28)):02}"}
    if kind is K.REVIEW_HELD:
        return {"review": draw(st.sampled_from([*entries, "none"]))}
    return {"value": draw(st.integers(0, 9))}


def by_hand(events: Iterable[Stored]) -> dict[str, Any]:
    """Everything a file should say, asked anew of the whole list each time."""
    events = list(events)
    fixes = [one for one in events if one.kind is K.CORRECTION]
    now = {
        one.id: [one.body, *(fix.body["body"] for fix in fixes if fix.body["replaces"] == one.id)][
            -1
        ]
        for one in events
        if one.kind in CORRECTABLE
    }
    ends: dict[str, PlanState] = {}
    for one in events:
        if one.kind is K.PLAN_PROPOSED:
            ends[one.body["plan"]] = PlanState.PROPOSED
        elif one.kind is K.PLAN_SIGNED:
            for plan, state in ends.items():
                if state is PlanState.SIGNED and plan != one.body["plan"]:
                    ends[plan] = PlanState.SUPERSEDED
            if ends[one.body["plan"]] is not PlanState.SUPERSEDED:
                ends[one.body["plan"]] = PlanState.SIGNED
        elif one.kind is K.PLAN_SUPERSEDED:
            ends[one.body["plan"]] = PlanState.SUPERSEDED
    answered = {one.body["flag"] for one in events if one.kind is K.ACKNOWLEDGED}
    raised = [one.id for one in events if one.kind is K.TRIAGE_RAISED]
    held = [now[one.id] for one in events if one.kind is K.REVIEW_HELD and now[one.id] is not None]
    done = {body.get("review") for body in held}
    due = [
        now[one.id]["on"] for one in events
        if one.kind is K.REVIEW_PLANNED and one.id not in done and "on" in (now[one.id] or {})
    ]  # fmt: skip
    return {
        "entries": now, "plans": ends, "open": [one for one in raised if one not in answered],
        "due": min(due, default=None), "audit": [one for one in events if one.kind in AUDIT],
    }  # fmt: skip


def told(file: PersonFile) -> dict[str, Any]:
    due = file.next_review
    return {
        "entries": {one.first.id: one.body for one in file.entries},
        "plans": {one.id: one.state for one in file.plans},
        "open": [one.raised.id for one in file.open_flags],
        "due": due.body["on"] if due and due.body else None,
        "audit": list(file.audit),
    }


@given(lives())
def test_a_file_says_what_reading_everything_by_hand_says(events: tuple[Stored, ...]) -> None:
    assert told(rebuild(PERSON, events)) == by_hand(events)


@given(lives(), st.integers(0, 25))
def test_a_file_continued_is_the_file_rebuilt(events: tuple[Stored, ...], cut: int) -> None:
    file = rebuild(PERSON, events[:cut])
    for one in events[cut:]:
        file = apply(file, one)
    assert file == rebuild(PERSON, events)


@given(lives())
def test_there_is_never_more_than_one_plan_in_force(events: tuple[Stored, ...]) -> None:
    file = rebuild(PERSON, events)
    assert [one.state for one in file.plans].count(PlanState.SIGNED) <= 1


def test_another_persons_event_and_one_twice_are_refused() -> None:
    one = event(1, K.NOTE, {})
    with pytest.raises(BadInput):
        apply(PersonFile("q" * 22), one)
    with pytest.raises(BadInput):
        apply(rebuild(PERSON, [one]), one)


def test_a_correction_shows_what_holds_and_keeps_what_stood_there(store: Store) -> None:
    person = store.add_person({"name": "A"}, **BY).person
    wrong = store.add(person, K.DAY_ENTRY, {"hard": 9}, **BY)
    fix = {"replaces": wrong.id, "reason": "typed 9 for 6", "body": {"hard": 6}}
    corrected = store.add(person, K.CORRECTION, fix, **BY)
    store.add(person, K.NOTE, {"text": "x"}, **BY)
    file = rebuild(person, store.events(person))
    (entry,) = file.of(K.DAY_ENTRY)
    assert (entry.first, entry.body, entry.corrections) == (wrong, {"hard": 6}, (corrected,))
    store.add(person, K.CORRECTION, {**fix, "body": None}, **BY)
    assert rebuild(person, store.events(person)).of(K.DAY_ENTRY) == ()


def test_what_must_not_be_corrected_is_not(store: Store) -> None:
    person = store.add_person({}, **BY).person
    kept = [
        proposed(store, person),
        store.add(person, K.TRIAGE_RAISED, {"flag": "RF-01"}, **BY),
        store.add(person, K.DECISION, {"kind": "hold"}, **BY),
        store.add(person, K.VIEWED, {}, **BY),
    ]
    for one in kept:
        assert one.kind not in CORRECTABLE
        fix = {"replaces": one.id, "reason": "I changed my mind", "body": {}}
        with pytest.raises(BadInput, match=f"an event of kind {one.kind.value}"):
            store.add(person, K.CORRECTION, fix, **BY)


def test_a_correction_says_what_holds_instead(store: Store) -> None:
    person = store.add_person({}, **BY).person
    wrong = store.add(person, K.NOTE, {}, **BY)
    for fix in ({}, {"body": "text"}, {"body": [1]}):
        with pytest.raises(BadInput, match="or null to withdraw"):
            store.add(person, K.CORRECTION, {"replaces": wrong.id, "reason": "r", **fix}, **BY)


def test_a_life_of_a_plan_and_of_a_red_flag(store: Store) -> None:
    person = store.add_person({}, **BY).person
    proposed(store, person, "one")
    proposed(store, person, "two")
    store.add(person, K.PLAN_SIGNED, {"plan": "one"}, **BY)
    flag = store.add(person, K.TRIAGE_RAISED, {"flag": "RF-01"}, **BY)
    file = rebuild(person, store.events(person))
    assert file.signed_plan
    assert file.signed_plan.id == "one"
    assert [one.raised for one in file.open_flags] == [flag]
    store.add(person, K.PLAN_SIGNED, {"plan": "two"}, **BY)
    store.add(person, K.ACKNOWLEDGED, {"flag": flag.id}, **BY)
    file = rebuild(person, store.events(person))
    assert [one.state.value for one in file.plans] == ["superseded", "signed"]
    assert file.open_flags == ()
    with pytest.raises(BadInput, match="used before"):
        proposed(store, person, "two")
    with pytest.raises(BadInput, match="no longer holds"):
        store.add(person, K.PLAN_SIGNED, {"plan": "one"}, **BY)
