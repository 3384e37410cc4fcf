"""The shape of an answer, for its JSON Schema and for whoever reads an answer back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from glidepath.domain.plan import CourseKind, StepKind

__all__ = ["AnswerShape"]

Milligrams = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$")]
Count = Annotated[str, Field(pattern=r"^[0-9]+(/[1-9][0-9]*)?$")]
Time = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Texts = list[str]


class _Row(BaseModel):
    """A table in which every key has to stand and no other may."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Share(_Row):
    """A share exactly ("1/8"), and as a percentage with one decimal for people ("12.5")."""

    exact: Count
    percent: str


class Cut(Share):
    """The real fall of the daily dose that leads into a step."""

    mg: Milligrams


class Piece(_Row):
    """So many of a part of a product: "1", "1/2", ..., "drop" or "mark"."""

    product: str
    part: str
    count: Annotated[int, Field(ge=1)]
    mg: Milligrams


class Intake(_Row):
    """One time of day with its dose; none at this time is "0" without pieces."""

    time: Time
    dose_mg: Milligrams
    pieces: list[Piece]


class Step(_Row):
    """An unbroken run of days with one regimen."""

    start: date
    end: date
    days: Annotated[int, Field(ge=1)]
    kind: StepKind
    daily_dose_mg: Milligrams
    cut: Cut | None
    terminal: bool
    why: Texts
    intakes: list[Intake]


class Product(_Row):
    """A product with what is needed to check every piece of it."""

    id: str
    drug: str
    name: str
    form: str
    strength: str
    splits: Texts
    declared: bool
    confidence: dict[str, str]
    mark_ml: str | None = None
    drops_per_ml: int | None = None


class Course(_Row):
    """The course of one more drug in the same days."""

    drug: str
    kind: CourseKind
    start: date
    end: date
    stops_on: date | None
    steps: list[Step]


class Days(_Row):
    """A run of days."""

    start: date
    end: date


class Dose(_Row):
    """A dose at a time of day."""

    time: Time
    dose_mg: Milligrams


class Plan(_Row):
    """A plan under a named policy: the leading course itself, those of other drugs `further`.

    `strays` are the days on which two drugs together may leave their corridor.
    """

    policy: str
    pace: str
    as_of: date
    version: Annotated[int, Field(ge=1)]
    supersedes: int | None
    began: list[Dose] | None
    country: str
    drug: str
    kind: CourseKind
    start: date
    end: date
    stops_on: date | None
    products: list[Product]
    steps: list[Step]
    further: list[Course]
    strays: list[Days]
    notes: Texts
    sources: Texts


class Finding(_Row):
    """One rule's answer."""

    rule_id: str
    verdict: Literal["fires", "clear", "cannot_tell"]
    severity: Literal["note", "caution", "warning", "block", "emergency"]
    text: str
    can_do: str
    addressed_to: str
    values: dict[str, str]
    ask: Texts
    sources: Texts
    confidence: str


class Risk(_Row):
    """The grade of risk of a withdrawal that matters."""

    grade: Literal["rare", "lower", "likely", "high"]
    by_table: Literal["rare", "lower", "likely", "high"]
    text: str
    reasons: Texts
    rule_ids: Texts
    could_rise: Texts
    ask: Texts
    sources: Texts
    confidence: str


Setting = Literal["outpatient", "closer_supervision", "specialist", "inpatient"]


class Care(_Row):
    """Where care should happen."""

    setting: Setting
    text: str
    reasons: Texts
    rule_ids: Texts
    could_rise_to: Setting
    ask: Texts
    sources: Texts
    confidence: str


class Reach(_Row):
    """The lowest daily dose from which a cut within the ceiling can still be made."""

    ceiling: Share
    lowest_mg: Milligrams | None
    by_grid_mg: Milligrams | None
    next_lower_mg: Milligrams | None


class Added(_Row):
    """What one more product would change."""

    product: str
    name: str
    reaches: list[Reach]


class Certificate(_Row):
    """How far down the products at hand carry each ceiling."""

    products: Texts
    grid_mg: Milligrams | None
    smallest_dose_mg: Milligrams | None
    reaches: list[Reach]
    added: list[Added]


class Alternative(_Row):
    """Another course, better on some ground and worse on another."""

    name: str
    days: int | None
    largest_cut: Share
    last_cuts: list[Share]
    most_pieces_a_day: int
    products: Texts
    doses_mg: list[Milligrams]
    note: str


class SupplyLine(_Row):
    """One product over one interval: taken + wasted + left = at home + dispensed.

    `unit` says what is counted: whole tablets, drops, or marks of a syringe of so many mL.
    """

    product: str
    unit: str
    taken: Count
    opened: Count
    at_home: Count
    dispensed: int
    left: Count


class Sig(_Row):
    """The instruction for one time of day."""

    start: date
    end: date
    time: Time
    text: Annotated[str, Field(max_length=140)]


class Supply(_Row):
    """One prescription."""

    start: date
    end: date
    lines: list[SupplyLine]
    sig: list[Sig]


class Review(_Row):
    """A meeting and what it is for."""

    on: date
    reason: str
    source: str


class Question(_Row):
    """A fact that is missing, and why it is asked; without one that blocks there is no plan."""

    fact: str
    text: str
    why: str
    blocks: bool
    sources: Texts


class Source(_Row):
    """A document, and how it was read ("memory" and "none" are not verified)."""

    id: str
    title: str
    year: int | None
    where: str
    read: str
    strength: str


class AnswerShape(_Row):
    """What glidepath answers: a proposal, a refusal or questions."""

    outcome: Literal["proposal", "refusal", "questions"]
    text: str
    next_step: str
    findings: list[Finding]
    risk: Risk | None
    level_of_care: Care | None
    certificate: Certificate | None
    plan: Plan | None
    alternatives: list[Alternative]
    supply: list[Supply]
    reviews: list[Review]
    questions: list[Question]
    sources: list[Source]
    versions: dict[Literal["glidepath", "knowledge"], Any]
