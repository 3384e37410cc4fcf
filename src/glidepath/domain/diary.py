"""What a person writes down from day to day and week to week; what is not written is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.person import UNKNOWN, Answered, Known
from glidepath.domain.quantity import Mass
from glidepath.domain.scale import Filling, ScaleResult

__all__ = [
    "Circumstance",
    "DayEntry",
    "Diary",
    "DoseTaken",
    "OtherUse",
    "Symptom",
    "Tolerable",
    "WeekEntry",
    "WrittenBy",
]


class Tolerable(StrEnum):
    """Whether the day could be borne, in the person's own judgement."""

    YES = "yes"
    JUST = "just"
    NO = "no"


class OtherUse(StrEnum):
    """What else was taken that day and matters beside a benzodiazepine."""

    EXTRA_BENZODIAZEPINE = "extra_benzodiazepine"
    ALCOHOL = "alcohol"
    OPIOID = "opioid"
    CANNABIS = "cannabis"


class Circumstance(StrEnum):
    """What else could explain a bad day; each is so, not so, or nobody has said."""

    ILLNESS = "illness"
    STRESS = "stress"
    BEREAVEMENT = "bereavement"
    EXAM_OR_DEADLINE = "exam_or_deadline"
    NEW_MEDICINE = "new_medicine"
    MUCH_CAFFEINE = "much_caffeine"
    PERIOD = "period"


class WrittenBy(StrEnum):
    """Who held the pen."""

    SELF = "self"
    PROXY = "proxy"
    PHONE = "phone"
    CLINICIAN = "clinician"


@dataclass(frozen=True, slots=True)
class DoseTaken:
    """What was really taken of one drug at one time of day; 0 mg means it was missed."""

    drug_id: str
    time: TimeOfDay
    dose: Answered[Mass]


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One day in a person's own judgement, filled in within a minute.

    `hard` is how hard the day was, 0 to 10; `sleep_quality`, `anxiety` and `body` (shaking,
    sweating, racing heart) are 0 to 4, higher is worse; `sleep_hours` are the hours slept
    before it. `safety` holds the answers of the safety gate by the names that triage knows,
    `unexplained` the rows of the gate that were answered with a yes and nothing more: what it
    was is still to be asked.
    """

    on: date
    hard: Answered[int] = UNKNOWN
    tolerable: Answered[Tolerable] = UNKNOWN
    sleep_hours: Answered[Fraction] = UNKNOWN
    sleep_quality: Answered[int] = UNKNOWN
    anxiety: Answered[int] = UNKNOWN
    body: Answered[int] = UNKNOWN
    doses: tuple[DoseTaken, ...] = ()
    others: Mapping[OtherUse, Answered[bool]] = field(default_factory=dict)
    safety: Mapping[str, Answered[bool]] = field(default_factory=dict)
    circumstances: Mapping[Circumstance, Answered[bool]] = field(default_factory=dict)
    written_by: WrittenBy = WrittenBy.SELF
    unexplained: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse figures outside their ranges, all at once."""
        problems = [
            *_outside("hard", self.hard, 10),
            *_outside("sleep_quality", self.sleep_quality, 4),
            *_outside("anxiety", self.anxiety, 4),
            *_outside("body", self.body, 4),
            *_outside("sleep_hours", self.sleep_hours, 24),
        ]
        if problems:
            raise BadInput(problems)


@dataclass(frozen=True, slots=True)
class Symptom:
    """One symptom of a week, 0 to 4, and whether it is new since the last cut or known of old."""

    severity: Answered[int] = UNKNOWN
    new_since_cut: Answered[bool] = UNKNOWN
    had_before: Answered[bool] = UNKNOWN

    def __post_init__(self) -> None:
        """Refuse a severity outside 0 to 4."""
        problems = [*_outside("severity", self.severity, 4)]
        if problems:
            raise BadInput(problems)


@dataclass(frozen=True, slots=True)
class WeekEntry:
    """The full list once a week: symptoms by the names of the data, and the person's own goal.

    `goal` is how near the person is to their own goal, 0 to 10, `days_out_of_role` on how
    many of seven days they could not do what they have to do.
    """

    on: date
    symptoms: Mapping[str, Symptom] = field(default_factory=dict)
    goal: Answered[int] = UNKNOWN
    days_out_of_role: Answered[int] = UNKNOWN
    circumstances: Mapping[Circumstance, Answered[bool]] = field(default_factory=dict)
    written_by: WrittenBy = WrittenBy.SELF

    def __post_init__(self) -> None:
        """Refuse figures outside their ranges, all at once."""
        problems = [
            *_outside("goal", self.goal, 10),
            *_outside("days_out_of_role", self.days_out_of_role, 7),
        ]
        if problems:
            raise BadInput(problems)


@dataclass(frozen=True, slots=True)
class Diary:
    """All that one person wrote down: days, weekly lists, and scales with what each came to."""

    days: tuple[DayEntry, ...] = ()
    weeks: tuple[WeekEntry, ...] = ()
    fillings: tuple[Filling, ...] = ()
    results: tuple[ScaleResult, ...] = ()


def _outside(
    name: str, answer: Answered[int] | Answered[Fraction], highest: int
) -> tuple[Problem, ...]:
    if not isinstance(answer, Known) or 0 <= answer.value <= highest:
        return ()
    return (Problem(name, str(answer.value), f"0 to {highest}"),)
