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

_PEOPLE = "people"
_OF_PEOPLE = "90 % of people"
_OF_ALL = "90 % band: people, averages, binding"


class Forecast(Protocol):
    """What a forecast has to offer to be drawn."""

    @property
    def days(self) -> int:
        """How many days it covers, from the first day of the plan on."""

    @property
    def levels(self) -> Mapping[str, Any]:
        """The levels of each substance; `mean` is the track of daily means, in ng/mL."""

    @property
    def baseline_mean(self) -> Mapping[str, float]:
        """The typical mean level now of each substance, ng/mL; empty without a present dose."""

    @property
    def effect(self) -> Any:
        """Tracks relative to the person's baseline day (baseline = 1), or None."""

    @property
    def statements(self) -> tuple[str, ...]:
        """What the numbers are not."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One value a day in per cent of the present one, with its band and what the band holds."""

    name: str
    band: str
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
        return f"{self.typical} % (band {self.low} to {self.high} %)"


def curves(plan: Plan, forecast: Forecast | None) -> tuple[Curve, ...]:
    """The level of each substance beside the typical one now, and the effect beside the own one.

    A forecast without a present dose has neither; one without binding data has no effect.
    Refuses a forecast of another length than the plan.
    """
    if forecast is None:
        return ()
    if forecast.days != plan.span.days:
        allowed = f"{plan.span.days} days, as the plan"
        raise BadInput(Problem("forecast", f"{forecast.days} days", allowed))
    drawn = [
        _level(name, forecast.levels[name].mean, now)
        for name, now in forecast.baseline_mean.items()
        if now > 0
    ]
    if forecast.effect is not None:
        drawn.append(_effect(forecast.effect.effect))
    return tuple(drawn)


def _level(name: str, track: Any, now: float) -> Curve:
    """Daily mean levels over the typical level now, with the band of how people differ."""
    low, high = track.bands[_PEOPLE]
    return Curve(
        f"Level of {name} beside the typical level now",
        _OF_PEOPLE,
        *(_percents(value / now for value in values) for values in (track.typical, low, high)),
    )


def _effect(track: Any) -> Curve:
    """Effect over the person's own now, with the widest of its bands on each day."""
    lows, highs = zip(*track.bands.values(), strict=True)
    return Curve(
        "Effect beside your own effect now",
        _OF_ALL,
        _percents(track.typical),
        _percents(min(day) for day in zip(*lows, strict=True)),
        _percents(max(day) for day in zip(*highs, strict=True)),
    )


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
