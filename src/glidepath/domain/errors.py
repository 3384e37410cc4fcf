"""What glidepath says when it cannot go on.

    GlidepathError
    └── BadInput          something that was given is not allowed (exit code 2)
        ├── NotExact      a number that would have to be rounded
        └── Unreachable   a goal to which no course of makeable doses leads

A problem always says what was given, what is allowed, and what to do next. Refusing
a plan for safety is not an error: it is a value (see `answer.Refusal`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["BadInput", "GlidepathError", "NotExact", "Problem", "Unreachable"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with what was given, and how to mend it.

    `where` is the place in the input (never a person's own words), `given` what stood
    there, `allowed` what may stand there, `next_step` what to do.
    """

    where: str
    given: str
    allowed: str
    next_step: str = ""

    def __str__(self) -> str:
        """The problem as one line for a person to read."""
        place = f"{self.where}: " if self.where else ""
        step = f" {self.next_step}" if self.next_step else ""
        return f"{place}{self.given} -> allowed: {self.allowed}.{step}"

    def at(self, where: str) -> Problem:
        """The same problem, told from a place further out."""
        inner = f"{where}.{self.where}" if self.where else where
        return Problem(inner, self.given, self.allowed, self.next_step)


class GlidepathError(Exception):
    """Anything glidepath raises on purpose."""

    exit_code = 1


class BadInput(GlidepathError):
    """What was given cannot be used; carries every problem at once."""

    exit_code = 2

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        """Keep all problems, in the order in which they were found."""
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class NotExact(BadInput):
    """A number that cannot be held without rounding."""


class Unreachable(BadInput):
    """A goal to which no course of makeable doses leads from what is taken now."""
