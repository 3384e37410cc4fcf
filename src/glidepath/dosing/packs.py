"""Whole packs that hold at least what is needed: as little too much as can be, then few packs."""

from __future__ import annotations

from collections.abc import Iterable

from glidepath.domain.errors import BadInput, Problem

__all__ = ["fewest_packs"]


def fewest_packs(needed: int, sizes: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """The packs to hand over for a count, as (size, number) from the largest size down.

    Among all ways to reach the count with whole packs, the one that exceeds it least, and
    among those the one with the fewest packs. Nothing needed is no pack. Refuses sizes
    below one and no sizes at all.
    """
    choices = sorted(set(sizes), reverse=True)
    if not choices or choices[-1] < 1:
        raise BadInput(Problem("packs", repr(choices), "pack sizes of 1 or more"))
    if needed < 1:
        return ()
    # best[n]: the fewest packs that hold exactly n, as counts by size, or None.
    best: list[tuple[int, ...] | None] = [tuple(0 for _ in choices)]
    for held in range(1, needed + choices[-1]):
        best.append(_fewest(best, held, choices))
    exact = next(found for found in best[needed:] if found is not None)
    return tuple((size, count) for size, count in zip(choices, exact, strict=True) if count)


def _fewest(
    best: list[tuple[int, ...] | None], held: int, choices: list[int]
) -> tuple[int, ...] | None:
    ways = []
    for place, size in enumerate(choices):
        before = best[held - size] if size <= held else None
        if before is not None:
            ways.append((*before[:place], before[place] + 1, *before[place + 1 :]))
    return min(ways, key=sum, default=None)
