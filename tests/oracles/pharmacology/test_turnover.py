"""The graded sixth-order steps against a general solver."""

import numpy as np
import pytest

from glidepath.pharmacology.exposure import levels_at
from glidepath.pharmacology.virtual.compiled import AVAILABLE
from glidepath.pharmacology.virtual.draw import draw
from glidepath.pharmacology.virtual.turnover import Turnover, response

integrate = pytest.importorskip("scipy.integrate")


@pytest.mark.skipif(not AVAILABLE, reason="slow without a compiler")
def test_the_turnover_model_agrees_with_a_solver_at_tight_tolerances() -> None:
    model = Turnover(kin=0.1, ktol=0.002, emax=1.5, ec50=0.010)
    people = draw("zolpidem", 0, 1, 3, None)
    doses, mg = np.arange(0.0, 96.0, 12.0), np.full(8, 2.0)
    samples = np.array([12.0, 36.0, 84.0, 96.0])
    ours = response(people, doses, mg, samples, model)[:, :, 0]

    def rise(hour: float, y: np.ndarray) -> list[float]:
        level = levels_at(people, doses, mg, np.array([hour]))[0][0] / 1000
        pushed = 1 + model.emax * level / (model.ec50 + level)
        return [model.kin * (pushed - y[0] * y[1]), model.ktol * (y[0] - y[1])]

    state, clock, found = np.ones(2), 0.0, []
    for stop in sorted({*doses.tolist(), *samples.tolist()}):
        if stop > clock:
            run = integrate.solve_ivp(rise, (clock, stop), state, rtol=1e-11, atol=1e-13)
            state, clock = run.y[:, -1], stop
        if stop in samples:
            found.append(state)
    assert pytest.approx(np.array(found), rel=1e-6) == ours.T
