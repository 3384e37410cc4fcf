"""What is unknown and would change the answer, the most telling question first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from glidepath.domain.answer import Question
from glidepath.domain.finding import Finding, Verdict
from glidepath.domain.person import Situation
from glidepath.safety.facts import QuestionText, RuleFacts
from glidepath.safety.review import review

__all__ = ["questions"]


@dataclass(slots=True)
class _Weight:
    """How much one missing fact matters: whether it blocks, the gravest rule, how many rules."""

    blocks: bool = False
    severity: int = 0
    rules: int = 0
    sources: dict[str, None] = field(default_factory=dict)

    def add(self, finding: Finding, blocks: bool) -> None:
        self.blocks = self.blocks or blocks
        self.severity = max(self.severity, finding.severity)
        self.rules += 1
        self.sources |= dict.fromkeys(finding.sources)

    @property
    def rank(self) -> tuple[bool, int, int]:
        return not self.blocks, -self.severity, -self.rules


def questions(
    situation: Situation, facts: RuleFacts, findings: Iterable[Finding] | None = None
) -> tuple[Question, ...]:
    """Every fact that some rule misses, ordered by how much it would change.

    First those without which there is no plan, then by the gravest rule that waits for the
    fact, then by how many rules wait for it. A fact that no rule may do without a plan for
    (`if_unknown` is note) is not asked.
    """
    found = review(situation, facts) if findings is None else findings
    weights: dict[str, _Weight] = {}
    for one in found:
        unknown = facts.book.rules[one.rule_id].if_unknown
        if one.verdict is Verdict.CANNOT_TELL and unknown != "note":
            for ask in one.ask:
                weights.setdefault(ask, _Weight()).add(one, unknown == "block")
    order = sorted(weights, key=lambda ask: (weights[ask].rank, ask))
    return tuple(_question(facts.book.questions[ask], weights[ask]) for ask in order)


def _question(text: QuestionText, weight: _Weight) -> Question:
    return Question(text.fact, text.text, text.why, weight.blocks, tuple(weight.sources))
