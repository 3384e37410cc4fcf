"""Rules on pregnancy, the newborn and breastfeeding."""

from __future__ import annotations

from glidepath.safety.facts import Group
from glidepath.safety.registry import rule
from glidepath.safety.ruling import Ruling, both, judged
from glidepath.safety.view import View

__all__: list[str] = []


@rule("breastfeeding")
def breastfeeding(see: View) -> Ruling:
    """Whether the person is breastfeeding."""
    return judged("person.breastfeeding", see.situation.person.breastfeeding, bool)


@rule("newborn")
def newborn(see: View) -> Ruling:
    """Whether a newborn will have been exposed."""
    return see.pregnant()


@rule("valproate-in-pregnancy")
def valproate_in_pregnancy(see: View) -> Ruling:
    """Whether valproate is taken in pregnancy."""
    return both(see.pregnant(), see.takes(Group.VALPROATE))
