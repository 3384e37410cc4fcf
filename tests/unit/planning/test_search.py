"""The search settles the worst break first, then the sums, and keeps every equal course."""

import pytest

from glidepath.domain.policy import StepDays
from glidepath.domain.quantity import Mass
from glidepath.planning.clock import clock
from glidepath.planning.edges import edges
from glidepath.planning.ground import grounds
from glidepath.planning.search import Best, NoCourse, search
from glidepath.planning.space import space
from tests.unit.planning.asking import QUARTER_IN_14, pace, share


def best(start: str, grid: str, cut="0.1", goal=0, stop_from=0, timed=True) -> Best:
    """The search for doses in whole units; goals are all regimens of a day dose."""
    doses = [Mass(int(dose)) for dose in start.split()]
    made = [[Mass(int(m)) for m in grid.split() if int(m) <= dose.nanograms] for dose in doses]
    place = space(doses, made)
    daily = Mass(sum(dose.nanograms for dose in doses))
    asked = pace(share(cut, 28))
    measures = grounds(asked, QUARTER_IN_14, daily, Mass(stop_from), place.totals)
    ticks = clock(asked, daily, place.totals, StepDays(14, 28, 56), Mass(stop_from))
    goals = [n for n, total in enumerate(place.totals) if total == goal]
    return search(place, edges(place, measures), measures, ticks if timed else None, goals)


def test_the_worst_break_is_made_as_small_as_can_be():
    # 100 mass units scaled by 20; from 4 to 3 is a quarter, from 3 to 2 breaks by 1 - 3/4
    found = best("4", "0 1 2 3 4")
    assert found.worst == 20 - 5
    assert found.sums[0] == (20 - 15) + (20 - 10) + (20 - 5)
    assert found.sums[1] == (20 - 8) + (20 - 6) + (20 - 4) + (20 - 2)


def test_what_is_broken_in_all_comes_before_what_goes_beyond_the_pace():
    found = best("12", "0 1 2 3 4 5 6 7 8 9 10 11 12")
    assert found.next[12] == (11,)
    assert found.cost[0] == 0
    assert found.goals == {0}


def test_a_permitted_last_step_costs_nothing():
    assert best("4", "0 1 2 3 4", stop_from=3).sums[0] == 0
    assert best("4", "0 1 2 3 4", stop_from=3).next == {4: (3,), 3: (0,)}


def test_the_first_cut_has_no_length_and_without_a_clock_none_has():
    timed, plain = best("4", "0 1 2 3 4"), best("4", "0 1 2 3 4", timed=False)
    assert timed.sums[:2] == plain.sums[:2]
    assert plain.sums[2:] == (0, 0)
    # 3 to 2 takes 107.754 days at this pace: held 56, forgiven half a week; 2 to 1 184.207
    assert timed.sums[2] == (107_754 - 59_500) + (184_207 - 59_500)
    assert timed.sums[3] == 28 + 28 + 28


def test_every_equally_good_course_is_kept_and_no_other():
    found = best("2 2", "0 1 2")
    places = {0: (0, 0), 1: (0, 1), 2: (1, 0), 3: (1, 1), 4: (1, 2), 5: (2, 1), 6: (2, 2)}
    kept = {places[n]: {places[m] for m in nexts} for n, nexts in found.next.items()}
    assert kept == {
        (2, 2): {(2, 1), (1, 2)},
        (2, 1): {(1, 1)},
        (1, 2): {(1, 1)},
        (1, 1): {(1, 0), (0, 1)},
        (1, 0): {(0, 0)},
        (0, 1): {(0, 0)},
    }


def test_a_course_may_end_at_any_regimen_of_the_goal():
    found = best("2 2", "0 1 2", goal=3)
    assert found.goals == {4, 5}
    assert found.next == {6: (5, 4)}
    assert found.cost[4] == found.cost[5] == 0


def test_a_regimen_from_which_the_goal_cannot_be_reached_has_no_cost():
    found = best("4", "0 1 2 3 4", goal=2)
    assert found.cost[:3] == (None, None, 0)


def test_a_goal_no_course_leads_to_is_refused():
    with pytest.raises(NoCourse):
        best("4", "0 2 4", goal=3)
