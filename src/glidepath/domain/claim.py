"""A plan as somebody wrote it down: nothing in it is taken for true yet.

The checker reads claims, never the planner's own values, so that a plan typed by hand
and a plan made here are judged in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from glidepath.domain.drug import Product
from glidepath.domain.plan import Course, Plan
from glidepath.domain.regimen import Intake
from glidepath.domain.supply import SupplyPeriod

__all__ = [
    "ClaimedCourse",
    "ClaimedIntake",
    "ClaimedPiece",
    "ClaimedStep",
    "ClaimedStray",
    "ClaimedSupply",
    "PlanClaim",
    "claim_of",
]


@dataclass(frozen=True, slots=True)
class ClaimedPiece:
    """So many of a part of a product, as written: 1 of 1/2 of a product id."""

    product_id: str
    part: Fraction
    count: int


@dataclass(frozen=True, slots=True)
class ClaimedIntake:
    """A time and a dose in mg as written; `pieces` None when only the dose was written."""

    time: str
    dose_mg: Decimal
    pieces: tuple[ClaimedPiece, ...] | None = None


@dataclass(frozen=True, slots=True)
class ClaimedStep:
    """First and last day, daily dose as written, and the intakes as written.

    `kind` is what the step is for in the words of a plan, such as "stepped_back"; empty
    where nobody wrote it.
    """

    start: date
    end: date
    daily_dose_mg: Decimal
    intakes: tuple[ClaimedIntake, ...]
    terminal: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ClaimedSupply:
    """Whole products said to be dispensed for a run of days (drops or marks for liquids)."""

    start: date
    end: date
    product_id: str
    dispensed: int
    at_home: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class ClaimedCourse:
    """The course of one more drug in the same days, as written."""

    drug_id: str
    kind: str
    steps: tuple[ClaimedStep, ...]


@dataclass(frozen=True, slots=True)
class ClaimedStray:
    """Days on which the plan itself says that two drugs together may leave their corridor."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class PlanClaim:
    """A whole plan as written, with the products it says it uses.

    `drug_id`, `steps` and `kind` are the leading course, `further` those of other drugs.
    `strays` are the days of an exchange on which the plan says that both drugs together,
    by one of the ends of the rate of exchange, may be outside the corridor.
    """

    drug_id: str
    country: str
    policy_id: str
    products: tuple[Product, ...]
    steps: tuple[ClaimedStep, ...]
    supply: tuple[ClaimedSupply, ...] = ()
    kind: str = "taper"
    further: tuple[ClaimedCourse, ...] = ()
    strays: tuple[ClaimedStray, ...] = ()


def claim_of(plan: Plan, supply: tuple[SupplyPeriod, ...] = ()) -> PlanClaim:
    """A finished plan and its supply written down as a claim, to be checked like anybody's."""
    claimed = tuple(
        ClaimedSupply(p.span.start, p.span.end, line.product_id, line.dispensed, line.at_home)
        for p in supply
        for line in p.lines
    )
    course = plan.course
    return PlanClaim(
        course.drug_id,
        plan.country,
        plan.policy_id,
        plan.products,
        _steps(course),
        claimed,
        course.kind.value,
        tuple(ClaimedCourse(one.drug_id, one.kind.value, _steps(one)) for one in plan.further),
        tuple(ClaimedStray(span.start, span.end) for span in plan.strays),
    )


def _steps(course: Course) -> tuple[ClaimedStep, ...]:
    return tuple(
        ClaimedStep(
            step.span.start,
            step.span.end,
            step.regimen.daily_dose.mg,
            tuple(_intake(intake) for intake in step.regimen.intakes),
            step.terminal,
            step.kind.value,
        )
        for step in course.steps
    )


def _intake(intake: Intake) -> ClaimedIntake:
    pieces = tuple(
        ClaimedPiece(p.portion.product_id, p.portion.part, p.count) for p in intake.pieces or ()
    )
    return ClaimedIntake(str(intake.time), intake.dose.mg, pieces)
