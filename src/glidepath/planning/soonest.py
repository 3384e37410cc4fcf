"""The earliest day on which any course at a pace could reach its goal: a bound, quickly found.

A course is a way through regimens; here only their daily doses count, and every cut that
any regimen of a daily dose has is open to all of them. The way with the fewest days among
these is never longer than that of any course, so a pace whose bound is too late needs no
search.
"""

from __future__ import annotations

from datetime import date, timedelta

from glidepath.planning.request import TaperRequest
from glidepath.planning.taper import Instance, instance

__all__ = ["earliest"]


def earliest(request: TaperRequest) -> date:
    """A day before which no course at the pace of the request reaches its goal.

    The day of the first cut where no course leads to the goal at all: the search tells so.
    Refuses what `instance` refuses.
    """
    days = _fewest(instance(request))
    return request.first_cut_on + timedelta(days=days or 0)


def _fewest(problem: Instance) -> int | None:
    """The fewest days from the first cut to a goal; None where no way leads there."""
    space, clock = problem.space, problem.clock
    first, goals = len(space.states) - 1, {space.totals[goal] for goal in problem.goals}
    fewest: dict[int, int] = dict.fromkeys(goals, 0)
    for before, nexts in _by_daily_dose(problem).items():
        reached = [fewest[after] + clock.days(before, after) for after in nexts if after in fewest]
        if reached and before not in goals:
            fewest[before] = min(reached)
    starts = {space.totals[other] for other in problem.ways[first]}
    return min((fewest[after] for after in starts if after in fewest), default=None)


def _by_daily_dose(problem: Instance) -> dict[int, set[int]]:
    """For every daily dose, by rising dose, the lower ones that any of its regimens leads to."""
    totals, found = problem.space.totals, dict[int, set[int]]()
    for place, nexts in enumerate(problem.ways):
        found.setdefault(totals[place], set()).update(totals[other] for other in nexts)
    return found
