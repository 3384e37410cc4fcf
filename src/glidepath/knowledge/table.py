"""A cursor over one table of a data file: it takes what is allowed and notes what is not.

Nothing here raises: every problem becomes a line "what @ file: path", so that one reading
tells all of them. A value that could not be taken comes back as a harmless stand-in; who
builds something from it first asks whether the table is `sound`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from glidepath.domain.drug import Range
from glidepath.domain.errors import BadInput
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.quantity import Mass, exact_decimal

__all__ = ["Table"]

T = TypeVar("T")


class Table:
    """One table of a file, its place, and the list that collects problems."""

    def __init__(self, data: Mapping[str, Any], file: str, path: str, problems: list[str]) -> None:
        """Keep the table; nothing has been taken from it yet."""
        self._data = data
        self._taken: set[str] = set()
        self.file = file
        self.path = path
        self.problems = problems
        self._before = len(problems)

    @property
    def sound(self) -> bool:
        """Whether no problem has been noted since this table was opened."""
        return len(self.problems) == self._before

    def note(self, what: str, key: str = "") -> None:
        """Note a problem at this place."""
        path = ".".join(part for part in (self.path, key) if part) or "whole file"
        self.problems.append(f"{what} @ {self.file}: {path}")

    def has(self, key: str) -> bool:
        """Whether the key stands in the table."""
        return key in self._data

    def holds_table(self, key: str) -> bool:
        """Whether a table stands under the key."""
        return isinstance(self._data.get(key), dict)

    def __iter__(self) -> Iterator[str]:
        """All keys of the table, in the order of the file."""
        return iter(tuple(self._data))

    def _take(self, key: str, kind: type[T], article: str, stand_in: T) -> T:
        self._taken.add(key)
        if key not in self._data:
            self.note(f"missing, {article} is needed", key)
            return stand_in
        value = self._data[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.note(f"{value!r} is not {article}", key)
            return stand_in
        return value

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = self._take(key, str, "a text", "-")
        if not value.strip():
            self.note("an empty text", key)
        return value

    def text_or(self, key: str, other: str = "") -> str:
        """A text, or the other one where the key is absent."""
        return self.text(key) if self.has(key) else other

    def whole(self, key: str, at_least: int = 0) -> int:
        """A whole number of at least so much."""
        value = self._take(key, int, "a whole number", at_least)
        if value < at_least:
            self.note(f"{value} is below {at_least}", key)
        return value

    def flag(self, key: str) -> bool:
        """Yes or no."""
        return self._take(key, bool, "true or false", False)

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        """One of the words allowed."""
        words = tuple(allowed)
        value = self.text(key)
        if value not in words:
            self.note(f"{value!r} is not one of {', '.join(words)}", key)
            return words[0]
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or a single text standing for a list of one."""
        if isinstance(self._data.get(key), str):
            return (self.text(key),)
        values = self._take(key, list, "a list of texts", [])
        if not all(isinstance(value, str) and value.strip() for value in values):
            self.note(f"{values!r} is not a list of texts", key)
            return ()
        if len(set(values)) != len(values):
            self.note("the same text twice", key)
        return tuple(values)

    def wholes(self, key: str, at_least: int = 1) -> tuple[int, ...]:
        """A list of whole numbers of at least so much."""
        values = self._take(key, list, "a list of whole numbers", [])
        if not all(type(value) is int and value >= at_least for value in values):
            self.note(f"{values!r} is not a list of whole numbers above {at_least - 1}", key)
            return ()
        return tuple(values)

    def exact(self, key: str) -> Fraction:
        """A number written as text, such as "0.5": exact, as it was written."""
        self._taken.add(key)
        return self.as_exact(self._data.get(key), key)

    def as_exact(self, value: object, key: str) -> Fraction:
        """The same for a value that has already been taken out."""
        if isinstance(value, Decimal) or not isinstance(value, (str, int)):
            self.note(f'{value!r} is not an exact number; write it as text, such as "0.5"', key)
            return Fraction(1)
        try:
            number = exact_decimal(value)
        except BadInput:
            self.note(f"{value!r} is not an exact number", key)
            return Fraction(1)
        return Fraction(number)

    def mass(self, key: str) -> Mass:
        """A mass of drug from mg written as text."""
        return self.made(lambda: Mass.from_mg(self.exact(key)), Mass(1), key)

    def range(self) -> Range:
        """The figures `low`, `typical` and `high`; without `typical` the middle of the two."""
        low, high = self.exact("low"), self.exact("high")
        typical = self.exact("typical") if self.has("typical") else (low + high) / 2
        return self.made(lambda: Range(low, typical, high), Range(low, low, low), "low")

    def made(self, build: Callable[[], T], stand_in: T, key: str = "") -> T:
        """What `build` makes; a refusal becomes a problem at this place."""
        try:
            return build()
        except BadInput as error:
            for problem in error.problems:
                self.note(str(problem), key)
            return stand_in

    def sub(self, key: str) -> Table:
        """The table under a key; an empty one where it is absent."""
        data = self._take(key, dict, "a table", {})
        return Table(data, self.file, self._below(key), self.problems)

    def subs(self, key: str) -> Iterator[Table]:
        """The tables of a list under a key, none where it is absent."""
        if not self.has(key):
            return
        for index, data in enumerate(self._take(key, list, "a list of tables", [])):
            place = self._below(f"{key}[{index}]")
            if isinstance(data, dict):
                yield Table(data, self.file, place, self.problems)
            else:
                self.note("not a table", f"{key}[{index}]")

    def _below(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def fact(self, value: T, take_other: Callable[[Table], T] | None = None) -> Fact[T]:
        """The value with the sources, confidence, notes and other values of this table.

        `take_other` takes the value out of a row of `other`; without it no other value is
        allowed. The table is closed: a key that nobody took is a problem.
        """
        sources = self.texts("source")
        confidence = Confidence(self.choice("confidence", [word.value for word in Confidence]))
        unit, note, why = (self.text_or(key) for key in ("unit", "note", "why"))
        others: list[tuple[T, str]] = []
        if take_other is not None:
            for row in self.subs("other"):
                others.append((take_other(row), row.text("source")))
                row.close()
        self.close()
        stand_in = Fact(value, ("-",), confidence)
        return self.made(
            lambda: Fact(value, sources, confidence, unit, note, tuple(others), why), stand_in
        )

    def close(self) -> None:
        """Note every key that nobody took: it is misspelt or has no meaning here."""
        for key in self._data:
            if key not in self._taken:
                self.note("unknown key", key)
