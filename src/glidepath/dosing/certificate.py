"""How far down the products at hand can carry a percentage, and which one more helps most."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import gcd

from glidepath.domain.certificate import Certificate, Grid, Reach, WithAdded
from glidepath.domain.drug import Product
from glidepath.domain.quantity import Mass
from glidepath.dosing.makeable import Makeable, makeable

__all__ = ["certificate", "grid_of", "reach"]


def reach(doses: Sequence[Mass], start: Mass, ceiling: Fraction) -> Mass | None:
    """The lowest daily dose from which, and from all makeable above it, a cut can be kept small.

    Takes the makeable daily doses in rising order with 0 first, the present dose and the
    ceiling as a share of the dose. Gives None when not even the present dose has a
    makeable neighbour within the ceiling.
    """
    lowest = None
    below = [dose for dose in doses if dose <= start]
    for lower, dose in reversed(list(pairwise(below))):
        if Fraction(dose.nanograms - lower.nanograms) > ceiling * dose.nanograms:
            return lowest
        lowest = dose
    return lowest


def grid_of(doses: Sequence[Mass], start: Mass) -> Grid | None:
    """The regular part of what can be made: every multiple of a step from some dose up.

    The step is the largest that divides every makeable dose up to the present one; the
    grid starts at the lowest multiple from which on none is missing.
    """
    upto = [dose.nanograms for dose in doses if dose <= start]
    step = gcd(*upto)
    if not step:
        return None
    made, lowest = set(upto), upto[-1]
    while lowest - step in made:
        lowest -= step
    return Grid(Mass(step), Mass(lowest))


def _reaches(
    doses: Sequence[Mass], start: Mass, ceilings: Sequence[Fraction]
) -> tuple[Grid | None, tuple[Reach, ...]]:
    grid = grid_of(doses, start)
    rows = []
    for ceiling in ceilings:
        lowest = reach(doses, start, ceiling)
        below = [dose for dose in doses if lowest is not None and dose < lowest]
        rows.append(Reach(ceiling, lowest, _by_grid(grid, ceiling), below[-1] if below else None))
    return grid, tuple(rows)


def _by_grid(grid: Grid | None, ceiling: Fraction) -> Mass | None:
    """Grid step divided by the ceiling, never below where the grid starts (source: K24)."""
    if grid is None:
        return None
    steps = -(-1 // ceiling)
    exact = Fraction(grid.step.nanograms) / ceiling
    lowest = exact if exact.denominator == 1 else Fraction(grid.step.nanograms * steps)
    return Mass(max(int(lowest), grid.start.nanograms))


def _daily(products: Sequence[Product], start: Mass, most_pieces: int) -> Makeable:
    return makeable(products, start, most_pieces)


def certificate(
    products: Sequence[Product],
    candidates: Sequence[Product],
    start: Mass,
    ceilings: Sequence[Fraction],
    most_pieces: int,
) -> Certificate:
    """Where each ceiling stops being possible with these products, and what one more changes.

    Takes the products at hand, the products that could be added, the present daily dose,
    the ceilings as shares, and the most pieces in a day. The added products come sorted
    by how far they lower the reach of the last ceiling given, then of the ones before it.
    """
    doses = _daily(products, start, most_pieces).doses
    grid, rows = _reaches(doses, start, ceilings)
    added = [_with_added(products, extra, start, ceilings, most_pieces) for extra in candidates]
    better = [row for row in added if _key(row.reaches) < _key(rows)]
    smallest = doses[1] if len(doses) > 1 else None
    return Certificate(
        tuple(product.id for product in products),
        grid,
        smallest,
        rows,
        tuple(sorted(better, key=lambda row: _key(row.reaches))),
    )


def _with_added(
    products: Sequence[Product],
    extra: Product,
    start: Mass,
    ceilings: Sequence[Fraction],
    most_pieces: int,
) -> WithAdded:
    doses = _daily([*products, extra], start, most_pieces).doses
    grid, rows = _reaches(doses, start, ceilings)
    return WithAdded(extra.id, extra.name, grid, rows)


def _key(rows: Sequence[Reach]) -> list[tuple[bool, int]]:
    """Lower is better; no reach at all is worst; the last ceiling counts first."""
    return [
        (row.lowest is None, row.lowest.nanograms if row.lowest else 0) for row in reversed(rows)
    ]
