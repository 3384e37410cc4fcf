"""The daily curves of a forecast as the documents need them: typical value and 90 % band."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from glidepath.documents.rows import Row
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.plan import Plan

__all__ = ["Curve", "CurvePoint", "Forecast", "curves", "points"]

_BAND = "people"
EXPOSURE = "Exposure beside the present state"
EFFECT = "Effect beside your own baseline"


class Forecast(Protocol):
    """What a forecast has to offer to be drawn: days, relative tracks or none, and statements."""

    @property
    def days(self) -> int:
        """How many days it covers, from the first day of the course on."""

    @property
    def effect(self) -> Any:
        """Tracks relative to the person's baseline day (baseline = 1), or None."""

    @property
    def statements(self) -> tuple[str, ...]:
        """What the numbers are not."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One value a day in per cent of the present state, with the band of 90 % of people."""

    name: str
    typical: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One day of a curve in whole per cent: what is printed and what is read aloud."""

    step: int
    on: date
    typical: int
    low: int
    high: int

    @property
    def text(self) -> str:
        """The point in words."""
        return f"{self.typical} % (90 % of people: {self.low} to {self.high} %)"


def curves(plan: Plan, forecast: Forecast | None) -> tuple[Curve, ...]:
    """Exposure and effect, as far as the forecast has them; refuses one of another length."""
    if forecast is None:
        return ()
    if forecast.days != plan.course.span.days:
        raise BadInput(
            Problem(
                "forecast", f"{forecast.days} days", f"{plan.course.span.days} days, as the plan"
            )
        )
    if forecast.effect is None:
        return ()
    named = ((EXPOSURE, forecast.effect.exposure), (EFFECT, forecast.effect.effect))
    return tuple(_curve(name, track.typical, track.bands) for name, track in named)


def _curve(name: str, typical: Iterable[Any], bands: Mapping[str, Any]) -> Curve:
    low, high = bands[_BAND]
    return Curve(name, _percents(typical), _percents(low), _percents(high))


def _percents(values: Iterable[Any]) -> tuple[float, ...]:
    return tuple(100.0 * float(value) for value in values)


def points(curve: Curve, plan_rows: Iterable[Row]) -> tuple[CurvePoint, ...]:
    """The curve on the last day of each step."""
    return tuple(
        CurvePoint(
            row.number,
            row.start + timedelta(days=row.days - 1),
            *(round(track[row.last_day - 1]) for track in (curve.typical, curve.low, curve.high)),
        )
        for row in plan_rows
    )
