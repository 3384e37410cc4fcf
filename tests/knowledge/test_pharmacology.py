"""The pharmacological data: every figure has a unit, a source that exists and a confidence."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from glidepath.domain.evidence import Confidence
from glidepath.pharmacology.data import drug_ids, read_constants, read_drug
from glidepath.pharmacology.effect import ligand_ec50s
from glidepath.pharmacology.parameters import constants, drug_model

DATA = Path(__file__).parents[2] / "src" / "glidepath" / "knowledge" / "data"
PARTS = {"drug", "parameters", "variability", "residual", "uncertainty", "check"}
PARTS |= {"metabolites", "effect", "covariates"}


def sources() -> set[str]:
    found: set[str] = set()
    for path in (DATA / "sources").glob("*.toml"):
        found |= set(tomllib.loads(path.read_text(encoding="utf-8")))
    return found


def figures(raw: Any) -> Iterator[dict[str, Any]]:
    """Every table that carries a value or a factor."""
    if isinstance(raw, dict):
        if "value" in raw or "factor" in raw:
            yield raw
        else:
            for one in raw.values():
                yield from figures(one)
    elif isinstance(raw, list):
        for one in raw:
            yield from figures(one)


@pytest.mark.parametrize("drug", drug_ids())
def test_every_figure_has_a_source_and_a_confidence(drug: str) -> None:
    known = sources()
    for one in figures(read_drug(drug)):
        assert one["source"] in known, one
        Confidence(one["confidence"])
        assert "unit" in one or "factor" in one


def test_the_shared_constants_have_sources_too() -> None:
    known = sources()
    found = list(figures(read_constants()))
    assert len(found) > 12
    assert all(one["source"] in known and Confidence(one["confidence"]) for one in found)


@pytest.mark.parametrize("drug", drug_ids())
def test_a_drug_file_holds_nothing_unknown(drug: str) -> None:
    raw = read_drug(drug)
    assert set(raw) <= PARTS
    assert raw["drug"]["id"] == drug


@pytest.mark.parametrize("drug", drug_ids())
def test_numbers_are_read_exactly(drug: str) -> None:
    value = read_drug(drug)["parameters"]["CL"]["value"]
    assert isinstance(value, int | Decimal)


@pytest.mark.parametrize("drug", drug_ids())
def test_a_covariate_stays_within_its_own_range_and_names_a_parameter(drug: str) -> None:
    model = drug_model(drug)
    allowed = {"CL", "V", "EC50"} | {f"{one.id}.CL" for one in model.metabolites}
    for one in model.covariates:
        assert one.low <= one.factor <= one.high
        assert one.on in allowed
        assert one.half_time_d >= 0


@pytest.mark.parametrize("drug", drug_ids())
def test_the_tabulated_ec50_is_the_one_that_calibration_gives(drug: str) -> None:
    table = read_drug(drug).get("effect", {}).get("ec50_calibrated")
    if table is not None:
        assert ligand_ec50s(drug)[0] == pytest.approx(float(table["value"]), rel=0.015)


def test_what_nobody_has_verified_is_listed() -> None:
    weak = drug_model("diazepam").weak
    assert "nordiazepam.potency_weight (assumed)" in weak
    assert "CL (derived)" not in weak


def test_the_adaptation_half_life_is_a_week_within_its_range() -> None:
    shared = constants()
    assert shared.slow_half_life_low_d < shared.slow_half_life_d < shared.slow_half_life_high_d
    assert shared.slow_half_life_d == 7


def test_what_the_numbers_are_not_is_said_with_a_source_and_how_sure_we_are() -> None:
    drugs = [read_drug(drug)["drug"].get("provisional") for drug in drug_ids()]
    shared = read_constants()
    said = [*shared["wording"].values(), *shared["rate"]["wording"].values()]
    said += [one for one in drugs if one]
    assert len(said) > 10
    for one in said:
        assert set(one) == {"text", "source", "confidence"}
        assert one["text"].endswith(".")
        assert one["source"] in sources()
        Confidence(one["confidence"])
