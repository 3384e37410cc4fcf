"""The page on what works answers every row, names commands that exist, and hides no gap."""

import re

import pytest

from tests.docs import running

PAGE = running.ROOT / "docs" / "explanation" / "what-works.md"
COMMANDS = running.ROOT / "docs" / "reference" / "commands.md"
ROWS = [f"M{number}" for number in range(1, 17)]


def _rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if re.match(r"\| M\d", line)
    ]


def test_every_row_of_the_topic_is_answered_once() -> None:
    assert [row[0] for row in _rows()] == ROWS


@pytest.mark.parametrize("row", ROWS)
def test_a_row_says_what_works_with_which_command_and_what_does_not_yet(row: str) -> None:
    [(_, *cells, missing)] = [cells for cells in _rows() if cells[0] == row]
    there = re.findall(r"^## glidepath ([a-z-]+)", COMMANDS.read_text(encoding="utf-8"), re.M)
    named = re.findall(r"`glidepath ([a-z-]+)`", cells[2])
    assert len(cells) == 3
    assert all(cells)
    assert missing.endswith(".")
    assert named
    assert set(named) <= set(there)
