"""Where the record of a drug leaves its plan: from how many days on, which way, what is none."""

from datetime import date, timedelta

import pytest

from glidepath.domain.calendar import Span
from glidepath.domain.following import DayTaken
from glidepath.domain.quantity import Mass
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.departure import Bounds, Way, departures
from glidepath.planning.taper import taper
from tests.unit.planning.test_replan import AS_OF, regimen, request

DAY = timedelta(days=1)
COURSE = taper(request(regimen(t08_00="1", t22_00="1"), first_cut_on=AS_OF + 40 * DAY)).course
BOUNDS = Bounds(days=2, window_days=14, gap_days=2)
DOSES = {
    "p": COURSE.steps[0].regimen,
    "l": regimen(t08_00="0.5", t22_00="1"),
    "m": regimen(t08_00="1.5", t22_00="1"),
    "t": regimen(t08_00="0.5", t22_00="1.5"),
    "n": regimen(t08_00="0", t22_00="0"),
    "?": None,
}


def left(days: str, now: str = "p", bounds: Bounds = BOUNDS, start: date = AS_OF):
    """The departures of a record with one letter a day; a dot is a day nobody wrote down."""
    rows = {
        start + n * DAY: DayTaken(start + n * DAY, "clonazepam", DOSES[letter])
        for n, letter in enumerate(days)
        if letter != "."
    }
    return departures(COURSE, DOSES[now], rows, Span(AS_OF, start + len(days) * DAY), bounds)


def numbers(found):
    return [[(day - AS_OF).days for day in one.days] for one in found]


@pytest.mark.parametrize("days", ["pppp", "plpp", "plplp", "pmp?", "pn.np", "ll" + "p" * 12 + "l"])
def test_single_days_in_a_fortnight_are_no_departure(days):
    assert left(days) == ()


@pytest.mark.parametrize(
    ("days", "which", "way"),
    [
        ("plllp", [1, 2, 3], Way.LOWER),
        ("pmmmp", [1, 2, 3], Way.HIGHER),
        ("plmlp", [1, 2, 3], Way.MIXED),
        ("ptttp", [1, 2, 3], Way.MIXED),
        ("lplppppppppppl", [0, 2, 13], Way.LOWER),
        ("pnpnpnp", [1, 3, 5], Way.LOWER),
    ],
)
def test_more_than_two_in_a_fortnight_are_one(days, which, way):
    (found,) = left(days)
    assert numbers([found]) == [which]
    assert found.way is way


def test_the_doses_taken_and_those_planned_are_told_at_their_ends():
    (found,) = left("pllml")
    assert [dose.mg for dose in found.taken] == [Mass.from_mg("1.5").mg, Mass.from_mg("2.5").mg]
    assert found.planned == (Mass.from_mg("2"), Mass.from_mg("2"))


def test_days_more_than_a_fortnight_apart_are_told_by_themselves():
    assert numbers(left("lll" + "p" * 13 + "mmm")) == [[0, 1, 2], [16, 17, 18]]
    assert numbers(left("lll" + "p" * 14 + "mmm")) == [[0, 1, 2], [17, 18, 19]]
    assert numbers(left("lll" + "p" * 12 + "mmm")) == [[0, 1, 2, 15, 16, 17]]


def test_a_present_dose_that_is_not_the_plans_is_one_from_its_first_day():
    assert numbers(left("pppp", "m")) == [[4]]
    assert numbers(left("pppm", "m")) == [[3]]
    assert numbers(left("ppmm", "m")) == [[2, 3]]
    assert numbers(left("pplm", "m")) == [[3]]
    assert numbers(left("", "m")) == [[0]]


def test_the_dose_of_yesterday_is_still_the_plans_on_the_day_of_a_cut():
    cut = COURSE.steps[1].span.start
    before, after = COURSE.steps[0].regimen, COURSE.steps[1].regimen
    on_the_day, later = Span(AS_OF, cut), Span(AS_OF, cut + DAY)
    assert departures(COURSE, before, {}, on_the_day, BOUNDS) == ()
    assert departures(COURSE, after, {}, on_the_day, BOUNDS) == ()
    (late,) = departures(COURSE, before, {}, later, BOUNDS)
    assert (late.days, late.way) == ((cut + DAY,), Way.HIGHER)


def test_days_before_the_plan_are_none_and_before_the_drug_is_begun_nothing_is_planned():
    assert left("lllpp", start=AS_OF - 3 * DAY) == ()
    early = {AS_OF - n * DAY: DayTaken(AS_OF - n * DAY, "c", DOSES["l"]) for n in (1, 2, 3)}
    (found,) = departures(COURSE, DOSES["p"], early, Span(AS_OF - 5 * DAY, AS_OF), BOUNDS)
    assert found.way is Way.HIGHER
    assert found.planned == (Mass(0), Mass(0))


def test_after_the_last_day_of_a_plan_its_last_doses_go_on():
    end = COURSE.span.end
    last = COURSE.steps[-1].regimen
    assert departures(COURSE, last, {}, Span(AS_OF, end + 9 * DAY), BOUNDS) == ()


def test_a_sudden_stop_is_answered_for_by_itself():
    assert left("pnnnpp") == ()
    agreed = Bounds(2, 14, 2, agreed=AS_OF + 3 * DAY)
    assert left("pnnnllll", "l", agreed) == ()
    assert left("pnnn", "p", agreed) == ()
    assert numbers(left("pnnnllll", "l")) == [[4, 5, 6, 7]]
    before = Bounds(2, 14, 2, agreed=AS_OF)
    assert numbers(left("pnnnllll", "l", before)) == [[4, 5, 6, 7]]


def test_doses_that_change_again_after_a_restart_are_a_departure():
    agreed = Bounds(2, 14, 2, agreed=AS_OF + 3 * DAY)
    assert numbers(left("pnnnllmmm", "m", agreed)) == [[6, 7, 8]]
    assert numbers(left("pnnnll", "m", agreed)) == [[6]]


def test_every_sudden_stop_of_a_record_is_answered_for_by_itself():
    assert left("nnnpppnnnp") == ()


def test_what_is_agreed_on_the_very_day_on_which_a_stop_began_counts():
    agreed = Bounds(2, 14, 2, agreed=AS_OF + DAY)
    assert left("pnnnllll", "l", agreed) == ()


def test_what_is_written_down_for_the_day_of_asking_is_not_read():
    rows = {AS_OF + n * DAY: DayTaken(AS_OF + n * DAY, "c", DOSES["l"]) for n in (0, 1, 2)}
    assert departures(COURSE, DOSES["p"], rows, Span(AS_OF, AS_OF + 2 * DAY), BOUNDS) == ()


def test_a_present_dose_off_the_plan_does_not_hide_earlier_days_off_it():
    assert numbers(left("mmmpp", "l")) == [[0, 1, 2, 5]]


def test_a_time_of_day_without_a_dose_is_no_other_dose():
    told = regimen(t08_00="1", t14_00="0", t22_00="1")
    rows = {AS_OF + n * DAY: DayTaken(AS_OF + n * DAY, "c", told) for n in range(5)}
    assert departures(COURSE, told, rows, Span(AS_OF, AS_OF + 5 * DAY), BOUNDS) == ()


def test_a_single_day_far_from_the_crowded_ones_is_not_told_with_them():
    assert numbers(left("l" + "p" * 19 + "lll")) == [[20, 21, 22]]
    assert numbers(left("lll" + "p" * 19 + "l")) == [[0, 1, 2]]


def test_the_present_dose_goes_back_to_the_last_day_on_another_and_no_further():
    assert numbers(left("mpm", "m")) == [[2]]


def test_a_departure_over_a_cut_tells_the_lowest_and_the_highest_dose_that_was_planned():
    present, lower = (step.regimen.daily_dose for step in COURSE.steps[:2])
    (found,) = left("mmmm", start=COURSE.steps[1].span.start - 2 * DAY)
    assert found.planned == (lower, present)


def test_there_are_words_for_every_way_to_leave_a_plan():
    said = KnowledgeBase.packaged().raw("wording/replan.toml")["way"]
    found = [one.way for days in ("plllp", "pmmmp", "plmlp") for one in left(days)]
    assert sorted(found) == sorted(said) == sorted(Way)
