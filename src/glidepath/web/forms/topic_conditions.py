"""The illnesses and states in groups, each asked with yes, no, not known or not told."""

from __future__ import annotations

from glidepath.domain.person import Condition
from glidepath.web.forms.fields import YES_NO, Field, Group, Kind

__all__ = ["condition_groups"]

C = Condition
_GROUPS: tuple[tuple[str, tuple[Condition, ...]], ...] = (
    ("What decides first", (
        C.EPILEPSY, C.WITHDRAWAL_SEIZURE_OR_DELIRIUM, C.SUICIDAL_THOUGHTS, C.BIPOLAR_DISORDER,
        C.PSYCHOSIS, C.SLEEP_DISTURBANCE, C.ALCOHOL_USE_DISORDER, C.PALLIATIVE_CARE,
    )),
    ("Mind", (C.DEPRESSION, C.PTSD, C.PERSONALITY_DISORDER, C.UNSTABLE_MENTAL_ILLNESS)),
    ("Body", (
        C.LIVER_DISEASE, C.SEVERE_LIVER_DISEASE, C.KIDNEY_DISEASE, C.LUNG_DISEASE,
        C.SEVERE_LUNG_DISEASE, C.SLEEP_APNOEA, C.ASTHMA, C.LOW_BLOOD_PRESSURE,
        C.SLOW_HEART_OR_BLOCK, C.LONG_QT, C.NARROW_ANGLE_GLAUCOMA, C.MYASTHENIA_GRAVIS,
        C.PORPHYRIA, C.CHRONIC_PAIN, C.BENZODIAZEPINE_ALLERGY, C.UNSTABLE_PHYSICAL_ILLNESS,
    )),
    ("Age and steadiness", (C.FALLS, C.FRAILTY, C.COGNITIVE_IMPAIRMENT)),
    ("Use of other substances", (
        C.OPIOID_USE_DISORDER, C.SEDATIVE_USE_DISORDER, C.OTHER_SUBSTANCE_USE_DISORDER,
    )),
    ("Seizures, if there are any", (C.MIXED_SEIZURE_TYPES, C.HYPERSALIVATION)),
)  # fmt: skip
_LABELS = {
    C.WITHDRAWAL_SEIZURE_OR_DELIRIUM: "A seizure or delirium in withdrawal, ever",
    C.SUICIDAL_THOUGHTS: "Thoughts of suicide or self-harm, now",
    C.PTSD: "Post-traumatic stress disorder",
    C.SLOW_HEART_OR_BLOCK: "Slow heart or heart block",
    C.LONG_QT: "Prolonged QT interval",
}


def condition_groups() -> tuple[Group, ...]:
    """Every condition once."""
    return tuple(
        Group(title, tuple(map(_field, members)), rest=f"rest-{place}")
        for place, (title, members) in enumerate(_GROUPS)
    )


def _field(one: Condition) -> Field:
    label = _LABELS.get(one, one.value.replace("_", " ").capitalize())
    return Field(f"conditions.{one}", label, Kind.ASKED, options=YES_NO)
