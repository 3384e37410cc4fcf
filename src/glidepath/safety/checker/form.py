"""Is this a plan at all: steps, a drug, a policy, a kind, and days that a person can mean."""

from __future__ import annotations

from glidepath.domain.finding import Finding
from glidepath.domain.plan import CourseKind
from glidepath.domain.policy import PolicyKind
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.course import Reading

__all__ = ["drug_known", "kind_known", "policy_known", "steps_written"]


def steps_written(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-001: a plan has steps, and each step says what is taken at some time of day."""
    steps = reading.claim.steps
    fired = [{"what": "no step"}] if not steps else []
    fired += [{"what": f"no intake from {s.start} on"} for s in steps if not s.intakes]
    return context.findings("GP-C-001", fired, figures={"steps": str(len(steps))})


def drug_known(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-002: the drug is one that is known here."""
    drug = reading.claim.drug_id
    if not drug or context.drug_known is False:
        return context.findings("GP-C-002", [{"drug": drug or "none"}])
    return context.findings("GP-C-002", ask=("drug",) * (context.drug_known is None))


def policy_known(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-003: the plan names a policy that is known and may be planned with."""
    named = reading.claim.policy_id
    fault = _policy_fault(named, context)
    if fault:
        return context.findings("GP-C-003", [{"policy": named or "none", "fault": fault}])
    unsure = context.policy is None and context.policy_known is None
    return context.findings("GP-C-003", ask=("policy",) * unsure, figures={"policy": named})


def _policy_fault(named: str, context: CheckContext) -> str:
    if not named:
        return "the plan names no policy"
    if context.policy_known is False:
        return "no policy of this name is known"
    if context.policy is None:
        return ""
    if context.policy.id != named:
        return f"the plan was judged by {context.policy.id} instead"
    if context.policy.kind is PolicyKind.SCHEDULE_ONLY:
        return "it is kept for comparison and may not be planned with"
    return ""


CHECKED = tuple(CourseKind)
"""The kinds of course these checks know how to judge; any other is refused, not passed."""


def kind_known(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-004: the course is of a kind that these checks can judge."""
    kind = reading.claim.kind
    known = [known.value for known in CHECKED]
    fired = [] if kind in known else [{"kind": kind or "none", "allowed": ", ".join(known)}]
    return context.findings("GP-C-004", fired, figures={"kind": kind})
