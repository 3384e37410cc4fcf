"""The list against the ASVS says nothing of which no trace is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[4]
PAGE = ROOT / "docs" / "security" / "asvs-5-level-2.md"
ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (pass|not applicable|fail) \| (.+) \|$"
)
NAMED = re.compile(r"`((?:src|tests|docs|lock)/[\w./-]+|pyproject\.toml)(?:::(\w+))?`")


def _rows() -> list[tuple[str, ...]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    found = [ROW.match(line) for line in lines if re.match(r"\| \d", line)]
    assert all(found)
    return [one.groups() for one in found if one]


def test_every_requirement_of_level_one_and_two_stands_there_once():
    rows = _rows()
    assert len({row[0] for row in rows}) == len(rows) == 253
    assert [row[1] for row in rows].count("1") == 70


def test_every_file_and_test_that_is_named_exists():
    missing = []
    for number, *_, evidence in _rows():
        for file, test in NAMED.findall(evidence):
            path = ROOT / file
            if not path.is_file():
                missing.append((number, file))
            elif test and f"def {test}(" not in path.read_text(encoding="utf-8"):
                missing.append((number, test))
    assert missing == []


def test_what_passes_or_fails_says_why():
    bare = [row[0] for row in _rows() if row[3] != "not applicable" and len(row[4]) < 12]
    assert bare == []


def test_the_count_at_the_top_is_right():
    states = [row[3] for row in _rows()]
    said = re.search(r"(\d+) pass, (\d+) are not applicable, (\d+) fail", PAGE.read_text("utf-8"))
    counted = tuple(states.count(one) for one in ("pass", "not applicable", "fail"))
    assert said
    assert tuple(map(int, said.groups())) == counted
