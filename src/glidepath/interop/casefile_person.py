"""The person's side of a case: who, conditions, medicines, history, goal and wishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from glidepath.domain.person import (
    UNKNOWN,
    Answered,
    Condition,
    Goal,
    GoalKind,
    History,
    Known,
    Medicine,
    Person,
    Preferences,
    UseCriterion,
)
from glidepath.domain.quantity import Mass
from glidepath.interop.casefile_gather import Gather
from glidepath.interop.casefile_problems import nearest
from glidepath.interop.casefile_shape import (
    CaseShape,
    GoalShape,
    HistoryShape,
    PersonShape,
    PreferencesShape,
)

__all__ = ["of_case", "told"]

T = TypeVar("T")
Name = TypeVar("Name", bound=StrEnum)
_AHEAD_DAYS = 366
"""How far ahead a medicine may be planned to begin or to end."""


def told(answer: Answered[T] | None) -> Answered[T]:
    """A fact the file does not speak of is unknown."""
    return UNKNOWN if answer is None else answer


def person(shape: PersonShape | None, as_of: date | None, gather: Gather) -> Person:
    """Who the person is; the age is reckoned on the day of the case."""
    if shape is None:
        return Person()
    return Person(
        _age(shape, as_of, gather),
        told(shape.sex),
        told(shape.weight_kg),
        told(shape.pregnant),
        told(shape.breastfeeding),
        told(shape.gestation_weeks),
    )


def _age(shape: PersonShape, as_of: date | None, gather: Gather) -> Answered[int]:
    born = shape.birth_date
    if born is None or shape.age is not None:
        if born is not None:
            gather.add("person", "both age and birth_date", "one of them")
        return told(shape.age)
    gather.not_after(born, as_of, "person.birth_date", "as_of")
    if as_of is None or born > as_of:
        return UNKNOWN
    years = as_of.year - born.year - ((as_of.month, as_of.day) < (born.month, born.day))
    if years > 120:
        gather.add("person.birth_date", f"an age of {years} years", "an age of 0 to 120 years")
    return Known(years)


def named_answers(
    kind: type[Name], shape: Mapping[str, Answered[bool]] | None, where: str, gather: Gather
) -> dict[Name, Answered[bool]]:
    """Yes-or-no facts by name; a name that is not on the list is refused with the nearest."""
    known = {member.value: member for member in kind}
    answers = {}
    for name, answer in (shape or {}).items():
        if name in known:
            answers[known[name]] = answer
        else:
            gather.add(where, repr(name[:40]), ", ".join(known), nearest(name, known))
    return answers


def medicines(shape: Any, as_of: date | None, gather: Gather) -> Answered[tuple[Medicine, ...]]:
    """The other medicines; "none" is an answer, nothing at all is unknown."""
    if shape is None:
        return UNKNOWN
    if not isinstance(shape, list):
        return shape  # type: ignore[no-any-return]
    taken = []
    ahead = as_of + timedelta(days=_AHEAD_DAYS) if as_of else None
    for number, row in enumerate(shape, start=1):
        where = f"medicines#{number}"
        gather.need(row.name, f"{where}.name", "the name of the medicine")
        gather.not_after(row.started, row.stopped or ahead, f"{where}.started", "its end or")
        gather.not_after(row.stopped, ahead, f"{where}.stopped", "a year after as_of,")
        taken.append(Medicine(row.name or "", row.group or "", row.started, row.stopped))
    return Known(tuple(taken))


def history(shape: HistoryShape | None) -> History:
    """What happened before; everything not answered is unknown."""
    if shape is None:
        return History()
    return History(**{name: told(getattr(shape, name)) for name in _names(HistoryShape)})


def _names(kind: type[Any]) -> list[str]:
    return [field.name for field in fields(kind)]


def goal(shape: GoalShape | None, present: Mass | None, gather: Gather) -> Answered[Goal]:
    """Where the course should lead, checked against the present daily dose."""
    if shape is None:
        return UNKNOWN
    gather.need(shape.kind, "goal.kind", "stop, lower, stay or start")
    if shape.daily_dose and shape.daily_dose_mg:
        gather.add("goal", "both daily_dose and daily_dose_mg", "one of them")
    if not isinstance(shape.kind, Known):
        return shape.kind or UNKNOWN
    dose = shape.daily_dose or shape.daily_dose_mg
    readable = gather.could_read("goal.daily_dose") and gather.could_read("goal.daily_dose_mg")
    if dose is None and not readable:
        return UNKNOWN
    if dose and present and shape.kind.value is GoalKind.LOWER and not dose < present:
        allowed = f"less than the present {present.mg} mg a day"
        gather.add("goal.daily_dose", f"{dose.mg} mg", allowed)
    kind = shape.kind.value
    made = gather.attempt("", lambda: Goal(kind, dose))
    return Known(made) if made else UNKNOWN


def preferences(
    shape: PreferencesShape | None, as_of: date | None, switch_to: str, gather: Gather
) -> Preferences:
    """What is asked of the plan; dates must not lie before the case's own.

    `switch_to` is the drug whose name was read from the same table.
    """
    if shape is None:
        return Preferences(switch_to=switch_to)
    gather.not_before(shape.first_cut_on, as_of, "preferences.first_cut_on", "as_of")
    gather.not_before(shape.end_on, shape.first_cut_on or as_of, "preferences.end_on", "the start")
    made = gather.attempt(
        "",
        lambda: Preferences(
            shape.pace or "",
            shape.end_on,
            shape.first_cut_on,
            shape.dispense_days,
            shape.carry_halves,
            bool(shape.specialist_confirms),
            switch_to,
            shape.keep,
            shape.shape,
            shape.two_drugs,
        ),
    )
    return made or Preferences()


def of_case(
    shape: CaseShape, gather: Gather, present: Mass | None, switch_to: str
) -> dict[str, Any]:
    """All of the person's side, by the names of a situation's own fields."""
    day = shape.as_of
    return {
        "person": person(shape.person, day, gather),
        "conditions": named_answers(Condition, shape.conditions, "conditions", gather),
        "use_criteria": named_answers(UseCriterion, shape.use_criteria, "use_criteria", gather),
        "medicines": medicines(shape.medicines, day, gather),
        "history": history(shape.history),
        "goal": goal(shape.goal, present, gather),
        "preferences": preferences(shape.preferences, day, switch_to, gather),
    }
