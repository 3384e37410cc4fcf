"""The diary: safety first and at once, missing is never well, an alarm waits for no store."""

import html
import json
import re
import sys
from datetime import date, timedelta

import pytest

from glidepath.domain.person import Unknown
from glidepath.interop.diaryfile import read_diary
from glidepath.interop.overlayfile import read_overlays
from glidepath.web.person.diary import diary_from, laid_over
from tests.journeys.web.visiting import forms
from tests.unit.web.person.conftest import plain

ROWS = (
    "fit", "mind", "life", "danger", "breath", "skin", "chest", "body", "mood", "fall", "supply",
    "new", "later",
)  # fmt: skip


def _answered(person, *, path="/me/diary", **answers):
    visitor = person.visitor().get(path)
    told = {f"row.{name}": "no" for name in ROWS} | {
        name.replace("__", "."): value for name, value in answers.items()
    }
    action = "/me/diary/safety"
    form = {"form_token": _token(visitor), "on": "2026-11-22", **told}
    visitor.answer = visitor.client.post(
        action, data={k: v for k, v in form.items() if v}, follow_redirects=True
    )
    return visitor


def _token(visitor):
    return next(one for one in forms(visitor.text) if "form_token" in one.fields).fields[
        "form_token"
    ][0]


def test_the_diary_begins_with_the_safety_lines(planned):
    text = plain(planned.visitor().get("/me/diary").text)
    assert "Safety first" in text
    assert "How hard was today" not in text


def test_the_minute_of_the_day_cannot_be_sent_before_the_safety_lines(planned):
    visitor = planned.visitor().get("/me/diary")
    answer = visitor.client.post(
        "/me/diary/day", data={"form_token": _token(visitor), "on": "2026-11-22", "hard": "1"}
    )
    assert answer.status_code == 409
    assert planned.events("day_entry") == []


@pytest.mark.parametrize(
    ("row", "ask", "says"),
    [
        ("fit", "seizure", "Call 911 now"),
        ("mind", "confusion", "Call 911 now"),
        ("life", "suicidal_plan_or_intent", "Call or text 988."),
        ("breath", "blue_lips", "Call 911 now"),
        ("supply", "no_tablets", "Call the prescriber or pharmacy today"),
    ],
)
def test_a_red_flag_is_answered_at_once_in_fixed_words_and_kept(planned, row, ask, says):
    visitor = _answered(planned, **{f"row__{row}": "yes", f"ask__{ask}": "yes"})
    text = plain(visitor.text)
    assert text.startswith("What to do now")
    assert says in text
    assert planned.events("day_entry")[0]["safety"] == {ask: "yes"}
    assert planned.events("triage_raised")


def test_a_red_flag_is_shown_even_when_the_store_refuses_to_keep_it(planned, monkeypatch):
    visitor = planned.visitor().get("/me/diary")
    token = _token(visitor)

    def full(*_args, **_kwargs):
        raise OSError("no space left")

    monkeypatch.setattr(type(planned.house.desk), "add_all", full)
    told = {"form_token": token, "on": "2026-11-22", "row.fit": "yes", "ask.seizure": "yes"}
    answer = visitor.client.post("/me/diary/safety", data=told)
    text = plain(answer.text)
    assert "Call 911 now" in text
    assert "could not be saved" in text


def test_a_yes_that_is_not_explained_is_asked_about_and_raised(planned):
    visitor = _answered(planned, row__life="yes")
    text = plain(visitor.text)
    assert "Do you have a plan or the wish to act on it?" in text
    assert "Call 911." in text
    raised = planned.events("triage_raised")
    assert [one["flag"] for one in raised] == ["unanswered"]
    assert raised[0]["rows"] == ["life"]


def test_a_line_without_an_answer_is_not_a_no(planned):
    visitor = _answered(planned, row__chest="")
    assert visitor.answer.status_code == 422
    assert "No answer is not a no. Still open: 1." in plain(visitor.text)
    assert "chest" not in planned.events("day_entry")[0]["gate"]
    assert "Safety first" in plain(visitor.get("/me/diary").text)


def test_nobody_watching_is_said_where_it_matters(planned, watched):
    told = {"row__fit": "yes", "ask__seizure": "yes"}
    assert "Nobody has been told by this page. You have to call." in plain(
        _answered(planned, **told).text
    )
    text = plain(_answered(watched, **told).text)
    assert "A red mark now stands beside your name in the list of your clinic." in text
    assert "No message is sent and nobody is called." in text
    assert "told" not in text
    assert "The nurse, on working days at 9" in text


def test_a_later_no_does_not_take_back_a_yes():
    before = {"on": "2026-11-22", "gate": {"fit": "yes"}, "safety": {"seizure": "yes"}}
    after = laid_over(before, {"gate": {"fit": "no"}, "safety": {"seizure": "no", "jerks": "no"}})
    assert after["safety"] == {"seizure": "yes", "jerks": "no"}


def test_a_flag_of_a_day_is_not_raised_twice_while_it_waits(planned):
    told = {"row__fit": "yes", "ask__seizure": "yes"}
    _answered(planned, **told)
    _answered(planned, path="/me/diary/safety", **told)
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


def _acknowledged(person):
    clinician = person.house.visitor().get(f"{person.place}/diary")
    clinician.send(f"{person.place}/diary/acknowledge", note="Spoke on the phone.")
    return clinician


def _flags(person):
    return [one["flag"] for one in person.events("triage_raised")]


def test_a_flag_that_was_seen_to_is_not_raised_again_by_the_rest_of_the_day(planned):
    _answered(planned, row__supply="yes", ask__no_tablets="yes")
    raised = _flags(planned)
    _acknowledged(planned)
    visitor = planned.visitor().get("/me/diary").send("/me/diary/day", hard="3")
    assert "Call today" in plain(visitor.text)
    visitor.get("/me").send("/me/taken", **{"took.clonazepam@08:00": "taken"})
    _answered(planned, path="/me/diary/safety")
    assert _flags(planned) == raised


def test_a_flag_that_is_told_again_after_it_was_seen_to_is_raised_again(planned):
    told = {"row__supply": "yes", "ask__no_tablets": "yes"}
    _answered(planned, **told)
    raised = _flags(planned)
    _acknowledged(planned)
    _answered(planned, path="/me/diary/safety", **told)
    assert len(_flags(planned)) == len(raised) + 1


def test_a_second_line_without_an_explanation_is_raised_beside_the_first(planned):
    _answered(planned, row__life="yes")
    _answered(planned, path="/me/diary/safety", row__breath="yes")
    rows = [one["rows"] for one in planned.events("triage_raised") if one["flag"] == "unanswered"]
    assert rows == [["life"], ["breath"]]


def test_none_of_these_does_not_hold_against_a_line_that_says_yes(planned):
    visitor = planned.visitor().get("/me/diary")
    visitor.send("/me/diary/safety", none="yes", row__chest="yes", ask__chest_pain="yes")
    assert plain(visitor.text).startswith("What to do now")
    assert planned.events("day_entry")[0]["gate"] == {"chest": "yes"}


def test_the_enter_key_does_not_press_none_of_these(planned):
    text = planned.visitor().get("/me/diary").text
    first = re.search(r'action="/me/diary/safety".*?<button([^>]*)>', text, re.DOTALL)
    assert first is not None
    assert "name=" not in first[1]


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


def test_a_diary_of_two_years_is_read_whole(planned):
    lines = dict.fromkeys(ROWS, "no")
    first = date(2024, 11, 22)
    for n in range(730):
        body = {
            "on": (first + timedelta(days=n)).isoformat(), "gate": lines, "hard": 3,
            "tolerable": "yes", "sleep_hours": "6.5", "sleep_quality": 1, "anxiety": 1, "body": 1,
            "others": {"alcohol": "no", "opioid": "no", "cannabis": "no"},
            "doses": [{"drug": "clonazepam", "time": f"{h}:00", "dose_mg": "1"} for h in (10, 22)],
        }  # fmt: skip
        planned.house.store.add(
            planned.id, "day_entry", body, actor=planned.id, role="patient",
            at=planned.house.clock(),
        )  # fmt: skip
    diary = diary_from(planned.house.store.events(planned.id), planned.house.desk.kb)
    assert len(diary.days) == 730
    page = planned.house.visitor().get(f"{planned.place}/diary").text
    assert "cannot be read" not in page
    assert "22 Nov 2024" in page


def _day(person, **answers):
    visitor = person.visitor().get("/me/diary").send("/me/diary/safety", none="yes")
    return visitor.send("/me/diary/day", **answers)


def test_what_is_left_open_stays_unknown_and_is_not_called_well(planned):
    visitor = _day(planned, hard="3")
    entry = planned.events("day_entry")[-1]
    assert entry["hard"] == 3
    assert "tolerable" not in entry
    assert "sleep_hours" not in entry
    assert "others" not in entry
    text = plain(visitor.text)
    assert "Open is not the same as well." in text
    assert "Nothing you wrote calls for help" not in text


def test_a_day_not_to_be_borne_calls_at_once(planned):
    visitor = _day(planned, tolerable="no")
    assert "It is not to be borne. Do not make the next cut; call today." in plain(visitor.text)
    assert planned.events("triage_raised")


@pytest.mark.parametrize("hours", ["25", "six", "6,500", "-1", "1e3"])
def test_hours_of_sleep_that_cannot_be_meant_are_refused(planned, hours):
    visitor = _day(planned, sleep_hours=hours)
    assert visitor.answer.status_code == 422
    assert "a number from 0 to 24" in plain(visitor.text)


def test_hours_are_read_with_a_comma_or_a_point(planned):
    _day(planned, sleep_hours="6,5")
    text = plain(planned.visitor().get("/me/results").text)
    assert "6.5" in text


def test_the_day_before_yesterday_can_no_longer_be_written(planned):
    visitor = planned.visitor().get("/me/diary")
    visitor.send("/me/diary/safety", on="2026-11-20", none="yes")
    assert visitor.answer.status_code == 409


def test_gaps_are_gaps_in_the_results(planned):
    _day(planned, hard="3")
    planned.house.clock.move(days=3)
    visitor = planned.visitor()
    visitor.get("/me/diary").send("/me/diary/safety", none="yes")
    visitor.send("/me/diary/day", hard="6")
    text = visitor.get("/me/results").text
    assert text.count("no entry") == 2
    assert "<polyline" not in text
    assert "Days without an entry: 2." in plain(text)


def test_a_form_with_an_urgent_question_is_offered_only_where_somebody_reads_it(planned, watched):
    assert planned.visitor().get("/me/forms/phq9").answer.status_code == 404
    assert watched.visitor().get("/me/forms/phq9").answer.status_code == 200
    assert "/me/forms/phq8" in planned.visitor().get("/me/forms").text
    assert "/me/forms/phq8" not in watched.visitor().get("/me/forms").text


def test_an_urgent_answer_of_a_form_is_answered_before_the_total(watched):
    visitor = watched.visitor().get("/me/forms/phq9").send("/me/forms/phq9", q9="2")
    text = plain(visitor.text)
    assert text.startswith("What to do now")
    assert text.index("Thoughts of death") < text.index("There is no total")
    assert watched.events("triage_raised")


def test_a_form_asks_in_the_exact_words_and_its_total_is_no_dose(planned):
    visitor = planned.visitor().get("/me/forms/gad7")
    words = planned.house.desk.kb.scale_text("gad7")
    assert all(text in visitor.text for text in words.items.values())
    visitor.send("/me/forms/gad7", **{f"q{n}": "1" for n in range(1, 8)})
    text = plain(visitor.text)
    assert "Your total: 7 of 21" in text
    assert "It is never a dose." in text


def test_an_answer_that_the_form_does_not_have_is_refused(planned):
    visitor = planned.visitor().get("/me/forms/gad7").send("/me/forms/gad7", q1="9")
    assert visitor.answer.status_code == 422
    assert planned.events("scale") == []


def test_the_weekly_list_keeps_what_was_told_and_nothing_else(planned):
    visitor = planned.visitor().get("/me/week")
    visitor.send("/me/week", **{"strength.tremor": "2", "new_since_cut.tremor": "yes", "goal": "4"})
    assert planned.events("week_entry") == [
        {
            "on": "2026-11-22",
            "symptoms": {"tremor": {"severity": 2, "new_since_cut": "yes"}},
            "goal": 4,
        }
    ]


def test_the_clinician_sees_alarms_first_and_says_what_was_done(watched):
    _answered(watched, row__fit="yes", ask__seizure="yes")
    clinician = watched.house.visitor().get(f"{watched.place}/diary")
    assert "Seizure. Call 911 now." in clinician.text
    action = f"{watched.place}/diary/acknowledge"
    clinician.send(action, note="")
    assert clinician.answer.status_code == 422
    clinician.get(f"{watched.place}/diary").send(action, note="Called, is in hospital.")
    assert "Alarms that were seen to" in clinician.text
    assert watched.events("acknowledged")[0]["note"] == "Called, is in hospital."


def test_an_alarm_that_waits_too_long_says_so(watched):
    _answered(watched, row__fit="yes", ask__seizure="yes")
    watched.house.clock.move(minutes=6)
    clinician = watched.house.visitor().get(f"{watched.place}/diary")
    assert "waits too long" in clinician.text
    assert "Call the person now." in clinician.text
    assert "1 red flag to acknowledge, 1 waiting too long" in clinician.get("/").text


def test_a_line_that_nobody_explained_waits_no_longer_than_what_it_could_be(watched):
    _answered(watched, row__life="yes")
    text = watched.house.visitor().get(f"{watched.place}/diary").text
    assert "Did you think of death, or of hurting yourself? Ask the person." in html.unescape(text)
    assert "waits too long" not in text
    watched.house.clock.move(minutes=6)
    assert "waits too long" in watched.house.visitor().get(f"{watched.place}/diary").text


def test_an_alarm_that_was_seen_to_no_longer_waits(watched):
    _answered(watched, row__fit="yes", ask__seizure="yes")
    watched.house.clock.move(minutes=6)
    text = _acknowledged(watched).text
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
    _day(watched, hard="2")
    text = html.unescape(clinician.get(f"{watched.place}/diary").text)
    assert "A racing or pounding heart (propranolol)" in text
    assert "calm answer proves nothing" in text


def test_an_alarm_of_another_person_cannot_be_acknowledged_here(watched, planned):
    _answered(planned, row__fit="yes", ask__seizure="yes")
    event = next(
        one.id
        for one in planned.house.store.events(planned.id)
        if one.kind.value == "triage_raised"
    )
    _answered(watched, row__fit="yes", ask__seizure="yes")
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


def test_everything_that_was_written_can_be_printed_in_the_language_of_the_person(planned):
    visitor = _day(planned, hard="3", tolerable="just", sleep_hours="6,5", others__alcohol="no")
    visitor.get("/me").send("/me/taken", **{"took.clonazepam@08:00": "taken"})
    visitor.get("/me/week").send("/me/week", **{"strength.tremor": "2", "goal": "4"})
    text = plain(visitor.get("/me/results").get("/me/results/all").text)
    for told in (
        "How hard was today? 3 of 10", "only just", "6.5", "At 08:00, clonazepam: 1 mg",
        "Did you drink alcohol? no", "Shaking hands: 2 of 4", "How near are you to it? 4 of 10",
        "How was your sleep? not written",
    ):  # fmt: skip
        assert told in text, told
    visitor.get("/me").send("/me/language", language="de")
    text = plain(visitor.get("/me/results/all").text)
    assert "6,5" in text
    assert "Sonntag, 22. Nov. 2026" in text
    assert "How hard" not in text
    assert [one["what"] for one in planned.events("exported")] == ["diary page", "diary page"]


def test_the_diary_is_taken_along_as_a_file_that_reads_back_the_same(planned):
    visitor = _day(planned, hard="3", sleep_hours="6,5")
    _answered(planned, path="/me/diary/safety", row__supply="yes", ask__no_tablets="yes")
    answer = visitor.get("/me/diary.json").answer
    assert 'filename="diary.json"' in answer.headers["content-disposition"]
    kept = diary_from(planned.house.store.events(planned.id), planned.house.desk.kb)
    assert read_diary(answer.content, "diary.json", planned.house.desk.kb).days == kept.days


def test_without_an_entry_there_is_nothing_to_print(bare):
    text = plain(bare.visitor().get("/me/results/all").text)
    assert "There is nothing to show yet." in text


def test_an_entry_that_was_corrected_holds_as_corrected_and_a_withdrawn_one_not_at_all(planned):
    _day(planned, hard="3")
    store, at = planned.house.store, planned.house.clock()
    first = [one for one in store.events(planned.id) if one.kind.value == "day_entry"][-1]

    def correct(body):
        told = {"replaces": first.id, "reason": "A slip.", "body": body}
        store.add(planned.id, "correction", told, actor="x", role="prescriber", at=at)
        return diary_from(store.events(planned.id), planned.house.desk.kb).days

    (day,) = correct({**first.body, "hard": 7})
    assert day.hard.value == 7
    (before,) = correct(None)
    assert isinstance(before.hard, Unknown)


ISI = {
    "scale": "isi", "language": "de", "rights": "Lizenz der Praxis", "stem": "Erfunden.",
    "qualifiers": {"looks_back": "2 weeks"}, "items": {f"q{n}": f"Frage {n}" for n in range(1, 8)},
    "answers": {"all": {str(n): f"Antwort {n}" for n in range(5)}},
}  # fmt: skip


def test_words_of_a_scale_that_the_place_brought_are_put_before_the_person(planned):
    desk = planned.house.desk
    assert planned.visitor().get("/me/forms/isi").answer.status_code == 404
    desk.texts.update(read_overlays({"isi.json": json.dumps(ISI).encode()}, desk.kb))
    visitor = planned.visitor().get("/me/forms")
    assert "/me/forms/isi" in visitor.text
    assert "another language" in visitor.get("/me/forms/isi").text
    assert 'lang="de"><legend>Frage 7' in visitor.text
    visitor.send("/me/forms/isi", **{f"q{n}": "2" for n in range(1, 8)})
    assert "Your total: 14 of 28" in plain(visitor.text)
    kept = planned.events("scale")[0]
    assert kept["qualifiers"] == {"looks_back": "2 weeks"}
    assert kept["words"] == desk.texts["isi"].checksum
