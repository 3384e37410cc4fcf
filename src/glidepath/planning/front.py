"""The exact trade-off between how long a taper takes and how large its largest cut is.

Only courses that break the ceiling no more than they must are looked at, every step as
short as the policy allows. For each length the smallest possible largest cut is found;
what remains are the courses of which none is better on both grounds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from glidepath.domain.policy import Band, Law, Pace
from glidepath.planning.edges import edges
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


@dataclass(frozen=True, slots=True)
class _Label:
    """Cuts still to come, the largest of them, the place, and the label it leads to."""

    cuts: int
    largest: Fraction
    place: int
    to: _Label | None = None


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
    labels = _labels(problem, _within(problem))
    return tuple(_point(problem, label, days) for label in reversed(labels))


def _within(problem: Instance) -> dict[int, tuple[int, ...]]:
    """The next regimens that break the ceiling no more than must be, whatever the pace."""
    ways = edges(problem.space, problem.grounds)
    return search(problem.space, ways, problem.grounds, None, problem.goals).next


def _labels(problem: Instance, nexts: dict[int, tuple[int, ...]]) -> list[_Label]:
    found: dict[int, list[_Label]] = {
        goal: [_Label(0, Fraction(0), goal)] for goal in problem.goals
    }
    for place in sorted(nexts):
        reached = [
            _Label(label.cuts + 1, max(label.largest, _size(problem, place, other)), place, label)
            for other in nexts[place]
            for label in found[other]
        ]
        found[place] = _undominated(reached)
    return found[len(problem.space.states) - 1]


def _size(problem: Instance, place: int, other: int) -> Fraction:
    before, after = problem.space.totals[place], problem.space.totals[other]
    if problem.grounds.breaks(before, after) or problem.grounds.ends(before, after):
        return Fraction(0)
    return Fraction(before - after, before)


def _undominated(labels: list[_Label]) -> list[_Label]:
    """By rising number of cuts, only those with a smaller largest cut than all before."""
    kept: list[_Label] = []
    for label in sorted(labels, key=lambda one: (one.cuts, one.largest)):
        if not kept or label.largest < kept[-1].largest:
            kept.append(label)
    return kept


def _point(problem: Instance, label: _Label, days: int) -> FrontPoint:
    doses, now = [problem.space.totals[label.place]], label.to
    while now is not None:
        doses.append(problem.space.totals[now.place])
        now = now.to
    return FrontPoint(label.cuts, label.cuts * days, label.largest, tuple(doses))
