"""What was told between visits, and how far the course has come: all that a decision looks at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from glidepath.domain.calendar import Span
from glidepath.domain.diary import DayEntry, WeekEntry
from glidepath.domain.person import UNKNOWN, Answered, Known
from glidepath.domain.scale import ScaleResult
from glidepath.monitoring.triage import Triage

__all__ = [
    "OTHER_DRUG", "UNANSWERED", "Baseline", "Dealt", "FollowUp", "Masked", "SoFar", "measured",
    "median",
]  # fmt: skip


UNANSWERED = "unanswered"
"""In place of a flag: a yes of the safety gate that did not say what it was."""
OTHER_DRUG = "other_drug"
"""In place of a flag: a dose of a drug of this kind that the plan does not have."""


@dataclass(frozen=True, slots=True)
class Dealt:
    """A clinician has seen to a red flag; without a flag's id to all raised up to that day.

    In place of a flag's id may stand UNANSWERED (it was asked what a yes of the safety gate
    was) or OTHER_DRUG (a drug that the plan does not have was spoken of).
    """

    on: date
    flag_id: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The diary's days and weeks, results of scales, the triage of each entry, and what was done.

    Several entries of one day all count for red flags; for the figures the last one counts.
    """

    entries: tuple[DayEntry, ...] = ()
    weeks: tuple[WeekEntry, ...] = ()
    scales: tuple[ScaleResult, ...] = ()
    triages: tuple[tuple[date, Triage], ...] = ()
    dealt: tuple[Dealt, ...] = ()

    def __post_init__(self) -> None:
        """Keep everything in the order of days, one entry a day."""
        days = {entry.on: entry for entry in self.entries}
        object.__setattr__(self, "entries", tuple(days[day] for day in sorted(days)))
        for name in ("weeks", "scales", "dealt"):
            ordered = sorted(getattr(self, name), key=lambda one: one.on)
            object.__setattr__(self, name, tuple(ordered))

    def until(self, day: date) -> FollowUp:
        """The same as it was known at the end of a day."""
        return FollowUp(
            tuple(one for one in self.entries if one.on <= day),
            tuple(one for one in self.weeks if one.on <= day),
            tuple(one for one in self.scales if one.on <= day),
            tuple(one for one in self.triages if one[0] <= day),
            tuple(one for one in self.dealt if one.on <= day),
        )

    def between(self, span: Span) -> tuple[DayEntry, ...]:
        """The days of a span that have an entry."""
        return tuple(one for one in self.entries if span.start <= one.on <= span.end)

    def results(self, scale_id: str) -> tuple[ScaleResult, ...]:
        """The results of one scale that have a total."""
        found = (one for one in self.scales if one.scale_id == scale_id)
        return tuple(one for one in found if one.total is not None)

    def is_seen_to(self, name: str, day: date) -> bool:
        """Whether a clinician has seen to what a day raised under a name, then or later."""
        return any(one.on >= day and one.flag_id in ("", name) for one in self.dealt)


@dataclass(frozen=True, slots=True)
class Masked:
    """A mask that is in force: its id in the data, the medicines, and since when if known."""

    mask_id: str
    medicines: tuple[str, ...]
    since: date | None = None


@dataclass(frozen=True, slots=True)
class SoFar:
    """How far a course has come on a day: cuts really made, what comes, what is asked.

    `cuts` are the days on which the dose really fell, `next_cut_on` the day of the next
    planned cut (None: no further one), `half_life_h` that of the drug or its longer-lived
    metabolite, `share_of_start` the present dose over that before the first cut, `low_since`
    the day from which it has been low. `holds` are spans of holds, one in force reaches up to
    yesterday; `explained` are those of them for which something else was the reason, such as
    an illness. `slowed_on` is the last day on which the rest was made slower. `left` are the
    days on other doses than the plan's of which nobody has said who chose them, `beside` the
    days with a dose of a drug of this kind that the plan does not have, and which. What
    nobody answered is unknown.
    """

    on: date
    half_life_h: Fraction
    cuts: tuple[date, ...] = ()
    next_cut_on: date | None = None
    share_of_start: Fraction = Fraction(1)
    low_since: date | None = None
    holds: tuple[Span, ...] = ()
    explained: tuple[Span, ...] = ()
    slowed_on: date | None = None
    masks: tuple[Masked, ...] = ()
    mood_or_psychotic: Answered[bool] = UNKNOWN
    epilepsy: Answered[bool] = UNKNOWN
    neurology_agrees: bool = False
    agrees: Answered[bool] = UNKNOWN
    asks_slower: Answered[bool] = UNKNOWN
    asks_faster: Answered[bool] = UNKNOWN
    asks_to_stay: Answered[bool] = UNKNOWN
    left: tuple[date, ...] = ()
    beside: tuple[tuple[date, str], ...] = ()

    def at(self, day: date) -> SoFar:
        """The same seen on an earlier day, for rules that must hold twice running."""
        return replace(self, on=day, cuts=tuple(cut for cut in self.cuts if cut <= day))

    @property
    def last_cut(self) -> date | None:
        """The day of the last cut, if there was one."""
        return self.cuts[-1] if self.cuts else None

    @property
    def held_since(self) -> date | None:
        """The first day of the hold in force."""
        running = [span for span in self.holds if span.next_day >= self.on]
        return running[-1].start if running else None


@dataclass(frozen=True, slots=True)
class Baseline:
    """How hard the days were before the first cut: median, and the median distance from it."""

    median: Fraction
    mad: Fraction
    days: int


def measured(entries: Iterable[DayEntry], name: str, span: Span, least: int) -> Baseline | None:
    """One daily figure over the days of a span; None with fewer answers than the least."""
    told = (getattr(one, name) for one in entries if span.start <= one.on <= span.end)
    values = [Fraction(one.value) for one in told if isinstance(one, Known)]
    if len(values) < least:
        return None
    middle = median(values)
    return Baseline(middle, median(abs(one - middle) for one in values), len(values))


def median(values: Iterable[int | Fraction]) -> Fraction:
    """The middle of values, or half way between the two in the middle; at least one value."""
    ordered = sorted(map(Fraction, values))
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return (low + high) / 2
