"""From the first person to a restored record, by the command alone, on both databases."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from glidepath.cli.main import main
from glidepath.domain.person import Known
from glidepath.interop.diaryfile import read_diary
from glidepath.knowledge.base import KnowledgeBase
from tests.databases import ENGINES, new_address

CASE = Path(__file__).parents[3] / "examples" / "clonazepam_panic.toml"


class Command:
    """`glidepath record` on one record, with what it printed last."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        """Keep what is needed to run it."""
        self.capsys, self.patch = capsys, patch
        self.out = self.err = ""

    def run(self, *words: str, stdin: str = "") -> int:
        """Run it and give the exit code."""
        source = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
        self.patch.setattr("sys.stdin", source)
        code = main(["record", *words])
        told = self.capsys.readouterr()
        self.out, self.err = told.out, told.err
        return code

    def said(self, *words: str, stdin: str = "") -> str:
        """What it prints when all is well."""
        assert self.run(*words, stdin=stdin) == 0, self.err
        return self.out.strip()


@pytest.fixture
def record(
    url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    monkeypatch.setenv("GLIDEPATH_STORE", url)
    monkeypatch.setenv("GLIDEPATH_ACTOR", "dr.example")
    monkeypatch.setenv("GLIDEPATH_ROLE", "prescriber")
    return Command(capsys, monkeypatch)


def test_a_persons_record_from_the_first_day_to_a_plan_worked_out_again(record: Command) -> None:
    person = record.said("new")
    assert record.said("show") == person
    record.said("add", person, "situation", str(CASE))
    record.said("plan", person)
    shown = json.loads(record.said("show", person, "--json"))
    assert shown["situation"]["person"]["weight_kg"] == 64
    assert [one["state"] for one in shown["plans"]] == ["proposed"]
    signing = json.dumps({"plan": shown["plans"][0]["plan"]})
    newest = str(shown["newest"])
    record.said("add", person, "plan_signed", "-", "--expected", newest, stdin=signing)
    assert record.run("add", person, "note", "-", "--expected", newest, stdin='{"a": 1}') == 2
    assert "Somebody wrote to it in between" in record.err
    assert "signed" in record.said("show", person)
    assert "worked out again, the same" in record.said("verify", "--plans")
    export = json.loads(record.said("export", person))
    assert [one["kind"] for one in export["events"]] == [
        "person_added", "situation", "plan_proposed", "viewed", "plan_signed", "viewed", "exported",
    ]  # fmt: skip
    assert export["now"]["signed_plan"] == shown["plans"][0]["plan"]
    assert {one["actor"] for one in export["events"]} == {"dr.example"}


def test_a_plan_that_comes_out_differently_today_is_named_with_the_place(
    record: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from glidepath.cli import record_plan

    person = record.said("new")
    record.said("add", person, "situation", str(CASE))
    record.said("plan", person)
    whole = record_plan.report_of
    monkeypatch.setattr(record_plan, "report_of", lambda given: {**whole(given), "text": "other"})
    assert "comes out differently today, in /text" in record.said("verify", "--plans")
    (told,) = json.loads(record.said("verify", "--plans", "--json"))["plans"]
    assert (told["same"], told["differs_at"]) == (False, ["/text"])


def test_a_red_flag_that_nobody_answered_and_the_next_review_stand_first(record: Command) -> None:
    person = record.said("new")
    flag = record.said("add", person, "triage_raised", "-", stdin='flag = "RF-01"').split()[1]
    record.said("add", person, "review_planned", "-", stdin="on = 2026-12-06")
    lines = record.said("show", person).splitlines()
    assert lines[1].startswith("RED FLAG, not acknowledged: event 2")
    assert "Next review: 2026-12-06" in lines
    record.said("add", person, "acknowledged", "-", stdin=f'flag = "{flag}"')
    assert "RED FLAG" not in record.said("show", person)


def test_what_gives_no_proposal_is_shown_and_not_kept(record: Command) -> None:
    person = record.said("new")
    assert record.run("plan", person) == 2
    case = CASE.read_text(encoding="utf-8").replace('pregnant = "no"', 'pregnant = "yes"')
    record.said("add", person, "situation", "-", stdin=case)
    assert record.run("plan", person) == 3
    assert json.loads(record.said("show", person, "--json"))["plans"] == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_backup_is_restored_and_goes_on(
    record: Command, request: pytest.FixtureRequest, engine: str, tmp_path: Path
) -> None:
    person = record.said("new", "-", stdin='name = "A"')
    made = record.said("backup", str(tmp_path / "backup"))
    other = new_address(engine, request, tmp_path / "again")
    back = record.said("--store", other, "restore", str(tmp_path / "backup"))
    assert made.split("hash ")[1] == back.split("hash ")[1]
    assert record.said("--store", other, "show") == person
    assert "Whole: 2 events" in record.said("--store", other, "verify")
    assert "Whole: 2 events" in record.said("verify")


def test_a_loss_is_told_looked_at_and_gone_on_from_with_a_reason(
    record: Command, tmp_path: Path
) -> None:
    person = record.said("new")
    anchor = tmp_path / "record.anchor"
    known = json.loads(anchor.read_text())
    anchor.write_text(json.dumps({**known, "seq": 3}))
    assert record.run("verify") == 1
    assert "lost_newest: 2 acknowledged events after event 1 are lost" in record.out
    assert json.loads(_json(record, "verify", "--json"))["ok"] is False
    assert record.run("add", person, "note", "-", stdin='{"a": 1}') == 1
    assert record.run("show", person) == 0
    assert "not kept" in record.err
    assert record.run("renew-anchor", "-", stdin='{"reason": " "}') == 2
    record.said("renew-anchor", "-", stdin='reason = "two notes of Monday, told again by phone"')
    assert "Whole: 2 events" in record.said("verify")


def _json(record: Command, *words: str) -> str:
    record.run(*words)
    return record.out


@pytest.mark.parametrize(
    ("stdin", "told"),
    [
        ("", "nothing"),
        ("[[1", "TOML"),
        ('{"a": 1e5}', "exponent"),
        ('{"a": NaN}', "exponent"),
        ('{"a": 1, "a": 2}', "twice"),
        ('{"a": ', "JSON"),
        ("a = inf", "exponent"),
    ],
)
def test_a_file_that_cannot_be_kept_as_it_is_written_is_refused(
    record: Command, stdin: str, told: str
) -> None:
    person = record.said("new")
    assert record.run("add", person, "note", "-", stdin=stdin) == 2
    assert told in record.err


def test_numbers_days_and_times_are_kept_as_they_were_written(record: Command) -> None:
    person = record.said("new")
    text = "on = 2026-11-22\nat = 08:30:00\ndose = 0.50\nlist = [1.10]\n"
    record.said("add", person, "note", "-", stdin=text)
    kept = json.loads(record.said("show", person, "--json"))["entries"][-1]["body"]
    assert kept == {"on": "2026-11-22", "at": "08:30:00", "dose": "0.50", "list": ["1.10"]}


def test_an_unknown_person_a_missing_file_and_a_missing_record_are_refused(
    record: Command, tmp_path: Path
) -> None:
    assert record.run("show") == (2 if "sqlite" in _address() else 0)
    record.said("new")
    for words in (("show", "x" * 22), ("export", "x" * 22), ("add", "x" * 22, "note", str(CASE))):
        assert record.run(*words) == 2
        assert "an id that nobody has" in record.err
    assert record.run("new", str(tmp_path / "none")) == 2
    assert "cannot be opened" in record.err
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    assert record.run("new", str(tmp_path / "bytes")) == 2
    (tmp_path / "list.json").write_text("[1]")
    assert record.run("new", str(tmp_path / "list.json")) == 2
    (tmp_path / "large").write_bytes(b" " * (4 * 1024 * 1024 + 1))
    assert record.run("new", str(tmp_path / "large")) == 2


def _address() -> str:
    import os

    return os.environ["GLIDEPATH_STORE"]


def test_who_did_it_is_the_one_at_the_machine_unless_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GLIDEPATH_STORE", "GLIDEPATH_ACTOR", "GLIDEPATH_ROLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("getpass.getuser", lambda: "Ann O'Nymous")
    Command(capsys, monkeypatch).said("new")
    (file,) = tmp_path.rglob("*.db")
    with closing(sqlite3.connect(file)) as db:
        rows: list[Any] = db.execute("SELECT actor, role FROM event").fetchall()
    assert rows == [("Ann_O_Nymous", "operator")]


def test_the_diary_of_a_record_is_given_out_as_a_file_that_reads_back(record: Command) -> None:
    person = record.said("new")
    day = {"on": "2026-11-20", "hard": 4, "gate": {"fit": "no"}, "sleep_hours": "6.5"}
    seq, event = record.said("add", person, "day_entry", "-", stdin=json.dumps(day)).split()
    assert int(seq) > 1
    told = json.loads(record.said("diary", person))
    assert told["days"] == [{**day, "written_by": "self"}]
    wrong = {"replaces": event, "reason": "A slip.", "body": {**day, "hard": 7}}
    record.said("add", person, "correction", "-", stdin=json.dumps(wrong))
    mended = record.said("diary", person)
    assert json.loads(mended)["days"][0]["hard"] == 7
    kb = KnowledgeBase.packaged()
    assert read_diary(mended.encode(), "diary.json", kb).days[0].hard == Known(7)
    assert [one["kind"] for one in json.loads(record.said("export", person))["events"]].count(
        "exported"
    ) == 3


def test_the_diary_of_somebody_who_is_not_there_is_refused(record: Command) -> None:
    record.said("new")
    assert record.run("diary", "nobody") == 2
