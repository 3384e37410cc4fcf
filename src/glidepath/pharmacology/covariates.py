"""What in a person changes a drug's way through the body, and how fast it comes and goes.

A covariate multiplies a parameter by its factor: CL, V (both volumes), a metabolite's
own CL, or EC50. Something that starts or stops during a course (an inducer, an inhibitor)
works itself in and out with its own half-time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from glidepath.domain.errors import BadInput, Problem
from glidepath.pharmacology.disposition import Disposition
from glidepath.pharmacology.parameters import Covariate, DrugModel, constants, drug_model

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Change",
    "covariate_ids",
    "ec50_factor",
    "people_by_day",
    "scaled_to_weight",
    "strengths",
    "with_covariates",
]

LOWEST_KG, HIGHEST_KG = 45.0, 110.0


@dataclass(frozen=True, slots=True)
class Change:
    """Something that acts from one day of the course to another.

    `covariate` is its id in the drug's data; `from_day` None means that it has acted for
    long before the course; `to_day` None means that it goes on. Days count from 0.
    """

    covariate: str
    from_day: int | None = None
    to_day: int | None = None

    def __post_init__(self) -> None:
        """Refuse an end before the beginning."""
        if self.to_day is not None and self.to_day < (self.from_day or 0):
            given = f"{self.from_day} to {self.to_day}"
            raise BadInput(Problem(f"change {self.covariate!r}", given, "an end after its start"))

    def strength(self, day: float, half_time_d: float) -> float:
        """How much of the full change is there at a time (days): 0 to 1."""
        start = float("-inf") if self.from_day is None else float(self.from_day)
        if day < start:
            return 0.0
        end = float("inf") if self.to_day is None else float(self.to_day)
        if half_time_d == 0:
            return 1.0 if day < end else 0.0
        built = 1.0 - 0.5 ** ((min(day, end) - start) / half_time_d)
        gone = 0.5 ** (max(0.0, day - end) / half_time_d)
        return float(built * gone)


def covariate_ids(drug: str) -> tuple[str, ...]:
    """What the data know to change this drug, without repeats."""
    return tuple(dict.fromkeys(one.id for one in drug_model(drug).covariates))


def strengths(changes: Iterable[Change], model: DrugModel, day: int) -> dict[str, float]:
    """How strongly each change acts in the middle of a day, for what the drug's data know."""
    half_times = {one.id: one.half_time_d for one in model.covariates}
    found: dict[str, float] = {}
    for change in changes:
        if change.covariate in half_times:
            now = change.strength(day + 0.5, half_times[change.covariate])
            found[change.covariate] = max(found.get(change.covariate, 0.0), now)
    return found


def with_covariates(
    disposition: Disposition, model: DrugModel, acting: Mapping[str, float] | Iterable[str]
) -> Disposition:
    """The same people with covariates acting, each fully or with a strength from 0 to 1.

    Refuses a covariate that the drug's data do not know, naming those they do.
    """
    strength = dict(acting) if hasattr(acting, "items") else dict.fromkeys(acting, 1.0)  # type: ignore[arg-type]
    _refuse_unknown(strength, model)
    for one in model.covariates:
        factor = 1.0 + (one.factor - 1.0) * strength.get(one.id, 0.0)
        if factor != 1.0:
            disposition = _scaled(disposition, model, one, factor)
    return disposition


def people_by_day(
    people: Mapping[str, Disposition], changes: Sequence[Change]
) -> Callable[[int], Mapping[str, Disposition]]:
    """Each drug in the same people on any day of a course, as changes work in and out.

    Days on which nothing has moved by more than a thousandth share one and the same value.
    Refuses a change that the data of none of the drugs know.
    """
    _refuse_foreign(people, changes)
    if not changes:
        return lambda _day: people
    kept: dict[tuple[tuple[str, str, float], ...], Mapping[str, Disposition]] = {}

    def on(day: int) -> Mapping[str, Disposition]:
        now = {drug: strengths(changes, drug_model(drug), day) for drug in people}
        key = tuple((d, name, round(s, 3)) for d, one in now.items() for name, s in one.items())
        if key not in kept:
            kept[key] = {
                drug: with_covariates(one, drug_model(drug), now[drug]) if now[drug] else one
                for drug, one in people.items()
            }
        return kept[key]

    return on


def ec50_factor(model: DrugModel, acting: Iterable[str]) -> float:
    """By how much covariates change the sensitivity to the drug."""
    factor = 1.0
    for one in model.covariates:
        if one.on == "EC50" and one.id in set(acting):
            factor *= one.factor
    return factor


def scaled_to_weight(disposition: Disposition, kg: float, *, child: bool = False) -> Disposition:
    """People of another body weight: clearances by weight to 0.75, volumes in proportion.

    Adults of 45 to 110 kg; other weights are refused unless `child` asks for the
    extension. Source: the allometric exponents of the data, assumed.
    """
    shared = constants()
    if not child and not LOWEST_KG <= kg <= HIGHEST_KG:
        allowed = f"{LOWEST_KG:g} to {HIGHEST_KG:g} kg"
        raise BadInput(Problem("weight", f"{kg:g} kg", allowed, "Outside it nothing is known."))
    ratio = kg / shared.reference_weight_kg
    cl, v = ratio**shared.exponent_cl, ratio**shared.exponent_v
    return replace(
        disposition,
        cl=disposition.cl * cl,
        q=disposition.q * cl,
        vc=disposition.vc * v,
        vp=disposition.vp * v,
        links=tuple((formed, one * cl, two * v) for formed, one, two in disposition.links),
    )


def _refuse_foreign(drugs: Iterable[str], changes: Iterable[Change]) -> None:
    """Refuse changes that no drug of the course knows."""
    known = sorted({name for drug in drugs for name in covariate_ids(drug)})
    problems = [
        Problem("change", repr(one.covariate), ", ".join(known) or "none for these drugs")
        for one in changes
        if one.covariate not in known
    ]
    if problems:
        raise BadInput(problems)


def _refuse_unknown(strength: Mapping[str, float], model: DrugModel) -> None:
    known = covariate_ids(model.id)
    problems = [
        Problem(f"covariate of {model.id}", repr(name), ", ".join(known) or "none")
        for name in strength
        if name not in known
    ]
    if problems:
        raise BadInput(problems)


def _scaled(body: Disposition, model: DrugModel, one: Covariate, factor: float) -> Disposition:
    """One parameter of all people times a factor; EC50 is no part of the disposition."""
    if one.on == "CL":
        return replace(body, cl=body.cl * factor)
    if one.on == "V":
        return replace(body, vc=body.vc * factor, vp=body.vp * factor)
    links = tuple(
        (formed, cl * (factor if one.on == f"{made.id}.CL" else 1.0), v)
        for made, (formed, cl, v) in zip(model.metabolites, body.links, strict=True)
    )
    return replace(body, links=links)
