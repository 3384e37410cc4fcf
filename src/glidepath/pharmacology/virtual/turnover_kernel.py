"""The compiled steps of the feedback turnover model, 64 people abreast."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from glidepath.pharmacology.virtual.compiled import compiled, each_of, inlined

__all__ = ["NODES", "step_tiles"]

Floats = NDArray[Any]
# Where within a step the level is needed, beyond its start: shares of the step.
NODES = (1 / 6, 1 / 3, 2 / 3, 5 / 6, 1.0)


@compiled
def step_tiles(
    out: Floats,
    table: Floats,
    share: Floats,
    per_litre: Floats,
    sizes: Floats,
    size: Floats,
    dose: Floats,
    output: Floats,
    constants: Floats,
) -> None:
    """Step everybody: exact levels at the nodes, Butcher's seven stages for R and M.

    `out` (tiles, 2, O, lanes); `table` (tiles, 3, sizes, nodes, lanes) transitions centre
    to centre, depot to centre, depot to depot; the rest as in `turnover.response`.
    """
    kin, ktol, emax, ec50 = constants
    for tile in each_of(table.shape[0]):
        depot, centre, pushed = np.zeros(64), np.zeros(64), np.ones(64)
        r, m = np.ones(64), np.ones(64)
        for step in range(len(size)):
            rise, follow = sizes[size[step]] * kin, sizes[size[step]] * ktol
            stay, feed = table[tile, 0, size[step]], table[tile, 1, size[step]]
            fade, mg = table[tile, 2, size[step], 4], dose[step]
            for lane in range(64):
                g, y, v = depot[lane] + mg * share[tile, lane], centre[lane], per_litre[tile, lane]
                c6 = (feed[0, lane] * g + stay[0, lane] * y) * v
                c3 = (feed[1, lane] * g + stay[1, lane] * y) * v
                c23 = (feed[2, lane] * g + stay[2, lane] * y) * v
                c56 = (feed[3, lane] * g + stay[3, lane] * y) * v
                end = feed[4, lane] * g + stay[4, lane] * y
                d6, d3, d23, d56, d7 = _pushes(c6, c3, c23, c56, end * v, emax, ec50)
                push = (pushed[lane], d3, d23, d56, d6, d7)
                r[lane], m[lane] = _stages(r[lane], m[lane], push, rise, follow)
                depot[lane], centre[lane], pushed[lane] = fade[lane] * g, end, d7
            if output[step] >= 0:
                for lane in range(64):
                    out[tile, 0, output[step], lane] = r[lane]
                    out[tile, 1, output[step], lane] = m[lane]


@inlined
def _pushes(
    c6: float, c3: float, c23: float, c56: float, c7: float, emax: float, ec50: float
) -> tuple[float, float, float, float, float]:
    """1 + Emax C / (EC50 + C) at the five nodes by one division, as dear as twenty products."""
    p3, p23 = (ec50 + c6) * (ec50 + c3), (ec50 + c23) * (ec50 + c56)
    one = 1.0 / (p3 * p23 * (ec50 + c7))
    d7 = 1.0 + emax * c7 * (p3 * p23 * one)
    one *= ec50 + c7
    left, right = p23 * one, p3 * one
    d6 = 1.0 + emax * c6 * ((ec50 + c3) * left)
    d3 = 1.0 + emax * c3 * ((ec50 + c6) * left)
    d23 = 1.0 + emax * c23 * ((ec50 + c56) * right)
    d56 = 1.0 + emax * c56 * ((ec50 + c23) * right)
    return d6, d3, d23, d56, d7


@inlined
def _stages(
    r: float, m: float, push: tuple[float, ...], rise: float, follow: float
) -> tuple[float, float]:
    """Butcher's seven stages: R and M at the end of a step (`rise`, `follow`: rates times step)."""
    d1, d3, d23, d56, d6, d7 = push
    a1, b1 = rise * (d1 - r * m), follow * (r - m)
    x, z = r + a1 / 3, m + b1 / 3
    a2, b2 = rise * (d3 - x * z), follow * (x - z)
    x, z = r + a2 * 2 / 3, m + b2 * 2 / 3
    a3, b3 = rise * (d23 - x * z), follow * (x - z)
    x = r + a1 / 12 + a2 / 3 - a3 / 12
    z = m + b1 / 12 + b2 / 3 - b3 / 12
    a4, b4 = rise * (d3 - x * z), follow * (x - z)
    x = r + a1 * (25 / 48) - a2 * (55 / 24) + a3 * (35 / 48) + a4 * (15 / 8)
    z = m + b1 * (25 / 48) - b2 * (55 / 24) + b3 * (35 / 48) + b4 * (15 / 8)
    a5, b5 = rise * (d56 - x * z), follow * (x - z)
    x = r + a1 * 0.15 - a2 * (11 / 24) - a3 * 0.125 + a4 * 0.5 + a5 * 0.1
    z = m + b1 * 0.15 - b2 * (11 / 24) - b3 * 0.125 + b4 * 0.5 + b5 * 0.1
    a6, b6 = rise * (d6 - x * z), follow * (x - z)
    x = r - a1 * (261 / 260) + a2 * (33 / 13) + a3 * (43 / 156) - a4 * (118 / 39)
    z = m - b1 * (261 / 260) + b2 * (33 / 13) + b3 * (43 / 156) - b4 * (118 / 39)
    x, z = x + a5 * (32 / 195) + a6 * (80 / 39), z + b5 * (32 / 195) + b6 * (80 / 39)
    a7, b7 = rise * (d7 - x * z), follow * (x - z)
    end = r + (a1 + a7) * 0.065 + (a3 + a4) * 0.275 + (a5 + a6) * 0.16
    return end, m + (b1 + b7) * 0.065 + (b3 + b4) * 0.275 + (b5 + b6) * 0.16
