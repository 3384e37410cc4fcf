"""Rules of starting are read whole or refused with every problem and its place."""

import tomllib
from pathlib import Path

import pytest

from glidepath.domain.titration import Per
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.read_titrations import read_titration
from glidepath.knowledge.table import Table

DATA = Path(__file__).parents[3] / "src" / "glidepath" / "knowledge" / "data" / "titrations"


def read(text: str, rule_id: str = "us-child-seizures"):
    problems: list[str] = []
    rule = read_titration(rule_id, Table(tomllib.loads(text), "x.toml", "", problems))
    return rule, problems


def written(rule_id: str = "us-child-seizures") -> str:
    return (DATA / f"{rule_id}.toml").read_text(encoding="utf-8")


def test_a_sound_file_becomes_a_rule() -> None:
    rule, problems = read(written())
    assert problems == []
    assert rule is not None
    assert rule == KnowledgeBase.packaged().titration("us-child-seizures")
    assert rule.start.value.per is Per.KG_AND_DAY
    assert rule.whom.either


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id = "us-child-seizures"', 'id = "other"', "the id is not that of the file"),
        ('"epilepsy_absence"', '"hiccups"', "'hiccups' is not one of"),
        ('unit = "mg/kg/day"', 'unit = "mg/kg"', "is not one of mg/day, mg/kg/day"),
        ('most = "0.03"', 'most = "0.001"', "above 0, in order"),
        ("fewest = 2", "fewest = 4", "4 is above 3"),
        ("[days]\nvalue = 3", "[days]\nvalue = 0", "0 is below 1"),
        ("either = true", 'either = "yes"', "is not true or false"),
        ("[start]", "[begin]", "missing"),
    ],
)
def test_a_file_with_a_slip_is_refused_with_its_place(old: str, new: str, problem: str) -> None:
    assert old in written()
    rule, problems = read(written().replace(old, new, 1))
    assert rule is None
    assert any(problem in one and "x.toml" in one for one in problems)


def test_a_rule_without_checks_is_refused() -> None:
    text = written().split("[[check]]")[0] + '[[stop]]\ntext = "Enough."\nsource = "made-up"\n'
    rule, problems = read(text + 'confidence = "assumed"\n')
    assert rule is None
    assert any("no checks" in one for one in problems)
