"""The slow adaptation state."""

import numpy as np
import pytest

from glidepath.pharmacology.adaptation import adaptation_rate, daily_drive, daily_pull, midnights
from glidepath.pharmacology.daytables import day_grid, gauss_points


def test_after_a_stop_adaptation_halves_in_its_half_life() -> None:
    rate = adaptation_rate(np.array([7.0]))
    grid = day_grid((8.0,))
    binding = np.ones((1, len(grid.hours), 15))
    binding[:, :, 1:] = 0.0
    path = midnights(daily_pull(binding, grid.hours, grid.weights, rate), rate)[0]
    assert path[1] == pytest.approx(1.0, rel=1e-9)
    assert path[8] == pytest.approx(0.5, rel=1e-9)
    assert path[15] == pytest.approx(0.25, rel=1e-9)


def test_drive_is_nothing_while_binding_repeats() -> None:
    rate = adaptation_rate(np.array([3.0, 28.0]))
    grid = day_grid((8.0, 20.0))
    binding = np.tile(1 + np.sin(grid.hours / 24 * 2 * np.pi), (2, 9, 1)).transpose(0, 2, 1)
    drive = daily_drive(daily_pull(binding, grid.hours, grid.weights, rate), rate)
    assert drive == pytest.approx(0.0, abs=1e-12)


def test_a_straight_fall_gives_a_drive_of_fall_over_rate() -> None:
    rate = adaptation_rate(np.array([7.0]))
    grid = day_grid((8.0,))
    days = np.arange(200)
    binding = np.repeat(1 - 0.002 * days[None, None, :], len(grid.hours), axis=1)
    drive = daily_drive(daily_pull(binding, grid.hours, grid.weights, rate), rate)[0]
    assert drive[-1] == pytest.approx(0.002 / (rate[0] * 24), rel=0.05)


@pytest.mark.parametrize("count", [1, 4, 10])
def test_integration_points_are_those_of_gauss_and_legendre(count: int) -> None:
    points, weights = np.polynomial.legendre.leggauss(count)
    ours = gauss_points(count)
    assert ours[0] == pytest.approx(points, abs=1e-14)
    assert ours[1] == pytest.approx(weights, rel=1e-13)
