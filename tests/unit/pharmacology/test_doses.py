"""Courses as plain values, and what is refused."""

import math

import pytest

from glidepath.domain.errors import BadInput
from glidepath.pharmacology.doses import (
    DosedDays,
    DoseEvent,
    dosed_days,
    events_to_days,
    to_events,
)


def test_steps_become_days_with_intakes_in_order_of_time() -> None:
    course = dosed_days([(2, [(20, 0.5), (8, 1)]), (1, [(8, 1)])], drug="clonazepam")
    assert course.days[0] == ((8.0, 1.0, "clonazepam"), (20.0, 0.5, "clonazepam"))
    assert len(course.days) == 3
    assert course.before is None


def test_events_carry_hours_from_the_first_midnight() -> None:
    course = dosed_days([(2, [(8, 1, "lorazepam")])], before=[(8, 2, "lorazepam")])
    assert to_events(course) == [DoseEvent(8, 1, "lorazepam"), DoseEvent(32, 1, "lorazepam")]


def test_a_dose_of_nothing_is_no_event() -> None:
    assert to_events(dosed_days([(1, [(8, 0)])], drug="clonazepam")) == []


def test_single_doses_go_to_their_days() -> None:
    events = [DoseEvent(31.5, 1, "lorazepam"), DoseEvent(9, 2, "lorazepam")]
    days = events_to_days(events, 2).days
    assert days == (((9.0, 2.0, "lorazepam"),), ((7.5, 1.0, "lorazepam"),))


def test_a_dose_after_the_last_day_is_refused_by_its_row() -> None:
    with pytest.raises(BadInput, match="dose 2"):
        events_to_days([DoseEvent(3, 1, "x"), DoseEvent(48, 1, "x")], 2)


def test_all_drugs_of_a_course_are_named_once() -> None:
    course = dosed_days([(1, [(8, 1, "b"), (9, 1, "a")])], before=[(8, 1, "a")])
    assert course.drugs == ("a", "b")


@pytest.mark.parametrize(
    ("intake", "word"),
    [
        ((8, -1), "mg"),
        ((8, math.nan), "mg"),
        ((8, math.inf), "mg"),
        ((24, 1), "hour"),
        ((-1, 1), "hour"),
        ((8, "one"), "mg"),
        ((8, True), "mg"),
        ((8,), "intake 1"),
    ],
)
def test_what_is_no_dose_is_refused_with_its_place(intake: tuple[object, ...], word: str) -> None:
    with pytest.raises(BadInput, match=f"step 1, intake 1.*{word}|{word}"):
        dosed_days([(1, [intake])], drug="clonazepam")


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        dosed_days([(0, []), (1, [(8, -1), (25, 1)])], drug="clonazepam", before=[(8,)])
    assert len(caught.value.problems) == 4


def test_an_empty_course_is_refused() -> None:
    with pytest.raises(BadInput, match="at least one step"):
        dosed_days([])


@pytest.mark.parametrize("days", [1.5, True, -1])
def test_days_are_whole_and_at_least_one(days: object) -> None:
    with pytest.raises(BadInput, match="whole number"):
        dosed_days([(days, [])])  # type: ignore[list-item]


def test_a_dose_event_without_a_drug_is_refused() -> None:
    with pytest.raises(BadInput, match="id of a drug"):
        DoseEvent(1, 1, "")


def test_a_day_without_intakes_is_a_day() -> None:
    assert dosed_days([(1, [])], drug="clonazepam") == DosedDays(None, ((),))
