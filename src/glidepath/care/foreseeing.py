"""What the model expects of courses: their hardest day and their effect, in exact thousandths."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from glidepath.domain.comparison import EffectDay, Foreseen
from glidepath.domain.plan import Course
from glidepath.domain.regimen import Regimen

if TYPE_CHECKING:
    from glidepath.pharmacology.forecast import Track

__all__ = ["foreseen"]

_THOUSAND = 1000
_DAYS_TOLD = 48

_Day = tuple[tuple[Fraction, Fraction, str], ...]
"""The intakes of a day as hours, milligrams and drug."""


def foreseen(courses: Sequence[Course], present: Sequence[tuple[str, Regimen]]) -> Foreseen | None:
    """The withdrawal drive of the hardest day, its range, and the effect along the way.

    Takes the courses of all drugs, and the present doses by drug, which the baseline is of.
    None without binding data for a drug. What has been looked at is not worked out again.
    """
    told = tuple(row for drug, doses in present for row in _day(doses, drug))
    return _foreseen(_steps(courses), told)


def _steps(courses: Sequence[Course]) -> tuple[tuple[int, _Day], ...]:
    """Runs of days without a change, with all that is taken on each."""
    if len(courses) == 1:
        drug = courses[0].drug_id
        return tuple((step.span.days, _day(step.regimen, drug)) for step in courses[0].steps)
    starts = sorted({step.span.start for course in courses for step in course.steps})
    end = max(course.span.next_day for course in courses)
    return tuple(
        ((after - start).days, _on(courses, start)) for start, after in pairwise([*starts, end])
    )


def _on(courses: Sequence[Course], day: date) -> _Day:
    return tuple(
        row
        for course in courses
        for step in course.steps
        if day in step.span
        for row in _day(step.regimen, course.drug_id)
    )


def _day(regimen: Regimen, drug: str) -> _Day:
    return tuple(
        (Fraction(one.time.minutes, 60), Fraction(one.dose.mg), drug)
        for one in regimen.intakes
        if one.dose
    )


@lru_cache(maxsize=256)
def _foreseen(steps: tuple[tuple[int, _Day], ...], before: _Day) -> Foreseen | None:
    from glidepath.pharmacology.forecast import forecast  # only where it is asked for

    found = forecast(steps, before=before)
    effect = found.effect
    if effect is None:
        return None
    low, high = effect.drive.bands["people"]
    typical, least, most = (_share(max(one)) for one in (effect.drive.typical, low, high))
    return Foreseen(typical, least, most, tuple(_effects(effect.effect)), found.statements)


def _effects(track: Track) -> list[EffectDay]:
    """The effect with the widest of its bands, on days spread evenly, the last among them."""
    days = len(track.typical)
    told = sorted({*range(0, days, max(1, days // _DAYS_TOLD)), days - 1})
    return [
        EffectDay(
            day,
            _share(track.typical[day]),
            _share(min(low[day] for low, _ in track.bands.values())),
            _share(max(high[day] for _, high in track.bands.values())),
        )
        for day in told
    ]


def _share(value: float) -> Fraction:
    return Fraction(round(float(value) * _THOUSAND), _THOUSAND)
