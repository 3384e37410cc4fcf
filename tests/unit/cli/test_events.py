"""`glidepath simulate --events` and `--table`."""

from pathlib import Path

import pytest

from glidepath.cli.main import main

CASE = Path(__file__).parents[3] / "examples" / "clonazepam_panic.toml"


def test_a_plan_goes_out_as_a_table_and_comes_back_as_levels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", str(CASE), "--events"]) == 0
    table = capsys.readouterr().out
    assert table.startswith("# TIME h, AMT mg")
    path = tmp_path / "plan.csv"
    path.write_text(table + "1,20000,.,0,0,0,0,2,0,.\n")
    assert main(["simulate", str(path), "--table", "--drug", "clonazepam"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0] == "ID,TIME,substance,level_ng_per_ml"
    assert rows[1].startswith("1,20000,clonazepam,")


def test_a_regimen_line_goes_out_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "line.txt"
    path.write_text("1 mg q12h for 2 weeks")
    assert main(["simulate", str(path), "--drug", "clonazepam", "--events"]) == 0
    assert "1,8,1,24,13,0,1,1,1,." in capsys.readouterr().out


def test_a_table_needs_its_drug(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "table.csv"
    path.write_text("# TIME h, AMT mg\nID,TIME,AMT,EVID\n1,0,1,1\n")
    assert main(["simulate", str(path), "--table"]) == 2
    assert "--drug" in capsys.readouterr().err


def test_a_table_with_a_strange_column_is_refused_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("# TIME h, AMT mg\nID,TIME,AMT,EVID,WEIGHT\n1,0,1,1,70\n")
    assert main(["simulate", str(path), "--table", "--drug", "clonazepam"]) == 2
    assert "column 5 (WEIGHT)" in capsys.readouterr().err
