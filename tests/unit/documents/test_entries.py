"""Calendar entries keep their names over the versions of a plan, and say what was dropped."""

from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest

from glidepath.documents.calendar_ics import set_entries
from glidepath.documents.entries import Entry, entries, entry_of, series_of, with_dropped
from glidepath.documents.standing import PROPOSED
from tests.unit.documents.hand_built import AS_OF, proposal

RECORD = "k3Jm0p_randomly-made_id"
SERIES = series_of(RECORD)


def of(made, version=1, timed=False):
    return entries(made, version, timed, SERIES)


def shifted(made, days):
    """The same proposal with its reviews some days later, which moves the entries of reviews."""
    later = tuple(replace(one, on=one.on + timedelta(days=days)) for one in made.plan.reviews)
    return replace(made, plan=replace(made.plan, reviews=later))


def test_what_stands_on_the_same_day_keeps_its_name_when_the_plan_changes():
    first, second = of(proposal()), of(shifted(proposal(), 3), 2)
    steps = [one.uid for one in first if "-step-" in one.uid]
    assert steps == [one.uid for one in second if "-step-" in one.uid]
    assert {one.sequence for one in first} == {0}
    assert {one.sequence for one in second} == {1}


def test_without_a_record_the_name_is_the_plans_and_the_same_each_time():
    made = proposal()
    assert [one.uid for one in entries(made)] == [one.uid for one in entries(made)]
    assert entries(made)[0].uid.startswith("gp-")


def test_the_name_of_an_entry_tells_nothing_of_the_record_or_of_the_doses():
    for one in of(proposal(), timed=True):
        assert RECORD not in one.uid
        assert "clonazepam" not in one.uid
        assert one.uid.startswith(SERIES)
    assert series_of("another") != SERIES


def test_names_are_unique():
    uids = [one.uid for one in of(proposal(), timed=True)]
    assert len(set(uids)) == len(uids)


def test_what_the_new_plan_drops_is_cancelled_under_its_old_name_with_a_higher_number():
    first, now = of(proposal()), of(shifted(proposal(), 3), 2)
    listed = with_dropped(now, first, AS_OF)
    gone = [one for one in listed if one.cancelled]
    reviews = [one for one in first if "-review-" in one.uid]
    assert {one.uid for one in gone} == {one.uid for one in reviews} - {one.uid for one in now}
    assert gone
    assert all(one.sequence == 1 and one.earlier for one in gone)
    assert all("clonazepam" not in f"{one.title} {one.text}" for one in gone)


def test_what_was_cancelled_once_stays_cancelled_until_it_is_back():
    first, second = of(proposal()), of(shifted(proposal(), 3), 2)
    after_two = with_dropped(second, first, AS_OF)
    third = with_dropped(of(shifted(proposal(), 5), 3), after_two, AS_OF)
    lost = {one.uid for one in first} - {one.uid for one in second}
    still = {one.uid for one in third if one.cancelled}
    assert lost - {one.uid for one in of(shifted(proposal(), 5), 3)} <= still
    back = with_dropped(of(proposal(), 3), after_two, AS_OF)
    assert not any(one.cancelled for one in back if one.uid in lost)


def test_what_was_to_happen_before_the_new_plan_is_left_alone():
    first = of(proposal())
    day = date(2027, 3, 1)
    listed = with_dropped(of(shifted(proposal(), 3), 2), first, day)
    assert all(one.first >= day for one in listed if one.earlier)


def test_a_daily_entry_that_reaches_into_the_new_plan_ends_on_the_day_before():
    old = Entry(SERIES, "take-20261201-0800", "2026-12-01", "Take", ("one",), "08:00", 28)
    (_, cut) = with_dropped(of(proposal(), 2)[:1], (old,), date(2026, 12, 10))
    assert cut == replace(old, days=9, sequence=1, earlier=True)


def test_an_entry_of_the_very_day_on_which_the_new_plan_begins_is_cancelled():
    day = date(2026, 12, 10)
    daily = Entry(SERIES, "take-20261210-0800", "2026-12-10", "Take", ("one",), "08:00", 28)
    once = Entry(SERIES, "step-20261210", "2026-12-10", "From today", ("one",))
    before = Entry(SERIES, "step-20261209", "2026-12-09", "From today", ("one",))
    (_, *gone) = with_dropped(of(proposal(), 2)[:1], (daily, once, before), day)
    assert [(one.uid, one.cancelled, one.days) for one in gone] == [
        (daily.uid, True, 28),
        (once.uid, True, 1),
    ]


def test_a_plan_signed_after_another_has_higher_numbers_whatever_its_own_version():
    first = of(proposal(), 1)
    assert {one.sequence for one in with_dropped(of(proposal(), 1), first, AS_OF)} == {1}


def test_entries_of_another_series_are_not_ours_to_cancel():
    other = entries(proposal(), 1)
    listed = with_dropped(of(shifted(proposal(), 3), 2), other, AS_OF)
    assert listed == of(shifted(proposal(), 3), 2)


def test_an_entry_comes_back_from_its_plain_values():
    for one in of(proposal(), timed=True):
        assert entry_of(one.table()) == one


@pytest.mark.parametrize("timed", [False, True])
def test_a_calendar_program_reads_the_cancelled_entries_by_the_standard(timed):
    first = of(proposal(), timed=timed)
    listed = with_dropped(of(shifted(proposal(), 3), 2), first, AS_OF)
    content = set_entries(listed, "GP-1", AS_OF, PROPOSED)
    calendar = icalendar.Calendar.from_ical(content)
    assert "METHOD" not in calendar
    events = {str(one["UID"]): one for one in calendar.walk("VEVENT")}
    assert len(events) == len(listed)
    for one in listed:
        event = events[one.uid]
        assert event["STATUS"] == ("CANCELLED" if one.cancelled else "TENTATIVE")
        assert event["SEQUENCE"] == one.sequence
        assert len(event.walk("VALARM")) == (1 if one.time and not one.cancelled else 0)
