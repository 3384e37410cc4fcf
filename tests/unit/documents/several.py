"""Proposals of a change of drug and of a start, planned from their rules, for the documents."""

from dataclasses import replace
from datetime import date

from glidepath.domain.answer import Proposal
from glidepath.domain.calendar import Span
from glidepath.domain.plan import Plan
from glidepath.dosing.supply import supply
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.substitute import substitute
from glidepath.planning.titrate import titrate
from tests.unit.documents.hand_built import alternatives, certificate, findings, questions
from tests.unit.dosing.courses import at_hand
from tests.unit.planning.exchanging import AS_OF, exchange, fall
from tests.unit.planning.starting import START, start

NOTE = "Nothing here replaces the clinician's judgement."


def crossover(*, strays: bool = True, **changed) -> Proposal:
    """Lorazepam 1 mg twice a day changed to diazepam and lowered, by the Scottish rule."""
    asked = exchange("1 1", **({"fall": fall()} | changed))
    result = substitute(asked)
    first = result.courses[1].span.start
    plan = Plan(
        policy_id="scotland-2024",
        pace="faster",
        as_of=AS_OF,
        country="UK",
        course=result.courses[0],
        further=result.courses[1:],
        products=(*asked.old_products, *asked.new_products),
        reviews=result.rechecks,
        notes=(NOTE,),
        sources=("scotland-2024",),
        strays=(Span.lasting(first, 5),) if strays else (),
    )
    return _around(plan, at_hand(*((product, 10) for product in plan.products)))


def beginning(rule: str = "us-adult-panic", **changed) -> Proposal:
    """Clonazepam started for panic by the label of the United States, up to 1 mg a day."""
    asked = start(rule, **changed)
    result = titrate(asked)
    plan = Plan(
        policy_id=rule,
        pace="label",
        as_of=START,
        country="US",
        course=result.course,
        products=asked.products,
        reviews=result.checks,
        sources=result.sources,
    )
    return _around(plan, at_hand(*((product, 0) for product in plan.products)))


def _around(plan: Plan, stock) -> Proposal:
    below = KnowledgeBase.packaged().micrograms_below(plan.country)
    supplied = supply(plan.courses, stock, 28, True, below)
    return Proposal(plan, findings(), certificate(), alternatives(), supplied, questions())


def later(made: Proposal, version: int) -> Proposal:
    """The same as a later version of the plan."""
    return replace(made, plan=replace(made.plan, version=version))


__all__ = ["NOTE", "beginning", "crossover", "date", "later"]
