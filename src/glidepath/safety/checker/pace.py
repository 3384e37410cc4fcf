"""How fast: steps as long as the policy asks, falls within its ceiling and the house's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from glidepath.domain.finding import Finding, Severity
from glidepath.domain.policy import Ceiling
from glidepath.domain.wording import share_text
from glidepath.safety.checker.amounts import mg
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.course import Reading
from glidepath.safety.checker.level import Fall
from glidepath.safety.checker.stop import highest_to_stop_from

__all__ = [
    "faster_after_short_use", "last_cuts_named", "marks_needed", "steps_long_enough",
    "within_house_ceiling", "within_policy_ceiling",
]  # fmt: skip


def _ask(reading: Reading, context: CheckContext) -> tuple[str, ...]:
    """What is missing for judging how a drug is lowered; no policy, where it is not."""
    return reading.missing + ("policy",) * (context.policy is None and reading.lowered)


def steps_long_enough(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-053: each dose is kept for the policy's shortest step.

    Not bound: days on the present dose before the first cut, and days without drug.
    """
    if context.policy is None or not reading.lowered:
        return context.findings("GP-C-053", ask=_ask(reading, context))
    shortest = context.policy.step_days.value.shortest
    kept = list(_kept(reading))
    fired = [
        {"day": f"{day}", "dose": mg(dose), "days": f"{days}", "shortest": f"{shortest}"}
        for day, dose, days in kept
        if days < shortest
    ]
    figures = {"shortest": f"{shortest}", "days": f"{min((d for _, _, d in kept), default=0)}"}
    return context.findings("GP-C-053", fired, reading.missing, figures)


def _kept(reading: Reading) -> Iterator[tuple[date, Fraction, int]]:
    """Each dose that was cut to: its first day, mg a day, and the days it is kept.

    A dose from which the clinician steps back is not kept for its time: that is the point.
    """
    changes = reading.lowering()
    for change, then in zip(changes, (*changes[1:], None), strict=False):
        level, start = change.after, change.step.start
        left = then is not None and then.stepped_back and then.rises
        if level.end is not None and level.total and not left:
            yield start, level.total, (level.end - start).days + 1


def within_policy_ceiling(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-054: no fall in the window is above the ceiling of the policy, but named last cuts."""
    if context.policy is None or not reading.lowered:
        return context.findings("GP-C-054", ask=_ask(reading, context))
    if context.policy.ceiling is None:
        return context.findings("GP-C-054", figures={"ceiling": "none"})
    ceiling = context.policy.ceiling.value
    return _under("GP-C-054", ceiling, reading, context, None)


def within_house_ceiling(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-055: no fall in 14 days is above the ceiling of the house, but named last cuts.

    That ceiling is made for people who are dependent: after short use it does not bind.
    """
    if context.short_use:
        return context.findings("GP-C-055", ask=reading.missing, figures={"ceiling": "none"})
    weight = context.weight_under_policy("GP-C-055")
    return _under("GP-C-055", context.house, reading, context, weight)


def _under(
    rule_id: str,
    ceiling: Ceiling,
    reading: Reading,
    context: CheckContext,
    severity: Severity | None,
) -> tuple[Finding, ...]:
    falls = reading.falls(ceiling)
    fired = [
        {**_figures(fall, ceiling), "fault": fault}
        for fall in falls
        if fall.share > ceiling.fall and (fault := _fault(fall, ceiling, reading, context))
    ]
    within = [fall.share for fall in falls if fall.share <= ceiling.fall]
    figures = {"ceiling": str(ceiling.fall), "largest": str(max(within, default=0))}
    return context.findings(rule_id, fired, reading.missing, figures, severity)


def _figures(fall: Fall, ceiling: Ceiling) -> dict[str, str]:
    return {
        "day": f"{fall.cut.day}",
        "since": f"{fall.first_day}",
        "before": mg(fall.standing),
        "after": mg(fall.cut.after),
        "fall": str(fall.share),
        "percent": share_text(fall.share),
        "ceiling": share_text(ceiling.fall),
        "by": share_text(fall.share - ceiling.fall),
        "window": f"{ceiling.days}",
    }


def _fault(fall: Fall, ceiling: Ceiling, reading: Reading, context: CheckContext) -> str:
    """Why a fall above the ceiling is not one of the last cuts that must be; empty if it is."""
    if not fall.cut.step.terminal:
        return "it is not marked as a last cut that must break the ceiling"
    if not fall.alone:
        return f"another cut was made on {fall.first_day}: waiting would have kept the ceiling"
    if _may_stop(fall, reading, context):
        return ""
    if reading.reach is None:
        return "without products nobody can show that it had to be"
    lower = reading.reach.next_lower(fall.cut.doses_before)
    if (fall.standing - lower) / fall.standing <= ceiling.fall:
        return f"{mg(lower)} mg can be made and keeps the ceiling"
    if fall.cut.after == lower:
        return ""
    return f"{mg(lower)} mg can be made and breaks the ceiling by less"


def _may_stop(fall: Fall, reading: Reading, context: CheckContext) -> bool:
    allowed = highest_to_stop_from(reading, context)
    return fall.cut.after == 0 and allowed is not None and fall.cut.before <= allowed


def faster_after_short_use(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-063: says that a short taper after short use is faster than the house's ceiling."""
    if not context.short_use:
        return context.findings("GP-C-063")
    falls = reading.falls(context.house)
    steepest = max(falls, key=lambda fall: fall.share, default=None)
    above = steepest is not None and steepest.share > context.house.fall
    fired = [_figures(steepest, context.house)] if steepest and above else []
    return context.findings("GP-C-063", fired, reading.missing)


def _ceilings(context: CheckContext) -> tuple[Ceiling, ...]:
    policy = context.policy and context.policy.ceiling
    house = () if context.short_use else (context.house,)
    return (*house, policy.value) if policy else house


def last_cuts_named(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-056: names each last cut that had to break a ceiling, and by how much."""
    named = {
        fall.cut.day: _figures(fall, ceiling)
        for ceiling in _ceilings(context)
        for fall in reading.falls(ceiling)
        if fall.share > ceiling.fall and not _fault(fall, ceiling, reading, context)
    }
    return context.findings("GP-C-056", named.values(), _ask(reading, context))


def marks_needed(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-057: only a cut that breaks a ceiling is marked as one that must."""
    breaking = {
        fall.cut.day
        for ceiling in _ceilings(context)
        for fall in reading.falls(ceiling)
        if fall.share > ceiling.fall
    }
    idle = [s for s in reading.claim.steps if s.terminal and s.start not in breaking]
    ask = _ask(reading, context)
    if ask:
        return context.findings("GP-C-057", ask=ask)
    return context.findings("GP-C-057", [{"day": f"{s.start}"} for s in idle])
