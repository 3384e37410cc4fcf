"""Only cuts that a best course could use are looked at."""

from fractions import Fraction

from glidepath.domain.policy import Ceiling
from glidepath.domain.quantity import Mass
from glidepath.planning.edges import edges
from glidepath.planning.ground import grounds
from glidepath.planning.space import space
from tests.unit.planning.asking import fixed, pace, share


def cuts(start: str, *bands, grids=None, stop_from=0, ceiling=None) -> dict[tuple, list[tuple]]:
    """For each regimen (in whole units) the regimens that may follow it."""
    doses = [Mass(int(dose)) for dose in start.split()]
    made = grids or [[Mass(n) for n in range(dose.nanograms + 1)] for dose in doses]
    place = space(doses, made)
    daily = Mass(sum(dose.nanograms for dose in doses))
    measures = grounds(pace(*bands), ceiling, daily, Mass(stop_from), place.totals)
    found = edges(place, measures)
    return {
        place.states[n]: [place.states[other] for other in nexts] for n, nexts in enumerate(found)
    }


def test_every_cut_within_the_one_asked_is_kept_and_one_beyond_with_nothing_between():
    assert cuts("10", share("0.3", 14))[10,] == [(9,), (8,), (7,)]
    assert cuts("10", share("0.05", 14))[10,] == [(9,)]
    assert cuts("10", share("0.05", 14))[1,] == [(0,)]


def test_nothing_follows_after_nothing():
    assert cuts("3", share("0.1", 14))[0,] == []


def test_the_permitted_last_step_is_always_kept_and_told_once():
    found = cuts("10", share("0.05", 14), stop_from=4)
    assert found[5,] == [(4,)]
    assert found[4,] == [(0,), (3,)]
    assert found[1,] == [(0,)]


def test_the_permitted_last_step_does_not_hide_or_stop_the_others():
    found = cuts("10", share("0.5", 14), stop_from=10)
    assert found[4,] == [(0,), (3,), (2,)]


def test_no_time_of_day_ever_rises():
    found = cuts("2 2", share("0.05", 14))
    assert found[1, 2] == [(1, 1)]
    assert found[2, 2] == [(2, 1), (1, 2)]
    assert found[1, 1] == [(1, 0), (0, 1)]


def test_regimens_of_the_same_day_dose_do_not_follow_each_other():
    assert (1, 2) not in cuts("2 2", share("1", 14))[2, 1]
    assert cuts("2 2", share("1", 14))[2, 1] == [(1, 1), (1, 0), (0, 1)]


def test_a_cut_hidden_at_one_time_of_day_but_not_at_the_other_is_kept():
    # below (2, 2): (2, 1) and (1, 2) hide (1, 1) when it is beyond the cut asked
    assert (1, 1) not in cuts("2 2", share("0.25", 14))[2, 2]
    assert (1, 1) in cuts("2 2", share("0.5", 14))[2, 2]


def test_a_cut_that_is_hidden_does_not_end_the_search_for_others_at_other_times_of_day():
    grid = [Mass(n) for n in (0, 1, 5, 7, 8)]
    found = cuts("7 8 8", share("0.05", 14), grids=[grid[:4], grid, grid])
    assert found[5, 7, 7] == [(5, 7, 5), (5, 5, 7), (1, 7, 7)]


def test_a_dose_from_which_the_pace_asks_for_far_less_hides_nothing():
    # above 5 a cut of 4 is asked, from 5 down of 1: 6 to 2 in one is within; 6 to 1 goes
    # beyond by 1, while 6 to 5 to 1 goes beyond by 3, so that 5 and 4 hide nothing
    found = cuts("6", fixed("0.000004", 7, "0.000005"), fixed("0.000001", 7))
    assert found[6,] == [(5,), (4,), (3,), (2,)]
    found = cuts(
        "6",
        fixed("0.000004", 7, "0.000005"),
        fixed("0.000001", 7),
        grids=[[Mass(0), Mass(1), Mass(5), Mass(6)]],
    )
    assert found[6,] == [(5,), (1,)]


def test_a_dose_from_which_the_pace_asks_for_just_so_much_less_hides_nothing():
    # next asked from 6 is 3, from 4 it is 3 as well: 6 to 1 and 6 to 4 to 1 go equally beyond
    found = cuts(
        "6",
        fixed("0.000003", 7, "0.000005"),
        fixed("0.000001", 7),
        grids=[[Mass(0), Mass(1), Mass(4), Mass(6)]],
    )
    assert found[6,] == [(4,), (1,)]


def test_a_cut_beyond_the_ceiling_or_to_nothing_is_the_smallest_that_can_be_made():
    quarter = Ceiling(Fraction(1, 4), 14)
    assert cuts("4", share("1", 14), ceiling=quarter)[4,] == [(3,)]
    assert cuts("4", share("1", 14), ceiling=quarter)[3,] == [(2,)]
    assert cuts("4", share("1", 14))[4,] == [(3,), (2,), (1,)]
    assert cuts("4", share("1", 14), stop_from=4)[4,] == [(0,), (3,), (2,), (1,)]
    assert cuts("4", share("1", 14))[1,] == [(0,)]


def test_a_cut_just_at_the_ceiling_is_kept_however_small_the_dose_it_leads_to():
    grids = [[Mass(n) for n in (0, 1, 3, 4)]]
    for most, kept in ((Fraction(3, 4), [(3,), (1,)]), (Fraction(37, 50), [(3,)])):
        found = cuts("4", share("1", 14), grids=grids, ceiling=Ceiling(most, 14))
        assert found[4,] == kept


def test_a_ceiling_changes_nothing_about_which_cuts_are_looked_at():
    with_one = cuts("4 4", share("0.1", 14), ceiling=Ceiling(Fraction(1, 4), 14))
    assert with_one == cuts("4 4", share("0.1", 14))
