"""Percentiles of many people by counting: exact to a bin, the same in any order of adding.

Counts are whole numbers, so chunks can be added in any order, on any number of threads,
and cut off and resumed, and the percentiles come out the same to the last bit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Bins", "Counts"]

Floats = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Bins:
    """`count` bins from `low` to `high`, equally wide, or in equal ratio if `log`."""

    low: float
    high: float
    count: int
    log: bool = False

    def number(self, values: Floats) -> Floats:
        """The bin (whole numbers, same shape) of each value; outside ones in the end bins."""
        low, high, x = self.low, self.high, values
        if self.log:
            low, high, x = np.log(low), np.log(high), np.log(np.maximum(values, self.low))
        place = (x - low) * (self.count / (high - low))
        return np.asarray(np.clip(place, 0, self.count - 1).astype(np.int64))

    def middles(self) -> Floats:
        """The middle (count,) of each bin, in ratio if `log`."""
        place = (np.arange(self.count) + 0.5) / self.count
        if self.log:
            return np.asarray(self.low * (self.high / self.low) ** place)
        return np.asarray(self.low + (self.high - self.low) * place)


class Counts:
    """How many people lie in each bin on each day: whole numbers (days, bins)."""

    def __init__(self, bins: Bins, days: int) -> None:
        """Nobody counted yet."""
        self.bins = bins
        self.table = np.zeros((days, bins.count), dtype=np.int64)

    def add(self, values: Floats) -> None:
        """Count people: `values` (n, days)."""
        days, width = self.table.shape
        place = self.bins.number(values) + np.arange(days) * width
        self.table += np.bincount(place.ravel(), minlength=days * width).reshape(days, width)

    def percentile(self, share: float) -> Floats:
        """The value (days,) below which this share of people lies: the middle of its bin."""
        total = self.table.cumsum(axis=1)
        wanted = np.maximum(share * total[:, -1:], 1)
        return np.asarray(self.bins.middles()[(total < wanted).sum(axis=1)])
