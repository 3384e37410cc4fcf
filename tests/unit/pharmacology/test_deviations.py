"""Doses that did not go as planned."""

import pytest

from glidepath.domain.errors import BadInput
from glidepath.pharmacology.deviations import Deviation, deviate
from glidepath.pharmacology.doses import dosed_days

COURSE = dosed_days([(3, [(8, 1), (20, 1)])], drug="clonazepam")


def days(*deviations: Deviation) -> list[list[tuple[float, float]]]:
    kept = deviate(COURSE, deviations).kept
    return [[(hour, mg) for hour, mg, _ in day] for day in kept.days]


def test_a_missed_dose_is_gone() -> None:
    assert days(Deviation(1, 8, "clonazepam", "missed"))[1] == [(20, 1)]


def test_a_doubled_dose_is_there_twice() -> None:
    assert days(Deviation(0, 8, "clonazepam", "doubled"))[0] == [(8, 1), (8, 1), (20, 1)]


def test_a_late_dose_moves_even_into_the_next_day() -> None:
    found = days(Deviation(0, 20, "clonazepam", "late", by_hours=6))
    assert found[0] == [(8, 1)]
    assert found[1] == [(2, 1), (8, 1), (20, 1)]


def test_a_vomited_dose_is_flagged_and_shown_both_ways() -> None:
    found = deviate(COURSE, [Deviation(2, 20, "clonazepam", "vomited")])
    assert found.kept == COURSE
    assert len(found.lost.days[2]) == 1
    assert len(found.flags) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        Deviation(0, 9, "clonazepam", "missed"),
        Deviation(9, 8, "clonazepam", "missed"),
        Deviation(0, 8, "lorazepam", "missed"),
        Deviation(2, 20, "clonazepam", "late", by_hours=9),
        Deviation(2, 20, "clonazepam", "late", by_hours=-1),
    ],
)
def test_a_deviation_from_nothing_planned_is_refused(wrong: Deviation) -> None:
    with pytest.raises(BadInput):
        deviate(COURSE, [wrong])
