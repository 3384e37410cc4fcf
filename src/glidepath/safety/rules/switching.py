"""Rules on changing to another benzodiazepine."""

from __future__ import annotations

from glidepath.domain.person import Condition
from glidepath.safety.facts import Group
from glidepath.safety.registry import rule
from glidepath.safety.ruling import Ruling, both, either, unless, when
from glidepath.safety.view import View

__all__: list[str] = []


@rule("switch-range")
def switch_range(see: View) -> Ruling:
    """Whether a switch is proposed for something other than seizures."""
    return both(_proposed(see), unless(see.treats_epilepsy()))


@rule("switch-in-epilepsy")
def switch_in_epilepsy(see: View) -> Ruling:
    """Whether a switch is proposed where the drug holds seizures down."""
    return both(_proposed(see), either(see.treats_epilepsy(), see.has(Condition.EPILEPSY)))


@rule("switch-accumulates")
def switch_accumulates(see: View) -> Ruling:
    """Whether a drug that builds up is proposed to somebody it would sedate."""
    at_risk = either(
        see.age(lambda years: years >= see.limit("years")),
        see.has(
            Condition.LIVER_DISEASE,
            Condition.SEVERE_LIVER_DISEASE,
            Condition.FRAILTY,
            Condition.FALLS,
            Condition.SLEEP_APNOEA,
            Condition.SEVERE_LUNG_DISEASE,
        ),
        see.takes(Group.OPIOID),
    )
    return both(see.switches_to("building_up"), at_risk)


@rule("switch-sick-liver")
def switch_sick_liver(see: View) -> Ruling:
    """Whether diazepam is proposed with a sick liver."""
    sick = see.has(Condition.LIVER_DISEASE, Condition.SEVERE_LIVER_DISEASE)
    return both(see.switches_to("targets"), sick)


@rule("switch-to-z-drug")
def switch_to_z_drug(see: View) -> Ruling:
    """Whether a z-drug is proposed instead."""
    return both(see.switches_to("z_drugs"), unless(see.treats_epilepsy()))


@rule("switch-may-help")
def switch_may_help(see: View) -> Ruling:
    """Whether a short-acting drug leaves symptoms between doses."""
    return both(see.of_drug("short_acting"), see.true("missed_dose_symptoms"))


@rule("z-drug")
def z_drug(see: View) -> Ruling:
    """Whether the drug is a z-drug, for which most guidance was not written."""
    return both(when(see.facts.is_z_drug), unless(see.treats_epilepsy()))


def _proposed(see: View) -> Ruling:
    return when(bool(see.situation.preferences.switch_to))
