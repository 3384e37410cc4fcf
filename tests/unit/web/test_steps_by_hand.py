"""Somebody changes steps by hand: nothing is believed that the checker has not read."""

import re

import pytest

from tests.journeys.web.visiting import forms


@pytest.fixture
def place(visitor):
    place = visitor.example()
    visitor.get(f"{place}/plan").send(f"{place}/plan/steps", f"{place}/plan")
    return place


def _rows(visitor):
    (form,) = [one for one in forms(visitor.text) if one.action.endswith("/plan/steps")]
    return {name: value[0] for name, value in form.fields.items() if name.startswith("step#")}


def test_the_steps_of_the_plan_are_the_beginning(visitor, place):
    rows = _rows(visitor)
    assert (rows["step#1.days"], rows["step#1.08:00"]) == ("8", "1 mg")
    assert rows["step#9.08:00"] == "0 mg"
    assert "No check forbids this plan" in visitor.text


def test_unchanged_steps_pass_the_checker_and_can_be_signed(house, visitor, place):
    visitor.send(f"{place}/plan/steps", _then="check")
    assert "No check forbids this plan" in visitor.text
    visitor.send(f"{place}/plan/steps/choose", f"{place}/plan/steps")
    assert visitor.path == f"{place}/sign"
    visitor.signed(place)
    assert "pace: as written" in visitor.text
    assert "situation" in house.kinds(place)


def test_a_longer_step_moves_everything_after_it(visitor, place):
    visitor.send(f"{place}/plan/steps", **{"step#2.days": "70"})
    assert "No check forbids this plan" in visitor.text
    assert re.search(r"30 Nov 2026</span> to <span[^>]*>7 Feb 2027", visitor.text)


@pytest.mark.parametrize("dose", ["0.3 mg", "1.75 mg"])
def test_a_dose_that_cannot_be_made_or_that_rises_leaves_no_plan(visitor, place, dose):
    visitor.send(f"{place}/plan/steps", **{"step#3.08:00": dose})
    assert "<svg" not in visitor.text
    assert "plan/steps/choose" not in visitor.text
    assert "forbids" in visitor.text or visitor.answer.status_code == 422


@pytest.mark.parametrize("change", [{"step#2.days": "soon"}, {"step#2.22:00": "1"}])
def test_what_cannot_be_read_is_told_at_its_step_and_kept(visitor, place, change):
    visitor.send(f"{place}/plan/steps", **change)
    assert visitor.answer.status_code == 422
    assert 'href="#f-step-2-days"' in visitor.text
    assert "<svg" not in visitor.text
    (name, value) = next(iter(change.items()))
    assert _rows(visitor)[name] == value


def test_the_rest_is_planned_anew_from_a_changed_step(visitor, place):
    visitor.send(f"{place}/plan/steps", **{"step#2.22:00": "0.75 mg", "_then": "2"})
    rows = _rows(visitor)
    assert (rows["step#2.08:00"], rows["step#2.22:00"]) == ("0.75 mg", "0.75 mg")
    assert visitor.answer.status_code == 200
    assert {rows["step#3.08:00"], rows["step#3.22:00"]} == {"0.5 mg", "0.75 mg"}
    assert "step#9.08:00" not in rows
    assert "1.5 mg" in visitor.text


def test_the_rest_cannot_be_planned_from_what_cannot_be_read(visitor, place):
    visitor.send(f"{place}/plan/steps", **{"step#2.days": "soon", "_then": "2"})
    assert visitor.answer.status_code == 422
    visitor.send(f"{place}/plan/steps", **{"step#2.days": "14", "step#2.22:00": "x", "_then": "2"})
    assert visitor.answer.status_code == 422


def test_steps_chosen_on_a_stale_page_are_not_kept(house, visitor, place):
    other = house.visitor()
    other.get(f"{place}/situation/goal").send(
        f"{place}/situation/goal", preferences__dispense_days="14"
    )
    visitor.send(f"{place}/plan/steps/choose", f"{place}/plan/steps")
    assert visitor.answer.status_code == 409
    assert "plan_proposed" not in house.kinds(place)
