"""Alarms of the diary: raised once, shown whatever becomes of keeping them, seen to by somebody."""

import html
import sys
from datetime import timedelta

from tests.unit.web.person.conftest import plain
from tests.unit.web.person.writing import ROWS, acknowledged, answered, flags_of, minute_of


def test_a_flag_of_a_day_is_not_raised_twice_while_it_waits(planned):
    told = {"row__fit": "yes", "ask__seizure": "yes"}
    answered(planned, **told)
    answered(planned, path="/me/diary/safety", **told)
    assert [one["flag"] for one in planned.events("triage_raised")].count("seizure") == 1


def test_what_two_pages_write_at_once_is_both_kept(planned, monkeypatch):
    visitor = planned.visitor().get("/me/diary").send("/me/diary/safety", none="yes")
    kind, add = type(planned.house.desk), type(planned.house.desk).add_all
    others = iter([{"on": "2026-11-22", "gate": dict.fromkeys(ROWS, "no"), "anxiety": 2}])

    def late(self, request, person, told, version=None):
        for body in others:
            self.store.add(
                person, "day_entry", body, actor="x", role="patient", at=self.settings.now()
            )
        return add(self, request, person, told, version)

    monkeypatch.setattr(kind, "add_all", late)
    visitor.send("/me/diary/day", hard="4")
    kept = planned.events("day_entry")[-1]
    assert (kept["hard"], kept["anxiety"]) == (4, 2)


def test_a_record_that_others_never_leave_alone_is_said_not_to_keep_it(planned, monkeypatch):
    visitor = planned.visitor().get("/me/diary")
    monkeypatch.setattr(type(planned.house.store), "newest", lambda *_: 0)
    visitor.send("/me/diary/safety", row__fit="yes", ask__seizure="yes")
    text = plain(visitor.text)
    assert "Call 911 now" in text
    assert "could not be saved" in text


def test_a_flag_that_was_seen_to_is_not_raised_again_by_the_rest_of_theday(planned):
    answered(planned, row__supply="yes", ask__no_tablets="yes")
    raised = flags_of(planned)
    acknowledged(planned)
    visitor = planned.visitor().get("/me/diary").send("/me/diary/day", hard="3")
    assert "Call today" in plain(visitor.text)
    visitor.get("/me").send("/me/taken", **{"took.clonazepam@08:00": "taken"})
    answered(planned, path="/me/diary/safety")
    assert flags_of(planned) == raised


def test_a_flag_that_is_told_again_after_it_was_seen_to_is_raised_again(planned):
    told = {"row__supply": "yes", "ask__no_tablets": "yes"}
    answered(planned, **told)
    raised = flags_of(planned)
    acknowledged(planned)
    answered(planned, path="/me/diary/safety", **told)
    assert len(flags_of(planned)) == len(raised) + 1


def test_a_second_line_without_an_explanation_is_raised_beside_the_first(planned):
    answered(planned, row__life="yes")
    answered(planned, path="/me/diary/safety", row__breath="yes")
    rows = [one["rows"] for one in planned.events("triage_raised") if one["flag"] == "unanswered"]
    assert rows == [["life"], ["breath"]]


def test_an_urgent_answer_of_a_form_is_shown_even_when_it_cannot_be_kept(watched, monkeypatch):
    visitor = watched.visitor().get("/me/forms/phq9")

    def full(*_args, **_kwargs):
        raise OSError("no space left")

    monkeypatch.setattr(type(watched.house.desk), "add_all", full)
    text = plain(visitor.send("/me/forms/phq9", q9="2").text)
    assert text.startswith("What to do now")
    assert "could not be saved" in text
    assert "The form is saved" not in text
    assert "red mark" not in text


def test_ticks_that_cannot_be_kept_say_so_in_the_words_of_the_person(planned, monkeypatch):
    visitor = planned.visitor().send("/me/language", language="de")

    def full(*_args, **_kwargs):
        raise OSError("no space left")

    monkeypatch.setattr(type(planned.house.desk), "add_all", full)
    visitor.send("/me/taken", **{"took.clonazepam@08:00": "taken"})
    assert visitor.answer.status_code == 503
    assert "konnte nicht gespeichert werden" in plain(visitor.text)


def test_a_defect_is_told_to_a_person_in_their_own_words(planned, monkeypatch):
    visitor = planned.visitor().send("/me/language", language="de")

    def broken(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(sys.modules["glidepath.web.person.pages.results"], "diary_from", broken)
    visitor.get("/me/results")
    assert visitor.answer.status_code == 500
    assert "Das hat nicht geklappt" in plain(visitor.text)
    assert "defect" not in visitor.text


def test_the_clinician_sees_alarms_first_and_says_what_was_done(watched):
    answered(watched, row__fit="yes", ask__seizure="yes")
    clinician = watched.house.visitor().get(f"{watched.place}/diary")
    assert "Seizure. Call 911 now." in clinician.text
    action = f"{watched.place}/diary/acknowledge"
    clinician.send(action, note="")
    assert clinician.answer.status_code == 422
    clinician.get(f"{watched.place}/diary").send(action, note="Called, is in hospital.")
    assert "Alarms that were seen to" in clinician.text
    assert watched.events("acknowledged")[0]["note"] == "Called, is in hospital."


def test_an_alarm_that_waits_too_long_says_so(watched):
    answered(watched, row__fit="yes", ask__seizure="yes")
    watched.house.clock.move(minutes=6)
    clinician = watched.house.visitor().get(f"{watched.place}/diary")
    assert "waits too long" in clinician.text
    assert "Call the person now." in clinician.text
    assert "1 red flag to acknowledge, 1 waiting too long" in clinician.get("/").text


def test_a_line_that_nobody_explained_waits_no_longer_than_what_it_could_be(watched):
    answered(watched, row__life="yes")
    text = watched.house.visitor().get(f"{watched.place}/diary").text
    assert "Did you think of death, or of hurting yourself? Ask the person." in html.unescape(text)
    assert "waits too long" not in text
    watched.house.clock.move(minutes=6)
    assert "waits too long" in watched.house.visitor().get(f"{watched.place}/diary").text


def test_an_alarm_that_was_seen_to_no_longer_waits(watched):
    answered(watched, row__fit="yes", ask__seizure="yes")
    watched.house.clock.move(minutes=6)
    text = acknowledged(watched).text
    assert "waits too long" not in text
    assert "red flag" not in watched.house.visitor().get("/").text.split("<table")[-1]


def test_the_clinician_reads_that_nothing_is_sent_and_who_is_said_to_look(watched, planned):
    text = watched.house.visitor().get(f"{watched.place}/diary").text
    assert "Nothing is sent from here" in text
    assert "Said to look at it: The nurse, on working days at 9." in text
    other = planned.house.visitor().get(f"{planned.place}/diary").text
    assert "The person was told that nobody watches." in other


def test_what_a_medicine_hides_is_said_beside_the_days(watched):
    clinician = watched.house.visitor().get(f"{watched.place}/situation/medicines")
    action = f"{watched.place}/situation/medicines"
    clinician.send(action, **{"medicines": "", "medicines#1.name": "propranolol"})
    clinician.get(f"{watched.place}/situation/summary").send(f"{watched.place}/confirm")
    minute_of(watched, hard="2")
    text = html.unescape(clinician.get(f"{watched.place}/diary").text)
    assert "A racing or pounding heart (propranolol)" in text
    assert "calm answer proves nothing" in text


def test_an_alarm_of_another_person_cannot_be_acknowledged_here(watched, planned):
    answered(planned, row__fit="yes", ask__seizure="yes")
    event = next(
        one.id
        for one in planned.house.store.events(planned.id)
        if one.kind.value == "triage_raised"
    )
    answered(watched, row__fit="yes", ask__seizure="yes")
    clinician = watched.house.visitor().get(f"{watched.place}/diary")
    clinician.send(f"{watched.place}/diary/acknowledge", flag=event, note="Seen.")
    assert clinician.answer.status_code == 409
    assert planned.events("acknowledged") == []


def test_without_an_entry_nothing_is_concluded(planned):
    text = plain(planned.house.visitor().get(f"{planned.place}/diary").text)
    assert "Nothing has been written in the diary yet." in text


def test_the_clinicians_decision_is_kept_with_its_reason_and_changes_no_dose(planned):
    for _ in range(8):
        _day_of(planned)
        planned.house.clock.now += timedelta(days=1)
    clinician = planned.house.visitor().get(f"{planned.place}/diary")
    assert "What the record speaks for" in clinician.text
    clinician.send(f"{planned.place}/diary/decision", kind="hold", reason="Agreed on the phone.")
    kept = planned.events("decision")
    assert kept[0]["kind"] == "hold"
    assert kept[0]["reason"] == "Agreed on the phone."
    assert len(planned.events("plan_signed")) == 1


def _day_of(person):
    visitor = person.visitor().get("/me/diary").send("/me/diary/safety", none="yes")
    visitor.send("/me/diary/day", hard="2", tolerable="yes", sleep_hours="7")
