"""Slow and obvious bodies for comparison: a matrix of rates, and nothing clever."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from glidepath.pharmacology.disposition import Disposition

Floats = Any


@dataclass(frozen=True)
class PlainBody:
    """One person as a system dA/dt = K A: depot, centre, periphery (if any), metabolites."""

    rates: Floats
    share: float
    lag: float
    reads: list[tuple[int, float]]


def plain(body: Disposition) -> PlainBody:
    """The same person as `body` (arrays of shape (1,)), written down as compartments."""
    ka, cl, vc, q, vp = (float(getattr(body, n)[0]) for n in ("ka", "cl", "vc", "q", "vp"))
    two = q > 0
    size = (3 if two else 2) + len(body.links)
    k = np.zeros((size, size))
    k[0, 0], k[1, 0] = -ka, ka
    k[1, 1] = -(cl + q) / vc
    if two:
        k[1, 2], k[2, 1], k[2, 2] = q / vp, q / vc, -q / vp
    reads = [(1, 1000.0 / vc)]
    before, rate = 1, cl / vc
    for number, (formed, own_cl, volume) in enumerate(body.links):
        row = (3 if two else 2) + number
        k[row, before] = float(formed[0]) * rate
        rate = float(own_cl[0] / volume[0])
        k[row, row] = -rate
        before = row
        reads.append((row, 1000.0 / float(volume[0])))
    return PlainBody(k, float(body.f[0]), float(body.alag), reads)


def random_body(generator: np.random.Generator) -> Disposition:
    """A body as no drug has it: rates over four decades, sometimes equal to each other."""

    def one(low: float, high: float) -> Floats:
        return np.array([np.exp(generator.uniform(np.log(low), np.log(high)))])

    cl, vc = one(0.3, 30), one(10, 300)
    ka = cl / vc if generator.random() < 0.2 else one(0.05, 8)
    q = one(1, 60) if generator.random() < 0.6 else np.zeros(1)
    links = []
    for _ in range(generator.integers(0, 4)):
        own = one(10, 200)
        same = generator.random() < 0.2
        links.append((one(0.2, 1.0), own * cl / vc if same else one(0.3, 5), own))
    lag = float(generator.choice([0.0, 0.25, 1.5]))
    f = np.array([generator.uniform(0.3, 1.0)])
    return Disposition(f, ka, cl, vc, q, one(10, 300), lag, tuple(links))


def random_doses(generator: np.random.Generator, days: float) -> tuple[Floats, Floats]:
    """Doses at any times: none on some days, several on others."""
    count = int(generator.integers(1, 25))
    return np.sort(generator.uniform(0, days * 24, count)), generator.uniform(0.1, 5.0, count)
