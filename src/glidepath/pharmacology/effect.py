"""From concentrations to effect: competitive binding and the operational link.

All ligands present compete for the receptor: with u the sum of C / EC50 over them,
binding is u / (1 + u). Effect follows binding through a receptor reserve tau:
tau * u / (1 + (1 + tau) * u). Both are shown only relative to the person's own
baseline: how much is bound in absolute terms is not known to better than a factor of six
each way.

Source: operational model of Black and Leff, Proc R Soc Lond B 220 (1983).
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, Literal

from glidepath.domain.errors import BadInput, Problem
from glidepath.pharmacology.parameters import constants, drug_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from glidepath.pharmacology.parameters import DrugModel

    Floats = NDArray[Any]

__all__ = ["EC50_SETS", "Ec50Set", "bound", "effect", "ligand_ec50s"]

Ec50Set = Literal["calibrated", "direct"]
EC50_SETS: tuple[Ec50Set, ...] = ("calibrated", "direct")


def ligand_ec50s(
    drug: str,
    ec50_set: Ec50Set = "calibrated",
    *,
    equivalent_mg: float | None = None,
    metabolite_weight: float | None = None,
) -> tuple[float, ...]:
    """The EC50 (ng/mL) of the drug and of each active metabolite.

    "calibrated": so that the equivalent dose binds as much as clonazepam 0.5 mg; the dose
    is the data's unless the prescriber's own table gives `equivalent_mg`. "direct": from
    imaging and animal work, as a sensitivity only. `metabolite_weight` replaces the
    potency of the metabolites beside the parent (a sensitivity; the set is calibrated
    anew with it). Refuses a drug that has no such value.
    """
    model = drug_model(drug)
    given = metabolite_weight
    weights = [m.weight if given is None else given for m in model.metabolites]
    own = _parent_ec50(model, ec50_set, equivalent_mg, weights)
    return (own, *(own / weight if weight > 0 else inf for weight in weights))


def bound(u: Floats) -> Floats:
    """Share of receptors bound when the ligands' summed C / EC50 is `u`."""
    return u / (1.0 + u)


def effect(u: Floats, tau: float) -> Floats:
    """Effect as a share of its maximum, times (1 + tau), with receptor reserve `tau`."""
    return tau * u / (1.0 + (1.0 + tau) * u)


def _parent_ec50(
    model: DrugModel, ec50_set: Ec50Set, equivalent_mg: float | None, weights: list[float]
) -> float:
    if ec50_set == "direct":
        if model.ec50_direct is None:
            raise _without(model, "a directly measured EC50", "Use the calibrated set.")
        return model.ec50_direct
    dose = model.equivalent_mg if equivalent_mg is None else equivalent_mg
    if dose is None:
        raise _without(model, "an equivalent dose", "Only its exposure can be shown.")
    shared = constants()
    anchor = drug_model("clonazepam")
    anchor_level = shared.anchor_dose * anchor.f / anchor.cl
    return shared.anchor_ec50 * dose * _steady_level(model, weights) / anchor_level


def _steady_level(model: DrugModel, weights: list[float]) -> float:
    """Potency-weighted amount-per-volume times rate at steady state, per mg an hour."""
    level = total = model.f / model.cl
    before = model.cl
    for one, weight in zip(model.metabolites, weights, strict=True):
        level *= one.fm * one.mass_ratio * before / one.cl
        before = one.cl
        total += weight * level
    return total


def _without(model: DrugModel, what: str, step: str) -> BadInput:
    return BadInput(Problem("effect", model.id, f"a drug with {what}", step))
