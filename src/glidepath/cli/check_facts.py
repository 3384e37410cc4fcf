"""The facts by which the checker judges somebody's plan: of the catalogue, and of the person."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from glidepath.care.given import facts_by_name
from glidepath.care.judge import drugs_taken, of_short_use
from glidepath.care.settings import Settings, exchange_rules, settings
from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.claim import ClaimedCourse, PlanClaim
from glidepath.domain.drug import Product
from glidepath.domain.errors import BadInput
from glidepath.domain.person import Goal, GoalKind, Known, Situation
from glidepath.domain.plan import CourseKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.titration import TitrationRule
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.equivalence import Purpose
from glidepath.safety.checker import CheckContext, check_texts
from glidepath.safety.checker.facts import DrugFacts, ExchangeFacts, StartFacts
from glidepath.safety.facts import label_maximum

__all__ = ["context_of"]

_ONE_MG = Mass.from_mg("1")
_ALL_TABLES = "all"


def context_of(claim: PlanClaim, kb: KnowledgeBase, person: Situation | None) -> CheckContext:
    """The facts a plan is judged by: the catalogue's, the policy's, and the person's if given."""
    use = settings(kb)
    policy = kb.policy_of_plan(claim.policy_id)
    leading = _drug_facts(ClaimedCourse(claim.drug_id, claim.kind, claim.steps), kb, person)
    return CheckContext(
        texts=check_texts(kb.brief("checks.toml")),
        house=use.house,
        present=leading.present,
        goal=leading.goal,
        policy=policy,
        policy_known=policy is not None or claim.policy_id in kb.titration_ids(),
        drug_known=True,
        stop_from=leading.stop_from,
        label_maximum=leading.label_maximum,
        catalogue=_catalogue(claim, kb),
        at_home=_at_home(person) if person else None,
        carry_halves=person.preferences.carry_halves if person else None,
        most_pieces=use.most_pieces,
        as_of=person.as_of if person else None,
        taken=drugs_taken(person) if person else None,
        short_use=_short_use(claim, kb, person) if person else None,
        further={one.drug_id: _drug_facts(one, kb, person) for one in claim.further},
        exchange=_exchange(claim, kb, use, person),
        start=_start(claim, kb, person),
    )


def _short_use(claim: PlanClaim, kb: KnowledgeBase, person: Situation) -> bool:
    from glidepath.care.assess import assess

    facts = assess(person, kb, settings(kb).most_pieces).facts
    return of_short_use(person, facts, kb, claim.policy_id)


def _drug_facts(course: ClaimedCourse, kb: KnowledgeBase, person: Situation | None) -> DrugFacts:
    """What is known of one drug; one that the case does not name as taken is not taken."""
    drug = kb.drug(course.drug_id)
    if person is None:
        return DrugFacts(drug_known=True, stop_from=drug.stop_from.value)
    treated = next(
        (one for one in (person.treatment, *person.also) if one.drug_id == drug.id), None
    )
    most = label_maximum(drug, person)
    return DrugFacts(
        present=treated.regimen if treated else _nothing(course),
        goal=_goal(course, person),
        drug_known=True,
        stop_from=drug.stop_from.value,
        label_maximum=most.value if most else None,
    )


def _nothing(course: ClaimedCourse) -> Regimen | None:
    """Nothing at each time of the first step; None where the times cannot be read."""
    try:
        times = {TimeOfDay.read(one.time) for step in course.steps[:1] for one in step.intakes}
        return Regimen.of((time, Mass.zero()) for time in times)
    except BadInput:
        return None


def _goal(course: ClaimedCourse, person: Situation) -> Goal | None:
    """Where a drug is to be led: the old one of an exchange to nothing, else as the person says.

    A goal in mg speaks of the drug that is taken now, and of no other.
    """
    if course.kind == CourseKind.SUBSTITUTION_OUT.value:
        return Goal(GoalKind.STOP)
    goal = person.goal.value if isinstance(person.goal, Known) else None
    of_present = course.drug_id == person.treatment.drug_id
    return goal if of_present or (goal and goal.kind is GoalKind.STOP) else None


def _exchange(
    claim: PlanClaim, kb: KnowledgeBase, use: Settings, person: Situation | None
) -> ExchangeFacts:
    """What an exchange is judged by; empty where the plan holds none, or no table knows it."""
    kinds = {claim.kind: claim.drug_id} | {one.kind: one.drug_id for one in claim.further}
    old, new = (kinds.get(kind.value) for kind in _EXCHANGED)
    if old is None or new is None:
        return ExchangeFacts()
    from glidepath.pharmacology.steady import time_to_new_steady_state

    rules, table = exchange_rules(kb), kb.equivalence()
    wanted = rules.table_for(claim.country).value
    try:
        every, named = (
            table.equivalent(_ONE_MG, old, new, name, purpose=Purpose.SUBSTITUTION, epilepsy=False)
            for name in (None, None if wanted == _ALL_TABLES else wanted)
        )
    except BadInput:
        return ExchangeFacts(corridor=rules.corridor.value)
    return ExchangeFacts(
        rate_low=min(every.low, named.typical),
        rate=named.typical,
        rate_high=max(every.high, named.typical),
        corridor=rules.corridor.value,
        build_up_days=time_to_new_steady_state(new).active,
        days=None if claim.policy_id in use.emptied else rules.days.value,
        barriers_standing=_barriers(new, kb, use, person) if person else None,
    )


_EXCHANGED = (CourseKind.SUBSTITUTION_OUT, CourseKind.SUBSTITUTION_IN)


def _barriers(
    new: str, kb: KnowledgeBase, use: Settings, person: Situation
) -> tuple[str, ...] | None:
    """What speaks against the exchange; None while any of it has still to be asked."""
    from glidepath.care.assess import assess

    names = [one.fact for one in exchange_rules(kb).barriers if one.stands_before(new)]
    facts = assess(person, kb, use.most_pieces).facts
    known = facts_by_name(names, person, facts, use)
    if not all(isinstance(one, Known) for one in known.values()):
        return None
    return tuple(name for name, one in known.items() if isinstance(one, Known) and one.value)


def _start(claim: PlanClaim, kb: KnowledgeBase, person: Situation | None) -> StartFacts:
    """What a start is judged by: the label's rule that the plan names, and the person."""
    if claim.policy_id not in kb.titration_ids():
        return StartFacts()
    rule = kb.titration(claim.policy_id)
    if person is None:
        return StartFacts(titration=rule)
    indication = person.treatment.indication
    age, weight = person.person.age_years, person.person.weight_kg
    use = indication.value.value if isinstance(indication, Known) else None
    return StartFacts(
        titration=rule,
        age_years=age.value if isinstance(age, Known) else None,
        weight_kg=weight.value if isinstance(weight, Known) else None,
        indication=use,
        licensed=None if use is None else _licensed(use, claim.country, rule, kb),
        confirmed=person.preferences.specialist_confirms,
        bedtime=person.start.bedtime if person.start else None,
    )


def _licensed(use: str, country: str, rule: TitrationRule, kb: KnowledgeBase) -> bool:
    """Whether the country's label names this use and the rule is that country's."""
    uses = kb.drug(rule.drug_id).indications.get(country)
    return country in rule.whom.countries and uses is not None and use in uses.value


def _catalogue(claim: PlanClaim, kb: KnowledgeBase) -> Mapping[str, Product]:
    """The known products of the drugs in the country; those that somebody described as they are."""
    drugs = (claim.drug_id, *(one.drug_id for one in claim.further))
    listed = (
        product
        for drug in drugs
        if claim.country in kb.countries()
        for product in kb.products(claim.country, drug)
    )
    described = (product for product in claim.products if product.declared)
    return {product.id: product for product in (*listed, *described)}


def _at_home(person: Situation) -> Mapping[str, Fraction]:
    counted = (item for item in person.products if item.at_home is not None)
    return {item.product.id: item.at_home for item in counted if item.at_home is not None}
