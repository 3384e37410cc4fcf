"""`python -m bench.planning`: the same optimum from three ways, and what each of them takes.

The two solvers cannot be loaded into one process: each runs in its own.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict

from bench.planning.instances import Measured, instances
from bench.planning.problem import Problem, problem
from glidepath.dosing import makeable
from glidepath.planning import taper as direct
from glidepath.planning.front import front
from glidepath.planning.taper import instance, solve, taper

RUNS = 7
SOLVERS = {"CP-SAT": "bench.planning.cpsat", "HiGHS": "bench.planning.highs"}


def _times(work: Callable[[], object]) -> list[float]:
    """Milliseconds of several runs; what products can make is worked out anew in each."""
    found = []
    for _ in range(RUNS):
        makeable._ways.cache_clear()
        direct._instance.cache_clear()
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return found


def _solved(module: str, given: Problem) -> tuple[list[int], float]:
    """The grounds a solver proved (all five unless time ran out), and its milliseconds."""
    done = subprocess.run(
        [sys.executable, "-m", module],
        input=json.dumps(asdict(given)),
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer["best"], answer["seconds"] * 1000


def _ours(measured: Measured, given: Problem) -> list[int]:
    result = taper(measured.request)
    in_grains = [mass // given.grain_ng for mass in result.grounds[:3]]
    return [*in_grains, result.drift, result.uneven]


def _shown(times: list[float]) -> str:
    return f"{min(times):8.1f} / {statistics.median(times):6.1f} ms"


def _measure(measured: Measured) -> bool:
    """Print one instance; whether every optimum agreed and every goal of time was met."""
    given, found = problem(measured), instance(measured.request)
    ours = _ours(measured, given)
    cuts = len(taper(measured.request).course.steps)  # it begins with the first cut
    assert cuts <= measured.steps, f"our course has {cuts} cuts"
    proof = _times(lambda: solve(instance(measured.request)))
    whole = _times(lambda: taper(measured.request))
    trade = _times(lambda: front(measured.request))
    print(f"\n{measured.name}: {len(found.space.states)} regimens, {cuts} cuts, grounds {ours}")
    print(f"  search and proof   {_shown(proof)} (least / median of {RUNS})")
    print(f"  with all grounds   {_shown(whole)}, goal {measured.goal_ms} ms")
    print(f"  trade-off, exact   {_shown(trade)}, goal 1000 ms")
    sound = min(whole) <= measured.goal_ms and min(trade) <= 1000
    for name, module in SOLVERS.items():
        best, taken = _solved(module, given)
        same = best == ours[: len(best)]
        ratio = taken / statistics.median(whole)
        state = "same optimum" if same else f"ANOTHER OPTIMUM {best}"
        proved = "all five grounds" if len(best) == 5 else f"{len(best)} of 5 grounds in time"
        print(f"  {name:8} {taken:17.0f} ms, {ratio:7.0f} times ours: {state}, {proved}")
        sound = sound and same and (name != "CP-SAT" or ratio >= 50)
    return sound


def main() -> int:
    """Measure every instance; 1 where an optimum differs or a goal is missed."""
    wanted = instances()
    results = [_measure(one) for one in wanted if not sys.argv[1:] or one.name in sys.argv[1:]]
    print(f"\n{sum(results)} of {len(results)} instances agree and meet every goal")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
