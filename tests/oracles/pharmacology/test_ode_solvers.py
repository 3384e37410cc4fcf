"""Exact levels against general equation solvers at tight tolerances."""

from typing import Any

import numpy as np
import pytest

from glidepath.pharmacology.covariates import Change, people_by_day
from glidepath.pharmacology.daily import follow
from glidepath.pharmacology.data import drug_ids
from glidepath.pharmacology.disposition import typical
from glidepath.pharmacology.doses import dosed_days, to_events
from glidepath.pharmacology.exposure import course_exposure
from glidepath.pharmacology.parameters import drug_model
from tests.oracles.pharmacology.bodies import plain

integrate = pytest.importorskip("scipy.integrate")


def solved(rates_on: Any, doses: list[tuple[float, float]], samples: Any, method: str) -> Any:
    """States (samples, s): solve between doses, add each dose to the depot."""
    size = len(rates_on(0.0))
    state, clock, found = np.zeros(size), 0.0, []
    stops = sorted({*(float(s) for s in samples), *(h for h, _ in doses)})
    for stop in stops:
        if stop > clock:
            k = rates_on(clock)
            run = integrate.solve_ivp(
                lambda _t, a, k=k: k @ a,
                (clock, stop),
                state,
                method=method,
                rtol=1e-10,
                atol=1e-13,
                jac=k if method == "Radau" else None,
            )
            state, clock = run.y[:, -1], stop
        if stop in samples:
            found.append(state.copy())
        state = state + np.eye(size)[0] * sum(mg for hour, mg in doses if hour == stop)
    return np.array(found)


CASES = [(drug, "LSODA") for drug in drug_ids()] + [("diazepam", "Radau"), ("lorazepam", "Radau")]


@pytest.mark.parametrize(("drug", "method"), CASES)
def test_levels_agree_with_a_solver(drug: str, method: str) -> None:
    course = dosed_days([(1, [(8, 1), (20, 1)]), (2, [(9.5, 2)])], drug=drug)
    body = plain(typical(drug_model(drug)))
    doses = [(one.hours + body.lag, one.mg * body.share) for one in to_events(course)]
    samples = [7.0, 9.0, 20.0, 33.0, 58.5, 72.0]
    states = solved(lambda _t: body.rates, doses, samples, method)
    ours = course_exposure(course, samples)
    for (row, scale), level in zip(body.reads, ours.values(), strict=True):
        theirs = states[:, row] * scale
        assert level == pytest.approx(theirs, rel=1e-6, abs=1e-7 * theirs.max())


def test_an_inducer_that_stops_changes_levels_as_a_solver_says() -> None:
    course = dosed_days([(20, [(8, 1), (20, 1)])], drug="clonazepam")
    model = drug_model("clonazepam")
    on = people_by_day({"clonazepam": typical(model)}, [Change("carbamazepine", None, 5)])
    doses = [(one.hours, one.mg * model.f) for one in to_events(course)]
    midnights = [24.0 * day for day in range(1, 20)]

    def rates(hour: float) -> Any:
        return plain(on(int(hour // 24 + 1e-9))["clonazepam"]).rates

    states = solved(rates, doses, midnights, "LSODA")
    ours = []
    for stretch in follow(course, on):
        ours += stretch.levels("clonazepam", 0)[0][list(stretch.grid.hours).index(0.0)].tolist()
    assert ours[1:] == pytest.approx(states[:, 1] * 1000 / model.vc, rel=1e-6)
    assert ours[19] > 1.1 * ours[5]
