"""Tolerance as feedback turnover: an alternative model, for research only.

A response R is made at a rate raised by the drug and removed at a rate raised by a slow
moderator M that follows R:

    dR/dt = kin (1 + Emax C / (EC50 + C)) - kin R M,    dM/dt = ktol (R - M)

Near baseline it says the same as the adaptation state that glidepath uses (adaptation.py);
it shows overshoot and rebound, and it needs an equation solver. Levels stay exact; the
two equations are stepped by Butcher's sixth-order method on a mesh that is fine after
each dose and coarse later, the same for everybody.

Source: feedback turnover as in Gabrielsson and Peletier, PMID 18446507; the method is in
Butcher, J. Austral. Math. Soc. 4 (1964).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from glidepath.domain.errors import BadInput, Problem
from glidepath.pharmacology.virtual.compiled import AVAILABLE, with_threads
from glidepath.pharmacology.virtual.program import TILE, tiled
from glidepath.pharmacology.virtual.turnover_kernel import NODES, step_tiles

if TYPE_CHECKING:
    from glidepath.pharmacology.disposition import Disposition

__all__ = ["Turnover", "response"]

Floats = NDArray[Any]
# After a dose: so many hours at each step size, from fine to coarse (h).
GRADED = ((0.25, 1 / 16), (1.0, 1 / 8), (2.0, 1 / 2), (4.0, 1.0), (np.inf, 2.0))


@dataclass(frozen=True, slots=True)
class Turnover:
    """Constants of the model: `kin`, `ktol` 1/h; `emax` relative; `ec50` mg/L."""

    kin: float
    ktol: float
    emax: float
    ec50: float

    def __post_init__(self) -> None:
        """Refuse rates and an EC50 that are not above 0."""
        wrong = [(name, getattr(self, name)) for name in ("kin", "ktol", "ec50")]
        problems = [Problem(n, f"{v:g}", "a number above 0") for n, v in wrong if not v > 0]
        if problems:
            raise BadInput(problems)


def response(
    people: Disposition,
    dose_hours: Floats,
    dose_mg: Floats,
    hours: Floats,
    model: Turnover,
    *,
    finer: int = 1,
    threads: int | None = None,
) -> Floats:
    """Response R (O, n) and moderator M (O, n), stacked (2, O, n), just before any dose.

    One compartment without metabolites, from an empty body at rest (R = M = 1). Doses (D,)
    and samples (O,) must lie on a lattice of 1/16 h. `finer` divides every step.
    """
    if people.q.any() or people.links:
        allowed = "one compartment without metabolites"
        raise BadInput(Problem("people", "another kind of disposition", allowed))
    size, dose, output = _mesh(dose_hours, dose_mg, hours, finer)
    sizes = np.array([step for _, step in GRADED]) / finer
    spans = (sizes[:, None] * np.array(NODES)).ravel()
    move = people.transition(spans)
    moves = np.stack((move[1, 1], move[1, 0], move[0, 0]))
    table = tiled(moves.reshape(3, len(sizes), len(NODES), -1))
    out = np.empty((len(table), 2, len(hours), TILE))
    constants = np.array([model.kin, model.ktol, model.emax, model.ec50])
    arguments = (
        table,
        tiled(people.f),
        tiled(1.0 / people.vc),
        sizes,
        size,
        dose,
        output,
        constants,
    )
    before = with_threads(threads, people.people) if AVAILABLE else 1
    step_tiles(out, *arguments)
    if AVAILABLE:
        with_threads(before, people.people)
    flat = np.moveaxis(out, 0, 2).reshape(2, len(hours), -1)
    return flat[:, :, : people.people]


def _mesh(
    dose_hours: Floats, dose_mg: Floats, hours: Floats, finer: int
) -> tuple[Floats, Floats, Floats]:
    """Steps in order: which size, the dose before it, and the sample after it (or -1)."""
    ticks = 16 * finer
    doses, samples = (np.rint(np.asarray(one) * ticks).astype(int) for one in (dose_hours, hours))
    for given, name in ((dose_hours, "dose hours"), (hours, "sample hours")):
        if np.abs(np.asarray(given) * 16 - np.rint(np.asarray(given) * 16)).max(initial=0) > 1e-9:
            raise BadInput(Problem(name, "times off the lattice", "multiples of 1/16 h"))
    amount = dict(zip(doses.tolist(), dose_mg, strict=True))
    number = {tick: i for i, tick in enumerate(samples.tolist())}
    stops = sorted({0, *amount, *number})
    size: list[int] = []
    dose: list[float] = []
    output: list[int] = []
    since = 0
    for start, end in pairwise(stops):
        since = start if start in amount else since
        kinds = _kinds(start - since, end - start, finer)
        rest = len(kinds) - 1
        size += kinds
        dose += [amount.get(start, 0.0), *([0.0] * rest)]
        output += [*([-1] * rest), number.get(end, -1)]
    return np.array(size), np.array(dose), np.array(output)


@lru_cache(maxsize=4096)
def _kinds(since: int, span: int, finer: int) -> tuple[int, ...]:
    """The step sizes that fill a span (ticks) which begins so long after a dose."""
    found, left = [], span
    while left:
        hours = (since + span - left) / (16 * finer)
        kind = next(i for i, (until, _) in enumerate(GRADED) if hours < until)
        while int(16 * GRADED[kind][1]) > left:
            kind -= 1
        found.append(kind)
        left -= int(16 * GRADED[kind][1])
    return tuple(found)
