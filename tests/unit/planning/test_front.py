"""The trade-off between length and largest cut is exact: it agrees with looking at every course."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from glidepath.domain.policy import Ceiling
from glidepath.planning.front import FrontPoint, front
from glidepath.planning.search import NoCourse
from tests.oracles.courses_by_hand import Asked, courses
from tests.oracles.world import PRODUCTS
from tests.unit.dosing.courses import HALF, liquid, tablet
from tests.unit.planning.asking import TENTH, fixed, pace, policy, request, share

SCORED = tablet("0.5", HALF)


def by_hand(wanted) -> list[tuple[int, Fraction]]:
    """Every course; those that break least; of those the best for each number of cuts."""
    asked = Asked.of(wanted)
    seen = []
    for path in courses(asked):
        cuts = [(sum(b), sum(a)) for b, a in pairwise(path)]
        over = [asked.over_ceiling(*cut) for cut in cuts]
        kept = [
            Fraction(b - a, b)
            for (b, a) in cuts
            if (b - a) <= asked.ceiling.fall * b and not asked.ends(b, a)
        ]
        seen.append(((max(over), sum(over)), len(cuts), max(kept, default=Fraction(0))))
    least = min(broken for broken, _, _ in seen)
    options = {(count, largest) for broken, count, largest in seen if broken == least}
    return sorted(
        (
            one
            for one in options
            if not any(o != one and o[0] <= one[0] and o[1] <= one[1] for o in options)
        ),
        reverse=True,
    )


@pytest.mark.parametrize("stop_from", ["0.025", "0.5"])
@pytest.mark.parametrize("products", ["US tablets", "US tablets and ODT"])
@pytest.mark.parametrize(
    ("doses", "goal"),
    [("2.5", "0"), ("1", "0.5"), ("0.5 0.75", "0"), ("0.5 0.5", "0.25"), ("1 1", "1")],
)
def test_every_trade_off_is_found_and_no_other(doses, goal, products, stop_from):
    some = PRODUCTS[products][:2]
    if products == "US tablets and ODT" and doses == "2.5":
        goal = "1.5"
    wanted = request(doses, some, goal=goal, stop_from=stop_from)
    assert [(point.cuts, point.largest_cut) for point in front(wanted)] == by_hand(wanted)


def test_a_point_tells_its_days_and_doses():
    rule = policy(pace(share("0.1", 28)), ceiling=Ceiling(Fraction(1, 2), 14))
    found = front(request("1", (SCORED,), rule, goal="0.5"))
    assert found == (
        FrontPoint(2, 28, Fraction(1, 3), (1000000, 750000, 500000)),
        FrontPoint(1, 14, Fraction(1, 2), (1000000, 500000)),
    )


def test_the_pace_asked_does_not_matter():
    wanted = request("1 1", (liquid("2.5", drops=25),), goal="1")
    other = replace(wanted, pace=pace(fixed("0.5", 14)))
    assert front(wanted) == front(other)
    assert len(front(wanted)) == 8


def test_without_a_ceiling_nothing_is_left_aside():
    rule = policy(pace(share("0.1", 28)), ceiling=None)
    assert front(request("1", (SCORED,), rule)) == (
        FrontPoint(3, 42, Fraction(1), (1000000, 500000, 250000, 0)),
    )


def test_a_course_of_the_named_last_cut_alone_has_no_largest_cut():
    assert front(request("0.5", (tablet("0.5"),))) == (FrontPoint(1, 14, Fraction(0), (500000, 0)),)


def test_a_goal_that_cannot_be_reached_is_refused():
    with pytest.raises(NoCourse):
        front(request("1", (SCORED,), TENTH, goal="0.3"))
