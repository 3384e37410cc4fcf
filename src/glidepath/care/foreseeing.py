"""What the model expects of a course at its hardest, in exact thousandths with its band."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from glidepath.domain.answer import Foreseen
from glidepath.domain.plan import Course
from glidepath.domain.regimen import Regimen

__all__ = ["foreseen"]

_THOUSAND = 1000

_Day = tuple[tuple[Fraction, Fraction], ...]
"""The intakes of a day as hours and milligrams."""


def foreseen(course: Course, present: Regimen) -> Foreseen | None:
    """The withdrawal drive of the hardest day of a course, and the range of 90 in 100 people.

    Takes the course and the present doses, which the baseline is of. None without binding
    data for the drug. A course that has been looked at already is not worked out again.
    """
    steps = tuple((step.span.days, _day(step.regimen)) for step in course.steps)
    return _foreseen(course.drug_id, steps, _day(present))


def _day(regimen: Regimen) -> _Day:
    return tuple(
        (Fraction(one.time.minutes, 60), Fraction(one.dose.mg))
        for one in regimen.intakes
        if one.dose
    )


@lru_cache(maxsize=256)
def _foreseen(drug: str, steps: tuple[tuple[int, _Day], ...], before: _Day) -> Foreseen | None:
    from glidepath.pharmacology.forecast import forecast  # only where it is asked for

    found = forecast(steps, drug=drug, before=before).effect
    if found is None:
        return None
    low, high = found.drive.bands["people"]
    return Foreseen(*(_share(max(track)) for track in (found.drive.typical, low, high)))


def _share(value: float) -> Fraction:
    return Fraction(round(float(value) * _THOUSAND), _THOUSAND)
