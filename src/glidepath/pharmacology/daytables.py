"""One day of one drug in many people, worked out once and used for every such day.

Doses repeat by the clock, so all that happens within a day is linear in the state at
midnight and in the doses of the day. This module builds those linear maps exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from glidepath.pharmacology.disposition import Disposition

    Floats = NDArray[Any]

__all__ = ["DayGrid", "DayTables", "day_grid", "day_tables", "gauss_points", "night_maps"]

DAY = 24.0
CUTS = {"usual": (2.0,), "fine": (0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)}
NODES = {"usual": 4, "fine": 10}
PEAKS = (1.0, 1.6, 2.6)


@dataclass(frozen=True, slots=True)
class DayGrid:
    """The instants of a day that are looked at: `hours` (G,), `weights` (G,) sum to 24.

    Gauss-Legendre points between doses carry weight; midnight, the moments before each
    dose and a few likely peaks carry none and serve the lowest and highest values.
    """

    hours: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class DayTables:
    """Linear maps of one day for one drug in n people; s states, k dose hours, G instants.

    `over_night` (s, s, n): state at midnight to the next. `dose_to_night` (k, s, n): per
    mg taken. `levels`: for each substance (s + k, G, n), ng/mL per mg of state or dose.
    `area`: for each substance (s + k, n), ng h/mL over the day.
    """

    over_night: Floats
    dose_to_night: Floats
    levels: tuple[Floats, ...]
    area: tuple[Floats, ...]


@lru_cache(maxsize=512)
def day_grid(dose_hours: tuple[float, ...], quality: str = "usual") -> DayGrid:
    """The instants to look at on a day with doses at these hours."""
    import numpy as np

    marks = {0.0, DAY, *dose_hours}
    marks |= {(hour + cut) % DAY for hour in dose_hours for cut in CUTS[quality]}
    edges = np.array(sorted(marks))
    edges = edges[np.concatenate(([True], np.diff(edges) > 1e-9))]
    nodes, node_weights = (np.array(one) for one in gauss_points(NODES[quality]))
    half = np.diff(edges)[:, None] / 2
    inner = (edges[:-1, None] + half * (nodes + 1)).ravel()
    peaks = [(hour + later) % DAY for hour in dose_hours for later in PEAKS]
    bare = np.array(sorted({0.0, DAY, *dose_hours, *peaks}))
    weights = np.concatenate(((half * node_weights).ravel(), np.zeros(len(bare))))
    return DayGrid(np.concatenate((inner, bare)), weights)


def day_tables(disposition: Disposition, dose_hours: tuple[float, ...], grid: DayGrid) -> DayTables:
    """The maps of a day with doses at these hours (already moved by the lag)."""
    import numpy as np

    hours = np.array(dose_hours)
    after = grid.hours[None, :] - hours[:, None]
    asked = np.concatenate((grid.hours, np.clip(after, 0.0, None).ravel()))
    times, place = np.unique(asked, return_inverse=True)
    move = disposition.transition(times)[:, :, place, :]
    count, doses = len(grid.hours), len(hours)
    free = move[:, :, :count]
    dosed = move[:, 0, count:].reshape(len(move), doses, count, -1)
    fraction = disposition.f
    levels = []
    for states, scale in disposition.read_out():
        own = free[states].sum(axis=0)
        taken = dosed[states].sum(axis=0) * fraction
        levels.append(np.concatenate((own, taken)) * scale)
    over_night, to_night = night_maps(disposition, dose_hours)
    return DayTables(over_night, to_night, tuple(levels), _areas(disposition, hours))


@lru_cache(maxsize=8)
def gauss_points(count: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Points and weights of Gauss-Legendre integration over -1 to 1, by Newton's method."""
    points, weights = [], []
    for i in range(count):
        x = cos(pi * (i + 0.75) / (count + 0.5))
        for _ in range(8):
            value, slope = _legendre(count, x)
            x -= value / slope
        points.append(-x)
        weights.append(2.0 / ((1.0 - x * x) * _legendre(count, x)[1] ** 2))
    return tuple(points), tuple(weights)


def _legendre(degree: int, x: float) -> tuple[float, float]:
    """The Legendre polynomial of this degree and its slope."""
    before, value = 1.0, x
    for n in range(2, degree + 1):
        before, value = value, ((2 * n - 1) * x * value - (n - 1) * before) / n
    return value, degree * (x * value - before) / (x * x - 1.0)


def night_maps(disposition: Disposition, dose_hours: tuple[float, ...]) -> tuple[Floats, Floats]:
    """Over one day: state at midnight to the next (s, s, n), and per mg taken (k, s, n)."""
    import numpy as np

    move = disposition.transition(DAY - np.array([0.0, *dose_hours]))
    return move[:, :, 0], np.swapaxes(move[:, 0, 1:], 0, 1) * disposition.f


def _areas(disposition: Disposition, dose_hours: Floats) -> tuple[Floats, ...]:
    import numpy as np

    left = np.concatenate(([DAY], DAY - dose_hours))
    stay = disposition.transition(left, integrate=True)
    found = []
    for states, scale in disposition.read_out():
        own = stay[states].sum(axis=0)
        found.append(np.concatenate((own[:, 0], own[0, 1:] * disposition.f)) * scale)
    return tuple(found)
