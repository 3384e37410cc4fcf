"""SAFETY.md keeps its word: every hazard and property names a control and tests that exist."""

import re
from functools import cache

from tests.house import source

ROW = re.compile(r"^\| *([HP]\d\d) *\|(.*)\|\s*$")
TEST = re.compile(r"`(tests/[\w./-]+\.py)(?:::(\w+))?`")
HAZARDS = {f"H{number:02d}" for number in range(1, 25)}


def _rows() -> dict[str, list[str]]:
    """Each row of the tables, by its id: hazard or property, control, tests."""
    text = (source.ROOT / "SAFETY.md").read_text(encoding="utf-8")
    found = [match.groups() for line in text.splitlines() if (match := ROW.match(line))]
    assert len(found) == len({key for key, _ in found}), "an id stands twice"
    return {key: [cell.strip() for cell in cells.split("|")] for key, cells in found}


@cache
def _tests_of(file: str) -> frozenset[str]:
    path = source.ROOT / file
    if not path.is_file():
        return frozenset()
    names = (function.name for function in source.functions(source.parse(path).tree))
    return frozenset(name for name in names if name.startswith("test_"))


def _unkept(key: str, cells: list[str]) -> list[str]:
    """What one row promises and does not keep."""
    if len(cells) != 3 or not all(cells):
        return [f"{key}: a row has a text, a control and tests; none may be empty"]
    _, control, tests = cells
    if tests.lower().startswith("open"):
        return []
    named = TEST.findall(tests)
    faults = [] if named else [f"{key}: neither a test nor the word open"]
    faults += [f"{key}: control reads open, and yet a test is named"] * control.startswith("open")
    for file, name in named:
        if not _tests_of(file) or (name and name not in _tests_of(file)):
            faults.append(f"{key}: {file}::{name} does not exist")
    return faults


def test_every_hazard_of_the_list_has_its_row() -> None:
    assert set(_rows()) >= HAZARDS


def test_every_row_names_a_control_and_an_existing_test_or_says_open() -> None:
    assert [fault for key, cells in _rows().items() for fault in _unkept(key, cells)] == []


def test_a_property_that_must_never_break_is_never_open() -> None:
    found = [key for key, cells in _rows().items() if key[0] == "P" and cells[2].startswith("open")]
    assert found == []


def test_a_row_that_names_a_test_that_is_not_there_is_found() -> None:
    assert _unkept("H01", ["a gap", "the checker", "`tests/house/test_none.py::test_nothing`"])
    here = "tests/house/test_safety_file.py"
    assert _unkept("H01", ["a gap", "the checker", f"`{here}::test_that_nobody_wrote`"])
    assert _unkept("H01", ["a gap", "the checker", ""])
    assert _unkept("H01", ["a gap", "the checker", "some day"])


def test_a_row_that_names_a_test_that_is_there_passes() -> None:
    this = "test_a_row_that_names_a_test_that_is_there_passes"
    assert (
        _unkept("H01", ["a gap", "the checker", f"`tests/house/test_safety_file.py::{this}`"]) == []
    )
