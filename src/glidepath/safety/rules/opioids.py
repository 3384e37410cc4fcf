"""Rules on opioids beside the drug: the commonest way to a fatal overdose."""

from __future__ import annotations

from glidepath.domain.person import Condition
from glidepath.safety.facts import Group
from glidepath.safety.registry import rule
from glidepath.safety.ruling import Ruling, both, unless
from glidepath.safety.view import View

__all__: list[str] = []


@rule("opioid")
def opioid(see: View) -> Ruling:
    """Whether an opioid is taken."""
    return see.takes(Group.OPIOID)


@rule("opioid-naloxone")
def opioid_naloxone(see: View) -> Ruling:
    """Whether an opioid is taken and no naloxone is at hand."""
    return both(see.takes(Group.OPIOID), unless(see.true("naloxone_at_hand")))


@rule("opioid-and-weak-breathing")
def opioid_and_weak_breathing(see: View) -> Ruling:
    """Whether an opioid meets an illness that weakens breathing."""
    weak = see.has(Condition.SLEEP_APNOEA, Condition.LUNG_DISEASE, Condition.SEVERE_LUNG_DISEASE)
    return both(see.takes(Group.OPIOID), weak)


@rule("opioid-and-gabapentinoid")
def opioid_and_gabapentinoid(see: View) -> Ruling:
    """Whether an opioid and a gabapentinoid are taken together."""
    return both(see.takes(Group.OPIOID), see.takes(Group.GABAPENTINOID))


@rule("opioid-and-alcohol")
def opioid_and_alcohol(see: View) -> Ruling:
    """Whether an opioid is taken and alcohol is drunk."""
    return both(see.takes(Group.OPIOID), see.count("alcohol_drinks_per_week", "least"))


@rule("agonist-treatment-untouched")
def agonist_treatment_untouched(see: View) -> Ruling:
    """Whether methadone or buprenorphine treats an opioid use disorder."""
    return see.takes(Group.OPIOID_AGONIST_TREATMENT)
