"""Rules on medicines given beside a taper, each with its own cautions."""

from __future__ import annotations

from glidepath.domain.person import Condition
from glidepath.safety.facts import Group
from glidepath.safety.registry import rule
from glidepath.safety.ruling import Ruling, both, either
from glidepath.safety.view import View

__all__: list[str] = []


@rule("clonidine")
def clonidine(see: View) -> Ruling:
    """Whether clonidine meets low blood pressure."""
    return both(see.takes(Group.CLONIDINE), see.has(Condition.LOW_BLOOD_PRESSURE))


@rule("gabapentinoid")
def gabapentinoid(see: View) -> Ruling:
    """Whether a gabapentinoid meets an opioid or a use disorder."""
    risky = either(
        see.takes(Group.OPIOID),
        see.has(Condition.SEDATIVE_USE_DISORDER, Condition.OTHER_SUBSTANCE_USE_DISORDER),
    )
    return both(see.takes(Group.GABAPENTINOID), risky)


@rule("hydroxyzine")
def hydroxyzine(see: View) -> Ruling:
    """Whether hydroxyzine meets older age or a long QT interval."""
    risky = either(see.has(Condition.LONG_QT), see.age(lambda years: years >= see.limit("older")))
    return both(see.takes(Group.HYDROXYZINE), risky)


@rule("propranolol")
def propranolol(see: View) -> Ruling:
    """Whether a beta blocker meets a slow heart, a block or asthma."""
    risky = see.has(Condition.SLOW_HEART_OR_BLOCK, Condition.ASTHMA)
    return both(see.takes(Group.BETA_BLOCKER), risky)


@rule("buspirone")
def buspirone(see: View) -> Ruling:
    """Whether buspirone is taken, which does not cover withdrawal."""
    return see.takes(Group.BUSPIRONE)


@rule("other-change-under-way")
def other_change_under_way(see: View) -> Ruling:
    """Whether another medicine for mind or pain was changed lately."""
    return see.changed(
        "days_back",
        Group.SEROTONERGIC_ANTIDEPRESSANT,
        Group.SEDATING_ANTIDEPRESSANT,
        Group.SEDATING_ANTIPSYCHOTIC,
        Group.OPIOID,
        Group.GABAPENTINOID,
        Group.ANTISEIZURE,
    )


@rule("masked-signs")
def masked_signs(see: View) -> Ruling:
    """Whether a medicine hides the signs of withdrawal."""
    return see.takes(Group.BETA_BLOCKER, Group.CLONIDINE)


@rule("antidepressant-in-bipolar")
def antidepressant_in_bipolar(see: View) -> Ruling:
    """Whether an antidepressant is taken in bipolar disorder."""
    taken = see.takes(Group.SEROTONERGIC_ANTIDEPRESSANT, Group.SEDATING_ANTIDEPRESSANT)
    return both(taken, see.has(Condition.BIPOLAR_DISORDER))
