"""The adaptation state against quadrature to the last digits."""

from itertools import pairwise

import numpy as np
import pytest

from glidepath.pharmacology.adaptation import adaptation_rate, daily_pull, midnights
from glidepath.pharmacology.daily import follow
from glidepath.pharmacology.disposition import typical
from glidepath.pharmacology.doses import dosed_days
from glidepath.pharmacology.effect import bound, ligand_ec50s
from glidepath.pharmacology.exposure import course_exposure
from glidepath.pharmacology.parameters import drug_model

integrate = pytest.importorskip("scipy.integrate")
DAYS = 12


def ours(drug: str, quality: str, before: list[tuple[float, float]]) -> tuple[object, float]:
    course = dosed_days([(6, [(8, 1), (20, 0.5)]), (6, [(8, 0.5)])], drug=drug, before=before)
    rate = adaptation_rate(np.array([7.0]))
    pulls = []
    for stretch in follow(course, {drug: typical(drug_model(drug))}, quality=quality):
        parts = enumerate(ligand_ec50s(drug))
        u = sum(stretch.levels(drug, part) / ec50 for part, ec50 in parts)
        grid = stretch.grid
        pulls.append(daily_pull(bound(u), grid.hours, grid.weights, rate))
    return midnights(np.concatenate(pulls, axis=1), rate)[0][1:], float(rate[0])


def reference(drug: str, rate: float, before: list[tuple[float, float]]) -> list[float]:
    """M at each midnight by adaptive quadrature between all times at which anything happens."""
    course = dosed_days([(6, [(8, 1), (20, 0.5)]), (6, [(8, 0.5)])], drug=drug, before=before)
    steady = dosed_days([(1, before)], drug=drug, before=before)
    lag = drug_model(drug).alag

    def pull(of: object, day: int) -> float:
        def integrand(hour: float) -> float:
            levels = course_exposure(of, [hour])
            u = sum(
                level[0] / ec50
                for level, ec50 in zip(levels.values(), ligand_ec50s(drug), strict=True)
            )
            return rate * float(np.exp(-rate * (24 * (day + 1) - hour))) * float(bound(u))

        edges = [0, lag, 8 + lag, 9 + lag, 12, 20 + lag, 21 + lag, 24]
        total = 0.0
        for low, high in pairwise(edges):
            if high > low:
                span = (24 * day + low, 24 * day + high)
                total += integrate.fixed_quad(np.vectorize(integrand), *span, n=16)[0]
        return total

    state = pull(steady, 0) / -float(np.expm1(-24 * rate))
    found = [state]
    for day in range(DAYS):
        state = state * float(np.exp(-24 * rate)) + pull(course, day)
        found.append(state)
    return found


@pytest.mark.parametrize("drug", ["clonazepam", "lorazepam", "diazepam"])
def test_adaptation_agrees_with_quadrature_to_a_millionth(drug: str) -> None:
    before = [(8.0, 1.0), (20.0, 1.0)]
    usual, rate = ours(drug, "usual", before)
    fine, _ = ours(drug, "fine", before)
    expected = reference(drug, rate, before)
    assert fine == pytest.approx(expected, rel=1e-9)
    assert usual == pytest.approx(expected, rel=1e-4)
