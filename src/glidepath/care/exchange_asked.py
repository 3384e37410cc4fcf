"""An exchange as the engine is asked for it: what was settled, by whom, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from glidepath.care.assess import Assessment, bound_of_pieces, of_drug
from glidepath.care.choice import choose_policy, first_cut_on, under_house_ceiling
from glidepath.care.given import facts_by_name
from glidepath.care.propose import present_regimen
from glidepath.care.settings import Settings, exchange_rules
from glidepath.care.tuning import settled_on
from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.crossover import CrossoverRules
from glidepath.domain.drug import Product
from glidepath.domain.errors import BadInput
from glidepath.domain.person import Situation
from glidepath.domain.policy import Policy
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.wishes import Switch
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.exchange import ALL_TABLES, Rate, SubstitutionRequest, named_rate
from glidepath.planning.pace import named_pace
from glidepath.planning.substitute import can_be_made

__all__ = ["Case", "asked_of", "rate_in", "settled"]


def asked_of(situation: Situation) -> Switch:
    """The exchange that a situation asks for."""
    assert situation.switch is not None  # the caller has looked
    return situation.switch


@dataclass(frozen=True, slots=True)
class Case:
    """An exchange with all that was settled for it: its request, the policy after it, the words."""

    assessment: Assessment
    kb: KnowledgeBase
    use: Settings
    policy: Policy
    request: SubstitutionRequest
    said: tuple[str, ...]
    goal_drug: str = ""


def settled(
    assessment: Assessment,
    kb: KnowledgeBase,
    use: Settings,
    policy_id: str | None,
    goal_drug: str = "",
) -> Case:
    """What a situation asks of an exchange, with what was chosen where nobody had asked."""
    situation = assessment.situation
    asked = asked_of(situation)
    policy = under_house_ceiling(choose_policy(of_drug(situation, asked.to), kb, policy_id), use)
    present = present_regimen(assessment, use)
    taken = tuple(one.time for one in present.intakes if one.dose)
    order = asked.order or tuple(reversed(taken))
    rules = exchange_rules(kb)
    first_on, of_first = _first_on(assessment, use, asked)

    def with_parts(parts: int) -> tuple[SubstitutionRequest, tuple[str, ...]]:
        exchanges = len(order) * parts
        days, said = _step_days(situation, use, policy, asked, exchanges, rules.days.value)
        laid = (present, order, days, first_on, parts)
        return _request(assessment, kb, use, rules, laid), said

    (request, of_days), of_parts = _in_parts(with_parts, use, asked, order)
    of_order: tuple[str, ...] = ()
    if not asked.order and len(order) > 1:
        of_order = (use.says["switch.order"].format(times=", ".join(map(str, order))),)
    return Case(
        assessment, kb, use, policy, request, (*of_parts, *of_days, *of_order, *of_first), goal_drug
    )


_InParts = Callable[[int], tuple[SubstitutionRequest, tuple[str, ...]]]


def _in_parts(
    with_parts: _InParts, use: Settings, asked: Switch, order: Sequence[TimeOfDay]
) -> tuple[tuple[SubstitutionRequest, tuple[str, ...]], tuple[str, ...]]:
    """The exchange in the parts asked for; one dose a day is halved where that can be made."""
    if asked.parts is not None or len(order) > 1:
        return with_parts(asked.parts or 1), ()
    halves = with_parts(2)
    if can_be_made(halves[0]):
        return halves, (use.says["switch.halves"],)
    return with_parts(1), (use.says["switch.whole"],)


def _first_on(assessment: Assessment, use: Settings, asked: Switch) -> tuple[date, tuple[str, ...]]:
    """The day of the first exchange: as asked, but not while another medicine moves a level."""
    situation = assessment.situation
    first_on = asked.first_on or first_cut_on(situation, use)
    said: tuple[str, ...] = ()
    if asked.first_on is None:
        lead = (first_on - situation.as_of).days
        said = (use.says["switch.first"].format(days=lead),)
    for drug_id in (situation.treatment.drug_id, asked.to):
        first_on, moving = settled_on(assessment, use, drug_id, first_on)
        said = (*said, *moving)
    return first_on, said


def _request(
    assessment: Assessment,
    kb: KnowledgeBase,
    use: Settings,
    rules: CrossoverRules,
    settled: tuple[Regimen, tuple[TimeOfDay, ...], int, date, int],
) -> SubstitutionRequest:
    """The exchange as the engine is asked for it, by the table of the person's country."""
    situation, (present, order, step_days, first_on, parts) = assessment.situation, settled
    old, new = situation.treatment.drug_id, asked_of(situation).to
    names = [one.fact for one in rules.barriers]
    return SubstitutionRequest(
        old_drug=old,
        present=present,
        old_products=_products(situation, old),
        new_drug=new,
        new_products=_products(situation, new),
        rate=rate_in(kb, old, new, situation.country),
        as_of=situation.as_of,
        first_on=first_on,
        step_days=step_days,
        order=order,
        corridor=rules.corridor.value,
        barriers=rules.barriers,
        facts=facts_by_name(names, situation, assessment.facts, use),
        most_pieces=_most_pieces(situation, use),
        recheck_days=rules.recheck_days.value,
        recheck_source=rules.recheck_days.sources[0],
        texts={"recheck": use.says["substitution.recheck"]},
        parts=parts,
        carried=_carried(situation, present),
    )


def _carried(situation: Situation, present: Regimen) -> Regimen | None:
    """What is taken of the new drug already, told at every time of the old one as well."""
    new = asked_of(situation).to
    taken = next((one.regimen for one in situation.also if one.drug_id == new), None)
    if taken is None:
        return None
    doses = {one.time: Mass.zero() for one in present.intakes if one.dose}
    return Regimen.of((doses | {one.time: one.dose for one in taken.intakes}).items())


def _most_pieces(situation: Situation, use: Settings) -> int:
    """The bound of one intake, widened by what either of the two drugs already takes."""
    drugs = (situation.treatment.drug_id, *(one.drug_id for one in situation.also))
    return max(bound_of_pieces(of_drug(situation, one), use.most_pieces) for one in drugs)


def rate_in(kb: KnowledgeBase, old: str, new: str, country: str) -> Rate:
    """The rate of the country's table, or of the middle of all where it lacks one of the drugs."""
    table = exchange_rules(kb).table_for(country).value
    try:
        return named_rate(kb.equivalence(), old, new, table)
    except BadInput:
        return named_rate(kb.equivalence(), old, new, ALL_TABLES)


def _products(situation: Situation, drug_id: str) -> tuple[Product, ...]:
    return tuple(one.product for one in situation.products_of(drug_id))


def _step_days(
    situation: Situation,
    use: Settings,
    policy: Policy,
    asked: Switch,
    exchanges: int,
    whole: tuple[int, int],
) -> tuple[int, tuple[str, ...]]:
    """The days between two exchanges: as asked, as the policy has it, or so that all fits."""
    if asked.step_days is not None:
        return asked.step_days, ()
    if policy.id in use.emptied:
        pace = named_pace(policy, situation.preferences.pace)
        return pace.bands[0].days, ()
    days = max(1, whole[1] // exchanges)
    text = use.says["switch.step"]
    return days, (text.format(days=days, whole=days * exchanges),)
