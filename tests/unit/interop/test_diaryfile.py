"""A diary is read whole or refused with every problem; what is written is read back the same."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.diary import (
    Circumstance,
    DayEntry,
    Diary,
    DoseTaken,
    OtherUse,
    Symptom,
    Tolerable,
    WeekEntry,
    WrittenBy,
)
from glidepath.domain.errors import BadInput
from glidepath.domain.person import UNKNOWN, Known, Refused
from glidepath.domain.quantity import Mass
from glidepath.interop.casefile_tree import MAX_BYTES, MAX_DIARY_BYTES
from glidepath.interop.diaryfile import read_diary
from glidepath.interop.diaryfile_write import write_diary
from glidepath.interop.schema import schema_of
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.diary_book import diary_book
from glidepath.monitoring.flags import flag_book

KB = KnowledgeBase.packaged()
BOOK, FLAGS = diary_book(KB), flag_book(KB)
EXAMPLE = Path(__file__).parents[3] / "examples" / "diary.toml"


def read(text: str, as_of: date | None = None) -> Diary:
    return read_diary(text.encode(), "diary.toml", KB, as_of)


def again(diary: Diary) -> Diary:
    return read_diary(json.dumps(write_diary(diary, BOOK)).encode(), "diary.json", KB)


def test_the_example_is_read_as_it_was_meant() -> None:
    diary = read(EXAMPLE.read_text("utf-8"))
    first, second = diary.days
    assert first.sleep_hours == Known(Fraction(13, 2))
    assert first.safety["seizure"] == Known(False)
    assert first.doses[0] == DoseTaken("clonazepam", TimeOfDay(480), Known(Mass.from_mg("0.5")))
    assert second.tolerable == Known(Tolerable.JUST)
    assert (second.body, second.doses[1].dose) == (Refused(), UNKNOWN)
    assert second.doses[0].dose == Known(Mass(0))
    assert second.safety["tremor"] == Known(True)
    assert "feverish" not in second.safety
    assert second.circumstances == {
        Circumstance.ILLNESS: Known(False),
        Circumstance.STRESS: Known(True),
    }
    assert diary.weeks[0].symptoms["tremor"].new_since_cut == Known(True)
    assert [(one.scale_id, one.total, one.band) for one in diary.results] == [
        ("gad7", 8, "mild"),
        ("isi", 12, "below the threshold"),
    ]


def test_the_example_written_is_read_back_the_same() -> None:
    diary = read(EXAMPLE.read_text("utf-8"))
    assert again(diary) == diary


def answered(values):
    return st.one_of(values.map(Known), st.just(Refused()), st.just(UNKNOWN))


SAID = st.one_of(st.booleans().map(Known), st.just(Refused()))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
DOSES = st.builds(
    DoseTaken,
    st.sampled_from(["clonazepam", "zopiclone"]),
    st.integers(0, 1439).map(TimeOfDay),
    answered(st.integers(0, 4000).map(lambda micrograms: Mass(micrograms * 1000))),
)
ENTRIES = st.builds(
    DayEntry,
    DAYS,
    hard=answered(st.integers(0, 10)),
    tolerable=answered(st.sampled_from(Tolerable)),
    sleep_hours=answered(st.fractions(0, 24, max_denominator=12)),
    sleep_quality=answered(st.integers(0, 4)),
    anxiety=answered(st.integers(0, 4)),
    body=answered(st.integers(0, 4)),
    doses=st.lists(DOSES, max_size=3).map(tuple),
    others=st.dictionaries(st.sampled_from(OtherUse), SAID),
    safety=st.dictionaries(st.sampled_from(sorted(FLAGS.questions)), SAID),
    circumstances=st.dictionaries(st.sampled_from(Circumstance), SAID),
    written_by=st.sampled_from(WrittenBy),
)
SYMPTOMS = st.builds(
    Symptom, answered(st.integers(0, 4)), answered(st.booleans()), answered(st.booleans())
)
WEEKS = st.builds(
    WeekEntry,
    DAYS,
    st.dictionaries(st.sampled_from(sorted(BOOK.symptoms)), SYMPTOMS),
    answered(st.integers(0, 10)),
    answered(st.integers(0, 7)),
    st.dictionaries(st.sampled_from(Circumstance), SAID),
    st.sampled_from(WrittenBy),
)


@settings(max_examples=25)
@given(st.lists(ENTRIES, max_size=2), st.lists(WEEKS, max_size=1))
def test_any_diary_written_is_read_back_the_same(days, weeks) -> None:
    diary = Diary(tuple(days), tuple(weeks))
    assert again(diary) == diary


def test_a_gate_of_nothing_but_no_is_written_as_none_of_these() -> None:
    diary = read('[[days]]\non = 2026-03-08\nnone_of_these = "yes"\n')
    assert write_diary(diary, BOOK)["days"][0]["none_of_these"] == "yes"
    assert len(diary.days[0].safety) > 50


WRONG = """
[[days]]
hard = 11
tolerable = "fine"
sleep_hours = 25
others = { tea = "yes" }
safety = { toothache = "yes" }
doses = [
  { drug = "klonazepan", time = "25:00", dose = 0.5 },
  { drug = "phenobarbital", time = "08:00" },
]

[[days]]
on = 2026-03-08
none_of_these = "yes"
safety = { seizure = "yes" }
doses = [{ drug = "clonazepam", dose = "1 mg", dose_mg = 1 }]

[[days]]
on = 2026-03-09
sleep_hours = 25

[[weeks]]
on = 2026-03-10
symptoms = { itch = { severity = 1 } }

[[scales]]
on = 2026-03-09

[[scales]]
id = "phq10"
on = 2026-03-09

[[scales]]
id = "isi"
on = 2026-03-09
total = 30
"""


def test_every_problem_of_a_diary_is_told_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        read(WRONG, date(2026, 3, 9))
    told = [str(problem) for problem in refused.value.problems]
    for place in (
        "days#1.hard", "days#1.tolerable", "days#1.on", "days#1.others", "days#1.safety",
        "days#1.doses#1.time", "days#1.doses#1.drug", "days#1.doses#2.drug",
        "days#2.none_of_these", "days#2.doses#1", "days#2.doses#1.time", "days#3.sleep_hours",
        "weeks#1.on", "weeks#1.symptoms", "scales#1.id", "scales#2.id", "scales#3.isi",
    ):  # fmt: skip
        assert any(line.startswith(place) for line in told), (place, told)


def test_the_nearest_name_is_offered() -> None:
    with pytest.raises(BadInput, match='Did you mean "tremor"'):
        read("[[weeks]]\non = 2026-03-10\nsymptoms = { tremors = { severity = 1 } }\n")


def test_an_empty_diary_is_a_diary() -> None:
    assert read("days = []\n") == Diary()


def test_the_schema_of_a_diary_names_what_must_be_there() -> None:
    schema = schema_of("diary")
    assert schema["$defs"]["FillingShape"]["required"] == ["id", "on"]
    assert schema["$defs"]["DayShape"]["required"] == ["on"]


EVERY_ROW = [(row, BOOK.gate[row].raises) for row in BOOK.gate]


def one_day(gate: str, **safety: str) -> bytes:
    told = ", ".join(f'{name} = "{answer}"' for name, answer in safety.items())
    return (
        f'[[days]]\non = 2026-03-08\ngate = {{ {gate} = "yes" }}\nsafety = {{ {told} }}\n'
    ).encode()


@pytest.mark.parametrize(("row", "raises"), EVERY_ROW, ids=lambda one: str(one)[:12])
def test_a_yes_of_the_gate_that_says_nothing_of_what_it_was_is_refused(row, raises) -> None:
    for safety in ({}, dict.fromkeys(raises, "unknown"), dict.fromkeys(raises, "refused")):
        with pytest.raises(BadInput, match=f"gate.{row}: yes, and nothing under safety"):
            read_diary(one_day(row, **safety), "diary.toml", KB, explained=True)
        assert read_diary(one_day(row, **safety), "diary.toml", KB).days


@pytest.mark.parametrize(("row", "raises"), EVERY_ROW, ids=lambda one: str(one)[:12])
def test_a_yes_of_the_gate_that_says_what_it_was_is_read(row, raises) -> None:
    for safety in ({raises[0]: "yes"}, dict.fromkeys(raises, "no")):
        assert read_diary(one_day(row, **safety), "diary.toml", KB, explained=True).days


def test_a_diary_of_two_years_with_every_line_answered_is_no_large_file() -> None:
    first = date(2024, 11, 22)
    days = [
        {
            "on": (first + timedelta(days=n)).isoformat(),
            "gate": dict.fromkeys(BOOK.gate, "no"),
            "hard": 3, "tolerable": "yes", "sleep_hours": "6.5", "sleep_quality": 1,
            "anxiety": 1, "body": 1, "others": {str(use): "no" for use in BOOK.others},
        }
        for n in range(730)
    ]  # fmt: skip
    content = json.dumps({"days": days}).encode()
    assert len(content) > MAX_BYTES
    assert len(read_diary(content, "diary.json", KB).days) == 730


def test_a_file_too_large_for_any_diary_says_what_fits_and_what_to_do() -> None:
    with pytest.raises(BadInput) as refused:
        read_diary(b"#" * (MAX_DIARY_BYTES + 1), "diary.toml", KB)
    text = str(refused.value.problems[0])
    assert "the diary of one person, at most 4096 KiB" in text
    assert "leave out the years before the week that comes before the first cut" in text


def test_a_yes_that_does_not_say_what_it_was_is_kept_and_written_down_again():
    rows = {"life": "yes", "chest": "yes", "fit": "no", "skin": "yes"}
    safety = {"chest_pain": "yes", "itchy_rash": "no"}
    told = read_diary(
        json.dumps({"days": [{"on": "2026-11-20", "gate": rows, "safety": safety}]}).encode(),
        "diary.json", KB,
    )  # fmt: skip
    assert told.days[0].unexplained == ("life", "skin")
    again = json.dumps(write_diary(told, diary_book(KB))).encode()
    assert read_diary(again, "diary.json", KB) == told
