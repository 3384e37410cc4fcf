"""How long the body takes to settle after a change of dose: the shortest sensible step.

Steps shorter than this overlap, and symptoms cannot be told apart by step.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from glidepath.pharmacology.disposition import typical
from glidepath.pharmacology.parameters import drug_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[Any]

__all__ = ["Settling", "time_to_new_steady_state"]

MOST_DAYS = 120


@dataclass(frozen=True, slots=True)
class Settling:
    """Whole days after a change of dose until 90 % of it has happened in the daily mean level.

    `parent`, each active metabolite in `substances`, and `active`: all of them by potency.
    `active` is the shortest sensible step.
    """

    parent: int
    substances: dict[str, int]
    active: int


@lru_cache(maxsize=32)
def time_to_new_steady_state(drug: str, share: float = 0.9) -> Settling:
    """Days until a change of daily dose has reached `share` of its effect on the level.

    Takes a drug id; gives the number of the first day whose mean level is there. Refuses
    an unknown drug. Source: superposition of the drug's own parameters; the pattern of the
    day hardly matters for the daily mean.
    """
    import numpy as np

    model = drug_model(drug)
    who = typical(model)
    hours = np.arange(MOST_DAYS * 24) + 0.5
    area = who.transition(hours, integrate=True)[:, 0, :, 0]
    whole = who.transition(np.array([1e6]), integrate=True)[:, 0, :, 0]
    weights = (1.0, *(one.weight for one in model.metabolites))
    days, total, limit = {}, np.zeros(MOST_DAYS), 0.0
    for name, weight, (rows, scale) in zip(model.analytes, weights, who.read_out(), strict=True):
        level = (area[rows].sum(axis=0) * scale).reshape(MOST_DAYS, 24).mean(axis=1)
        final = float(whole[rows].sum() * scale[0])
        days[name] = _days(level / final, share)
        total, limit = total + weight * level, limit + weight * final
    return Settling(days[model.analyte], days, _days(total / limit, share))


def _days(reached: Floats, share: float) -> int:
    """Number of the first day whose mean shows the share."""
    return int((reached >= share).argmax()) + 1
