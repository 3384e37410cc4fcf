"""All checks in the order in which they are told, and the one function that runs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from glidepath.domain.claim import PlanClaim
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.safety.checker import (
    back,
    climb,
    days,
    doses,
    exchange,
    form,
    order,
    pace,
    pairing,
    products,
    start,
    stock,
    stop,
)  # fmt: skip
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.sheet import Check, Sheet, all_as_one, each_among_all, each_course
from glidepath.safety.checker.texts import CheckTexts, read_texts

__all__ = ["CHECKS", "check", "check_texts", "violations"]

CHECKS: Mapping[str, Check] = {
    "GP-C-001": each_course(form.steps_written),
    "GP-C-002": each_course(form.drug_known),
    "GP-C-003": all_as_one(form.policy_known),
    "GP-C-004": each_course(form.kind_known),
    "GP-C-005": pairing.one_course_a_drug,
    "GP-C-006": pairing.kinds_fit,
    "GP-C-007": pairing.every_drug_told,
    "GP-C-010": all_as_one(products.once_each),
    "GP-C-011": products.of_the_drug,
    "GP-C-012": all_as_one(products.products_named),
    "GP-C-013": all_as_one(products.as_catalogued),
    "GP-C-014": all_as_one(products.of_the_country),
    "GP-C-015": products.of_its_course,
    "GP-C-020": each_course(doses.doses_readable),
    "GP-C-021": each_course(doses.pieces_sanctioned),
    "GP-C-022": each_course(doses.counts_whole),
    "GP-C-023": each_course(doses.pieces_total),
    "GP-C-024": each_course(doses.days_total),
    "GP-C-025": each_course(doses.can_be_made),
    "GP-C-026": each_course(doses.few_pieces),
    "GP-C-027": each_course(doses.within_label),
    "GP-C-030": each_course(order.times_readable),
    "GP-C-031": each_course(order.times_ordered),
    "GP-C-032": each_course(order.same_times),
    "GP-C-040": each_course(days.days_forward),
    "GP-C-041": each_course(days.no_gap),
    "GP-C-042": each_course(days.no_overlap),
    "GP-C-043": each_among_all(days.days_plausible),
    "GP-C-044": pairing.days_fit,
    "GP-C-050": each_course(order.no_intake_rises),
    "GP-C-051": each_course(order.no_total_rises),
    "GP-C-052": each_course(back.steps_back),
    "GP-C-053": each_course(pace.steps_long_enough),
    "GP-C-054": each_course(pace.within_policy_ceiling),
    "GP-C-055": each_course(pace.within_house_ceiling),
    "GP-C-056": each_course(pace.last_cuts_named),
    "GP-C-057": each_course(pace.marks_needed),
    "GP-C-058": each_course(stop.no_jump_to_nothing),
    "GP-C-059": each_course(stop.ends_low),
    "GP-C-060": each_course(stop.goal_reached),
    "GP-C-061": pairing.one_lowered_at_a_time,
    "GP-C-062": each_course(stop.kept_as_it_is),
    "GP-C-063": each_course(pace.faster_after_short_use),
    "GP-C-070": all_as_one(stock.supply_covers),
    "GP-C-071": all_as_one(stock.enough),
    "GP-C-072": all_as_one(stock.not_too_much),
    "GP-C-073": all_as_one(stock.stock_explained),
    "GP-C-074": all_as_one(stock.lines_readable),
    "GP-C-080": exchange.one_time_at_once,
    "GP-C-081": exchange.replaced_by_its_equal,
    "GP-C-082": exchange.every_day_covered,
    "GP-C-083": exchange.within_corridor,
    "GP-C-084": exchange.no_hidden_cut,
    "GP-C-085": exchange.built_up_first,
    "GP-C-086": exchange.days_of_exchange,
    "GP-C-087": exchange.no_barrier,
    "GP-C-088": exchange.strays_within,
    "GP-C-090": each_course(start.for_this_person),
    "GP-C-091": each_course(climb.first_dose),
    "GP-C-092": each_course(climb.small_rises),
    "GP-C-093": each_course(climb.kept_before_rise),
    "GP-C-094": each_course(climb.below_the_most),
    "GP-C-095": each_course(climb.doses_a_day),
    "GP-C-096": each_course(climb.largest_at_bedtime),
    "GP-C-097": each_course(start.outside_the_label),
    "GP-C-098": each_course(climb.no_unmarked_fall),
}
"""Every check by its rule id; ids are never given to another check."""


def check_texts(raw: Mapping[str, Any]) -> CheckTexts:
    """The words of all checks from the raw table of checks.toml; refuses an incomplete one."""
    return read_texts(raw, CHECKS)


def check(claim: PlanClaim, context: CheckContext) -> tuple[Finding, ...]:
    """Judge a plan as it is written, from its meaning alone.

    Takes the plan as anybody wrote it and the facts it is judged by. Gives at least one
    finding of every check: each fault with its figures, what is missing for telling, or
    that all is clear. Never stops at a fault. Of a plan of several courses each is judged
    by its own drug's facts, and then all of them together.
    """
    sheet = Sheet.of(claim, context)
    return tuple(finding for one in CHECKS.values() for finding in one(sheet, context))


def violations(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The faults among findings: what fires and is more than a note."""
    return tuple(
        finding
        for finding in findings
        if finding.verdict is Verdict.FIRES and finding.severity > Severity.NOTE
    )
