"""Help besides tablets: modules, skills, talks, meetings and one shared plan, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from glidepath.domain.errors import BadInput, Problem

__all__ = [
    "Caution",
    "Heading",
    "Meeting",
    "Module",
    "Place",
    "Said",
    "SelfCheck",
    "SharedItem",
    "Skill",
    "SupportBook",
    "Treatment",
]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with where it stands and how sure we are of it."""

    text: str
    sources: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class Caution:
    """For whom a module or an option has to be changed.

    By condition, by a fact of the history, in pregnancy, beside a class of medicines, or from
    an age on.
    """

    said: Said
    conditions: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    pregnant: bool = False
    groups: tuple[str, ...] = ()
    age_from: int | None = None

    def __post_init__(self) -> None:
        """Refuse a caution that speaks of nobody."""
        some = self.conditions or self.facts or self.groups or self.age_from is not None
        if not (some or self.pregnant):
            raise BadInput(Problem("caution", "for nobody", "a condition, fact, class or age"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where on a plan's timeline something stands; exactly one of the three is meant.

    `before` days before the first cut, `share` of the way from the first cut to the goal,
    or so many days `after` the goal is reached.
    """

    before: int | None = None
    share: Fraction | None = None
    after: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse two places at once, none, and a share outside the way."""
        given = (self.before is not None) + (self.share is not None) + bool(self.after)
        if given != 1:
            raise BadInput(Problem("place", f"{given} places", "one of before, share, after"))
        if self.share is not None and not 0 <= self.share <= 1:
            raise BadInput(Problem("place", f"share {self.share}", "0 to 1"))


@dataclass(frozen=True, slots=True)
class Module:
    """A part of psychological support: what happens in it, when, and with what care.

    `indications` empty means for everybody. `evidence` names the findings shown beside it.
    """

    id: str
    title: str
    indications: tuple[str, ...]
    place: Place
    sessions: int
    apart: int
    led_by: str
    outline: tuple[str, ...]
    home: tuple[str, ...]
    evidence: tuple[str, ...]
    cautions: tuple[Caution, ...]
    sources: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class Skill:
    """One thing a person can do for themselves, in plain words, with whom it may not suit."""

    id: str
    title: str
    steps: tuple[str, ...]
    often: str
    helps: tuple[str, ...]
    caution: str
    sources: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """A statement a person thinks about, whether it is so, and why."""

    statement: str
    truth: bool
    why: Said


@dataclass(frozen=True, slots=True)
class Meeting:
    """When people meet again and again: from an event, after days, or every so many days.

    `event` is "start", "each_cut", "last_quarter", "goal" or "kept"; `until` is "goal",
    "end" or empty: then `for_days` says how many days from the plan's first they are written
    down.
    """

    id: str
    event: str
    days: tuple[int, ...]
    every: int
    until: str
    how: str
    reason: Said
    scales: tuple[str, ...]
    for_days: int = 0

    def __post_init__(self) -> None:
        """Refuse a meeting without days, and one with both kinds of days."""
        if bool(self.days) == bool(self.every):
            raise BadInput(Problem(f"meeting {self.id}", "days", "either days or every"))


@dataclass(frozen=True, slots=True)
class SharedItem:
    """One condition in the shared plan: what to ask with, what to do, what a taper has to heed.

    `order` is "first" (before the first cut where it can wait) or "together".
    """

    id: str
    title: str
    indications: tuple[str, ...]
    conditions: tuple[str, ...]
    order: str
    screens: tuple[str, ...]
    plan: tuple[str, ...]
    heed: tuple[str, ...]
    route: str
    sources: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class Treatment:
    """Another treatment for what the drug was taken for, its part, and its cautions.

    `uses` empty means that it is said to everybody.
    """

    id: str
    title: str
    uses: tuple[str, ...]
    role: str
    cautions: tuple[Caution, ...]
    sources: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the plan for hard times, which the person fills in."""

    id: str
    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class SupportBook:
    """Everything that helps besides tablets."""

    modules: tuple[Module, ...]
    skills: tuple[Skill, ...]
    evidence: Mapping[str, Said]
    prompts: Mapping[str, Said]
    checks: tuple[SelfCheck, ...]
    meetings: tuple[Meeting, ...]
    shared: tuple[SharedItem, ...]
    headings: tuple[Heading, ...]
    always: tuple[Said, ...]
    words: Mapping[str, Said]
    treatments: tuple[Treatment, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a module that shows evidence nobody has written down."""
        missing = {name for one in self.modules for name in one.evidence} - set(self.evidence)
        if missing:
            raise BadInput(Problem("evidence", ", ".join(sorted(missing)), "one of the book"))
