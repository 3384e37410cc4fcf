"""Why a cut is as large as it is: sentences filled from the figures that decided it."""

from __future__ import annotations

from fractions import Fraction

from glidepath.domain.plan import Cut
from glidepath.domain.wording import dose_text, share_text
from glidepath.planning.ground import Grounds
from glidepath.planning.request import TaperRequest

__all__ = ["reasons"]


def reasons(request: TaperRequest, grounds: Grounds, cut: Cut, terminal: bool) -> tuple[str, ...]:
    """The reasons for one cut, in the words of the texts the request carries.

    Text keys: `within` (the cut is what the pace asks or less), `coarse` (more than asked,
    because the products make no smaller cut), `terminal` (beyond the ceiling for the same
    reason), `stop_low` and `stop_smallest` (why the last dose may be the last).
    """
    before, after = cut.before.nanograms, cut.after.nanograms
    keys = ["coarse" if grounds.over_asked(before, after) else "within"]
    if terminal:
        keys.append("terminal")
    if grounds.ends(before, after):
        keys = ["stop_low"]
    elif not after:  # from a higher dose than this one no cut leads to nothing
        keys = ["stop_smallest"]
    texts = [request.texts[key] for key in keys if key in request.texts]
    if not texts:
        return ()
    slots = _slots(request, grounds, cut)
    return tuple(text.format(**slots) for text in texts)


def _slots(request: TaperRequest, grounds: Grounds, cut: Cut) -> dict[str, str]:
    asked = Fraction(grounds.asked[cut.before.nanograms], grounds.scale * cut.before.nanograms)
    ceiling = request.policy.ceiling
    return {
        "cut": share_text(cut.share),
        "mg": dose_text(cut.mass),
        "before": dose_text(cut.before),
        "after": dose_text(cut.after),
        "asked": share_text(asked),
        "ceiling": share_text(ceiling.value.fall) if ceiling else "",
        "window": str(ceiling.value.days) if ceiling else "",
        "stop_from": dose_text(request.stop_from),
    }
