"""Rules on pregnancy, the newborn and breastfeeding."""

from __future__ import annotations

from dataclasses import replace

from glidepath.safety.facts import Group
from glidepath.safety.registry import rule
from glidepath.safety.rules.gates import where_possible
from glidepath.safety.ruling import Ruling, both, judged
from glidepath.safety.view import View

__all__: list[str] = []


@rule("breastfeeding")
def breastfeeding(see: View) -> Ruling:
    """Whether the person is breastfeeding; asked only where a pregnancy is possible."""
    return _asked(see, judged("person.breastfeeding", see.situation.person.breastfeeding, bool))


@rule("newborn")
def newborn(see: View) -> Ruling:
    """Whether a newborn will have been exposed."""
    return _asked(see, see.pregnant())


@rule("valproate-in-pregnancy")
def valproate_in_pregnancy(see: View) -> Ruling:
    """Whether valproate is taken in pregnancy."""
    return both(_asked(see, see.pregnant()), see.takes(Group.VALPROATE))


def _asked(see: View, told: Ruling) -> Ruling:
    """What was told, asked of nobody of whom the rule of pregnancy asks nothing.

    That rule holds the ages and the sex, so that they stand in one place.
    """
    return where_possible(replace(see, rule=see.facts.book.rules["pregnancy"]), told)
