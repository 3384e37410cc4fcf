"""The shape of a record: what was taken by day, what lies at home or is short, what is wished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.following import Chooser, PersonIs, WishKind
from glidepath.domain.person import GoalKind
from glidepath.domain.quantity import Mass
from glidepath.interop import casefile_fields as field
from glidepath.interop.casefile_shape import Day, Dose, Name, Table, YesNo

__all__ = [
    "ChosenShape", "RecordShape", "ShortageShape", "StockShape", "TakenIntakeShape",
    "TakenRowShape", "WishShape",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIntakeShape(Table):
    """What was taken at one time of day; 0 mg where the dose was missed."""

    time: Annotated[TimeOfDay | None, field.TIME] = None
    dose: Annotated[Mass | None, field.DOSE_OR_NONE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenRowShape(Table):
    """One day (on), or days from a start to an end, on which the same was taken."""

    on: Day = None
    start: Day = None
    end: Day = None
    drug: Name = None
    as_planned: YesNo = None
    nothing: YesNo = None
    intakes: list[TakenIntakeShape] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StockShape(Table):
    """How much of a product lay at home on a day."""

    product: Name = None
    at_home: Annotated[Fraction | None, field.COUNT] = None
    on: Annotated[date | None, field.DAY] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageShape(Table):
    """A product that is not to be had in these days."""

    product: Name = None
    start: Day = None
    end: Day = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenShape(Table):
    """Who chose the doses of these days, where they are not the plan's, and how the person is."""

    drug: Name = None
    start: Day = None
    end: Day = None
    by: Annotated[Chooser | None, field.one_of(Chooser)] = None
    person_is: Annotated[PersonIs | None, field.one_of(PersonIs)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WishShape(Table):
    """What is to be different from here on, and who chose it."""

    kind: Annotated[WishKind | None, field.one_of(WishKind)] = None
    until: Day = None
    goal: Annotated[GoalKind | None, field.one_of(GoalKind)] = None
    daily_dose: Dose = None
    intakes: list[TakenIntakeShape] | None = None
    chosen_by_clinician: YesNo = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordShape(Table):
    """The record of a plan since it was signed."""

    taken: list[TakenRowShape] | None = None
    stock: list[StockShape] | None = None
    out_of_supply: list[ShortageShape] | None = None
    restart_agreed_on: Day = None
    chosen: list[ChosenShape] | None = None
    nothing_now: YesNo = None
    wish: WishShape | None = None
