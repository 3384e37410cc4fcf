"""How far a course has come, from the doses really taken; where nobody told, as planned, and said.

A lone lower day is a missed dose, not a cut: a cut is there when the next day that is told
is as low. Days whose doses nobody wrote down are unknown; a cut planned within them counts
from its planned day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.diary import DayEntry
from glidepath.domain.drug import Drug
from glidepath.domain.following import DayTaken, Following
from glidepath.domain.person import Known
from glidepath.domain.plan import Plan, Step
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.decide_book import DecisionBook
from glidepath.monitoring.follow_up import SoFar

__all__ = [
    "Level", "course_so_far", "days_without", "levels", "record_of", "slowest_half_life",
]  # fmt: skip


_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Level:
    """A daily dose that was settled on, and its first day."""

    since: date
    daily: Mass
    is_cut: bool


def record_of(plan: Plan, entries: Iterable[DayEntry], until: date) -> Following:
    """The doses of a diary as a record of the plan's drugs, up to the day before `until`.

    A planned dose that an entry does not tell makes its day unknown, never "as planned".
    """
    days = [
        DayTaken(entry.on, course.drug_id, _taken(plan, course.drug_id, entry))
        for entry in entries
        for course in plan.courses
        if entry.on < until
    ]
    return Following(tuple(days))


def _taken(plan: Plan, drug_id: str, entry: DayEntry) -> Regimen | None:
    """All doses of one drug on a day; None while one of them is unknown."""
    written = {one.time: one.dose for one in entry.doses if one.drug_id == drug_id}
    planned = _planned(plan, drug_id, entry.on)
    doses: list[tuple[TimeOfDay, Mass]] = []
    for time in {*written, *planned}:
        told = written.get(time, Known(Mass.zero()) if not planned.get(time) else None)
        if not isinstance(told, Known):
            return None
        doses.append((time, told.value))
    return Regimen.of(doses) if doses and written else None


def _planned(plan: Plan, drug_id: str, day: date) -> dict[TimeOfDay, Mass]:
    """The doses planned for a day; before the plan those of its first step."""
    course = next(one for one in plan.courses if one.drug_id == drug_id)
    steps = [step for step in course.steps if step.span.start <= day]
    regimen = (steps[-1] if steps else course.steps[0]).regimen
    return dict(zip(regimen.times, regimen.doses, strict=True))


def days_without(plan: Plan, entries: Iterable[DayEntry]) -> frozenset[date]:
    """The days that end two days running without a drug of which the plan has some on both."""
    told = tuple(entries)
    until = max((entry.on for entry in told), default=plan.as_of) + _DAY
    record = record_of(plan, told, until)
    return frozenset(
        day
        for course in plan.courses
        for gap in record.gaps(course.drug_id)
        for day in gap
        if day > gap.start
        and all(any(_planned(plan, course.drug_id, on).values()) for on in (day - _DAY, day))
    )


def levels(plan: Plan, record: Following, until: date) -> tuple[Level, ...]:
    """The daily doses settled on one after another, up to and with a day; the first is no cut."""
    steps = plan.course.steps
    start = plan.began.daily_dose if plan.began else steps[0].regimen.daily_dose
    first = min((day.on for day in record.days), default=steps[0].span.start)
    found = [Level(min(first, steps[0].span.start), start, is_cut=False)]
    told = [
        (day.on, day.regimen.daily_dose)
        for day in record.of(plan.course.drug_id).values()
        if day.regimen is not None and day.on <= until
    ]
    for place, (day, dose) in enumerate(told):
        if dose != found[-1].daily and _is_settled(plan, told[place : place + 2], found[-1].daily):
            since = _began(plan, told[:place], day, dose)
            found.append(Level(since, dose, dose < found[-1].daily))
    found += _untold(plan, found[-1], told[-1][0] if told else None, until)
    return tuple(found)


def _is_settled(plan: Plan, told: list[tuple[date, Mass]], before: Mass) -> bool:
    """Whether a changed dose stays: the next day told is no nearer the old, or the plan has it."""
    day, dose = told[0]
    if len(told) == 1:
        return _step_on(plan, day).regimen.daily_dose == dose
    after = told[1][1]
    return after <= dose if dose < before else after >= dose


def _step_on(plan: Plan, day: date) -> Step:
    steps = [step for step in plan.course.steps if step.span.start <= day]
    return steps[-1] if steps else plan.course.steps[0]


def _began(plan: Plan, told: list[tuple[date, Mass]], day: date, dose: Mass) -> date:
    """The planned first day of a dose where nothing was told between it and the day it was."""
    step = _step_on(plan, day)
    planned = step.span.start
    is_planned = step.cut is not None and step.regimen.daily_dose == dose
    return planned if is_planned and not any(on >= planned for on, _ in told) else day


def _untold(plan: Plan, last: Level, told_until: date | None, until: date) -> Iterator[Level]:
    """Planned cuts in the days since anything was told: they count from their planned day."""
    dose = last.daily
    for step in plan.course.steps:
        after = told_until is None or step.span.start > told_until
        if step.cut and after and step.span.start <= until and step.regimen.daily_dose < dose:
            dose = step.regimen.daily_dose
            yield Level(step.span.start, dose, is_cut=True)


def course_so_far(
    plan: Plan, record: Following, on: date, kb: KnowledgeBase, book: DecisionBook
) -> SoFar:
    """The cuts made before a day, the next planned one, and how low the dose is.

    Doses of the day itself are not looked at: a cut is judged before it is made.
    """
    found = levels(plan, record, on - timedelta(days=1))
    drug, start, now = plan.course.drug_id, found[0].daily, found[-1].daily
    low = [one.since for one in found if _is_low(one.daily, start, drug, book)]
    share = Fraction(now.nanograms, start.nanograms) if start else Fraction(0)
    return SoFar(
        on=on,
        half_life_h=slowest_half_life(kb.drug(drug)),
        cuts=tuple(dict.fromkeys(one.since for one in found if one.is_cut)),
        next_cut_on=_next_cut(plan, now),
        share_of_start=share,
        low_since=low[0] if low and now and _is_low(now, start, drug, book) else None,
    )


def _is_low(dose: Mass, start: Mass, drug: str, book: DecisionBook) -> bool:
    bound = book.low_dose_mg.get(drug, Fraction(0))
    share = book.limit("low_share")
    return dose.nanograms <= start.nanograms * share or Fraction(dose.mg) <= bound


def _next_cut(plan: Plan, now: Mass) -> date | None:
    """The planned day of the first cut below the present dose; None where there is none."""
    steps = (step for step in plan.course.steps if step.cut and step.regimen.daily_dose < now)
    return next((step.span.start for step in steps), None)


def slowest_half_life(drug: Drug) -> Fraction:
    """The typical half-life (hours) of the drug or of its active metabolite, the longer one."""
    own = drug.half_life_h.value.typical
    other = drug.metabolite_half_life_h
    return max(own, other.value.typical) if other else own
