"""The workloads: one year of doses, with illustrative parameters that are no clinical evidence."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from glidepath.pharmacology.disposition import Disposition
from glidepath.pharmacology.virtual.turnover import Turnover

DAYS = 365
STEPS = 26
TOLERANCE = Turnover(kin=0.1, ktol=0.002, emax=1.5, ec50=0.010)


@dataclass(frozen=True)
class Workload:
    """Doses (h, mg), sampled times (h) and a maker of n people."""

    name: str
    dose_hours: Any
    dose_mg: Any
    hours: Any
    kind: str

    def people(self, n: int) -> Disposition:
        """The first n people; person i is the same for every n."""
        z = np.random.default_rng(20).standard_normal((n, 5)).T
        ones, none = np.ones(n), np.zeros(n)
        ka = 1.2 * np.exp(0.5 * z[2])
        if self.kind == "metabolite":
            cl, vc = 1.6 * np.exp(0.3 * z[0]), 80.0 * np.exp(0.25 * z[1])
            link = (0.57 * ones, 0.7 * np.exp(0.3 * z[3]), 60.0 * np.exp(0.25 * z[4]))
            return Disposition(ones, ka, cl, vc, none, none, 0.0, (link,))
        cl = 4.5 * np.exp(0.3 * z[0])
        if self.kind == "two":
            vc = 110.0 * np.exp(0.25 * z[1])
            return Disposition(ones, ka, cl, vc, 30.0 * ones, 100.0 * ones, 0.0, ())
        return Disposition(ones, ka, cl, 210.0 * np.exp(0.25 * z[1]), none, none, 0.0, ())


def _w1() -> tuple[Any, Any, Any]:
    """08:00 and 20:00, 26 steps of 14 days from 4 to 0.125 mg a day on a lattice of 0.125 mg."""
    quanta = np.round(np.linspace(4, 0.125, STEPS) / 0.125).astype(int)
    hours, mg = [], []
    for day in range(STEPS * 14):
        q = int(quanta[day // 14])
        for hour, part in ((8.0, (q + 1) // 2), (20.0, q // 2)):
            if part:
                hours.append(day * 24 + hour)
                mg.append(part * 0.125)
    samples = [day * 24 + hour for day in range(DAYS) for hour in (8.0, 12.0, 20.0)]
    return np.array(hours), np.array(mg), np.array(samples)


def _w2() -> tuple[Any, Any, Any]:
    """Three times a day, 40 to 2 mg a day; four samples a day."""
    totals = np.round(np.linspace(40, 2, STEPS))
    hours, mg = [], []
    for day in range(STEPS * 14):
        whole = float(totals[day // 14])
        first = np.ceil(whole / 3)
        parts = (first, np.ceil((whole - first) / 2), np.floor((whole - first) / 2))
        for hour, part in zip((8.0, 14.0, 22.0), parts, strict=True):
            if part > 0:
                hours.append(day * 24 + hour)
                mg.append(float(part))
    samples = [day * 24 + hour for day in range(DAYS) for hour in (8.0, 12.0, 14.0, 22.0)]
    return np.array(hours), np.array(mg), np.array(samples)


W1 = Workload("W1", *_w1(), "one")
W1B = Workload("W1b", *_w1(), "two")
W2 = Workload("W2", *_w2(), "metabolite")
W3 = Workload("W3", *_w1(), "one")
