"""Divided differences of the exponential: safe for any ratio of the rates, equality included.

A dose that passes through several first-order steps (absorbed, distributed, cleared,
turned into a metabolite) arrives as a divided difference of exp(-rate * time). The
textbook sum of exponentials divides by differences of rates and loses every digit when
two rates meet; here close rates use a series around their mean and distant ones the
recursion, so that only positive terms of like size are ever added.

Source: divided differences of exp as in McCurdy, Ng and Parlett, "Accurate computation
of divided differences of the exponential function", Math. Comp. 43 (1984).
"""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[Any]

__all__ = ["chain_response"]

CLOSE = 0.4
TERMS = 11


def chain_response(rates: list[Floats], hours: Floats) -> Floats:
    """What is left at the end of a chain of first-order steps, a time after one unit entered it.

    `rates` (1/h) is one array a step, broadcastable with `hours` (h). The result is the
    convolution of exp(-rate * t) over all steps: for one step the exponential itself,
    for two steps (exp(-b t) - exp(-a t)) / (a - b). A rate of 0 integrates over time.
    Relative error stays near 1e-15 for each further step.
    """
    import numpy as np

    if len(rates) == 1:
        return np.asarray(np.exp(-rates[0] * hours))
    if len(rates) == 2:
        return _pair(np.minimum(*rates), np.maximum(*rates), hours)
    ordered = np.sort(np.stack(np.broadcast_arrays(*rates)), axis=0)
    row = _pair(ordered[:-1], ordered[1:], hours)
    for width in range(2, len(ordered)):
        windows = [ordered[i : len(ordered) - width + i] for i in range(width + 1)]
        row = _wider(row[:-1], row[1:], windows, hours)
    return np.asarray(row[0])


def _pair(low: Floats, high: Floats, hours: Floats) -> Floats:
    """Two steps: hours * exp(-low t) * (1 - exp(-z)) / z with z = (high - low) t."""
    import numpy as np

    z = (high - low) * hours
    share = np.where(z < 1e-300, 1.0, -np.expm1(-z) / np.where(z < 1e-300, 1.0, z))
    return np.asarray(hours * np.exp(-low * hours) * share)


def _wider(left: Floats, right: Floats, rates: list[Floats], hours: Floats) -> Floats:
    """One step more than `left` and `right`, which leave out the highest and the lowest rate.

    All windows of neighbouring steps at once, along the first axis.
    """
    import numpy as np

    spread = rates[-1] - rates[0]
    close = spread * hours < CLOSE
    if not close.any():
        return np.asarray((left - right) / spread)
    series = _series(rates, hours)
    if close.all():
        return series
    return np.where(close, series, (left - right) / np.where(close, 1.0, spread))


def _series(rates: list[Floats], hours: Floats) -> Floats:
    """Rates close together: a Taylor series about their mean.

    Sum over k of h_k(d) / (k + n - 1)!, h_k the complete homogeneous symmetric
    polynomials of the scaled distances d from the mean.
    """
    import numpy as np

    n = len(rates)
    mean = sum(rates[1:], rates[0]) / n
    scaled = [np.clip((mean - rate) * hours, -CLOSE, CLOSE) for rate in rates]
    h = [np.ones_like(scaled[0])] + [np.zeros_like(scaled[0]) for _ in range(TERMS)]
    for one in scaled:
        for k in range(1, TERMS + 1):
            h[k] = h[k] + one * h[k - 1]
    total = sum(h[k] / factorial(k + n - 1) for k in range(TERMS, -1, -1))
    return np.asarray(hours ** (n - 1) * np.exp(-mean * hours) * total)
