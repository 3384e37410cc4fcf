"""The same policy at another pace: slower by a share as often as asked, or the next faster one."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from glidepath.domain.policy import Band, Law, Pace, Policy
from glidepath.domain.quantity import Mass
from glidepath.planning.pace import named_pace

__all__ = ["SLOWED", "faster", "pace_called", "slowed", "stretched"]

SLOWED = "-slower"
"""What the name of a pace gains each time it is slowed, so that it can be found again."""
LONGEST = "-longest"
"""What the name of a pace has where its cuts are made at the longest steps (see `again`)."""


def slowed(pace: Pace, share: Fraction) -> Pace:
    """The same pace with every cut at a share of what it was, after steps as long as before."""
    bands = tuple(_slowed_band(band, share) for band in pace.bands)
    return replace(pace, name=pace.name + SLOWED, bands=bands, confidence="proposed")


def _slowed_band(band: Band, share: Fraction) -> Band:
    if band.law is Law.FIXED_MG:
        return replace(band, cut_mass=Mass(max(1, int(band.cut_mass.nanograms * share))))
    return replace(band, cut=band.cut * share)


def stretched(policy: Policy, pace: Pace, times: Fraction) -> Policy:
    """The policy as a slowed pace needs it: its longest hold this many times as long.

    Where the products make no smaller cut, a slower course can only hold its doses for
    longer. For a pace that is not slowed the policy is left as it is.
    """
    if not pace.name.endswith(SLOWED):
        return policy
    days = policy.step_days.value
    longer = replace(days, stretch=int(days.stretch * times))
    return replace(policy, step_days=replace(policy.step_days, value=longer))


def pace_called(policy: Policy, name: str, share: Fraction) -> Pace:
    """The pace of a plan by its name, slowed as often as the name says.

    One at the longest steps after a taper that failed (see `again`) is drawn again. A pace
    that the policy does not name (one drawn for an end date, or one somebody wrote) is taken
    for the pace where nobody asked for one.
    """
    plain = name
    while plain.endswith(SLOWED):
        plain = plain.removesuffix(SLOWED)
    named = plain.removesuffix(LONGEST)
    pace = named_pace(policy, named if named in policy.paces else "")
    if plain.endswith(LONGEST):
        longest = policy.step_days.value.longest
        bands = tuple(replace(band, days=max(band.days, longest)) for band in pace.bands)
        pace = replace(pace, name=pace.name + LONGEST, bands=bands)
    for _ in range(name.count(SLOWED)):
        pace = slowed(pace, share)
    return pace


def faster(policy: Policy, pace: Pace, start: Mass, share: Fraction) -> Pace | None:
    """The next faster pace: slowed once less, or the slowest of the policy's that is faster.

    Speeds are compared at a daily dose. None where the policy has nothing faster.
    """
    if pace.name.endswith(SLOWED):
        return pace_called(policy, pace.name.removesuffix(SLOWED), share)
    now = _speed(pace, start)
    found = [one for one in policy.paces.values() if _speed(one, start) > now]
    return min(found, key=lambda one: _speed(one, start), default=None)


def _speed(pace: Pace, start: Mass) -> Fraction:
    """Nanograms a day that the band at a dose takes away."""
    band = pace.band_at(start.nanograms, start)
    return band.cut_from(start.nanograms, start) / band.days
