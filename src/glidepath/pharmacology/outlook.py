"""What one typical adult's body sees of several drugs together, as whole thousandths.

Rooms that carry doses hold no binary fractions, so the answers come out as whole numbers:
1000 is the daily mean on the present regimen. Each drug is weighed by its potency; where
two drugs are given, by the rate of exchange that was chosen, not by a measured one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from glidepath.pharmacology.doses import DosedDays, IntakeDay, dosed_days, to_events
from glidepath.pharmacology.effect import ligand_ec50s
from glidepath.pharmacology.exposure import exposure
from glidepath.pharmacology.parameters import drug_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[Any]

__all__ = ["daily_outlook", "day_outlook", "foreseeable"]

THOUSAND = 1000
PER_HOUR = 2


def foreseeable(*drugs: str) -> bool:
    """Whether there are binding data for every one of these drugs."""
    return all(drug_model(drug).equivalent_mg is not None for drug in drugs)


def daily_outlook(
    steps: Sequence[tuple[int, Sequence[Sequence[Any]]]],
    *,
    before: Sequence[Sequence[Any]],
    rate: Mapping[str, Fraction],
) -> tuple[int, ...]:
    """Daily mean of all drugs together over a course, in thousandths of the present regimen's.

    `steps`: (days, [(hour, mg, drug)]); `before`: the present day's intakes, at steady
    state. `rate` gives for each new drug the mg that stand for one mg of the first drug
    that is not a new one, also where both are taken before. Refuses bad doses and drugs
    without binding data.
    """
    import numpy as np

    course = dosed_days(steps, before=before)
    ec50s = _ec50s(course, rate)
    days = len(course.days)
    hours = (np.arange(days * 24 * PER_HOUR) + 0.5) / PER_HOUR
    weighed = _weighed(course, hours, ec50s).reshape(days, -1).mean(axis=1)
    return _thousandths(weighed / _mean(course.before or (), ec50s))


def day_outlook(
    day: Sequence[Sequence[Any]], *, present: Sequence[Sequence[Any]], at_hours: Sequence[int]
) -> tuple[int, ...]:
    """Level of one regimen at hours of its day, in thousandths of the present regimen's mean.

    `day` and `present`: intakes (hour, mg, drug), each thought to be at its own steady
    state; `at_hours` from midnight, beyond 24 into the next day.
    """
    import numpy as np

    course = dosed_days([(max(at_hours) // 24 + 1, day)], before=day)
    baseline = dosed_days([(1, present)])
    level = _weighed(course, np.array(at_hours, dtype=float), _ec50s(course, {}))
    return _thousandths(level / _mean(baseline.days[0], _ec50s(baseline, {})))


_Ec50s = Mapping[str, tuple[float, ...]]
"""By drug: the EC50 of each of its substances."""


def _mean(day: IntakeDay, ec50s: _Ec50s) -> float:
    """Daily mean at the steady state of one day's intakes."""
    import numpy as np

    hours = (np.arange(24 * PER_HOUR) + 0.5) / PER_HOUR
    return float(_weighed(DosedDays(day, (day,)), hours, ec50s).mean())


def _weighed(course: DosedDays, hours: Floats, ec50s: _Ec50s) -> Floats:
    """Sum of level over EC50 of every substance at these hours from the start."""
    import numpy as np

    total = np.zeros(len(hours))
    events = to_events(course)
    for drug in course.drugs:
        own = [one for one in events if one.drug == drug]
        levels = exposure(drug, own, hours, before=course.before)
        for level, ec50 in zip(levels.values(), ec50s[drug], strict=True):
            total += level / ec50
    return total


def _ec50s(course: DosedDays, rate: Mapping[str, Fraction]) -> _Ec50s:
    """The EC50s of every drug; of a new one those that make the rate come out as one to one."""
    anchor = next((drug for drug in course.drugs if drug not in rate), "")
    mg = drug_model(anchor).equivalent_mg if anchor else None
    return {
        drug: ligand_ec50s(drug)
        if drug not in rate or mg is None
        else ligand_ec50s(drug, equivalent_mg=mg * float(rate[drug]))
        for drug in course.drugs
    }


def _thousandths(values: Floats) -> tuple[int, ...]:
    return tuple(round(value * THOUSAND) for value in values.tolist())
