"""The slow adaptation of the brain to the drug, as a ruler for how fast a change is.

One state M follows binding with a rate k (half-life 7 days, range 3 to 28, calibrated to
when withdrawal peaks after an abrupt stop, not published): dM/dt = k (binding - M).
Withdrawal drive is what M exceeds binding by, relative to baseline binding. It is a rate
ruler, not a symptom score, and says nothing about seizures.

M is an exponentially weighted integral of binding, so it needs no equation solver:
binding is smooth between doses and is integrated by Gauss-Legendre points.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[Any]

__all__ = ["adaptation_rate", "daily_drive", "daily_pull", "midnights"]

DAY = 24.0


def adaptation_rate(half_life_d: Floats) -> Floats:
    """The rate k (1/h) of adaptation with a half-life in days."""
    return log(2.0) / (DAY * half_life_d)


def daily_pull(binding: Floats, hours: Floats, weights: Floats, rate: Floats) -> Floats:
    """What each day's binding adds to M by midnight (n, days): k exp(-k (24 - t)) binding(t).

    `binding` (n, G, days) at the day's `hours` (G,) with integration `weights` (G,);
    `rate` (n,) 1/h.
    """
    import numpy as np

    k = rate[:, None]
    kernel = k * np.exp(-k * (DAY - hours)) * weights
    return np.asarray((kernel[:, None, :] @ binding)[:, 0])


def midnights(pull: Floats, rate: Floats) -> Floats:
    """Adaptation M at each midnight (n, days + 1); it starts settled to the first day's binding.

    `pull` (n, days) from `daily_pull`, `rate` (n,) 1/h.
    """
    import numpy as np

    fade = np.exp(-rate * DAY)
    path = np.empty((pull.shape[1] + 1, len(rate)))
    path[0] = pull[:, 0] / -np.expm1(-rate * DAY)
    for day, more in enumerate(pull.T):
        path[day + 1] = fade * path[day] + more
    return np.asarray(path.T)


def daily_drive(pull: Floats, rate: Floats) -> Floats:
    """Mean over each day of M - binding (n, days); positive where withdrawal drives.

    Exact from the midnights alone: the mean of dM/dt over a day is its change over 24 h.
    """
    import numpy as np

    return np.asarray(-np.diff(midnights(pull, rate), axis=1) / (rate * DAY)[:, None])
