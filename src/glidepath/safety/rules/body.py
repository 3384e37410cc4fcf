"""Rules on age, body, alcohol and the form of the product."""

from __future__ import annotations

from glidepath.domain.drug import Form
from glidepath.domain.person import Condition
from glidepath.safety.facts import Group
from glidepath.safety.registry import rule
from glidepath.safety.ruling import Ruling, both, either
from glidepath.safety.view import View

__all__: list[str] = []


@rule("older-adult")
def older_adult(see: View) -> Ruling:
    """Whether the person is of older age."""
    return see.age(lambda years: years >= see.limit("years"))


@rule("falls")
def falls(see: View) -> Ruling:
    """Whether the person has fallen."""
    return see.has(Condition.FALLS)


@rule("falls-in-older-age")
def falls_in_older_age(see: View) -> Ruling:
    """Whether an older person has fallen."""
    return both(see.age(lambda years: years >= see.limit("years")), see.has(Condition.FALLS))


@rule("frailty")
def frailty(see: View) -> Ruling:
    """Whether the person is frail."""
    return see.has(Condition.FRAILTY)


@rule("cognitive-impairment")
def cognitive_impairment(see: View) -> Ruling:
    """Whether memory or thinking is impaired."""
    return see.has(Condition.COGNITIVE_IMPAIRMENT)


@rule("unstable-physical-illness")
def unstable_physical_illness(see: View) -> Ruling:
    """Whether a physical illness is unstable."""
    return see.has(Condition.UNSTABLE_PHYSICAL_ILLNESS)


@rule("chronic-pain")
def chronic_pain(see: View) -> Ruling:
    """Whether there is chronic pain."""
    return see.has(Condition.CHRONIC_PAIN)


@rule("muscle-spasm")
def muscle_spasm(see: View) -> Ruling:
    """Whether the drug is taken against muscle spasm."""
    return see.used_for("spasm")


@rule("alcohol")
def alcohol(see: View) -> Ruling:
    """Whether alcohol is drunk."""
    return see.count("alcohol_drinks_per_week", "least")


@rule("alcohol-much")
def alcohol_much(see: View) -> Ruling:
    """Whether much alcohol is drunk."""
    return see.count("alcohol_drinks_per_week", "least")


@rule("drops-counted")
def drops_counted(see: View) -> Ruling:
    """Whether a product is measured in drops."""
    return see.has_product(Form.DROPS)


@rule("drops-propylene-glycol")
def drops_propylene_glycol(see: View) -> Ruling:
    """Whether drops with propylene glycol meet a small child or a sick liver."""
    at_risk = either(
        see.age(lambda years: years < see.limit("small_child")),
        see.has(Condition.LIVER_DISEASE, Condition.SEVERE_LIVER_DISEASE),
    )
    return both(see.in_country(), see.has_product(Form.DROPS), at_risk)


@rule("anticoagulant-and-falls")
def anticoagulant_and_falls(see: View) -> Ruling:
    """Whether blood is thinned in a person who falls."""
    return both(see.takes(Group.ANTICOAGULANT), see.has(Condition.FALLS))
