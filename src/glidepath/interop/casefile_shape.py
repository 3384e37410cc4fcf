"""The shape of a case file: which tables and keys there are, and what each may hold.

Every key may be missing here: what must be there is told when the case is put together, so
that one reading names everything that is wrong at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, ClassVar

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.drug import Form
from glidepath.domain.person import Answered, GoalKind, Indication, Sex, SupplyOrigin
from glidepath.domain.quantity import Concentration, Mass, Volume
from glidepath.domain.titration import End
from glidepath.domain.wishes import Keep, Shape, TwoDrugs
from glidepath.interop import casefile_fields as field

__all__ = [
    "CaseShape", "GoalShape", "HistoryShape", "IntakeShape", "MedicineShape", "PersonShape",
    "PreferencesShape", "ProductShape", "StartShape", "SwitchShape", "Table", "TreatmentShape",
]  # fmt: skip

Name = Annotated[str | None, field.NAME]
Day = Annotated[date | None, field.DAY]
Dose = Annotated[Mass | None, field.DOSE]
Milligrams = Annotated[Mass | None, field.MG]
YesNo = Annotated[bool | None, field.YES_NO]
AskedYesNo = Annotated[Answered[bool] | None, field.asked(field.YES_NO)]
AskedDay = Annotated[Answered[date] | None, field.asked(field.DAY)]


def _asked_whole(low: int, high: int, unit: str) -> field.Field:
    return field.asked(field.whole(low, high, unit))


class Table:
    """A table in which only known keys may stand."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShape(Table):
    """Who the person is; no name and no number that could identify them."""

    age: Annotated[Answered[int] | None, _asked_whole(0, 120, "years")] = None
    birth_date: Day = None
    sex: Annotated[Answered[Sex] | None, field.asked(field.one_of(Sex))] = None
    weight_kg: Annotated[Answered[Fraction] | None, field.asked(field.WEIGHT)] = None
    pregnant: AskedYesNo = None
    breastfeeding: AskedYesNo = None
    gestation_weeks: Annotated[Answered[int] | None, _asked_whole(0, 44, "weeks")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeShape(Table):
    """One dose that is really taken: when, and how much (dose with unit, or dose_mg)."""

    time: Annotated[TimeOfDay | None, field.TIME] = None
    dose: Dose = None
    dose_mg: Milligrams = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentShape(Table):
    """What is really taken now, for what, since when and on how many days a week."""

    drug: Name = None
    indication: Annotated[Answered[Indication] | None, field.asked(field.one_of(Indication))] = None
    since: AskedDay = None
    days_per_week: Annotated[Answered[int] | None, _asked_whole(1, 7, "days")] = None
    source: Annotated[Answered[str] | None, field.asked(field.one_of(SupplyOrigin))] = None
    last_taken: AskedDay = None
    intakes: list[IntakeShape] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductShape(Table):
    """A product that is to be had: one of the catalogue by id, or one described here."""

    id: Name = None
    at_home: Annotated[Fraction | None, field.COUNT] = None
    drug: Name = None
    name: Name = None
    form: Annotated[Form | None, field.one_of(Form)] = None
    strength: Annotated[Mass | Concentration | None, field.STRENGTH] = None
    splits: list[Annotated[Fraction, field.PART]] | None = None
    mark_ml: Annotated[Volume | None, field.MARK] = None
    drops_per_ml: Annotated[int | None, field.whole(1, 100, "drops")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicineShape(Table):
    """Another medicine the person takes or took lately."""

    name: Name = None
    group: Name = None
    started: Day = None
    stopped: Day = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryShape(Table):
    """What happened before, and how the person lives."""

    failed_tapers: Annotated[Answered[int] | None, _asked_whole(0, 50, "tapers")] = None
    missed_dose_symptoms: AskedYesNo = None
    alcohol_drinks_per_week: Annotated[Answered[int] | None, _asked_whole(0, 300, "drinks")] = None
    takes_more_than_prescribed: AskedYesNo = None
    drives: AskedYesNo = None
    safety_critical_work: AskedYesNo = None
    lives_alone: AskedYesNo = None
    has_support: AskedYesNo = None
    ready_to_change: AskedYesNo = None
    can_attend_reviews: AskedYesNo = None
    last_review_on: AskedDay = None
    takes_for_effect: AskedYesNo = None
    combines_with_sedatives: AskedYesNo = None
    needs_more_for_effect: AskedYesNo = None
    early_refills: Annotated[Answered[int] | None, _asked_whole(0, 100, "refills")] = None
    naloxone_at_hand: AskedYesNo = None
    nights_of_little_sleep: Annotated[Answered[int] | None, _asked_whole(0, 31, "nights")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalShape(Table):
    """Where the course should lead: stop, a lower daily dose, stay, or start."""

    kind: Annotated[Answered[GoalKind] | None, field.asked(field.one_of(GoalKind))] = None
    daily_dose: Dose = None
    daily_dose_mg: Milligrams = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferencesShape(Table):
    """What the person and the clinician ask of the plan."""

    pace: Name = None
    end_on: Day = None
    first_cut_on: Day = None
    dispense_days: Annotated[int | None, field.whole(1, 92, "days")] = None
    carry_halves: YesNo = None
    specialist_confirms: YesNo = None
    switch_to: Name = None
    keep: Annotated[Keep | None, field.KEEP] = None
    shape: Annotated[Shape | None, field.one_of(Shape)] = None
    two_drugs: Annotated[TwoDrugs | None, field.one_of(TwoDrugs)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartShape(Table):
    """How a drug is to be begun: at which times, by which rule, to which end of its ranges."""

    times: list[Annotated[TimeOfDay, field.TIME]] | None = None
    bedtime: Annotated[TimeOfDay | None, field.TIME] = None
    end: Annotated[End | None, field.one_of(End)] = None
    rule: Name = None
    up_to: Dose = None
    on: Day = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchShape(Table):
    """How the drug is to be exchanged for another: what is left open is taken and said."""

    to: Name = None
    order: list[Annotated[TimeOfDay, field.TIME]] | None = None
    parts: Annotated[int | None, field.whole(1, 4, "parts")] = None
    step_days: Annotated[int | None, field.whole(1, 56, "days")] = None
    first_on: Day = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseShape(Table):
    """One person's situation on one day."""

    as_of: Day = None
    country: Name = None
    person: PersonShape | None = None
    treatment: TreatmentShape | None = None
    products: list[ProductShape] | None = None
    conditions: dict[str, Annotated[Answered[bool], field.asked(field.YES_NO)]] | None = None
    use_criteria: dict[str, Annotated[Answered[bool], field.asked(field.YES_NO)]] | None = None
    medicines: Annotated[list[MedicineShape] | None, field.ListOrWord()] = None
    history: HistoryShape | None = None
    goal: GoalShape | None = None
    start: StartShape | None = None
    switch: SwitchShape | None = None
    also: list[TreatmentShape] | None = None
    preferences: PreferencesShape | None = None
