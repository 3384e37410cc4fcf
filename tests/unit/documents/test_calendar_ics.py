"""Calendar entries float with the clock of the place, keep their UIDs, and name nobody."""

from datetime import date, datetime, time

import icalendar
from hypothesis import given, settings

from glidepath.documents.calendar_ics import calendar_ics
from glidepath.documents.rows import rows
from tests.unit.documents.hand_built import proposal, proposals


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_there_is_an_all_day_entry_for_each_step_and_each_review():
    made = proposal()
    found = events(calendar_ics(made))
    steps, reviews = found[: len(made.plan.course.steps)], found[len(made.plan.course.steps) :]
    assert [e["DTSTART"].dt for e in steps] == [row.start for row in rows(made.plan)]
    assert [e["DTSTART"].dt for e in reviews] == [review.on for review in made.plan.reviews]
    assert all(type(e["DTSTART"].dt) is date for e in found)


def test_the_file_is_a_snapshot_and_no_message_of_scheduling():
    calendar = icalendar.Calendar.from_ical(calendar_ics(proposal(), timed=True))
    assert "METHOD" not in calendar  # with one, RFC 5546 wants an ORGANIZER
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    for event in calendar.walk("VEVENT"):
        assert not {"ORGANIZER", "ATTENDEE"} & set(event)  # RFC 5545, 3.8.4.3 and 3.8.4.1
        assert {"UID", "DTSTAMP", "DTSTART"} <= set(event)


def test_an_entry_says_the_doses_in_words_and_mg_and_the_real_cut():
    second = events(calendar_ics(proposal()))[1]
    assert str(second["SUMMARY"]) == "From today: 1.75 mg a day"
    text = str(second["DESCRIPTION"])
    assert "08:00: one 0.5 mg tablet and half a 0.5 mg tablet (0.75 mg)" in text
    assert "Cut: 12.5 % of the dose before." in text
    assert "Throw away all older sheets" in text


def test_a_later_version_asks_for_the_older_entries_to_be_deleted():
    said = "Delete the entries of older plans from your calendar"
    assert said not in str(events(calendar_ics(proposal()))[0]["DESCRIPTION"])
    for event in events(calendar_ics(proposal(), version=2))[:9]:
        assert said in str(event["DESCRIPTION"])


def test_titles_do_not_name_the_drug_and_entries_are_private():
    for event in events(calendar_ics(proposal(), timed=True)):
        assert "clonazepam" not in str(event["SUMMARY"])
        assert str(event["CLASS"]) == "PRIVATE"


def test_timed_entries_float_and_carry_no_time_zone():
    content = calendar_ics(proposal(), timed=True)
    timed = [e for e in events(content) if isinstance(e["DTSTART"].dt, datetime)]
    assert {e["DTSTART"].dt.time() for e in timed} == {time(8), time(22)}
    assert all(e["DTSTART"].dt.tzinfo is None for e in timed)
    starts = [line for line in content.decode().splitlines() if line.startswith("DTSTART")]
    assert not [line for line in starts if line.endswith("Z") or "TZID" in line]
    assert b"VTIMEZONE" not in content


def test_a_timed_entry_repeats_on_every_day_of_its_step_and_empty_times_have_none():
    made = proposal()
    timed = [
        e for e in events(calendar_ics(made, timed=True)) if isinstance(e["DTSTART"].dt, datetime)
    ]
    counts = [e["RRULE"]["COUNT"][0] for e in timed]
    planned = [row.days for row in rows(made.plan) for d in row.doses if d.words != "none"]
    assert counts == planned


def test_equal_plans_give_equal_bytes_and_a_new_version_only_a_new_sequence():
    assert calendar_ics(proposal()) == calendar_ics(proposal())
    first, second = events(calendar_ics(proposal())), events(calendar_ics(proposal(), version=2))
    assert [str(e["UID"]) for e in first] == [str(e["UID"]) for e in second]
    assert {int(e["SEQUENCE"]) for e in second} == {1}


@settings(max_examples=20)
@given(proposals())
def test_no_two_entries_share_a_uid(made):
    uids = [str(event["UID"]) for event in events(calendar_ics(made, timed=True))]
    assert len(uids) == len(set(uids))
