"""The exact trade-off between how long a taper takes and how large its largest cut is.

Only courses that break the ceiling no more than they must are looked at, every step as
short as the policy allows. For each length the smallest possible largest cut is found;
what remains are the courses of which none is better on both grounds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from glidepath.domain.policy import Band, Law, Pace
from glidepath.planning.request import TaperRequest
from glidepath.planning.search import search
from glidepath.planning.taper import Instance, instance

__all__ = ["FrontPoint", "front"]


@dataclass(frozen=True, slots=True)
class FrontPoint:
    """So many cuts, the days they take at the policy's shortest step, and the largest of them.

    `largest_cut` is a share of the dose before it and leaves the last steps aside that no
    product can make smaller; `doses` are the daily doses in nanograms.
    """

    cuts: int
    days: int
    largest_cut: Fraction
    doses: tuple[int, ...]


_Label = tuple[int, int, int, int]
"""Cuts still to come, the largest of them, the next regimen, and the label there."""

_FINE = 80
"""Shares of doses of less than 2^40 ng keep their order and their equals in 80 binary places."""


def front(request: TaperRequest) -> tuple[FrontPoint, ...]:
    """Every best trade-off between length and largest cut, the longest first.

    Takes a taper request whose policy has a ceiling; its pace is not used. Raises
    `NoCourse` where the goal cannot be reached.
    """
    ceiling = request.policy.ceiling
    fall = ceiling.value.fall if ceiling else Fraction(1, 2)
    days = request.policy.step_days.value.shortest
    pace = Pace("front", (Band(Law.SHARE_OF_CURRENT, fall, days),), ("front",), "derived")
    problem = instance(replace(request, pace=pace))
    found = _labels(problem, _within(problem))
    first = len(problem.space.states) - 1
    paths = [_path(found, first, label) for label in reversed(found[first])]
    return tuple(_point(problem, path, days) for path in paths)


def _within(problem: Instance) -> dict[int, tuple[int, ...]]:
    """The next regimens that break the ceiling no more than must be, whatever the pace."""
    return search(problem.space, problem.ways, problem.grounds, None, problem.goals).next


def _labels(problem: Instance, nexts: dict[int, tuple[int, ...]]) -> dict[int, list[_Label]]:
    """For every regimen the trade-offs from there to the goal, by rising number of cuts."""
    found: dict[int, list[_Label]] = {goal: [(0, 0, goal, 0)] for goal in problem.goals}
    for place in sorted(nexts):
        reached = []
        for other in nexts[place]:
            size = _size(problem, place, other)
            for rank, (cuts, largest, _, _) in enumerate(found[other]):
                reached.append((cuts + 1, max(largest, size), other, rank))
        found[place] = _undominated(reached)
    return found


def _size(problem: Instance, place: int, other: int) -> int:
    """The share a cut takes, in whole binary places; nothing for a last step that must be."""
    before, after = problem.space.totals[place], problem.space.totals[other]
    if problem.grounds.breaks(before, after) or problem.grounds.ends(before, after):
        return 0
    return ((before - after) << _FINE) // before


def _undominated(labels: list[_Label]) -> list[_Label]:
    """By rising number of cuts, only those with a smaller largest cut than all before."""
    kept: list[_Label] = []
    for label in sorted(labels):
        if not kept or label[1] < kept[-1][1]:
            kept.append(label)
    return kept


def _path(found: dict[int, list[_Label]], first: int, label: _Label) -> list[int]:
    path = [first]
    while label[0]:
        path.append(label[2])
        label = found[label[2]][label[3]]
    return path


def _point(problem: Instance, path: list[int], days: int) -> FrontPoint:
    totals = problem.space.totals
    sizes = [
        Fraction(totals[before] - totals[after], totals[before])
        for before, after in pairwise(path)
        if _size(problem, before, after)
    ]
    cuts = len(path) - 1
    doses = tuple(totals[place] for place in path)
    return FrontPoint(cuts, cuts * days, max(sizes, default=Fraction(0)), doses)
