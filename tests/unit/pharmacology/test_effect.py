"""Binding, the operational link and the EC50s calibrated to an equivalence table."""

import numpy as np
import pytest

from glidepath.domain.errors import BadInput
from glidepath.pharmacology.effect import bound, effect, ligand_ec50s


@pytest.mark.parametrize(
    ("drug", "ec50"),
    [
        ("clonazepam", 75),
        ("alprazolam", 71),
        ("lorazepam", 159),
        ("diazepam", 8700),
        ("nitrazepam", 1300),
        ("oxazepam", 2300),
        ("temazepam", 2300),
        ("chlordiazepoxide", 26600),
        ("zolpidem", 660),
        ("zopiclone", 500),
    ],
)
def test_the_calibrated_ec50_binds_equivalent_doses_alike(drug: str, ec50: float) -> None:
    assert ligand_ec50s(drug)[0] == pytest.approx(ec50, rel=0.015)


def test_clobazam_is_calibrated_with_its_metabolite() -> None:
    assert ligand_ec50s("clobazam", metabolite_weight=0)[0] == pytest.approx(5700, rel=0.01)
    assert ligand_ec50s("clobazam", metabolite_weight=1)[0] == pytest.approx(28600, rel=0.01)


def test_a_metabolite_without_potency_does_not_bind() -> None:
    assert ligand_ec50s("diazepam", metabolite_weight=0)[1] == np.inf


def test_a_prescribers_own_equivalent_moves_the_ec50_in_proportion() -> None:
    usual = ligand_ec50s("diazepam")[0]
    assert ligand_ec50s("diazepam", equivalent_mg=5)[0] == pytest.approx(usual / 2)


def test_the_direct_set_is_refused_where_nothing_was_measured() -> None:
    assert ligand_ec50s("alprazolam", "direct") == (104.0,)
    with pytest.raises(BadInput, match="calibrated set"):
        ligand_ec50s("oxazepam", "direct")


def test_a_drug_without_an_equivalent_dose_is_refused() -> None:
    with pytest.raises(BadInput, match="equivalent dose"):
        ligand_ec50s("clorazepate")


def test_effect_follows_binding_through_the_reserve() -> None:
    u, tau = np.array([0.1, 1.0, 10.0]), 3.4
    rho = bound(u)
    assert effect(u, tau) == pytest.approx(tau * rho / (1 + tau * rho))
