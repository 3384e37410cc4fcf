"""A guideline's or label's pacing limits as data: size of a cut, length of a step, ceiling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.evidence import Fact
from glidepath.domain.quantity import Mass

__all__ = ["Band", "Ceiling", "Law", "Pace", "Policy", "PolicyKind", "Scope", "StepDays"]

_NOTHING = Mass(0)


class Law(StrEnum):
    """What a cut is a share of, or that it is a fixed mass."""

    SHARE_OF_CURRENT = "share_of_current"
    SHARE_OF_START = "share_of_start"
    FIXED_MG = "fixed_mg"


class PolicyKind(StrEnum):
    """What a policy may be used for.

    Plannable ones may be chosen for a plan; legacy ones too, with a warning; schedules
    are kept for comparison only.
    """

    PLANNABLE = "plannable"
    LEGACY = "legacy"
    SCHEDULE_ONLY = "schedule_only"


@dataclass(frozen=True, slots=True)
class Band:
    """While the daily dose is above a bound: this cut, after steps of so many days.

    Exactly one of `above` (a dose) and `above_share` (of the starting dose) is meant;
    the lowest band has both at zero. `cut` is a share for the share laws, and for the
    fixed law `cut_mass` holds the mass.
    """

    law: Law
    cut: Fraction
    days: int
    above: Mass = _NOTHING
    above_share: Fraction = Fraction(0)
    cut_mass: Mass = _NOTHING

    def __post_init__(self) -> None:
        """Refuse a band that cuts nothing, everything twice, or takes no time."""
        fixed = self.law is Law.FIXED_MG
        share_sound = 0 < self.cut <= 1 and not self.cut_mass
        sound = bool(self.cut_mass) and not self.cut if fixed else share_sound
        if not sound or self.days < 1 or (self.above and self.above_share):
            raise BadInput(Problem("band", f"{self.law} {self.cut}", "a cut above 0, days above 0"))

    def holds_at(self, nanograms: Fraction | int, start: Mass) -> bool:
        """Whether this band speaks of a daily dose, given the dose at the start."""
        return nanograms > self.above.nanograms and nanograms > self.above_share * start.nanograms

    def cut_from(self, nanograms: Fraction | int, start: Mass) -> Fraction:
        """The nominal cut in nanograms from a daily dose; not rounded to anything."""
        if self.law is Law.FIXED_MG:
            return Fraction(self.cut_mass.nanograms)
        return self.cut * (nanograms if self.law is Law.SHARE_OF_CURRENT else start.nanograms)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a policy may be followed: bands from the highest dose to the lowest."""

    name: str
    bands: tuple[Band, ...]
    sources: tuple[str, ...]
    confidence: str
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse bands that leave a dose without a rule, or of which one hides another."""
        if not self.bands or self.bands[-1].above or self.bands[-1].above_share:
            raise BadInput(Problem(f"pace {self.name}", "no lowest band", "a band from 0 up"))
        for higher, lower in pairwise(self.bands):
            if lower.above >= higher.above and lower.above_share >= higher.above_share:
                raise BadInput(Problem(f"pace {self.name}", "bands", "from the highest dose down"))

    def band_at(self, nanograms: Fraction | int, start: Mass) -> Band:
        """The band that speaks of this daily dose, given in nanograms."""
        return next(band for band in self.bands if band.holds_at(nanograms, start))


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The largest fall, as a share of the dose, in any run of so many days."""

    fall: Fraction
    days: int

    def __post_init__(self) -> None:
        """Refuse a ceiling that forbids or allows everything."""
        if not 0 < self.fall < 1 or self.days < 1:
            raise BadInput(Problem("ceiling", f"{self.fall} in {self.days} days", "0 to 1, 1 day"))


@dataclass(frozen=True, slots=True)
class StepDays:
    """How long a step may last: the policy's own range, and our longest hold beyond it."""

    shortest: int
    longest: int
    stretch: int

    def __post_init__(self) -> None:
        """Refuse a range that is out of order."""
        if not 1 <= self.shortest <= self.longest <= self.stretch:
            raise BadInput(
                Problem("step_days", f"{self.shortest}, {self.longest}, {self.stretch}", "in order")
            )


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a policy speaks of; an empty tuple means any."""

    drugs: tuple[str, ...] = ()
    indications: tuple[str, ...] = ()
    unit_drug: str = ""
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """A named way of pacing a taper, from one document, with its limits as data."""

    id: str
    title: str
    summary: str
    kind: PolicyKind
    default_rank: int
    scope: Scope
    step_days: Fact[StepDays]
    paces: Mapping[str, Pace]
    terminal: Fact[str]
    ceiling: Fact[Ceiling] | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a policy without a pace, or whose steps are shorter than its ceiling's window.

        The second rule makes the ceiling exact: within one window there is at most one cut.
        """
        if not self.paces:
            raise BadInput(Problem(f"policy {self.id}", "no pace", "at least one pace"))
        if self.ceiling and self.step_days.value.shortest < self.ceiling.value.days:
            raise BadInput(
                Problem(f"policy {self.id}", "steps shorter than the ceiling's window", "longer")
            )

    @property
    def sources(self) -> tuple[str, ...]:
        """Every document it rests on, each once."""
        facts = [self.step_days.sources, self.terminal.sources]
        facts += [pace.sources for pace in self.paces.values()]
        facts += [self.ceiling.sources] if self.ceiling else []
        return tuple(dict.fromkeys(source for sources in facts for source in sources))
