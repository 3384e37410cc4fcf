"""What is asked of a course besides its goal: a start, an exchange, hours to spare, a shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.quantity import Mass
from glidepath.domain.titration import End

__all__ = ["WORST_TROUGH", "Keep", "Shape", "Start", "Switch", "TwoDrugs"]


class Shape(StrEnum):
    """How the cuts of one pace are made: at once and then held, or in small steps meanwhile."""

    HOLD = "hold"
    SMALL_STEPS = "small_steps"


class TwoDrugs(StrEnum):
    """How two drugs of this kind are lowered: in turn, or one joined to the other first."""

    ONE_AT_A_TIME = "one_at_a_time"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Keep:
    """The hours of the day whose level should be kept: from a time on, for so many hours.

    With `by_mean` the mean level of these hours counts, as for a bad afternoon or the night;
    without it the lowest, as for the worst trough of a whole day.
    """

    name: str
    begins: TimeOfDay
    hours: int
    by_mean: bool = True

    def __post_init__(self) -> None:
        """Refuse no hours, and more than a day."""
        if not 1 <= self.hours <= 24:
            raise BadInput(Problem("keep", f"{self.hours} hours", "1 to 24 hours"))

    @property
    def at_hours(self) -> tuple[int, ...]:
        """Its hours counted from midnight, into the next day where it runs over."""
        first = self.begins.minutes // 60
        return tuple(range(first, first + self.hours))


WORST_TROUGH = Keep("worst trough", TimeOfDay(0), 24, by_mean=False)
"""The lowest point of the whole day, whenever it is."""


@dataclass(frozen=True, slots=True)
class Start:
    """What is asked of a start: when the drug is taken, which end of the rule's ranges, how far.

    `rule_id` names the rule where somebody has chosen one, `up_to` the daily dose up to
    which to plan (None: the rule's usual one), `on` the first day (None: the day of asking).
    """

    times: tuple[TimeOfDay, ...]
    bedtime: TimeOfDay
    end: End
    rule_id: str = ""
    up_to: Mass | None = None
    on: date | None = None

    def __post_init__(self) -> None:
        """Refuse no time, times twice or out of order, and a bedtime that is none of them."""
        given = ", ".join(map(str, self.times)) or "none"
        if not self.times or list(self.times) != sorted(set(self.times)):
            raise BadInput(Problem("start.times", given, "each time once, in order"))
        if self.bedtime not in self.times:
            raise BadInput(Problem("start.bedtime", str(self.bedtime), given))


@dataclass(frozen=True, slots=True)
class Switch:
    """What is asked of an exchange for another drug.

    `order` names the times of day in the order in which they are exchanged, `parts` in how
    many parts each dose is, `step_days` the days between two exchanges, `first_on` the day
    of the first; what is left open is taken from the data and said.
    """

    to: str
    order: tuple[TimeOfDay, ...] = ()
    parts: int | None = None
    step_days: int | None = None
    first_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse no drug, and no parts or days."""
        counts = [one for one in (self.parts, self.step_days) if one is not None]
        if not self.to or any(one < 1 for one in counts):
            raise BadInput(Problem("switch", f"{self.to or 'no drug'}, {counts}", "1 or more"))
