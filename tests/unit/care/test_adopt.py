"""Somebody else's plan is printed as it was written, once nothing forbids it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from glidepath.care.adopt import adopt
from glidepath.care.prepare import prepare
from glidepath.domain.answer import Proposal
from glidepath.domain.claim import ClaimedIntake, ClaimedPiece, ClaimedStep, PlanClaim, claim_of
from glidepath.domain.errors import BadInput
from glidepath.domain.plan import StepKind
from glidepath.domain.quantity import Mass
from tests.unit.interop.cases import KB, answered, read

HALF = "us-clonazepam-tablet-0.5mg-scored"
DROPS = "ch-clonazepam-drops-2.5mg-ml-rivotril"


def _claim(*doses: str, product: str = HALF, country: str = "US") -> PlanClaim:
    """A fortnight of each dose at night, with the pieces left to us."""
    steps = tuple(
        ClaimedStep(
            date(2026, 12, 1 + 10 * n), date(2026, 12, 10 + 10 * n), Decimal(dose),
            (ClaimedIntake("22:00", Decimal(dose)),),
        )
        for n, dose in enumerate(doses)
    )  # fmt: skip
    return PlanClaim("clonazepam", country, "joint-2025", (KB.product(product),), steps)


def test_our_own_plan_is_adopted_unchanged() -> None:
    person = read(answered())
    ours = prepare(person, KB)
    assert isinstance(ours, Proposal)
    theirs = adopt(claim_of(ours.plan, ours.supply), (), KB, person)
    assert [step.regimen for step in theirs.plan.course.steps] == [
        step.regimen for step in ours.plan.course.steps
    ]
    assert [step.span for step in theirs.plan.course.steps] == [
        step.span for step in ours.plan.course.steps
    ]
    assert [step.cut for step in theirs.plan.course.steps] == [
        step.cut for step in ours.plan.course.steps
    ]
    assert theirs.supply == ours.supply
    assert theirs.plan.reviews == ours.plan.reviews


def test_pieces_that_nobody_wrote_are_the_fewest() -> None:
    steps = adopt(_claim("1", "0.75", "0"), (), KB, None).plan.course.steps
    pieces = [intake.pieces or () for step in steps for intake in step.regimen.intakes]
    counted = [[(piece.portion.part, piece.count) for piece in row] for row in pieces]
    assert counted == [
        [(Fraction(1), 2)], [(Fraction(1), 1), (Fraction(1, 2), 1)], [],
    ]  # fmt: skip
    assert [step.kind for step in steps] == [StepKind.PRESENT, StepKind.REDUCED, StepKind.AFTER]


def test_a_last_dose_that_is_kept_is_said_to_be_kept() -> None:
    last = adopt(_claim("1", "0.75"), (), KB, None).plan.course.steps[-1]
    assert last.kind is StepKind.MAINTAINED


def test_drops_are_adopted_as_drops() -> None:
    claim = _claim("0.5", product=DROPS, country="CH")
    intake = replace(claim.steps[0].intakes[0], pieces=(ClaimedPiece(DROPS, Fraction(1), 5),))
    claim = replace(claim, steps=(replace(claim.steps[0], intakes=(intake,)),))
    plan = adopt(claim, (), KB, None).plan
    assert plan.course.steps[0].regimen.daily_dose == Mass.from_mg("0.5")


@pytest.mark.parametrize("doses", [("0.5", "1"), ("0.3",)])
def test_a_rise_or_a_dose_that_cannot_be_made_is_refused(doses: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        adopt(_claim(*doses), (), KB, None)


def test_a_piece_that_no_product_has_is_refused() -> None:
    claim = _claim("0.125")
    intake = replace(claim.steps[0].intakes[0], pieces=(ClaimedPiece(HALF, Fraction(1, 4), 1),))
    claim = replace(claim, steps=(replace(claim.steps[0], intakes=(intake,)),))
    with pytest.raises(BadInput, match="1/4"):
        adopt(claim, (), KB, None)


def test_it_is_said_that_nothing_in_the_plan_is_ours() -> None:
    answer = adopt(_claim("1", "0.75"), (), KB, None)
    assert "only checked" in " ".join(answer.plan.notes)
    assert answer.plan.pace == "as written"
    assert answer.alternatives == ()
