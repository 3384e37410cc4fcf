"""The person's situation: each fact known, unknown, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

from glidepath.domain.drug import Product
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.wishes import Keep, Shape, Start, Switch, TwoDrugs

__all__ = [
    "Answered",
    "AtHand",
    "Condition",
    "Goal",
    "GoalKind",
    "History",
    "Indication",
    "Known",
    "Medicine",
    "Person",
    "Preferences",
    "Refused",
    "Sex",
    "Situation",
    "SupplyOrigin",
    "Treatment",
    "Unknown",
    "UseCriterion",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """A fact that was given, with the day and the origin if they were given too."""

    value: T
    on: date | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact nobody has given; never read as "no" or "well"."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A fact the person was asked for and chose not to give."""


Answered = Known[T] | Unknown | Refused
UNKNOWN = Unknown()


class Sex(StrEnum):
    """Sex as far as it matters for pregnancy and pharmacokinetics."""

    FEMALE = "female"
    MALE = "male"
    INTERSEX = "intersex"


class Indication(StrEnum):
    """What the drug is taken for."""

    PANIC_DISORDER = "panic_disorder"
    GENERALISED_ANXIETY = "generalised_anxiety"
    SEVERE_ANXIETY = "severe_anxiety"
    SOCIAL_ANXIETY = "social_anxiety"
    ACUTE_AGITATION = "acute_agitation"
    INSOMNIA = "insomnia"
    EPILEPSY_ABSENCE = "epilepsy_absence"
    EPILEPSY_MYOCLONIC = "epilepsy_myoclonic"
    EPILEPSY_LENNOX_GASTAUT = "epilepsy_lennox_gastaut"
    EPILEPSY_OTHER = "epilepsy_other"
    MUSCLE_SPASM = "muscle_spasm"
    RESTLESS_LEGS_OR_SLEEP_MOVEMENT = "restless_legs_or_sleep_movement"
    ALCOHOL_WITHDRAWAL = "alcohol_withdrawal"
    OTHER = "other"

    @property
    def is_epilepsy(self) -> bool:
        """Whether the drug protects against seizures here."""
        return self.value.startswith("epilepsy")


class Condition(StrEnum):
    """An illness or state that changes what is safe; each is present, absent or unknown."""

    EPILEPSY = "epilepsy"
    WITHDRAWAL_SEIZURE_OR_DELIRIUM = "withdrawal_seizure_or_delirium"
    LIVER_DISEASE = "liver_disease"
    SEVERE_LIVER_DISEASE = "severe_liver_disease"
    KIDNEY_DISEASE = "kidney_disease"
    LUNG_DISEASE = "lung_disease"
    SEVERE_LUNG_DISEASE = "severe_lung_disease"
    SLEEP_APNOEA = "sleep_apnoea"
    NARROW_ANGLE_GLAUCOMA = "narrow_angle_glaucoma"
    MYASTHENIA_GRAVIS = "myasthenia_gravis"
    PORPHYRIA = "porphyria"
    FALLS = "falls"
    COGNITIVE_IMPAIRMENT = "cognitive_impairment"
    FRAILTY = "frailty"
    DEPRESSION = "depression"
    SUICIDAL_THOUGHTS = "suicidal_thoughts"
    BIPOLAR_DISORDER = "bipolar_disorder"
    PSYCHOSIS = "psychosis"
    PTSD = "ptsd"
    PERSONALITY_DISORDER = "personality_disorder"
    ALCOHOL_USE_DISORDER = "alcohol_use_disorder"
    OPIOID_USE_DISORDER = "opioid_use_disorder"
    OTHER_SUBSTANCE_USE_DISORDER = "other_substance_use_disorder"
    CHRONIC_PAIN = "chronic_pain"
    PALLIATIVE_CARE = "palliative_care"
    BENZODIAZEPINE_ALLERGY = "benzodiazepine_allergy"
    SLEEP_DISTURBANCE = "sleep_disturbance"
    MIXED_SEIZURE_TYPES = "mixed_seizure_types"
    HYPERSALIVATION = "hypersalivation"
    SEDATIVE_USE_DISORDER = "sedative_use_disorder"
    UNSTABLE_MENTAL_ILLNESS = "unstable_mental_illness"
    UNSTABLE_PHYSICAL_ILLNESS = "unstable_physical_illness"
    LOW_BLOOD_PRESSURE = "low_blood_pressure"
    SLOW_HEART_OR_BLOCK = "slow_heart_or_block"
    ASTHMA = "asthma"
    LONG_QT = "long_qt"


class SupplyOrigin(StrEnum):
    """Where the tablets come from."""

    PRESCRIBED = "prescribed"
    SEVERAL_PRESCRIBERS = "several_prescribers"
    BOUGHT = "bought"
    FROM_OTHERS = "from_others"


class UseCriterion(StrEnum):
    """A sign that the drug has taken hold of a life, in our own words; each yes, no or unknown.

    Tolerance and withdrawal are the last two; with use as prescribed they are expected
    and do not count.
    """

    MORE_OR_LONGER_THAN_MEANT = "more_or_longer_than_meant"
    CANNOT_CUT_DOWN = "cannot_cut_down"
    MUCH_TIME_SPENT = "much_time_spent"
    STRONG_URGE = "strong_urge"
    DUTIES_MISSED = "duties_missed"
    RELATIONSHIPS_HARMED = "relationships_harmed"
    ACTIVITIES_GIVEN_UP = "activities_given_up"
    USE_IN_DANGER = "use_in_danger"
    USE_DESPITE_HARM = "use_despite_harm"
    TOLERANCE = "tolerance"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Medicine:
    """Another medicine the person takes: its name as given, and its class where it is known."""

    name: str
    group: str = ""
    started: date | None = None
    stopped: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who the person is, as far as dosing needs it."""

    age_years: Answered[int] = UNKNOWN
    sex: Answered[Sex] = UNKNOWN
    weight_kg: Answered[Fraction] = UNKNOWN
    pregnant: Answered[bool] = UNKNOWN
    breastfeeding: Answered[bool] = UNKNOWN
    gestation_weeks: Answered[int] = UNKNOWN


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is really taken now, for what, since when and how often."""

    drug_id: str
    regimen: Regimen
    indication: Answered[Indication] = UNKNOWN
    since: Answered[date] = UNKNOWN
    days_per_week: Answered[int] = UNKNOWN
    source: Answered[str] = UNKNOWN
    name_given: str = ""
    last_taken: Answered[date] = UNKNOWN


@dataclass(frozen=True, slots=True)
class AtHand:
    """A product that is to be had, and how much of it lies at home (in whole products).

    For liquids `at_home` counts drops or syringe marks. None means nobody counted.
    """

    product: Product
    at_home: Fraction | None = None

    def __post_init__(self) -> None:
        """Refuse less than nothing at home."""
        if self.at_home is not None and self.at_home < 0:
            raise BadInput(Problem("at_home", str(self.at_home), "0 or more"))


@dataclass(frozen=True, slots=True)
class History:
    """What happened before: earlier tapers, missed doses, alcohol and other sedatives."""

    failed_tapers: Answered[int] = UNKNOWN
    missed_dose_symptoms: Answered[bool] = UNKNOWN
    alcohol_drinks_per_week: Answered[int] = UNKNOWN
    takes_more_than_prescribed: Answered[bool] = UNKNOWN
    drives: Answered[bool] = UNKNOWN
    safety_critical_work: Answered[bool] = UNKNOWN
    lives_alone: Answered[bool] = UNKNOWN
    has_support: Answered[bool] = UNKNOWN
    ready_to_change: Answered[bool] = UNKNOWN
    can_attend_reviews: Answered[bool] = UNKNOWN
    last_review_on: Answered[date] = UNKNOWN
    takes_for_effect: Answered[bool] = UNKNOWN
    combines_with_sedatives: Answered[bool] = UNKNOWN
    needs_more_for_effect: Answered[bool] = UNKNOWN
    early_refills: Answered[int] = UNKNOWN
    naloxone_at_hand: Answered[bool] = UNKNOWN
    nights_of_little_sleep: Answered[int] = UNKNOWN


class GoalKind(StrEnum):
    """Where the course should lead."""

    STOP = "stop"
    LOWER = "lower"
    STAY = "stay"
    START = "start"


@dataclass(frozen=True, slots=True)
class Goal:
    """To stop, to reach a lower daily dose and stay there, to stay as it is, or to begin."""

    kind: GoalKind
    daily_dose: Mass | None = None

    def __post_init__(self) -> None:
        """Refuse a lower dose without a figure, and a figure where none belongs."""
        if (self.kind is GoalKind.LOWER) != bool(self.daily_dose):
            raise BadInput(
                Problem("goal", str(self.kind), "a daily dose above 0 with lower, none otherwise")
            )


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the person and the clinician ask of the plan.

    `pace` names a pace of the policy, or `end_on` the day by which the goal should be
    reached; both empty means nobody has asked for one. `first_cut_on` is the day of the
    first cut. `switch_to` is the drug that somebody has proposed to change to.
    `dispense_days` is the length of one prescription, `carry_halves` whether half pieces
    left over are kept for the next days. `keep` names hours of the day that the cuts should
    spare, `shape` whether cuts are made at once or in small steps, `two_drugs` whether two
    drugs of this kind are lowered in turn or joined into one first (None: nobody has asked).
    """

    pace: str = ""
    end_on: date | None = None
    first_cut_on: date | None = None
    dispense_days: int | None = None
    carry_halves: bool | None = None
    specialist_confirms: bool = False
    switch_to: str = ""
    keep: Keep | None = None
    shape: Shape | None = None
    two_drugs: TwoDrugs | None = None

    def __post_init__(self) -> None:
        """Refuse two paces at once and a prescription of no days."""
        if self.pace and self.end_on:
            raise BadInput(Problem("preferences", "a pace and an end date", "one of them"))
        if self.dispense_days is not None and not 1 <= self.dispense_days <= 92:
            raise BadInput(Problem("dispense_days", str(self.dispense_days), "1 to 92 days"))


@dataclass(frozen=True, slots=True)
class Situation:
    """All that is known of a person's treatment on one day; what is not listed is unknown.

    `also` are other drugs of this kind that are taken beside `treatment`; `products` may
    hold products of every drug named. `start` is there where the drug is to be begun,
    `switch` where it is to be exchanged for another.
    """

    as_of: date
    country: str
    treatment: Treatment
    products: tuple[AtHand, ...]
    person: Person = field(default_factory=Person)
    conditions: Mapping[Condition, Answered[bool]] = field(default_factory=dict)
    medicines: Answered[tuple[Medicine, ...]] = UNKNOWN
    history: History = field(default_factory=History)
    goal: Answered[Goal] = UNKNOWN
    preferences: Preferences = field(default_factory=Preferences)
    use_criteria: Mapping[UseCriterion, Answered[bool]] = field(default_factory=dict)
    also: tuple[Treatment, ...] = ()
    start: Start | None = None
    switch: Switch | None = None

    @property
    def joins(self) -> bool:
        """Whether two drugs are to become one before anything is lowered."""
        return self.preferences.two_drugs is TwoDrugs.JOINED

    def products_of(self, drug_id: str) -> tuple[AtHand, ...]:
        """The products at hand that hold one drug."""
        return tuple(one for one in self.products if one.product.drug_id == drug_id)

    def criterion(self, name: UseCriterion) -> Answered[bool]:
        """Whether a sign of a use disorder is there, as far as anybody has said."""
        return self.use_criteria.get(name, UNKNOWN)

    def condition(self, name: Condition) -> Answered[bool]:
        """Whether a condition is present, as far as anybody has said."""
        return self.conditions.get(name, UNKNOWN)
