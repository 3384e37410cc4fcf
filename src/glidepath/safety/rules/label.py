"""Rules on what the label of the country says of the use and of the dose."""

from __future__ import annotations

from glidepath.domain.person import Condition
from glidepath.safety.registry import rule
from glidepath.safety.ruling import Ruling, both, cannot_tell, either, unless
from glidepath.safety.view import View

__all__: list[str] = []


@rule("off-label")
def off_label(see: View) -> Ruling:
    """Whether the use stands in no label of the country."""
    uses = see.facts.licensed_uses
    return cannot_tell() if uses is None else see.indication(lambda use: use not in uses.value)


@rule("absence-second-line")
def absence_second_line(see: View) -> Ruling:
    """Whether absence seizures are treated where the label wants another medicine first."""
    return both(see.in_country(), see.used_for("absence"))


@rule("not-first-choice")
def not_first_choice(see: View) -> Ruling:
    """Whether the country's advice prefers other medicines for this epilepsy."""
    return both(see.in_country(), see.used_for("uses"))


@rule("mixed-seizures")
def mixed_seizures(see: View) -> Ruling:
    """Whether there are several types of seizures."""
    return see.has(Condition.MIXED_SEIZURE_TYPES)


@rule("child-dose-by-weight")
def child_dose_by_weight(see: View) -> Ruling:
    """Whether a child's dose for each kilogram is above the label's."""
    child = both(
        see.of_drug("drugs"),
        see.age(lambda years: years < see.limit("adult_years")),
        either(
            see.age(lambda years: years <= see.limit("child_years")),
            see.weight(lambda kg: kg <= see.limit("child_kg")),
        ),
    )
    half = see.in_country("half_countries")
    too_much = either(
        both(half, see.mg_per_kg_above("nl_mg_per_kg")),
        both(unless(half), see.mg_per_kg_above("us_mg_per_kg")),
    )
    return both(child, see.daily_mg(bool), too_much)


@rule("child-dose-by-age")
def child_dose_by_age(see: View) -> Ruling:
    """Whether a child's dose is above the range for the age."""
    infant = see.age(lambda years: years < see.limit("infant_below"))
    small = see.age(lambda years: see.limit("infant_below") <= years < see.limit("small_below"))
    school = see.age(lambda years: see.limit("small_below") <= years <= see.limit("school_to"))
    too_much = either(
        both(infant, see.daily_mg(lambda mg: mg > see.limit("infant"))),
        both(small, see.daily_mg(lambda mg: mg > see.limit("small"))),
        both(school, see.daily_mg(lambda mg: mg > see.limit("school"))),
    )
    return both(see.in_country(), too_much)


@rule("panic-under-18")
def panic_under_18(see: View) -> Ruling:
    """Whether a child or adolescent takes it against panic."""
    return both(see.used_for("panic"), see.age(lambda years: years < see.limit("years")))


@rule("older-new-start")
def older_new_start(see: View) -> Ruling:
    """Whether the drug was newly begun in older age."""
    return both(
        see.age(lambda years: years >= see.limit("years")),
        see.days_of_use(lambda days: days < see.limit("new_days")),
    )


@rule("label-taper-too-fast")
def label_taper_too_fast(see: View) -> Ruling:
    """Whether the label gives a taper for this use that the guideline finds too fast."""
    return both(see.in_country(), see.used_for("panic"), see.heads_for("moving"))


@rule("medication-guide")
def medication_guide(see: View) -> Ruling:
    """Whether a guide goes with each dispensing."""
    return both(see.in_country(), see.supplied("dispensed"))
