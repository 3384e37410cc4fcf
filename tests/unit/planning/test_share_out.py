"""A daily dose shared out: equal where it can be, the largest at bedtime, never more than asked."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.domain.quantity import Mass
from glidepath.planning.share_out import share_out

QUARTERS = [Mass(250_000 * n) for n in range(21)]


def shared(daily: str, times: int, floor: str = "", made=QUARTERS, bedtime: int = -1):
    least = [Mass.from_mg(one) for one in floor.split()] or [Mass(0)] * times
    asked = Fraction(daily) * 1_000_000
    day = share_out(asked, times, bedtime % times, made, least)
    return None if day is None else " ".join(str(dose.mg) for dose in day)


def test_equal_doses_where_the_products_make_them() -> None:
    assert shared("1.5", 3) == "0.5 0.5 0.5"


def test_an_unequal_dose_is_the_larger_one_at_bedtime() -> None:
    assert shared("1", 3) == "0.25 0.25 0.5"
    assert shared("1.25", 3) == "0.25 0.5 0.5"
    assert shared("0.25", 2) == "0 0.25"


def test_bedtime_need_not_be_the_last_time_of_the_day() -> None:
    assert shared("1", 3, bedtime=0) == "0.5 0.25 0.25"


def test_what_cannot_be_made_becomes_less() -> None:
    assert shared("0.63", 3) == "0 0.25 0.25"
    assert shared("0.2", 1) == "0"


def test_no_time_of_day_falls_below_its_floor() -> None:
    assert shared("1", 2, floor="0.25 0.5") == "0.5 0.5"
    assert shared("0.5", 2, floor="0.5 0.5") is None
    assert shared("1", 2, floor="0.75 0") is None


def test_a_floor_is_told_for_every_time_of_day() -> None:
    with pytest.raises(ValueError, match="shorter"):
        shared("1", 2, floor="0.5")


def test_no_floor_makes_bedtime_the_smaller_dose_or_leads_far_from_an_equal_share() -> None:
    assert shared("1.2", 3, floor="0.25 0.5 0.25") is None
    assert shared("1", 2, floor="0 0.75") is None


def test_the_largest_dose_of_all_is_used_where_an_equal_share_is_just_below_it() -> None:
    made = [Mass.from_mg(mg) for mg in ("0", "0.5", "1")]
    assert shared("2.75", 3, made=made) == "0.5 1 1"


def test_a_single_time_of_day_takes_the_largest_dose_that_fits() -> None:
    assert shared("1.4", 1) == "1.25"


def by_hand(daily, times, bedtime, grid):
    """Every day that keeps the written rule, the best of them by the written order."""
    share = Fraction(daily, times)
    near = {
        max(d for d in grid if d <= share),
        min((d for d in grid if d >= share), default=max(grid)),
    }
    days = [()]
    for place in range(times):
        pool = grid if place == bedtime else near
        days = [(*day, dose) for day in days for dose in pool]
    sound = [d for d in days if sum(d) <= daily and d[bedtime] == max(d)]
    # Bedtime takes whatever is left: of days alike elsewhere only the one with most counts.
    late = [[d[(bedtime - n) % times] for n in range(times)] for d in sound]
    return max(
        zip(sound, late, strict=True),
        key=lambda one: (sum(one[0]), min(one[0]) - max(one[0]), one[1]),
    )[0]


@given(
    st.sets(st.integers(1, 24), min_size=1, max_size=8),
    st.integers(0, 40),
    st.integers(1, 4),
    st.integers(0, 3),
)
def test_the_best_day_of_all_is_found(doses, daily, times, bedtime) -> None:
    grid = [0, *sorted(doses)]
    place = bedtime % times
    found = share_out(Fraction(daily), times, place, [Mass(one) for one in grid], [Mass(0)] * times)
    assert found is not None
    assert tuple(one.nanograms for one in found) == by_hand(daily, times, place, grid)
