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

__all__ = [
    "ends_low", "goal_reached", "highest_to_stop_from", "kept_as_it_is", "no_jump_to_nothing",
]  # fmt: skip


def highest_to_stop_from(reading: Reading, context: CheckContext) -> Fraction | None:
    """The daily dose in mg from which the last step to nothing may be taken.

    The larger of the drug's own figure and the least these products can make; but never so
    many times the drug's own figure that it would be an abrupt stop, whatever the products
    are. None where neither is known.
    """
    least = smallest_portion(reading.products.values())
    if context.stop_from is None:
        return least
    stop_from = in_mg(context.stop_from)
    if least is None or least > stop_from * context.texts.bounds.highest_stop_times:
        return stop_from
    return max(least, stop_from)


_ASK = ("products", "stop_from")


def no_jump_to_nothing(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-058: the drug is stopped only from a dose low enough to stop from.

    Not asked of a drug that gives way to another: there the other has to cover.
    """
    if reading.gives_way:
        return context.findings("GP-C-058", ask=reading.unwritten)
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
    or the course is one of maintenance or a start, the day after it counts as a day without
    drug. A drug that gives way to another ends on nothing, which is asked elsewhere.
    """
    if reading.unwritten:
        return context.findings("GP-C-059", ask=reading.unwritten)
    last = reading.levels()[-1]
    if not last.total or reading.gives_way or not _means_to_stop(reading, context.goal):
        return context.findings("GP-C-059", figures={"dose": mg(last.total)})
    allowed = highest_to_stop_from(reading, context)
    if allowed is None:
        return context.findings("GP-C-059", ask=_ASK)
    figures = {"day": f"{last.end}", "dose": mg(last.total), "allowed": mg(allowed)}
    return context.findings("GP-C-059", [figures] if last.total > allowed else [], (), figures)


def _means_to_stop(reading: Reading, goal: Goal | None) -> bool:
    if reading.starts:
        return False
    if goal is None:
        goes_on = reading.takes_over and not reading.lowering()
        return reading.claim.kind != CourseKind.MAINTENANCE and not goes_on
    return goal.kind is GoalKind.STOP


def goal_reached(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-060: the last dose is the one that was asked for; staying changes nothing.

    A drug that gives way to another has nothing as its goal, whatever the person's is. How
    far a start may go, the label says.
    """
    if reading.starts:
        return context.findings("GP-C-060", ask=reading.unwritten)
    goal = Goal(GoalKind.STOP) if reading.gives_way else context.goal
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
    """Staying: one dose throughout, and it is the present one; for a new drug the full one."""
    moves = reading.lowering()
    fired = [
        {"goal": GoalKind.STAY.value, "wanted": mg(moves[0].before.total),
         "dose": mg(move.after.total)}
        for move in moves
    ]  # fmt: skip
    return context.findings("GP-C-060", fired, reading.missing)


def kept_as_it_is(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-062: a course that is called one of maintenance keeps the daily dose as it is."""
    if reading.claim.kind != CourseKind.MAINTENANCE:
        return context.findings("GP-C-062")
    fired = [
        {"day": f"{change.step.start}", "before": mg(change.before.total),
         "after": mg(change.after.total)}
        for change in reading.changes()
        if change.before.total != change.after.total
    ]  # fmt: skip
    return context.findings("GP-C-062", fired, reading.missing)
