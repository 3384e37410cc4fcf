"""Virtual people are the same people in every run."""

from statistics import NormalDist

import numpy as np
import pytest

from glidepath.domain.errors import BadInput
from glidepath.pharmacology.parameters import drug_model
from glidepath.pharmacology.virtual.draw import (
    Makeup,
    default_makeup,
    draw,
    rate_factors,
    uniforms,
    unknown_shares,
)
from glidepath.pharmacology.virtual.normal import scores


def test_a_person_does_not_depend_on_who_was_drawn_before() -> None:
    everybody = draw("diazepam", 0, 300, 7, default_makeup())
    some = draw("diazepam", 120, 30, 7, default_makeup())
    assert (everybody.cl[120:150] == some.cl).all()
    assert (everybody.links[0][1][120:150] == some.links[0][1]).all()


def test_another_seed_is_another_population() -> None:
    assert not (uniforms("x", 0, 50, 1) == uniforms("x", 0, 50, 2)).any()


def test_numbers_are_evenly_spread() -> None:
    found = uniforms("clonazepam", 0, 20_000, 3)
    assert found.shape == (16, 20_000)
    assert found.mean(axis=1) == pytest.approx(0.5, abs=0.01)
    assert np.abs(np.corrcoef(found) - np.eye(16)).max() < 0.03


@pytest.mark.parametrize("share", [1e-300, 1e-9, 1e-3, 0.0749, 0.0751, 0.3, 0.5, 0.93, 1 - 1e-12])
def test_scores_are_those_of_the_normal_distribution(share: float) -> None:
    expected = NormalDist().inv_cdf(share)
    assert scores(np.array([share]))[0] == pytest.approx(expected, rel=1e-12, abs=1e-14)


def test_people_differ_as_the_data_say_and_weigh_what_the_makeup_says() -> None:
    model = drug_model("clonazepam")
    plain = draw("clonazepam", 0, 20_000, 1, None)
    assert np.median(plain.cl) == pytest.approx(model.cl, rel=0.02)
    assert plain.cl.std() / plain.cl.mean() == pytest.approx(model.cv_cl, rel=0.05)
    heavy = draw("clonazepam", 0, 2_000, 1, Makeup(100, 0.0))
    assert heavy.cl[0] / plain.cl[0] == pytest.approx((100 / 70) ** 0.75)


def test_shares_of_covariates_are_met_and_exclude_each_other() -> None:
    with_genes = draw("clobazam", 0, 5_000, 1, Makeup(70, 0.0, default_makeup().shares))
    without = draw("clobazam", 0, 5_000, 1, Makeup(70, 0.0))
    ratio = np.round(with_genes.links[0][1] / without.links[0][1], 6)
    assert np.mean(ratio == 0.25) == pytest.approx(0.03, abs=0.01)
    assert np.mean(ratio == 0.6) == pytest.approx(0.27, abs=0.02)


def test_volumes_and_co_medication_count_too() -> None:
    old = draw("diazepam", 0, 100, 1, Makeup(70, 0.0, {"over_65": 1.0, "omeprazole": 1.0}))
    young = draw("diazepam", 0, 100, 1, Makeup(70, 0.0))
    assert old.vc / young.vc == pytest.approx(1.6)
    assert old.cl / young.cl == pytest.approx(0.85 * 0.74)


def test_shares_that_change_nothing_are_named() -> None:
    assert unknown_shares(Makeup(70, 0.1, {"omeprazole": 0.5}), ("clonazepam",)) == ("omeprazole",)


def test_adaptation_differs_between_people_around_one() -> None:
    found = rate_factors(0, 20_000, 1)
    assert np.median(found) == pytest.approx(1.0, rel=0.02)
    assert np.exp(np.log(found).std()) == pytest.approx(2.0, rel=0.02)


@pytest.mark.parametrize(
    ("kg", "cv", "shares"), [(30, 0.1, {}), (70, 1.5, {}), (70, 0.1, {"over_65": 1.5})]
)
def test_a_makeup_that_cannot_be_is_refused(kg: float, cv: float, shares: dict[str, float]) -> None:
    with pytest.raises(BadInput):
        Makeup(kg, cv, shares)
