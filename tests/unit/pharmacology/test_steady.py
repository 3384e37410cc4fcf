"""The shortest sensible step, drug by drug."""

import pytest

from glidepath.pharmacology.steady import time_to_new_steady_state


@pytest.mark.parametrize(
    ("drug", "days"),
    [
        ("lorazepam", 3),
        ("nitrazepam", 5),
        ("clonazepam", 6),
        ("diazepam", 11),
        ("clobazam", 11),
        ("zolpidem", 2),
    ],
)
def test_days_until_a_change_of_dose_has_happened(drug: str, days: int) -> None:
    assert time_to_new_steady_state(drug).active == days


def test_each_substance_has_its_own_time() -> None:
    found = time_to_new_steady_state("diazepam")
    assert found.parent == 7
    assert found.substances == {"diazepam": 7, "nordiazepam": 13}


def test_alprazolam_settles_within_three_days() -> None:
    assert time_to_new_steady_state("alprazolam").active in (2, 3)
