"""All checks in the order in which they are told, and the one function that runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from glidepath.domain.claim import PlanClaim
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.safety.checker import (
    days,
    doses,
    form,
    order,
    pace,
    products,
    stock,
    stop,
)  # fmt: skip
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.course import Reading
from glidepath.safety.checker.texts import CheckTexts, read_texts

__all__ = ["CHECKS", "check", "check_texts", "violations"]

Check = Callable[[Reading, CheckContext], tuple[Finding, ...]]

CHECKS: Mapping[str, Check] = {
    "GP-C-001": form.steps_written,
    "GP-C-002": form.drug_known,
    "GP-C-003": form.policy_known,
    "GP-C-004": form.kind_known,
    "GP-C-010": products.once_each,
    "GP-C-011": products.of_the_drug,
    "GP-C-012": products.products_named,
    "GP-C-013": products.as_catalogued,
    "GP-C-014": products.of_the_country,
    "GP-C-020": doses.doses_readable,
    "GP-C-021": doses.pieces_sanctioned,
    "GP-C-022": doses.counts_whole,
    "GP-C-023": doses.pieces_total,
    "GP-C-024": doses.days_total,
    "GP-C-025": doses.can_be_made,
    "GP-C-026": doses.few_pieces,
    "GP-C-027": doses.within_label,
    "GP-C-030": order.times_readable,
    "GP-C-031": order.times_ordered,
    "GP-C-032": order.same_times,
    "GP-C-040": days.days_forward,
    "GP-C-041": days.no_gap,
    "GP-C-042": days.no_overlap,
    "GP-C-043": days.days_plausible,
    "GP-C-050": order.no_intake_rises,
    "GP-C-051": order.no_total_rises,
    "GP-C-053": pace.steps_long_enough,
    "GP-C-054": pace.within_policy_ceiling,
    "GP-C-055": pace.within_house_ceiling,
    "GP-C-056": pace.last_cuts_named,
    "GP-C-057": pace.marks_needed,
    "GP-C-058": stop.no_jump_to_nothing,
    "GP-C-059": stop.ends_low,
    "GP-C-060": stop.goal_reached,
    "GP-C-070": stock.supply_covers,
    "GP-C-071": stock.enough,
    "GP-C-072": stock.not_too_much,
    "GP-C-073": stock.stock_explained,
    "GP-C-074": stock.lines_readable,
}
"""Every check by its rule id; ids are never given to another check."""


def check_texts(raw: Mapping[str, Any]) -> CheckTexts:
    """The words of all checks from the raw table of checks.toml; refuses an incomplete one."""
    return read_texts(raw, CHECKS)


def check(claim: PlanClaim, context: CheckContext) -> tuple[Finding, ...]:
    """Judge a plan as it is written, from its meaning alone.

    Takes the plan as anybody wrote it and the facts it is judged by. Gives at least one
    finding of every check: each fault with its figures, what is missing for telling, or
    that all is clear. Never stops at a fault.
    """
    reading = Reading.of(claim, context.present, context.most_pieces)
    return tuple(finding for one in CHECKS.values() for finding in one(reading, context))


def violations(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The faults among findings: what fires and is more than a note."""
    return tuple(
        finding
        for finding in findings
        if finding.verdict is Verdict.FIRES and finding.severity > Severity.NOTE
    )
