"""How the course ends: never abruptly, and where it was asked to."""

from __future__ import annotations

from fractions import Fraction

from glidepath.domain.finding import Finding
from glidepath.domain.person import Goal, GoalKind
from glidepath.domain.plan import CourseKind
from glidepath.safety.checker.amounts import in_mg, mg
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.course import Reading
from glidepath.safety.checker.reach import smallest_portion

__all__ = ["ends_low", "goal_reached", "highest_to_stop_from", "no_jump_to_nothing"]


def highest_to_stop_from(reading: Reading, context: CheckContext) -> Fraction | None:
    """The daily dose in mg from which the last step to nothing may be taken.

    The larger of the drug's own figure and the least these products can make; None where
    neither is known.
    """
    stop_from = None if context.stop_from is None else in_mg(context.stop_from)
    known = [smallest_portion(reading.products.values()), stop_from]
    return max((dose for dose in known if dose is not None), default=None)


_ASK = ("products", "stop_from")


def no_jump_to_nothing(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-058: the drug is stopped only from a dose low enough to stop from."""
    allowed = highest_to_stop_from(reading, context)
    stops = [cut for cut in reading.cuts() if cut.after == 0]
    if allowed is None and stops:
        return context.findings("GP-C-058", ask=(*reading.missing, *_ASK))
    fired = [
        {"day": f"{cut.day}", "before": mg(cut.before), "allowed": mg(allowed)}
        for cut in stops
        if allowed is not None and cut.before > allowed
    ]
    return context.findings("GP-C-058", fired, reading.missing)


def ends_low(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-059: a course that ends, ends on no drug or on a dose low enough to stop from.

    What follows the last day is not written: unless a lower dose or staying is the goal,
    or the course is one of maintenance, the day after it counts as a day without drug.
    """
    if reading.unwritten:
        return context.findings("GP-C-059", ask=reading.unwritten)
    last = reading.levels()[-1]
    if not last.total or not _means_to_stop(reading, context.goal):
        return context.findings("GP-C-059", figures={"dose": mg(last.total)})
    allowed = highest_to_stop_from(reading, context)
    if allowed is None:
        return context.findings("GP-C-059", ask=_ASK)
    figures = {"day": f"{last.end}", "dose": mg(last.total), "allowed": mg(allowed)}
    return context.findings("GP-C-059", [figures] if last.total > allowed else [], (), figures)


def _means_to_stop(reading: Reading, goal: Goal | None) -> bool:
    if goal is None:
        return reading.claim.kind != CourseKind.MAINTENANCE
    return goal.kind is GoalKind.STOP


def goal_reached(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-060: the last dose is the one that was asked for; staying changes nothing."""
    goal = context.goal
    if goal is None or reading.unwritten:
        ask = reading.unwritten + ("goal",) * (goal is None)
        return context.findings("GP-C-060", ask=ask)
    last = reading.levels()[-1].total
    if goal.kind is GoalKind.STAY:
        return _stays(reading, context)
    wanted = in_mg(goal.daily_dose) if goal.daily_dose else Fraction(0)
    figures = {"goal": goal.kind.value, "wanted": mg(wanted), "dose": mg(last)}
    return context.findings("GP-C-060", [figures] if last != wanted else [], (), figures)


def _stays(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """Staying: one dose throughout, and it is the present one."""
    first, *others = reading.levels()
    fired = [
        {"goal": GoalKind.STAY.value, "wanted": mg(first.total), "dose": mg(level.total)}
        for level in others
    ]
    return context.findings("GP-C-060", fired, reading.missing)
