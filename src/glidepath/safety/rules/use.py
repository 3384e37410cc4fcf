"""Rules on how long, how much and how often: dependence, reviews, and what long use asks for."""

from __future__ import annotations

from fractions import Fraction

from glidepath.domain.evidence import Fact
from glidepath.domain.person import Condition
from glidepath.domain.quantity import Mass
from glidepath.domain.wording import dose_text
from glidepath.safety.facts import Group
from glidepath.safety.registry import rule
from glidepath.safety.ruling import Ruling, both, cannot_tell, either, unless, when
from glidepath.safety.view import View

__all__: list[str] = []


@rule("dependence-expected")
def dependence_expected(see: View) -> Ruling:
    """Whether use has been regular and long enough to make dependent."""
    return regular_for_a_month(see)


def regular_for_a_month(see: View) -> Ruling:
    """Whether the drug has been taken on most days for a month, by the rule's own figures."""
    return both(
        see.days_a_week(lambda days: days >= see.limit("regular_days")),
        see.days_of_use(lambda days: days >= see.limit("month_days")),
    )


@rule("use-beyond-four-weeks")
def use_beyond_four_weeks(see: View) -> Ruling:
    """Whether a drug not meant for seizures is taken for longer than usual."""
    return both(
        see.days_of_use(lambda days: days > see.limit("usual_days")),
        unless(see.treats_epilepsy()),
    )


@rule("new-start-limit")
def new_start_limit(see: View) -> Ruling:
    """Whether a new start, not against seizures, has outlasted one country's example."""
    recent = see.days_of_use(lambda days: see.limit("most_days") < days < see.limit("new_days"))
    return both(see.in_country(), recent, unless(see.treats_epilepsy()))


@rule("review-overdue")
def review_overdue(see: View) -> Ruling:
    """Whether risk and benefit were last weighed too long ago."""
    last = see.situation.history.last_review_on
    return see.days_since("history.last_review_on", last, lambda n: n > see.limit("most_days"))


@rule("review-more-often")
def review_more_often(see: View) -> Ruling:
    """Whether something asks for reviews at shorter intervals."""
    return either(
        see.takes(Group.OPIOID),
        see.has(
            Condition.SLEEP_APNOEA,
            Condition.BIPOLAR_DISORDER,
            Condition.ALCOHOL_USE_DISORDER,
            Condition.OPIOID_USE_DISORDER,
            Condition.OTHER_SUBSTANCE_USE_DISORDER,
            Condition.SEDATIVE_USE_DISORDER,
        ),
    )


@rule("panic-beyond-trials")
def panic_beyond_trials(see: View) -> Ruling:
    """Whether use against panic outlasts the trials."""
    return both(see.used_for("panic"), see.days_of_use(lambda days: days > see.limit("trial_days")))


@rule("blood-tests-long-term")
def blood_tests_long_term(see: View) -> Ruling:
    """Whether use is long enough for blood tests."""
    return see.days_of_use(lambda days: days >= see.limit("long_days"))


@rule("response-may-fade")
def response_may_fade(see: View) -> Ruling:
    """Whether the effect on seizures may have been lost."""
    return both(
        see.treats_epilepsy(), see.days_of_use(lambda days: days >= see.limit("fading_days"))
    )


@rule("failed-taper")
def failed_taper(see: View) -> Ruling:
    """Whether an earlier taper failed."""
    return see.count("failed_tapers", "least")


@rule("missed-dose-symptoms")
def missed_dose_symptoms(see: View) -> Ruling:
    """Whether symptoms come when a dose is late."""
    return see.true("missed_dose_symptoms")


@rule("high-dose")
def high_dose(see: View) -> Ruling:
    """Whether the dose is in the high band of the guideline's table."""
    return above(see, see.facts.book.risk.high_above.get(see.facts.drug_id))


@rule("very-high-dose")
def very_high_dose(see: View) -> Ruling:
    """Whether the dose is one that a guidance sends to a specialist."""
    return above(see, see.rule.limits.get(see.facts.drug_id))


def above(see: View, bound: Fact[Fraction] | None) -> Ruling:
    """Whether the daily dose is above a bound; cannot tell where there is none for the drug."""
    if bound is None:
        return cannot_tell()
    most = bound.value
    return both(see.daily_mg(lambda mg: mg > most), when(True, bound=dose_text(Mass.from_mg(most))))


@rule("start-above-label")
def start_above_label(see: View) -> Ruling:
    """Whether a drug begun these days was begun with more than the label says."""
    country, seizures = see.situation.country, see.treats_epilepsy()
    older = see.age(lambda years: years >= see.limit("older"))
    too_much = either(
        both(_in(country, "US"), unless(seizures), _more(see, "us_panic")),
        both(_in(country, "US"), seizures, _more(see, "us_seizures")),
        both(_in(country, "UK"), seizures, unless(older), _more(see, "uk_adult")),
        both(_in(country, "UK"), seizures, older, _more(see, "uk_older")),
    )
    new = see.days_of_use(lambda days: days < see.limit("first_days"))
    return both(see.of_drug("drugs"), new, too_much)


def _in(country: str, name: str) -> Ruling:
    return when(country == name)


def _more(see: View, limit: str) -> Ruling:
    return see.daily_mg(lambda mg: mg > see.limit(limit))
