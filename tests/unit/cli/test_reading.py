"""A file that is no case is called what it is, with the command that reads it."""

from pathlib import Path

import pytest

from glidepath.cli.reading import read_situation
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
