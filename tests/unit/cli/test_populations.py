"""`glidepath simulate` for regimen lines and for populations."""

from pathlib import Path

import pytest

from glidepath.cli.main import main
from glidepath.cli.populations import courses_of_case

CASE = Path(__file__).parents[3] / "examples" / "clonazepam_panic.toml"
LINE = "steady on 1 mg q12h then 0.75 mg q12h for 2 weeks then stop for 1 week"


@pytest.fixture
def line(tmp_path: Path) -> Path:
    path = tmp_path / "line.txt"
    path.write_text(LINE)
    return path


def test_a_regimen_line_is_simulated(line: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", str(line), "--drug", "clonazepam", "--csv"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0].startswith("day,date,clonazepam_trough_ng_per_ml")
    assert len(rows) == 1 + 21
    assert rows[1].startswith("0,,")


def test_a_line_that_is_unclear_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "line.txt"
    path.write_text("1 q12h for 2 weeks")
    assert main(["simulate", str(path), "--drug", "clonazepam"]) == 2
    assert "dose in mg" in capsys.readouterr().err


def test_a_population_is_followed_and_written(
    line: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    words = ["simulate", str(line), "--drug", "clonazepam", "--population", "20", "--out", str(out)]
    assert main(words) == 0
    assert "regimen" in capsys.readouterr().out
    names = {path.name for path in out.iterdir()}
    assert names == {
        "policies.svg",
        "regimen-line-20-1.run",
        "regimen-line-days.csv",
        "regimen-line-people.csv",
    }
    first = (out / "regimen-line-days.csv").read_bytes()
    assert main(words) == 0
    assert (out / "regimen-line-days.csv").read_bytes() == first


def test_the_plan_of_each_policy_is_followed(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["simulate", str(CASE), "--population", "10"]
    assert main([*words, "--policy", "joint-2025", "--policy", "us-label-panic"]) == 0
    shown = capsys.readouterr().out
    assert "joint-2025" in shown
    assert "not patients" in shown


def test_a_plan_that_ends_in_nothing_is_followed_four_weeks_longer() -> None:
    (course,) = courses_of_case(CASE, []).values()
    assert course.days[-28:] == ((),) * 28
    assert course.before is not None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--population", "0"], "population"),
        (["--population", "10", "--policy", "nope"], "policy"),
        (["--population", "10", "--format", "excel"], "format"),
    ],
)
def test_what_cannot_be_is_refused(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", str(CASE), *words]) == 2
    assert told in capsys.readouterr().err


def test_a_case_without_a_plan_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    path = CASE.with_name("refused_epilepsy.toml")
    assert main(["simulate", str(path), "--population", "10"]) == 2
    assert "no plan" in capsys.readouterr().err


def test_the_model_against_published_figures_is_printed_and_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn = tmp_path / "validation.svg"
    assert main(["validate", "--picture", str(drawn)]) == 0
    assert "Class A" in capsys.readouterr().out
    assert drawn.read_text().startswith("<svg")
