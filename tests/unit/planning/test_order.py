"""Which dose to cut first: ranked by what the cut does to the hours that are to be kept."""

from dataclasses import replace
from fractions import Fraction

import pytest

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.errors import BadInput
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.wishes import WORST_TROUGH, Keep
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.order import OrderRequest, first_cuts, weights
from glidepath.planning.taper import taper
from tests.unit.dosing.courses import HALF, tablet
from tests.unit.planning.asking import request as taper_request

MORNING, NOON, NIGHT = map(TimeOfDay.read, ("07:00", "13:00", "22:00"))
AFTERNOON = Keep("bad afternoon", NOON, 6)
SLEEP = Keep("sleep", NIGHT, 8)


def asked(doses: str, keep: Keep = WORST_TROUGH, cut: str = "0.25", **more) -> OrderRequest:
    masses = (Mass.from_mg(dose) for dose in doses.split())
    present = Regimen.of(zip((MORNING, NOON, NIGHT), masses, strict=True))
    products = (tablet("0.5", HALF),)
    return OrderRequest("clonazepam", present, products, Mass.from_mg(cut), keep, 6, **more)


def order(request: OrderRequest) -> list[TimeOfDay]:
    return [one.time for one in first_cuts(request)]


def test_the_night_is_kept_by_cutting_the_night_dose_last() -> None:
    assert order(asked("0.5 0.5 1", SLEEP)) == [MORNING, NOON, NIGHT]


def test_a_bad_afternoon_is_kept_by_cutting_the_dose_before_it_last() -> None:
    assert order(asked("0.5 0.5 1", AFTERNOON)) == [NIGHT, MORNING, NOON]


def test_the_worst_trough_of_the_whole_day_is_deepened_least_by_the_first() -> None:
    found = first_cuts(asked("0.5 0.5 1"))
    assert [one.deepening for one in found] == sorted(one.deepening for one in found)
    assert found[0].time == NIGHT
    assert all(one.after < one.before < 1 for one in found)


def test_every_candidate_can_be_made_and_cuts_one_dose_only() -> None:
    present = asked("0.5 0.5 1").present
    for one in first_cuts(asked("0.5 0.5 1")):
        changed = [
            time
            for time, old, new in zip(present.times, present.doses, one.regimen.doses, strict=True)
            if old != new
        ]
        assert changed == [one.time]
        assert one.cut.mass == Mass.from_mg("0.25")
        assert not one.beyond
        assert all(intake.pieces is not None for intake in one.regimen.intakes)


def test_where_the_products_make_no_cut_so_small_the_next_larger_one_is_shown_as_beyond() -> None:
    found = first_cuts(asked("0.5 0.5 1", cut="0.1"))
    assert [str(one.cut.mass.mg) for one in found] == ["0.25"] * 3
    assert all(one.beyond for one in found)


def test_a_cut_twice_as_large_that_lowers_the_level_twice_as_much_ranks_the_same() -> None:
    day = replace(WORST_TROUGH, by_mean=True)
    small, large = sorted(first_cuts(asked("0.25 0 1", day, "0.5")), key=lambda one: one.cut.mass)
    assert (small.cut.mass * 2, small.cut.mass) == (large.cut.mass, Mass.from_mg("0.25"))
    assert abs(large.deepening / small.deepening - 1) < Fraction(1, 20)


def test_a_time_of_day_without_a_dose_is_no_candidate() -> None:
    assert set(order(asked("0.5 0 1"))) == {MORNING, NIGHT}


def test_the_last_dose_of_all_may_be_cut_to_nothing() -> None:
    found = first_cuts(asked("0 0 0.25"))
    assert found[0].regimen.daily_dose == Mass(0)
    assert found[0].after == 0


def test_weights_are_higher_the_sooner_a_time_should_be_cut() -> None:
    ranked = first_cuts(asked("0.5 0 1", SLEEP))
    assert weights(ranked, (MORNING, NOON, NIGHT)) == (2, 0, 1)


def test_the_level_is_a_share_of_the_present_daily_mean() -> None:
    whole = replace(WORST_TROUGH, by_mean=True)
    before = first_cuts(asked("0.5 0.5 1", whole))[0].before
    assert abs(before - 1) < Fraction(1, 50)


def test_levels_at_half_the_present_mean_are_told_as_a_half(monkeypatch) -> None:
    monkeypatch.setattr("glidepath.planning.order.day_outlook", lambda *a, **k: [500, 1000])
    assert first_cuts(asked("0.5 0.5 1"))[0].before == Fraction(1, 2)
    whole = replace(WORST_TROUGH, by_mean=True)
    assert first_cuts(asked("0.5 0.5 1", whole))[0].before == Fraction(3, 4)


@pytest.mark.parametrize(("weights_asked", "cut"), [(None, 0), ((2, 1), 0), ((1, 2), 1)])
def test_the_taper_cuts_first_where_it_is_asked_to(weights_asked, cut: int) -> None:
    halves = taper_request("0.5 0.5", (tablet("0.5", HALF),))
    first, *_ = taper(replace(halves, cut_first=weights_asked)).course.steps[1:]
    assert [n for n, dose in enumerate(first.regimen.doses) if dose == Mass(250_000)] == [cut]


def test_the_order_asked_for_changes_nothing_that_counts_more() -> None:
    halves = taper_request("0.5 1", (tablet("0.5", HALF), tablet("1")))
    as_usual, asked_for = taper(halves), taper(replace(halves, cut_first=(1, 9)))
    assert as_usual.grounds[:7] == asked_for.grounds[:7]


@pytest.mark.parametrize("wrong", [(), (1,), (1, -1)])
def test_an_order_that_does_not_weigh_every_time_is_refused(wrong) -> None:
    with pytest.raises(BadInput, match="0 or more for each time"):
        replace(taper_request("0.5 0.5", (tablet("0.5", HALF),)), cut_first=wrong)


@pytest.mark.parametrize("hours", [0, 25])
def test_a_window_is_some_hours_of_one_day(hours: int) -> None:
    with pytest.raises(BadInput, match="1 to 24 hours"):
        Keep("night", NIGHT, hours)


@pytest.mark.parametrize(("doses", "cut"), [("0 0 0", "0.25"), ("0.5 0.5 1", "0")])
def test_nothing_to_cut_is_refused(doses: str, cut: str) -> None:
    with pytest.raises(BadInput, match="above 0 mg"):
        asked(doses, cut=cut)


def test_no_products_or_those_of_another_drug_are_refused() -> None:
    other = KnowledgeBase.packaged().products("US", "diazepam")[:1]
    for products in ((), other, (tablet("0.5"), *other)):
        with pytest.raises(BadInput, match="another drug's"):
            replace(asked("0.5 0.5 1"), products=products)
