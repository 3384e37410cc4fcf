"""The start of a drug: for whom the label's rule speaks, and who decides where no label does."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from glidepath.domain.finding import Finding, Severity
from glidepath.domain.titration import TitrationRule, Whom
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.course import Reading

__all__ = ["for_this_person", "outside_the_label", "rule_of"]

_NOTHING = Fraction(0)


def rule_of(reading: Reading, context: CheckContext) -> TitrationRule | None:
    """The label's rule for starting the drug of a course; None where there is none for it."""
    rule = context.start.titration
    return rule if rule is not None and rule.drug_id == reading.claim.drug_id else None


def for_this_person(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-090: the rule speaks of this person: indication, country, age and weight.

    The country does not matter where the use is outside the label: then no label of it
    speaks of the use.
    """
    if not reading.starts:
        return context.findings("GP-C-090")
    rule, facts = rule_of(reading, context), context.start
    known: dict[str, object] = {
        "titration": rule,
        "indication": facts.indication,
        "age_years": facts.age_years,
        "licensed": facts.licensed,
        "country": reading.claim.country or None,
    }
    if rule is not None and _asks_weight(rule.whom):
        known["weight_kg"] = facts.weight_kg
    missing = tuple(name for name, value in known.items() if value is None)
    if rule is None or missing:
        return context.findings("GP-C-090", ask=missing)
    faults = _misfits(rule.whom, reading.claim.country, context)
    fired = [{"rule": rule.title, "fault": fault} for fault in faults]
    return context.findings("GP-C-090", fired, figures={"rule": rule.id})


def _asks_weight(whom: Whom) -> bool:
    return (whom.kg_above, whom.kg_to) != (None, None)


def _misfits(whom: Whom, country: str, context: CheckContext) -> Iterator[str]:
    facts = context.start
    if facts.indication not in whom.indications:
        yield f"it is for {', '.join(whom.indications)}, not for {facts.indication}"
    if facts.licensed and country not in whom.countries:
        yield f"it is one of {', '.join(whom.countries)}, not of {country}"
    if not _meant(whom, facts.age_years or 0, facts.weight_kg or _NOTHING):
        yield "it is not for a person of this age and weight"


def _meant(whom: Whom, age: int, weight: Fraction) -> bool:
    """Whether a person of this age in years and weight in kg is one the rule speaks of."""
    old_enough = whom.age_from is None or age >= whom.age_from
    young_enough = whom.age_to is None or age <= whom.age_to
    heavy_enough = whom.kg_above is None or weight > whom.kg_above
    light_enough = whom.kg_to is None or weight <= whom.kg_to
    by_age, by_weight = old_enough and young_enough, heavy_enough and light_enough
    fits = by_age or by_weight if whom.either and _asks_weight(whom) else by_age and by_weight
    return fits and (whom.under_years is None or age < whom.under_years)


def outside_the_label(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-097: a use the country's label does not name is called that, and somebody decides.

    Always told; a note once whoever the rule names has confirmed it.
    """
    if not reading.starts:
        return context.findings("GP-C-097")
    rule, facts = rule_of(reading, context), context.start
    if facts.licensed is None or (rule is None and not facts.licensed):
        ask = ("licensed",) * (facts.licensed is None) + ("titration",) * (rule is None)
        return context.findings("GP-C-097", ask=ask)
    if rule is None or facts.licensed:
        return context.findings("GP-C-097")
    who = rule.off_label_decides
    told = {"who": who or "nobody may", "confirmed": "yes" if facts.confirmed else "no"}
    weight = Severity.NOTE if who and facts.confirmed else None
    return context.findings("GP-C-097", [told], severity=weight)
