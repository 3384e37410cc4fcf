"""What was taken against what was planned, dose by dose; a dose nobody wrote down is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.diary import DayEntry
from glidepath.domain.person import UNKNOWN, Answered, Known
from glidepath.domain.plan import Course, Plan, Step
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import total
from glidepath.monitoring.diary import latest_of_days

__all__ = [
    "AgainstPlan", "DayAgainst", "DoseAgainst", "Tally", "in_all", "taken_against_plan",
]  # fmt: skip

_NONE = Mass(0)


class AgainstPlan(StrEnum):
    """How a dose that was taken stands to the one that was planned."""

    AS_PLANNED = "as_planned"
    MISSED = "missed"
    LESS = "less"
    MORE = "more"
    DOUBLED = "doubled"
    EXTRA = "extra"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DoseAgainst:
    """One dose of one day: what was planned, what was taken, and how the two stand."""

    time: TimeOfDay
    planned: Mass
    taken: Answered[Mass]
    kind: AgainstPlan


@dataclass(frozen=True, slots=True)
class DayAgainst:
    """One day of one drug against its plan.

    `taken` is the drug of the whole day, None while any dose of it is unknown; `has_entry`
    says whether the diary has the day at all.
    """

    on: date
    drug_id: str
    doses: tuple[DoseAgainst, ...]
    planned: Mass
    taken: Mass | None
    has_entry: bool

    @property
    def missed_all(self) -> bool:
        """Whether a day's whole drug is known not to have been taken."""
        return self.planned > _NONE and self.taken == _NONE

    def count(self, kind: AgainstPlan) -> int:
        """How many doses of the day stand so."""
        return sum(dose.kind is kind for dose in self.doses)


def taken_against_plan(
    plan: Plan, entries: Iterable[DayEntry], until: date
) -> tuple[DayAgainst, ...]:
    """Every day of the plan up to a day, drug by drug, against what the diary says was taken.

    A planned dose that the diary does not tell is unknown, never taken as planned; a dose at
    a time that the plan has none for is extra.
    """
    by_day = {entry.on: entry for entry in latest_of_days(entries)}
    days = (
        _day(course, step, day, by_day.get(day))
        for course in plan.courses
        for step in course.steps
        for day in step.span
        if day <= until
    )
    return tuple(sorted(days, key=lambda one: (one.on, one.drug_id)))


@dataclass(frozen=True, slots=True)
class Tally:
    """All doses of one drug against its plan: how many stand how, and the days that stand out.

    `missed` are the days on which nothing at all was taken of it, `other` the other days with
    a dose that is not the planned one, `silent` counts days that the diary does not have.
    """

    drug_id: str
    counts: Mapping[AgainstPlan, int]
    missed: tuple[date, ...]
    other: tuple[date, ...]
    silent: int


_AS_TOLD = (AgainstPlan.AS_PLANNED, AgainstPlan.UNKNOWN)


def in_all(days: Iterable[DayAgainst]) -> tuple[Tally, ...]:
    """The days drug by drug, in the order of the plan's drugs by name."""
    found: dict[str, list[DayAgainst]] = {}
    for day in days:
        found.setdefault(day.drug_id, []).append(day)
    return tuple(_tally(drug, own) for drug, own in sorted(found.items()))


def _tally(drug: str, days: list[DayAgainst]) -> Tally:
    counts = {kind: sum(day.count(kind) for day in days) for kind in AgainstPlan}
    return Tally(
        drug,
        {kind: count for kind, count in counts.items() if count},
        tuple(day.on for day in days if day.missed_all),
        tuple(day.on for day in days if not day.missed_all and _is_other(day)),
        sum(not day.has_entry for day in days),
    )


def _is_other(day: DayAgainst) -> bool:
    return any(dose.kind not in _AS_TOLD for dose in day.doses)


def _day(course: Course, step: Step, day: date, entry: DayEntry | None) -> DayAgainst:
    written = entry.doses if entry else ()
    told = {dose.time: dose.dose for dose in written if dose.drug_id == course.drug_id}
    planned = {one.time: one.dose for one in step.regimen.intakes if one.dose > _NONE}
    doses = tuple(
        _dose(time, planned.get(time), told.get(time, UNKNOWN))
        for time in sorted({*planned, *told})
    )
    return DayAgainst(
        day, course.drug_id, doses, step.regimen.daily_dose, _sum(told, planned), entry is not None
    )


def _sum(told: Mapping[TimeOfDay, Answered[Mass]], planned: Iterable[TimeOfDay]) -> Mass | None:
    answers = [told.get(time, UNKNOWN) for time in {*planned, *told}]
    known = [one.value for one in answers if isinstance(one, Known)]
    return total(known) if len(known) == len(answers) else None


def _dose(time: TimeOfDay, planned: Mass | None, taken: Answered[Mass]) -> DoseAgainst:
    return DoseAgainst(time, planned or _NONE, taken, _kind(planned or _NONE, taken))


def _kind(planned: Mass, taken: Answered[Mass]) -> AgainstPlan:
    if not isinstance(taken, Known):
        return AgainstPlan.UNKNOWN
    if taken.value == planned:
        return AgainstPlan.AS_PLANNED
    if planned == _NONE:
        return AgainstPlan.EXTRA
    if taken.value == _NONE:
        return AgainstPlan.MISSED
    if taken.value == planned * 2:
        return AgainstPlan.DOUBLED
    return AgainstPlan.LESS if taken.value < planned else AgainstPlan.MORE
