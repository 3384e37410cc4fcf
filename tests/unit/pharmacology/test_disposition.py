"""One or two compartments and metabolites: transitions that compose and keep mass."""

from dataclasses import replace

import numpy as np
import pytest

from glidepath.domain.errors import BadInput
from glidepath.pharmacology.data import drug_ids
from glidepath.pharmacology.disposition import typical
from glidepath.pharmacology.parameters import drug_model
from glidepath.pharmacology.uncertainty import repeated


@pytest.mark.parametrize("drug", drug_ids())
def test_the_half_life_is_the_one_that_the_data_state(drug: str) -> None:
    rates, _ = typical(drug_model(drug)).modes()
    assert np.log(2) / rates[-1][0] == pytest.approx(drug_model(drug).half_life_h, rel=0.02)


@pytest.mark.parametrize("drug", drug_ids())
def test_two_spans_after_each_other_are_one_span(drug: str) -> None:
    body = typical(drug_model(drug))
    move = body.transition(np.array([1.5, 22.5, 24.0]))[..., 0]
    assert np.allclose(move[:, :, 1] @ move[:, :, 0], move[:, :, 2], rtol=1e-12, atol=0)


def test_all_of_a_dose_is_cleared_in_the_end() -> None:
    body = typical(drug_model("clonazepam"))
    stayed = body.transition(np.array([1e5]), integrate=True)[:, 0, 0, 0]
    rows, _ = body.read_out()[0]
    assert stayed[rows].sum() * body.cl[0] / body.vc[0] == pytest.approx(1.0, rel=1e-12)


def test_a_peripheral_volume_that_hardly_exchanges_changes_nothing() -> None:
    body = typical(drug_model("zolpidem"))
    same = replace(body, q=np.array([1e-12]), vp=np.array([50.0]))
    hours = np.array([0.5, 2.0, 9.0])
    one = body.transition(hours)[1, 0, :, 0]
    two = same.transition(hours)[1:3, 0, :, 0].sum(axis=0)
    assert two == pytest.approx(one, rel=1e-9)


def test_central_clearance_equal_to_the_return_rate_is_no_special_case() -> None:
    body = typical(drug_model("clonazepam"))
    level = body.cl[0] / body.vc[0] + body.q[0] / body.vc[0]
    meeting = replace(body, vp=np.array([body.q[0] / level]))
    rates, weights = meeting.modes()
    assert rates[0][0] > rates[1][0] > 0
    assert weights[0][0] + weights[1][0] == pytest.approx(1.0, rel=1e-15)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"cl": np.array([1.0, -2.0])}, "CL of person 2"),
        ({"ka": np.array([np.nan, 1.0])}, "KA of person 1"),
        ({"vc": np.array([1.0, 0.0])}, "VC of person 2"),
        ({"f": np.array([np.inf, 1.0])}, "F of person 1"),
        ({"q": np.array([1.0, -1.0])}, "Q and VP of person 2"),
        ({"vp": np.array([0.0, 1.0])}, "Q and VP of person 1"),
        ({"alag": -1.0}, "ALAG"),
    ],
)
def test_a_parameter_that_cannot_be_is_refused_by_name_and_person(
    changed: dict[str, object], told: str
) -> None:
    two = repeated(typical(drug_model("diazepam")), 2)
    with pytest.raises(BadInput, match=told):
        replace(two, **changed)  # type: ignore[arg-type]


def test_a_metabolite_that_cannot_be_is_refused() -> None:
    body = typical(drug_model("diazepam"))
    formed, _, volume = body.links[0]
    with pytest.raises(BadInput, match="metabolite 1 CL of person 1"):
        replace(body, links=((formed, np.array([-1.0]), volume),))
