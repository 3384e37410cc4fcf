"""What each answer to an open question would mean, as far as that can safely be said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.domain.person import (
    Condition,
    History,
    Indication,
    Known,
    Person,
    Situation,
    Treatment,
    UseCriterion,
)
from glidepath.safety.facts import RuleFacts
from glidepath.safety.questions import questions
from glidepath.safety.review import judge, review

__all__ = ["Outlook", "answered", "outlook"]


@dataclass(frozen=True, slots=True)
class Outlook:
    """One answer to one blocking question, and what would forbid a plan then.

    `forbidding` is empty where this answer alone does not stand in the way; `text` says so,
    or that other questions decide.
    """

    fact: str
    answer: str
    text: str
    forbidding: tuple[Finding, ...] = ()


def outlook(
    situation: Situation, facts: RuleFacts, findings: Iterable[Finding] | None = None
) -> tuple[Outlook, ...]:
    """For every question that blocks a plan: each answer worth trying, and what follows.

    Only rules that wait for the fact are asked again, with that one fact answered. The
    answers worth trying stand with the question; dates are not tried.
    """
    found = review(situation, facts) if findings is None else tuple(findings)
    blocking = [one.fact for one in questions(situation, facts, found) if one.blocks]
    unsure = [one for one in found if one.verdict is Verdict.CANNOT_TELL]
    return tuple(
        _one(answered(situation, fact, value), facts, fact, word, unsure)
        for fact in blocking
        for word, value in facts.book.questions[fact].answers.items()
    )


def _one(
    told: Situation, facts: RuleFacts, fact: str, answer: str, unsure: Iterable[Finding]
) -> Outlook:
    waiting = [one.rule_id for one in unsure if fact in one.ask]
    again = [judge(told, facts, facts.book.rules[rule_id]) for rule_id in waiting]
    forbidding = tuple(
        one for one in again if one.verdict is Verdict.FIRES and one.severity >= Severity.BLOCK
    )
    waits = any(
        one.verdict is Verdict.CANNOT_TELL and one.severity >= Severity.BLOCK for one in again
    )
    kind = "refused" if forbidding else "waits" if waits else "open"
    why = " ".join(one.text for one in forbidding)
    text = facts.book.phrases[f"outlook.{kind}"].format(answer=answer, why=why)
    return Outlook(fact, answer, text, forbidding)


def answered(situation: Situation, fact: str, value: Any) -> Situation:
    """The same situation with one more fact known, named as the questions name it."""
    table, _, name = fact.partition(".")
    if table == "conditions":
        conditions = dict(situation.conditions) | {Condition(name): Known(value)}
        return replace(situation, conditions=conditions)
    if table == "use_criteria":
        criteria = dict(situation.use_criteria) | {UseCriterion(name): Known(value)}
        return replace(situation, use_criteria=criteria)
    meant = Known(Indication(value) if name == "indication" else value)
    changes: dict[str, Any] = {"age_years" if name == "age" else name: meant}
    inner: Person | Treatment | History = getattr(situation, table)
    outer: dict[str, Any] = {table: replace(inner, **changes)}
    return replace(situation, **outer)
