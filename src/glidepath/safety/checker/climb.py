"""How the dose of a start moves: small enough, late enough, not too high, the most at bedtime."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from glidepath.domain.finding import Finding
from glidepath.domain.titration import Amount, Per, TitrationRule
from glidepath.safety.checker.amounts import mg
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.course import Reading
from glidepath.safety.checker.level import Change
from glidepath.safety.checker.start import rule_of

__all__ = [
    "below_the_most", "doses_a_day", "first_dose", "kept_before_rise", "largest_at_bedtime",
    "no_unmarked_fall", "small_rises",
]  # fmt: skip

_NOTHING = Fraction(0)


def _limit(
    reading: Reading, context: CheckContext, of: Callable[[TitrationRule], Amount]
) -> tuple[Fraction | None, tuple[str, ...]]:
    """The most of one amount of the rule in mg a day, or what is missing for telling it."""
    rule, weight = rule_of(reading, context), context.start.weight_kg
    if rule is None:
        return None, ("titration",)
    amount = of(rule)
    if amount.per is not Per.KG_AND_DAY:
        return amount.most, ()
    return (None, ("weight_kg",)) if weight is None else (amount.most * weight, ())


def first_dose(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-091: who takes none of the drug starts with no more than the rule's first dose."""
    if not reading.starts:
        return context.findings("GP-C-091")
    limit, ask = _limit(reading, context, lambda rule: rule.start.value)
    fired = [
        {"day": f"{change.step.start}", "dose": mg(change.after.total), "most": mg(limit)}
        for change in reading.changes()
        if limit is not None and not change.before.total and change.after.total > limit
    ]
    return context.findings("GP-C-091", fired, (*reading.missing, *ask))


def small_rises(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-092: no rise of the daily dose is larger than the rule's."""
    if not reading.starts:
        return context.findings("GP-C-092")
    limit, ask = _limit(reading, context, lambda rule: rule.rise.value)
    fired = [
        {"day": f"{change.step.start}", "before": mg(change.before.total),
         "after": mg(change.after.total), "most": mg(limit)}
        for change in reading.changes()
        if limit is not None and change.before.total
        and change.after.total - change.before.total > limit
    ]  # fmt: skip
    return context.findings("GP-C-092", fired, (*reading.missing, *ask))


def kept_before_rise(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-093: each daily dose is kept for the rule's days before the next rise."""
    if not reading.starts:
        return context.findings("GP-C-093")
    rule = rule_of(reading, context)
    if rule is None:
        return context.findings("GP-C-093", ask=(*reading.unwritten, "titration"))
    needed = rule.days.value
    fired = [
        {"day": f"{since}", "dose": mg(change.before.total), "days": f"{days}",
         "needed": f"{needed}"}
        for since, change in _kept(reading)
        if (days := (change.step.start - since).days) < needed
    ]  # fmt: skip
    return context.findings("GP-C-093", fired, reading.unwritten)


def _kept(reading: Reading) -> Iterator[tuple[date, Change]]:
    """Each rise from a dose of the plan, with the first day of that daily dose."""
    since = None
    levels = reading.levels()
    if levels and levels[0].first is not None:
        since = levels[0].first.start
    for change in reading.changes():
        if change.rises and since is not None and change.before.total:
            yield since, change
        if change.after.total != change.before.total:
            since = change.step.start


def below_the_most(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-094: no daily dose is above the rule's highest."""
    if not reading.starts:
        return context.findings("GP-C-094")
    limit, ask = _limit(reading, context, lambda rule: rule.maximum.value)
    fired = [
        {"day": f"{taken.step.start}", "dose": mg(dose), "most": mg(limit)}
        for taken in reading.taken
        if limit is not None and (dose := sum((taken.doses or {}).values(), _NOTHING)) > limit
    ]
    return context.findings("GP-C-094", fired, (*reading.unwritten, *ask))


def doses_a_day(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-095: the day has as many times of taking as the rule gives, and no more doses."""
    if not reading.starts:
        return context.findings("GP-C-095")
    rule = rule_of(reading, context)
    if rule is None:
        return context.findings("GP-C-095", ask=(*reading.unwritten, "titration"))
    fewest, most = rule.doses_a_day.value
    fired = [
        {"day": f"{taken.step.start}", "times": f"{len(taken.step.intakes)}",
         "fewest": f"{fewest}", "most": f"{most}"}
        for taken in reading.taken
        if not fewest <= len(taken.step.intakes) <= most
    ]  # fmt: skip
    return context.findings("GP-C-095", fired, reading.unwritten)


def largest_at_bedtime(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-096: where the doses of a day are unequal, none is above the one at bedtime."""
    if not reading.starts:
        return context.findings("GP-C-096")
    bedtime, fired, ask = context.start.bedtime, [], list(reading.unwritten)
    for taken in reading.taken:
        doses = {intake.time: _NOTHING for intake in taken.step.intakes} | dict(taken.doses or {})
        if len(set(doses.values())) < 2:
            continue
        if bedtime is None:
            ask.append("bedtime")
            continue
        time, largest = max(doses.items(), key=lambda pair: pair[1])
        at_bedtime = doses.get(str(bedtime), _NOTHING)
        if largest > at_bedtime:
            fired.append({"day": f"{taken.step.start}", "time": time, "dose": mg(largest),
                          "bedtime": f"{bedtime}", "least": mg(at_bedtime)})  # fmt: skip
    return context.findings("GP-C-096", fired, ask)


def no_unmarked_fall(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-098: in a start no dose falls but in a step that is marked as a step back."""
    if not reading.starts:
        return context.findings("GP-C-098")
    fired = [
        {"day": f"{change.step.start}", "time": time, "before": mg(dose),
         "after": mg(change.after.doses.get(time, _NOTHING))}
        for change in reading.changes()
        if not change.stepped_back
        for time, dose in sorted(change.before.doses.items())
        if change.after.doses.get(time, _NOTHING) < dose
    ]  # fmt: skip
    return context.findings("GP-C-098", fired, reading.missing)
