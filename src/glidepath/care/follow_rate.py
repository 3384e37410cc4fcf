"""A person's own rate from their diary, in words: it informs and is no part of the decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from glidepath.care.follow_course import record_of
from glidepath.domain.calendar import Span
from glidepath.domain.diary import Circumstance, DayEntry, Diary
from glidepath.domain.errors import BadInput
from glidepath.domain.person import Known
from glidepath.domain.plan import Plan
from glidepath.domain.regimen import Regimen
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.follow_up import SoFar

if TYPE_CHECKING:
    from glidepath.pharmacology.rate import PersonalRate

__all__ = ["RateWords", "rate_of"]

_PERCENT = 100


@dataclass(frozen=True, slots=True)
class RateWords:
    """What a diary tells of a person's own rate: the figures where there are any, and words.

    `assumed_days` counts days whose doses nobody told and that were taken as planned here.
    """

    rate: PersonalRate | None
    texts: tuple[str, ...]
    assumed_days: int = 0


def rate_of(plan: Plan, diary: Diary, far: SoFar, kb: KnowledgeBase) -> RateWords:
    """The person's own rate up to the day judged, beside the ruler; never part of a decision.

    Days of illness are left out. Without enough days or without binding data only words.
    """
    figures: dict[str, Any] = dict(kb.raw("pharmacology/constants.toml")["rate"])
    words = {name: one["text"] for name, one in figures["wording"].items()}
    told = [entry for entry in diary.days if entry.on <= far.on]
    least = int(figures["fewest_days"]["value"])
    few = words["few"].format(days=len(told), least=least)
    if not far.cuts or len(told) < least or told[0].on >= far.cuts[0]:
        return RateWords(None, (few,))
    found, assumed = _estimate(plan, diary, told, far)
    if found is None:
        return RateWords(None, (few,), assumed)
    fall = found.weekly_fall
    said = words["says"].format(
        days=found.days, low=_share(fall.low), middle=_share(fall.middle), high=_share(fall.high)
    )
    wide = () if found.narrowed else (words["wide"],)
    return RateWords(found, (said, *wide, words["is_not"]), assumed)


def _share(value: float) -> str:
    """A share as a whole percentage, or with one decimal where it is small."""
    percent = value * _PERCENT
    return f"{percent:.0f}" if percent >= 10 else f"{percent:.1f}"


def _estimate(
    plan: Plan, diary: Diary, told: list[DayEntry], far: SoFar
) -> tuple[PersonalRate | None, int]:
    from glidepath.pharmacology.doses import DosedDays
    from glidepath.pharmacology.rate import drives, personal_rate

    span = Span(told[0].on, far.on)
    record = record_of(plan, diary.days, far.on + timedelta(days=1)).of(plan.course.drug_id)
    known = {day: one.regimen for day, one in record.items() if one.regimen is not None}
    doses = tuple(_doses(plan, known.get(day) or _planned(plan, day)) for day in span)
    began = plan.began or plan.course.steps[0].regimen
    hard = {
        (entry.on - span.start).days: entry.hard.value
        for entry in told
        if isinstance(entry.hard, Known)
        and entry.circumstances.get(Circumstance.ILLNESS) != Known(True)
    }
    assumed = sum(day not in known for day in span)
    try:
        found = drives(DosedDays(_doses(plan, began), doses))
        return personal_rate(found, hard, (far.cuts[0] - span.start).days), assumed
    except BadInput:  # a drug without binding data has no ruler
        return None, assumed


def _planned(plan: Plan, day: date) -> Regimen:
    steps = [step for step in plan.course.steps if step.span.start <= day]
    if not steps:
        return plan.began or plan.course.steps[0].regimen
    return steps[-1].regimen


def _doses(plan: Plan, regimen: Regimen) -> tuple[tuple[float, float, str], ...]:
    """A day's intakes as the models take them: hour, mg, drug."""
    return tuple(_intakes(regimen, plan.course.drug_id))


def _intakes(regimen: Regimen, drug_id: str) -> Iterator[tuple[float, float, str]]:
    for one in regimen.intakes:
        yield one.time.minutes / 60, float(one.dose.mg), drug_id
