"""A plan file becomes a claim: what somebody wrote, unjudged."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from glidepath.care.prepare import prepare
from glidepath.domain.answer import Proposal, Refusal
from glidepath.domain.claim import ClaimedPiece, ClaimedStray, PlanClaim, claim_of
from glidepath.domain.drug import Product
from glidepath.domain.errors import BadInput
from glidepath.interop.answerfile import as_json, write_answer
from glidepath.interop.answerfile_shape import AnswerShape
from glidepath.interop.planfile import read_plan
from tests.unit.documents.several import beginning, crossover
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


def _of_uk(drug: str, *endings: str) -> tuple[Product, ...]:
    listed = {product.id: product for product in KB.products("UK", drug)}
    return tuple(listed[f"uk-{drug}-tablet-{ending}"] for ending in endings)


def _exchanged() -> Proposal:
    return crossover(
        fall=None, old_products=_of_uk("lorazepam", "1mg"), new_products=_of_uk("diazepam", "10mg")
    )


def _started() -> Proposal:
    return beginning(products=tuple(KB.products("US", "clonazepam")[:2]), up_to="2")


@pytest.mark.parametrize("made", [_exchanged(), _started()])
def test_a_change_of_drug_and_a_start_come_back_as_the_same_claim(made: Proposal) -> None:
    written = as_json(write_answer(made, KB)).encode()
    AnswerShape.model_validate_json(written)
    assert read_plan(written, "plan.json", KB) == claim_of(made.plan, made.supply)


def _with_second(**changes: Any) -> dict[str, Any]:
    """A plan typed by hand in which diazepam takes the place of clonazepam after a fortnight."""
    step = {
        "start": "2026-12-15",
        "days": 14,
        "kind": "raised",
        "intakes": [
            {
                "time": "22:00",
                "dose": "20 mg",
                "pieces": [{"product": "us-diazepam-tablet-10mg", "count": 2}],
            }
        ],
    }
    second = {"drug": "Valium", "kind": "substitution_in", "steps": [step]} | changes
    return _typed(
        kind="substitution_out", further=[second], products=[HALF, "us-diazepam-tablet-10mg"],
        strays=[{"start": "2026-12-15", "end": "2026-12-20"}],
    )  # fmt: skip


def test_a_plan_typed_by_hand_may_hold_the_courses_of_several_drugs() -> None:
    claim = _claim(_with_second())
    (second,) = claim.further
    assert (second.drug_id, second.kind) == ("diazepam", "substitution_in")
    assert [(step.start, step.kind) for step in second.steps] == [(date(2026, 12, 15), "raised")]
    assert [product.drug_id for product in claim.products] == ["clonazepam", "diazepam"]
    assert claim.strays == (ClaimedStray(date(2026, 12, 15), date(2026, 12, 20)),)


def test_further_courses_may_be_typed_as_tables() -> None:
    text = """
drug = "clonazepam"
country = "US"
products = ["us-clonazepam-tablet-0.5mg-scored", "us-diazepam-tablet-10mg"]
[[steps]]
start = 2026-12-01
days = 14
intakes = [{time = "22:00", dose = "1 mg"}]
[[further]]
drug = "diazepam"
kind = "maintenance"
[[further.steps]]
start = 2026-12-01
days = 14
intakes = [{time = "22:00", dose = "10 mg"}]
"""
    claim = read_plan(text.encode(), "plan.toml", KB)
    assert isinstance(claim, PlanClaim)
    assert [one.kind for one in claim.further] == ["maintenance"]


def test_a_further_course_that_says_nothing_of_its_kind_may_not_rise() -> None:
    tree = _with_second()
    del tree["further"][0]["kind"]
    assert _claim(tree).further[0].kind == "taper"


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"steps": []}, ["further#1.steps"]),
        ({"kind": "detox"}, ["further#1.kind"]),
        ({"drug": "florbazine"}, ["further#1.drug", "products#2.id"]),
        ({"drug": None}, ["further#1.drug", "products#2.id"]),
        ({"steps": [{"start": "2026-12-15", "days": 14}]}, ["further#1.steps#1.intakes"]),
        ({"steps": [{"days": 14, "intakes": [{"time": "22:00", "dose": "1 mg"}],
                     "kind": "odd"}]}, ["further#1.steps#1.kind", "further#1.steps#1.start"]),
    ],
)  # fmt: skip
def test_what_cannot_be_read_of_a_second_drug_is_refused(
    changes: dict[str, Any], places: list[str]
) -> None:
    tree = _with_second(**{key: value for key, value in changes.items() if value is not None})
    if changes.get("drug", "") is None:
        del tree["further"][0]["drug"]
    assert _places(tree) == places


def test_a_second_drug_outside_our_scope_is_refused() -> None:
    tree = json.dumps(_with_second(drug="phenobarbital")).encode()
    assert isinstance(read_plan(tree, "plan.json", KB), Refusal)


def test_days_outside_the_corridor_need_both_ends() -> None:
    tree = _with_second()
    tree["strays"] = [{}]
    assert _places(tree) == ["strays#1.end", "strays#1.start"]


def test_what_our_own_file_says_of_a_catalogue_product_is_not_believed() -> None:
    tables = write_answer(_answered(), KB)
    for product in tables["plan"]["products"]:
        if not product["declared"]:
            product["splits"] = ["1/2", "1/4"]
    claim = read_plan(as_json(tables).encode(), "plan.json", KB)
    assert isinstance(claim, PlanClaim)
    half = next(product for product in claim.products if product.id == HALF)
    assert half.splits.value == (Fraction(1, 2),)


@pytest.mark.parametrize("key", ["steps", "products", "drug", "further", "strays"])
@pytest.mark.parametrize("value", [None, 5, "x", [5], {}, [{"intakes": 5}]])
def test_a_damaged_plan_of_ours_is_bad_input(key: str, value: object) -> None:
    tables = write_answer(_answered(), KB)
    tables["plan"][key] = value
    with pytest.raises(BadInput):
        read_plan(as_json(tables).encode(), "plan.json", KB)


def _printed(**changes: object) -> bytes:
    """Our own plan of the example with values of its third step changed."""
    answer = prepare(read(answered()), KB)
    tree = write_answer(answer, KB)
    tree["plan"]["steps"][2]["cut"] |= changes
    return json.dumps(tree).encode()


def test_a_printed_cut_that_its_doses_do_not_make_is_refused() -> None:
    right = read_plan(_printed(), "plan.json", KB)
    assert not isinstance(right, Refusal)
    for key, value in (("percent", "1"), ("exact", "1/100")):
        with pytest.raises(BadInput, match=rf"steps#3\.cut\.{key}"):
            read_plan(_printed(**{key: value}), "plan.json", KB)
