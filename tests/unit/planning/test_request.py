"""A taper that is not one is refused before it is planned, with every problem at once."""

from dataclasses import replace
from datetime import date

import pytest

from glidepath.domain.errors import BadInput
from tests.unit.dosing.courses import HALF, tablet
from tests.unit.planning.asking import AS_OF, regimen, request

SCORED = tablet("0.5", HALF)


@pytest.mark.parametrize("goal", ["1", "1.5"])
def test_a_goal_that_is_not_lower_is_refused(goal):
    with pytest.raises(
        BadInput, match=rf"goal: {goal} mg from 1 mg -> allowed: a lower daily dose"
    ):
        request("0.5 0.5", (SCORED,), goal=goal)


def test_a_first_cut_before_the_course_starts_is_refused_and_on_its_first_day_is_not():
    with pytest.raises(BadInput, match="first_cut_on: 2026-11-22 -> allowed: 2026-11-23 or later"):
        request("1", (SCORED,), first_cut_on=date(2026, 11, 22))
    assert request("1", (SCORED,), first_cut_on=AS_OF).first_cut_on == AS_OF


def test_no_products_are_refused_together_with_every_other_problem():
    with pytest.raises(BadInput) as refused:
        request("1", (), goal="2", first_cut_on=date(2026, 1, 1))
    assert [problem.where for problem in refused.value.problems] == [
        "goal", "first_cut_on", "products",
    ]  # fmt: skip


@pytest.mark.parametrize("began", ["0.5 1", "0.25 2", "1 1"])
def test_the_pattern_of_a_running_course_may_not_be_below_the_present_doses(began):
    wanted = request("0.5 1", (SCORED,))
    anchored = replace(wanted, anchor=regimen(*began.split())) if began != "0.25 2" else None
    if anchored is None:
        with pytest.raises(BadInput, match="anchor: another pattern"):
            replace(wanted, anchor=regimen(*began.split()))
    else:
        assert anchored.pattern == regimen(*began.split())


def test_the_pattern_of_a_running_course_has_the_present_times():
    with pytest.raises(BadInput, match="its times, no dose below ours"):
        replace(request("0.5 1", (SCORED,)), anchor=regimen("0.5", "1", "1"))


def test_without_a_running_course_the_present_regimen_is_the_pattern():
    assert request("0.5 1", (SCORED,)).pattern == regimen("0.5", "1")


def test_each_time_of_day_may_have_a_weight_of_nothing_or_more():
    wanted = request("0.5 1", (SCORED,))
    assert replace(wanted, cut_first=(0, 1)).cut_first == (0, 1)
    for weights in ((1,), (-1, 1), (1, 1, 1)):
        with pytest.raises(BadInput, match="cut_first"):
            replace(wanted, cut_first=weights)
