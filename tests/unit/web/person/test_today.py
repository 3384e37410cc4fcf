"""Today's card: only the signed plan, exact, for the day of the server's clock."""

import hashlib
import re
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from glidepath.web.person.doses import frozen_plan, moments_on
from glidepath.web.person.words import words
from tests.unit.web.person.conftest import Person, plain


def test_today_shows_times_pieces_and_doses_of_the_signed_plan(planned):
    text = plain(planned.visitor().text)
    assert "Sunday, 22 Nov 2026" in text
    assert "At 08:00" in text
    assert "two 0.5 mg tablets" in text
    assert "In the whole day: 2 mg of clonazepam" in text


def test_every_picture_has_its_words(planned):
    text = planned.visitor().text
    assert text.count("<svg") == text.count('aria-label="Picture: ')
    assert 'aria-label="Picture: two tablets of 0.5 mg"' in text


def test_the_day_is_the_one_of_the_clock(planned):
    planned.house.clock.move(days=9)
    text = plain(planned.visitor().text)
    assert "1 Dec 2026" in text
    assert "one 0.5 mg tablet and half a 0.5 mg tablet" in text
    assert "In the whole day: 1.75 mg" in text


def test_without_a_signed_plan_there_is_no_dose_and_no_picture(bare):
    visitor = bare.visitor()
    text = plain(visitor.text)
    assert "No plan has been signed yet." in text
    assert "do not stop on your own" in text
    assert " mg" not in text
    assert "<svg" not in visitor.text
    assert visitor.get("/me/calendar.pdf").answer.status_code == 404


def test_nothing_of_a_plan_that_is_only_proposed_is_shown(chosen):
    for path in ("/me", "/me/calendar", "/me/modules"):
        text = plain(chosen.visitor().get(path).text)
        assert not re.search(r"\d mg", text)


def test_a_plan_taken_back_is_no_longer_valid_and_shows_no_dose(planned):
    clinician = planned.house.visitor()
    clinician.get(planned.place)
    signed = planned.events("plan_signed")[-1]
    planned.house.store.add(
        planned.id, "plan_superseded", {"plan": signed["plan"], "reason": "Taken back."},
        actor="local", role="prescriber", at=planned.house.clock(),
    )  # fmt: skip
    text = plain(planned.visitor().text)
    assert "no longer valid" in text
    assert "Call your clinic today" in text
    assert not re.search(r"\d mg", text)


def test_a_newer_plan_says_that_older_sheets_no_longer_count(planned):
    clinician = planned.house.visitor()
    clinician.get(f"{planned.place}/plan").send(
        f"{planned.place}/plan/choose", f"{planned.place}/plan", preferences__pace="gentle"
    )
    if "not the plan" in clinician.text:
        clinician.send(f"{planned.place}/plan/choose", f"{planned.place}/plan")
    clinician.signed(planned.place)
    text = plain(planned.visitor().text)
    assert "version 2 of your plan" in text
    assert "Every older sheet is no longer valid" in text


def test_after_the_last_day_nobody_is_left_with_an_empty_page(planned):
    planned.house.clock.move(days=29)
    text = plain(planned.visitor().text)
    assert "In the whole day" in text
    planned.house.clock.move(days=700)
    later = Person(planned.house, planned.place)
    text = plain(later.visitor().text)
    assert "no line for today" in text
    assert "Do not change your dose on your own" in text


def _tick(planned, **ticks):
    visitor = planned.visitor()
    return visitor.send("/me/taken", **ticks)


def test_a_tick_goes_into_the_diary(planned):
    visitor = _tick(
        planned, **{"took.clonazepam@08:00": "taken", "took.clonazepam@22:00": "missed"}
    )
    assert planned.events("day_entry") == [
        {
            "on": "2026-11-22",
            "doses": [
                {"drug": "clonazepam", "time": "08:00", "dose_mg": "1"},
                {"drug": "clonazepam", "time": "22:00", "dose_mg": "0"},
            ],
        }
    ]
    assert "Saved." in plain(visitor.text)


def test_a_dose_that_nobody_ticked_stays_unknown(planned):
    _tick(planned, **{"took.clonazepam@08:00": "taken"})
    assert [one["time"] for one in planned.events("day_entry")[0]["doses"]] == ["08:00"]


@pytest.mark.parametrize("amount", ["1,500 mg", "1.500 mg", "1", "half a tablet", "2 mL", ""])
def test_an_amount_that_could_mean_two_things_is_refused(planned, amount):
    visitor = planned.visitor()
    key = "clonazepam@08:00"
    visitor.send("/me/taken", **{f"took.{key}": "other", f"amount.{key}": amount})
    assert visitor.answer.status_code == 422
    assert planned.events("day_entry") == []


@pytest.mark.parametrize(("amount", "mg"), [("0,25 mg", "0.25"), ("250 micrograms", "0.25")])
def test_another_amount_is_kept_exactly(planned, amount, mg):
    key = "clonazepam@08:00"
    _tick(planned, **{f"took.{key}": "other", f"amount.{key}": amount})
    assert planned.events("day_entry")[0]["doses"][0]["dose_mg"] == mg


def test_ticks_of_a_page_from_yesterday_are_not_put_on_today(planned):
    visitor = planned.visitor()
    planned.house.clock.move(hours=14)
    planned.house.desk.sessions.find("")
    visitor = planned.visitor()
    visitor.send("/me/taken", on="2026-11-21", **{"took.clonazepam@08:00": "taken"})
    assert visitor.answer.status_code == 409
    assert planned.events("day_entry") == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_card_calendar_and_frozen_plan_agree_on_every_day(planned, language):
    house = planned.house
    signed = house.desk.folder(planned.id).current
    plan = frozen_plan(house.store, planned.id, signed)
    told = words(language, house.desk.kb)
    for row in signed.body["view"]["rows"]:
        moments = moments_on(plan, signed.body["view"], date.fromisoformat(row["start"]), told)
        doses = [one for moment in moments for one in moment.doses]
        assert [(one.time, f"{one.mg} mg") for one in doses] == [
            (one["time"], one["mg"]) for one in row["doses"]
        ]


def test_german_doses_have_a_comma_and_the_same_value(planned):
    visitor = planned.visitor()
    visitor.send("/me/language", language="de")
    planned.house.clock.move(days=9)
    visitor = planned.visitor()
    text = plain(visitor.text)
    assert "eine Tablette zu 0,5 mg und eine halbe Tablette zu 0,5 mg" in text
    assert "1,75 mg" in text
    assert "0.5" not in text


@pytest.mark.parametrize(("days", "due"), [(8, True), (9, False), (15, True)])
def test_the_list_of_the_week_is_asked_for_on_its_days(planned, days, due):
    planned.house.clock.move(days=days)
    text = plain(planned.visitor().text)
    assert ("The list of the week is due today." in text) is due


def test_the_sheet_of_the_person_is_the_one_that_was_signed(planned):
    answer = planned.visitor().get("/me/calendar.pdf").answer
    assert answer.status_code == 200
    signed = planned.events("plan_signed")[-1]["papers"]["calendar.pdf"]
    assert hashlib.sha256(answer.content).hexdigest() == signed


def test_a_red_flag_that_waits_stands_first_on_every_page_of_the_person(planned):
    visitor = planned.visitor().get("/me/diary")
    visitor.send("/me/diary/safety", row__fit="yes", ask__seizure="yes")
    for page in ("", "/calendar", "/diary", "/help", "/results", "/week"):
        text = plain(visitor.get(f"/me{page}").text)
        assert text.startswith("You told this page of something that cannot wait Seizure. Call 911")
    visitor.send("/me/language", language="de")
    assert plain(visitor.get("/me").text).startswith("Sie haben hier etwas aufgeschrieben")


def test_a_flag_that_was_seen_to_or_is_old_no_longer_stands_on_the_pages(planned):
    visitor = planned.visitor().get("/me/diary")
    visitor.send("/me/diary/safety", row__fit="yes", ask__seizure="yes")
    planned.house.clock.move(days=2)
    assert "cannot wait" not in planned.visitor().text
    planned.house.clock.move(days=-2)
    clinician = planned.house.visitor().get(f"{planned.place}/diary")
    while 'name="flag"' in clinician.text:
        clinician.send(f"{planned.place}/diary/acknowledge", note="Is in hospital.")
    assert "cannot wait" not in planned.visitor().text


def test_a_yes_that_nobody_explained_stands_on_the_pages_too(planned):
    planned.visitor().get("/me/diary").send("/me/diary/safety", row__life="yes")
    assert "If it could be danger to life, do not go on here. Call 911." in planned.visitor().text


def test_a_drug_that_is_over_is_named_on_the_day(planned):
    planned.house.clock.move(days=380)
    later = Person(planned.house, planned.place)
    text = plain(later.visitor().text)
    assert "No more clonazepam. The first day without it was 6 Dec 2027." in text


def test_the_sheet_is_printed_in_the_language_of_the_person_and_says_it_is_a_translation(planned):
    visitor = planned.visitor()
    assert visitor.get("/me/sheet.pdf").answer.status_code == 404
    visitor.get("/me").send("/me/language", language="de")
    assert "/me/sheet.pdf" in visitor.get("/me/calendar").text
    answer = visitor.get("/me/sheet.pdf").answer
    assert answer.headers["content-type"] == "application/pdf"
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    told = " ".join(text.split())
    assert "Dieses Blatt ist eine Übersetzung. Keine Fachperson hat sie geprüft." in told
    assert "eine Tablette zu 0,5 mg und eine halbe Tablette zu 0,5 mg" in told
    assert planned.events("printed")[-1]["what"] == "sheet-de.pdf"


def test_without_a_plan_there_is_no_sheet_in_any_language(bare):
    visitor = bare.visitor().send("/me/language", language="de")
    assert visitor.get("/me/sheet.pdf").answer.status_code == 404


def _decided(person, kind):
    person.house.store.add(
        person.id, "decision", {"kind": kind, "reason": "Agreed."},
        actor="local", role="prescriber", at=person.house.clock(),
    )  # fmt: skip


def test_a_decision_to_hold_stands_before_the_doses_until_a_plan_is_signed_anew(planned):
    planned.house.clock.move(minutes=1)
    _decided(planned, "hold")
    for page in ("", "/calendar"):
        text = plain(planned.visitor().get(f"/me{page}").text)
        assert "On 22 Nov 2026 your clinic decided not to go on as planned for now." in text
        assert text.index("Do not take less") < text.index("two 0.5 mg tablets")
    planned.house.clock.move(minutes=1)
    clinician = planned.house.visitor().get(f"{planned.place}/plan")
    choose = f"{planned.place}/plan/choose"
    clinician.send(choose, f"{planned.place}/plan", preferences__pace="gentle")
    if "not the plan" in clinician.text:
        clinician.send(choose, f"{planned.place}/plan")
    clinician.signed(planned.place)
    assert "decided not to go on" not in planned.visitor().text


@pytest.mark.parametrize(
    ("kind", "says"), [("continue", False), ("offer_faster", False), ("step_back", True)]
)
def test_only_a_decision_against_going_on_is_said(planned, kind, says):
    planned.house.clock.move(minutes=1)
    _decided(planned, "hold")
    planned.house.clock.move(minutes=1)
    _decided(planned, kind)
    assert ("decided not to go on" in planned.visitor().text) is says
