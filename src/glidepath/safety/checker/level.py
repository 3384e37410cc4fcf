"""Doses as they follow each other: levels, the changes between them, cuts and falls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from glidepath.domain.claim import ClaimedStep
from glidepath.domain.plan import StepKind
from glidepath.safety.checker.amounts import Doses

__all__ = ["Change", "Cut", "Fall", "Level"]


@dataclass(frozen=True, slots=True)
class Level:
    """An unbroken run of steps on the same doses: the first step of it, and its last day.

    Both are None where the run began before the plan (`end` until a step continues it).
    """

    doses: Doses
    first: ClaimedStep | None
    end: date | None

    @property
    def total(self) -> Fraction:
        """Milligrams a day."""
        return sum(self.doses.values(), Fraction(0))


@dataclass(frozen=True, slots=True)
class Cut:
    """A fall of the daily dose, with the doses it starts from and the step it leads into."""

    step: ClaimedStep
    before: Fraction
    after: Fraction
    doses_before: Doses

    @property
    def day(self) -> date:
        """The first day on the lower dose."""
        return self.step.start


@dataclass(frozen=True, slots=True)
class Change:
    """The way from one level to the next, and the step that makes it."""

    before: Level
    after: Level
    step: ClaimedStep

    @property
    def falls(self) -> bool:
        """Whether the daily dose is lower afterwards."""
        return self.after.total < self.before.total

    @property
    def rises(self) -> bool:
        """Whether the daily dose is higher afterwards."""
        return self.after.total > self.before.total

    @property
    def stepped_back(self) -> bool:
        """Whether the step says that the clinician chose to go back."""
        return self.step.kind == StepKind.STEPPED_BACK

    @property
    def cut(self) -> Cut:
        """The fall of the daily dose."""
        return Cut(self.step, self.before.total, self.after.total, self.before.doses)


@dataclass(frozen=True, slots=True)
class Fall:
    """What one cut amounts to together with the cuts shortly before it.

    `standing` is the daily dose just before the earliest cut made fewer than `window` days
    before this one, this one included; `first_day` is the day of that earliest cut.
    """

    cut: Cut
    standing: Fraction
    first_day: date
    window: int

    @property
    def share(self) -> Fraction:
        """The fall as a share of the dose that stood."""
        return (self.standing - self.cut.after) / self.standing

    @property
    def alone(self) -> bool:
        """Whether no other cut lies in the window."""
        return self.first_day == self.cut.day
