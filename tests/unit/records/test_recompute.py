"""A kept plan is worked out again from what was kept with it, and every difference is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from glidepath.domain.errors import BadInput
from glidepath.records.event import EventKind
from glidepath.records.recompute import Difference, recompute, recompute_all
from glidepath.records.store import Store
from tests.unit.records.given import BY, VERSIONS, proposed


def doubled(given: Mapping[str, Any]) -> dict[str, Any]:
    return {"goal": given["goal"], "steps": ["2 mg", "1 mg"], "versions": {"glidepath": "9"}}


def test_the_same_answer_from_another_version_is_the_same(store: Store) -> None:
    person = store.add_person({}, **BY).person
    report = {"goal": "stop", "steps": ["2 mg", "1 mg"], "versions": {"glidepath": "1"}}
    proposed(store, person, **report)
    (again,) = recompute_all(store, doubled)
    assert again.same
    assert again.versions == VERSIONS


def test_every_place_that_differs_is_named_with_what_was_and_is(store: Store) -> None:
    person = store.add_person({}, **BY).person
    one = proposed(store, person, goal="stop", steps=["2 mg", "1.5 mg", "1 mg"], note=True)
    again = recompute(one, doubled)
    assert not again.same
    assert again.differences == (
        Difference("/note", True, None),
        Difference("/steps/1", "1.5 mg", "1 mg"),
        Difference("/steps/2", "1 mg", None),
    )


def test_true_is_not_taken_for_one(store: Store) -> None:
    person = store.add_person({}, **BY).person
    one = proposed(store, person, sure=True)
    assert recompute(one, lambda _: {"sure": 1}).differences == (Difference("/sure", True, 1),)


def test_only_a_proposed_plan_can_be_worked_out_again(store: Store) -> None:
    person = store.add_person({}, **BY).person
    note = store.add(person, EventKind.NOTE, {}, **BY)
    with pytest.raises(BadInput):
        recompute(note, doubled)
