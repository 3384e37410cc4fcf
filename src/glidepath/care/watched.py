"""Which part of a plan a diary is judged by: of an exchange that is over, the new drug alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from glidepath.domain.plan import Course, CourseKind, Plan, StepKind

__all__ = ["watched"]


def watched(plan: Plan, on: date) -> Plan:
    """The plan as it is followed on a day.

    While two drugs are exchanged the old one leads: each exchange is a change to be borne. From
    the day on which the old drug is gone, what matters is the new drug from its highest dose
    on. Every other plan is followed as it stands.
    """
    new = next((one for one in plan.further if one.kind is CourseKind.SUBSTITUTION_IN), None)
    gone = plan.course.stops_on
    if new is None or gone is None or on < gone:
        return plan
    return replace(plan, course=_from_its_height(new), further=(), began=None, strays=())


def _from_its_height(new: Course) -> Course:
    """The new drug's course from the last rise on, as the lowering that it is."""
    rises = (place for place, step in enumerate(new.steps) if step.kind is StepKind.RAISED)
    top = max(rises, default=0)
    first = replace(new.steps[top], kind=StepKind.PRESENT, cut=None)
    later = new.steps[top + 1 :]
    kind = CourseKind.TAPER if any(step.cut for step in later) else CourseKind.MAINTENANCE
    return Course(kind, new.drug_id, (first, *later))
