"""The record of what was really taken, and the wishes for the rest of a plan."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.errors import BadInput
from glidepath.domain.following import (
    Chooser,
    Chosen,
    Counted,
    DayTaken,
    DiffLine,
    Following,
    OutOfSupply,
    PersonIs,
    Run,
    Wish,
    WishKind,
)
from glidepath.domain.person import Goal, GoalKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen

MONDAY = date(2027, 1, 4)
DAY = timedelta(days=1)


def doses(*mgs):
    times = (TimeOfDay(8 * 60), TimeOfDay(22 * 60))
    return Regimen.of(zip(times, map(Mass.from_mg, mgs), strict=False))


HALF, NONE = doses("0.5", "0.5"), doses("0", "0")


def taken(place, regimen, drug_id="clonazepam"):
    return DayTaken(MONDAY + place * DAY, drug_id, regimen)


def span(first, last):
    return Span(MONDAY + first * DAY, MONDAY + last * DAY)


def test_days_of_the_same_doses_are_one_run_and_a_missing_day_ends_it():
    record = Following((taken(3, HALF), taken(0, HALF), taken(1, HALF), taken(4, None)))
    assert record.runs("clonazepam") == (
        Run(span(0, 1), HALF),
        Run(span(3, 3), HALF),
        Run(span(4, 4), None),
    )


def test_other_times_of_day_are_other_doses():
    later = Regimen.of([(TimeOfDay(9 * 60), Mass.from_mg("0.5"))])
    earlier = Regimen.of([(TimeOfDay(8 * 60), Mass.from_mg("0.5"))])
    assert len(Following((taken(0, earlier), taken(1, later))).runs("clonazepam")) == 2


def test_a_gap_is_every_run_of_days_without_the_drug_and_an_unknown_day_is_none():
    record = Following((taken(0, HALF), taken(1, NONE), taken(2, NONE), taken(3, None)))
    assert record.gaps("clonazepam") == (span(1, 2),)
    assert taken(1, NONE).is_without
    assert not taken(3, None).is_without


def test_each_drug_has_its_own_days():
    record = Following((taken(0, HALF), taken(0, NONE, "diazepam")))
    assert record.gaps("diazepam") == (span(0, 0),)
    assert record.gaps("clonazepam") == ()
    assert list(record.of("diazepam")) == [MONDAY]


def test_a_day_told_in_two_ways_is_refused_and_the_same_twice_is_one():
    with pytest.raises(BadInput, match="2027-01-04 told in two ways"):
        Following((taken(0, HALF), taken(0, None)))
    assert Following((taken(0, HALF), taken(0, HALF))) == Following((taken(0, HALF),))


def test_two_reports_together_are_one():
    first = Following((taken(0, HALF),), (Counted("a", Fraction(3), MONDAY),))
    second = Following((taken(1, NONE),), restart_agreed_on=MONDAY)
    whole = first.joined(second)
    assert whole.days == (taken(0, HALF), taken(1, NONE))
    assert whole.stock == first.stock
    assert whole.restart_agreed_on == MONDAY
    recount = Following(stock=(Counted("a", Fraction(1), MONDAY + DAY),))
    short = Following(out_of_supply=(OutOfSupply("a", span(0, 9)),))
    assert whole.joined(recount).stock == recount.stock
    assert whole.joined(short).out_of_supply == short.out_of_supply


def test_less_than_nothing_at_home_and_a_product_counted_twice_are_refused():
    with pytest.raises(BadInput, match="0 or more"):
        Counted("a", Fraction(-1), MONDAY)
    with pytest.raises(BadInput, match="a counted twice"):
        Following(stock=(Counted("a", Fraction(1), MONDAY), Counted("a", Fraction(2), MONDAY)))


def test_a_hold_needs_its_end_and_a_new_goal_the_goal():
    with pytest.raises(BadInput, match=r"wish\.until"):
        Wish(WishKind.HOLD)
    with pytest.raises(BadInput, match=r"wish\.goal"):
        Wish(WishKind.NEW_GOAL)
    assert Wish(WishKind.HOLD, until=MONDAY).until == MONDAY
    assert Wish(WishKind.NEW_GOAL, goal=Goal(GoalKind.STAY)).goal == Goal(GoalKind.STAY)


def test_what_does_not_belong_to_a_wish_is_refused_all_at_once():
    with pytest.raises(BadInput) as refused:
        Wish(WishKind.SLOW, until=MONDAY, goal=Goal(GoalKind.STOP), doses=HALF)
    assert [problem.where for problem in refused.value.problems] == [
        "wish.until", "wish.goal", "wish.doses",
    ]  # fmt: skip
    assert Wish(WishKind.STEP_BACK, doses=HALF).doses == HALF


def test_nothing_is_wished_where_nobody_wishes():
    assert Wish().kind is WishKind.NOTHING
    assert DiffLine("last_day", "The last day is later.", "1 Jan", "8 Jan").now == "8 Jan"


def test_an_answer_holds_for_its_own_drug_and_its_own_days_and_the_later_one_counts():
    first = Chosen("clonazepam", span(0, 3), Chooser.PERSON, PersonIs.WELL)
    other = Chosen("zolpidem", span(0, 9), Chooser.MISTAKE, PersonIs.WELL)
    record = Following(chosen=(first, other))
    assert record.answer_for("clonazepam", MONDAY + 3 * DAY) is first
    assert record.answer_for("clonazepam", MONDAY + 4 * DAY) is None
    assert record.answer_for("zolpidem", MONDAY + 4 * DAY) is other
    assert record.answer_for("diazepam", MONDAY) is None
