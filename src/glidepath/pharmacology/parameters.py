"""What is known of each drug's way through the body, read from cited data.

Names follow pharmacometric use: CL clearance (L/h), VC and VP volumes (L), Q clearance
between them (L/h), KA absorption rate (1/h), F bioavailability, ALAG lag time (h).
Variability is the coefficient of variation of a log-normal spread, OMEGA its variance.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Any

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.evidence import Confidence
from glidepath.pharmacology.data import drug_ids, read_constants, read_drug

__all__ = ["Constants", "Covariate", "DrugModel", "Metabolite", "constants", "drug_model"]


@dataclass(frozen=True, slots=True)
class Metabolite:
    """An active substance that the body makes from the drug.

    `fm` share of the substance before it that becomes this one (by amount), `mass_ratio`
    its molar mass over that of the one before, `cl` L/h, `v` L; `weight` its potency
    beside the parent's; `cv_cl`, `cv_v` spread between people (1 = 100 %).
    """

    id: str
    fm: float
    mass_ratio: float
    cl: float
    v: float
    weight: float
    cv_cl: float
    cv_v: float
    residual: float
    molar_mass: float


@dataclass(frozen=True, slots=True)
class Covariate:
    """Something in a person that changes a parameter: `factor` on `on`, within low to high.

    `half_time_d` is how long (days) half of the change takes after the cause starts or stops.
    """

    id: str
    on: str
    factor: float
    low: float
    high: float
    half_time_d: float
    source: str
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class DrugModel:
    """One drug's disposition in a typical adult of 70 kg, with its spread between people.

    Units: `ka` 1/h, `alag` h, `cl` and `q` L/h, `vc` and `vp` L; `q` is 0 for one compartment.
    `cv_*` are spreads between people and `uncertainty_cl` how unsure the typical clearance
    itself is (both log-normal, 1 = 100 %). EC50s are ng/mL of total drug in plasma.
    """

    id: str
    analyte: str
    f: float
    ka: float
    alag: float
    cl: float
    vc: float
    q: float
    vp: float
    metabolites: tuple[Metabolite, ...]
    cv_cl: float
    cv_vc: float
    cv_ka: float
    uncertainty_cl: float
    residual: float
    molar_mass: float
    half_life_h: float
    equivalent_mg: float | None
    ec50_direct: float | None
    covariates: tuple[Covariate, ...]
    provisional: str
    weak: tuple[str, ...]

    @property
    def analytes(self) -> tuple[str, ...]:
        """The substances in the blood: the drug, then its active metabolites."""
        return (self.analyte, *(one.id for one in self.metabolites))


@dataclass(frozen=True, slots=True)
class Constants:
    """The figures of binding, effect and adaptation that all drugs share."""

    anchor_ec50: float
    anchor_dose: float
    ec50_gsd: float
    tau: float
    tau_low: float
    tau_high: float
    slow_half_life_d: float
    slow_half_life_low_d: float
    slow_half_life_high_d: float
    fast_half_life_h: float
    fast_weight: float
    rate_gsd: float
    cl_v_correlation: float
    exponent_cl: float
    exponent_v: float
    reference_weight_kg: float


@lru_cache(maxsize=1)
def constants() -> Constants:
    """The shared figures of effect and adaptation, as the data hold them."""
    raw = read_constants()
    binding, link, slow = raw["binding"], raw["link"], raw["adaptation"]["slow_half_life"]
    return Constants(
        anchor_ec50=_value(binding, "anchor_ec50"),
        anchor_dose=_value(binding, "anchor_dose"),
        ec50_gsd=_value(binding, "ec50_gsd"),
        tau=_value(link, "tau"),
        tau_low=float(link["tau"]["low"]),
        tau_high=float(link["tau"]["high"]),
        slow_half_life_d=float(slow["value"]),
        slow_half_life_low_d=float(slow["low"]),
        slow_half_life_high_d=float(slow["high"]),
        fast_half_life_h=_value(raw["adaptation"], "fast_half_life"),
        fast_weight=_value(raw["adaptation"], "fast_weight"),
        rate_gsd=_value(raw["adaptation"], "rate_gsd"),
        cl_v_correlation=_value(raw["variability"], "cl_v_correlation"),
        exponent_cl=_value(raw["allometry"], "exponent_cl"),
        exponent_v=_value(raw["allometry"], "exponent_v"),
        reference_weight_kg=_value(raw["allometry"], "reference_weight"),
    )


@lru_cache(maxsize=64)
def drug_model(drug: str) -> DrugModel:
    """How a typical adult handles this drug.

    Takes the drug's id ("clonazepam"). Refuses a drug without parameters, naming those
    that have them.
    """
    if drug not in drug_ids():
        raise BadInput(
            Problem("drug", repr(drug), ", ".join(drug_ids()), "It has no exposure data.")
        )
    return _model(read_drug(drug))


def omega(cv: float) -> float:
    """Variance of the logarithm (OMEGA) behind a coefficient of variation (1 = 100 %)."""
    return log(1.0 + cv * cv)


def _model(raw: dict[str, Any]) -> DrugModel:
    head, p, effect = raw["drug"], raw["parameters"], raw.get("effect", {})
    variability, sure = raw["variability"], raw["uncertainty"]
    return DrugModel(
        id=head["id"],
        analyte=head["analyte"],
        f=_value(p, "F"),
        ka=_value(p, "KA"),
        alag=_value(p, "ALAG"),
        cl=_value(p, "CL"),
        vc=_value(p, "VC"),
        q=_value(p, "Q") if "Q" in p else 0.0,
        vp=_value(p, "VP") if "VP" in p else 0.0,
        metabolites=tuple(_metabolite(one) for one in raw.get("metabolites", [])),
        cv_cl=_value(variability, "CL") / 100,
        cv_vc=_value(variability, "VC") / 100,
        cv_ka=_value(variability, "KA") / 100,
        uncertainty_cl=_value(sure, "CL") / 100,
        residual=_value(raw["residual"], "proportional"),
        molar_mass=float(head["molar_mass_g_per_mol"]),
        half_life_h=_value(raw["check"], "half_life"),
        equivalent_mg=_value(effect, "equivalent_dose") if "equivalent_dose" in effect else None,
        ec50_direct=_value(effect, "ec50_direct") if "ec50_direct" in effect else None,
        covariates=tuple(_covariate(one) for one in raw.get("covariates", [])),
        provisional=str(head.get("provisional", {}).get("text", "")),
        weak=tuple(_weak(raw)),
    )


def _metabolite(raw: dict[str, Any]) -> Metabolite:
    return Metabolite(
        id=raw["id"],
        fm=_value(raw, "fm"),
        mass_ratio=float(raw["mass_ratio"]),
        cl=_value(raw, "CL"),
        v=_value(raw, "V"),
        weight=_value(raw, "potency_weight"),
        cv_cl=_value(raw, "variability_CL") / 100,
        cv_v=_value(raw, "variability_V") / 100,
        residual=_value(raw, "residual"),
        molar_mass=float(raw["molar_mass_g_per_mol"]),
    )


def _covariate(raw: dict[str, Any]) -> Covariate:
    return Covariate(
        id=raw["id"],
        on=raw["on"],
        factor=float(raw["factor"]),
        low=float(raw["low"]),
        high=float(raw["high"]),
        half_time_d=float(raw["half_time_d"]),
        source=raw["source"],
        confidence=raw["confidence"],
        note=raw.get("note", ""),
    )


def _weak(raw: dict[str, Any]) -> list[str]:
    """The parameters that nobody has verified: assumed, proposed or from memory."""
    found = [(name, table) for name, table in raw["parameters"].items()]
    for one in raw.get("metabolites", []):
        found += [(f"{one['id']}.{key}", one[key]) for key in ("fm", "CL", "V", "potency_weight")]
    found += list(raw.get("effect", {}).items())
    marks = ((name, Confidence(table["confidence"]).mark) for name, table in found)
    return [f"{name} ({mark})" for name, mark in marks if mark]


def _value(tables: dict[str, Any], name: str) -> float:
    return float(tables[name]["value"])
