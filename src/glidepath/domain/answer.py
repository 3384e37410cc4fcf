"""What glidepath answers: a proposal, a refusal, or questions; each carries its reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from glidepath.domain.certificate import Certificate
from glidepath.domain.finding import Finding
from glidepath.domain.plan import Plan
from glidepath.domain.quantity import Mass
from glidepath.domain.supply import SupplyPeriod

__all__ = [
    "Alternative",
    "Answer",
    "Breach",
    "Comparison",
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

    `day` counts from the start; the fall is from `before` to `after` within the window.
    """

    day: int
    before: Mass
    after: Mass
    fall: Fraction
    window_days: int
    ceiling: Fraction
    first_cut_day: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """One policy at one pace for this person: the literal schedule, its length, its breaches.

    `unit_drug` is the drug its mg are of; `makeable` says which of its doses the products
    at hand make; `applies` is empty or says why the policy does not speak of this person.
    """

    policy_id: str
    pace: str
    unit_drug: str
    doses: tuple[Fraction, ...]
    days: int
    breaches: tuple[Breach, ...]
    unmakeable: tuple[Fraction, ...]
    applies: str
    plan: Plan | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan for a clinician to accept, change or reject, with all it was built from."""

    plan: Plan
    findings: tuple[Finding, ...]
    certificate: Certificate
    alternatives: tuple[Alternative, ...]
    supply: tuple[SupplyPeriod, ...]
    questions: tuple[Question, ...] = ()
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
