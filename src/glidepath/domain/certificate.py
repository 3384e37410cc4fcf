"""How far down these products can carry a percentage: the feasibility certificate."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from glidepath.domain.quantity import Mass

__all__ = ["Certificate", "Grid", "Reach", "WithAdded"]


@dataclass(frozen=True, slots=True)
class Grid:
    """The regular part of what products can make: every multiple of `step` from `start` on."""

    step: Mass
    start: Mass


@dataclass(frozen=True, slots=True)
class Reach:
    """For one ceiling: the lowest daily dose from which a cut within it can still be made.

    `lowest` is exact for the doses that can be made; `by_grid` is the same by the grid rule
    (grid step divided by the ceiling, never below where the grid starts). None means that
    no such cut exists at all between the present dose and zero.
    """

    ceiling: Fraction
    lowest: Mass | None
    by_grid: Mass | None
    next_lower: Mass | None = None


@dataclass(frozen=True, slots=True)
class WithAdded:
    """What one more product would change: the reach with it in hand."""

    product_id: str
    name: str
    grid: Grid | None
    reaches: tuple[Reach, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the products at hand allow, per ceiling, and which one added product helps most."""

    products: tuple[str, ...]
    grid: Grid | None
    smallest_dose: Mass | None
    reaches: tuple[Reach, ...]
    added: tuple[WithAdded, ...] = ()
