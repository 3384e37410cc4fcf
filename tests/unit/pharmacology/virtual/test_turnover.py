"""Feedback turnover: the order of the method, and rest without a drug."""

import numpy as np
import pytest

from glidepath.domain.errors import BadInput
from glidepath.pharmacology.virtual.compiled import AVAILABLE
from glidepath.pharmacology.virtual.draw import draw
from glidepath.pharmacology.virtual.turnover import Turnover, response

MODEL = Turnover(kin=0.1, ktol=0.002, emax=1.5, ec50=0.010)
HOURS = np.array([12.0, 24.0, 47.5])
DOSES = np.array([0.0, 12.0, 24.0])
PEOPLE = draw("zolpidem", 0, 4, 1, None)

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="slow without a compiler")


def test_without_a_drug_all_stays_at_rest() -> None:
    found = response(PEOPLE, DOSES, np.zeros(3), HOURS, MODEL)
    assert found == pytest.approx(1.0, abs=1e-14)


def test_halving_the_steps_shrinks_the_error_by_far() -> None:
    mg = np.full(3, 5.0)
    coarse, fine, finest = (response(PEOPLE, DOSES, mg, HOURS, MODEL, finer=n) for n in (1, 2, 8))
    error, less = np.abs(coarse - finest).max(), np.abs(fine - finest).max()
    assert error < 1e-5
    assert less < error / 10


def test_a_response_rises_and_the_moderator_follows() -> None:
    found = response(PEOPLE, DOSES, np.full(3, 5.0), HOURS, MODEL)
    assert (found[0, 0] > 1.0).all()
    assert (found[1, 2] > found[1, 0]).all()


def test_times_off_the_lattice_and_other_bodies_are_refused() -> None:
    with pytest.raises(BadInput, match="1/16 h"):
        response(PEOPLE, np.array([0.01]), np.array([1.0]), HOURS, MODEL)
    with pytest.raises(BadInput, match="one compartment"):
        response(draw("clonazepam", 0, 2, 1, None), DOSES, np.ones(3), HOURS, MODEL)


def test_a_model_without_rates_is_refused() -> None:
    with pytest.raises(BadInput, match="kin"):
        Turnover(0, 0.1, 1, 1)
