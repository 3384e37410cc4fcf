"""Help besides tablets, from the command line to the pages."""

import json
import re
from pathlib import Path

import pytest

from glidepath.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples"
CASE = str(EXAMPLES / "clonazepam_panic.toml")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["support", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_modules_meetings_and_the_shared_plan_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(capsys, CASE)
    assert code == 0
    told = " ".join(out.split())
    assert "Meeting body sensations on purpose, session 1 of 3" in told
    assert "13 of 17 stopped" in told
    assert "Nobody has asked about: depression" in told
    assert "no clinician has reviewed it yet" in told
    assert "pausing: What made it hard this time?" in told


def test_the_same_stands_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, CASE, "--json")
    assert code == 0
    told = json.loads(out)
    assert {one["module"] for one in told["timeline"]} >= {"education", "booster"}
    assert told["meetings"][0]["scales"]
    assert told["shared_plan"]["together"] == ["panic"]


def test_pages_and_letters_are_written_without_anybodys_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, CASE, "--out", str(tmp_path))
    assert code == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"skills.txt", "hard-times.txt", "self-check.txt", "letter-mental_health.txt"}
    assert all(name in err for name in names)
    letter = (tmp_path / "letter-mental_health.txt").read_text(encoding="utf-8")
    assert "To: Mental health service" in letter
    assert "clonazepam: 2 mg a day" in letter
    assert "do not stop the medicine abruptly" in letter


def test_without_a_plan_there_is_the_answer_of_the_plan(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(capsys, str(EXAMPLES / "refused_epilepsy.toml"))[0] == 3
    assert run(capsys, str(EXAMPLES / "questions_first.toml"))[0] == 4
    assert run(capsys, str(EXAMPLES / "refused_phenobarbital.toml"))[0] == 3


def test_a_folder_that_cannot_be_written_is_told_without_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a-file"
    file.write_text("", encoding="utf-8")
    code, _, err = run(capsys, CASE, "--out", str(file))
    assert code == 2
    assert "a-file" not in err


def test_the_pages_for_the_person_are_written_in_their_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, CASE, "--out", str(tmp_path), "--language", "de")[0] == 0
    pages = {
        name: (tmp_path / f"{name}.txt").read_text(encoding="utf-8")
        for name in ("skills", "hard-times", "self-check")
    }
    assert all("noch von keiner Fachperson geprüft" in text for text in pages.values())
    assert pages["skills"].startswith("WAS HELFEN KANN")
    assert pages["hard-times"].startswith("MEIN PLAN FÜR SCHWERE ZEITEN")
    assert "ANTWORTEN" in pages["self-check"]
    english = re.compile(r"\b(the|your|you|and|with|what)\b", re.IGNORECASE)
    assert [found for text in pages.values() for found in english.findall(text)] == []


def test_a_language_that_nobody_wrote_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, CASE, "--language", "fr")
    assert code == 2
    assert "en, de" in err
