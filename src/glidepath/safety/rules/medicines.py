"""Rules on other medicines: what adds to the drug, moves its level, or makes seizures likelier."""

from __future__ import annotations

from glidepath.safety.facts import Group
from glidepath.safety.registry import rule
from glidepath.safety.rules.use import regular_for_a_month
from glidepath.safety.ruling import Ruling, either
from glidepath.safety.view import View

__all__: list[str] = []


@rule("several-benzodiazepines")
def several_benzodiazepines(see: View) -> Ruling:
    """Whether another drug acts at the same place."""
    return see.takes(Group.BENZODIAZEPINE, Group.Z_DRUG)


@rule("other-sedatives")
def other_sedatives(see: View) -> Ruling:
    """Whether another sedating medicine is taken."""
    return see.takes(
        Group.GABAPENTINOID,
        Group.BARBITURATE,
        Group.SEDATING_ANTIHISTAMINE,
        Group.SEDATING_ANTIPSYCHOTIC,
        Group.SEDATING_ANTIDEPRESSANT,
        Group.MUSCLE_RELAXANT,
    )


@rule("cyp3a-inhibitor")
def cyp3a_inhibitor(see: View) -> Ruling:
    """Whether a medicine slows the breakdown of the drug."""
    return see.takes(Group.CYP3A_INHIBITOR)


@rule("cyp3a-inhibitor-changed")
def cyp3a_inhibitor_changed(see: View) -> Ruling:
    """Whether such a medicine was started or stopped lately."""
    return see.changed("days_back", Group.CYP3A_INHIBITOR)


@rule("cyp-inducer")
def cyp_inducer(see: View) -> Ruling:
    """Whether a medicine speeds the breakdown of the drug."""
    return see.takes(Group.CYP_INDUCER)


@rule("cyp-inducer-changed")
def cyp_inducer_changed(see: View) -> Ruling:
    """Whether such a medicine was started or stopped lately."""
    return see.changed("days_back", Group.CYP_INDUCER)


@rule("valproate-absence-status")
def valproate_absence_status(see: View) -> Ruling:
    """Whether valproate is taken."""
    return see.takes(Group.VALPROATE)


@rule("antiseizure-levels")
def antiseizure_levels(see: View) -> Ruling:
    """Whether other antiseizure medicines are taken."""
    return see.takes(Group.ANTISEIZURE)


@rule("propantheline")
def propantheline(see: View) -> Ruling:
    """Whether propantheline is taken."""
    return see.takes(Group.PROPANTHELINE)


@rule("seizure-threshold")
def seizure_threshold(see: View) -> Ruling:
    """Whether a medicine makes seizures likelier."""
    return see.takes(Group.SEIZURE_THRESHOLD_LOWERING)


@rule("phenobarbital")
def phenobarbital(see: View) -> Ruling:
    """Whether a barbiturate is taken or thought of."""
    return see.takes(Group.BARBITURATE)


@rule("anaesthetic-for-taper")
def anaesthetic_for_taper(see: View) -> Ruling:
    """Whether propofol or ketamine is given or thought of."""
    return see.takes(Group.ANAESTHETIC)


@rule("flumazenil")
def flumazenil(see: View) -> Ruling:
    """Whether flumazenil would be dangerous, or somebody has thought of it."""
    return either(regular_for_a_month(see), see.takes(Group.FLUMAZENIL))
