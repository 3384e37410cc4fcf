"""The earliest day a goal could be reached is a bound that no course undercuts."""

from datetime import timedelta

import pytest

from glidepath.domain.errors import BadInput, Unreachable
from glidepath.planning.soonest import earliest
from glidepath.planning.taper import taper
from tests.oracles.world import POLICIES, PRODUCTS, requests
from tests.unit.dosing.courses import tablet
from tests.unit.planning.asking import FIRST_CUT, fixed, pace, policy, request

STARTS = ["1", "2", "0.5 1", "0.75 0.25", "0.5 0.5 1"]


@pytest.mark.parametrize("rule", POLICIES)
@pytest.mark.parametrize("products", PRODUCTS)
def test_no_course_reaches_its_goal_before_the_earliest_day(products: str, rule: str) -> None:
    for asked in requests(products, rule, STARTS):
        try:
            reached = taper(asked).course.steps[-1].span.start
        except Unreachable:
            assert earliest(asked) == asked.first_cut_on
            continue
        except BadInput:
            continue  # the products do not even make the present doses
        assert earliest(asked) <= reached


def test_the_earliest_day_is_reached_where_there_is_one_way_only() -> None:
    asked = request("0.5", PRODUCTS["whole only"][:1])
    assert earliest(asked) == FIRST_CUT == taper(asked).course.steps[-1].span.start


def test_the_bound_of_four_equal_cuts_every_fortnight_is_three_fortnights_after_the_first() -> None:
    fortnightly = policy(pace(fixed("0.5", 14)), ceiling=None, days=(14, 14, 14))
    asked = request("2", (tablet("0.5"),), fortnightly, stop_from="0.5")
    assert earliest(asked) == FIRST_CUT + timedelta(days=42)
    assert taper(asked).course.steps[-1].span.start == FIRST_CUT + timedelta(days=42)


def test_a_goal_above_nothing_is_reached_as_soon_as_the_cuts_to_it_are_made() -> None:
    fortnightly = policy(pace(fixed("0.5", 14)), ceiling=None, days=(14, 14, 14))
    asked = request("2", (tablet("0.5"),), fortnightly, goal="1")
    assert earliest(asked) == FIRST_CUT + timedelta(days=14)
