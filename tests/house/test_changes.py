"""Every change fragment has a kind, a sentence, and, when clinical, what it changes for whom."""

import re
from pathlib import Path

import pytest

from tests.house import source

KINDS = ("clinical", "feature", "fix", "internal")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:" + "|".join(KINDS) + r")\.md")
OF_A_CLINICAL_CHANGE = ("Facts and rules:", "Cases:", "From:")


def _faults(name: str, text: str) -> list[str]:
    """What is wrong with one fragment."""
    faults = [] if NAME.fullmatch(name) else [f"{name}: the name is not <slug>.<kind>.md"]
    first = text.strip().split("\n\n")[0]
    if not first.endswith("."):
        faults.append(f"{name}: it does not begin with a sentence")
    if name.endswith(".clinical.md"):
        lines = text.splitlines()
        missing = [
            word
            for word in OF_A_CLINICAL_CHANGE
            if not any(line.startswith(word) and line != word for line in lines)
        ]
        faults += [f"{name}: the line '{word} ...' is missing" for word in missing]
    return faults


def _fragments() -> list[Path]:
    paths = (source.ROOT / "changes").iterdir()
    return sorted(path for path in paths if path.name != "README.md")


def test_every_change_fragment_is_well_formed() -> None:
    found = [
        fault
        for path in _fragments()
        for fault in _faults(path.name, path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Upper.fix.md", "A sentence."),
        ("slug.md", "A sentence."),
        ("slug.other.md", "A sentence."),
        ("slug.fix.md", "no stop"),
        ("slug.fix.md", ""),
        ("slug.clinical.md", "A sentence.\n\nFacts and rules: x\nCases: none\n"),
        ("slug.clinical.md", "A sentence.\n\nFacts and rules:\nCases: none\nFrom: 0.1.0\n"),
    ],
)
def test_a_bad_fragment_is_found(name: str, text: str) -> None:
    assert _faults(name, text)


def test_a_good_clinical_fragment_passes() -> None:
    text = "The ceiling is lower.\n\nFacts and rules: x\nCases: all tapers\nFrom: 0.2.0\n"
    assert _faults("lower-ceiling.clinical.md", text) == []
