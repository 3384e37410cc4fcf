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
    most pieces on one day, and the number of products. `last_cuts` are the cuts of the
    named last steps, which had to break the ceiling.
    """

    name: str
    days: int | None
    largest_cut: Fraction
    most_pieces_a_day: int
    product_ids: tuple[str, ...]
    doses: tuple[Mass, ...]
    note: str = ""
    plan: Plan | None = None
    last_cuts: tuple[Fraction, ...] = ()


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
