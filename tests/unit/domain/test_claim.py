"""A finished plan is written down as a claim, whole and unchanged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from glidepath.domain.calendar import Span
from glidepath.domain.claim import (
    ClaimedIntake,
    ClaimedPiece,
    ClaimedStep,
    ClaimedSupply,
    claim_of,
)  # fmt: skip
from glidepath.domain.plan import Course, CourseKind, Plan, StepKind
from glidepath.domain.supply import SupplyLine, SupplyPeriod
from tests.unit.domain.world import HALF, day, step, tablet

START = date(2026, 1, 5)
COURSE = Course(
    CourseKind.TAPER,
    "clonazepam",
    (
        step(START, 14, day("0.5", "0.5"), StepKind.PRESENT),
        step(date(2026, 1, 19), 14, day("0", "0.25"), StepKind.REDUCED, "1", terminal=True),
    ),
)
PLAN = Plan("joint-2025", "usual", START, "US", COURSE, (tablet(),), ())


def test_a_claim_says_what_the_plan_says() -> None:
    claim = claim_of(PLAN)
    assert (claim.drug_id, claim.country, claim.policy_id) == ("clonazepam", "US", "joint-2025")
    assert (claim.kind, claim.products, claim.supply) == ("taper", (tablet(),), ())
    assert claim.steps[1] == ClaimedStep(
        date(2026, 1, 19),
        date(2026, 2, 1),
        Decimal("0.25"),
        (
            ClaimedIntake("08:00", Decimal(0), ()),
            ClaimedIntake("22:00", Decimal("0.25"), (ClaimedPiece("tab", HALF, 1),)),
        ),
        terminal=True,
        kind="reduced",
    )
    assert [one.terminal for one in claim.steps] == [False, True]


def test_a_claim_carries_the_supply_line_by_line() -> None:
    span = Span(START, date(2026, 2, 1))
    line = SupplyLine("tab", Fraction(35), Fraction(35), Fraction(5), 30, Fraction(0))
    claim = claim_of(PLAN, (SupplyPeriod(span, (line, line), ()),))
    assert claim.supply == (ClaimedSupply(span.start, span.end, "tab", 30, Fraction(5)),) * 2
