"""The grounds on which one course is better than another, exact and in order.

    1. the worst break of the ceiling, in mass beyond what the ceiling allows
    2. all breaks of the ceiling together
    3. all cuts beyond the one asked, together
    4. the days by which steps miss the pace asked, together
    5. the days by which steps differ in length from the steps asked, together
    6. handling: pieces and products a day, over all days
    7. changes: how many intakes change, over all steps
    8. shape: surplus over the person's pattern, earlier intakes counting more (or those
       that should be cut first, where the request says so)
    9. waste: cut tablets left over at the end of a day, over all days

Breaks are counted in mass, not in percent, because then a cut made in two smaller ones
never looks worse: nobody gains by jumping from a high dose to nothing. Stopping from a
dose at or below the drug's stopping dose breaks nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm

from glidepath.domain.policy import Ceiling, Pace
from glidepath.domain.quantity import Mass

__all__ = ["Grounds", "grounds"]


@dataclass(frozen=True)
class Grounds:
    """Exact whole-number measures of a cut; masses are in nanograms times `scale`.

    `asked` holds the cut the pace asks for, `next_asked` the dose that cut would lead to
    (below zero where it asks for more than there is), and `allowed` the largest cut the
    ceiling allows, for every daily dose above zero; `allowed` is empty without a ceiling.
    """

    scale: int
    stop_from: int
    asked: dict[int, int]
    next_asked: dict[int, int]
    allowed: dict[int, int]

    def ends(self, before: int, after: int) -> bool:
        """Whether this is the last step to nothing, from a dose low enough to stop from."""
        return after == 0 and before <= self.stop_from

    def breaks(self, before: int, after: int) -> bool:
        """Whether a cut is larger than the ceiling, the permitted last step included."""
        return bool(self.allowed) and (before - after) * self.scale > self.allowed[before]

    def over_ceiling(self, before: int, after: int) -> int:
        """How far a cut goes beyond the ceiling; 0 within it and for a permitted last step."""
        if self.ends(before, after) or not self.breaks(before, after):
            return 0
        return (before - after) * self.scale - self.allowed[before]

    def over_asked(self, before: int, after: int) -> int:
        """How far a cut goes beyond the one asked; 0 for a permitted last step."""
        if self.ends(before, after):
            return 0
        return max(0, (before - after) * self.scale - self.asked[before])


def grounds(
    pace: Pace, ceiling: Ceiling | None, start: Mass, stop_from: Mass, totals: Sequence[int]
) -> Grounds:
    """The measures for one pace and ceiling at every daily dose (nanograms) of a space."""
    shares = [band.cut for band in pace.bands] + ([ceiling.fall] if ceiling else [])
    scale = lcm(*(share.denominator for share in shares))
    doses = [daily for daily in dict.fromkeys(totals) if daily]
    asked = {d: int(pace.band_at(d, start).cut_from(d, start) * scale) for d in doses}
    next_asked = {d: d * scale - asked[d] for d in doses}
    allowed = {d: int(ceiling.fall * scale) * d for d in doses} if ceiling else {}
    return Grounds(scale, stop_from.nanograms, asked, next_asked, allowed)
