"""After a whole journey nothing of the person stands in a log, an argument, an error or a name.

The person's own words go in through files. They may come out only where somebody asked for
them: on standard output of `show --json`, `export` and `plan`. Every other channel is kept and
searched: errors, logs at their most talkative, arguments, ids, file names, and faults of ours.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from glidepath.cli.main import main
from glidepath.records.event import EventKind
from glidepath.records.store import Store, open_store
from tests.unit.records.given import BY, tamper

ROOT = Path(__file__).parents[3]
NAMES = ("Zebedee", "Quillfeather", "0049-151-555-7731", "Turnip Lane", "zq1961", "Nürnbergovská")
WORDS = " ".join(NAMES)
WHO = {"name": NAMES[0], "family": NAMES[1], "phone": NAMES[2], "street": NAMES[3], "mrn": NAMES[4]}


class Heard:
    """Everything that came out where nothing of a person may come out."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.all: list[str] = []

    def search(self) -> list[str]:
        """Lines with any of the names, in any case."""
        lines = [line for text in self.all for line in text.splitlines()]
        return [line for line in lines if any(name.lower() in line.lower() for name in NAMES)]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The person's files: good ones, and for each way to be wrong one full of names."""
    folder = tmp_path / "given"
    folder.mkdir()
    case, diary, answers, effects = (
        f"# {WORDS}\n" + (ROOT / "examples" / name).read_text(encoding="utf-8")
        for name in (
            "clonazepam_panic.toml",
            "diary.toml",
            "answers_supply_gap.toml",
            "side_effects.toml",
        )
    )
    good = {
        "who.json": json.dumps(WHO),
        "case.toml": case,
        "diary.toml": diary,
        "answers.toml": answers,
        "effects.toml": effects,
        "diary.json": json.dumps({"on": "2026-12-01", "hard": 6, "note": WORDS}),
        "letter.json": json.dumps({"to": NAMES[1], "text": WORDS}),
    }
    wrong = {
        "slip.toml": f'name = "{WORDS}\n',
        "slip.json": json.dumps(WHO)[:-3],
        "twice.json": f'{{"{NAMES[0]}": 1, "{NAMES[0]}": 2}}',
        "exponent.json": f'{{"{NAMES[0]}": 1e9, "note": "{WORDS}"}}',
        "half.json": json.dumps({"note": WORDS + "\ud800"}),
        "untied.json": json.dumps({"replaces": NAMES[4], "reason": WORDS, "body": WHO}),
        "unsigned.json": json.dumps({"plan": WORDS}),
        "bare.json": json.dumps({"plan": WORDS, "versions": WHO, "input": WORDS, "report": 1}),
    }
    for name, text in {**good, **wrong}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def journey(url: str, files: Path, folder: Path) -> list[list[str]]:
    """The arguments of every command of the journey; the person's id is asked of the record."""
    with open_store(url) as store:
        (person,) = store.people()
    kinds = {"slip.toml": "note", "untied.json": "correction", "unsigned.json": "plan_signed"}
    slips = ("slip.toml", "slip.json", "twice.json", "exponent.json", "half.json")
    wrong = [
        ["record", "add", person, kinds.get(name, "note"), str(files / name)]
        for name in (*slips, "untied.json", "unsigned.json")
    ]
    return [
        ["record", "add", person, "situation", str(files / "case.toml")],
        ["record", "add", person, "day_entry", str(files / "diary.json")],
        ["record", "add", person, "letter", str(files / "letter.json")],
        ["record", "plan", person],
        ["record", "add", person, "plan_proposed", str(files / "bare.json")],
        *wrong,
        *(["assess", str(files / name)] for name in ("slip.toml", "slip.json", "who.json")),
        ["plan", str(files / "case.toml"), "--out", str(folder / "papers")],
        ["triage", str(files / "answers.toml"), "--case", str(files / "case.toml")],
        ["side-effects", str(files / "case.toml"), str(files / "effects.toml")],
        ["check", str(folder / "papers" / "plan.json"), "--case", str(files / "case.toml")],
        [
            "follow",
            str(files / "case.toml"),
            "--plan",
            str(folder / "papers" / "plan.json"),
            "--diary",
            str(files / "diary.toml"),
        ],
        ["record", "add", person, "note", str(files / "diary.json"), "--expected", "1"],
        ["record", "show", person],
        ["record", "show", person, "--json"],
        ["record", "export", person],
        ["record", "verify", "--plans"],
        ["record", "backup", str(folder / "backup")],
        ["record", "restore", str(folder / "backup")],
    ]


def test_a_whole_journey_leaves_nothing_of_the_person_behind(
    url: str,
    files: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GLIDEPATH_STORE", url)
    heard = Heard()
    with caplog.at_level(logging.DEBUG):
        assert main(["record", "new", str(files / "who.json")]) == 0
        heard.all.append(capsys.readouterr().out)
        for words in journey(url, files, tmp_path):
            main(words)
            told = capsys.readouterr()
            heard.all += [" ".join(words), told.err]
            if not {"plan", "export", "--json"} & set(words):
                heard.all.append(told.out)
    heard.all += [record.getMessage() for record in caplog.records]
    heard.all += [str(path) for path in tmp_path.rglob("*")]
    assert any("2 problems" in text or "1 problem" in text for text in heard.all)
    assert heard.search() == []


def test_what_was_told_is_in_the_record_after_all(url: str, files: Path) -> None:
    """The search above looks for what really went in."""
    with open_store(url) as store:
        body = json.loads((files / "who.json").read_text())
        person = store.add_person(body, **BY).person
        assert all(name in str(store.events(person)[0].body) for name in NAMES[:5])
        assert not any(name in repr(store.events(person)) for name in NAMES)


def faults(store: Store, person: str, url: str) -> list[BaseException]:
    """Every way in which adding and reading can fail, with the person's words at hand."""

    def tried(kind: str, **change: object) -> BaseException:
        asked = {**BY, **change}
        with pytest.raises(Exception) as fault:  # noqa: PT011
            store.add(person, kind, {"note": WORDS, NAMES[0]: WHO}, **asked)  # type: ignore[arg-type]
        return fault.value

    found = [tried(WORDS), tried("note", actor=WORDS), tried("note", role=WORDS)]
    found += [tried("note", expected=0), tried("correction"), tried("plan_proposed")]
    tamper(store, "UPDATE event SET body = '{}' WHERE seq = 1")
    with pytest.raises(Exception) as fault:  # noqa: PT011
        store.events(person)
    found.append(fault.value)
    column = "ALTER TABLE event RENAME COLUMN body TO other"
    tamper(store, column)
    return [*found, tried("note")]


def test_no_fault_of_the_record_tells_anything_of_the_person(url: str) -> None:
    with open_store(url) as store:
        person = store.add_person(WHO, **BY).person
        for fault in faults(store, person, url):
            told: list[BaseException | None] = [fault, fault.__cause__]
            assert not fault.__context__ or fault.__suppress_context__
            text = " ".join(f"{one} {one!r}" for one in told)
            assert not any(name.lower() in text.lower() for name in NAMES), text


def test_a_defect_of_ours_shows_no_value_of_the_person(tmp_path: Path) -> None:
    """The whole process, with a fault planted where the person's words are at hand."""
    (tmp_path / "who.json").write_text(json.dumps(WHO))
    planted = (
        "import glidepath.records.store as s, sys\n"
        "def broken(body):\n    raise RuntimeError(str(body))\n"
        "s.canonical = broken\n"
        "from glidepath.cli.main import main\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", planted, "record", "new", str(tmp_path / "who.json")],
        env={"GLIDEPATH_STORE": f"sqlite:///{tmp_path}/r.db", "PATH": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "a defect of ours" in done.stderr
    assert not any(name in done.stdout + done.stderr for name in NAMES)


def test_a_talkative_database_log_shows_no_row(url: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), open_store(url) as store:
        person = store.add_person(WHO, **BY).person
        store.add(person, EventKind.NOTE, {"text": WORDS}, **BY)
        store.events()
    text = " ".join(record.getMessage() for record in caplog.records)
    assert not any(name in text for name in NAMES)


def test_the_names_are_on_the_disk_only_inside_the_record(tmp_path: Path, files: Path) -> None:
    """A control for the search: SQLite's file does hold them, its anchor does not."""
    with open_store(f"sqlite:///{tmp_path}/r.db") as store:
        store.add_person(WHO, **BY)
    with closing(sqlite3.connect(tmp_path / "r.db")) as db:
        assert NAMES[0] in db.execute("SELECT body FROM event").fetchone()[0]
    assert not any(name in (tmp_path / "r.db.anchor").read_text() for name in NAMES)
