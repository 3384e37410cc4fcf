"""The ruler of withdrawal drive against what was computed independently."""

import pytest

from glidepath.pharmacology.withdrawal import drive_after_stop, switch_dip, taper_peak

PUBLISHED = [
    ("alprazolam", 3, 1.4, 0.70),
    ("alprazolam", 28, 2.8, 0.93),
    ("lorazepam", 14, 2.8, 0.86),
    ("clonazepam", 7, 4.1, 0.64),
    ("clonazepam", 28, 6.7, 0.84),
    ("diazepam", 3, 4.6, 0.35),
    ("diazepam", 14, 8.9, 0.66),
    ("clobazam", 10, 7.3, 0.60),
    ("zolpidem", 7, 0.4, 0.94),
]


@pytest.mark.parametrize(("drug", "half_life", "day", "size"), PUBLISHED)
def test_the_peak_after_an_abrupt_stop(
    drug: str, half_life: float, day: float, size: float
) -> None:
    drive = drive_after_stop(drug, 1.0, half_life)
    assert (drive.argmax() + 0.5) / 4 == pytest.approx(day, abs=0.35)
    assert drive.max() == pytest.approx(size, abs=0.01)


@pytest.mark.parametrize(
    ("drug", "weekly", "size"),
    [
        ("clonazepam", 0.25, 0.36),
        ("clonazepam", 0.10, 0.16),
        ("clonazepam", 0.05, 0.08),
        ("alprazolam", 0.25, 0.40),
        ("diazepam", 0.05, 0.07),
    ],
)
def test_the_peak_of_a_straight_taper_comes_late(drug: str, weekly: float, size: float) -> None:
    found, day = taper_peak(drug, 2.0, weekly)
    assert found == pytest.approx(size, abs=0.01)
    assert day >= 0.5 * 7 / weekly


def test_the_dip_of_a_switch_depends_on_the_weight_of_nordiazepam() -> None:
    days = [0, 1, 2, 3, 5, 7, 10, 14, 21, 28]
    equal = switch_dip(0)
    expected = [0.91, 0.78, 0.73, 0.72, 0.78, 0.84, 0.92, 0.97, 0.99, 1.0]
    assert equal[days] == pytest.approx(expected, abs=0.01)
    assert switch_dip(0, metabolite_weight=0.5).min() == pytest.approx(0.79, abs=0.01)
    assert switch_dip(0, metabolite_weight=0.0).min() == pytest.approx(0.96, abs=0.01)


def test_four_weekly_quarters_stay_at_nine_tenths_or_more() -> None:
    assert switch_dip(4).min() >= 0.90
