"""`python -m bench.pharmacology`: times, measured errors and ratios, all from one run."""

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.pharmacology.anchors import (
    SOLVER,
    scipy_levels,
    solver_levels,
    solver_response,
    superposition,
)
from bench.pharmacology.workloads import TOLERANCE, W1, W1B, W2, W3, Workload
from glidepath.pharmacology.data import drug_ids
from glidepath.pharmacology.disposition import typical
from glidepath.pharmacology.effect import bound
from glidepath.pharmacology.exposure import levels_at
from glidepath.pharmacology.parameters import drug_model
from glidepath.pharmacology.virtual.summary import summarise
from glidepath.pharmacology.virtual.trajectories import trajectories
from glidepath.pharmacology.virtual.turnover import response

MANY, FEW = 1000, 100


def say(*cells: object) -> None:
    """One line of the table."""
    sys.stdout.write("  ".join(str(cell) for cell in cells) + "\n")
    sys.stdout.flush()


def best(work: Callable[[], Any], times: int = 5) -> tuple[float, Any]:
    """The shortest of a few runs (s), after one that is not counted, and what it gave."""
    found = work()
    shortest = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        found = work()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest, found


def once(work: Callable[[], Any]) -> tuple[float, Any]:
    """One run that is not the first, for what takes long."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def error(ours: Any, theirs: Any) -> float:
    """Largest relative difference over values above a millionth of the highest."""
    high = theirs > 1e-6 * theirs.max()
    return float(np.abs(ours[high] / theirs[high] - 1).max())


def many(work: Workload) -> None:
    """Levels of many people, end to end: parameters in, labelled arrays out."""
    for n in (10 * MANY, MANY):
        ours, _ = best(lambda n=n: trajectories(work.people(n), *_times(work)))
        say(f"{work.name} {n} people, end to end", f"{ours * 1e3:.2f} ms")
    each = ours / MANY
    few = work.people(FEW)
    exact = trajectories(few, *_times(work))
    if work.kind != "metabolite":
        slow, theirs = once(lambda: superposition(work, few))
        anchor(f"{work.name} NumPy superposition", slow / FEW, each, error(theirs, exact.array()))
    if SOLVER:
        solver_levels(work, work.people(2), 1e-8)
    for rtol in (1e-6, 1e-8) if SOLVER else ():
        slow, solved = once(lambda rtol=rtol: solver_levels(work, few, rtol))
        far = max(error(one, exact.array(part)) for part, one in enumerate(solved))
        anchor(f"{work.name} numbalsoda dop853, rtol {rtol:g}", slow / FEW, each, far)
    if work.kind == "one":
        slow, theirs = once(lambda: scipy_levels(work, work.people(1), 1e-8))
        anchor(f"{work.name} SciPy DOP853", slow, each, error(theirs, exact.person(0)))


def anchor(name: str, theirs: float, ours: float, far: float) -> None:
    """One other way: its time per thousand people, the ratio to ours, and how far it is off."""
    say(name, f"{theirs * MANY:.2f} s per {MANY}", f"ratio {theirs / ours:.0f}", f"off {far:.0e}")


def tolerance() -> None:
    """The turnover model at equal measured error."""
    few = W3.people(FEW)
    solver_response(W3, W3.people(2), 1e-6)
    reference = solver_response(W3, few, 1e-13)
    far = error(response(few, *_times(W3), TOLERANCE)[0], reference)
    ours, _ = best(lambda: response(W3.people(MANY), *_times(W3), TOLERANCE), 3)
    say(f"W3 {MANY} people, sixth-order graded steps", f"{ours * 1e3:.1f} ms", f"error {far:.0e}")
    for rtol in (1e-5, 1e-6):
        slow, solved = once(lambda rtol=rtol: solver_response(W3, few, rtol))
        far = error(solved, reference)
        anchor(f"W3 numbalsoda dop853, rtol {rtol:g}", slow / FEW, ours / MANY, far)


def one_person() -> None:
    """One person-year with effect, warm, without a compiler."""
    person = W1.people(1)

    def year(body: Any, hours: Any, ec50: float) -> Any:
        return bound(levels_at(body, W1.dose_hours, W1.dose_mg, hours)[0] / ec50)

    took, _ = best(lambda: year(person, W1.hours, 10.0), 50)
    say("W1 one person-year with effect, no compiler", f"{took * 1e3:.3f} ms")
    hourly = np.arange(8760.0)
    for drug in drug_ids():
        body = typical(drug_model(drug))
        took, _ = best(lambda body=body: year(body, hourly, 75.0), 10)
        say(f"{drug}, one person-year by the hour, all substances", f"{took * 1e3:.2f} ms")


def million() -> None:
    """A million person-years summarised with effect, in sixteen parts."""
    part = 62_500

    def summarised() -> None:
        summarise(W1.people(part), *_times(W1), ec50=10.0, limit=0.5)

    took, _ = best(summarised, 3)
    say("W1 a million person-years summarised with effect", f"{16 * took:.2f} s")


def same_bits() -> None:
    """One thread and two."""
    people = W1.people(MANY)
    one, two = (trajectories(people, *_times(W1), threads=n).tiles for n in (1, 2))
    say("W1 the same bits on 1 and 2 threads", bool((one == two).all()))


def _times(work: Workload) -> tuple[Any, Any, Any]:
    return work.dose_hours, work.dose_mg, work.hours


if __name__ == "__main__":
    if not SOLVER:
        say("numbalsoda is not installed (it may need a Fortran compiler): its rows are left out")
    one_person()
    for each in (W1, W1B, W2):
        many(each)
    if SOLVER:
        tolerance()
    million()
    same_bits()
