"""A plan file becomes a claim: what somebody wrote, unjudged."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from glidepath.care.prepare import prepare
from glidepath.domain.answer import Proposal, Refusal
from glidepath.domain.claim import ClaimedPiece, PlanClaim, claim_of
from glidepath.domain.errors import BadInput
from glidepath.interop.answerfile import as_json, write_answer
from glidepath.interop.planfile import read_plan
from tests.unit.interop.cases import KB, answered, read

HALF = "us-clonazepam-tablet-0.5mg-scored"


def _typed(**changes: Any) -> dict[str, Any]:
    step = {"start": "2026-12-01", "days": 14, "intakes": [{"time": "22:00", "dose": "1 mg"}]}
    after = {"days": 14, "intakes": [{"time": "22:00", "dose": "0 mg"}]}
    return {
        "drug": "clonazepam", "country": "US", "policy": "joint-2025", "products": [HALF],
        "steps": [step, after],
    } | changes  # fmt: skip


def _claim(tree: dict[str, Any]) -> PlanClaim:
    found = read_plan(json.dumps(tree).encode(), "plan.json", KB)
    assert isinstance(found, PlanClaim)
    return found


def _places(tree: dict[str, Any]) -> list[str]:
    with pytest.raises(BadInput) as caught:
        read_plan(json.dumps(tree).encode(), "plan.json", KB)
    return sorted(problem.where for problem in caught.value.problems)


def test_a_step_without_a_start_follows_the_one_before() -> None:
    first, second = _claim(_typed()).steps
    assert (first.start, first.end) == (date(2026, 12, 1), date(2026, 12, 14))
    assert (second.start, second.end) == (date(2026, 12, 15), date(2026, 12, 28))


def test_the_days_total_is_what_was_written_and_only_else_the_sum() -> None:
    step = {"start": "2026-12-01", "days": 1, "daily_dose": "9 mg",
            "intakes": [{"time": "22:00", "dose": "1 mg"}]}  # fmt: skip
    assert _claim(_typed(steps=[step])).steps[0].daily_dose_mg == Decimal(9)
    assert _claim(_typed()).steps[0].daily_dose_mg == Decimal(1)


def test_nonsense_that_can_be_read_is_left_to_the_checker() -> None:
    step = {"start": "2026-12-31", "end": "2026-12-01", "intakes": []}
    claim = _claim(_typed(steps=[step], policy="my own"))
    assert claim.steps[0].end < claim.steps[0].start
    assert claim.policy_id == "my own"


def test_pieces_may_name_a_product_by_id_or_as_the_plan_calls_it() -> None:
    row = {"name": "Mine", "form": "tablet", "strength": "1 mg", "splits": ["1/2"]}
    pieces = [{"product": "Mine", "count": 1, "part": "1/2"}, {"product": HALF, "count": 2}]
    step = {"start": "2026-12-01", "days": 1,
            "intakes": [{"time": "22:00", "dose": "1.5 mg", "pieces": pieces}]}  # fmt: skip
    claim = _claim(_typed(products=[row, HALF], steps=[step]))
    assert claim.steps[0].intakes[0].pieces == (
        ClaimedPiece("declared-mine", Fraction(1, 2), 1),
        ClaimedPiece(HALF, Fraction(1), 2),
    )


def test_every_problem_of_a_plan_is_told_at_once() -> None:
    bad = {"start": "2026-02-30", "intakes": [{"time": "25:00", "dose": "1,500 mg"},
                                              {"dose_mg": "0.5", "dose": "0.5 mg"}]}  # fmt: skip
    tree = _typed(country="ZZ", steps=[bad, {"days": 3, "end": "2026-12-31", "intakes": []}])
    assert _places(tree) == [
        "country", "steps#1.days", "steps#1.intakes#1.dose", "steps#1.intakes#1.time",
        "steps#1.intakes#2", "steps#1.intakes#2.time", "steps#1.start", "steps#2",
        "steps#2.start",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"steps": []}, ["steps"]),
        ({"steps": [{"start": "2026-12-01", "days": 3}]}, ["steps#1.intakes"]),
        ({"drug": "florbazine"}, ["drug"]),
        ({"supply": [{"product": HALF}]},
         ["supply#1.dispensed", "supply#1.end", "supply#1.start"]),
        ({"person": {"age": 3}}, [""]),
        ({"kind": "detox"}, ["kind"]),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(changes: dict[str, Any], places: list[str]) -> None:
    assert _places(_typed(**changes)) == places


def test_two_totals_that_contradict_each_other_are_refused() -> None:
    step = {"start": "2026-12-01", "days": 1, "daily_dose": "1 mg", "daily_dose_mg": "2",
            "intakes": [{"time": "22:00", "dose": "1 mg"}]}  # fmt: skip
    assert _places(_typed(steps=[step])) == ["steps#1"]


def test_a_drug_outside_our_scope_is_refused_here_too() -> None:
    tree = json.dumps(_typed(drug="phenobarbital")).encode()
    assert isinstance(read_plan(tree, "plan.json", KB), Refusal)


def _answered() -> Proposal:
    tree = answered()
    tree["products"] = [
        {"id": HALF, "at_home": 5},
        {"name": "My drops", "form": "drops", "strength": "2.5 mg/mL", "drops_per_ml": 25},
    ]
    answer = prepare(read(tree), KB)
    assert isinstance(answer, Proposal)
    return answer


def test_our_own_plan_comes_back_as_the_same_claim() -> None:
    answer = _answered()
    written = as_json(write_answer(answer, KB)).encode()
    assert read_plan(written, "plan.json", KB) == claim_of(answer.plan, answer.supply)


def test_what_our_own_file_says_of_a_catalogue_product_is_not_believed() -> None:
    tables = write_answer(_answered(), KB)
    for product in tables["plan"]["products"]:
        if not product["declared"]:
            product["splits"] = ["1/2", "1/4"]
    claim = read_plan(as_json(tables).encode(), "plan.json", KB)
    assert isinstance(claim, PlanClaim)
    half = next(product for product in claim.products if product.id == HALF)
    assert half.splits.value == (Fraction(1, 2),)


@pytest.mark.parametrize("key", ["steps", "products", "drug"])
@pytest.mark.parametrize("value", [None, 5, "x", [5], {}, [{"intakes": 5}]])
def test_a_damaged_plan_of_ours_is_bad_input(key: str, value: object) -> None:
    tables = write_answer(_answered(), KB)
    tables["plan"][key] = value
    with pytest.raises(BadInput):
        read_plan(as_json(tables).encode(), "plan.json", KB)
