"""From a signed plan and a record to the next version, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glidepath.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples"
CASE = str(EXAMPLES / "replan_case.toml")


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The plan that was signed first."""
    folder = tmp_path_factory.mktemp("version1")
    code = main(["plan", str(EXAMPLES / "clonazepam_panic.toml"), "--out", str(folder)])
    assert code == 0
    return str(folder / "plan.json")


def run(signed: str, record: str, *words: str) -> int:
    return main(["replan", CASE, "--plan", signed, "--record", record, *words])


def example(name: str) -> str:
    return str(EXAMPLES / f"replan_{name}.toml")


def test_what_is_new_is_told_before_the_plan(
    signed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(signed, example("record")) == 0
    told = capsys.readouterr().out
    assert told.startswith("What is new on 1 Mar 2027\n")
    assert told.index("supersedes version 1") < told.index("PROPOSAL")


def test_the_papers_of_the_new_version_say_which_one_they_supersede(
    signed: str, tmp_path: Path
) -> None:
    assert run(signed, example("record"), "--out", str(tmp_path)) == 0
    text = (tmp_path / "prescription.txt").read_text(encoding="utf-8")
    assert "VERSION 2" in text
    assert "Supersedes version 1." in text
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))["plan"]
    assert (plan["version"], plan["supersedes"]) == (2, 1)
    assert [dose["dose_mg"] for dose in plan["began"]] == ["1", "1"]


def test_the_json_holds_the_differences_beside_the_answer(
    signed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(signed, example("shortage"), "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["outcome"] == "proposal"
    assert answer["diff"][0]["key"] == "why.short"


def test_a_gap_is_refused_and_leaves_no_papers(
    signed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(signed, example("gap"), "--out", str(tmp_path)) == 3
    assert list(tmp_path.iterdir()) == []
    assert "sudden stop" in capsys.readouterr().out


def test_a_step_back_that_the_clinician_chose_is_planned(signed: str) -> None:
    assert run(signed, example("step_back")) == 0


def test_a_drug_outside_our_scope_is_refused_and_a_broken_record_told(
    signed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "case.toml"
    text = Path(CASE).read_text(encoding="utf-8")
    other.write_text(text.replace('"clonazepam"', '"phenobarbital"'), encoding="utf-8")
    words = ["replan", str(other), "--plan", signed, "--record", example("record")]
    assert main(words) == 3
    broken = tmp_path / "record.toml"
    broken.write_text("[[taken]]\non = 2027-02-20\nstart = 2027-02-20\n[wish]\nkind = 'hold'\n")
    assert run(signed, str(broken)) == 2
    told = capsys.readouterr().err
    assert "2 problems" in told
