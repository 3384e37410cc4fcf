"""The quick pass: everything is loaded once, and each child changes one function's code."""

import functools
import os
import struct
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tools.mutate import children, swapping
from tools.mutate.target import ROOT, Target
from tools.mutate.watching import Passage, Runner

BUDGET_S = 12.0
LEARNING_S = 3600.0
NO_TEST = "no test passes"
COLD = "to be imported afresh"
PLAIN = ["-q", "-x", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov"]
PLAIN += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]


@dataclass(slots=True)
class Findings:
    """What the quick pass found: an outcome for each mutant, and the tests for the second pass."""

    outcomes: dict[tuple[int, int], str] = field(default_factory=dict)
    tests: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    learning: float = 0.0
    seconds: float = 0.0
    hot: int = 0
    number_of_tests: int = 0
    left_out: list[str] = field(default_factory=list)


class Session:
    """A pytest plugin that runs mutants where pytest would run the tests."""

    def __init__(self, targets: list[Target], jobs: int) -> None:
        self.targets = targets
        self.jobs = jobs
        self.findings = Findings()
        self.killers = Killers()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Learn the passages, then try every mutant of a function."""
        runner = Runner(session)
        began = time.perf_counter()
        files = [str(target.path) for target in self.targets]
        passage = self._learn(runner, files)
        self.findings.number_of_tests = len(passage.seconds)
        self.findings.left_out = [
            item.nodeid for test, item in enumerate(session.items) if test not in passage.seconds
        ]
        self.findings.learning = time.perf_counter() - began
        began = time.perf_counter()
        for key, outcome in children.each(self._jobs(runner, passage), self.jobs):
            self.findings.outcomes[key] = outcome
            self._tell(key, outcome)
        self.findings.seconds = time.perf_counter() - began
        return True

    def _tell(self, key: tuple[int, int], outcome: str) -> None:
        """Name what no test has noticed at once, for a whole run takes hours."""
        if outcome not in (children.KILLED, children.TIMED_OUT):
            target, mutant = self.targets[key[0]], self.targets[key[0]].mutants[key[1]]
            where = f"{target.name}:{mutant.line} in {mutant.function or 'the file'}"
            print(f"{outcome}: {where}: {mutant.text}", file=sys.stderr, flush=True)

    def _learn(self, runner: Runner, files: list[str]) -> Passage:
        """Every test once, unchanged, shared out among the children."""
        shares = [list(range(first, len(runner.items), self.jobs)) for first in range(self.jobs)]
        looks = [functools.partial(runner.passage, files, share) for share in shares]
        learnt = Passage()
        for one in children.ask_all(looks, LEARNING_S):
            learnt.join(one)
        return learnt

    def _jobs(
        self, runner: Runner, passage: Passage
    ) -> Iterator[tuple[tuple[int, int], Callable[[], Any], float]]:
        for place, target in enumerate(self.targets):
            module = sys.modules.get(target.module)
            for number, mutant in enumerate(target.mutants):
                key = (place, number)
                function = module and swapping.function_of(module, mutant.function)
                tests = passage.through(target.path, mutant.line if function else None)
                tests = passage.within(self.killers.first(place, tests), BUDGET_S)
                self.findings.tests[key] = [_function_id(runner, test) for test in tests]
                if not tests:
                    self.findings.outcomes[key] = NO_TEST
                elif not function:
                    self.findings.outcomes[key] = COLD
                else:
                    self.findings.hot += 1
                    limit = 3 + 4 * sum(passage.seconds[test] for test in tests)
                    tried = _trial(target, number, function, runner, tests)
                    yield key, self.killers.watched(place, tried), limit


def _function_id(runner: Runner, test: int) -> str:
    return runner.items[test].nodeid.split("[")[0]


class Killers:
    """The tests that have noticed a change of a file: they are the likeliest to notice the next.

    Children tell of them in a file, for they end with a number and nothing else.
    """

    def __init__(self) -> None:
        self.told = tempfile.NamedTemporaryFile("ab", buffering=0)  # noqa: SIM115 - to the end
        self.heard = Path(self.told.name).open("rb")  # noqa: SIM115 - to the end
        self.of: dict[int, list[int]] = {}

    def watched(self, place: int, trial: Callable[[], int | None]) -> Callable[[], int]:
        """The trial as a child's work: 1 where a test failed, which it tells; else 0 or 3."""

        def work() -> int:
            failing = trial()
            if failing is None or failing < 0:
                return 0 if failing is None else 3
            self.told.write(struct.pack("II", place, failing))
            return 1

        return work

    def first(self, place: int, tests: list[int]) -> list[int]:
        """These tests, those first that noticed a change of the file, the latest of them first."""
        for killed, test in struct.iter_unpack("II", self.heard.read()):
            known = self.of.setdefault(killed, [])
            if test in known:
                known.remove(test)
            known.insert(0, test)
        passing = set(tests)
        likely = [test for test in self.of.get(place, ()) if test in passing]
        return [*likely, *(test for test in tests if test not in set(likely))]


def _trial(
    target: Target, number: int, function: Any, runner: Runner, tests: list[int]
) -> Callable[[], int | None]:
    """A trial: the test that fails, None where none does, -1 where the change cannot be made."""

    def work() -> int | None:
        code = swapping.compiled(target.tree, target.mutants[number], target.path)
        if not swapping.swap_code(function, code):
            return -1
        swapping.clear_caches("glidepath")
        return runner.first_failing(tests)

    return work


def run(targets: list[Target], tests: list[str], jobs: int) -> Findings:
    """The whole quick pass; called in a child, because it imports the package."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.chdir(ROOT)
    plugin = Session(targets, jobs)
    pytest.main([*PLAIN, *tests], plugins=[plugin])
    return plugin.findings
