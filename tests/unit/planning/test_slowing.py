"""The same policy at another pace."""

from dataclasses import replace
from fractions import Fraction

import pytest

from glidepath.domain.policy import Band, Law, Pace
from glidepath.domain.quantity import Mass
from glidepath.planning.again import slower
from glidepath.planning.slowing import faster, pace_called, slowed, stretched
from tests.unit.planning.test_replan import PACE, POLICY

HALF = Fraction(1, 2)
START = Mass.from_mg("2")
GENTLE = replace(PACE, name="gentle", bands=(replace(PACE.bands[0], cut=Fraction(1, 20)),))
QUICK = replace(PACE, name="quick", bands=(replace(PACE.bands[0], days=14),))
QUICKEST = replace(PACE, name="quickest", bands=(replace(PACE.bands[0], days=7),))
THREE = replace(
    POLICY, paces={"gentle": GENTLE, "usual": PACE, "quickest": QUICKEST, "quick": QUICK}
)


def test_slower_is_half_the_cut_after_as_many_days():
    slow = slowed(PACE, HALF)
    assert slow.bands == (Band(Law.SHARE_OF_CURRENT, Fraction(1, 20), 28),)
    assert slow.name == "usual-slower"
    assert (PACE.confidence, slow.confidence) == ("read", "proposed")


def test_a_cut_of_fixed_milligrams_is_halved_to_the_nanogram_and_never_to_nothing():
    fixed = Pace("usual", (Band(Law.FIXED_MG, Fraction(0), 7, cut_mass=Mass(5)),), (), "read")
    assert slowed(fixed, HALF).bands[0].cut_mass == Mass(2)
    assert slowed(fixed, Fraction(1, 9)).bands[0].cut_mass == Mass(1)


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_slowed_pace_is_found_again_by_its_name(times):
    pace = PACE
    for _ in range(times):
        pace = slowed(pace, HALF)
    assert pace_called(POLICY, pace.name, HALF) == pace


@pytest.mark.parametrize("name", ["end_date", "as written", "stay"])
def test_a_pace_that_the_policy_does_not_name_is_taken_for_the_usual_one(name):
    assert pace_called(POLICY, name, HALF) == PACE
    assert pace_called(POLICY, name + "-slower", HALF) == slowed(PACE, HALF)


def test_faster_is_the_slowest_pace_that_is_faster():
    assert faster(THREE, PACE, START, HALF) == QUICK
    assert faster(THREE, GENTLE, START, HALF) == PACE
    assert faster(THREE, QUICKEST, START, HALF) is None


def test_a_slowed_pace_goes_faster_by_being_slowed_once_less():
    assert faster(THREE, slowed(PACE, HALF), START, HALF) == PACE


def test_a_slowed_course_may_hold_twice_as_long_and_no_other():
    assert stretched(POLICY, PACE, Fraction(2)) == POLICY
    longer = stretched(POLICY, slowed(PACE, HALF), Fraction(2)).step_days.value
    assert (longer.shortest, longer.longest, longer.stretch) == (14, 28, 112)


def test_a_pace_at_the_longest_steps_is_drawn_again():
    drawn = slower(POLICY, QUICK, START).pace
    assert drawn == PACE
    longest = slower(replace(POLICY, paces={"quick": QUICK}), QUICK, START).pace
    policy = replace(POLICY, paces={"quick": QUICK, "usual": PACE})
    assert longest.name == "quick-longest"
    assert pace_called(policy, "quick-longest", HALF).bands == longest.bands
    assert pace_called(policy, "quick-longest-slower", HALF) == slowed(longest, HALF)
