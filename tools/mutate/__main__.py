"""`python -m tools.mutate [ROOM ...]`: mutation scores, survivors, and what each costs."""

import argparse
import os
import sys
import time
from pathlib import Path

from tools.mutate import children, cold, explained, hot, report, target

USUAL = ["dosing", "planning", "safety/checker"]
KINDS = ["oracles"]
NEEDED_SCORE = 90.0
WHOLE_RUN_S = 12 * 3600.0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.mutate", description=__doc__)
    parser.add_argument("targets", nargs="*", default=USUAL, help="rooms, folders or files")
    parser.add_argument("--jobs", type=int, default=2, help="children at one time")
    parser.add_argument("--tests", nargs="*", help="test folders, instead of the usual ones")
    parser.add_argument("--rows", action="store_true", help="survivors as rows of the page")
    parser.add_argument(
        "--quick", action="store_true", help="without the second pass: what survives may yet fall"
    )
    parser.add_argument("--list", action="store_true", help="only name the mutants")
    return parser.parse_args()


def _tests(targets: list[target.Target]) -> list[str]:
    """The tests that have to notice: the unit tests of these rooms, and the slow oracles.

    Whole situations and people would notice more, but a change that only they notice has no
    test that says what is wrong, and learning where they pass takes a quarter of an hour.
    """
    rooms = dict.fromkeys(each.name.split("/")[0] for each in targets)
    places = [*(f"tests/unit/{room}" for room in rooms), *(f"tests/{kind}" for kind in KINDS)]
    return [place for place in places if any((target.ROOT / place).rglob("test_*.py"))]


def _prepare() -> None:
    """Settings for quick children, and heavy imports that every child shares."""
    os.environ["GLIDEPATH_TEST_PROFILE"] = "mutate"
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    for name in ("hypothesis", "hypothesis.strategies", "numpy", "pydantic", "tomllib"):
        __import__(name)


def _run(
    targets: list[target.Target], tests: list[str], jobs: int, *, quick: bool
) -> report.Outcomes:
    findings: hot.Findings = children.ask(lambda: hot.run(targets, tests, jobs), WHOLE_RUN_S)
    print(report.speed(findings), flush=True)
    for name in findings.left_out:
        print(f"  left out, for it fails or is too slow: {name}")
    outcomes = findings.outcomes
    if quick:
        return outcomes
    again = [
        key
        for key, outcome in sorted(outcomes.items())
        if outcome in (children.SURVIVED, children.BROKEN, hot.COLD)
    ]
    began = time.perf_counter()
    outcomes.update(cold.run(targets, again, findings.tests, jobs))
    print(f"second pass: {len(again)} mutants in {time.perf_counter() - began:.0f} s", flush=True)
    return outcomes


def main() -> int:
    """Run the mutants; 1 where a room's score is too low or a survivor has no explanation."""
    wanted = _arguments()
    targets = target.chosen(wanted.targets)
    if wanted.list:
        for each in targets:
            for mutant in each.mutants:
                print(f"{each.name}:{mutant.line} in {mutant.function}: {mutant.text}")
        return 0
    _prepare()
    outcomes = _run(targets, wanted.tests or _tests(targets), wanted.jobs, quick=wanted.quick)
    found = report.survivors(targets, outcomes)
    if wanted.rows:
        lines = [
            explained.as_row(key, "reason") for key in dict.fromkeys(report.unexplained(found))
        ]
    else:
        lines = report.listing(targets, found)
    print("\n".join(["", *lines, "", *report.scores(targets, outcomes)]))
    enough = report.worst_score(targets, outcomes) >= NEEDED_SCORE
    return 0 if enough and not report.unexplained(found) else 1


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    sys.exit(main())
