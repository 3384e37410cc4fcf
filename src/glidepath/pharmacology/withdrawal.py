"""Withdrawal drive after an abrupt stop, after tapers and across a switch: the ruler laid out.

What `glidepath validate` shows beside the published times, with its sensitivities: the
half-life of adaptation, the EC50 set, and the weight of the metabolites.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from glidepath.pharmacology.adaptation import adaptation_rate
from glidepath.pharmacology.disposition import typical
from glidepath.pharmacology.doses import DosedDays
from glidepath.pharmacology.effect import Ec50Set, bound, ligand_ec50s
from glidepath.pharmacology.exposure import course_exposure
from glidepath.pharmacology.parameters import constants, drug_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[Any]

__all__ = ["Ruler", "drive_after_stop", "switch_dip", "taper_peak", "typical_binding"]

DAY = 24.0
STEP_H = 0.25


@dataclass(frozen=True, slots=True)
class Ruler:
    """Typical binding and withdrawal drive over time (hours, shape (T,)), baseline = 1.

    `exposure` is the summed C / EC50, `binding` the share bound, `drive` adaptation less
    binding (negative where binding leads), each relative to the mean of the baseline day.
    """

    hours: Floats
    exposure: Floats
    binding: Floats
    drive: Floats


def typical_binding(
    course: DosedDays,
    *,
    ec50_set: Ec50Set = "calibrated",
    metabolite_weight: float | None = None,
    half_life_d: float | None = None,
    linear: bool = False,
) -> Ruler:
    """The typical person's binding and drive through a course, every quarter of an hour.

    `linear` takes binding in proportion to exposure, the limit of low binding.
    """
    import numpy as np

    before = DosedDays(course.before, (course.before or (),))
    hours = np.arange(0.0, len(course.days) * DAY, STEP_H) + STEP_H / 2
    base = np.arange(0.0, DAY, STEP_H) + STEP_H / 2
    u = _summed(course, hours, ec50_set, metabolite_weight)
    u_base = _summed(before, base, ec50_set, metabolite_weight)
    rho, rho_base = (u, u_base) if linear else (bound(u), bound(u_base))
    days = half_life_d or constants().slow_half_life_d
    drive = _drive(rho, rho_base, float(adaptation_rate(np.array([days]))[0]))
    level = rho_base.mean()
    return Ruler(hours, u / u_base.mean(), rho / level, drive / level)


def drive_after_stop(drug: str, daily_mg: float, half_life_d: float | None = None) -> Floats:
    """Drive (relative to baseline), mean of each quarter of a day for 60 days after a stop.

    The dose is taken evenly over the day before, so that only the drug's own way out of the
    body counts, and binding in proportion to exposure: the calibration of the model.
    """
    mg = daily_mg / 24
    course = DosedDays(tuple((float(h), mg, drug) for h in range(24)), ((),) * 60)
    ruler = typical_binding(course, half_life_d=half_life_d, linear=True)
    return _mean_of(ruler.drive, 24)


def taper_peak(drug: str, daily_mg: float, weekly_share: float) -> tuple[float, float]:
    """Highest drive of a straight taper by a share of the start dose a week, and its day."""
    weeks = round(1 / weekly_share)
    regimen = tuple((float(h), daily_mg / 2, drug) for h in (8, 20))
    days = []
    for week in range(1, weeks + 1):
        left = 1 - week * weekly_share
        days += [tuple((h, mg * left, name) for h, mg, name in regimen)] * 7
    ruler = typical_binding(DosedDays(regimen, (*days, *(((),) * 28))), linear=True)
    daily = _mean_of(ruler.drive, 96)
    return float(daily.max()), float(daily.argmax())


def switch_dip(
    weeks: int, *, ec50_set: Ec50Set = "calibrated", metabolite_weight: float | None = None
) -> Floats:
    """Daily mean exposure relative to baseline when clonazepam 2 mg a day becomes diazepam 40.

    At once (`weeks` 0) or in as many weekly steps as there are weeks.
    """
    old = tuple((h, 1.0, "clonazepam") for h in (8.0, 20.0))
    new = tuple((h, 20.0, "diazepam") for h in (8.0, 20.0))
    days = []
    for week in range(1, weeks):
        share = week / weeks
        part = [(h, mg * (1 - share), drug) for h, mg, drug in old]
        days += [tuple(sorted([*part, *((h, mg * share, drug) for h, mg, drug in new)]))] * 7
    course = DosedDays(old, (*days, *((new,) * 29)))
    ruler = typical_binding(course, ec50_set=ec50_set, metabolite_weight=metabolite_weight)
    daily: Floats = ruler.exposure.reshape(-1, 96).mean(axis=1)
    return daily


def _summed(
    course: DosedDays, hours: Floats, ec50_set: Ec50Set, metabolite_weight: float | None
) -> Floats:
    """Summed C / EC50 over all ligands at `hours`."""
    import numpy as np

    u = np.zeros(len(hours))
    for drug in course.drugs:
        ec50s = ligand_ec50s(drug, ec50_set, metabolite_weight=metabolite_weight)
        own = DosedDays(*(_only(drug, course)))
        levels = course_exposure(own, hours, {drug: typical(drug_model(drug))})
        for name, ec50 in zip(drug_model(drug).analytes, ec50s, strict=True):
            u = u + (levels[name] / ec50 if levels else 0.0)
    return u


def _only(drug: str, course: DosedDays) -> tuple[Any, Any]:
    before = tuple(one for one in course.before or () if one[2] == drug)
    days = tuple(tuple(one for one in day if one[2] == drug) for day in course.days)
    return before, days


def _drive(rho: Floats, rho_base: Floats, rate: float) -> Floats:
    """Adaptation less binding, from mid-step binding; settled at the start."""
    import numpy as np

    fade = float(np.exp(-rate * STEP_H))
    state = float(rho_base.mean())
    found = np.empty(len(rho))
    for i, now in enumerate(rho.tolist()):
        state = fade * state + (1 - fade) * now
        found[i] = state - now
    return found


def _mean_of(drive: Floats, together: int) -> Floats:
    """Mean of so many steps at a time, never below 0."""
    import numpy as np

    return np.asarray(np.maximum(drive.reshape(-1, together).mean(axis=1), 0.0))
