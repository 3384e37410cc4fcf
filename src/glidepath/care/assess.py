"""The assessment before any plan: findings, risk, level of care, and what must be asked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from glidepath.care.bearing import as_rules_see, for_goal
from glidepath.domain.answer import Question
from glidepath.domain.finding import Finding
from glidepath.domain.grading import LevelOfCare, RiskGrade
from glidepath.domain.person import Situation
from glidepath.domain.wording import dose_text
from glidepath.dosing.makeable import Makeable, makeable
from glidepath.knowledge.base import KnowledgeBase
from glidepath.safety.book import rule_book
from glidepath.safety.facts import RuleFacts, rule_facts
from glidepath.safety.level import level_of_care
from glidepath.safety.questions import questions
from glidepath.safety.review import review
from glidepath.safety.risk import risk

__all__ = ["Assessment", "assess", "bound_of_pieces", "facts_for", "of_drug", "present_makeable"]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is known of a situation and what follows from it, before any plan is thought of."""

    situation: Situation
    facts: RuleFacts
    findings: tuple[Finding, ...]
    risk: RiskGrade
    level_of_care: LevelOfCare
    questions: tuple[Question, ...]


def assess(
    situation: Situation, kb: KnowledgeBase, most_pieces: int, lowered: tuple[str, ...] = ()
) -> Assessment:
    """Every rule's finding, the risk grade, the level of care and the open questions.

    `most_pieces` is the most pieces of one intake, for the finding on doses that the
    products at hand cannot make today. `lowered` names the drugs that a running plan lowers
    in the end; without any they are read from the situation. What rules say is weighed for
    the goal: a start, a stay and the short taper after short use are not held to what is
    meant for a long taper.
    """
    facts = facts_for(situation, kb, most_pieces, lowered)
    seen = as_rules_see(situation, kb)
    found = for_goal(review(seen, facts), situation, facts, kb)
    return Assessment(
        situation,
        facts,
        found,
        risk(seen, facts, found),
        level_of_care(seen, facts, found),
        questions(seen, facts, found),
    )


def of_drug(situation: Situation, drug_id: str) -> Situation:
    """The situation of one drug alone: its treatment and its products, nothing beside it.

    For a drug that is not taken the treatment stays that of the first, with another name.
    """
    taken = (situation.treatment, *situation.also)
    known = next((one for one in taken if one.drug_id == drug_id), None)
    treatment = known or replace(situation.treatment, drug_id=drug_id)
    return replace(
        situation,
        treatment=treatment,
        products=situation.products_of(drug_id),
        also=(),
        switch=None,
    )


def facts_for(
    situation: Situation, kb: KnowledgeBase, most_pieces: int, lowered: tuple[str, ...] = ()
) -> RuleFacts:
    """What the rules need to know about the drug and the products of this person."""
    drug = kb.drug(situation.treatment.drug_id)
    own = situation.products_of(drug.id)
    missing = _unmakeable(situation, most_pieces) if own else None
    in_the_end = tuple(kb.drug(drug_id) for drug_id in lowered or _lowered(situation))
    return rule_facts(rule_book(kb), drug, situation, missing, in_the_end)


def _lowered(situation: Situation) -> tuple[str, ...]:
    """The drugs that are lowered in the end: of two that are exchanged or joined, the one kept."""
    if situation.switch is not None:
        return (situation.switch.to,)
    if situation.joins:
        return ()
    return (situation.treatment.drug_id, *(one.drug_id for one in situation.also))


def _unmakeable(situation: Situation, most_pieces: int) -> list[str]:
    """The present doses that the products at hand cannot make."""
    made = present_makeable(situation, most_pieces)
    return [
        dose_text(intake.dose)
        for intake in situation.treatment.regimen.intakes
        if made.compose(intake.dose) is None
    ]


def present_makeable(situation: Situation, most_pieces: int) -> Makeable:
    """What the products at hand make for one intake, up to the largest present dose."""
    treatment = situation.treatment
    products = [at_hand.product for at_hand in situation.products_of(treatment.drug_id)]
    largest = max(treatment.regimen.doses)
    return makeable(products, largest, bound_of_pieces(situation, most_pieces))


def bound_of_pieces(situation: Situation, most_pieces: int) -> int:
    """The most pieces of one intake: the bound given, or what a present dose already takes.

    A present dose that no number of pieces up to four times the bound makes leaves the
    bound as it is: it cannot be made at all.
    """
    treatment = situation.treatment
    products = [at_hand.product for at_hand in situation.products_of(treatment.drug_id)]
    doses = treatment.regimen.doses
    for bound in range(most_pieces, 4 * most_pieces + 1):
        made = makeable(products, max(doses), bound)
        if all(made.compose(dose) is not None for dose in doses):
            return bound
    return most_pieces
