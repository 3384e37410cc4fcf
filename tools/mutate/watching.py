"""The pytest side: which test runs which lines, and the tests of one mutant run until one fails."""

from __future__ import annotations

import signal
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import coverage
import pytest

TOO_SLOW_S = 20.0


@dataclass(slots=True)
class Passage:
    """How long each test takes, and which tests pass through each line of each file."""

    seconds: dict[int, float] = field(default_factory=dict)
    tests_of: dict[str, dict[int, set[int]]] = field(default_factory=dict)

    def through(self, path: Path, line: int | None) -> list[int]:
        """The tests through a line (or, without one, through the file), quickest first."""
        lines = self.tests_of.get(str(path), {})
        found = lines.get(line, set()) if line else set().union(*lines.values())
        return sorted(found, key=lambda test: self.seconds[test])

    def join(self, other: Passage) -> None:
        """Add what was learnt elsewhere."""
        self.seconds |= other.seconds
        for file, lines in other.tests_of.items():
            here = self.tests_of.setdefault(file, {})
            for line, tests in lines.items():
                here.setdefault(line, set()).update(tests)

    def within(self, tests: list[int], budget_s: float) -> list[int]:
        """As many of these tests, in their order, as fit into a time."""
        kept: list[int] = []
        spent = 0.0
        for test in tests:
            spent += self.seconds[test]
            if kept and spent > budget_s:
                break
            kept.append(test)
        return kept


class Runner:
    """Runs single tests of a collected session and sees whether one fails."""

    def __init__(self, session: pytest.Session) -> None:
        self.items = session.items
        self.failed = False
        session.config.pluginmanager.register(self)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take note of a failure."""
        self.failed = self.failed or report.failed

    def fails(self, tests: list[int]) -> bool:
        """Whether one of these tests fails; stops at the first."""
        return self.first_failing(tests) is not None

    def _cut_short(self, test: int) -> bool:
        """Whether a test fails or was given up, wherever the giving up has met it."""
        try:
            return self.fails([test])
        except Exception:  # also in the reporting of a failure, which cannot be told then
            return True

    def first_failing(self, tests: list[int]) -> int | None:
        """The first of these tests that fails; the others after it are not run."""
        self.failed = False
        for place, test in enumerate(tests):
            after = self.items[tests[place + 1]] if place + 1 < len(tests) else None
            item = self.items[test]
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if self.failed:
                return test
        return None

    def passage(self, files: list[str], tests: list[int]) -> Passage:
        """Run tests once, unchanged, and see where each passes; failing ones are left out."""
        watch = coverage.Coverage(data_file=None, include=files, config_file=False)
        seen = Passage()
        signal.signal(signal.SIGALRM, _give_up)
        watch.start()
        for test in tests:
            watch.switch_context(str(test))
            signal.setitimer(signal.ITIMER_REAL, TOO_SLOW_S)
            began = time.perf_counter()
            if not self._cut_short(test):
                seen.seconds[test] = time.perf_counter() - began
        signal.setitimer(signal.ITIMER_REAL, 0)
        watch.stop()
        data = watch.get_data()
        for file in files:
            seen.tests_of[file] = _tests_by_line(data.contexts_by_lineno(file), seen)
        return seen


def _give_up(_number: int, _frame: object) -> None:
    raise TimeoutError("too slow for a mutation run")


def _tests_by_line(contexts: dict[int, list[str]], seen: Passage) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for line, names in contexts.items():
        found[line] = {int(name) for name in names if name} & set(seen.seconds)
    return dict(found)
