"""Whether a plan may be proposed at all: refused, asked first, or free to go on."""

from __future__ import annotations

from collections.abc import Iterable

from glidepath.domain.answer import Questions, Refusal
from glidepath.domain.finding import Finding, Severity
from glidepath.domain.person import Situation
from glidepath.safety.facts import RuleFacts
from glidepath.safety.questions import questions
from glidepath.safety.review import fired, review

__all__ = ["gate"]


def gate(
    situation: Situation, facts: RuleFacts, findings: Iterable[Finding] | None = None
) -> Refusal | Questions | None:
    """Refuses where a rule forbids a plan, asks where one cannot be judged, else None.

    Every reason is given at once. A plan that a specialist wrote is not gated: it can be
    checked and printed.
    """
    found = review(situation, facts) if findings is None else tuple(findings)
    open_questions = questions(situation, facts, found)
    forbidding = [one for one in fired(found) if one.severity >= Severity.BLOCK]
    if forbidding:
        return Refusal(
            findings=found,
            text=" ".join(one.text for one in forbidding),
            next_step=" ".join(dict.fromkeys(one.can_do for one in forbidding)),
            questions=open_questions,
        )
    if any(question.blocks for question in open_questions):
        return Questions(open_questions, found)
    return None
