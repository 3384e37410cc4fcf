"""Nothing but the edges of the house may read the clock: the day is always passed in."""

import ast
from collections.abc import Iterator

import pytest

from tests.house import source

MAY_KNOW_THE_TIME = {"records", "cli", "web"}
OF_A_DATE = {"today", "now", "utcnow"}
OF_TIME = {
    "time", "time_ns", "localtime", "gmtime", "ctime", "monotonic", "monotonic_ns", "perf_counter",
    "perf_counter_ns", "process_time", "sleep",
}  # fmt: skip


def _clock_reads(tree: ast.AST) -> Iterator[int]:
    """Lines that ask what day or time it is now."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            of_time = isinstance(node.value, ast.Name) and node.value.id == "time"
            if node.attr in OF_A_DATE or (of_time and node.attr in OF_TIME):
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (node.lineno for alias in node.names if alias.name in OF_TIME)


def test_only_the_edges_of_the_house_read_the_clock() -> None:
    found = [
        f"{module.name}:{line}"
        for module in source.modules("src")
        if module.room not in MAY_KNOW_THE_TIME
        for line in _clock_reads(module.tree)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "day = date.today()",
        "at = datetime.datetime.now(UTC)",
        "at = time.time()",
        "from time import monotonic",
        "at = as_of or datetime.utcnow()",
        "read = date.today",
    ],
)
def test_a_planted_look_at_the_clock_is_found(line: str) -> None:
    assert list(_clock_reads(ast.parse(line))) == [1]


def test_a_time_of_day_is_not_mistaken_for_the_clock() -> None:
    assert list(_clock_reads(ast.parse("at = intake.time\nbed = datetime.time(22)"))) == []
