"""Levels of many people at many instants: one walk for all, a tile of 64 people at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from glidepath.pharmacology.virtual.compiled import AVAILABLE, with_threads
from glidepath.pharmacology.virtual.kernels import (
    walk_one_compartment,
    walk_tiles,
    walk_two_compartments,
)
from glidepath.pharmacology.virtual.program import (
    TILE,
    Entries,
    Program,
    entries,
    program,
    tiled,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from glidepath.pharmacology.disposition import Disposition

    Floats = NDArray[Any]

__all__ = ["Trajectories", "trajectories"]


@dataclass(frozen=True, slots=True)
class Trajectories:
    """Levels in ng/mL: `tiles` (tiles, substances, O, TILE), of `people` people at `hours` (O,).

    People lie along the last axis, 64 to a tile: memory is written once, in order. The
    methods give the usual shapes.
    """

    hours: Floats
    people: int
    tiles: Floats

    def person(self, number: int, substance: int = 0) -> Floats:
        """One person's levels (O,)."""
        tile, lane = divmod(number, TILE)
        return self.tiles[tile, substance, :, lane]

    def at(self, sample: int, substance: int = 0) -> Floats:
        """Everybody's level (n,) at one of the samples."""
        return self.tiles[:, substance, sample].ravel()[: self.people]

    def array(self, substance: int = 0) -> Floats:
        """All levels as (O, n)."""
        flat = np.moveaxis(self.tiles[:, substance], 0, 1).reshape(len(self.hours), -1)
        return flat[:, : self.people]


def trajectories(
    people: Disposition,
    dose_hours: Floats,
    dose_mg: Floats,
    hours: Floats,
    *,
    threads: int | None = None,
    use_compiler: bool = True,
) -> Trajectories:
    """Levels of everybody in `people` at `hours` (O,), just before any dose at that instant.

    `dose_hours`, `dose_mg` (D,) by mouth, from an empty body at 0 h. The result does not
    depend on the number of threads. Refuses bad times and doses, naming the rows.
    """
    walk = program(dose_hours, dose_mg, hours, people.alag)
    moves = entries(people, walk.intervals)
    read = [(rows, tiled(scale)) for rows, scale in people.read_out()]
    rows = np.array([(min(states), max(states) + 1) for states, _ in read])
    scale = np.stack([one for _, one in read], axis=1)
    out = np.empty((len(moves.table), len(read), len(hours), TILE))
    share = tiled(people.f)
    if AVAILABLE and use_compiler:
        before = with_threads(threads, people.people)
        _walk_compiled(out, moves, share, rows, scale, walk)
        with_threads(before, people.people)
    else:
        _walk_arrays(out, moves, share, rows, scale, walk)
    return Trajectories(walk.hours, people.people, out)


def _walk_compiled(
    out: Floats, moves: Entries, share: Floats, rows: Floats, scale: Floats, walk: Program
) -> None:
    """The compiled walk that fits: one or two compartments alone, or any chain."""
    if len(moves.to) == 3:
        walk_one_compartment(out, moves.table, share, scale, *_steps(walk))
    elif len(moves.to) == 5 and out.shape[1] == 1:
        walk_two_compartments(out, moves.table, share, scale, *_steps(walk))
    else:
        shape = moves.to, moves.origin, share, rows[:, 0], rows[:, 1], scale
        walk_tiles(out, moves.table, *shape, *_steps(walk))


def _steps(walk: Program) -> tuple[Floats, Floats, Floats]:
    return walk.interval, walk.dose, walk.output


def _walk_arrays(
    out: Floats, moves: Entries, share: Floats, rows: Floats, scale: Floats, walk: Program
) -> None:
    """The same walk with NumPy, all tiles at once: slower, and needing no compiler."""
    state = np.zeros((int(moves.to[0]) + 1, *share.shape))
    for interval, mg, sample in zip(*_steps(walk), strict=True):
        move = moves.table[:, interval]
        for k, (a, b) in enumerate(zip(moves.to, moves.origin, strict=True)):
            state[a] = state[a] * move[:, k] if a == b else state[a] + move[:, k] * state[b]
        if sample >= 0:
            for part, (low, high) in enumerate(rows):
                out[:, part, sample] = state[low:high].sum(axis=0) * scale[:, part]
        if mg > 0:
            state[0] += mg * share
