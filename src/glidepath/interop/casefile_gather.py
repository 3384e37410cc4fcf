"""Collects what is wrong while a case is put together, so that all of it can be told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from glidepath.domain.errors import BadInput, Problem

__all__ = ["Gather"]

T = TypeVar("T")


class Gather:
    """The problems of one file so far, and the places where a field could not be read."""

    def __init__(self, problems: Iterable[Problem], unread: Iterable[str]) -> None:
        """Begin with what the shape of the file already showed."""
        self.problems = list(problems)
        self._unread = set(unread)

    def add(self, where: str, given: str, allowed: str, next_step: str = "") -> None:
        """Note one problem."""
        self.problems.append(Problem(where, given, allowed, next_step))

    def attempt(self, where: str, build: Callable[[], T]) -> T | None:
        """What a builder gives; what it refuses is noted and None comes back."""
        try:
            return build()
        except BadInput as bad:
            self.problems += [p.at(where) if where else p for p in bad.problems]
            return None

    def could_read(self, where: str) -> bool:
        """Whether neither this place nor one above or below it was faulty."""
        return not any(_within(where, bad) or _within(bad, where) for bad in self._unread)

    def need(self, value: object, where: str, allowed: str) -> None:
        """Note that something is missing, unless it is there and merely unreadable."""
        if value is None and self.could_read(where):
            self.add(where, "nothing given", allowed)

    def not_after(self, day: object, limit: date | None, where: str, limit_name: str) -> None:
        """Note a day that lies after another."""
        if isinstance(day, date) and limit and day > limit:
            self.add(where, day.isoformat(), f"a day not after {limit_name} {limit.isoformat()}")

    def not_before(self, day: object, limit: date | None, where: str, limit_name: str) -> None:
        """Note a day that lies before another."""
        if isinstance(day, date) and limit and day < limit:
            self.add(where, day.isoformat(), f"a day not before {limit_name} {limit.isoformat()}")

    def finish(self) -> None:
        """Refuse the file if anything was wrong."""
        if self.problems:
            raise BadInput(self.problems)


def _within(inner: str, outer: str) -> bool:
    """Whether one place is another, or lies inside it."""
    return inner == outer or inner.startswith((f"{outer}.", f"{outer}#"))
