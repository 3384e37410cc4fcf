"""The examples, from the command line to the papers."""

import json
import os
import subprocess
import sys
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from glidepath.cli.main import main
from glidepath.interop.answerfile_shape import AnswerShape

EXAMPLES = Path(__file__).parents[2] / "examples"
PLANS = (
    "alprazolam_lower_dose",
    "clonazepam_drops_ch",
    "clonazepam_panic",
    "clonazepam_start_child_nl",
    "clonazepam_start_panic",
    "clonazepam_suspension_declared",
    "diazepam_anxiety_uk",
    "diazepam_end_date_au",
    "lorazepam_bad_afternoon_de",
    "lorazepam_switch_uk",
    "lorazepam_unequal_doses_de",
    "nitrazepam_stay_nl",
    "temazepam_ie",
    "two_drugs_joined_uk",
    "two_drugs_us",
    "zopiclone_sleep_ca",
)
REFUSALS = {
    "end_date_too_soon": "31 Dec 2026",
    "refused_age_16": "age-under-18",
    "refused_epilepsy": "epilepsy-indication",
    "refused_few_days_a_week": "few-days-a-week",
    "refused_phenobarbital": "Do not stop it",
    "refused_pregnancy": "pregnancy",
}
PAPERS = {
    "plan.json",
    "calendar.pdf",
    "calendar-dateless.pdf",
    "calendar.ics",
    "prescription.txt",
    "chart.svg",
}
MAIN = EXAMPLES / "clonazepam_panic.toml"


def _case(name: str) -> str:
    return str(EXAMPLES / f"{name}.toml")


class Out(TextIOWrapper):
    """A stdout whose bytes can be looked at."""

    def __init__(self) -> None:
        super().__init__(BytesIO(), encoding="utf-8")

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined,no-any-return]


@cache
def _json(*argv: str) -> tuple[int, str]:
    """The exit code and the JSON of one command."""
    before, out = sys.stdout, Out()
    sys.stdout = out
    try:
        return main([*argv, "--json"]), out.text()
    finally:
        sys.stdout = before


def test_every_example_is_tried_here() -> None:
    tried = {*PLANS, *REFUSALS, "questions_first", "plan_by_hand", "plan_by_neurologist"}
    tried.add("plan_change_of_drug")
    tried.add("answers_supply_gap")  # in test_cli_triage.py
    tried.add("side_effects")  # in test_cli_side_effects.py
    tried |= {"replan_case", "replan_record", "replan_shortage", "replan_gap"}  # in test_cli_replan
    tried.add("replan_step_back")
    tried.add("diary")  # in tests/unit/interop/test_diaryfile.py
    assert {path.stem for path in EXAMPLES.glob("*.toml")} == tried


@pytest.mark.parametrize("name", PLANS)
def test_an_example_leads_to_a_plan_whose_json_has_the_shape_of_the_schema(name: str) -> None:
    code, text = _json("plan", _case(name))
    assert code == 0
    answer = AnswerShape.model_validate_json(text)
    assert answer.outcome == "proposal"
    assert answer.plan is not None
    assert answer.risk is not None
    assert answer.supply


@pytest.mark.parametrize("name", REFUSALS)
def test_an_example_is_refused_with_its_reason_and_what_to_do_instead(name: str) -> None:
    code, text = _json("plan", _case(name))
    assert code == 3
    answer = AnswerShape.model_validate_json(text)
    assert answer.outcome == "refusal"
    assert answer.plan is None
    assert answer.next_step
    assert REFUSALS[name] in answer.text or REFUSALS[name] in str(
        [finding.rule_id for finding in answer.findings]
    )


def test_a_case_of_which_almost_nothing_is_known_leads_to_questions() -> None:
    code, text = _json("plan", _case("questions_first"))
    assert code == 4
    answer = AnswerShape.model_validate_json(text)
    blocking = {question.fact for question in answer.questions if question.blocks}
    assert {"goal", "products", "treatment.indication", "person.age"} <= blocking
    assert answer.plan is None


@pytest.mark.parametrize("name", [*PLANS, *REFUSALS, "questions_first"])
def test_assess_gives_the_code_that_plan_would_give_for_the_rules_alone(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["assess", _case(name)])
    planned = _json("plan", _case(name))[0]
    assert code == (0 if name == "end_date_too_soon" else planned)
    assert capsys.readouterr().out


@pytest.mark.parametrize("name", PLANS)
def test_the_checker_finds_nothing_that_forbids_our_own_plan_as_it_was_written(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(_json("plan", _case(name))[1], encoding="utf-8")
    assert main(["check", str(plan), "--case", _case(name)]) == 0
    assert "No check forbids this plan." in capsys.readouterr().out


def test_a_typed_plan_that_goes_too_fast_is_told_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(EXAMPLES / "plan_by_hand.toml")]) == 3
    told = capsys.readouterr().out
    assert "2026-12-15" in told
    assert "must not be used" in told


def test_a_neurologists_own_plan_is_checked_and_not_forbidden(
    capsys: pytest.CaptureFixture[str],
) -> None:
    plan = str(EXAMPLES / "plan_by_neurologist.toml")
    assert main(["check", plan, "--case", _case("refused_epilepsy")]) == 0
    assert "The clinician decides and signs." in capsys.readouterr().out


def test_a_specialists_plan_is_printed_as_it_was_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = str(EXAMPLES / "plan_by_neurologist.toml")
    case = _case("refused_epilepsy")
    assert main(["check", plan, "--case", case, "--out", str(tmp_path / "out")]) == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == PAPERS
    written = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert [step["daily_dose_mg"] for step in written["plan"]["steps"]] == ["4", "3.5"]
    assert "Written:" in capsys.readouterr().err


def test_a_change_of_drug_typed_by_hand_is_checked_as_a_whole_and_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = str(EXAMPLES / "plan_change_of_drug.toml")
    assert main(["check", plan, "--out", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    assert "Checked: lorazepam (substitution out), 3 steps." in told
    assert "Checked: diazepam (substitution in), 2 steps." in told
    written = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    AnswerShape.model_validate(written)
    (second,) = written["plan"]["further"]
    assert [step["daily_dose_mg"] for step in second["steps"]] == ["10", "20"]
    text = (tmp_path / "out" / "prescription.txt").read_text(encoding="utf-8")
    assert "Take 1 (one) 10 mg diazepam tablet at 22:00" in text


def test_a_plan_that_a_check_forbids_is_not_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = str(EXAMPLES / "plan_by_hand.toml")
    assert main(["check", plan, "--out", str(tmp_path / "out")]) == 3
    assert not (tmp_path / "out").exists()
    assert "nothing was written" in capsys.readouterr().err


def test_the_same_case_gives_the_same_bytes_every_time() -> None:
    first = _json("plan", str(MAIN))
    _json.cache_clear()
    assert _json("plan", str(MAIN)) == first


def test_a_case_may_be_written_in_json_and_read_from_stdin(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import tomllib

    tree = tomllib.loads(MAIN.read_text(encoding="utf-8"))
    content = json.dumps(tree, default=lambda day: day.isoformat()).encode()
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(content)))
    _json.cache_clear()
    from_stdin = _json("plan", "-")
    assert from_stdin[0] == 0
    assert json.loads(from_stdin[1]) == json.loads(_json("plan", str(MAIN))[1])


def test_the_papers_are_written_and_only_stderr_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", str(MAIN), "--out", str(tmp_path / "a" / "b")]) == 0
    told = capsys.readouterr()
    assert {path.name for path in (tmp_path / "a" / "b").iterdir()} == PAPERS
    assert "Written:" in told.err
    assert "Written:" not in told.out
    written = json.loads((tmp_path / "a" / "b" / "plan.json").read_text(encoding="utf-8"))
    assert written == json.loads(_json("plan", str(MAIN))[1])


def test_a_refusal_writes_nothing_and_says_that_older_papers_no_longer_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "calendar.pdf").write_bytes(b"an older plan")
    assert main(["plan", _case("refused_pregnancy"), "--out", str(tmp_path)]) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["calendar.pdf"]
    assert "earlier papers" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_bad_input_and_nothing_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    assert main(["plan", str(MAIN), "--out", str(tmp_path / "file")]) == 2
    told = capsys.readouterr()
    assert "out" in told.err
    assert told.out == ""
    assert (tmp_path / "file").read_text(encoding="utf-8") == "not a folder"


def test_a_pace_and_a_policy_may_be_asked_for_on_the_command_line() -> None:
    _, text = _json("plan", str(MAIN), "--policy", "nougg-c2", "--pace", "gentle")
    answer = json.loads(text)
    assert answer["outcome"] in ("proposal", "refusal")
    if answer["plan"]:
        assert (answer["plan"]["policy"], answer["plan"]["pace"]) == ("nougg-c2", "gentle")


@pytest.mark.parametrize(
    ("option", "value"), [("--policy", "my-own"), ("--policy", "fyer-1987"), ("--pace", "slowly")]
)
def test_a_policy_or_pace_that_does_not_fit_is_bad_input_with_those_that_do(
    option: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", str(MAIN), option, value]) == 2
    told = capsys.readouterr().err
    assert value in told
    assert "allowed:" in told


def test_compare_shows_every_policy(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")  # names are folded where the terminal is narrow
    assert main(["compare", str(MAIN)]) == 0
    told = capsys.readouterr().out
    assert all(name in told for name in ("joint-2025", "cks-2018-percent", "nardi-2010"))
    rows = json.loads(_json("compare", str(MAIN))[1])["comparisons"]
    label = next(row for row in rows if row["policy"] == "us-label-panic")
    assert label["days"] == 24
    assert label["breaches"]


def test_simulate_prints_one_row_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", str(MAIN), "--csv"]) == 0
    rows = capsys.readouterr().out.splitlines()
    plan = json.loads(_json("plan", str(MAIN))[1])["plan"]
    assert rows[0].startswith("day,date,")
    assert len(rows) - 1 == sum(step["days"] for step in plan["steps"])
    assert rows[1].split(",")[1] == plan["start"]


def test_simulate_reads_a_plan_too_and_says_what_the_curves_are_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["simulate", str(EXAMPLES / "plan_by_hand.toml")]) == 0
    assert "not a forecast of symptoms" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["refused_phenobarbital", "refused_epilepsy", "questions_first"])
def test_simulate_stops_where_there_is_no_plan(name: str) -> None:
    assert main(["simulate", _case(name)]) == (4 if name == "questions_first" else 3)


def _run(*argv: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "glidepath.cli.main", *argv],
        capture_output=True, text=True, encoding="utf-8", check=False,
        env=os.environ | environment,
    )  # fmt: skip


def test_no_colour_codes_reach_a_pipe_and_none_a_terminal_that_wants_none() -> None:
    assert "\x1b" not in _run("plan", str(MAIN), NO_COLOR="1").stdout
    assert "\x1b" not in _run("assess", str(MAIN), NO_COLOR="1").stdout


def test_a_terminal_without_our_signs_gets_them_spelt_and_never_a_question_mark() -> None:
    done = _run("plan", _case("diazepam_anxiety_uk"), PYTHONIOENCODING="ascii", COLUMNS="100")
    assert done.returncode == 0
    assert "\\u2500" in done.stdout  # the line of a table, spelt out


def test_a_reader_that_stops_early_is_no_defect() -> None:
    command = f"{sys.executable} -m glidepath.cli.main plan {MAIN} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert done.stderr == b""


def test_the_command_runs_as_a_process_and_gives_its_exit_code() -> None:
    assert _run("plan", _case("refused_pregnancy")).returncode == 3
    bad = _run("plan", "-", "--json")
    assert bad.returncode == 2
    assert bad.stdout == ""


def test_a_plan_on_the_terminal_does_not_load_what_only_papers_and_curves_need() -> None:
    heavy = {"numpy", "typst", "icalendar", "pydantic", "typer", "glidepath.pharmacology"}
    code = (
        "import sys\nfrom glidepath.cli.main import main\n"
        f"main(['plan', {str(MAIN)!r}])\nprint(*({heavy!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr.strip() == b""
