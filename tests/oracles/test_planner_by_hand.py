"""The planner's best course is the best of all courses, ground by ground.

Every taper of a small world is solved twice: by the planner, and by going through all
courses that the pattern rule allows (see `courses_by_hand`).
"""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from glidepath.domain.errors import BadInput
from glidepath.planning.taper import taper
from tests.oracles.courses_by_hand import NOTHING, Asked, Handled, add, every_course, step_by_step
from tests.oracles.world import GRAIN, POLICIES, PRODUCTS, once, requests, thrice, twice
from tests.unit.planning.asking import regimen, request

FEW = 9
"""Up to so many regimens every single course is walked; with more, dose by dose."""


def found(asked_for):
    """The planner's grounds, in nanograms; None where it refuses."""
    try:
        result = taper(asked_for)
    except BadInput:
        return None
    masses = [Fraction(part, result.scale) for part in result.grounds[:3]]
    return (*masses, *map(Fraction, result.grounds[3:]))


def expected(asked: Asked):
    best = step_by_step(asked)
    if len(asked.days) <= FEW:
        assert every_course(asked) == best, "the two slow roads meet"
    return best


def disagreements(wanted) -> list:
    seen = [(found(one), expected(Asked.of(one)), one) for one in wanted]
    assert seen
    return [
        (planner, hand, one.present.doses, one.goal, one.stop_from)
        for planner, hand, one in seen
        if planner != hand
    ]


@pytest.mark.parametrize("rule", POLICIES)
@pytest.mark.parametrize("products", PRODUCTS)
def test_the_planner_finds_the_best_of_all_courses(products, rule):
    grain = GRAIN.get(products, "0.25")
    most_twice = {"0.125": "0.75", "0.25": "1.5", "0.5": "4"}[grain]
    starts = once(grain, "4" if grain != "0.125" else "2") + twice(grain, most_twice)
    assert disagreements(requests(products, rule, starts)) == []


@pytest.mark.parametrize("rule", POLICIES)
def test_the_planner_finds_the_best_for_three_doses_a_day(rule):
    starts = ["0.25 0.25 0.5", "0.25 0.5 0.25", "0.5 0.25 0.75"]
    assert disagreements(requests("US tablets", rule, starts)) == []


@pytest.mark.parametrize("rule", POLICIES)
def test_the_planner_goes_on_best_from_the_middle_of_a_course(rule):
    started = ["0.5 1 1", "0.75 0.75 0.75", "0.25 0.5 1.25"]
    now = ["0.25 0.5 0.75", "0 0.25 0.75", "0.25 0 0.25"]
    wanted = [
        replace(
            request(doses, PRODUCTS["coarse drops"], POLICIES[rule]),
            anchor=regimen(*began.split()),
        )
        for began, doses in zip(started, now, strict=True)
    ]
    assert disagreements(wanted) == []


@pytest.mark.parametrize("rule", POLICIES)
def test_the_printed_course_has_the_grounds_it_was_chosen_for(rule):
    for one in requests("US tablets and ODT", rule, ["1.25", "0.5 0.75", "0.25 0.25 0.5"]):
        asked, result = Asked.of(one), taper(one)
        hand = Handled(asked, result.products)
        steps = [step.regimen for step in result.course.steps]
        path = [tuple(dose.nanograms for dose in day.doses) for day in steps]
        sums = NOTHING
        for before, after in pairwise(path):
            sums = add(sums, hand.sums(before, after))
        worst = max(asked.over_ceiling(sum(b), sum(a)) for b, a in pairwise(path))
        assert (worst, *sums) == found(one)
        lengths = [step.span.days for step in result.course.steps[1:-1]]
        assert lengths == [asked.length(sum(b), sum(a)) for b, a in pairwise(path[1:])]


@pytest.mark.thorough
@pytest.mark.parametrize("rule", POLICIES)
@pytest.mark.parametrize("products", PRODUCTS)
def test_the_planner_finds_the_best_of_all_courses_up_to_four_milligrams(products, rule):
    grain = GRAIN.get(products, "0.25")
    most = {"0.125": "2.5", "0.25": "4", "0.5": "8"}[grain]
    starts = once(grain, "4") + twice(grain, most) + thrice("0.25" if grain < "0.5" else grain, "2")
    assert disagreements(requests(products, rule, starts)) == []
