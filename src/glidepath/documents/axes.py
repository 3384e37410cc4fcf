"""Scales and marks of the chart's axes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

__all__ = ["Panel", "day_marks", "round_marks"]

_DAY_STEPS = (1, 2, 7, 14, 28, 56, 84, 168, 364)
_MOST_DAY_MARKS = 8


@dataclass(frozen=True, slots=True)
class Panel:
    """A rectangle of the drawing with a scale of days (across) and of values (up)."""

    left: float
    top: float
    width: float
    height: float
    days: int
    most: float

    def x(self, day: float) -> float:
        """Where a day lies, 0 being the start of the first."""
        return self.left + self.width * day / self.days

    def y(self, value: float) -> float:
        """Where a value lies; what is beyond the scale lies on its upper edge."""
        return self.top + self.height * (1 - min(value, self.most) / self.most)

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height


def day_marks(days: int) -> range:
    """Days to mark, evenly, at most eight or so."""
    step = next((s for s in _DAY_STEPS if days / s <= _MOST_DAY_MARKS), _DAY_STEPS[-1])
    return range(0, days + 1, step)


def round_marks(most: Decimal, wanted: int = 4) -> tuple[Decimal, ...]:
    """Round numbers from 0 up to at least `most`, which is above 0."""
    step = next(s for s in _round_steps(most / wanted) if s * wanted >= most)
    return tuple(step * n for n in range(ceil(most / step) + 1))


def _round_steps(about: Decimal) -> Iterator[Decimal]:
    size = Decimal(10) ** about.adjusted()
    return (size * Decimal(factor) for factor in ("1", "2", "2.5", "5", "10"))
