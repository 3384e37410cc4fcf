"""Rules on mental illness, use disorders and therapy beside a taper."""

from __future__ import annotations

from glidepath.domain.person import Condition
from glidepath.safety.registry import rule
from glidepath.safety.ruling import Ruling, either
from glidepath.safety.view import View

__all__: list[str] = []


@rule("depression-first")
def depression_first(see: View) -> Ruling:
    """Whether there is a depression."""
    return see.has(Condition.DEPRESSION)


@rule("treat-the-illness")
def treat_the_illness(see: View) -> Ruling:
    """Whether there is a mental illness to be treated before or alongside."""
    return see.has(
        Condition.DEPRESSION,
        Condition.BIPOLAR_DISORDER,
        Condition.PSYCHOSIS,
        Condition.PTSD,
        Condition.PERSONALITY_DISORDER,
    )


@rule("ptsd")
def ptsd(see: View) -> Ruling:
    """Whether there is a post-traumatic stress disorder."""
    return see.has(Condition.PTSD)


@rule("mood-illness-watch-sleep")
def mood_illness_watch_sleep(see: View) -> Ruling:
    """Whether there is an illness in which sleep has to be watched."""
    return see.has(Condition.BIPOLAR_DISORDER, Condition.PSYCHOSIS)


@rule("unstable-mental-illness")
def unstable_mental_illness(see: View) -> Ruling:
    """Whether a mental illness is unstable."""
    return see.has(Condition.UNSTABLE_MENTAL_ILLNESS)


@rule("personality-disorder")
def personality_disorder(see: View) -> Ruling:
    """Whether there is a personality disorder."""
    return see.has(Condition.PERSONALITY_DISORDER)


@rule("suicidal-thoughts")
def suicidal_thoughts(see: View) -> Ruling:
    """Whether there are suicidal thoughts."""
    return see.has(Condition.SUICIDAL_THOUGHTS)


@rule("severe-insomnia")
def severe_insomnia(see: View) -> Ruling:
    """Whether sleep is badly disturbed or the reason for the drug."""
    return either(see.has(Condition.SLEEP_DISTURBANCE), see.used_for("sleep"))


@rule("offer-therapy")
def offer_therapy(see: View) -> Ruling:
    """Whether the drug is taken against anxiety or panic."""
    return see.used_for("anxiety")


@rule("substance-use-disorder")
def substance_use_disorder(see: View) -> Ruling:
    """Whether there is a use disorder other than of alcohol."""
    return see.has(
        Condition.OPIOID_USE_DISORDER,
        Condition.OTHER_SUBSTANCE_USE_DISORDER,
        Condition.SEDATIVE_USE_DISORDER,
    )


@rule("alcohol-use-disorder")
def alcohol_use_disorder(see: View) -> Ruling:
    """Whether there is an alcohol use disorder."""
    return see.has(Condition.ALCOHOL_USE_DISORDER)
