"""Chains of first-order steps: right for rates far apart, close together and equal."""

from fractions import Fraction

import numpy as np
import pytest

from glidepath.pharmacology.divided import chain_response


def response(rates: list[float], hours: float) -> float:
    arrays = [np.array([rate]) for rate in rates]
    return float(chain_response(arrays, np.array([hours]))[0])


def exact(rates: list[float], hours: float) -> float:
    """The same as a power series in exact fractions: slow, and right for any rates."""
    n, t = len(rates), Fraction(hours)
    points = [-Fraction(rate) * t for rate in rates]
    sums = [Fraction(1)] + [Fraction(0)] * 120
    for point in points:
        for k in range(1, 121):
            sums[k] += point * sums[k - 1]
    total, factorial = Fraction(0), Fraction(1)
    for k in range(1, n):
        factorial *= k
    for k in range(121):
        total += sums[k] / factorial
        factorial *= k + n
    return float(t ** (n - 1) * total)


@pytest.mark.parametrize("gap", [0.0, 1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 0.1, 1.0, 3.0])
@pytest.mark.parametrize("hours", [0.25, 4.0])
def test_two_steps_keep_all_digits_however_close_their_rates(gap: float, hours: float) -> None:
    rates = [0.7, 0.7 + gap]
    assert response(rates, hours) == pytest.approx(exact(rates, hours), rel=1e-14)


@pytest.mark.parametrize(
    "rates",
    [
        [0.5, 0.5, 0.5],
        [0.5, 0.5 + 1e-9, 1.9],
        [0.02, 1.2, 1.2 + 1e-7],
        [0.011, 0.018, 0.64, 1.25],
        [0.3, 0.3, 0.3, 0.3, 0.3],
        [0.0, 0.0114, 0.0155, 0.0527, 1.54],
    ],
)
@pytest.mark.parametrize("hours", [0.01, 1.0, 6.0])
def test_longer_chains_keep_their_digits(rates: list[float], hours: float) -> None:
    assert response(rates, hours) == pytest.approx(exact(rates, hours), rel=1e-12)


def test_the_order_of_the_steps_does_not_matter() -> None:
    assert response([1.2, 0.02, 0.3], 5.0) == response([0.3, 1.2, 0.02], 5.0)


def test_a_step_of_rate_nothing_adds_up_over_time() -> None:
    assert response([0.5, 0.0], 3.0) == pytest.approx((1 - np.exp(-1.5)) / 0.5, rel=1e-14)


def test_at_the_moment_of_entry_nothing_has_passed_through() -> None:
    assert response([1.0, 2.0, 2.0], 0.0) == 0.0
    assert response([1.0], 0.0) == 1.0
