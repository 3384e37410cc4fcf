"""Rules on how the person lives: driving, work, support, readiness."""

from __future__ import annotations

from glidepath.domain.person import Condition
from glidepath.safety.registry import rule
from glidepath.safety.ruling import Ruling, both, unless
from glidepath.safety.view import View

__all__: list[str] = []


@rule("driving")
def driving(see: View) -> Ruling:
    """Whether the person drives."""
    return see.true("drives")


@rule("safety-critical-work")
def safety_critical_work(see: View) -> Ruling:
    """Whether a lapse at work endangers lives."""
    return see.true("safety_critical_work")


@rule("no-support")
def no_support(see: View) -> Ruling:
    """Whether nobody supports the person."""
    return unless(see.true("has_support"))


@rule("not-ready")
def not_ready(see: View) -> Ruling:
    """Whether the person does not want to reduce now."""
    return unless(see.true("ready_to_change"))


@rule("cannot-attend")
def cannot_attend(see: View) -> Ruling:
    """Whether the person cannot come to reviews."""
    return unless(see.true("can_attend_reviews"))


@rule("alone-after-withdrawal-seizure")
def alone_after_withdrawal_seizure(see: View) -> Ruling:
    """Whether nobody would notice another withdrawal seizure."""
    return both(see.has(Condition.WITHDRAWAL_SEIZURE_OR_DELIRIUM), see.true("lives_alone"))
