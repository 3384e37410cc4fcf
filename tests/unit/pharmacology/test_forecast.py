"""What a course does, day by day, with its bands."""

import numpy as np
import pytest

from glidepath.domain.errors import BadInput
from glidepath.pharmacology.covariates import Change
from glidepath.pharmacology.forecast import forecast

TWICE = [(8, 1), (20, 1)]


def test_staying_on_the_same_dose_changes_nothing() -> None:
    found = forecast([(10, TWICE)], drug="clonazepam", before=TWICE)
    level = found.levels["clonazepam"]
    assert level.mean.typical == pytest.approx(found.baseline_mean["clonazepam"], rel=1e-12)
    assert found.effect is not None
    assert found.effect.effect.typical == pytest.approx(1.0, rel=1e-12)
    assert found.effect.drive.typical == pytest.approx(0.0, abs=1e-12)


def test_the_mean_level_is_dose_over_clearance() -> None:
    found = forecast([(1, TWICE)], drug="clonazepam", before=TWICE)
    expected = 2 * 0.9 / 3.6 / 24 * 1000
    assert found.levels["clonazepam"].mean.typical[0] == pytest.approx(expected, rel=1e-12)


def test_trough_mean_and_peak_are_in_order_and_within_their_bands() -> None:
    found = forecast([(20, [(8, 1), (20, 0.5)])], drug="clonazepam", before=TWICE)
    level = found.levels["clonazepam"]
    assert (level.trough.typical < level.mean.typical).all()
    assert (level.mean.typical < level.peak.typical).all()
    for track in (level.trough, level.mean, level.peak):
        for low, high in track.bands.values():
            assert (low <= track.typical).all()
            assert (track.typical <= high).all()


def test_the_band_of_people_is_as_wide_as_their_spread() -> None:
    low, high = (
        forecast([(1, TWICE)], drug="clonazepam", before=TWICE)
        .levels["clonazepam"]
        .mean.bands["people"]
    )
    spread = np.exp(1.645 * np.sqrt(np.log(1.09)))
    assert high[0] / low[0] == pytest.approx(spread**2, rel=0.05)


def test_the_three_kinds_of_uncertainty_are_kept_apart() -> None:
    found = forecast([(14, [(8, 0.5)])], drug="clonazepam", before=TWICE)
    assert set(found.levels["clonazepam"].mean.bands) == {"people", "averages"}
    assert found.effect is not None
    assert set(found.effect.effect.bands) == {"people", "averages", "binding"}


def test_the_same_question_gets_the_same_band() -> None:
    once, again = (forecast([(5, [(8, 1)])], drug="lorazepam", before=TWICE) for _ in range(2))
    first, second = (one.levels["lorazepam"].mean.bands["people"] for one in (once, again))
    assert (first[0] == second[0]).all()


def test_without_a_present_regimen_there_is_no_relative_effect_and_it_says_why() -> None:
    found = forecast([(5, TWICE)], drug="clonazepam")
    assert found.effect is None
    assert any("no baseline" in words for words in found.statements)


def test_without_binding_data_only_exposure_is_shown_and_it_says_so() -> None:
    found = forecast([(5, [(8, 15)])], drug="clorazepate", before=[(8, 15)])
    assert found.effect is None
    assert any("binding" in words for words in found.statements)


def test_a_provisional_drug_says_so() -> None:
    found = forecast([(5, [(8, 10)])], drug="chlordiazepoxide", before=[(8, 10)])
    assert any("order of magnitude only" in words for words in found.statements)


def test_every_forecast_says_what_the_numbers_are_not() -> None:
    words = " ".join(forecast([(1, TWICE)], drug="clonazepam", before=TWICE).statements)
    assert "not a forecast of symptoms" in words
    assert "seizure" in words


@pytest.mark.parametrize(
    ("drug", "mg", "day", "size"),
    [
        ("alprazolam", 0.01, 1.9, 0.82),
        ("lorazepam", 0.02, 2.2, 0.79),
        ("clonazepam", 0.01, 4.1, 0.64),
        ("diazepam", 0.2, 6.8, 0.52),
        ("clobazam", 0.4, 6.3, 0.53),
    ],
)
def test_withdrawal_drive_after_an_abrupt_stop_peaks_when_expected_at_low_binding(
    drug: str, mg: float, day: float, size: float
) -> None:
    found = forecast([(40, [])], drug=drug, before=[(8, mg), (20, mg)])
    assert found.effect is not None
    drive = found.effect.drive.typical
    assert int(drive.argmax()) + 0.5 == pytest.approx(day, abs=1.0)
    assert drive.max() == pytest.approx(size, abs=0.02)


def test_a_steady_quarter_a_week_taper_is_hardest_in_its_last_half() -> None:
    steps = [(7, [(8, mg), (20, mg)]) for mg in (0.75, 0.5, 0.25)] + [(21, [])]
    found = forecast(steps, drug="clonazepam", before=TWICE)
    assert found.effect is not None
    assert 14 <= int(found.effect.drive.typical.argmax()) <= 28


def test_an_abrupt_switch_to_diazepam_dips_and_four_quarters_do_not() -> None:
    before = [(8, 1, "clonazepam"), (20, 1, "clonazepam")]
    diazepam = [(8, 20, "diazepam"), (20, 20, "diazepam")]
    at_once = forecast([(29, diazepam)], before=before).effect
    quarters = []
    for share in (0.25, 0.5, 0.75):
        intakes = [(hour, mg * (1 - share), drug) for hour, mg, drug in before]
        quarters.append((7, [*intakes, *((h, mg * share, d) for h, mg, d in diazepam)]))
    slowly = forecast([*quarters, (15, diazepam)], before=before).effect
    assert at_once is not None
    assert slowly is not None
    dip = at_once.exposure.typical
    assert dip.min() == pytest.approx(0.72, abs=0.01)
    assert int(dip.argmin()) in (2, 3)
    assert slowly.exposure.typical.min() >= 0.9


def test_a_course_without_any_dose_is_refused() -> None:
    with pytest.raises(BadInput, match="no dose at all"):
        forecast([(5, [])], drug="clonazepam")


def test_an_inducer_that_is_stopped_lets_the_level_rise_over_weeks() -> None:
    stopped = [Change("carbamazepine", None, 0)]
    found = forecast([(40, TWICE)], drug="clonazepam", before=TWICE, acting=stopped)
    level = found.levels["clonazepam"].mean.typical
    assert found.baseline_mean["clonazepam"] == pytest.approx(20.833 / 1.4, rel=1e-3)
    assert level[7] < 0.97 * level[-1]
    assert level[-1] == pytest.approx(20.833, rel=0.01)


def test_a_heavier_person_has_lower_levels() -> None:
    usual, heavy = (
        forecast([(1, TWICE)], drug="clonazepam", before=TWICE, weight_kg=kg) for kg in (70, 100)
    )
    ratio = heavy.levels["clonazepam"].mean.typical / usual.levels["clonazepam"].mean.typical
    assert ratio == pytest.approx((70 / 100) ** 0.75)


def test_a_change_that_no_drug_of_the_course_knows_is_refused() -> None:
    with pytest.raises(BadInput, match="carbamazepine"):
        forecast([(1, TWICE)], drug="clonazepam", before=TWICE, acting=[Change("moonlight")])


def test_greater_sensitivity_leaves_levels_alone() -> None:
    now = [(8, 1.0)]
    usual = forecast([(9, [(8, 0.5)])], drug="alprazolam", before=now)
    old = forecast([(9, [(8, 0.5)])], drug="alprazolam", before=now, acting=[Change("over_65")])
    assert usual.effect is not None
    assert old.effect is not None
    assert old.effect.occupancy.typical[-1] > usual.effect.occupancy.typical[-1]
