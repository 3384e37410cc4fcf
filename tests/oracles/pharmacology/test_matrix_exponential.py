"""Exact levels against a matrix exponential, over bodies and doses that nobody would choose."""

from typing import Any

import numpy as np
import pytest

from glidepath.pharmacology.exposure import levels_at
from tests.oracles.pharmacology.bodies import PlainBody, plain, random_body, random_doses

QUICK, LONG = range(60), range(60, 2_000)


def exponential(matrix: Any) -> Any:
    """The exponential of a matrix by its series, halved until small and squared back.

    The library routine is not used: it goes wrong by half for triangular matrices with two
    nearly equal rates, which is just the case that has to be looked at.
    """
    halvings = max(0, int(np.ceil(np.log2(max(np.abs(matrix).max(), 1e-9)))) + 3)
    small = matrix / 2.0**halvings
    term = total = np.eye(len(matrix))
    for k in range(1, 25):
        term = term @ small / k
        total = total + term
    for _ in range(halvings):
        total = total @ total
    return total


def stepped(body: PlainBody, hours: Any, mg: Any, samples: Any) -> list[Any]:
    """Walk from event to event with the exponential of the whole matrix."""
    events = [(float(h) + body.lag, 0, float(m)) for h, m in zip(hours, mg, strict=True)]
    events += [(float(s), 1, 0.0) for s in samples]
    state, clock = np.zeros(len(body.rates)), 0.0
    found = []
    for time, kind, amount in sorted(events):
        state = exponential(body.rates * (time - clock)) @ state
        clock = time
        if kind:
            found.append(state.copy())
        else:
            state[0] += amount * body.share
    return [np.array([one[row] * scale for one in found]) for row, scale in body.reads]


def compare(seed: int) -> None:
    generator = np.random.default_rng(seed)
    body = random_body(generator)
    hours, mg = random_doses(generator, 20)
    samples = np.sort(generator.uniform(0, 30 * 24, 25))
    expected = stepped(plain(body), hours, mg, samples)
    for ours, theirs in zip(levels_at(body, hours, mg, samples), expected, strict=True):
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-10 * max(theirs.max(), 1e-9))


@pytest.mark.parametrize("seed", QUICK)
def test_levels_agree_with_the_matrix_exponential(seed: int) -> None:
    compare(seed)


@pytest.mark.thorough
def test_levels_agree_with_the_matrix_exponential_at_length() -> None:
    for seed in LONG:
        compare(seed)
