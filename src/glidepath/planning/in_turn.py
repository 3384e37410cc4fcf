"""Two or more drugs of this kind tapered one after another, never both at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from glidepath.domain.errors import BadInput, Problem
from glidepath.planning.request import TaperRequest, TaperResult
from glidepath.planning.taper import taper

__all__ = ["in_turn"]


def in_turn(requests: Sequence[TaperRequest], pause_days: int) -> tuple[TaperResult, ...]:
    """The tapers in the order given; each waits until the one before is done, and a pause.

    The drugs that wait stay on their present dose. Each pause begins on the day on which
    the taper before it reaches its goal. Refuses the same drug twice, no drug at all, and
    a pause of no days.
    """
    drugs = [request.drug_id for request in requests]
    if not drugs or len(set(drugs)) != len(drugs) or pause_days < 1:
        given = f"{', '.join(drugs) or 'no drug'}, {pause_days} days"
        raise BadInput(Problem("tapers in turn", given, "each drug once, a pause of 1 day or more"))
    found: list[TaperResult] = []
    for request in requests:
        waits = request
        if found:
            reached = found[-1].course.steps[-1].span.start
            earliest = reached + timedelta(days=pause_days)
            waits = replace(request, first_cut_on=max(request.first_cut_on, earliest))
        found.append(taper(waits))
    return tuple(found)
