"""What the model says a study would have measured: peaks, areas, half-lives, volumes.

One small function a quantity; each takes a target and gives a number in its unit.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log
from typing import TYPE_CHECKING, Any

from glidepath.pharmacology.covariates import ec50_factor, scaled_to_weight, with_covariates
from glidepath.pharmacology.data import read_constants
from glidepath.pharmacology.disposition import Disposition, typical
from glidepath.pharmacology.effect import bound, ligand_ec50s
from glidepath.pharmacology.exposure import levels_at
from glidepath.pharmacology.parameters import drug_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from glidepath.pharmacology.validation import Target

    Floats = NDArray[Any]

__all__ = ["PREDICTIONS"]

DAY = 24.0
LN2 = log(2.0)
KG = 70.0
FROM_L_PER_H = {"L/h": 1.0, "mL/min": 1000 / 60, "mL/min/kg": 1000 / 60 / KG, "mL/h/kg": 1000 / KG}
FROM_H = {"h": 1.0, "min": 60.0}
FROM_L = {"L": 1.0, "L/kg": 1 / KG}


def _body(target: Target) -> Disposition:
    """The typical person of the study."""
    model = drug_model(target.drug)
    body = with_covariates(typical(model), model, target.covariates)
    if target.weight_kg and target.weight_kg != KG:
        body = scaled_to_weight(body, target.weight_kg, child=bool(target.extension))
    return body


def _part(target: Target) -> int:
    model = drug_model(target.drug)
    return model.analytes.index(target.substance) if target.substance else 0


def _single(target: Target, hours: Floats) -> list[Floats]:
    """Levels of every substance after one dose at 0 h."""
    import numpy as np

    body = _body(target)
    if target.route == "oral":
        return levels_at(body, np.array([0.0]), np.array([target.dose_mg]), hours)
    _, weights = body.modes()
    start = np.zeros(body.size)
    start[1 : 1 + len(weights)] = [target.dose_mg * weight[0] for weight in weights]
    return levels_at(body, np.array([]), np.array([]), hours, start=start)


def _peak(target: Target) -> float:
    return _top(target)[0]


def _peak_time(target: Target) -> float:
    return _top(target)[1]


def _top(target: Target) -> tuple[float, float]:
    import numpy as np

    hours = np.arange(0.0, 24.0, 0.005)
    level = _single(target, hours)[_part(target)]
    return float(level.max()), float(hours[level.argmax()])


def _level_at(target: Target) -> float:
    import numpy as np

    return float(_single(target, np.array([target.at_h]))[0][0])


def _area(target: Target) -> float:
    import numpy as np

    body = _body(target)
    end = np.array([target.until_h or 1e6])
    rows, scale = body.read_out()[0]
    spent = body.transition(end, integrate=True)[rows, 0, 0, 0].sum()
    return float(spent * scale[0] * body.f[0] * target.dose_mg)


def _half_life(target: Target) -> float:
    body = _body(target)
    part = _part(target)
    if part:
        _, cl, volume = body.links[part - 1]
        return float(LN2 * volume[0] / cl[0]) * FROM_H[target.unit]
    return float(LN2 / body.modes()[0][-1][0]) * FROM_H[target.unit]


def _distribution_half_life(target: Target) -> float:
    return float(LN2 / _body(target).modes()[0][0][0]) * FROM_H[target.unit]


def _absorption_half_life(target: Target) -> float:
    return float(LN2 / _body(target).ka[0]) * FROM_H[target.unit]


def _clearance(target: Target) -> float:
    return float(_body(target).cl[0]) * FROM_L_PER_H[target.unit]


def _apparent_clearance(target: Target) -> float:
    return _clearance(target) / float(_body(target).f[0])


def _volume_central(target: Target) -> float:
    return float(_body(target).vc[0]) * FROM_L[target.unit]


def _volume_steady(target: Target) -> float:
    body = _body(target)
    return float(body.vc[0] + body.vp[0]) * FROM_L[target.unit]


def _volume_terminal(target: Target) -> float:
    body = _body(target)
    return float(body.cl[0] / body.modes()[0][-1][0]) * FROM_L[target.unit]


def _steady_levels(body: Disposition, daily_mg: float) -> list[float]:
    """Mean level (ng/mL) of every substance at the steady state of a daily dose."""
    level = float(daily_mg * body.f[0] / DAY / body.cl[0]) * 1000.0
    found, before = [level], body.cl[0]
    for formed, cl, _ in body.links:
        level *= float(formed[0] * before / cl[0])
        found.append(level)
        before = cl[0]
    return found


def _steady_mean(target: Target) -> float:
    daily = target.dose_mg * DAY / target.every_h
    found = _steady_levels(_body(target), daily)
    return sum(found) if target.substance == "sum" else found[_part(target)]


def _repeated(target: Target, hours: Floats, days: int) -> list[Floats]:
    import numpy as np

    doses = np.arange(0.0, days * DAY, target.every_h)
    return levels_at(_body(target), doses, np.full(len(doses), target.dose_mg), hours)


def _day_mean(target: Target) -> float:
    """Mean over the last day of dosing."""
    import numpy as np

    hours = (target.days - 1) * DAY + np.arange(0.0, DAY, 0.05)
    return float(_repeated(target, hours, target.days)[0].mean())


def _trough_above_parent(target: Target) -> float:
    import numpy as np

    days = 60
    levels = _repeated(target, np.array([days * DAY - 1e-6]), days)
    return float(levels[_part(target)][0] / levels[0][0])


def _metabolite_ratio(target: Target) -> float:
    found = _steady_levels(_body(target), 1.0)
    return found[_part(target)] / found[0]


def _metabolite_exposure_ratio(target: Target) -> float:
    part = _part(target)
    usual = _steady_levels(typical(drug_model(target.drug)), 1.0)
    return _steady_levels(_body(target), 1.0)[part] / usual[part]


def _clearance_ratio(target: Target) -> float:
    return float(_body(target).cl[0]) / drug_model(target.drug).cl


def _occupancy(target: Target) -> float:
    daily = target.dose_mg * DAY / target.every_h
    level = _steady_levels(_body(target), daily)[0]
    return 100.0 * float(bound(_ratio(target, level)))


def _occupancy_at(target: Target) -> float:
    return 100.0 * float(bound(_ratio(target, _level_at(target))))


def _ratio(target: Target, level: float) -> Any:
    return level / ligand_ec50s(target.drug, "direct")[0]


def _effect_ec50(target: Target) -> float:
    name = {"lorazepam": "tau_lorazepam_eeg", "alprazolam": "tau_alprazolam_psychomotor"}
    tau = float(read_constants()["link"][name[target.tau]]["value"])
    factor = ec50_factor(drug_model(target.drug), target.covariates)
    return ligand_ec50s(target.drug, "direct")[0] * factor / (1.0 + tau)


def _drive_peak_day(target: Target) -> float:
    drive = _drive_after_stop(target)
    return (float(drive.argmax()) + 0.5) / 4.0


def _drive_over_day(target: Target) -> float:
    """First day after the peak on which drive is below a fifth of it."""
    drive = _drive_after_stop(target)
    late = drive[drive.argmax() :] < 0.2 * drive.max()
    return float(drive.argmax() + late.argmax()) / 4.0


def _drive_after_stop(target: Target) -> Floats:
    """Withdrawal drive, mean of each quarter of a day, after an abrupt stop at steady state."""
    from glidepath.pharmacology.withdrawal import drive_after_stop

    return drive_after_stop(target.drug, target.dose_mg * DAY / target.every_h)


PREDICTIONS: dict[str, Callable[[Target], float]] = {
    "absorption_half_life": _absorption_half_life,
    "apparent_clearance": _apparent_clearance,
    "apparent_volume_steady": lambda one: _volume_steady(one) / float(_body(one).f[0]),
    "apparent_volume_terminal": lambda one: _volume_terminal(one) / float(_body(one).f[0]),
    "area": _area,
    "bioavailability": lambda one: float(_body(one).f[0]),
    "clearance": _clearance,
    "clearance_ratio": _clearance_ratio,
    "day_mean": _day_mean,
    "distribution_half_life": _distribution_half_life,
    "drive_over_day": _drive_over_day,
    "drive_peak_day": _drive_peak_day,
    "effect_ec50": _effect_ec50,
    "half_life": _half_life,
    "lag": lambda one: float(_body(one).alag) * FROM_H[one.unit],
    "level_at": _level_at,
    "metabolite_exposure_ratio": _metabolite_exposure_ratio,
    "metabolite_ratio": _metabolite_ratio,
    "occupancy": _occupancy,
    "occupancy_at": _occupancy_at,
    "peak": _peak,
    "peak_time": _peak_time,
    "steady_mean": _steady_mean,
    "steady_ratio": _metabolite_exposure_ratio,
    "trough_above_parent": _trough_above_parent,
    "volume_central": _volume_central,
    "volume_steady": _volume_steady,
    "volume_terminal": _volume_terminal,
}
