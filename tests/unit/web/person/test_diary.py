"""The diary: safety first and at once, missing is never well, gaps are gaps."""

import re

import pytest

from glidepath.web.person.diary import laid_over
from tests.unit.web.person.conftest import plain
from tests.unit.web.person.writing import answered, minute_of, token_of


def test_the_diary_begins_with_the_safety_lines(planned):
    text = plain(planned.visitor().get("/me/diary").text)
    assert "Safety first" in text
    assert "How hard was today" not in text


def test_the_minute_of_the_day_cannot_be_sent_before_the_safety_lines(planned):
    visitor = planned.visitor().get("/me/diary")
    answer = visitor.client.post(
        "/me/diary/day", data={"form_token": token_of(visitor), "on": "2026-11-22", "hard": "1"}
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
    visitor = answered(planned, **{f"row__{row}": "yes", f"ask__{ask}": "yes"})
    text = plain(visitor.text)
    assert text.startswith("What to do now")
    assert says in text
    assert planned.events("day_entry")[0]["safety"] == {ask: "yes"}
    assert planned.events("triage_raised")


def test_a_red_flag_is_shown_even_when_the_store_refuses_to_keep_it(planned, monkeypatch):
    visitor = planned.visitor().get("/me/diary")
    token = token_of(visitor)

    def full(*_args, **_kwargs):
        raise OSError("no space left")

    monkeypatch.setattr(type(planned.house.desk), "add_all", full)
    told = {"form_token": token, "on": "2026-11-22", "row.fit": "yes", "ask.seizure": "yes"}
    answer = visitor.client.post("/me/diary/safety", data=told)
    text = plain(answer.text)
    assert "Call 911 now" in text
    assert "could not be saved" in text


def test_a_yes_that_is_not_explained_is_asked_about_and_raised(planned):
    visitor = answered(planned, row__life="yes")
    text = plain(visitor.text)
    assert "Do you have a plan or the wish to act on it?" in text
    assert "Call 911." in text
    raised = planned.events("triage_raised")
    assert [one["flag"] for one in raised] == ["unanswered"]
    assert raised[0]["rows"] == ["life"]


def test_a_line_without_an_answer_is_not_a_no(planned):
    visitor = answered(planned, row__chest="")
    assert visitor.answer.status_code == 422
    assert "No answer is not a no. Still open: 1." in plain(visitor.text)
    assert "chest" not in planned.events("day_entry")[0]["gate"]
    assert "Safety first" in plain(visitor.get("/me/diary").text)


def test_nobody_watching_is_said_where_it_matters(planned, watched):
    told = {"row__fit": "yes", "ask__seizure": "yes"}
    assert "Nobody has been told by this page. You have to call." in plain(
        answered(planned, **told).text
    )
    text = plain(answered(watched, **told).text)
    assert "A red mark now stands beside your name in the list of your clinic." in text
    assert "No message is sent and nobody is called." in text
    assert "told" not in text
    assert "The nurse, on working days at 9" in text


def test_a_later_no_does_not_take_back_a_yes():
    before = {"on": "2026-11-22", "gate": {"fit": "yes"}, "safety": {"seizure": "yes"}}
    after = laid_over(before, {"gate": {"fit": "no"}, "safety": {"seizure": "no", "jerks": "no"}})
    assert after["safety"] == {"seizure": "yes", "jerks": "no"}


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


def test_what_is_left_open_stays_unknown_and_is_not_called_well(planned):
    visitor = minute_of(planned, hard="3")
    entry = planned.events("day_entry")[-1]
    assert entry["hard"] == 3
    assert "tolerable" not in entry
    assert "sleep_hours" not in entry
    assert "others" not in entry
    text = plain(visitor.text)
    assert "Open is not the same as well." in text
    assert "Nothing you wrote calls for help" not in text


def test_a_day_not_to_be_borne_calls_at_once(planned):
    visitor = minute_of(planned, tolerable="no")
    assert "It is not to be borne. Do not make the next cut; call today." in plain(visitor.text)
    assert planned.events("triage_raised")


@pytest.mark.parametrize("hours", ["25", "six", "6,500", "-1", "1e3"])
def test_hours_of_sleep_that_cannot_be_meant_are_refused(planned, hours):
    visitor = minute_of(planned, sleep_hours=hours)
    assert visitor.answer.status_code == 422
    assert "a number from 0 to 24" in plain(visitor.text)


def test_hours_are_read_with_a_comma_or_a_point(planned):
    minute_of(planned, sleep_hours="6,5")
    text = plain(planned.visitor().get("/me/results").text)
    assert "6.5" in text


def test_the_day_before_yesterday_can_no_longer_be_written(planned):
    visitor = planned.visitor().get("/me/diary")
    visitor.send("/me/diary/safety", on="2026-11-20", none="yes")
    assert visitor.answer.status_code == 409


def test_gaps_are_gaps_in_the_results(planned):
    minute_of(planned, hard="3")
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


def test_two_pages_of_the_weekly_list_lose_nothing_of_each_other(planned):
    first, second = planned.visitor().get("/me/week"), planned.visitor().get("/me/week")
    first.send("/me/week", **{"strength.tremor": "2", "strength.sweating": "1", "goal": "4"})
    second.send("/me/week", **{"new_since_cut.tremor": "yes", "goal": "5"})
    kept = planned.events("week_entry")[-1]
    assert kept["symptoms"]["tremor"] == {"severity": 2, "new_since_cut": "yes"}
    assert (kept["symptoms"]["sweating"], kept["goal"]) == ({"severity": 1}, 5)


def test_what_is_written_in_the_very_moment_of_saving_the_list_is_kept(planned, monkeypatch):
    visitor = planned.visitor().get("/me/week")
    kind, add = type(planned.house.desk), type(planned.house.desk).add_all
    others = iter([{"on": "2026-11-22", "symptoms": {"tremor": {"severity": 3}}}])

    def late(self, request, person, told, version=None):
        for body in others:
            self.store.add(
                person, "week_entry", body, actor="x", role="patient", at=self.settings.now()
            )
        return add(self, request, person, told, version)

    monkeypatch.setattr(kind, "add_all", late)
    visitor.send("/me/week", **{"strength.sweating": "1"})
    kept = planned.events("week_entry")[-1]["symptoms"]
    assert kept == {"tremor": {"severity": 3}, "sweating": {"severity": 1}}


def test_a_record_that_others_never_leave_alone_is_not_said_to_have_the_list(planned, monkeypatch):
    visitor = planned.visitor().get("/me/week")
    monkeypatch.setattr(type(planned.house.store), "newest", lambda *_: 0)
    visitor.send("/me/week", **{"strength.sweating": "1"})
    assert visitor.answer.status_code == 422
    assert "What you sent last may not be saved." in plain(visitor.text)
    assert planned.events("week_entry") == []
