"""Rules on illnesses with which labels forbid the drug or ask for caution."""

from __future__ import annotations

from glidepath.domain.person import Condition
from glidepath.safety.registry import rule
from glidepath.safety.ruling import Ruling
from glidepath.safety.view import View

__all__: list[str] = []


@rule("severe-liver-disease")
def severe_liver_disease(see: View) -> Ruling:
    """Whether there is a severe liver disease."""
    return see.has(Condition.SEVERE_LIVER_DISEASE)


@rule("liver-disease")
def liver_disease(see: View) -> Ruling:
    """Whether there is a liver disease."""
    return see.has(Condition.LIVER_DISEASE)


@rule("narrow-angle-glaucoma")
def narrow_angle_glaucoma(see: View) -> Ruling:
    """Whether there is an acute narrow-angle glaucoma."""
    return see.has(Condition.NARROW_ANGLE_GLAUCOMA)


@rule("benzodiazepine-allergy")
def benzodiazepine_allergy(see: View) -> Ruling:
    """Whether there is an allergy to benzodiazepines."""
    return see.has(Condition.BENZODIAZEPINE_ALLERGY)


@rule("severe-lung-disease")
def severe_lung_disease(see: View) -> Ruling:
    """Whether there is a severe lung disease."""
    return see.has(Condition.SEVERE_LUNG_DISEASE)


@rule("lung-disease")
def lung_disease(see: View) -> Ruling:
    """Whether there is a lung disease."""
    return see.has(Condition.LUNG_DISEASE)


@rule("sleep-apnoea")
def sleep_apnoea(see: View) -> Ruling:
    """Whether there is sleep apnoea."""
    return see.has(Condition.SLEEP_APNOEA)


@rule("myasthenia")
def myasthenia(see: View) -> Ruling:
    """Whether there is myasthenia gravis."""
    return see.has(Condition.MYASTHENIA_GRAVIS)


@rule("dependence-in-label")
def dependence_in_label(see: View) -> Ruling:
    """Whether there is a use disorder that labels speak of."""
    return see.has(
        Condition.ALCOHOL_USE_DISORDER,
        Condition.OPIOID_USE_DISORDER,
        Condition.OTHER_SUBSTANCE_USE_DISORDER,
        Condition.SEDATIVE_USE_DISORDER,
    )


@rule("porphyria")
def porphyria(see: View) -> Ruling:
    """Whether there is porphyria."""
    return see.has(Condition.PORPHYRIA)


@rule("kidney-disease")
def kidney_disease(see: View) -> Ruling:
    """Whether there is a kidney disease."""
    return see.has(Condition.KIDNEY_DISEASE)


@rule("hypersalivation")
def hypersalivation(see: View) -> Ruling:
    """Whether there is too much saliva."""
    return see.has(Condition.HYPERSALIVATION)
