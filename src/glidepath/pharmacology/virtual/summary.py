"""Only what is asked of each person, without keeping a single level: for millions of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glidepath.domain.errors import BadInput, Problem
from glidepath.pharmacology.disposition import Disposition
from glidepath.pharmacology.parameters import constants
from glidepath.pharmacology.virtual.compiled import AVAILABLE, with_threads
from glidepath.pharmacology.virtual.kernels import summarise_one_compartment
from glidepath.pharmacology.virtual.program import TILE, entries, program, tiled
from glidepath.pharmacology.virtual.trajectories import trajectories

__all__ = ["PersonSummary", "summarise"]

Floats = NDArray[Any]


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """Over a person's samples, arrays (n,): mean and highest binding, mean effect, and how many
    samples bind more than the limit that was asked about.
    """

    mean_binding: Floats
    highest_binding: Floats
    mean_effect: Floats
    samples_above: Floats


def summarise(
    people: Disposition,
    dose_hours: Floats,
    dose_mg: Floats,
    hours: Floats,
    *,
    ec50: float,
    limit: float,
    threads: int | None = None,
    use_compiler: bool = True,
) -> PersonSummary:
    """Binding and effect of everybody over samples at `hours` (O,), from an empty body at 0 h.

    One compartment without metabolites; `ec50` in ng/mL, `limit` a share bound. Refuses bad
    times and doses, and other kinds of disposition.
    """
    if people.q.any() or people.links:
        allowed = "one compartment without metabolites"
        raise BadInput(Problem("people", "another kind of disposition", allowed))
    tau = constants().tau
    if not (AVAILABLE and use_compiler):
        level = trajectories(people, dose_hours, dose_mg, hours, use_compiler=False).array()
        rho = level / (level + ec50)
        effect = tau * rho / (1.0 + tau * rho)
        above = (rho > limit).sum(axis=0).astype(float)
        return PersonSummary(rho.mean(axis=0), rho.max(axis=0), effect.mean(axis=0), above)
    walk = program(dose_hours, dose_mg, hours, people.alag)
    moves = entries(people, walk.intervals)
    found = np.empty((len(moves.table), 4, TILE))
    scale = tiled(people.read_out()[0][1])[:, None]
    shape = (found, moves.table, tiled(people.f), scale)
    before = with_threads(threads, people.people)
    steps = (walk.interval, walk.dose, walk.output)
    summarise_one_compartment(*shape, *steps, ec50, tau, limit)
    with_threads(before, people.people)
    return PersonSummary(*np.moveaxis(found, 1, 0).reshape(4, -1)[:, : people.people])
