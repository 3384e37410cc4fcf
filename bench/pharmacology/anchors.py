"""The other ways: superposition of all doses with NumPy, and general equation solvers."""

from typing import Any

import numba
import numpy as np
from scipy.integrate import solve_ivp

from bench.pharmacology.workloads import TOLERANCE, Workload
from glidepath.pharmacology.disposition import Disposition

try:
    from numbalsoda import dop853, lsoda_sig
except ImportError:  # it is built from source, which needs a Fortran compiler
    dop853 = None
    lsoda_sig = None

SOLVER = dop853 is not None


def superposition(work: Workload, people: Disposition) -> Any:
    """Levels (O, n) of one or two compartments: every dose before every sample, added up."""
    rates, weights = people.modes()
    found = np.zeros((len(work.hours), people.people))
    for sample, hour in enumerate(work.hours):
        earlier = work.dose_hours < hour
        since = hour - work.dose_hours[earlier]
        mg = work.dose_mg[earlier]
        for rate, weight in zip(rates, weights, strict=True):
            gap = people.ka - rate
            fall = np.exp(-np.outer(since, rate)) - np.exp(-np.outer(since, people.ka))
            found[sample] += people.ka * weight / gap * (mg @ fall)
    return found * 1000.0 / people.vc


def _right_hand_side(function: Any) -> Any:
    """An equation as the solver wants it; itself where there is no solver."""
    return numba.cfunc(lsoda_sig)(function) if SOLVER else function


@_right_hand_side
def _linear(_t: float, u: Any, du: Any, p: Any) -> None:
    """Depot, centre, periphery, metabolite; p = ka, k10, k12, k21, formed, km."""
    du[0] = -p[0] * u[0]
    du[1] = p[0] * u[0] - (p[1] + p[2]) * u[1] + p[3] * u[2]
    du[2] = p[2] * u[1] - p[3] * u[2]
    du[3] = p[4] * u[1] - p[5] * u[3]


@_right_hand_side
def _tolerance(_t: float, u: Any, du: Any, p: Any) -> None:
    """Depot, centre, response, moderator; p = ka, k10, 1/vc, kin, ktol, emax, ec50."""
    level = u[1] * p[2]
    du[0] = -p[0] * u[0]
    du[1] = p[0] * u[0] - p[1] * u[1]
    du[2] = p[3] * (1.0 + p[5] * level / (p[6] + level)) - p[3] * u[2] * u[3]
    du[3] = p[4] * (u[2] - u[3])


@numba.njit(parallel=True)
def _solved(
    address: int, start: Any, data: Any, stops: Any, mg: Any, sample: Any, count: int, rtol: float
) -> Any:
    """States (n, O, 4): solve from stop to stop, sample, then add the dose."""
    found = np.zeros((data.shape[0], count, 4))
    for person in numba.prange(data.shape[0]):
        state = start.copy()
        for i in range(len(stops)):
            if i > 0:
                span = np.array([0.0, stops[i] - stops[i - 1]])
                run, _ = dop853(address, state, span, data[person], rtol, rtol * 1e-3)
                state = run[1].copy()
            if sample[i] >= 0:
                found[person, sample[i]] = state
            state[0] += mg[i]
    return found


def _walk(work: Workload) -> tuple[Any, Any, Any]:
    stops = np.unique(np.concatenate(([0.0], work.dose_hours, work.hours)))
    mg, sample = np.zeros(len(stops)), np.full(len(stops), -1)
    mg[np.searchsorted(stops, work.dose_hours)] = work.dose_mg
    sample[np.searchsorted(stops, work.hours)] = np.arange(len(work.hours))
    return stops, mg, sample


def solver_levels(work: Workload, people: Disposition, rtol: float) -> list[Any]:
    """Levels (O, n) of each substance by numbalsoda's dop853."""
    n = people.people
    data = np.zeros((n, 6))
    data[:, 0], data[:, 1], data[:, 5] = people.ka, people.cl / people.vc, 1.0
    if people.q.any():
        data[:, 2], data[:, 3] = people.q / people.vc, people.q / people.vp
    scales = [1000.0 / people.vc]
    if people.links:
        formed, cl, volume = people.links[0]
        data[:, 4], data[:, 5] = formed * data[:, 1], cl / volume
        scales.append(1000.0 / volume)
    states = _solved(_linear.address, np.zeros(4), data, *_walk(work), len(work.hours), rtol)
    return [states[:, :, row].T * scale for row, scale in zip((1, 3), scales, strict=False)]


def solver_response(work: Workload, people: Disposition, rtol: float) -> Any:
    """The response R (O, n) of the turnover model by numbalsoda's dop853."""
    n = people.people
    data = np.empty((n, 7))
    data[:, 0], data[:, 1], data[:, 2] = people.ka, people.cl / people.vc, 1.0 / people.vc
    data[:, 3:] = (TOLERANCE.kin, TOLERANCE.ktol, TOLERANCE.emax, TOLERANCE.ec50)
    start = np.array([0.0, 0.0, 1.0, 1.0])
    return _solved(_tolerance.address, start, data, *_walk(work), len(work.hours), rtol)[:, :, 2].T


def scipy_levels(work: Workload, people: Disposition, rtol: float) -> Any:
    """Levels (O,) of the first person by SciPy's DOP853."""
    ka, k10, vc = (float(one[0]) for one in (people.ka, people.cl / people.vc, people.vc))

    def rise(_t: float, u: Any) -> tuple[float, float]:
        return -ka * u[0], ka * u[0] - k10 * u[1]

    stops, mg, sample = _walk(work)
    state, found = np.zeros(2), np.zeros(len(work.hours))
    for i, stop in enumerate(stops):
        if i:
            run = solve_ivp(
                rise, (stops[i - 1], stop), state, "DOP853", rtol=rtol, atol=rtol * 1e-3
            )
            state = run.y[:, -1]
        if sample[i] >= 0:
            found[sample[i]] = state[1] / vc * 1000.0
        state = state + np.array([mg[i], 0.0])
    return found
