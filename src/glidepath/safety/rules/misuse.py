"""Rules that keep misuse, tolerance and use disorder apart from the dependence of regular use."""

from __future__ import annotations

from glidepath.domain.person import Condition
from glidepath.safety.registry import rule
from glidepath.safety.ruling import Ruling, either
from glidepath.safety.use_disorder import signs
from glidepath.safety.view import View

__all__: list[str] = []


@rule("more-than-prescribed")
def more_than_prescribed(see: View) -> Ruling:
    """Whether more is taken than prescribed."""
    return see.true("takes_more_than_prescribed")


@rule("without-prescription")
def without_prescription(see: View) -> Ruling:
    """Whether the tablets are bought or come from others."""
    return see.supplied("not_prescribed")


@rule("with-alcohol-or-sedatives")
def with_alcohol_or_sedatives(see: View) -> Ruling:
    """Whether the drug is taken together with alcohol or other sedatives."""
    return see.true("combines_with_sedatives")


@rule("for-effect")
def for_effect(see: View) -> Ruling:
    """Whether the drug is taken for its calming or euphoric effect."""
    return see.true("takes_for_effect")


@rule("several-prescribers")
def several_prescribers(see: View) -> Ruling:
    """Whether the tablets come from several prescribers."""
    return see.supplied("several")


@rule("early-refills")
def early_refills(see: View) -> Ruling:
    """Whether refills run ahead."""
    return see.count("early_refills", "least")


@rule("supply-control")
def supply_control(see: View) -> Ruling:
    """Whether something calls for another way of supply."""
    return either(
        see.true("takes_more_than_prescribed"),
        see.supplied("doubtful"),
        see.count("early_refills", "least"),
        see.has(Condition.SEDATIVE_USE_DISORDER),
    )


@rule("tolerance")
def tolerance(see: View) -> Ruling:
    """Whether more is needed for the same effect."""
    return see.true("needs_more_for_effect")


@rule("use-disorder")
def use_disorder(see: View) -> Ruling:
    """Whether enough signs of a use disorder are there."""
    return signs(see).ruling(see)


@rule("urine-test-limits")
def urine_test_limits(see: View) -> Ruling:
    """Whether a urine test is likely to be asked for."""
    return either(
        see.supplied("doubtful"),
        see.has(Condition.OPIOID_USE_DISORDER, Condition.OTHER_SUBSTANCE_USE_DISORDER),
    )


@rule("harm-reduction")
def harm_reduction(see: View) -> Ruling:
    """Whether harm reduction is to be offered."""
    return either(
        see.supplied("not_prescribed"),
        see.has(
            Condition.OPIOID_USE_DISORDER,
            Condition.OTHER_SUBSTANCE_USE_DISORDER,
            Condition.SEDATIVE_USE_DISORDER,
        ),
    )
