"""What glidepath answers: a proposal, a refusal, or questions; each carries its reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from glidepath.domain.certificate import Certificate
from glidepath.domain.finding import Finding
from glidepath.domain.grading import LevelOfCare, RiskGrade
from glidepath.domain.plan import Plan
from glidepath.domain.quantity import Mass
from glidepath.domain.supply import SupplyPeriod

__all__ = [
    "Alternative",
    "Answer",
    "Breach",
    "Comparison",
    "Foreseen",
    "Made",
    "Proposal",
    "Question",
    "Questions",
    "Refusal",
]


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that is missing and would change the answer, and why it is asked."""

    fact: str
    text: str
    why: str
    blocks: bool
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another course that is better on some ground and worse on another; staying is always one.

    Grounds: days until the goal, the largest real cut that is not a named last step, the
    most pieces on one day, and the number of products.
    """

    name: str
    days: int | None
    largest_cut: Fraction
    most_pieces_a_day: int
    product_ids: tuple[str, ...]
    doses: tuple[Mass, ...]
    note: str = ""
    plan: Plan | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """Where a schedule first falls faster than a ceiling, and by how much.

    `day` counts from the start; the fall is from `before` to `after` (mg a day) within
    the window, whose first cut was on `first_cut_day`.
    """

    day: int
    before: Fraction
    after: Fraction
    fall: Fraction
    window_days: int
    ceiling: Fraction
    first_cut_day: int


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the model expects of a course at its hardest: a ruler, not a forecast of symptoms.

    The withdrawal drive of the hardest day, as a share of the person's own baseline: of a
    typical adult, and the ends of the range that holds 90 in 100 people.
    """

    typical: Fraction
    least: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class Made:
    """What a makeable course asks of a person, and what is expected of it.

    `largest_cut` is the largest real cut, the named last steps included. `foreseen` is None
    where there are no data for the drug.
    """

    largest_cut: Fraction
    most_pieces_a_day: int
    product_ids: tuple[str, ...]
    foreseen: Foreseen | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One policy at one pace for this person: its own schedule, and the one that can be made.

    `unit_drug` is the drug its mg are of; `points` are days (from the start) and daily
    doses in mg as the policy says them, `breaches` where that falls faster than the
    ceiling, `unmakeable` which of its doses the products do not make. `applies` is empty
    where the policy speaks of this person, else what it does not fit: drug, indication or
    unit. `made` and `made_breaches` are the same for the makeable course, empty where
    there is none; `course` is what that course asks of the person.
    """

    policy_id: str
    pace: str
    unit_drug: str
    points: tuple[tuple[int, Fraction], ...]
    breaches: tuple[Breach, ...]
    unmakeable: tuple[Fraction, ...]
    applies: str
    made: tuple[tuple[int, Fraction], ...] = ()
    made_breaches: tuple[Breach, ...] = ()
    course: Made | None = None

    @property
    def days(self) -> int:
        """Days until the last dose of the policy's own schedule begins."""
        return self.points[-1][0]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan for a clinician to accept, change or reject, with all it was built from."""

    plan: Plan
    findings: tuple[Finding, ...]
    certificate: Certificate
    alternatives: tuple[Alternative, ...]
    supply: tuple[SupplyPeriod, ...]
    questions: tuple[Question, ...] = ()
    risk: RiskGrade | None = None
    level_of_care: LevelOfCare | None = None
    trace: dict[str, Any] = field(default_factory=dict)

    outcome = "proposal"
    exit_code = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """No plan, for reasons of safety, with what to do instead."""

    findings: tuple[Finding, ...]
    text: str
    next_step: str
    questions: tuple[Question, ...] = ()
    certificate: Certificate | None = None

    outcome = "refusal"
    exit_code = 3


@dataclass(frozen=True, slots=True)
class Questions:
    """No plan yet: these facts must be known first."""

    questions: tuple[Question, ...]
    findings: tuple[Finding, ...] = ()

    outcome = "questions"
    exit_code = 4


Answer = Proposal | Refusal | Questions
