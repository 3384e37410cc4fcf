"""What a record of days says of the present doses."""

from datetime import date, timedelta

import pytest

from glidepath.domain.calendar import Span
from glidepath.domain.following import DayTaken
from glidepath.planning.taken import Account, Tolerance, account, gaps_in
from tests.unit.planning.test_replan import AS_OF, COURSE, regimen

DAY = timedelta(days=1)
BOUNDS = Tolerance(lone_days=1, missed_days=2, gap_days=2)
DOSES = {
    "p": regimen(t08_00="1", t22_00="1"),
    "l": regimen(t08_00="0", t22_00="1"),
    "m": regimen(t08_00="2", t22_00="1"),
    "-": regimen(t08_00="0", t22_00="0"),
    "t": regimen(t09_00="1", t22_00="1"),
    "?": None,
}


def told(days: str, start: date = AS_OF) -> dict[date, DayTaken]:
    """A record from one letter a day; a dot is a day that nobody wrote down."""
    rows = [(start + n * DAY, letter) for n, letter in enumerate(days) if letter != "."]
    return {on: DayTaken(on, "clonazepam", DOSES[letter]) for on, letter in rows}


def read(days: str, bounds: Tolerance = BOUNDS) -> Account:
    return account(COURSE, DOSES["p"], told(days), AS_OF + len(days) * DAY, bounds)


def day(number: int) -> date:
    return AS_OF + number * DAY


def test_a_record_as_planned_counts_from_its_first_day():
    assert read("ppppp") == Account(AS_OF)


def test_on_the_first_day_of_a_plan_there_is_nothing_to_record():
    assert account(COURSE, DOSES["p"], {}, AS_OF, BOUNDS) == Account(AS_OF)


def test_without_any_record_nobody_knows_since_when():
    assert account(COURSE, DOSES["p"], {}, AS_OF + DAY, BOUNDS) == Account(None)


def test_days_from_today_on_are_not_read():
    today = AS_OF + 2 * DAY
    assert account(COURSE, DOSES["p"], told("pp--"), today, BOUNDS) == Account(AS_OF)
    found = account(COURSE, DOSES["p"], told("p--"), today, BOUNDS)
    assert (found.missed, found.gap) == ((day(1),), None)


@pytest.mark.parametrize(
    ("days", "field"), [("ppplppp", "less"), ("pppmppp", "more"), ("ppp?ppp", "unknown")]
)
def test_one_other_day_changes_nothing_and_is_told(days, field):
    found = read(days)
    assert found.since == AS_OF
    assert getattr(found, field) == (day(3),)
    assert found.wait_from is None
    assert found.gap is None


def test_a_day_that_nobody_wrote_down_is_unknown():
    assert read("ppp.ppp").unknown == (day(3),)


def test_other_times_of_day_are_other_doses_and_neither_more_nor_less():
    assert read("ppptppp") == Account(AS_OF)


def test_one_missed_day_is_told_and_changes_nothing():
    assert read("ppp-ppp") == Account(AS_OF, missed=(day(3),))


def test_two_single_missed_days_make_the_next_cut_wait_from_the_last_of_them():
    found = read("pp-pp-pp")
    assert found.since == AS_OF
    assert found.missed == (day(2), day(5))
    assert found.wait_from == day(6)


def test_the_next_cut_waits_from_the_last_of_many_single_missed_days():
    assert read("p-p-p-p").wait_from == day(6)


def test_one_other_day_just_before_today_does_not_begin_the_count_anew():
    assert read("pppl").since == AS_OF


def test_however_little_more_is_told_and_a_day_nobody_knows_is_neither_more_nor_less():
    days = told("ppp?p")
    slightly = regimen(t08_00="1", t22_00="1.000001")
    days[day(1)] = DayTaken(day(1), "clonazepam", slightly)
    found = account(COURSE, DOSES["p"], days, day(5), BOUNDS)
    assert (found.more, found.less, found.unknown) == ((day(1),), (), (day(3),))


def test_every_run_of_days_without_the_drug_is_a_gap_of_its_own():
    gaps = gaps_in(COURSE, told("--pp---p-p"), 2)
    assert gaps == (Span(day(0), day(1)), Span(day(4), day(6)))


@pytest.mark.parametrize("others", ["ll", "mm", "??", ".."])
def test_two_other_days_in_a_row_begin_the_count_anew(others):
    assert read("ppp" + others + "pp").since == day(5)


def test_the_present_doses_may_be_older_than_the_course():
    past = told("ppppp", AS_OF - 5 * DAY)
    assert account(COURSE, DOSES["p"], past, AS_OF, BOUNDS).since == AS_OF - 5 * DAY


def test_doses_that_are_taken_from_today_on_count_from_today():
    assert read("llll").since == day(4)


def test_days_in_a_row_without_the_drug_are_a_gap_and_the_count_begins_after_it():
    found = read("pp--pp---pp")
    assert found.gap == Span(day(6), day(8))
    assert found.since == day(9)
    assert found.missed == ()


def test_a_gap_of_a_day_counts_where_the_bound_is_a_day():
    found = read("ppp-ppp", Tolerance(1, 2, 1))
    assert found.gap == Span(day(3), day(3))
    assert found.since == day(4)


def test_days_without_the_drug_after_the_last_step_are_no_gap():
    after = COURSE.steps[-1].span.start
    past = told("----", after)
    found = account(COURSE, COURSE.steps[-1].regimen, past, after + 4 * DAY, BOUNDS)
    assert found.gap is None
    assert found.since == after


def test_days_without_the_drug_before_the_course_are_not_held_against_it():
    past = told("---ppp", AS_OF - 3 * DAY)
    assert account(COURSE, DOSES["p"], past, AS_OF + 3 * DAY, BOUNDS).gap is None


def test_once_nothing_is_to_be_taken_no_day_is_missed():
    days = told("ppp---")
    found = account(COURSE, DOSES["-"], days, AS_OF + 6 * DAY, Tolerance(1, 2, 9))
    assert (found.since, found.missed, found.wait_from) == (day(3), (), None)
