"""Rules on reducing and stopping: what makes it dangerous, and where sources differ."""

from __future__ import annotations

from glidepath.domain.person import Condition
from glidepath.safety.facts import Group
from glidepath.safety.registry import rule
from glidepath.safety.risk_table import is_low_dose
from glidepath.safety.ruling import Ruling, both, either, when
from glidepath.safety.view import View

__all__: list[str] = []


@rule("withdrawal-seizure-history")
def withdrawal_seizure_history(see: View) -> Ruling:
    """Whether there was a seizure or delirium in an earlier withdrawal."""
    return see.has(Condition.WITHDRAWAL_SEIZURE_OR_DELIRIUM)


@rule("complicated-withdrawal-expected")
def complicated_withdrawal_expected(see: View) -> Ruling:
    """Whether a withdrawal seizure in the past meets another substance or another source."""
    more = either(
        see.has(
            Condition.ALCOHOL_USE_DISORDER,
            Condition.OPIOID_USE_DISORDER,
            Condition.SEDATIVE_USE_DISORDER,
        ),
        see.supplied("not_prescribed"),
        see.takes(Group.BENZODIAZEPINE, Group.Z_DRUG, Group.BARBITURATE),
    )
    return both(see.has(Condition.WITHDRAWAL_SEIZURE_OR_DELIRIUM), more)


@rule("imminent-harm")
def imminent_harm(see: View) -> Ruling:
    """Whether going on as it is endangers the person soon."""
    uncontrolled = either(
        see.true("takes_more_than_prescribed"), see.true("combines_with_sedatives")
    )
    return either(
        both(see.takes(Group.OPIOID), see.has(Condition.SEVERE_LUNG_DISEASE)),
        both(see.has(Condition.SUICIDAL_THOUGHTS), uncontrolled),
    )


@rule("pacing-conflict")
def pacing_conflict(see: View) -> Ruling:
    """Whether the dose is to fall, so that interval and base matter."""
    return see.heads_for("moving")


@rule("every-cut-reviewed")
def every_cut_reviewed(see: View) -> Ruling:
    """Whether the dose is to fall, so that each cut has to be looked at."""
    return see.heads_for("moving")


@rule("may-go-faster")
def may_go_faster(see: View) -> Ruling:
    """Whether a low dose that was taken for a short time is to fall."""
    low = when(is_low_dose(see.situation, see.facts))
    short = see.days_of_use(lambda days: days < see.limit("short_days"))
    return both(see.heads_for("moving"), low, short)


@rule("step-back-or-hold")
def step_back_or_hold(see: View) -> Ruling:
    """Whether the dose is to fall, so that a cut may turn out too hard."""
    return see.heads_for("moving")


@rule("restart-after-stop")
def restart_after_stop(see: View) -> Ruling:
    """Whether the drug is to be stopped, so that symptoms may come afterwards."""
    return see.heads_for("stopping")


@rule("last-step")
def last_step(see: View) -> Ruling:
    """Whether the drug is to be stopped, so that there is a last step."""
    return see.heads_for("stopping")


@rule("watch-after-stop")
def watch_after_stop(see: View) -> Ruling:
    """Whether the drug is to be stopped, so that somebody has to watch afterwards."""
    return see.heads_for("stopping")


@rule("overdose-card")
def overdose_card(see: View) -> Ruling:
    """Whether something makes an overdose likelier."""
    return either(
        see.takes(Group.OPIOID),
        see.count("alcohol_drinks_per_week", "least"),
        see.has(Condition.SUICIDAL_THOUGHTS),
        see.supplied("not_prescribed"),
    )


@rule("stop-without-taper-conflict")
def stop_without_taper_conflict(see: View) -> Ruling:
    """Whether the dose is to fall after so short a use that sources differ on a taper."""
    short = see.days_of_use(lambda days: see.limit("from_days") <= days < see.limit("to_days"))
    return both(see.heads_for("moving"), short)
