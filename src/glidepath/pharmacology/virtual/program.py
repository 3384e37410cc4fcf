"""A course as a program of instants: everybody walks the same clock, so intervals are shared.

Doses and samples lie on a lattice; between neighbouring instants there are only a few
distinct intervals, and each person's exponentials are computed once for each of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from glidepath.domain.errors import BadInput, Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from glidepath.pharmacology.disposition import Disposition

    Floats = NDArray[Any]

__all__ = ["TILE", "Entries", "Program", "entries", "program", "tiled"]

TILE = 64


@dataclass(frozen=True, slots=True)
class Program:
    """Instants in order: `interval` (P,) which of `intervals` (I,) h leads to each instant,
    `dose` (P,) mg given at it, `output` (P,) the number of the sample taken just before the
    dose, or -1. `hours` (O,) are the sampled times.
    """

    intervals: Floats
    interval: Floats
    dose: Floats
    output: Floats
    hours: Floats


@dataclass(frozen=True, slots=True)
class Entries:
    """The transition entries that are not zero: `to`, `origin` (K,), highest `to` first, and
    `table` (tiles, I, K, TILE); within one `to` its own decay comes first.
    """

    to: Floats
    origin: Floats
    table: Floats


def program(dose_hours: Floats, dose_mg: Floats, hours: Floats, alag: float = 0.0) -> Program:
    """Merge doses (h, mg; both (D,)) and samples (h; (O,)) into one walk from 0 h.

    Refuses times that are no numbers or out of order, and doses that are negative.
    """
    _refuse_bad(dose_hours, dose_mg, hours)
    at = np.asarray(dose_hours, dtype=float) + alag
    instants = np.unique(np.concatenate((at, hours)))
    mg, output = np.zeros(len(instants)), np.full(len(instants), -1)
    np.add.at(mg, np.searchsorted(instants, at), dose_mg)
    output[np.searchsorted(instants, hours)] = np.arange(len(hours))
    gaps = np.round(np.diff(instants, prepend=0.0), 9)
    intervals, interval = np.unique(gaps, return_inverse=True)
    return Program(intervals, interval, mg, output, np.asarray(hours, dtype=float))


def entries(people: Disposition, intervals: Floats) -> Entries:
    """Each person's transition entries for the few intervals of a program, in tiles."""
    pairs = sorted({(path[0], path[1]) for path in people.paths()})
    pairs.sort(key=lambda pair: (-pair[0], -pair[1]))
    move = people.transition(intervals)
    stacked = np.stack([move[to, origin] for to, origin in pairs], axis=1)
    to, origin = (np.array(column) for column in zip(*pairs, strict=True))
    return Entries(to, origin, tiled(stacked))


def tiled(values: Floats) -> Floats:
    """Arrays (..., n) as (tiles, ..., TILE), the last tile filled up with its last person."""
    n = values.shape[-1]
    tiles = -(-n // TILE)
    if tiles * TILE > n:
        last = np.repeat(values[..., -1:], tiles * TILE - n, axis=-1)
        values = np.concatenate((values, last), axis=-1)
    split = values.reshape(*values.shape[:-1], tiles, TILE)
    return np.ascontiguousarray(np.moveaxis(split, -2, 0))


def _refuse_bad(dose_hours: Floats, dose_mg: Floats, hours: Floats) -> None:
    problems = []
    for name, values in (("dose hours", dose_hours), ("sample hours", hours)):
        array = np.asarray(values, dtype=float)
        bad = ~np.isfinite(array) | (array < 0)
        bad[1:] |= np.diff(array) < 0
        for row in np.flatnonzero(bad)[:5]:
            given = f"{array[row]:g} at row {row + 1}"
            problems.append(Problem(name, given, "numbers from 0 h, in order of time"))
    mg = np.asarray(dose_mg, dtype=float)
    for row in np.flatnonzero(~(np.isfinite(mg) & (mg >= 0)))[:5]:
        problems.append(Problem("dose mg", f"{mg[row]:g} at row {row + 1}", "numbers from 0"))
    if problems:
        raise BadInput(problems)
