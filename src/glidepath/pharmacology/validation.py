"""Predicted against published: what the model gives where studies measured.

Targets are data (`knowledge/data/pharmacology/targets.toml`), each with its class: A no
default was fitted to it, B it was pooled into a default, C a default was set from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from glidepath.pharmacology.data import read_targets
from glidepath.pharmacology.predict import PREDICTIONS

__all__ = ["Comparison", "Summary", "Target", "compare", "summary", "targets"]

CLOSE, FAR = 0.30, 0.50


@dataclass(frozen=True, slots=True)
class Target:
    """One published figure: a value or a range, how it was measured and where it stands.

    `design` says it in words; the other fields say it to the program. `outlier`, `why` and
    `not_modelled` are sentences, empty where they do not apply.
    """

    study: str
    drug: str
    quantity: str
    low: float | None
    high: float | None
    unit: str
    kind: str
    design: str
    source: str
    confidence: str
    covariates: tuple[str, ...]
    substance: str
    route: str
    dose_mg: float
    every_h: float
    days: int
    until_h: float
    at_h: float
    weight_kg: float
    extension: str
    tau: str
    outlier: str
    why: str
    not_modelled: str

    @property
    def published(self) -> str:
        """The value or range as text, with its unit."""
        if self.low is None or self.high is None:
            return "no figure"
        unit = "" if self.unit == "1" else f" {self.unit}"
        span = f"{self.low:g}" if self.low == self.high else f"{self.low:g} to {self.high:g}"
        return span + unit


@dataclass(frozen=True, slots=True)
class Comparison:
    """One target and what the model predicts for it; `error` is relative, 0 within a range."""

    target: Target
    predicted: float | None
    error: float | None

    @property
    def verdict(self) -> str:
        """Where the prediction lies: within 30 %, within 50 %, beyond, or not modelled."""
        if self.error is None:
            return "not modelled"
        if abs(self.error) <= CLOSE:
            return "within 30 %"
        return "within 50 %" if abs(self.error) <= FAR else "beyond 50 %"


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over comparisons: how many have a prediction, how many lie within 30 %, beyond 50 %.

    `beyond` counts rows not marked as outliers.
    """

    rows: int
    modelled: int
    close: int
    beyond: int
    median_error: float

    @property
    def share_close(self) -> float:
        """Share of modelled rows within 30 %."""
        return self.close / self.modelled if self.modelled else 0.0


def targets() -> tuple[Target, ...]:
    """Every published figure of the data, in the order of the file."""
    return tuple(_target(raw) for raw in read_targets()["targets"])


def compare(chosen: Iterable[Target] | None = None) -> tuple[Comparison, ...]:
    """The model's prediction for every target."""
    return tuple(_compared(one) for one in (targets() if chosen is None else chosen))


def summary(rows: Iterable[Comparison], kinds: str = "ABC", *, outliers: bool = True) -> Summary:
    """Counts over the rows of some classes; outliers counted or left out."""
    chosen = [one for one in rows if one.target.kind in kinds]
    chosen = [one for one in chosen if outliers or not one.target.outlier]
    errors = sorted(abs(one.error) for one in chosen if one.error is not None)
    known = [one for one in chosen if one.error is not None and not one.target.outlier]
    return Summary(
        rows=len(chosen),
        modelled=len(errors),
        close=sum(error <= CLOSE for error in errors),
        beyond=sum(abs(one.error or 0.0) > FAR for one in known),
        median_error=errors[len(errors) // 2] if errors else 0.0,
    )


def _compared(target: Target) -> Comparison:
    if target.not_modelled or target.low is None or target.high is None:
        return Comparison(target, None, None)
    rule: Callable[[Target], float] = PREDICTIONS[target.quantity]
    predicted = rule(target)
    if target.low <= predicted <= target.high:
        return Comparison(target, predicted, 0.0)
    nearest = target.low if predicted < target.low else target.high
    return Comparison(target, predicted, predicted / nearest - 1.0)


def _target(raw: dict[str, Any]) -> Target:
    def number(name: str, other: float = 0.0) -> float:
        return float(raw.get(name, other))

    weight = number("weight_kg")
    point = raw.get("value")
    low, high = (raw.get("low"), raw.get("high")) if point is None else (point, point)
    return Target(
        study=raw["id"],
        drug=raw["drug"],
        quantity=raw["quantity"],
        low=None if low is None else float(low),
        high=None if high is None else float(high),
        unit=raw["unit"],
        kind=raw["class"],
        design=raw["design"],
        source=raw["source"],
        confidence=raw["confidence"],
        covariates=tuple(raw.get("covariates", ())),
        substance=raw.get("substance", ""),
        route=raw.get("route", "oral"),
        dose_mg=number("dose_mg") or number("dose_mg_per_kg") * weight,
        every_h=number("every_h"),
        days=int(number("days")),
        until_h=number("until_h"),
        at_h=number("at_h"),
        weight_kg=weight,
        extension=raw.get("extension", ""),
        tau=raw.get("tau", ""),
        outlier=raw.get("outlier", ""),
        why=raw.get("why", ""),
        not_modelled=raw.get("not_modelled", ""),
    )
