"""The pace to plan with: one the policy names, or the gentlest one that meets an end date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import count, takewhile

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.evidence import Confidence
from glidepath.domain.policy import Band, Law, Pace, Policy
from glidepath.planning.request import TaperRequest, TaperResult
from glidepath.planning.soonest import earliest
from glidepath.planning.taper import taper

__all__ = ["UNASKED", "by_end_date", "named_pace", "paces_by_speed"]

UNASKED = "usual"
"""The pace taken where nobody asked for one; whoever uses it says so."""

_CUT_GRAIN = Fraction(1, 40)


def named_pace(policy: Policy, name: str) -> Pace:
    """The pace of a policy by its name; refuses one the policy does not have.

    Without a name the usual pace is meant, or the only one there is.
    """
    wanted = name or (UNASKED if UNASKED in policy.paces else next(iter(policy.paces)))
    if wanted in policy.paces:
        return policy.paces[wanted]
    raise BadInput(
        Problem("pace", repr(wanted), ", ".join(sorted(policy.paces)), "Choose one of these.")
    )


def by_end_date(request: TaperRequest, end_on: date) -> tuple[TaperResult | None, TaperResult]:
    """The gentlest course that has reached its goal by a day, and the fastest one looked at.

    Takes a request (its own pace is not used) and the day. The first result is None when
    no course within the policy ends by then: the second one then ends first of all. Every
    pace is tried in turn, because a faster pace does not always end sooner: whole weeks
    and doses that can be made get in its way. A pace whose cuts could not end by then
    however they were chosen is not planned.
    """
    asked = [replace(request, pace=pace) for pace in paces_by_speed(request.policy)]
    soonest = [earliest(one) for one in asked]
    tried: list[TaperResult] = []
    for one, day in zip(asked, soonest, strict=True):
        if day <= end_on:
            tried.append(taper(one))
            if _reached(tried[-1]) <= end_on:
                return tried[-1], tried[-1]
    for day, one in sorted(zip(soonest, asked, strict=True), key=lambda pair: pair[0]):
        if day > end_on and all(day < _reached(result) for result in tried):
            tried.append(taper(one))
    return None, min(tried, key=_reached)


def _reached(result: TaperResult) -> date:
    return result.course.steps[-1].span.start


def paces_by_speed(policy: Policy) -> Sequence[Pace]:
    """Every pace the policy's limits allow, from the gentlest to the fastest.

    A policy with a ceiling of its own and a share of the current dose may be followed at
    any cut up to its ceiling and any step within its range, in grains of 2.5 % and of a
    week; other policies (a ceiling only proposed for them is not theirs) only at the paces
    they name.
    """
    named = sorted(policy.paces.values(), key=_speed)
    ceiling = policy.ceiling
    shares = all(b.law is Law.SHARE_OF_CURRENT for p in named for b in p.bands)
    if ceiling is None or ceiling.confidence is Confidence.PROPOSED or not shares:
        return named
    days = policy.step_days.value
    lengths = range(days.shortest, days.longest + 1, 7)
    slowest = min(band.cut for pace in named for band in pace.bands)
    cuts = list(_cuts(slowest, ceiling.value.fall))
    made = [_pace(policy, cut, length) for cut in cuts for length in lengths]
    return sorted(made, key=_speed)


def _cuts(lowest: Fraction, highest: Fraction) -> Iterator[Fraction]:
    return takewhile(lambda cut: cut <= highest, (lowest + n * _CUT_GRAIN for n in count()))


def _pace(policy: Policy, cut: Fraction, days: int) -> Pace:
    assert policy.ceiling is not None
    bands = (Band(Law.SHARE_OF_CURRENT, cut, days),)
    return Pace("end_date", bands, policy.ceiling.sources, "derived")


def _speed(pace: Pace) -> tuple[Fraction, Fraction]:
    """Share of the dose a day in the first band; of equal ones the smaller cut first."""
    band = pace.bands[0]
    return band.cut / band.days, band.cut
