"""Other treatments for what the drug was taken for, with the cautions that hold for this person."""

from __future__ import annotations

from dataclasses import dataclass

from glidepath.care.heed import Takes, holds, unknown
from glidepath.domain.person import UNKNOWN, Answered, Known, Medicine, Situation
from glidepath.domain.support import Caution, SupportBook, Treatment
from glidepath.safety.facts import Group, RuleFacts

__all__ = ["Option", "taken_classes", "treatments"]


@dataclass(frozen=True, slots=True)
class Option:
    """One treatment; `heed` are the cautions that hold, `ask` what could still speak against it."""

    treatment: Treatment
    heed: tuple[Caution, ...]
    ask: tuple[str, ...]


def treatments(situation: Situation, book: SupportBook, takes: Takes) -> tuple[Option, ...]:
    """Every treatment that fits what the drug is taken for, and what is said to everybody.

    `takes` says which classes of medicines the person takes (see `taken_classes`). An option
    is never a recommendation: which one is chosen is for the clinician.
    """
    return tuple(
        Option(
            one,
            tuple(caution for caution in one.cautions if holds(caution, situation, takes)),
            tuple(
                dict.fromkeys(
                    name for caution in one.cautions for name in unknown(caution, situation, takes)
                )
            ),
        )
        for one in book.treatments
        if _meant(one, situation)
    )


def _meant(treatment: Treatment, situation: Situation) -> bool:
    use = situation.treatment.indication
    if not treatment.uses:
        return True
    return isinstance(use, Known) and use.value.value in treatment.uses


def taken_classes(situation: Situation, facts: RuleFacts) -> dict[str, Answered[bool]]:
    """Which classes of medicines a person takes today, by the name of the class.

    Empty where nobody has said what else is taken; a name that nobody knows leaves every class
    that no other name settles unknown.
    """
    if not isinstance(situation.medicines, Known):
        return {}
    today = [one for one in situation.medicines.value if _is_current(one, situation)]
    told = [facts.groups_of(one.name, one.group) for one in today]
    found = {group for groups in told for group in groups or ()}
    rest: Answered[bool] = UNKNOWN if None in told else Known(False)
    return {group.value: Known(True) if group in found else rest for group in Group}


def _is_current(medicine: Medicine, situation: Situation) -> bool:
    return medicine.stopped is None or medicine.stopped > situation.as_of
