"""The thorough pass: the changed file is imported afresh in a child that has not met it."""

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tools.mutate import children, swapping
from tools.mutate.hot import PLAIN
from tools.mutate.target import ROOT, Target

LIMIT_S = 120.0
VERDICTS: dict[int, int] = {
    pytest.ExitCode.OK: 0,
    pytest.ExitCode.TESTS_FAILED: 1,
    pytest.ExitCode.INTERRUPTED: 1,  # a file that cannot be imported ends the collection
    pytest.ExitCode.NO_TESTS_COLLECTED: 1,  # and leaves none when it is asked a second time
}


def _trial(target: Target, number: int, tests: list[str]) -> Callable[[], int]:
    def work() -> int:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os.chdir(ROOT)
        code = swapping.compiled(target.tree, target.mutants[number], target.path)
        sys.meta_path.insert(0, swapping.ChangedFile(target.module, code))
        status = pytest.main([*PLAIN, *dict.fromkeys(tests)])
        if status == pytest.ExitCode.USAGE_ERROR:  # the change has renamed the tests themselves
            status = pytest.main([*PLAIN, *dict.fromkeys(name.split("::")[0] for name in tests)])
        return VERDICTS.get(int(status), 3)

    return work


def run(
    targets: list[Target],
    wanted: list[tuple[int, int]],
    tests: dict[tuple[int, int], list[str]],
    jobs: int,
) -> Iterator[tuple[tuple[int, int], str]]:
    """An outcome for each mutant that is wanted."""
    work: list[tuple[Any, Callable[[], Any], float]] = [
        ((place, number), _trial(targets[place], number, tests[place, number]), LIMIT_S)
        for place, number in wanted
    ]
    yield from children.each(work, jobs)
