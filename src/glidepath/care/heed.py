"""Whether a caution holds for a person, and what has to be known before that can be said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from glidepath.domain.person import UNKNOWN, Answered, Condition, Known, Sex, Situation
from glidepath.domain.support import Caution

__all__ = ["Takes", "holds", "unknown"]

Takes = Mapping[str, Answered[bool]]
"""Whether the person takes a medicine of a class, by the name of the class."""


def holds(caution: Caution, situation: Situation, takes: Takes | None = None) -> bool:
    """Whether anything the caution speaks of is known to be so."""
    told = _told(caution, situation, takes or {})
    return any(isinstance(one, Known) and one.value for _, one in told)


def unknown(caution: Caution, situation: Situation, takes: Takes | None = None) -> tuple[str, ...]:
    """What nobody has said and the caution turns on; empty where it holds already."""
    if holds(caution, situation, takes):
        return ()
    told = _told(caution, situation, takes or {})
    return tuple(name for name, one in told if not isinstance(one, Known))


def _told(
    caution: Caution, situation: Situation, takes: Takes
) -> Iterator[tuple[str, Answered[bool]]]:
    for name in caution.conditions:
        yield name, situation.condition(Condition(name))
    for name in caution.facts:
        yield name, getattr(situation.history, name)
    for name in caution.groups:
        yield f"medicines ({name})", takes.get(name, UNKNOWN)
    if caution.pregnant:
        yield "pregnant", _pregnant(situation)
    if caution.age_from is not None:
        yield "age", _from_age(situation, caution.age_from)


def _pregnant(situation: Situation) -> Answered[bool]:
    """What was said of a pregnancy; of a man nobody has to ask."""
    told = situation.person.pregnant
    man = situation.person.sex == Known(Sex.MALE)
    return Known(False) if man and not isinstance(told, Known) else told


def _from_age(situation: Situation, bound: int) -> Answered[bool]:
    age = situation.person.age_years
    return Known(age.value >= bound) if isinstance(age, Known) else UNKNOWN
