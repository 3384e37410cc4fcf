"""The diary as it is kept: of any length, corrected, printed, taken along; scales of a place."""

import json
from datetime import date, timedelta

from glidepath.domain.person import Unknown
from glidepath.interop.diaryfile import read_diary
from glidepath.interop.overlayfile import read_overlays
from glidepath.web.person.diary import diary_from
from tests.unit.web.person.conftest import plain
from tests.unit.web.person.writing import ROWS, answered, minute_of


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


def test_everything_that_was_written_can_be_printed_in_the_language_of_the_person(planned):
    visitor = minute_of(
        planned, hard="3", tolerable="just", sleep_hours="6,5", others__alcohol="no"
    )
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
    visitor = minute_of(planned, hard="3", sleep_hours="6,5")
    answered(planned, path="/me/diary/safety", row__supply="yes", ask__no_tablets="yes")
    answer = visitor.get("/me/diary.json").answer
    assert 'filename="diary.json"' in answer.headers["content-disposition"]
    kept = diary_from(planned.house.store.events(planned.id), planned.house.desk.kb)
    assert read_diary(answer.content, "diary.json", planned.house.desk.kb).days == kept.days


def test_without_an_entry_there_is_nothing_to_print(bare):
    text = plain(bare.visitor().get("/me/results/all").text)
    assert "There is nothing to show yet." in text


def test_an_entry_that_was_corrected_holds_as_corrected_and_a_withdrawn_one_not_at_all(planned):
    minute_of(planned, hard="3")
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
