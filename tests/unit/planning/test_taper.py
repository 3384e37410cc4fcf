"""The direct taper: the worked example day by day, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from glidepath.domain.calendar import Span
from glidepath.domain.errors import BadInput
from glidepath.domain.plan import CourseKind, StepKind
from glidepath.domain.quantity import Mass
from glidepath.planning.taper import instance, solve, taper
from tests.unit.dosing.courses import HALF, liquid, tablet
from tests.unit.planning.asking import (
    AS_OF,
    FIRST_CUT,
    fixed,
    pace,
    policy,
    regimen,
    request,
    share,
)

_CANNOT = "cannot be made from the products given"
US = (tablet("0.5", HALF), tablet("1"), tablet("2"))


def rows(result) -> list[tuple[int, str, str, bool]]:
    return [
        (
            step.span.days,
            step.kind.value,
            " ".join(str(dose.mg) for dose in step.regimen.doses),
            step.terminal,
        )
        for step in result.course.steps
    ]


def test_one_milligram_twice_a_day_comes_down_by_a_quarter_milligram_at_a_time():
    result = taper(request("1 1", US))
    assert rows(result) == [
        (7, "present", "1 1", False),
        (42, "reduced", "0.75 1", False),
        (49, "reduced", "0.75 0.75", False),
        (56, "reduced", "0.5 0.75", False),
        (56, "reduced", "0.5 0.5", False),
        (56, "reduced", "0.25 0.5", False),
        (56, "reduced", "0.25 0.25", True),
        (56, "reduced", "0 0.25", True),
        (28, "after", "0 0", True),
    ]
    # grounds by hand: breaks 0.25 - 0.75/4, 0.25 - 0.5/4 and 0.25 - 0.25/4 mg in twentieths
    assert result.scale == 20
    assert result.worst_break == 3_750_000
    assert result.breaks == 1_250_000 + 2_500_000 + 3_750_000
    # beyond a tenth: 0.25 x 8 cuts less a tenth of 2, 1.75, 1.5, 1.25, 1, 0.75, 0.5, 0.25
    assert result.beyond_asked == 20 * (2_000_000 - 900_000)
    # at this pace 1 to 0.75 mg takes 76.452 days, 0.75 to 0.5 107.755 and 0.5 to 0.25 184.206;
    # 56 are held, half a week is forgiven; the steps before come within half a week
    assert result.drift == (76_452 - 59_500) + (107_755 - 59_500) + (184_206 - 59_500)
    assert result.uneven == 14 + 21 + 28 + 28 + 28 + 28 + 28
    assert result.days == 7 + 371
    assert result.products == (US[0],)
    assert (result.pace, result.course.kind, result.course.drug_id) == (
        "usual", CourseKind.TAPER, "clonazepam",
    )  # fmt: skip
    assert result.grounds == (
        result.worst_break, result.breaks, result.beyond_asked, result.drift, result.uneven,
        *result.handling,
    )  # fmt: skip
    assert result.handling[1] == 8


def test_the_days_follow_each_other_from_the_day_of_asking():
    steps = taper(request("1 1", US)).course.steps
    assert steps[0].span == Span(AS_OF, date(2026, 11, 29))
    assert steps[1].span.start == FIRST_CUT
    assert steps[-1].span == Span(date(2027, 12, 6), date(2028, 1, 2))


def test_a_first_cut_on_the_day_itself_needs_no_lead_in():
    steps = taper(request("1 1", US, first_cut_on=AS_OF)).course.steps
    assert (steps[0].kind, steps[0].span.start) == (StepKind.REDUCED, AS_OF)
    assert steps[0].cut.before == Mass.from_mg("2")


def test_a_lower_dose_as_the_goal_is_kept_at_the_end():
    result = taper(request("1 1", US, goal="1", after_days=91))
    assert rows(result)[-1] == (91, "maintained", "0.5 0.5", False)
    assert [row[1] for row in rows(result)] == ["present", *["reduced"] * 3, "maintained"]


def test_a_permitted_last_step_is_still_named_as_beyond_the_ceiling():
    result = taper(request("0.5", US, stop_from="0.5"))
    assert rows(result) == [(7, "present", "0.5", False), (28, "after", "0", True)]
    assert result.grounds == (0, 0, 0, 0, 0, 0, 1, 0, 0)


def test_two_doses_that_cannot_be_made_are_told_at_once_with_the_nearest_that_can():
    with pytest.raises(BadInput) as refused:
        taper(request("0.3 0.6", (tablet("0.5", HALF),)))
    advice = "Add a product that makes it, or change the dose first."
    assert [str(problem) for problem in refused.value.problems] == [
        f"dose at 08:00: 0.3 mg {_CANNOT} -> allowed: 0.25 mg or 0.5 mg. {advice}",
        f"dose at 22:00: 0.6 mg {_CANNOT} -> allowed: 0.5 mg. {advice}",
    ]


def test_a_goal_that_cannot_be_made_is_refused_with_the_nearest_that_can():
    with pytest.raises(BadInput) as refused:
        taper(request("1", US, goal="0.3"))
    (problem,) = refused.value.problems
    assert (problem.where, problem.given) == (
        "goal", "0.3 mg a day cannot be reached with the products given",
    )  # fmt: skip
    assert problem.allowed == "0.25 mg or 0.5 mg"
    assert problem.next_step == "Choose one of these or add a product."
    assert refused.value.__cause__ is None


@pytest.mark.parametrize(
    ("doses", "goal", "allowed"),
    [
        ("1", "0.1", "0.25 mg"),
        ("1", "0.9", "0.75 mg"),
        ("0.25", "0.2", "no lower dose, or nothing at all"),
    ],
)
def test_goals_named_as_the_nearest_are_goals_to_which_a_course_leads(doses, goal, allowed):
    with pytest.raises(BadInput) as refused:
        taper(request(doses, US, goal=goal))
    assert refused.value.problems[0].allowed == allowed
    for named in (word for word in allowed.split() if word[0].isdigit()):
        assert taper(request(doses, US, goal=named)).course.steps[-1].regimen.daily_dose.mg


def test_no_regimen_of_the_problem_is_above_the_present_doses_at_any_time_of_day():
    wanted = replace(request("0.25 0.75", US), anchor=regimen("1", "1"))
    present = tuple(dose.nanograms for dose in wanted.present.doses)
    states = instance(wanted).space.states
    assert states[-1] == present
    assert all(max(map(int.__sub__, state, present)) <= 0 for state in states)


def test_the_nearest_goals_are_looked_for_on_every_way_down():
    products = (tablet("0.5", HALF), liquid("5", drops=25))
    wanted = request("1", products, policy(pace(share("0.25", 14)), ceiling=None), goal="0.3")
    with pytest.raises(BadInput) as refused:
        taper(wanted)
    assert refused.value.problems[0].allowed == "0.25 mg or 0.4 mg"


def test_the_problem_holds_all_regimens_between_the_goal_and_the_present_dose():
    problem = instance(request("0.5 0.5", US, goal="0.5"))
    assert problem.space.states == (
        (250000, 250000), (250000, 500000), (500000, 250000), (500000, 500000),
    )  # fmt: skip
    assert problem.goals == (0,)
    assert problem.clock.at[500000] == 184_207
    assert problem.grounds.asked[500000] == 1_000_000
    assert solve(problem).worst == 20 * 250_000 - 5 * 750_000


def test_more_pieces_than_one_intake_may_have_are_not_used():
    with pytest.raises(BadInput, match="2 mg cannot be made"):
        taper(request("2", (tablet("0.5", HALF),), most_pieces=3))
    assert taper(request("2", (tablet("0.5", HALF),), most_pieces=4)).worst_break


def test_a_course_goes_on_from_its_middle_on_the_pattern_and_the_pace_it_began_with():
    rule = policy(pace(fixed("0.5", 14, "1"), fixed("0.25", 28)), days=(14, 28, 56))
    began = regimen("0.5", "1.5")
    went_on = taper(replace(request("0.25 1", US, rule), anchor=began))
    assert rows(went_on)[0][2] == "0.25 1"
    # the evening dose stays three times the morning dose, as far as can be made
    assert [row[2] for row in rows(went_on)][1:3] == ["0.25 0.75", "0.25 0.5"]


def test_a_present_regimen_that_has_left_the_pattern_is_where_the_course_starts():
    wanted = replace(request("0.5 0.25", US), anchor=regimen("0.5", "1.5"))
    problem = instance(wanted)
    assert problem.space.states[-1] == (500000, 250000)
    assert problem.space.smallest[-1] == 250000
    assert problem.space.totals[-1] == 750000
    result = taper(wanted)
    assert rows(result)[0] == (7, "present", "0.5 0.25", False)
    assert all(day <= 500000 for day, _ in problem.space.states)


def test_a_pattern_that_can_no_longer_be_made_is_followed_as_far_as_it_can():
    drops = liquid("2.5", drops=25)
    wanted = replace(request("0.3 0.6", (drops,)), anchor=regimen("0.75", "1.25"))
    assert rows(taper(wanted))[0][2] == "0.3 0.6"
