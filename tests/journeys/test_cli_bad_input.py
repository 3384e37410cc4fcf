"""Bad input, file by file: everything wrong is told at once, and nothing else happens."""

import re
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from glidepath.cli.main import main
from glidepath.interop.casefile_tree import MAX_BYTES

DECK = Path(__file__).parent / "bad_input"
PLACES: dict[str, list[str]] = tomllib.loads((DECK / "expected.toml").read_text(encoding="utf-8"))
COMMANDS = ("plan", "assess", "compare", "simulate")
OF_A_PERSON = ("Roe", "943 476", "5919")


@dataclass(frozen=True)
class Told:
    """What one run of the command did and said."""

    code: int
    out: str
    err: str
    wrote: bool


@cache
def _plan(name: str) -> Told:
    """Ask for a plan and its papers from one file of the deck."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "out"
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main(["plan", str(DECK / name), "--out", str(folder)])
        return Told(code, out.getvalue(), err.getvalue(), folder.exists())


def _places(errors: str) -> list[str]:
    """Where each problem told on stderr stands; empty for the top of the file."""
    lines = errors.splitlines()
    assert re.fullmatch(r"glidepath: \d+ problems?, nothing was done\.", lines[0]), lines[0]
    # How far a parser got in a broken file is its own affair: the line number is left aside.
    found = [re.match(r"  (?:([\w.#]+)(?:, [^:]*)?: )?", line) for line in lines[1:]]
    return sorted((match[1] or "") if match else "?" for match in found)


def test_the_deck_is_as_large_as_promised_and_every_file_is_listed() -> None:
    files = {path.name for path in DECK.iterdir()} - {"expected.toml"}
    assert files == set(PLACES)
    assert len(files) >= 60


@pytest.mark.parametrize("name", sorted(PLACES))
def test_every_problem_of_a_bad_file_is_told_at_once_and_nothing_is_written(name: str) -> None:
    told = _plan(name)
    assert told.code == 2
    assert _places(told.err) == sorted(PLACES[name])
    assert told.out == ""
    assert not told.wrote


@pytest.mark.parametrize("name", sorted(PLACES))
def test_an_error_says_what_is_allowed_and_never_who_the_person_is(name: str) -> None:
    told = _plan(name).err
    assert all(re.search(r" -> allowed: \S", line) for line in told.splitlines()[1:])
    assert "Traceback" not in told
    assert "\x1b" not in told
    assert not any(mark in told for mark in OF_A_PERSON)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["ten_faults_at_once.toml", "binary.toml", "key_twice.json"])
def test_every_command_refuses_a_bad_case_in_the_same_way(
    command: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, str(DECK / name)]) == 2
    assert _places(capsys.readouterr().err) == sorted(PLACES[name])


def test_a_huge_file_is_refused_by_its_size(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    huge = tmp_path / "huge.toml"
    huge.write_bytes(b"#" * (MAX_BYTES + 1))
    assert main(["plan", str(huge)]) == 2
    assert _places(capsys.readouterr().err) == ["file"]


@pytest.mark.parametrize("given", ["missing.toml", "."])
def test_a_file_that_cannot_be_opened_is_bad_input_and_its_name_is_not_repeated(
    given: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", str(tmp_path / given)]) == 2
    told = capsys.readouterr().err
    assert _places(told) == ["file"]
    assert "missing" not in told


def test_an_unknown_option_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "case.toml", "--hurry"]) == 2
    assert "--hurry" in capsys.readouterr().err


def test_no_command_at_all_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    told = capsys.readouterr()
    assert "Usage: glidepath" in told.out + told.err
