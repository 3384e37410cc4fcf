"""Virtual people: person number i is the same in every run, whatever the chunk or thread.

Each person has sixteen random numbers a drug, taken from a counter-based generator at the
place that belongs to the person's number. Nothing depends on who was drawn before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import sqrt
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from glidepath.domain.errors import BadInput, Problem
from glidepath.pharmacology.covariates import HIGHEST_KG, LOWEST_KG, covariate_ids
from glidepath.pharmacology.data import read_population
from glidepath.pharmacology.disposition import Disposition, typical
from glidepath.pharmacology.parameters import DrugModel, constants, drug_model, omega
from glidepath.pharmacology.uncertainty import repeated
from glidepath.pharmacology.virtual.normal import scores

__all__ = [
    "Makeup",
    "default_makeup",
    "draw",
    "ec50_factors",
    "rate_factors",
    "uniforms",
    "unknown_shares",
]

Floats = NDArray[Any]
NUMBERS = 16
EXCLUSIVE = ("cyp2c19_poor", "cyp2c19_intermediate")


@dataclass(frozen=True, slots=True)
class Makeup:
    """Who the population is: body weight (kg; median and spread, 1 = 100 %) and shares 0 to 1.

    `shares` by covariate id of the drugs' data ("over_65", "female", "carbamazepine"...).
    """

    weight_kg: float
    weight_cv: float
    shares: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse shares outside 0 to 1 and weights that are no weights."""
        problems = [
            Problem(f"share of {name!r}", f"{share:g}", "0 to 1")
            for name, share in self.shares.items()
            if not 0.0 <= share <= 1.0
        ]
        if not LOWEST_KG <= self.weight_kg <= HIGHEST_KG:
            allowed = f"{LOWEST_KG:g} to {HIGHEST_KG:g}"
            problems.append(Problem("weight_kg", f"{self.weight_kg:g}", allowed))
        if not 0.0 <= self.weight_cv < 1.0:
            problems.append(Problem("weight_cv", f"{self.weight_cv:g}", "0 to below 1"))
        if problems:
            raise BadInput(problems)


def default_makeup() -> Makeup:
    """The population of the data: adults, marked as assumed there."""
    raw = read_population()
    shares = {name: float(table["value"]) for name, table in raw["shares"].items()}
    weight = raw["weight"]
    return Makeup(float(weight["median"]["value"]), float(weight["spread"]["value"]) / 100, shares)


def draw(drug: str, first: int, count: int, seed: int, makeup: Makeup | None) -> Disposition:
    """The drug in people number `first` to `first + count - 1` of the population of `seed`.

    They differ in CL, VC, KA and each metabolite's CL and V; with a `makeup` also in
    weight and in the covariates that the drug's data know.
    """
    model = drug_model(drug)
    z = scores(uniforms(drug, first, count, seed))
    r = constants().cl_v_correlation
    body = repeated(typical(model), count)
    chain = zip(model.metabolites, body.links, strict=True)
    body = replace(
        body,
        cl=body.cl * _factor(z[0], model.cv_cl),
        vc=body.vc * _factor(r * z[0] + sqrt(1 - r * r) * z[1], model.cv_vc),
        ka=body.ka * _factor(z[2], model.cv_ka),
        links=tuple(
            (formed, cl * _factor(z[3 + 2 * i], made.cv_cl), v * _factor(z[4 + 2 * i], made.cv_v))
            for i, (made, (formed, cl, v)) in enumerate(chain)
        ),
    )
    return body if makeup is None else _made_up(body, model, makeup, first, seed)


def rate_factors(first: int, count: int, seed: int) -> Floats:
    """By how much each person's adaptation is faster or slower (n,)."""
    spread: Floats = constants().rate_gsd ** scores(uniforms("adaptation", first, count, seed))[0]
    return spread


def uniforms(stream: str, first: int, count: int, seed: int) -> Floats:
    """Sixteen numbers between 0 and 1 a person, (16, n), from the place of each person."""
    generator = np.random.Philox(key=[seed, crc32(stream.encode())], counter=[first * 4, 0, 0, 0])
    bits = generator.random_raw(count * NUMBERS).reshape(count, NUMBERS)
    found: Floats = ((bits >> np.uint64(11)).astype(float) + 0.5) * 2.0**-53
    return np.ascontiguousarray(found.T)


def _made_up(
    body: Disposition, model: DrugModel, makeup: Makeup, first: int, seed: int
) -> Disposition:
    """Weight and covariates on top; traits are the person's, so all drugs see the same."""
    traits = uniforms("traits", first, body.people, seed)
    kg = makeup.weight_kg * _factor(scores(traits[:1])[0], makeup.weight_cv)
    ratio = np.clip(kg, LOWEST_KG, HIGHEST_KG) / constants().reference_weight_kg
    cl, v = ratio ** constants().exponent_cl, ratio ** constants().exponent_v
    links = tuple((formed, one * cl, two * v) for formed, one, two in body.links)
    body = replace(
        body, cl=body.cl * cl, q=body.q * cl, vc=body.vc * v, vp=body.vp * v, links=links
    )
    for one in model.covariates:
        has = _has(one.id, makeup, traits, first, seed)
        if has is not None and one.on != "EC50":
            body = _with(body, model, one.on, np.where(has, one.factor, 1.0))
    return body


def ec50_factors(drug: str, first: int, count: int, seed: int, makeup: Makeup) -> Floats:
    """By how much each person's EC50 differs (n,): the elderly are more sensitive to some drugs."""
    traits = uniforms("traits", first, count, seed)
    found = np.ones(count)
    for one in drug_model(drug).covariates:
        has = _has(one.id, makeup, traits, first, seed) if one.on == "EC50" else None
        if has is not None:
            found *= np.where(has, one.factor, 1.0)
    return found


def _has(covariate: str, makeup: Makeup, traits: Floats, first: int, seed: int) -> Floats | None:
    """Who has a covariate: (n,) truth values; None when nobody does."""
    share = makeup.shares.get(covariate, 0.0)
    if share <= 0.0:
        return None
    if covariate in EXCLUSIVE:
        below = makeup.shares.get(EXCLUSIVE[0], 0.0) if covariate == EXCLUSIVE[1] else 0.0
        has: Floats = (traits[1] >= below) & (traits[1] < below + share)
        return has
    own: Floats = uniforms(f"trait {covariate}", first, traits.shape[1], seed)[0] < share
    return own


def _with(body: Disposition, model: DrugModel, on: str, factor: Floats) -> Disposition:
    if on == "CL":
        return replace(body, cl=body.cl * factor)
    if on == "V":
        return replace(body, vc=body.vc * factor, vp=body.vp * factor)
    links = tuple(
        (formed, cl * factor if on == f"{made.id}.CL" else cl, v)
        for made, (formed, cl, v) in zip(model.metabolites, body.links, strict=True)
    )
    return replace(body, links=links)


def unknown_shares(makeup: Makeup, drugs: tuple[str, ...]) -> tuple[str, ...]:
    """Shares of the make-up that change none of these drugs."""
    known = {name for drug in drugs for name in covariate_ids(drug)}
    return tuple(name for name in makeup.shares if name not in known)


def _factor(z: Floats, cv: float) -> Floats:
    return np.asarray(np.exp(z * sqrt(omega(cv))))
