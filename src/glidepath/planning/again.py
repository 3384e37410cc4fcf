"""After a taper that failed the next one is slower, and says by how much."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.policy import Band, Law, Pace, Policy
from glidepath.domain.quantity import Mass

__all__ = ["Slower", "slower"]


@dataclass(frozen=True, slots=True)
class Slower:
    """The pace for the next attempt, and its speed as a share of the one that failed."""

    pace: Pace
    share: Fraction


def slower(policy: Policy, failed: Pace, start: Mass) -> Slower:
    """The fastest pace of a policy that is slower than the one that failed.

    Where no named pace is slower, the same cuts are made at the longest steps the policy
    allows. `start` is the dose the taper began with; speeds are compared there. Refuses
    where even that is not slower: then another policy is needed, or a hold.
    """
    speed = _speed(failed, start)
    longest = policy.step_days.value.longest
    stretched = tuple(replace(band, days=max(band.days, longest)) for band in failed.bands)
    named = [pace for pace in policy.paces.values() if _speed(pace, start) < speed]
    drawn = replace(failed, name=f"{failed.name}-longest", bands=stretched)
    found = max(named, key=lambda pace: _speed(pace, start), default=drawn)
    share = _speed(found, start) / speed
    if share == 1:
        given = f"no pace of {policy.id} is slower than {failed.name}"
        raise BadInput(Problem("pace", given, "another policy", "Hold, or choose a slower one."))
    return Slower(found, share)


def _speed(pace: Pace, start: Mass) -> Fraction:
    """The share of the starting dose that the first band takes in a day."""
    band = pace.band_at(start.nanograms, start)
    return _share(band, start) / band.days


def _share(band: Band, start: Mass) -> Fraction:
    if band.law is Law.FIXED_MG:
        return band.cut_mass / start
    return band.cut
