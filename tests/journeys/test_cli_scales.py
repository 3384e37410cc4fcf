"""Scales on the command line, with the words that a place brings."""

import json
from pathlib import Path

import pytest

from glidepath.cli.main import main

WORDS = {
    "scale": "isi", "language": "en", "rights": "a licence of the place", "stem": "Made up.",
    "qualifiers": {"looks_back": "1 month"}, "items": {f"q{n}": f"Line {n}" for n in range(1, 8)},
    "answers": {"all": {str(n): f"answer {n}" for n in range(5)}},
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "isi.json").write_text(json.dumps(WORDS), encoding="utf-8")
    (tmp_path / "read-me.txt").write_text("Not a scale.", encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["scales", *words])
    told = capsys.readouterr()
    return code, " ".join(told.out.split()), told.err


def test_every_scale_says_whether_its_words_are_at_hand(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "--overlays", str(folder))
    assert code == 0
    assert "words of a licence of the place" in out
    assert out.count("words shipped") == 11
    assert "total only" in out


def test_one_scale_is_told_whole_with_the_words_of_the_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "isi", "--overlays", str(folder))
    assert "A score is one piece of evidence." in out
    assert "Words: a licence of the place, language en, checksum" in out
    assert "q7: Line 7 0 answer 0; 1 answer 1" in out
    assert "Line 7" not in run(capsys, "isi")[1]


def test_a_scale_whose_words_are_shipped_is_told_with_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run(capsys, "gad7")
    assert "Words: glidepath" in out


def test_the_folder_may_be_named_once_for_all_commands(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLIDEPATH_OVERLAYS", str(folder))
    assert "q7: Line 7" in run(capsys, "isi")[1]


@pytest.mark.parametrize("given", ["empty", "nowhere"])
def test_a_folder_without_words_is_refused(
    given: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    code, _, err = run(capsys, "--overlays", str(tmp_path / given))
    assert code == 2
    assert "a folder with one file for each scale" in err


def test_every_fault_of_the_words_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {**WORDS, "scale": "phq9"}
    (folder / "phq9.json").write_text(json.dumps(wrong), encoding="utf-8")
    (folder / "more.toml").write_text('scale = "isi"\n', encoding="utf-8")
    code, _, err = run(capsys, "--overlays", str(folder))
    assert code == 2
    assert "phq9.json" in err
    assert "more.toml" in err


def test_a_scale_that_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "ocd")
    assert code == 2
    assert "gad7" in err
