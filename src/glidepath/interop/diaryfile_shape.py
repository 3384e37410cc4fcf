"""The shape of a diary file: days, weekly lists and scales, with the words for "not known"."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.diary import Tolerable, WrittenBy
from glidepath.domain.person import Answered
from glidepath.domain.quantity import Mass
from glidepath.interop import casefile_fields as field
from glidepath.interop.casefile_shape import AskedYesNo, Day, Name, Table

__all__ = ["DayShape", "DiaryShape", "FillingShape", "SymptomShape", "TakenShape", "WeekShape"]

YesNo = Annotated[Answered[bool], field.asked(field.YES_NO)]
Ten = Annotated[Answered[int] | None, field.asked(field.whole(0, 10, "points"))]
Four = Annotated[Answered[int] | None, field.asked(field.whole(0, 4, "points"))]
Points = Annotated[Answered[int], field.asked(field.whole(0, 100, "points"))]
Word = Annotated[str, field.NAME]
Writer = Annotated[WrittenBy | None, field.one_of(WrittenBy)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenShape(Table):
    """One dose as it was really taken; 0 mg is a dose that was missed."""

    drug: Name = None
    time: Annotated[TimeOfDay | None, field.TIME] = None
    dose: Annotated[Answered[Mass] | None, field.asked(field.DOSE_OR_NONE)] = None
    dose_mg: Annotated[Answered[Mass] | None, field.asked(field.MG_OR_NONE)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayShape(Table):
    """One day. `none_of_these` answers the whole safety gate with no, `gate` row by row."""

    on: Day = None
    hard: Ten = None
    tolerable: Annotated[Answered[Tolerable] | None, field.asked(field.one_of(Tolerable))] = None
    sleep_hours: Annotated[Answered[Fraction] | None, field.asked(field.COUNT)] = None
    sleep_quality: Four = None
    anxiety: Four = None
    body: Four = None
    doses: list[TakenShape] | None = None
    others: dict[str, YesNo] | None = None
    none_of_these: Annotated[bool | None, field.YES_NO] = None
    gate: dict[str, YesNo] | None = None
    safety: dict[str, YesNo] | None = None
    circumstances: dict[str, YesNo] | None = None
    written_by: Writer = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SymptomShape(Table):
    """One symptom of the weekly list."""

    severity: Four = None
    new_since_cut: AskedYesNo = None
    had_before: AskedYesNo = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekShape(Table):
    """The full list of one week."""

    on: Day = None
    symptoms: dict[str, SymptomShape] | None = None
    goal: Ten = None
    days_out_of_role: Annotated[Answered[int] | None, field.asked(field.whole(0, 7, "days"))] = None
    circumstances: dict[str, YesNo] | None = None
    written_by: Writer = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FillingShape(Table):
    """One scale, by its answers or a total somebody reached; `words` the checksum of its words."""

    id: Name = None
    on: Day = None
    answers: dict[str, Points] | None = None
    total: Annotated[Fraction | None, field.COUNT] = None
    qualifiers: dict[str, Word] | None = None
    words: Name = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryShape(Table):
    """A whole diary."""

    days: list[DayShape] | None = None
    weeks: list[WeekShape] | None = None
    scales: list[FillingShape] | None = None
