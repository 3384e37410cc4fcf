"""What follows from a diary at one moment: a decision for the clinician, with its reasons.

A decision is evidence laid in order, never an order to a person: it names the rules that
spoke, their figures and days, and what would change it. While a red flag or a reason to
hold stands, no lower dose can be among the options; such a decision cannot be built.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from glidepath.domain.errors import BadInput, Problem

__all__ = ["Decision", "DecisionKind", "Reason"]


class DecisionKind(StrEnum):
    """What the record speaks for, in the order in which it is looked for.

    `WAIT`: too early to judge, or the step is not over. `ASK`: too little is known to
    judge. `HOLD`: stay on this dose until the reasons have gone.
    """

    URGENT = "urgent"
    WAIT = "wait"
    ASK = "ask"
    HOLD = "hold"
    STEP_BACK = "step_back"
    SLOW = "slow"
    CONTINUE = "continue"
    OFFER_FASTER = "offer_faster"
    MAINTAIN = "maintain"

    @property
    def lowers(self) -> bool:
        """Whether a lower dose follows from it."""
        return self in (DecisionKind.SLOW, DecisionKind.CONTINUE, DecisionKind.OFFER_FASTER)


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that spoke: its words, the figures and the days it rests on, where it comes from.

    `figures` are shown values by name, such as days with a figure of 7 or more; `confidence`
    is the word for how sure the rule is (most are our own proposal).
    """

    rule_id: str
    text: str
    figures: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[date, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person's record speaks for on a day; the clinician decides.

    `reasons` are the rules that made it so, `notes` what else was seen or could not be told
    (masked signs, rules already raised while it is too early), `would_change` what would
    make it another one, `options` what the clinician may choose from, the decision itself
    first. `sure` says in words how sure this is, `support` that it is decision support.
    """

    kind: DecisionKind
    on: date
    text: str
    reasons: tuple[Reason, ...]
    would_change: tuple[str, ...]
    options: tuple[DecisionKind, ...]
    next_review: date
    sure: str
    support: str
    notes: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a decision without reasons, and a lower dose among the options of a halt."""
        problems = [Problem("decision", *words) for words in self._misfits()]
        if problems:
            raise BadInput(problems)

    def _misfits(self) -> list[tuple[str, str]]:
        bad = []
        if not (self.reasons and self.would_change and self.sure and self.support):
            bad.append(
                (f"{self.kind} without its grounds", "reasons, what would change it, and texts")
            )
        if self.kind not in self.options[:1]:
            bad.append((f"{self.kind} not first of its options", "the decision itself first"))
        if not self.kind.lowers and any(one.lowers for one in self.options):
            bad.append((f"{self.kind} beside a lower dose", "no cut while the dose is to stay"))
        if self.next_review < self.on:
            bad.append((f"review on {self.next_review}", f"{self.on} or later"))
        return bad

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """The ids of the rules that made it so."""
        return tuple(reason.rule_id for reason in self.reasons)
