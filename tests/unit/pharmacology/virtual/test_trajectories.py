"""Levels of many people: three roads, one answer."""

from dataclasses import replace

import numpy as np
import pytest

from glidepath.domain.errors import BadInput
from glidepath.pharmacology.data import drug_ids
from glidepath.pharmacology.disposition import Disposition
from glidepath.pharmacology.exposure import levels_at
from glidepath.pharmacology.parameters import drug_model
from glidepath.pharmacology.virtual.compiled import AVAILABLE
from glidepath.pharmacology.virtual.draw import draw
from glidepath.pharmacology.virtual.program import program
from glidepath.pharmacology.virtual.trajectories import trajectories

DOSE_HOURS = np.sort(np.concatenate((np.arange(12) * 24 + 8.0, np.arange(12) * 24 + 20.0)))
DOSE_MG = np.linspace(4.0, 0.5, len(DOSE_HOURS))
HOURS = np.arange(1, 13) * 24 + 7.75
ROADS = [False, pytest.param(True, marks=pytest.mark.skipif(not AVAILABLE, reason="no compiler"))]


def person(people: Disposition, number: int) -> Disposition:
    names = ("f", "ka", "cl", "vc", "q", "vp")
    own = {name: getattr(people, name)[number : number + 1] for name in names}
    links = tuple(tuple(one[number : number + 1] for one in link) for link in people.links)
    return replace(people, **own, links=links)


@pytest.mark.parametrize("use_compiler", ROADS)
@pytest.mark.parametrize("drug", drug_ids())
def test_everybody_has_the_levels_of_one_person_alone(drug: str, use_compiler: bool) -> None:
    people = draw(drug, 0, 70, 5, None)
    found = trajectories(people, DOSE_HOURS, DOSE_MG, HOURS, use_compiler=use_compiler)
    for number in (0, 63, 69):
        alone = levels_at(person(people, number), DOSE_HOURS, DOSE_MG, HOURS)
        for part in range(len(drug_model(drug).analytes)):
            assert found.person(number, part) == pytest.approx(alone[part], rel=1e-12)


@pytest.mark.skipif(not AVAILABLE, reason="no compiler")
@pytest.mark.parametrize("drug", ["zolpidem", "clonazepam", "diazepam"])
def test_one_thread_and_two_give_the_same_bits(drug: str) -> None:
    people = draw(drug, 0, 500, 5, None)
    one, two = (trajectories(people, DOSE_HOURS, DOSE_MG, HOURS, threads=n) for n in (1, 2))
    assert (one.tiles == two.tiles).all()


def test_a_sample_at_the_time_of_a_dose_is_taken_before_it() -> None:
    people = draw("zolpidem", 0, 3, 5, None)
    hours = np.array([0.0, 5.0])
    found = trajectories(people, hours, np.array([1.0, 1.0]), hours, use_compiler=False)
    assert (found.at(0) == 0).all()
    alone = levels_at(person(people, 1), np.array([0.0]), np.array([1.0]), np.array([5.0]))[0]
    assert found.at(1)[1] == pytest.approx(alone[0], rel=1e-12)


def test_the_views_show_the_same_numbers() -> None:
    people = draw("diazepam", 0, 100, 5, None)
    found = trajectories(people, DOSE_HOURS, DOSE_MG, HOURS, use_compiler=False)
    table = found.array(1)
    assert table.shape == (len(HOURS), 100)
    assert (table[:, 77] == found.person(77, 1)).all()
    assert (table[4] == found.at(4, 1)).all()


def test_only_a_few_intervals_are_shared_by_a_regular_course() -> None:
    assert len(program(DOSE_HOURS, DOSE_MG, HOURS).intervals) <= 4


@pytest.mark.parametrize(
    ("hours", "mg", "samples", "where"),
    [
        ([3.0, 1.0], [1.0, 1.0], [5.0], "dose hours"),
        ([1.0], [-1.0], [5.0], "dose mg"),
        ([1.0], [float("nan")], [5.0], "row 1"),
        ([-1.0], [1.0], [5.0], "dose hours"),
        ([1.0], [1.0], [5.0, 4.0], "sample hours"),
        ([1.0], [1.0], [float("inf")], "sample hours"),
    ],
)
def test_bad_times_and_doses_are_refused_by_their_row(
    hours: list[float], mg: list[float], samples: list[float], where: str
) -> None:
    with pytest.raises(BadInput, match=where):
        program(np.array(hours), np.array(mg), np.array(samples))
