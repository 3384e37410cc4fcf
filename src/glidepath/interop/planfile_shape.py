"""The shape of a plan file that a person typed; our own plan.json is brought into it first."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.plan import CourseKind, StepKind
from glidepath.domain.quantity import Mass
from glidepath.interop import casefile_fields as field
from glidepath.interop.casefile_shape import Day, Name, ProductShape, Table, YesNo

__all__ = [
    "ClaimedIntakeShape", "CourseShape", "PieceShape", "PlanShape", "StepShape", "StrayShape",
    "SupplyShape",
]  # fmt: skip

# In a plan 0 mg is a dose: "none in the morning" is something a person has to be told.
Dose = Annotated[Mass | None, field.DOSE_OR_NONE]
Milligrams = Annotated[Mass | None, field.MG_OR_NONE]
StepKinds = Annotated[str | None, field.one_of(tuple(StepKind))]
CourseKinds = Annotated[str | None, field.one_of(tuple(CourseKind))]


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceShape(Table):
    """So many of a part of a product: 1, 1/2, 1/3 or 1/4, or drops or syringe marks."""

    product: Name = None
    part: Annotated[Fraction | None, field.ANY_PART] = None
    count: Annotated[int | None, field.whole(1, 100_000, "pieces")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedIntakeShape(Table):
    """One dose of a step, with its pieces where they were written."""

    time: Annotated[TimeOfDay | None, field.TIME] = None
    dose: Dose = None
    dose_mg: Milligrams = None
    pieces: list[PieceShape] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShape(Table):
    """Days with one regimen; without a start it follows the step before it."""

    start: Day = None
    end: Day = None
    days: Annotated[int | None, field.whole(1, 3_660, "days")] = None
    daily_dose: Dose = None
    daily_dose_mg: Milligrams = None
    terminal: YesNo = None
    kind: StepKinds = None
    intakes: list[ClaimedIntakeShape] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyShape(Table):
    """What is dispensed of one product for a run of days."""

    start: Day = None
    end: Day = None
    product: Name = None
    dispensed: Annotated[int | None, field.whole(0, 1_000_000, "products")] = None
    at_home: Annotated[Fraction | None, field.COUNT] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseShape(Table):
    """The course of one more drug in the same days."""

    drug: Name = None
    kind: CourseKinds = None
    steps: list[StepShape] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrayShape(Table):
    """Days on which two drugs together may leave their corridor, as the plan itself says."""

    start: Day = None
    end: Day = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanShape(Table):
    """A whole plan as somebody wrote it; the leading course in it, those of other drugs further."""

    drug: Name = None
    country: Name = None
    policy: Name = None
    kind: CourseKinds = None
    products: list[ProductShape] | None = None
    steps: list[StepShape] | None = None
    further: list[CourseShape] | None = None
    strays: list[StrayShape] | None = None
    supply: list[SupplyShape] | None = None
