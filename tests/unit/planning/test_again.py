"""After a failed taper the next one is slower, and it is said by how much."""

from fractions import Fraction

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.quantity import Mass
from glidepath.planning.again import slower
from tests.unit.planning.asking import fixed, pace, policy, share

START = Mass.from_mg("2")
THREE = policy(
    pace(share("0.05", 28), name="gentle"),
    pace(share("0.1", 28)),
    pace(share("0.1", 14), name="faster"),
)


def test_the_next_slower_pace_of_the_policy_is_taken() -> None:
    found = slower(THREE, THREE.paces["faster"], START)
    assert found.pace.name == "usual"
    assert found.share == Fraction(1, 2)


def test_below_the_slowest_pace_the_steps_are_drawn_out() -> None:
    one = policy(pace(share("0.1", 14)), days=(14, 28, 56))
    found = slower(one, one.paces["usual"], START)
    assert found.pace.name == "usual-longest"
    assert [band.days for band in found.pace.bands] == [28]
    assert found.share == Fraction(1, 2)


def test_a_step_that_is_longer_than_the_longest_is_not_shortened() -> None:
    one = policy(pace(share("0.2", 7, "1"), share("0.1", 35)), days=(7, 28, 56), ceiling=None)
    assert [band.days for band in slower(one, one.paces["usual"], START).pace.bands] == [28, 35]


def test_cuts_in_milligrams_are_compared_at_the_starting_dose() -> None:
    both = policy(pace(fixed("0.5", 14)), pace(fixed("0.25", 14), name="gentle"))
    assert slower(both, both.paces["usual"], START).pace.name == "gentle"


def test_where_nothing_is_slower_another_policy_is_asked_for() -> None:
    one = policy(pace(share("0.1", 28)))
    with pytest.raises(BadInput, match="no pace of made-up is slower than usual"):
        slower(one, one.paces["usual"], START)
