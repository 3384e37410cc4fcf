"""The rules of an exchange, of short use and of the time after are read whole or refused."""

import tomllib
from pathlib import Path

import pytest

from glidepath.knowledge.read_afterwards import read_afterwards
from glidepath.knowledge.read_crossover import read_crossover
from glidepath.knowledge.read_short_use import read_short_use
from glidepath.knowledge.table import Table

DATA = Path(__file__).parents[3] / "src" / "glidepath" / "knowledge" / "data"
READERS = {
    "afterwards.toml": read_afterwards,
    "crossover.toml": read_crossover,
    "short_use.toml": read_short_use,
}


def read(file: str, old: str = "", new: str = ""):
    text = (DATA / file).read_text(encoding="utf-8")
    assert old in text
    problems: list[str] = []
    table = Table(tomllib.loads(text.replace(old, new, 1)), file, "", problems)
    return READERS[file](table), problems


@pytest.mark.parametrize("file", READERS)
def test_the_packaged_file_is_sound(file: str) -> None:
    rules, problems = read(file)
    assert rules is not None
    assert problems == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("afterwards.toml", "value = 21", "value = 7", "days out of order"),
        ("afterwards.toml", "value = 5", "value = 0", "0 is below 1"),
        ("crossover.toml", 'low = "0.8"', 'low = "1.1"', "around 1"),
        ("crossover.toml", "[table.any]", "[table.FR]", "missing, the table for every other"),
        ("crossover.toml", "fewest = 7", "fewest = 0", "0 is below 1"),
        ("crossover.toml", 'fact = "opioid"', 'fact = ""', "an empty text"),
        ("short_use.toml", "value = 14", "value = 56", "in order"),
        ("short_use.toml", 'law = "share_of_start"', 'law = "whim"', "is not one of"),
        ("short_use.toml", "[says.full]", "[says.never]", "missing"),
    ],
)
def test_a_slip_is_refused_with_its_place(file: str, old: str, new: str, problem: str) -> None:
    rules, problems = read(file, old, new)
    assert rules is None
    assert any(problem in one and file in one for one in problems)
