"""The compiled loops: a tile of 64 people at a time, each tile on its own.

A tile's arithmetic does not depend on which thread runs it, so results are the same to the
last bit for any number of threads. Lanes are inner loops of fixed length, which the
compiler turns into vector instructions. No state is shared between tiles.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from glidepath.pharmacology.virtual.compiled import compiled, each_of, inner

__all__ = [
    "reduce_days",
    "summarise_one_compartment",
    "walk_one_compartment",
    "walk_tiles",
    "walk_two_compartments",
]

Floats = NDArray[Any]


@compiled
def walk_tiles(
    out: Floats,
    table: Floats,
    to: Floats,
    origin: Floats,
    share: Floats,
    low: Floats,
    high: Floats,
    scale: Floats,
    interval: Floats,
    dose: Floats,
    output: Floats,
) -> None:
    """The walk of every tile; `to` falls, so a state still holds its old value when it feeds."""
    for tile in each_of(table.shape[0]):
        state = np.zeros((to[0] + 1, 64))
        for step in range(len(interval)):
            _move(state, table[tile, interval[step]], to, origin)
            if output[step] >= 0:
                for part in range(len(low)):
                    _read(out[tile, part, output[step]], state, low[part], high[part])
                    for lane in range(64):
                        out[tile, part, output[step], lane] *= scale[tile, part, lane]
            for lane in range(64):
                state[0, lane] += dose[step] * share[tile, lane]


@inner
def _move(state: Floats, rows: Floats, to: Floats, origin: Floats) -> None:
    """One interval for all lanes."""
    for k in range(len(to)):
        a, b = to[k], origin[k]
        if a == b:
            for lane in range(64):
                state[a, lane] *= rows[k, lane]
        else:
            for lane in range(64):
                state[a, lane] += rows[k, lane] * state[b, lane]


@inner
def _read(out: Floats, state: Floats, low: int, high: int) -> None:
    """Sum of the states that make up one substance."""
    for lane in range(64):
        out[lane] = state[low, lane]
    for row in range(low + 1, high):
        for lane in range(64):
            out[lane] += state[row, lane]


@compiled
def walk_one_compartment(
    out: Floats,
    table: Floats,
    share: Floats,
    scale: Floats,
    interval: Floats,
    dose: Floats,
    output: Floats,
) -> None:
    """The same walk for one compartment without metabolites, all of a step in one loop.

    `table` (tiles, I, 3, lanes): centre's own decay, depot to centre, depot's own decay.
    """
    for tile in each_of(table.shape[0]):
        depot = np.zeros(64)
        centre = np.zeros(64)
        for step in range(len(interval)):
            rows = table[tile, interval[step]]
            mg = dose[step]
            sample = output[step]
            if sample >= 0:
                for lane in range(64):
                    level = rows[0, lane] * centre[lane] + rows[1, lane] * depot[lane]
                    out[tile, 0, sample, lane] = level * scale[tile, 0, lane]
                    depot[lane] = rows[2, lane] * depot[lane] + mg * share[tile, lane]
                    centre[lane] = level
            else:
                for lane in range(64):
                    centre[lane] = rows[0, lane] * centre[lane] + rows[1, lane] * depot[lane]
                    depot[lane] = rows[2, lane] * depot[lane] + mg * share[tile, lane]


@compiled
def walk_two_compartments(
    out: Floats,
    table: Floats,
    share: Floats,
    scale: Floats,
    interval: Floats,
    dose: Floats,
    output: Floats,
) -> None:
    """The same walk for two compartments without metabolites, all of a step in one loop.

    `table` (tiles, I, 5, lanes): slow mode's decay, depot to slow mode, fast mode's decay,
    depot to fast mode, depot's own decay.
    """
    for tile in each_of(table.shape[0]):
        depot = np.zeros(64)
        fast = np.zeros(64)
        slow = np.zeros(64)
        for step in range(len(interval)):
            rows = table[tile, interval[step]]
            mg = dose[step]
            for lane in range(64):
                slow[lane] = rows[0, lane] * slow[lane] + rows[1, lane] * depot[lane]
                fast[lane] = rows[2, lane] * fast[lane] + rows[3, lane] * depot[lane]
                depot[lane] = rows[4, lane] * depot[lane] + mg * share[tile, lane]
            sample = output[step]
            if sample >= 0:
                for lane in range(64):
                    level = (slow[lane] + fast[lane]) * scale[tile, 0, lane]
                    out[tile, 0, sample, lane] = level


@compiled
def summarise_one_compartment(
    found: Floats,
    table: Floats,
    share: Floats,
    scale: Floats,
    interval: Floats,
    dose: Floats,
    output: Floats,
    ec50: float,
    tau: float,
    limit: float,
) -> None:
    """One compartment walked without keeping its levels: only what is asked about each person.

    `found` (tiles, 4, lanes): mean binding, highest binding, mean effect, and how many
    samples bind more than `limit`.
    """
    for tile in each_of(table.shape[0]):
        depot = np.zeros(64)
        centre = np.zeros(64)
        kept = np.zeros((4, 64))
        samples = 0
        for step in range(len(interval)):
            rows = table[tile, interval[step]]
            mg = dose[step]
            for lane in range(64):
                centre[lane] = rows[0, lane] * centre[lane] + rows[1, lane] * depot[lane]
                depot[lane] = rows[2, lane] * depot[lane] + mg * share[tile, lane]
            if output[step] >= 0:
                samples += 1
                for lane in range(64):
                    level = centre[lane] * scale[tile, 0, lane]
                    # One division for both quotients: it costs as much as twenty products.
                    binding, driven = level + ec50, (1.0 + tau) * level + ec50
                    share_of_both = level / (binding * driven)
                    rho = driven * share_of_both
                    kept[0, lane] += rho
                    kept[1, lane] = max(kept[1, lane], rho)
                    kept[2, lane] += tau * binding * share_of_both
                    kept[3, lane] += 1.0 if rho > limit else 0.0
        for lane in range(64):
            found[tile, 0, lane] = kept[0, lane] / samples
            found[tile, 1, lane] = kept[1, lane]
            found[tile, 2, lane] = kept[2, lane] / samples
            found[tile, 3, lane] = kept[3, lane]


@compiled
def reduce_days(
    found: Floats, given: Floats, maps: Floats, share: Floats, kernel: Floats, tau: float
) -> None:
    """What binding does on each day of each person, from states and doses by the day's maps.

    `given` (n, i, days) states at midnight and doses; `maps` (n, G, i) their part in the
    summed C / EC50 at each instant; `share` (G,) and `kernel` (n, G) weights of the mean
    and of adaptation. `found` (5, n, days): lowest and mean summed C / EC50, mean binding,
    mean effect, pull on adaptation.
    """
    for person in each_of(given.shape[0]):
        days = given.shape[2]
        u = np.empty(days)
        for day in range(days):
            found[0, person, day] = np.inf
            for part in range(1, 5):
                found[part, person, day] = 0.0
        for instant in range(maps.shape[1]):
            for day in range(days):
                u[day] = maps[person, instant, 0] * given[person, 0, day]
            for part in range(1, given.shape[1]):
                for day in range(days):
                    u[day] += maps[person, instant, part] * given[person, part, day]
            weight, pull = share[instant], kernel[person, instant]
            for day in range(days):
                rho = u[day] / (1.0 + u[day])
                found[0, person, day] = min(found[0, person, day], u[day])
                found[1, person, day] += weight * u[day]
                found[2, person, day] += weight * rho
                found[3, person, day] += weight * (tau * rho / (1.0 + tau * rho))
                found[4, person, day] += pull * rho
