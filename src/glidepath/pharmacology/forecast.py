"""What a course does to the body, day by day: exposure, relative effect, withdrawal drive.

Every curve comes with its band. Three kinds of uncertainty are kept apart and named:
how people differ, how unsure the averages are, and how unsure binding is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from glidepath.domain.errors import BadInput, Problem
from glidepath.pharmacology.adaptation import adaptation_rate, daily_drive
from glidepath.pharmacology.covariates import Change, ec50_factor, people_by_day, scaled_to_weight
from glidepath.pharmacology.daily import follow
from glidepath.pharmacology.data import read_constants
from glidepath.pharmacology.disposition import typical
from glidepath.pharmacology.doses import DosedDays, dosed_days
from glidepath.pharmacology.effect import Ec50Set, ligand_ec50s
from glidepath.pharmacology.parameters import constants, drug_model
from glidepath.pharmacology.reduction import Ligands, Reduced, merged, reduced, whole_course
from glidepath.pharmacology.uncertainty import (
    different_people,
    joined,
    log_factors,
    normal_scores,
    repeated,
    unsure_averages,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from glidepath.pharmacology.disposition import Disposition

    Floats = NDArray[Any]

__all__ = ["Forecast", "Levels", "Relative", "Track", "forecast", "forecast_days"]

PEOPLE = 120
AVERAGES = 40
BINDINGS = 24


@dataclass(frozen=True, slots=True)
class Track:
    """One daily quantity: `typical` (days,) and named 90 % bands, each a (low, high) pair (days,).

    Bands: "people" (between-subject variability), "averages" (uncertainty of the typical
    clearance), "binding" (uncertainty of the EC50; effect only).
    """

    typical: Floats
    bands: Mapping[str, tuple[Floats, Floats]]


@dataclass(frozen=True, slots=True)
class Levels:
    """One substance in plasma, ng/mL: lowest, highest and mean of each day."""

    trough: Track
    peak: Track
    mean: Track


@dataclass(frozen=True, slots=True)
class Relative:
    """What binding does, each relative to the person's own baseline day (baseline = 1).

    `exposure`: summed C / EC50 (daily mean). `occupancy`: binding (daily mean).
    `effect`: through the operational link, as `effect` (mean), `effect_low`, `effect_high`
    of the day. `drive`: withdrawal drive, the daily mean by which adaptation exceeds
    binding, never below 0.
    """

    exposure: Track
    occupancy: Track
    effect: Track
    effect_low: Track
    effect_high: Track
    drive: Track


@dataclass(frozen=True, slots=True)
class Forecast:
    """The days of a course (day 0 is its first), its levels by substance, and its effect.

    `baseline_mean` is the typical mean level (ng/mL) on the present regimen by substance.
    `effect` is None where there is no baseline or no binding data; `statements` say what
    the numbers are not and are to be shown with them.
    """

    days: int
    levels: Mapping[str, Levels]
    effect: Relative | None
    baseline_mean: Mapping[str, float]
    statements: tuple[str, ...]


def forecast(
    steps: Iterable[tuple[int, Sequence[Sequence[Any]]]],
    *,
    drug: str | None = None,
    before: Sequence[Sequence[Any]] | None = None,
    ec50_set: Ec50Set = "calibrated",
    slow_half_life_d: float | None = None,
    acting: Sequence[Change] = (),
    weight_kg: float | None = None,
) -> Forecast:
    """Exposure, relative effect and withdrawal drive of a course, with bands.

    `steps`: (days, [(hour, mg)]) for `drug`, or (days, [(hour, mg, drug)]) for several.
    `before`: the present day's intakes, thought to be at steady state. `ec50_set`:
    "calibrated" to an equivalence table (for switching) or "direct" (a sensitivity).
    `acting`: what in the person changes the drug's way, with the days it acts; `weight_kg`
    45 to 110. Refuses bad doses, unknown drugs and what no drug's data know (BadInput).
    Source: effect.py, adaptation.py.
    """
    return forecast_days(
        dosed_days(steps, drug=drug, before=before),
        ec50_set=ec50_set,
        slow_half_life_d=slow_half_life_d,
        acting=acting,
        weight_kg=weight_kg,
    )


def forecast_days(
    course: DosedDays,
    *,
    ec50_set: Ec50Set = "calibrated",
    metabolite_weight: float | None = None,
    slow_half_life_d: float | None = None,
    acting: Sequence[Change] = (),
    weight_kg: float | None = None,
) -> Forecast:
    """The same for a course already laid out day by day, missed or late doses included."""
    if not course.drugs:
        raise BadInput(Problem("course", "no dose at all", "at least one dose, now or before"))
    ec50s = _ec50s(course, ec50_set, metabolite_weight, [one.covariate for one in acting])
    statements = _statements(course, bound=ec50s is not None)
    half_life = slow_half_life_d or constants().slow_half_life_d
    rate = adaptation_rate(half_life / _rate_scale())
    one, everyone = slice(0, 1), slice(1, None)
    parts = [
        merged(of_one, of_many)
        for of_one, of_many in zip(
            _followed(course, _typical, weight_kg, acting, _ligands(ec50s, rate, one), "fine"),
            _followed(course, _people, weight_kg, acting, _ligands(ec50s, rate, everyone), "usual"),
            strict=True,
        )
    ]
    levels, baseline = _levels(course, parts)
    relative = None
    if course.before is not None and ec50s is not None:
        relative = _relative(parts, rate)
    return Forecast(len(course.days), levels, relative, baseline, statements)


def _followed(
    course: DosedDays,
    who: Callable[[str], Disposition],
    weight_kg: float | None,
    acting: Sequence[Change],
    ligands: Ligands | None,
    quality: str,
) -> Iterator[Reduced]:
    """The course in some people, stretch by stretch, reduced to days."""
    bodies = {drug: who(drug) for drug in course.drugs}
    if weight_kg is not None:
        bodies = {drug: scaled_to_weight(body, weight_kg) for drug, body in bodies.items()}
    n = next((body.people for body in bodies.values()), 0)
    for stretch in follow(course, people_by_day(bodies, acting), quality=quality):
        yield reduced(stretch, course.drugs, ligands, n)


def _ligands(
    ec50s: dict[str, tuple[float, ...]] | None, rate: Floats, people: slice
) -> Ligands | None:
    return None if ec50s is None else Ligands(ec50s, 1.0 / _binding_scale()[people], rate[people])


def _ec50s(
    course: DosedDays, ec50_set: Ec50Set, metabolite_weight: float | None, acting: Sequence[str]
) -> dict[str, tuple[float, ...]] | None:
    """The EC50s of every drug of the course; None when one of them has no binding data."""
    found = {}
    for drug in course.drugs:
        if drug_model(drug).equivalent_mg is None:
            return None
        factor = ec50_factor(drug_model(drug), acting)
        own = ligand_ec50s(drug, ec50_set, metabolite_weight=metabolite_weight)
        found[drug] = tuple(factor * one for one in own)
    return found


def _statements(course: DosedDays, *, bound: bool) -> tuple[str, ...]:
    """What the numbers of this course are not."""
    words = read_constants()["wording"]
    keys = ["levels"]
    if not bound:
        keys.append("no_binding")
    elif course.before is None:
        keys.append("no_baseline")
    else:
        keys += ["effect", "drive"] + (["calibrated"] if len(course.drugs) > 1 else [])
    provisional = (drug_model(drug).provisional for drug in course.drugs)
    return (*(str(words[key]["text"]) for key in keys), *(text for text in provisional if text))


def _typical(drug: str) -> Disposition:
    return typical(drug_model(drug))


def _people(drug: str) -> Disposition:
    """People who differ, unsure averages, unsure binding: one group."""
    model = drug_model(drug)
    same = repeated(typical(model), BINDINGS)
    return joined([different_people(model, PEOPLE), unsure_averages(model, AVERAGES), same])


def _binding_scale() -> Floats:
    """Factor on every EC50, by person: other than 1 only in the group of unsure binding."""
    import numpy as np

    factors = log_factors(normal_scores(BINDINGS, "binding"), constants().ec50_gsd)
    return np.concatenate((np.ones(1 + PEOPLE + AVERAGES), factors))


def _rate_scale() -> Floats:
    """Factor on the adaptation rate, by person: people differ in it."""
    import numpy as np

    factors = log_factors(normal_scores(PEOPLE, "rate"), constants().rate_gsd)
    return np.concatenate((np.ones(1), factors, np.ones(AVERAGES + BINDINGS)))


def _levels(course: DosedDays, parts: list[Reduced]) -> tuple[dict[str, Levels], dict[str, float]]:
    import numpy as np

    skip = 0 if course.before is None else 1
    found, baseline = {}, {}
    for name in parts[0].low:
        low, high, mean = (
            np.concatenate([getattr(one, kind)[name] for one in parts], axis=1)
            for kind in ("low", "high", "mean")
        )
        if skip:
            baseline[name] = float(mean[0, 0])
        found[name] = Levels(*(_track(one[:, skip:], binding=False) for one in (low, high, mean)))
    return found, baseline


def _relative(parts: list[Reduced], rate: Floats) -> Relative:
    """Exposure, occupancy, effect and drive, each over the person's own baseline day."""
    import numpy as np

    def over(name: str, base: str) -> Track:
        values = whole_course(parts, name)[:, 1:] / whole_course(parts, base)[:, :1]
        return _track(values, binding=True)

    pull, base = whole_course(parts, "pull"), whole_course(parts, "bound")[:, :1]
    drive = daily_drive(pull, rate)[:, 1:] / base
    return Relative(
        exposure=over("u", "u"),
        occupancy=over("bound", "bound"),
        effect=over("effect", "effect"),
        effect_low=over("effect_low", "effect"),
        effect_high=over("effect_high", "effect"),
        drive=_track(np.maximum(drive, 0.0), binding=True),
    )


def _track(values: Floats, *, binding: bool) -> Track:
    """Typical value and the named 90 % bands of (n, days) values."""
    groups = {"people": slice(1, 1 + PEOPLE), "averages": slice(1 + PEOPLE, 1 + PEOPLE + AVERAGES)}
    if binding:
        groups["binding"] = slice(1 + PEOPLE + AVERAGES, None)
    return Track(values[0], {name: _ninety(values[part]) for name, part in groups.items()})


def _ninety(values: Floats) -> tuple[Floats, Floats]:
    """The 5th and the 95th percentile over people."""
    import numpy as np

    ordered = np.sort(values, axis=0)
    last = len(values) - 1
    return _between(ordered, 0.05 * last), _between(ordered, 0.95 * last)


def _between(ordered: Floats, place: float) -> Floats:
    """Ordered values at a place between two of them."""
    import numpy as np

    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    part = place - below
    return np.asarray(ordered[below] * (1 - part) + ordered[above] * part)
