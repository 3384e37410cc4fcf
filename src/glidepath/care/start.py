"""Beginning a drug: which label's rule speaks of this person, and the course it gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from glidepath.care.assess import Assessment
from glidepath.care.gates import question_of
from glidepath.care.propose import Built, Draft, certify, finish
from glidepath.care.settings import Settings
from glidepath.care.start_words import elsewhere, meetings, told
from glidepath.domain.answer import Alternative, Question, Questions, Refusal
from glidepath.domain.drug import Drug
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.person import Indication, Known, Situation
from glidepath.domain.titration import End, TitrationRule
from glidepath.domain.wishes import Start
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.alternatives import most_pieces_a_day
from glidepath.planning.titrate import TitrationRequest, TitrationResult, titrate
from glidepath.safety.checker.facts import StartFacts

__all__ = ["begin"]

_OF_PRODUCTS = ("first dose", "products")
"""Where the engine tells that nothing but the products stands in the way."""


def begin(assessment: Assessment, kb: KnowledgeBase, use: Settings) -> Built | Refusal | Questions:
    """The start of a drug by the rule that speaks of this person, or what stands before it.

    Refuses where no rule does, or where nobody may decide on a use outside the label; asks
    for what a rule needs (age, weight, which rule, who has confirmed).
    """
    situation = assessment.situation
    missing = _missing(assessment, kb)
    if missing:
        return Questions((*missing, *_others(assessment, missing)), assessment.findings)
    rule = _rule(assessment, kb, use)
    if not isinstance(rule, TitrationRule):
        return rule
    licensed = _licensed(situation, kb.drug(rule.drug_id), rule)
    stands = licensed or _confirmed(assessment, use, rule)
    if not isinstance(stands, bool):
        return stands
    try:
        return _built(assessment, kb, use, rule, licensed)
    except BadInput as bad:
        if not all(problem.where in _OF_PRODUCTS for problem in bad.problems):
            raise
        words = use.refusals["start_unmakeable"]
        text = words["text"].format(problems="; ".join(map(str, bad.problems)))
        return Refusal(assessment.findings, text, words["next_step"], assessment.questions)


def _asked(situation: Situation) -> Start:
    if situation.start is None:
        step = "Give the times of day, which is bedtime, and which end of the rule's ranges."
        raise BadInput(Problem("start", "nothing given", "times, bedtime and end", step))
    return situation.start


def _use_of(situation: Situation) -> Indication:
    use = situation.treatment.indication
    assert isinstance(use, Known)  # it was asked for before any plan
    return use.value


def _rules(situation: Situation, kb: KnowledgeBase) -> Iterator[TitrationRule]:
    """The rules for this drug and this use, whatever the country, the age and the weight."""
    for rule_id in kb.titration_ids():
        rule = kb.titration(rule_id)
        if (
            rule.drug_id == situation.treatment.drug_id
            and _use_of(situation) in rule.whom.indications
        ):
            yield rule


def _missing(assessment: Assessment, kb: KnowledgeBase) -> tuple[Question, ...]:
    """What the rules for this use cannot do without: the age, and the weight where one needs it."""
    situation, book = assessment.situation, assessment.facts.book.questions
    facts = []
    rules = [one for one in _rules(situation, kb) if _wanted(one, situation)]
    age = situation.person.age_years
    if not isinstance(age, Known):
        facts.append("person.age")
    weighed = isinstance(situation.person.weight_kg, Known)
    if not weighed and any(
        _may_hold(one, age.value if isinstance(age, Known) else None) and one.asks_weight
        for one in rules
    ):
        facts.append("person.weight_kg")
    return tuple(Question(one, book[one].text, book[one].why, True) for one in facts)


def _may_hold(rule: TitrationRule, age: int | None) -> bool:
    """Whether a rule could speak of somebody of this age, were the weight right."""
    whom = rule.whom
    if age is None:
        return True
    if whom.under_years is not None and age >= whom.under_years:
        return False
    in_years = (whom.age_from or 0) <= age and (whom.age_to is None or age <= whom.age_to)
    return in_years or whom.either


def _wanted(rule: TitrationRule, situation: Situation) -> bool:
    """Whether a rule is of the country, or the one that was asked for by name."""
    named = _asked(situation).rule_id
    return rule.id == named if named else situation.country in rule.whom.countries


def _others(assessment: Assessment, asked: tuple[Question, ...]) -> tuple[Question, ...]:
    facts = {one.fact for one in asked}
    return tuple(one for one in assessment.questions if one.fact not in facts)


def _speaks_of(rule: TitrationRule, situation: Situation) -> bool:
    age, weight = situation.person.age_years, situation.person.weight_kg
    assert isinstance(age, Known)
    if not isinstance(weight, Known):
        return not rule.whom.asks_weight and rule.whom.holds(age.value, None)
    return rule.whom.holds(age.value, weight.value)


def _rule(
    assessment: Assessment, kb: KnowledgeBase, use: Settings
) -> TitrationRule | Refusal | Questions:
    """The rule that was asked for, or the one of this country that speaks of this person."""
    situation = assessment.situation
    named = _asked(situation).rule_id
    if named:
        return kb.titration(named)
    fitting = [one for one in _rules(situation, kb) if _speaks_of(one, situation)]
    here = [one for one in fitting if situation.country in one.whom.countries]
    if len(here) == 1:
        return here[0]
    if here:
        names = ", ".join(f"{one.id} ({one.title})" for one in here)
        question = question_of(use, "start_rule", rules=names)
        return Questions((question, *assessment.questions), assessment.findings)
    words = use.refusals["no_rule"]
    names = "; ".join(f"{one.id} ({one.title})" for one in fitting)
    elsewhere = f" Elsewhere: {names}." if fitting else ""
    text = words["text"].format(
        drug=situation.treatment.drug_id, country=situation.country, elsewhere=elsewhere
    )
    return Refusal(assessment.findings, text, words["next_step"], assessment.questions)


def _licensed(situation: Situation, drug: Drug, rule: TitrationRule) -> bool:
    """Whether the country's label names this use and the rule is that country's."""
    uses = drug.indications.get(situation.country)
    named = uses is not None and _use_of(situation).value in uses.value
    return named and situation.country in rule.whom.countries


def _confirmed(
    assessment: Assessment, use: Settings, rule: TitrationRule
) -> bool | Refusal | Questions:
    """Whether whoever decides on a use outside the label has confirmed it."""
    situation = assessment.situation
    if not rule.off_label_decides:
        words = use.refusals["nobody_decides"]
        text = words["text"].format(country=situation.country, title=rule.title)
        return Refusal(assessment.findings, text, words["next_step"], assessment.questions)
    if situation.preferences.specialist_confirms:
        return True
    question = question_of(
        use, "specialist", country=situation.country, who=rule.off_label_decides.rstrip(".")
    )
    return Questions((question, *assessment.questions), assessment.findings)


def _request(
    situation: Situation, use: Settings, rule: TitrationRule, licensed: bool, end: End
) -> TitrationRequest:
    asked = _asked(situation)
    return TitrationRequest(
        rule=rule,
        country=situation.country,
        indication=_use_of(situation).value,
        age_years=situation.person.age_years,
        weight_kg=situation.person.weight_kg,
        products=tuple(one.product for one in situation.products_of(rule.drug_id)),
        times=asked.times,
        bedtime=asked.bedtime,
        start_on=asked.on or situation.as_of,
        end=end,
        licensed=licensed,
        kept_days=use.start_kept_days,
        most_pieces=use.most_pieces,
        specialist=situation.preferences.specialist_confirms,
        up_to=asked.up_to,
        texts={"lowered": use.says["titration.lowered"]},
    )


def _built(
    assessment: Assessment, kb: KnowledgeBase, use: Settings, rule: TitrationRule, licensed: bool
) -> Built:
    situation = assessment.situation
    asked = _asked(situation)
    result = titrate(_request(situation, use, rule, licensed, asked.end))
    reached = result.course.steps[-1].regimen.daily_dose
    person = situation.person
    draft = Draft(
        (result.course,),
        rule.id,
        asked.end.value,
        (_alternative(asked.end.value, result), *_other_end(situation, use, rule, licensed)),
        said=(
            *told(situation, use, result, rule),
            *elsewhere(situation, use, _other_rules(situation, kb, rule)),
        ),
        meetings=(*result.checks, *meetings(_use_of(situation), use, result)),
        sources=result.sources,
        facts={
            "start": StartFacts(
                titration=rule,
                age_years=person.age_years.value if isinstance(person.age_years, Known) else None,
                weight_kg=person.weight_kg.value if isinstance(person.weight_kg, Known) else None,
                indication=_use_of(situation).value,
                licensed=licensed,
                confirmed=situation.preferences.specialist_confirms,
                bedtime=asked.bedtime,
            )
        },
        certificate=certify(_on(assessment, result), kb, use, reached),
    )
    return finish(assessment, kb, use, draft)


def _on(assessment: Assessment, result: TitrationResult) -> Assessment:
    """The same person on the dose that the start leads to."""
    situation = assessment.situation
    regimen = result.course.steps[-1].regimen
    treatment = replace(situation.treatment, regimen=regimen)
    return replace(assessment, situation=replace(situation, treatment=treatment))


def _alternative(name: str, result: TitrationResult) -> Alternative:
    steps = result.course.steps
    pieces = {
        piece.portion.product_id
        for step in steps
        for intake in step.regimen.intakes
        for piece in intake.pieces or ()
    }
    return Alternative(
        name,
        (steps[-1].span.start - steps[0].span.start).days,
        Fraction(0),
        most_pieces_a_day(result.course),
        tuple(sorted(pieces)),
        tuple(step.regimen.daily_dose for step in steps),
    )


def _other_end(
    situation: Situation, use: Settings, rule: TitrationRule, licensed: bool
) -> Iterator[Alternative]:
    """The same start at the other end of the rule's ranges, where products make it."""
    other = End.LOW if _asked(situation).end is End.HIGH else End.HIGH
    try:
        yield _alternative(other.value, titrate(_request(situation, use, rule, licensed, other)))
    except BadInput:
        return


def _other_rules(
    situation: Situation, kb: KnowledgeBase, rule: TitrationRule
) -> Iterator[TitrationRule]:
    """The rules of other documents that speak of the same person."""
    return (
        one for one in _rules(situation, kb) if one.id != rule.id and _speaks_of(one, situation)
    )
