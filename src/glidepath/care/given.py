"""Facts by which courses are judged, put together from what is known of a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from glidepath.care.settings import Settings
from glidepath.domain.person import UNKNOWN, Answered, Condition, Known, Situation
from glidepath.safety.facts import RuleFacts

__all__ = ["asked_for", "fact", "facts_by_name"]

_Part = tuple[str, Answered[bool]]
"""The name under which a fact is asked for, and its answer."""


def facts_by_name(
    names: Iterable[str], situation: Situation, facts: RuleFacts, use: Settings
) -> dict[str, Answered[bool]]:
    """Each of these facts: yes if any part of it is, no if every part is not, else unknown."""
    return {name: fact(name, situation, facts, use) for name in names}


def fact(name: str, situation: Situation, facts: RuleFacts, use: Settings) -> Answered[bool]:
    """One fact; a part that nobody has told leaves it unknown unless another part is so."""
    answers = [answer for _, answer in _parts(use.facts[name], situation, facts)]
    if any(isinstance(one, Known) and one.value for one in answers):
        return Known(True)
    return Known(False) if all(isinstance(one, Known) for one in answers) else UNKNOWN


def asked_for(name: str, situation: Situation, facts: RuleFacts, use: Settings) -> tuple[str, ...]:
    """What has to be asked before the fact is known, by the names of the questions."""
    parts = _parts(use.facts[name], situation, facts)
    return tuple(dict.fromkeys(ask for ask, answer in parts if not isinstance(answer, Known)))


def _parts(row: Mapping[str, Any], situation: Situation, facts: RuleFacts) -> Iterator[_Part]:
    for condition in row.get("conditions", ()):
        yield f"conditions.{condition}", situation.condition(Condition(condition))
    for name in row.get("history", ()):
        yield f"history.{name}", getattr(situation.history, name)
    if "years" in row:
        yield "person.age", _at_least(situation.person.age_years, int(row["years"]))
    if row.get("epilepsy"):
        yield "treatment.indication", _treats_epilepsy(situation)
    if "groups" in row:
        yield from _taken(row["groups"], situation, facts)


def _at_least(age: Answered[int], years: int) -> Answered[bool]:
    return Known(age.value >= years) if isinstance(age, Known) else UNKNOWN


def _treats_epilepsy(situation: Situation) -> Answered[bool]:
    """Whether any drug of this kind that is taken protects against seizures."""
    uses = [one.indication for one in (situation.treatment, *situation.also)]
    known = [use.value for use in uses if isinstance(use, Known)]
    if any(use.is_epilepsy for use in known):
        return Known(True)
    return Known(False) if len(known) == len(uses) else UNKNOWN


def _taken(groups: Iterable[str], situation: Situation, facts: RuleFacts) -> Iterator[_Part]:
    """Whether a medicine of these classes is taken; one of unknown class leaves it open."""
    if not isinstance(situation.medicines, Known):
        yield "medicines", UNKNOWN
        return
    wanted = set(groups)
    for medicine in situation.medicines.value:
        if medicine.stopped is not None and medicine.stopped <= situation.as_of:
            continue
        found = facts.groups_of(medicine.name, medicine.group)
        if found is None:
            yield "medicines.group", UNKNOWN
        else:
            yield "medicines", Known(bool(wanted & {group.value for group in found}))
