"""Stretches of a course reduced to days: lowest, highest and mean levels, and what binding does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from glidepath.pharmacology.adaptation import daily_pull
from glidepath.pharmacology.daily import Stretch
from glidepath.pharmacology.effect import bound, effect
from glidepath.pharmacology.parameters import constants, drug_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[Any]

__all__ = ["Ligands", "Reduced", "merged", "reduced", "substances", "whole_course"]

BLOCK = 16


@dataclass(frozen=True, slots=True)
class Reduced:
    """One stretch reduced to days; every array is (n, days).

    `low`, `high`, `mean` by substance in ng/mL; `binding` by name, None without EC50s.
    """

    low: dict[str, Floats]
    high: dict[str, Floats]
    mean: dict[str, Floats]
    binding: dict[str, Floats] | None


@dataclass(frozen=True, slots=True)
class Ligands:
    """EC50s by drug and substance (ng/mL), their scale by person and the rate of adaptation."""

    ec50s: Mapping[str, tuple[float, ...]]
    scale: Floats
    rate: Floats


def reduced(stretch: Stretch, drugs: Sequence[str], ligands: Ligands | None, n: int) -> Reduced:
    """Reduce a stretch to days, a block of people at a time."""
    import numpy as np

    blocks = [slice(at, min(at + BLOCK, n)) for at in range(0, n, BLOCK)]
    done = [_block(stretch, drugs, ligands, block) for block in blocks]

    def whole(pieces: list[dict[str, Floats]]) -> dict[str, Floats]:
        return {name: np.concatenate([one[name] for one in pieces]) for name in pieces[0]}

    mean: dict[str, Floats] = {}
    for drug, part, name in substances(drugs):
        more = stretch.means(drug, part)
        mean[name] = mean[name] + more if name in mean else more
    binding = whole([one[2] for one in done]) if ligands is not None else None
    return Reduced(whole([one[0] for one in done]), whole([one[1] for one in done]), mean, binding)


def _block(
    stretch: Stretch, drugs: Sequence[str], ligands: Ligands | None, people: slice
) -> tuple[dict[str, Floats], dict[str, Floats], dict[str, Floats]]:
    """Lowest and highest level of each substance, and what binding does, in some people."""
    total: dict[str, Floats] = {}
    u: Floats | None = None
    for drug, part, name in substances(drugs):
        level = stretch.levels(drug, part, people)
        total[name] = total[name] + level if name in total else level
        if ligands is not None:
            bit = level * (ligands.scale[people, None, None] / ligands.ec50s[drug][part])
            u = bit if u is None else u + bit
    low = {name: one.min(axis=1) for name, one in total.items()}
    high = {name: one.max(axis=1) for name, one in total.items()}
    if ligands is None or u is None:
        return low, high, {}
    return low, high, _binding(u, stretch, ligands.rate[people])


def _binding(u: Floats, stretch: Stretch, rate: Floats) -> dict[str, Floats]:
    """Daily sums of what binding does, from the summed C / EC50 `u` (n, G, days)."""
    tau, share = constants().tau, stretch.grid.weights / 24.0
    rho = bound(u)
    driven = tau * rho
    return {
        "u": share @ u,
        "bound": share @ rho,
        "effect": share @ (driven / (1.0 + driven)),
        "effect_low": effect(u.min(axis=1), tau),
        "effect_high": effect(u.max(axis=1), tau),
        "pull": daily_pull(rho, stretch.grid.hours, stretch.grid.weights, rate),
    }


def substances(drugs: Sequence[str]) -> list[tuple[str, int, str]]:
    """(drug, number in its chain, substance) for all drugs taken."""
    return [(d, i, name) for d in drugs for i, name in enumerate(drug_model(d).analytes)]


def whole_course(parts: Iterable[Reduced], name: str) -> Floats:
    """One of the binding quantities over the whole course (n, days), the baseline day first."""
    import numpy as np

    return np.concatenate([one.binding[name] for one in parts if one.binding], axis=1)


def merged(some: Reduced, others: Reduced) -> Reduced:
    """Two groups of people on the same days as one group, in order."""
    import numpy as np

    def both(one: dict[str, Floats], two: dict[str, Floats]) -> dict[str, Floats]:
        return {name: np.concatenate((values, two[name])) for name, values in one.items()}

    binding = None
    if some.binding is not None and others.binding is not None:
        binding = both(some.binding, others.binding)
    low, high = both(some.low, others.low), both(some.high, others.high)
    return Reduced(low, high, both(some.mean, others.mean), binding)
