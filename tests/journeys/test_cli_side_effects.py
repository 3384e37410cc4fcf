"""From what a person tells of a side effect to what precedes it and what may be done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glidepath.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples"
CASE = str(EXAMPLES / "clonazepam_panic.toml")
REPORT = str(EXAMPLES / "side_effects.toml")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["side-effects", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


def written(tmp_path: Path, name: str, text: str) -> str:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_drowsiness_at_ten_is_set_beside_the_dose_at_eight(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(capsys, CASE, REPORT)
    assert code == 0
    told = " ".join(out.split())
    assert "It comes 2 h 0 min after the dose of 1 mg at 08:00" in told
    assert "unverified" in told


def test_the_review_is_the_same_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, CASE, REPORT, "--json")
    assert code == 0
    (review,) = json.loads(out)
    assert review["effect_id"] == "drowsiness"
    assert {one["id"] for one in review["proposals"]} >= {"watch", "lower"}


def test_a_report_in_json_is_read_like_one_in_toml(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"effect": "drowsiness", "worst_at": "10:00", "since": "2026-11-10"}]
    report = written(tmp_path, "report.json", json.dumps({"side_effects": rows}))
    assert run(capsys, CASE, report)[1] == run(capsys, CASE, REPORT)[1]


def test_a_drug_outside_the_scope_is_refused_here_too(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, str(EXAMPLES / "refused_phenobarbital.toml"), REPORT)
    assert code == 3
    assert "drowsiness" not in out


def test_every_fault_of_a_report_is_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = written(
        tmp_path,
        "report.toml",
        '[[side_effects]]\neffect = "ennui"\nworst_at = "25:00"\n'
        '[[side_effects]]\neffect = "drowsiness"\nsince = "soon"\ncolour = "red"\nworst_at = 8\n',
    )
    code, out, err = run(capsys, CASE, report)
    assert (code, out) == (2, "")
    for place in (
        "side_effects#1.effect",
        "side_effects#1.worst_at",
        "side_effects#2.since",
        "side_effects#2.worst_at",
        "side_effects#2: 'colour'",
    ):
        assert place in err


@pytest.mark.parametrize(
    "text", ["", "side_effects = []", "side_effects = [1]", 'side_effects = "many"', "other = 1"]
)
def test_a_file_without_side_effects_is_refused(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, CASE, written(tmp_path, "report.toml", text))
    assert (code, out) == (2, "")
    assert "Traceback" not in err
