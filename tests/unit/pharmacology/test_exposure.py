"""Levels at any instant, and two roads to the same level."""

import numpy as np
import pytest

from glidepath.domain.errors import BadInput
from glidepath.pharmacology.daily import follow
from glidepath.pharmacology.data import drug_ids
from glidepath.pharmacology.disposition import typical
from glidepath.pharmacology.doses import DoseEvent, dosed_days
from glidepath.pharmacology.exposure import course_exposure, exposure
from glidepath.pharmacology.parameters import drug_model


@pytest.mark.parametrize("drug", drug_ids())
def test_day_by_day_and_dose_by_dose_give_the_same_levels(drug: str) -> None:
    day = [(8, 1), (12, 0.5), (23.9, 1)]
    course = dosed_days([(9, day), (5, [(7, 1)])], drug=drug, before=day)
    for stretch in follow(course, {drug: typical(drug_model(drug))}):
        for part, name in enumerate(drug_model(drug).analytes):
            levels = stretch.levels(drug, part)[0].T
            days = np.arange(stretch.first, stretch.first + stretch.days)
            hours = days[:, None] * 24 + stretch.grid.hours
            inside = days >= 0
            other = course_exposure(course, hours[inside].ravel())[name]
            assert levels[inside].ravel() == pytest.approx(other, rel=1e-12)


def test_a_regimen_at_steady_state_repeats_itself() -> None:
    course = dosed_days([(3, [(8, 1), (20, 1)])], drug="diazepam", before=[(8, 1), (20, 1)])
    levels = course_exposure(course, [5.0, 29.0, 53.0])
    for level in levels.values():
        assert level == pytest.approx([level[0]] * 3, rel=1e-12)


def test_before_the_first_dose_nothing_is_there() -> None:
    level = exposure("lorazepam", [DoseEvent(10, 2, "lorazepam")], [0, 10, 10.2, 10.3])
    assert level["lorazepam"][:3] == pytest.approx([0, 0, 0])
    assert level["lorazepam"][3] > 0


def test_doses_may_come_in_any_order() -> None:
    events = [DoseEvent(10, 2, "clonazepam"), DoseEvent(1, 1, "clonazepam")]
    forwards = exposure("clonazepam", events[::-1], [30.0])["clonazepam"]
    assert exposure("clonazepam", events, [30.0])["clonazepam"] == pytest.approx(forwards)


def test_a_metabolite_from_two_drugs_is_summed() -> None:
    both = dosed_days([(5, [(8, 10, "diazepam"), (8, 15, "clorazepate")])])
    one = dosed_days([(5, [(8, 10, "diazepam")])])
    other = dosed_days([(5, [(8, 15, "clorazepate")])])
    hours = [30.0, 100.0]
    summed = (
        course_exposure(one, hours)["nordiazepam"] + course_exposure(other, hours)["nordiazepam"]
    )
    assert course_exposure(both, hours)["nordiazepam"] == pytest.approx(summed)


@pytest.mark.parametrize("hours", [[-1.0], [float("nan")]])
def test_times_that_are_no_times_are_refused(hours: list[float]) -> None:
    with pytest.raises(BadInput, match="hours from 0"):
        exposure("clonazepam", [], hours)


def test_a_dose_before_the_start_is_refused() -> None:
    with pytest.raises(BadInput, match="before the start"):
        exposure("clonazepam", [DoseEvent(-2, 1, "clonazepam")], [1.0])


def test_a_drug_without_data_is_refused_with_those_that_have_them() -> None:
    with pytest.raises(BadInput, match="clonazepam"):
        exposure("phenobarbital", [], [1.0])


def test_days_with_doses_at_ever_other_hours_agree_too() -> None:
    steps = [(1, [(5.3 + 0.7 * day, 1), (17.1 + 0.41 * day, 0.5)]) for day in range(14)]
    course = dosed_days(steps, drug="lorazepam", before=[(8, 1)])
    for stretch in follow(course, {"lorazepam": typical(drug_model("lorazepam"))}):
        if stretch.first >= 0:
            hours = stretch.first * 24 + stretch.grid.hours
            expected = course_exposure(course, hours)["lorazepam"]
            assert stretch.levels("lorazepam", 0)[0][:, 0] == pytest.approx(expected, rel=1e-11)
