"""Somebody else's plan is printed as it was written, once nothing forbids it."""

from dataclasses import replace
from datetime import date, timedelta
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
from tests.unit.documents.several import beginning, crossover
from tests.unit.interop.cases import KB, answered, read
from tests.unit.planning.exchanging import fall

HALF = "us-clonazepam-tablet-0.5mg-scored"
DROPS = "ch-clonazepam-drops-2.5mg-ml-rivotril"


def _claim(*doses: str, product: str = HALF, country: str = "US") -> PlanClaim:
    """A fortnight of each dose at night, with the pieces left to us."""
    steps = tuple(
        ClaimedStep(
            date(2026, 12, 1) + timedelta(10 * n), date(2026, 12, 10) + timedelta(10 * n),
            Decimal(dose),
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


def test_a_change_of_drug_is_adopted_with_both_its_courses() -> None:
    ours = crossover(fall=fall())
    theirs = adopt(claim_of(ours.plan, ours.supply), (), KB, None)
    assert theirs.plan.courses == ours.plan.courses
    assert theirs.plan.strays == ours.plan.strays
    assert {line.product_id for period in theirs.supply for line in period.lines} == {
        line.product_id for period in ours.supply for line in period.lines if line.taken
    }
    diazepam = [one.id for one in ours.plan.products if one.drug_id == "diazepam"]
    assert list(theirs.certificate.products) == diazepam


def test_a_start_is_adopted_with_the_checks_of_its_rule_on_the_day_of_each_rise() -> None:
    ours = beginning(up_to="2")
    theirs = adopt(claim_of(ours.plan, ours.supply), (), KB, None)
    checks = {review.on: review.reason for review in theirs.plan.reviews}
    assert all(ours_one.reason in checks[ours_one.on] for ours_one in ours.plan.reviews)
    assert set(theirs.plan.sources) >= set(KB.titration("us-adult-panic").sources)


def test_a_rise_without_a_rule_asks_for_a_look_all_the_same() -> None:
    claim = replace(_claim("0.5", "1", "1.5"), kind="titration", policy_id="my own")
    plan = adopt(claim, (), KB, None).plan
    asked = {review.on for review in plan.reviews if "names no checks" in review.reason}
    assert asked == {date(2026, 12, 11), date(2026, 12, 21)}


@pytest.mark.parametrize(
    ("kind", "doses", "purposes"),
    [
        ("titration", ("0.5", "1", "1.5"), ["raised", "raised", "maintained"]),
        ("substitution_in", ("0.5", "1", "0.5", "0"), ["raised", "raised", "reduced", "after"]),
        ("taper", ("1", "1", "0.5"), ["present", "present", "maintained"]),
        ("maintenance", ("1",), ["maintained"]),
    ],
)
def test_what_a_step_is_for_is_read_from_its_dose(
    kind: str, doses: tuple[str, ...], purposes: list[str]
) -> None:
    steps = adopt(replace(_claim(*doses), kind=kind), (), KB, None).plan.course.steps
    assert [step.kind.value for step in steps] == purposes


def test_what_a_step_was_written_to_be_for_stays() -> None:
    claim = _claim("1", "0.75")
    back = replace(claim.steps[0], kind="stepped_back")
    plan = adopt(replace(claim, steps=(back, claim.steps[1])), (), KB, None).plan
    assert plan.course.steps[0].kind is StepKind.STEPPED_BACK


def test_a_piece_of_another_drugs_product_is_refused() -> None:
    ours = crossover(fall=None)
    claim = claim_of(ours.plan)
    wrong = replace(claim, steps=claim.further[0].steps)
    with pytest.raises(BadInput, match="a part of a product named"):
        adopt(wrong, (), KB, None)
