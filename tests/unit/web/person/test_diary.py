"""The diary: safety first and at once, missing is never well, an alarm waits for no store."""

from datetime import timedelta

import pytest

from glidepath.web.person.diary import laid_over
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

    monkeypatch.setattr(type(planned.house.desk), "add", full)
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
    assert "A clinician is told of this. That takes time." in text
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
    assert "Nothing has been written in the diary yet. That is not a good sign." in text


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
