"""Rules that forbid a plan: what has to be decided elsewhere, or is no matter for a taper."""

from __future__ import annotations

from glidepath.domain.finding import Verdict
from glidepath.domain.person import Condition
from glidepath.domain.wording import dose_text
from glidepath.safety.registry import rule
from glidepath.safety.ruling import CLEAR, Ruling, both, cannot_tell, either, unless, when
from glidepath.safety.view import View

__all__: list[str] = []

RAISING = (
    Condition.WITHDRAWAL_SEIZURE_OR_DELIRIUM,
    Condition.EPILEPSY,
    Condition.ALCOHOL_USE_DISORDER,
    Condition.SEDATIVE_USE_DISORDER,
)


@rule("indication-unclear")
def indication_unclear(see: View) -> Ruling:
    """Whether the reason for the drug is something that glidepath does not know."""
    return see.used_for("unclear")


@rule("epilepsy-indication")
def epilepsy_indication(see: View) -> Ruling:
    """Whether the drug is there to hold seizures down."""
    return see.treats_epilepsy()


@rule("epilepsy-in-history")
def epilepsy_in_history(see: View) -> Ruling:
    """Whether the person has epilepsy, whatever the drug is for."""
    return see.has(Condition.EPILEPSY)


@rule("age-under-18")
def age_under_18(see: View) -> Ruling:
    """Whether the person is a child or an adolescent."""
    return see.age(lambda years: years < see.limit("years"))


@rule("pregnancy")
def pregnancy(see: View) -> Ruling:
    """Whether the person is pregnant; asked only where it is possible."""
    return where_possible(see, see.pregnant())


def where_possible(see: View, told: Ruling) -> Ruling:
    """What was told of a pregnancy, or clear where nobody said and sex or age rule it out."""
    if told.verdict is not Verdict.CANNOT_TELL:
        return told
    return CLEAR if see.can_be_pregnant().verdict is Verdict.CLEAR else told


@rule("palliative-care")
def palliative_care(see: View) -> Ruling:
    """Whether the person is in palliative care."""
    return see.has(Condition.PALLIATIVE_CARE)


@rule("above-label-maximum")
def above_label_maximum(see: View) -> Ruling:
    """Whether more is taken in a day than the label allows at most."""
    most = see.facts.label_maximum
    if most is None:
        return cannot_tell()
    dose = see.situation.treatment.regimen.daily_dose
    return when(dose > most.value, dose=dose_text(dose), maximum=dose_text(most.value))


@rule("few-days-a-week")
def few_days_a_week(see: View) -> Ruling:
    """Whether the drug is taken too seldom to make dependent."""
    return see.days_a_week(lambda days: days <= see.limit("most_days"))


@rule("unlikely-dependent")
def unlikely_dependent(see: View) -> Ruling:
    """Whether use was too short to make dependent, and nothing raises the risk."""
    return both(
        see.days_of_use(lambda days: days < see.limit("month_days")), unless(see.has(*RAISING))
    )


@rule("withdrawal-seizure-unconfirmed")
def withdrawal_seizure_unconfirmed(see: View) -> Ruling:
    """Whether an earlier withdrawal ended in a seizure or delirium and no specialist has agreed."""
    confirmed = see.situation.preferences.specialist_confirms
    return both(when(not confirmed), see.has(Condition.WITHDRAWAL_SEIZURE_OR_DELIRIUM))


@rule("unmakeable-today")
def unmakeable_today(see: View) -> Ruling:
    """Whether the products given cannot make what is taken now."""
    doses = see.facts.unmakeable
    return cannot_tell() if doses is None else when(bool(doses), doses=", ".join(doses))


@rule("stopped-already")
def stopped_already(see: View) -> Ruling:
    """Whether a drug that was taken regularly has already been missing for days."""
    last = see.situation.treatment.last_taken
    gap = see.days_since("treatment.last_taken", last, lambda days: days >= see.limit("gap_days"))
    regular = see.days_a_week(lambda days: days >= see.limit("regular_days"))
    return both(gap, regular)


@rule("sleep-loss-in-mood-illness")
def sleep_loss_in_mood_illness(see: View) -> Ruling:
    """Whether sleep is badly disturbed in a person with a mood or psychotic illness."""
    illness = see.has(Condition.BIPOLAR_DISORDER, Condition.PSYCHOSIS)
    sleepless = either(
        see.has(Condition.SLEEP_DISTURBANCE), see.count("nights_of_little_sleep", "nights")
    )
    return both(illness, sleepless)


@rule("suicidal-thoughts-unassessed")
def suicidal_thoughts_unassessed(see: View) -> Ruling:
    """Whether there are suicidal thoughts that no specialist has assessed."""
    confirmed = see.situation.preferences.specialist_confirms
    return both(when(not confirmed), see.has(Condition.SUICIDAL_THOUGHTS))


@rule("too-large-to-stop")
def too_large_to_stop(see: View) -> Ruling:
    """Whether a drug is to be stopped whose smallest piece is too much to stop from."""
    if see.facts.smallest is None:
        return cannot_tell()
    large = [
        one.text
        for one in see.facts.smallest
        if one.least.nanograms > one.stop_from.nanograms * see.limit("times")
    ]
    return both(when(bool(large), least=", ".join(large)), see.heads_for("stopping"))
