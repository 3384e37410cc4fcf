"""Age, liver, genes and other medicines: what they change and how fast."""

import pytest

from glidepath.domain.errors import BadInput
from glidepath.pharmacology.covariates import (
    Change,
    covariate_ids,
    ec50_factor,
    scaled_to_weight,
    strengths,
    with_covariates,
)
from glidepath.pharmacology.disposition import typical
from glidepath.pharmacology.parameters import drug_model


def test_an_inducer_raises_clearance_only() -> None:
    model = drug_model("clonazepam")
    body = with_covariates(typical(model), model, ["carbamazepine"])
    assert body.cl[0] == pytest.approx(3.6 * 1.4)
    assert body.vc[0] == model.vc


def test_liver_disease_doubles_the_volume_of_lorazepam() -> None:
    model = drug_model("lorazepam")
    body = with_covariates(typical(model), model, ["cirrhosis"])
    assert (body.vc[0], body.vp[0]) == (2 * model.vc, 2 * model.vp)


def test_a_gene_changes_the_metabolite() -> None:
    model = drug_model("clobazam")
    body = with_covariates(typical(model), model, ["cyp2c19_poor"])
    assert body.links[0][1][0] == pytest.approx(0.5 * 0.25)
    assert body.cl[0] == model.cl


def test_half_the_strength_is_half_the_change() -> None:
    model = drug_model("clonazepam")
    body = with_covariates(typical(model), model, {"carbamazepine": 0.5})
    assert body.cl[0] == pytest.approx(3.6 * 1.2)


def test_an_unknown_covariate_is_refused_with_those_known() -> None:
    model = drug_model("zopiclone")
    with pytest.raises(BadInput, match="cirrhosis"):
        with_covariates(typical(model), model, ["grapefruit"])
    assert covariate_ids("zopiclone") == ("cirrhosis",)


def test_the_elderly_are_more_sensitive_to_alprazolam() -> None:
    assert ec50_factor(drug_model("alprazolam"), ["over_65"]) == pytest.approx(0.67)
    assert ec50_factor(drug_model("clonazepam"), ["over_65"]) == 1.0


def test_a_change_works_itself_in_and_out() -> None:
    change = Change("carbamazepine", from_day=10, to_day=50)
    assert change.strength(9.9, 4) == 0.0
    assert change.strength(14, 4) == pytest.approx(0.5)
    assert change.strength(50, 4) == pytest.approx(1 - 0.5**10)
    assert change.strength(54, 4) == pytest.approx((1 - 0.5**10) / 2)


def test_what_acts_at_once_acts_fully_between_its_days() -> None:
    change = Change("cirrhosis", from_day=3, to_day=5)
    assert [change.strength(day, 0) for day in (2, 3, 4.9, 5)] == [0, 1, 1, 0]


def test_what_was_there_for_long_acts_from_the_start() -> None:
    assert Change("carbamazepine").strength(0, 4) == 1.0
    assert Change("carbamazepine", to_day=0).strength(4, 4) == pytest.approx(0.5)


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(BadInput, match="end after its start"):
        Change("carbamazepine", 5, 4)


def test_only_changes_that_the_drug_knows_count() -> None:
    model = drug_model("clonazepam")
    found = strengths([Change("carbamazepine"), Change("omeprazole")], model, 0)
    assert found == {"carbamazepine": 1.0}


def test_weight_scales_clearance_and_volume_and_keeps_to_its_range() -> None:
    body = typical(drug_model("diazepam"))
    heavy = scaled_to_weight(body, 100)
    assert heavy.cl[0] / body.cl[0] == pytest.approx((100 / 70) ** 0.75)
    assert heavy.links[0][2][0] / body.links[0][2][0] == pytest.approx(100 / 70)
    with pytest.raises(BadInput, match="45 to 110 kg"):
        scaled_to_weight(body, 30)
    assert scaled_to_weight(body, 30, child=True).cl[0] < body.cl[0]
