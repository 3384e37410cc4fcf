"""The fixed designs behind the bands."""

import numpy as np
import pytest

from glidepath.pharmacology.parameters import drug_model
from glidepath.pharmacology.uncertainty import different_people, normal_scores, unsure_averages


def test_scores_are_spread_evenly_and_the_same_each_time() -> None:
    scores = normal_scores(101, "x")
    assert scores.mean() == pytest.approx(0, abs=1e-12)
    assert np.sort(scores)[50] == pytest.approx(0, abs=1e-12)
    assert (scores == normal_scores(101, "x")).all()
    assert not (scores == normal_scores(101, "y")).all()


def test_people_differ_as_the_data_say() -> None:
    model = drug_model("diazepam")
    people = different_people(model, 400)
    cv = people.cl.std() / people.cl.mean()
    assert cv == pytest.approx(model.cv_cl, rel=0.08)
    assert np.median(people.cl) == pytest.approx(model.cl, rel=0.02)


def test_clearance_and_volume_go_together() -> None:
    people = different_people(drug_model("clonazepam"), 400)
    r = np.corrcoef(np.log(people.cl), np.log(people.vc))[0, 1]
    assert r == pytest.approx(0.3, abs=0.1)


def test_unsure_averages_move_clearance_only() -> None:
    model = drug_model("lorazepam")
    found = unsure_averages(model, 30)
    assert found.cl.std() > 0
    assert (found.vc == model.vc).all()
