"""Every policy and shape for one person in one table, staying and less than all among them."""

from fractions import Fraction

import pytest

from glidepath.care.comparing import LESS, SMALL_STEPS, STAY, comparisons
from glidepath.care.foreseeing import foreseen
from glidepath.domain.errors import BadInput
from tests.unit.care.asked import NOT_TAKEN, TWICE, person, proposal
from tests.unit.care.test_tuning import SUSPENSION
from tests.unit.interop.cases import KB


@pytest.fixture(scope="module")
def rows():
    return comparisons(person(), KB)


def of(rows, pace: str):
    return next(row for row in rows if row.pace == pace)


def test_staying_takes_nothing_away_and_asks_for_the_pieces_of_now(rows) -> None:
    stay = of(rows, STAY)
    assert stay.course.largest_cut == 0
    assert stay.points == ((0, Fraction(3, 2)),)
    assert stay.course.foreseen.most == 0


def test_less_than_all_ends_at_the_lowest_dose_that_breaks_no_ceiling(rows) -> None:
    less = of(rows, LESS)
    assert less.made_breaches == ()
    assert less.made[-1][1] == Fraction(3, 4)
    assert less.course.largest_cut <= Fraction(1, 4)


def test_every_makeable_row_tells_its_cut_pieces_products_and_its_hardest_day(rows) -> None:
    made = [row for row in rows if row.made]
    assert len(made) > 5
    for row in made:
        assert row.course.most_pieces_a_day >= 1
        assert row.course.product_ids == ("us-clonazepam-tablet-0.5mg-scored",)
        seen = row.course.foreseen
        assert 0 <= seen.least <= seen.typical <= seen.most
    assert all(row.course is None for row in rows if not row.made)


def test_a_faster_pace_is_harder_on_its_hardest_day() -> None:
    paces = {row.pace: row for row in comparisons(person(**SUSPENSION), KB)
             if row.policy_id == "joint-2025"}  # fmt: skip
    hard = {pace: paces[pace].course.foreseen.typical for pace in ("gentle", "faster")}
    assert hard["gentle"] <= hard["faster"]


def test_small_steps_are_a_row_where_the_products_make_them(rows) -> None:
    assert SMALL_STEPS not in {row.pace for row in rows}
    with_liquid = comparisons(person(**SUSPENSION), KB)
    small, usual = of(with_liquid, SMALL_STEPS), of(with_liquid, "usual")
    assert small.made[-1][0] == usual.made[-1][0]
    assert len(small.made) > 2 * len(usual.made)


def test_present_doses_that_cannot_be_made_leave_only_what_the_policies_say() -> None:
    odd = [{"time": "22:00", "dose": "0.3 mg"}]
    found = comparisons(person(treatment__intakes=odd), KB)
    assert found
    assert all(not row.made for row in found)


def test_a_first_cut_that_must_break_the_ceiling_leaves_nothing_between() -> None:
    only = person(products=["us-clonazepam-tablet-2mg"],
                  treatment__intakes=[{"time": "22:00", "dose": "2 mg"}],
                  preferences__first_cut_on="2026-11-22")  # fmt: skip
    assert {LESS} & {row.pace for row in comparisons(only, KB)} == set()


def test_a_start_has_nothing_to_compare() -> None:
    with pytest.raises(BadInput, match="a drug that is taken"):
        comparisons(person(**NOT_TAKEN, start=TWICE), KB)


def test_a_drug_without_binding_data_has_no_hardest_day(monkeypatch) -> None:
    from types import SimpleNamespace

    from glidepath.care import foreseeing
    from glidepath.pharmacology import forecast

    foreseeing._foreseen.cache_clear()
    monkeypatch.setattr(forecast, "forecast", lambda *_, **__: SimpleNamespace(effect=None))
    plan = proposal().plan
    assert foreseen(plan.course, person().treatment.regimen) is None
    foreseeing._foreseen.cache_clear()
