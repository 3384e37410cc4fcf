"""What a plan is about: its drugs by name, and whether it starts, changes, keeps or lowers them."""

from __future__ import annotations

from enum import StrEnum

from glidepath.domain.plan import CourseKind, Plan

__all__ = ["Sense", "drugs_text", "sense_of", "subject"]


class Sense(StrEnum):
    """What a plan does; the sentences handed to a person depend on it."""

    TAPER = "taper"
    START = "start"
    CHANGE = "change"
    KEEP = "keep"


def sense_of(plan: Plan) -> Sense:
    """A start, a change of drug, a dose that is kept, or a taper."""
    kinds = {course.kind for course in plan.courses}
    if CourseKind.SUBSTITUTION_IN in kinds or CourseKind.SUBSTITUTION_OUT in kinds:
        return Sense.CHANGE
    if CourseKind.TITRATION in kinds:
        return Sense.START
    return Sense.KEEP if kinds == {CourseKind.MAINTENANCE} else Sense.TAPER


def drugs_text(plan: Plan, joined_by: str = "and") -> str:
    """The drugs of a plan by name: "lorazepam and diazepam"."""
    *others, last = [course.drug_id for course in plan.courses]
    return f"{', '.join(others)} {joined_by} {last}" if others else last


def subject(plan: Plan) -> str:
    """A plan's title: "clonazepam", "start of clonazepam", "change from lorazepam to diazepam"."""
    old = [one.drug_id for one in plan.courses if one.kind is CourseKind.SUBSTITUTION_OUT]
    new = [one.drug_id for one in plan.courses if one.kind is CourseKind.SUBSTITUTION_IN]
    if len(plan.courses) == 2 and len(old) == len(new) == 1:
        return f"change from {old[0]} to {new[0]}"
    starts = sense_of(plan) is Sense.START
    return f"start of {drugs_text(plan)}" if starts and not plan.further else drugs_text(plan)
