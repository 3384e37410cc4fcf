"""What a situation says that following needs: illnesses, epilepsy, and what hides signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from glidepath.domain.following import Chosen
from glidepath.domain.person import (
    UNKNOWN,
    Answered,
    Condition,
    Known,
    Medicine,
    Situation,
)
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.decide_book import DecisionBook, Mask
from glidepath.monitoring.follow_up import Dealt, Masked
from glidepath.safety.book import rule_book

__all__ = ["Noted", "any_known", "masks_on", "mood_or_psychotic", "treats_epilepsy"]

_MOOD = (Condition.DEPRESSION, Condition.BIPOLAR_DISORDER, Condition.PSYCHOSIS)


@dataclass(frozen=True, slots=True)
class Noted:
    """What the clinician wrote down beside the diary.

    `dealt` are red flags that were seen to, `slowed_on` the day on which the rest was last
    made slower. What the person wants is unknown until it was asked. `chosen` says who chose
    doses other than the plan's, and how the person is on them.
    """

    dealt: tuple[Dealt, ...] = ()
    slowed_on: date | None = None
    agrees: Answered[bool] = UNKNOWN
    asks_slower: Answered[bool] = UNKNOWN
    asks_faster: Answered[bool] = UNKNOWN
    asks_to_stay: Answered[bool] = UNKNOWN
    somebody_watches: bool = False
    chosen: tuple[Chosen, ...] = ()


def mood_or_psychotic(situation: Situation) -> Answered[bool]:
    """Whether the person has a mood or psychotic illness."""
    return any_known(*(situation.condition(one) for one in _MOOD))


def treats_epilepsy(situation: Situation) -> Answered[bool]:
    """Whether the drug is taken for epilepsy, or by a person who has it."""
    use = situation.treatment.indication
    by_use = Known(use.value.is_epilepsy) if isinstance(use, Known) else UNKNOWN
    return any_known(by_use, situation.condition(Condition.EPILEPSY))


def any_known(*answers: Answered[bool]) -> Answered[bool]:
    """Yes if one is a yes, no if all are a no, else unknown."""
    if any(isinstance(one, Known) and one.value for one in answers):
        return Known(True)
    return Known(False) if all(isinstance(one, Known) for one in answers) else UNKNOWN


def masks_on(
    situation: Situation, on: date, book: DecisionBook, kb: KnowledgeBase
) -> tuple[Masked, ...]:
    """The medicines of a day that hide or imitate signs, by what they hide."""
    listed = situation.medicines
    taken = [one for one in listed.value if _is_taken(one, on)] if isinstance(listed, Known) else []
    found = ((mask, tuple(_of(mask, taken, on, book, kb))) for mask in book.masks.values())
    return tuple(
        Masked(
            mask.id,
            tuple(one.name for one in medicines),
            max((one.started for one in medicines if one.started), default=None),
        )
        for mask, medicines in found
        if medicines
    )


def _is_taken(medicine: Medicine, on: date) -> bool:
    begun = medicine.started is None or medicine.started <= on
    return begun and (medicine.stopped is None or medicine.stopped > on)


def _of(
    mask: Mask, taken: list[Medicine], on: date, book: DecisionBook, kb: KnowledgeBase
) -> Iterator[Medicine]:
    for medicine in taken:
        name = medicine.name.strip().casefold()
        groups = {medicine.group, *rule_book(kb).medicine_groups.get(name, ())}
        is_new = medicine.started is not None and (
            (on - medicine.started).days <= book.days("activation_days")
        )
        if (name in mask.names or groups & {*mask.groups}) and (is_new or not mask.recent):
            yield medicine
