"""A file that is no case is called what it is, with the command that reads it."""

from pathlib import Path

import pytest

from glidepath.cli.main import main
from glidepath.cli.reading import read_claim, read_situation
from glidepath.domain.errors import BadInput
from tests.unit.interop.cases import KB

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.mark.parametrize(
    ("name", "kind", "command"),
    [("plan_by_hand", "a plan", "check"), ("answers_supply_gap", "answers", "triage"),
     ("replan_record", "a record", "replan"), ("diary", "a diary", "follow"),
     ("side_effects", "a report", "side-effects")],
)  # fmt: skip
def test_each_kind_of_example_is_known(name: str, kind: str, command: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_situation(EXAMPLES / f"{name}.toml", KB)
    (problem,) = caught.value.problems
    assert problem.given.startswith(kind)
    assert f"glidepath {command}" in problem.next_step


def test_a_case_with_a_slip_is_told_its_own_problems(tmp_path: Path) -> None:
    case = tmp_path / "case.toml"
    case.write_text('steps = 3\n[treatment]\ndrug = "clonazepam"\n', encoding="utf-8")
    with pytest.raises(BadInput, match="'steps' is not a key of a case"):
        read_situation(case, KB)


def test_a_case_given_for_a_plan_is_called_a_case() -> None:
    with pytest.raises(BadInput, match="a case -> allowed: a plan"):
        read_claim(EXAMPLES / "clonazepam_panic.toml", KB)


@pytest.mark.parametrize(
    ("name", "kind", "next_step"),
    [("questions_first", "an answer with open questions and no plan", "Answer its questions"),
     ("refused_epilepsy", "an answer that refuses a plan", "under next_step"),
     ("refused_phenobarbital", "an answer that refuses a plan", "under next_step")],
)  # fmt: skip
@pytest.mark.parametrize("command", ["check", "plan"])
def test_an_answer_without_a_plan_is_told_in_one_message_with_what_to_do(
    command: str, name: str, kind: str, next_step: str,
    tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    main(["plan", str(EXAMPLES / f"{name}.toml"), "--json"])
    kept = tmp_path / "kept.json"
    kept.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main([command, str(kept)]) == 2
    said = capsys.readouterr().err
    assert said.count(" -> allowed: ") == 1
    assert f"{kind} -> allowed: a {'plan' if command == 'check' else 'case'}" in said
    assert next_step in said


@pytest.mark.parametrize("words", [["assess"], ["check", "--case"]], ids=lambda words: words[0])
def test_what_assess_and_check_answer_is_told_to_hold_no_plan(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = str(EXAMPLES / "refused_epilepsy.toml")
    plan = [str(EXAMPLES / "plan_by_neurologist.toml")] if words[0] == "check" else []
    main([words[0], *plan, *words[1:], case, "--json"])
    kept = tmp_path / "kept.json"
    kept.write_text(capsys.readouterr().out, encoding="utf-8")
    with pytest.raises(BadInput, match="an answer without a plan -> allowed: a plan"):
        read_claim(kept, KB)


def test_an_answer_of_an_outcome_that_nobody_knows_is_told_its_problems(tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    kept.write_text('{"outcome": ["refusal"], "text": ""}', encoding="utf-8")
    with pytest.raises(BadInput, match="'outcome' is not a key"):
        read_claim(kept, KB)


def test_a_note_on_a_plan_is_not_counted_as_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = str(EXAMPLES / "clonazepam_panic.toml")
    main(["plan", case, "--json"])
    kept = tmp_path / "kept.json"
    kept.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["check", str(kept), "--case", case]) == 0
    said = capsys.readouterr().out
    assert "What is wrong with this plan" not in said
    assert "What to know about this plan" in said
    assert "0 wrong, 3 to know, 0 cannot tell" in said


def test_what_a_check_finds_wrong_is_counted_as_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(EXAMPLES / "plan_by_hand.toml")]) == 3
    said = capsys.readouterr().out
    assert "What is wrong with this plan" in said
    assert "5 wrong, 22 cannot tell" in said


def test_a_case_given_for_answers_is_called_a_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["triage", str(EXAMPLES / "clonazepam_panic.toml")]) == 2
    assert "a case -> allowed: answers" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["validate", "--picture"], ["compare", "CASE", "--out"], ["support", "CASE", "--out"],
     ["simulate", "CASE", "--population", "3", "--out"]],
    ids=lambda words: words[0],
)  # fmt: skip
def test_a_place_that_cannot_be_written_is_bad_input_and_is_not_named(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stands = tmp_path / "a-file"
    stands.write_text("here first", encoding="utf-8")
    case = str(EXAMPLES / "clonazepam_panic.toml")
    given = [case if word == "CASE" else word for word in words]
    assert main([*given, str(stands / "below")]) == 2
    said = capsys.readouterr().err
    assert "you may write to" in said
    assert "a-file" not in said
    assert stands.read_text(encoding="utf-8") == "here first"


def test_without_a_plan_support_writes_nothing_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    given = str(EXAMPLES / "questions_first.toml")
    assert main(["support", given, "--out", str(folder)]) == 4
    assert "nothing was written" in capsys.readouterr().err
    assert not folder.exists()
