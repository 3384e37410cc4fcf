"""The regimens within reach keep the person's daily pattern and nothing else."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from glidepath.domain.quantity import Mass
from glidepath.planning.space import Space, nearest_daily, space


def of(start: str, *grids: str, fall: str = "") -> Space:
    """A space from doses written in whole units."""
    return space(
        [Mass(int(dose)) for dose in start.split()],
        [[Mass(int(dose)) for dose in grid.split()] for grid in grids],
        fall=Fraction(fall) if fall else None,
    )


def test_one_dose_a_day_may_stand_at_every_dose_that_can_be_made():
    assert of("4", "0 1 3 4") == Space(
        (4,), ((0,), (1,), (3,), (4,)), (0, 1, 3, 4), ((0,), (1,), (3,), (4,)), (0, 1, 2, 1)
    )


def test_two_equal_doses_are_never_more_than_one_grain_apart():
    found = of("2 2", "0 1 2", "0 1 2")
    assert found.states == ((0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 1), (2, 2))
    assert found.totals == (0, 1, 1, 2, 3, 3, 4)
    assert found.highest == ((0, 0), (1, 1), (1, 1), (1, 1), (2, 2), (2, 2), (2, 2))


def test_a_larger_night_dose_stays_the_larger_one():
    assert of("1 3", "0 1", "0 1 2 3").states == (
        (0, 0), (0, 1), (1, 0), (0, 2), (1, 1), (0, 3), (1, 2), (1, 3),
    )  # fmt: skip


def test_a_share_that_can_be_made_exactly_is_taken_exactly():
    found = of("2 4", "0 1 2", "0 1 2 3 4")
    assert [state for state in found.states if sum(state) == 3] == [(1, 2)]
    assert [state for state in found.states if sum(state) == 4] == [(1, 3), (2, 2)]


def test_a_share_above_all_that_can_be_made_takes_the_highest_dose():
    found = of("5 5", "0 3", "0 4")
    assert found.states == ((0, 0), (3, 0), (0, 4), (3, 4))
    assert found.highest == ((0, 0), (3, 0), (3, 4), (3, 4))
    assert found.highest[-1] == (3, 4)


def test_the_smallest_cut_is_added_where_every_cut_of_the_pattern_breaks_the_ceiling():
    # the pattern leads from (2, 8) only to (2, 0), a cut of 8 in 10; the smallest, of 2, leads
    # to (0, 8), and is added unless the ceiling lets the other be
    for fall in ("1/10", "1/4", "79/100"):
        found = of("3 8", "0 2 3", "0 8", fall=fall)
        assert found.states == ((0, 0), (2, 0), (0, 8), (2, 8), (3, 8))
        assert found.totals == (0, 2, 8, 10, 11)
        assert found.smallest == (0, 2, 8, 2, 1)
    for fall in ("4/5", ""):
        found = of("3 8", "0 2 3", "0 8", fall=fall)
        assert found.states == ((0, 0), (2, 0), (2, 8), (3, 8))
        assert found.smallest == (0, 2, 2, 1)


def test_without_a_ceiling_a_single_small_dose_of_the_pattern_is_way_enough():
    assert of("3 8", "0 1 3", "0 8").states == ((0, 0), (1, 0), (1, 8), (3, 8))


def test_a_present_regimen_off_the_pattern_is_there_with_its_smallest_cuts():
    grids = [[Mass(n) for n in range(5)]] * 2
    found = space([Mass(4), Mass(4)], grids, [Mass(4), Mass(0)], Fraction(1, 4))
    off = [one for one in found.states if abs(one[0] - one[1]) > 1]
    assert off == [(2, 0), (3, 0), (4, 0)]


@given(
    st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=4), min_size=1, max_size=3),
)
def test_the_highest_doses_never_fall_when_the_day_rises(grids):
    made = [[Mass(dose) for dose in sorted({0, 12, *grid})] for grid in grids]
    found = space([Mass(12)] * len(made), made)
    assert list(found.totals) == sorted(found.totals)
    for lower, higher in zip(found.highest, found.highest[1:], strict=False):
        assert all(one <= other for one, other in zip(lower, higher, strict=True))
    assert found.states[-1] == (12,) * len(made)


def test_the_nearest_daily_doses_keep_the_pattern() -> None:
    made = [Mass(dose) for dose in (0, 2, 5, 6)]
    start = [Mass(6), Mass(6)]
    kept = set(space(start, [made, made]).totals)
    for asked in range(13):
        below, above = nearest_daily(start, made, Fraction(asked))
        assert below == max((Mass(one) for one in kept if one < asked), default=None)
        assert above == min(Mass(one) for one in kept if one >= asked)


def test_the_nearest_daily_dose_is_never_made_of_doses_above_the_present_ones() -> None:
    made = [Mass(dose) for dose in (0, 5, 10)]
    assert nearest_daily([Mass(7)], made, Fraction(6)) == (Mass(5), Mass(7))


def test_above_the_present_doses_nothing_nearer_than_they_is_named() -> None:
    assert nearest_daily([Mass(3)], [Mass(0), Mass(2)], Fraction(3)) == (Mass(2), Mass(3))


def test_doses_off_the_pattern_that_lead_to_none_of_it_keep_a_pattern_of_their_own() -> None:
    pattern, now = (400, 600, 200), (0, 200, 200)
    grid = [Mass(dose) for dose in range(601)]
    made = [[dose for dose in grid if dose.nanograms <= most] for most in pattern]
    found = space([*map(Mass, pattern)], made, [*map(Mass, now)], Fraction(1, 4))
    below = [state for state in found.states if state[0] == 0 and max(state) <= 200]
    assert now in below
    assert {(0, half, half) for half in range(201)} <= set(below)
    assert len(below) < 4 * 401  # and not one of the 40,000 ways to share a dose between two times


def test_doses_off_the_pattern_with_nothing_but_nothing_below_keep_their_own_without_a_ceiling():
    grids = [[Mass(n) for n in grid] for grid in ((0, 1, 9), (0, 8), (0, 8))]
    found = space([Mass(9), Mass(8), Mass(8)], grids, [Mass(0), Mass(8), Mass(8)])
    assert {(0, 8, 0), (0, 0, 8)} <= set(found.states)


def test_doses_off_the_pattern_that_lead_back_to_it_are_given_no_other() -> None:
    made = [[Mass(0), Mass(1), Mass(2)]] * 2
    found = space([Mass(2), Mass(2)], made, [Mass(2), Mass(0)])
    assert (1, 0) in found.states
    assert found.states.count((2, 0)) == 1
    assert (0, 2) not in found.states
