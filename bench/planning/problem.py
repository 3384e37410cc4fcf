"""One taper in plain whole numbers, as both general solvers are given it.

Doses are counted in grains (the step of the makeable doses, which are all multiples up to
each present dose), breaks and cuts beyond the pace in grains times `scale`, times in
thousandths of a day. A course of at most `steps` cuts is looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from bench.planning.instances import Measured
from glidepath.planning.taper import instance

__all__ = ["Problem", "problem"]


@dataclass(frozen=True)
class Problem:
    """What the solvers are told; `at` is None for a dose the pace never reaches."""

    present: tuple[int, ...]
    steps: int
    scale: int
    asked: int
    allowed: int
    stop_from: int
    at: tuple[int | None, ...]
    asked_days: int
    shortest: int
    stretch: int
    week: int
    grain_ng: int

    @property
    def whole(self) -> int:
        """The present daily dose in grains."""
        return sum(self.present)


def problem(measured: Measured) -> Problem:
    """The whole numbers of one instance; refuses makeable doses that are no even grid."""
    request, found = measured.request, instance(measured.request)
    grain = found.space.totals[1]
    present = tuple(dose // grain for dose in found.space.start)
    daily = sorted(set(found.space.totals))
    assert daily == [n * grain for n in range(sum(present) + 1)], "an even grid of doses"
    band, ceiling = request.pace.bands[0], request.policy.ceiling
    assert ceiling is not None
    scale = found.grounds.scale
    limits = request.policy.step_days.value
    return Problem(
        present, measured.steps, scale, int(band.cut * scale), int(ceiling.value.fall * scale),
        int(Fraction(request.stop_from.nanograms, grain)),
        tuple(found.clock.at.get(dose) for dose in daily),
        band.days, limits.shortest, limits.stretch, found.clock.grain, grain,
    )  # fmt: skip
