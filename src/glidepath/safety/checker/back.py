"""Steps back: marked as such, where a course may have them, and to doses taken before."""

from __future__ import annotations

from glidepath.domain.finding import Finding
from glidepath.domain.plan import CourseKind
from glidepath.safety.checker.amounts import Doses, in_mg, mg
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.course import Reading
from glidepath.safety.checker.level import Change

__all__ = ["steps_back"]


def steps_back(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-052: a step back leads to doses the person has taken before.

    In a taper it goes up, in a start it takes the last rise back and no more; no other
    course has one. The doses are those of the present regimen, of an earlier step, or of
    the regimens that were taken earlier.
    """
    fired, ask = [], list(reading.unwritten)
    changes = reading.changes()
    for place, change in enumerate(changes):
        if not change.stepped_back:
            continue
        fault = _fault(reading, changes[: place + 1], context)
        if fault:
            fired.append({"day": f"{change.step.start}", "dose": mg(change.after.total),
                          "before": mg(change.before.total), "fault": fault})  # fmt: skip
        elif not _taken(change.after.doses, changes[: place + 1], context):
            ask.append("earlier")
    return context.findings("GP-C-052", fired, ask)


def _fault(reading: Reading, changes: tuple[Change, ...], context: CheckContext) -> str:
    """What is wrong with the last of these changes as a step back; empty if nothing is."""
    *_, change = changes
    if reading.starts:
        between = [one for one in changes if change.after.total < one.before.total
                   < change.before.total]  # fmt: skip
        if not change.falls:
            return "in a start a step back lowers the dose"
        if between:
            return "it takes back more than the last rise"
    elif reading.claim.kind != CourseKind.TAPER:
        return "a course of this kind has no step back"
    if context.earlier is not None and not _taken(change.after.doses, changes, context):
        return "these doses were not taken before"
    return ""


def _taken(doses: Doses, changes: tuple[Change, ...], context: CheckContext) -> bool:
    """Whether these doses stood before the last of the changes, or were taken earlier."""
    before = [{str(i.time): in_mg(i.dose) for i in regimen.intakes if i.dose}
              for regimen in context.earlier or ()]  # fmt: skip
    return doses in [change.before.doses for change in changes] + before
