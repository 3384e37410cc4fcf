"""What is told of one drug for a run of days: its doses in words and in mg, and what is new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from glidepath.documents.phrases import phrase
from glidepath.documents.pictures import Picture, pictures
from glidepath.domain.plan import Course, CourseKind, Plan, Step, StepKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.wording import dose_text, pieces_text, share_text
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["Dose", "DrugRow", "dose_in", "dose_on", "doses_in", "micrograms_below", "told"]

_WAITS, _NO_MORE = "step.waits", "step.no_more"


@dataclass(frozen=True, slots=True)
class Dose:
    """What of one drug is taken at one time of the day, in words, in mg, and drawn."""

    time: str
    words: str
    mg: str
    drug: str
    none: bool
    drawn: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class DrugRow:
    """One drug over a run of days; `cut`, `rise`, `terminal` and `why` only where it is new.

    `named` says that the plan has other drugs too, so that every dose names its own. `cut` is
    a share of the dose before, `rise` how many mg a day more. `starts` is the first dose of
    a drug that is begun in the plan, `waits` that it is not begun yet, `ends` that nothing of
    it is taken from here on.
    """

    drug: str
    named: bool
    kind: str
    doses: tuple[Dose, ...]
    daily: str
    cut: str = ""
    rise: str = ""
    is_present: bool = False
    starts: bool = False
    stepped_back: bool = False
    terminal: bool = False
    ends: bool = False
    waits: bool = False
    why: tuple[str, ...] = ()

    @property
    def amount(self) -> str:
        """The daily dose, with the drug where there are others: "10 mg diazepam"."""
        return f"{self.daily} {self.drug}" if self.named else self.daily

    @property
    def change(self) -> str:
        """What is new on the first day: "25 % less", "0.5 mg more", or nothing."""
        if self.starts:
            return phrase("step.started")
        moved = phrase("step.less", share=self.cut) if self.cut else ""
        moved = phrase("step.more", dose=self.rise) if self.rise else moved
        back = _kind_text(StepKind.STEPPED_BACK) if self.stepped_back else ""
        return ", ".join(filter(None, (moved, back)))


def _kind_text(kind: StepKind) -> str:
    return phrase(f"step.kind.{kind.value}")


def micrograms_below(plan: Plan) -> Mass | None:
    """The amount below which the guidance of the plan's country writes micrograms."""
    return KnowledgeBase.packaged().micrograms_below(plan.country)


def dose_in(plan: Plan, mass: Mass) -> str:
    """A dose as the plan's country writes it: "0.5 mg", or "500 micrograms"."""
    return dose_text(mass, micrograms_below(plan))


def doses_in(plan: Plan, doses: Iterable[Mass]) -> str:
    """Doses in a row, the unit once for a run that shares it: "2, 1 mg; 500, 250 micrograms"."""
    told = (dose_in(plan, dose).split(" ") for dose in doses)
    runs = groupby(told, key=lambda one: one[1])
    return "; ".join(f"{', '.join(number for number, _ in run)} {unit}" for unit, run in runs)


def dose_on(course: Course, day: date) -> Mass:
    """The daily dose that a course says for a day; nothing on days that it does not reach."""
    found = (step.regimen.daily_dose for step in course.steps if day in step.span)
    return next(found, Mass.zero())


def told(plan: Plan, course: Course, day: date) -> DrugRow:
    """The row of one drug for the days from this one on, until anything changes in the plan."""
    place = max((n for n, step in enumerate(course.steps) if step.span.start <= day), default=None)
    if place is None:
        return _outside(plan, course, course.steps[0], _WAITS)
    step = course.steps[place]
    if step.span.end < day:
        return _outside(plan, course, step, _NO_MORE)
    return _inside(plan, course, place, is_new=step.span.start == day)


def _outside(plan: Plan, course: Course, nearest: Step, kind: str) -> DrugRow:
    """A drug on days that its course does not reach: nothing of it is taken."""
    nothing = Regimen.of((time, Mass.zero()) for time in nearest.regimen.times)
    return DrugRow(
        drug=course.drug_id,
        named=bool(plan.further),
        kind=phrase(kind),
        doses=_doses(plan, course, nothing),
        daily=dose_in(plan, nothing.daily_dose),
        ends=kind == _NO_MORE,
        waits=kind == _WAITS,
    )


def _inside(plan: Plan, course: Course, place: int, *, is_new: bool) -> DrugRow:
    step = course.steps[place]
    daily = step.regimen.daily_dose
    before = course.steps[place - 1].regimen.daily_dose if place else None
    later = any(one.regimen.daily_dose for one in course.steps[place:])
    starts = is_new and not before and bool(daily) and _begins(course, step)
    rise = daily - before if is_new and before is not None and before < daily else None
    return DrugRow(
        drug=course.drug_id,
        named=bool(plan.further),
        kind=_kind_text(step.kind),
        doses=_doses(plan, course, step.regimen),
        daily=dose_in(plan, daily),
        cut=share_text(step.cut.share) if step.cut and is_new else "",
        rise=dose_in(plan, rise) if rise and not starts else "",
        is_present=step.kind is StepKind.PRESENT,
        starts=starts,
        stepped_back=is_new and step.kind is StepKind.STEPPED_BACK,
        terminal=step.terminal and is_new,
        ends=not later,
        waits=later and not daily,
        why=step.why if is_new else (),
    )


def _begins(course: Course, step: Step) -> bool:
    """Whether the first dose of a course is the first of the drug, and not one taken before."""
    begun = course.kind in (CourseKind.TITRATION, CourseKind.SUBSTITUTION_IN)
    return begun and step.kind in (StepKind.RAISED, StepKind.MAINTAINED)


def _doses(plan: Plan, course: Course, regimen: Regimen) -> tuple[Dose, ...]:
    products = {product.id: product for product in plan.products}
    name = course.drug_id if plan.further else ""
    return tuple(
        Dose(
            str(intake.time),
            pieces_text(intake.pieces or (), products, name, micrograms_below(plan)),
            dose_in(plan, intake.dose),
            course.drug_id,
            not intake.dose,
            pictures(intake.pieces or (), products, micrograms_below(plan)),
        )
        for intake in regimen.intakes
    )
