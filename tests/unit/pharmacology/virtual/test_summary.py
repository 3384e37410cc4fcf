"""Summaries without levels are those of the levels."""

import numpy as np
import pytest

from glidepath.domain.errors import BadInput
from glidepath.pharmacology.virtual.compiled import AVAILABLE
from glidepath.pharmacology.virtual.draw import draw
from glidepath.pharmacology.virtual.summary import summarise

DOSES, MG = np.arange(0.0, 240.0, 12.0), np.linspace(10.0, 1.0, 20)
HOURS = np.arange(2.0, 240.0, 6.0)
PEOPLE = draw("zolpidem", 0, 100, 1, None)


@pytest.mark.skipif(not AVAILABLE, reason="no compiler")
@pytest.mark.parametrize("threads", [1, 2])
def test_the_compiled_summary_is_that_of_the_levels(threads: int) -> None:
    one = summarise(PEOPLE, DOSES, MG, HOURS, ec50=50, limit=0.3, threads=threads)
    two = summarise(PEOPLE, DOSES, MG, HOURS, ec50=50, limit=0.3, use_compiler=False)
    assert one.mean_binding == pytest.approx(two.mean_binding, rel=1e-12)
    assert one.highest_binding == pytest.approx(two.highest_binding, rel=1e-12)
    assert one.mean_effect == pytest.approx(two.mean_effect, rel=1e-12)
    assert (one.samples_above == two.samples_above).all()


def test_the_highest_binding_is_above_the_mean() -> None:
    found = summarise(PEOPLE, DOSES, MG, HOURS, ec50=50, limit=0.3, use_compiler=False)
    assert (found.highest_binding > found.mean_binding).all()
    assert (found.samples_above <= len(HOURS)).all()


def test_other_bodies_are_refused() -> None:
    with pytest.raises(BadInput, match="one compartment"):
        summarise(draw("diazepam", 0, 2, 1, None), DOSES, MG, HOURS, ec50=50, limit=0.3)
