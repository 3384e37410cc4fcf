"""Days, times of day and spans; the present day is always given, never looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from glidepath.domain.errors import BadInput, Problem

__all__ = ["Span", "TimeOfDay"]

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MOST_DAYS = 36_525  # a hundred years: longer is a slip of the pen


@dataclass(frozen=True, slots=True, order=True)
class TimeOfDay:
    """A clock time at which a dose is taken, in minutes after midnight."""

    minutes: int

    def __post_init__(self) -> None:
        """Refuse a time outside the day."""
        if type(self.minutes) is not int or not 0 <= self.minutes < 24 * 60:
            raise BadInput(Problem("time", f"{self.minutes!r} minutes", "00:00 to 23:59"))

    @classmethod
    def read(cls, text: str) -> TimeOfDay:
        """A time from text such as "08:00" or "22:30"; anything else is refused."""
        match = re.fullmatch(r"([01][0-9]|2[0-3]):([0-5][0-9])", text)
        if not match:
            raise BadInput(
                Problem("time", repr(text[:20]), "00:00 to 23:59", "Write it as 08:00 or 22:30.")
            )
        return cls(int(match[1]) * 60 + int(match[2]))

    def __str__(self) -> str:
        """The time as HH:MM."""
        return f"{self.minutes // 60:02d}:{self.minutes % 60:02d}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """An unbroken run of days, its first and its last day included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a span that ends before it starts, or years no plan can mean."""
        if not _FIRST_YEAR <= self.start.year <= self.end.year <= _LAST_YEAR:
            raise BadInput(
                Problem("dates", f"{self.start} to {self.end}", f"{_FIRST_YEAR} to {_LAST_YEAR}")
            )
        if self.end < self.start:
            raise BadInput(Problem("dates", f"{self.start} to {self.end}", "the end not before"))

    @classmethod
    def lasting(cls, start: date, days: int) -> Span:
        """The span of so many days from its first day on."""
        if not 1 <= days <= _MOST_DAYS:
            raise BadInput(Problem("days", str(days), f"1 to {_MOST_DAYS}"))
        return cls(start, start + timedelta(days=days - 1))

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.end - self.start).days + 1

    @property
    def next_day(self) -> date:
        """The day after its last."""
        return self.end + timedelta(days=1)

    def __iter__(self) -> Iterator[date]:
        """Each day in turn."""
        return (self.start + timedelta(days=n) for n in range(self.days))

    def __contains__(self, day: object) -> bool:
        """Whether a day is one of them, without looking at each."""
        return isinstance(day, date) and self.start <= day <= self.end
