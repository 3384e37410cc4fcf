"""The commands that show what glidepath knows and where it stands."""

import json
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from glidepath.cli.main import main
from glidepath.interop.schema import KINDS, schema_of
from glidepath.knowledge.base import KnowledgeBase

EXAMPLES = Path(__file__).parents[3] / "examples"


def _tables(monkeypatch: pytest.MonkeyPatch, *argv: str) -> Any:
    out = TextIOWrapper(BytesIO(), encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", out)
        assert main([*argv]) == 0
    out.flush()
    return json.loads(out.buffer.getvalue())  # type: ignore[attr-defined]


def test_a_drug_is_shown_by_its_brand_with_products_and_sources(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["drug", "Rivotril", "--country", "CH"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("clonazepam")
    assert "ch-clonazepam-drops-2.5mg-ml-rivotril" in told
    assert "N03AE01" in told


def test_a_drug_may_be_had_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = _tables(monkeypatch, "drug", "lorazepam", "--json")
    assert tables["drug"] == "lorazepam"
    assert all(row["sources"] is not None for rows in tables["sections"].values() for row in rows)


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["drug", "clonazapam"], 2, "Did you mean"),
        (["drug", "florbazine"], 2, "allowed:"),
        (["drug", "clonazepam", "--country", "ZZ"], 2, "country"),
        (["drug", "phenobarbital"], 3, "Do not stop it"),
    ],
)
def test_a_name_that_is_no_drug_of_ours_is_refused(
    argv: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == code
    told = capsys.readouterr()
    assert words in told.out + told.err


def test_sources_list_every_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources"]) == 0
    told = capsys.readouterr().out
    assert all(f"{source.id}: " in told for source in KnowledgeBase.packaged().sources())


def test_sources_show_what_nobody_has_verified(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", "--unverified"]) == 0
    told = capsys.readouterr().out
    assert "unverified" in told
    assert "proposed" in told


def test_the_documents_behind_a_plan_are_listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = str(EXAMPLES / "plan_by_hand.toml")
    assert main(["cite", plan]) == 0
    assert "joint-guideline-2025" in capsys.readouterr().out
    ids = [source["id"] for source in _tables(monkeypatch, "cite", plan, "--json")["sources"]]
    assert "us-label-clonazepam" in ids


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_printed(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _tables(monkeypatch, "schema", kind) == schema_of(kind)


def test_every_rule_and_check_is_listed_with_its_sources(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _tables(monkeypatch, "rules", "--json")["rules"]
    ids = {row["id"] for row in rows}
    assert {"pregnancy", "epilepsy-indication", "GP-C-055"} <= ids
    assert all(row["sources"] for row in rows)
    assert main(["rules"]) == 0
    assert "pregnancy" in capsys.readouterr().out


def test_the_packaged_facts_are_sound_and_the_model_is_compared(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["validate"]) == 0
    told = capsys.readouterr().out
    assert "The packaged facts are sound" in told
    assert "Class A" in told
