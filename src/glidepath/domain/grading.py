"""How great the risk of withdrawal is, where care should happen, how soon a person needs help."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

__all__ = ["Advice", "CareSetting", "LevelOfCare", "RiskClass", "RiskGrade", "Route", "Urgency"]


class RiskClass(IntEnum):
    """How likely a withdrawal is that matters, from rare to high."""

    RARE = 0
    LOWER = 1
    LIKELY = 2
    HIGH = 3


@dataclass(frozen=True, slots=True)
class RiskGrade:
    """The risk of a withdrawal that matters, with what it rests on.

    `by_table` is the class of the guideline's table alone, `grade` the same raised by every
    feature in `reasons`; where a fact is missing the worse class is taken and the fact stands
    in `ask`. `text` says the grade in words, `could_rise` the features nobody has ruled out.
    """

    grade: RiskClass
    by_table: RiskClass
    text: str
    reasons: tuple[str, ...] = ()
    rule_ids: tuple[str, ...] = ()
    could_rise: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: str = ""


class CareSetting(IntEnum):
    """Where care should happen, from the usual practice to a ward."""

    OUTPATIENT = 0
    CLOSER_SUPERVISION = 1
    SPECIALIST = 2
    INPATIENT = 3


@dataclass(frozen=True, slots=True)
class LevelOfCare:
    """Where care should happen, why, and what an unanswered question could still change."""

    setting: CareSetting
    text: str
    reasons: tuple[str, ...] = ()
    rule_ids: tuple[str, ...] = ()
    could_rise_to: CareSetting = CareSetting.OUTPATIENT
    ask: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: str = ""


class Urgency(IntEnum):
    """How soon a person has to be seen; higher is sooner, and unknown is never green."""

    ROUTINE = 0
    UNKNOWN = 1
    SOON = 2
    SAME_DAY = 3
    EMERGENCY = 4


class Route(StrEnum):
    """Who should see the person."""

    EMERGENCY = "emergency"
    PRIMARY_CARE = "primary_care"
    NEUROLOGY = "neurology"
    MENTAL_HEALTH = "mental_health"
    ADDICTION_SERVICE = "addiction_service"
    OBSTETRICS = "obstetrics"
    PHARMACIST = "pharmacist"


@dataclass(frozen=True, slots=True)
class Advice:
    """What one answer calls for: how soon, to whom, and the fixed words that say so.

    `contact` is the local number to call, `dose` what to do about the dose meanwhile.
    """

    flag_id: str
    urgency: Urgency
    routes: tuple[Route, ...]
    text: str
    dose: str
    contact: str = ""
    ask: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: str = ""
