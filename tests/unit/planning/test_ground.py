"""Each cut is measured exactly: against the ceiling, against the pace, and the last step apart."""

from fractions import Fraction

from glidepath.domain.policy import Ceiling
from glidepath.domain.quantity import Mass
from glidepath.planning.ground import Grounds, grounds
from tests.unit.planning.asking import fixed, of_start, pace, share

QUARTER = Ceiling(Fraction(1, 4), 14)


def of(*bands, ceiling=QUARTER, start=1000, stop_from=50, totals=(0, 200, 1000)) -> Grounds:
    return grounds(pace(*bands), ceiling, Mass(start), Mass(stop_from), totals)


def test_masses_are_counted_in_the_smallest_unit_in_which_all_shares_are_whole():
    found = of(share("0.1", 28))
    assert found.scale == 20
    assert found.asked == {200: 400, 1000: 2000}
    assert found.next_asked == {200: 3600, 1000: 18000}
    assert found.allowed == {200: 1000, 1000: 5000}


def test_without_a_ceiling_nothing_breaks_it():
    found = of(share("0.1", 28), ceiling=None)
    assert (found.scale, found.allowed) == (10, {})
    assert not found.breaks(1000, 0)
    assert found.over_ceiling(1000, 0) == 0


def test_a_share_of_the_start_asks_the_same_of_every_dose():
    assert of(of_start("0.2", 14)).asked == {200: 4000, 1000: 4000}


def test_a_fixed_cut_may_ask_for_more_than_there_is():
    found = of(fixed("0.0003", 7))
    assert found.asked == {200: 1200, 1000: 1200}
    assert found.next_asked == {200: -400, 1000: 2800}


def test_the_band_of_the_dose_says_what_is_asked():
    assert of(fixed("0.0005", 7, "0.0002"), fixed("0.0001", 7)).asked == {200: 400, 1000: 2000}


def test_a_cut_of_exactly_the_ceiling_does_not_break_it():
    found = of(share("0.1", 28))
    assert (found.breaks(1000, 750), found.over_ceiling(1000, 750)) == (False, 0)
    assert (found.breaks(1000, 749), found.over_ceiling(1000, 749)) == (True, 20)


def test_a_cut_beyond_the_one_asked_is_counted_by_what_is_beyond():
    found = of(share("0.1", 28))
    assert found.over_asked(1000, 900) == 0
    assert found.over_asked(1000, 950) == 0
    assert found.over_asked(1000, 850) == 50 * 20


def test_the_last_step_from_a_low_dose_breaks_the_ceiling_but_is_not_held_against_it():
    found = of(share("0.1", 28), totals=(0, 40, 50, 51, 1000))
    assert found.ends(50, 0)
    assert not found.ends(51, 0)
    assert not found.ends(50, 40)
    assert found.breaks(50, 0)
    assert (found.over_ceiling(50, 0), found.over_asked(50, 0)) == (0, 0)
    assert found.over_ceiling(51, 0) == 51 * 20 - 51 * 5
    assert found.over_asked(51, 0) == 51 * 20 - 51 * 2
