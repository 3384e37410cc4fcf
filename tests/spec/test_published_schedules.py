"""The planner's engine tells every published schedule, and where each first breaks the ceiling.

The tables stand in `tests/knowledge/test_policies_by_hand.py`, where they are counted through
without the engine; here they come from `planning.schedule` and `planning.breach`.
"""

from fractions import Fraction

import pytest

from glidepath.domain.policy import Ceiling
from glidepath.domain.quantity import Mass
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.breach import breaches
from glidepath.planning.schedule import Schedule, literal
from tests.knowledge.test_policies_by_hand import CONFORMITY, JOINT, LITERAL, fractions

KB = KnowledgeBase.packaged()
QUARTER = Ceiling(Fraction(1, 4), 14)


def schedule(policy_id: str, pace: str, start: str, last: str = "0") -> Schedule:
    return literal(KB.policy(policy_id).paces[pace], Mass.from_mg(start), Mass.from_mg(last))


@pytest.mark.parametrize(("name", "pace", "start", "doses", "days"), LITERAL)
def test_a_published_schedule_is_told_dose_by_dose(name, pace, start, doses, days):
    found = schedule(name, pace, start)
    assert list(found.doses) == fractions(doses)
    assert found.days == days


def test_the_label_takes_four_mg_down_in_sixteen_steps_and_48_days():
    found = schedule("us-label-panic", "usual", "4")
    assert (len(found.doses) - 1, found.days) == (16, 48)
    assert found.doses[:3] == (4, Fraction(15, 4), Fraction(7, 2))


@pytest.mark.parametrize(
    ("start", "at_one", "at_two"), [("60", 28, 18), ("40", 24, 14), ("20", 20, 10), ("10", 10, 5)]
)
def test_the_canadian_milligram_rule_takes_the_published_weeks(start, at_one, at_two):
    assert schedule("nougg-c1", "gentle", start).days == at_one * 7
    assert schedule("nougg-c1", "faster", start).days == at_two * 7


@pytest.mark.parametrize("start", ["1", "10", "60"])
def test_the_canadian_share_rule_takes_16_to_32_weeks_from_any_dose(start):
    days = [schedule("nougg-c2", pace, start).days for pace in ("faster", "gentle")]
    assert days == [16 * 7, 32 * 7]


@pytest.mark.parametrize("start", ["1", "4", "30"])
def test_a_quarter_a_week_takes_four_weeks_and_a_tenth_every_three_days_thirty_days(start):
    assert schedule("rickels-1990", "usual", start).days == 28
    assert schedule("fyer-1987", "usual", start).days == 30


@pytest.mark.parametrize(("start", "steps", "faster", "usual", "gentle"), JOINT)
def test_the_joint_guideline_reaches_an_eighth_of_a_milligram_in_the_published_weeks(
    start, steps, faster, usual, gentle
):
    for pace, weeks in (("faster", faster), ("usual", usual), ("gentle", gentle)):
        found = schedule("joint-2025", pace, start, last="0.125")
        assert found.points[-2].day == weeks * 7
        assert found.doses[-1] == 0
    assert len(schedule("joint-2025", "usual", start, last="0.125").doses) == steps + 2


@pytest.mark.parametrize(
    ("name", "pace", "start", "before", "after", "percent", "first_day"), CONFORMITY
)
def test_a_published_schedule_first_breaks_the_ceiling_where_the_table_says(
    name, pace, start, before, after, percent, first_day
):
    first = breaches(schedule(name, pace, start).points, QUARTER)[0]
    assert (first.before, first.after) == (Fraction(before), Fraction(after))
    assert (round(100 * first.fall), first.first_cut_day) == (percent, first_day)
    assert (first.window_days, first.ceiling) == (14, Fraction(1, 4))


@pytest.mark.parametrize("pace", ["gentle", "usual", "faster"])
@pytest.mark.parametrize("name", ["joint-2025", "cks-2018-percent"])
def test_a_small_share_of_the_current_dose_breaks_the_ceiling_only_when_it_stops(name, pace):
    found = schedule(name, pace, "4", last="0.125")
    assert [one.after for one in breaches(found.points, QUARTER)] == [0]
