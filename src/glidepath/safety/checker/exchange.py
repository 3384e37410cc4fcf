"""One drug exchanged for another: one time of day at once, equal for equal, nobody uncovered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from glidepath.domain.claim import ClaimedStray
from glidepath.domain.finding import Finding
from glidepath.domain.wording import share_text
from glidepath.safety.checker.amounts import in_mg, mg
from glidepath.safety.checker.both import Both, Stretch, both
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.sheet import Sheet

__all__ = [
    "built_up_first", "days_of_exchange", "every_day_covered", "no_barrier", "no_hidden_cut",
    "one_time_at_once", "replaced_by_its_equal", "strays_within", "within_corridor",
]  # fmt: skip

_NOTHING = Fraction(0)


def one_time_at_once(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-080: on one day at most one time of day changes, over both drugs together."""
    laid, ask = both(sheet)
    fired = [
        {"day": f"{move.day}", "times": ", ".join(move.times), "count": f"{len(move.times)}"}
        for move in (laid.moves if laid else ())
        if len(move.times) > 1
    ]
    return context.findings("GP-C-080", fired, ask)


def replaced_by_its_equal(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-081: what is given at a time of day equals what was taken away there, by the tables.

    Both counted from what was taken before the exchange; until the new drug is lowered.
    """
    laid, ask = both(sheet)
    low, high = context.exchange.rate_low, context.exchange.rate_high
    if laid is None:
        return context.findings("GP-C-081", ask=ask)
    if low is None or high is None:
        ask = ("rate_low",) * (low is None) + ("rate_high",) * (high is None)
        return context.findings("GP-C-081", ask=ask)
    fired: dict[tuple[str, Fraction, Fraction], dict[str, str]] = {}
    for stretch in laid.exchanging:
        for time, removed, given in _replaced(_began(laid, context), stretch):
            least, most = removed * low, removed * high
            if not least <= given <= most:
                fired.setdefault(
                    (time, removed, given),
                    {"day": f"{stretch.first}", "time": time, "removed": mg(removed),
                     "given": mg(given), "least": mg(least), "most": mg(most)},
                )  # fmt: skip
    return context.findings("GP-C-081", fired.values())


def _began(laid: Both, context: CheckContext) -> Stretch:
    """What was taken before the exchange: before the plan, unless it was under way by then."""
    if context.exchange.began is None:
        return laid.before
    old, new = (
        {str(one.time): in_mg(one.dose) for one in regimen.intakes if one.dose}
        for regimen in context.exchange.began
    )
    return replace(laid.before, old=old, new=new)


def _replaced(then: Stretch, now: Stretch) -> Iterator[tuple[str, Fraction, Fraction]]:
    """By time of day: how much less of the old drug, how much more of the new one, in mg."""
    for time in sorted({*then.old, *then.new, *now.old, *now.new}):
        removed = then.old.get(time, _NOTHING) - now.old.get(time, _NOTHING)
        given = now.new.get(time, _NOTHING) - then.new.get(time, _NOTHING)
        yield time, removed, given


def every_day_covered(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-082: on every day one of the two is taken, until the new drug has been lowered."""
    laid, ask = both(sheet)
    fired = [
        {"first": f"{stretch.first}", "last": f"{stretch.last}"}
        for stretch in (_to_be_covered(laid) if laid else ())
        if not stretch.old and not stretch.new
    ]
    return context.findings("GP-C-082", fired, ask)


def _to_be_covered(laid: Both) -> list[Stretch]:
    """Every stretch but those at the end, after the new drug has been lowered to nothing."""
    stretches, end = list(laid.stretches), laid.lowered_on
    while end and stretches and stretches[-1].first >= end and not _taken(stretches[-1]):
        stretches.pop()
    return stretches


def _taken(stretch: Stretch) -> bool:
    return bool(stretch.old or stretch.new)


def within_corridor(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-083: both together stay within the corridor, or the plan says on which days not.

    Reckoned from daily doses at the lowest and at the highest rate of all tables, against
    what was taken before the exchange; until the new drug is lowered.
    """
    laid, ask = both(sheet)
    if laid is None:
        return context.findings("GP-C-083", ask=ask)
    low, high = context.exchange.rate_low, context.exchange.rate_high
    corridor, began = context.exchange.corridor, _began(laid, context)
    if low is None or high is None or corridor is None or not _taken(began):
        known = {"rate_low": low, "rate_high": high, "corridor": corridor,
                 "present": _taken(began) or None}  # fmt: skip
        return context.findings("GP-C-083", ask=(name for name in known if known[name] is None))
    fired = []
    for stretch in laid.exchanging:
        shares = [stretch.combined(rate) / began.combined(rate) for rate in (low, high)]
        inside = corridor.low <= min(shares) and max(shares) <= corridor.high
        if not inside and not _said(stretch, sheet):
            fired.append(
                {"first": f"{stretch.first}", "last": f"{stretch.last}",
                 "lowest": share_text(min(shares)), "highest": share_text(max(shares)),
                 "low": share_text(corridor.low), "high": share_text(corridor.high)}
            )  # fmt: skip
    return context.findings("GP-C-083", fired)


def _said(stretch: Stretch, sheet: Sheet) -> bool:
    """Whether the plan itself says that these days may be outside."""
    strays = sheet.whole.claim.strays
    return any(one.start <= stretch.first and stretch.last <= one.end for one in strays)


def no_hidden_cut(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-084: until the new drug is lowered both together fall no more than the ceiling.

    By the rate that was chosen, in the window of the house.
    """
    laid, ask = both(sheet)
    rate = context.exchange.rate
    if laid is None or rate is None:
        ask += ("rate",) * (laid is not None)
        return context.findings("GP-C-084", ask=ask)
    fired = []
    for place, stretch in enumerate(laid.exchanging):
        earlier = (laid.before, *laid.stretches[:place])
        stood = max(
            before.combined(rate)
            for before, after in zip(earlier, laid.stretches, strict=False)
            if (stretch.first - after.first).days < context.house.days
        )
        now = stretch.combined(rate)
        if stood - now > context.house.fall * stood:
            fired.append(
                {"day": f"{stretch.first}", "before": mg(stood), "after": mg(now),
                 "percent": share_text((stood - now) / stood), "window": f"{context.house.days}",
                 "ceiling": share_text(context.house.fall)}
            )  # fmt: skip
    return context.findings("GP-C-084", fired)


def built_up_first(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-085: the new drug is lowered only after the exchange, once it has built up."""
    laid, ask = both(sheet)
    if laid is None or laid.lowered_on is None:
        return context.findings("GP-C-085", ask=ask)
    needed = context.exchange.build_up_days
    if needed is None:
        return context.findings("GP-C-085", ask=("build_up_days",))
    made = (*context.exchange.made_on, *laid.exchange_days)
    last = max(made, default=laid.stretches[0].first)
    days = (laid.lowered_on - last).days
    figures = {"day": f"{laid.lowered_on}", "last": f"{last}", "days": f"{days}",
               "needed": f"{needed}"}  # fmt: skip
    return context.findings("GP-C-085", [figures] if days < needed else [], (), figures)


def days_of_exchange(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-086: the whole exchange takes as many days as it should.

    From the first change to the last it takes no more than the most. Counting the last dose
    for as long as the longest before it, it takes no fewer than the fewest; one change
    alone has no length.
    """
    laid, ask = both(sheet)
    bounds = context.exchange.days
    if laid is None or bounds is None:
        return context.findings("GP-C-086", ask=ask + ("days",) * (laid is not None))
    changed = sorted({*context.exchange.made_on, *laid.exchange_days})
    gaps = [(after - before).days for before, after in pairwise(changed)]
    least, most = sum(gaps), sum(gaps) + max(gaps, default=0)
    figures = {"days": f"{least}", "fewest": f"{bounds[0]}", "most": f"{bounds[1]}"}
    wrong = least > bounds[1] or (len(changed) > 1 and most < bounds[0])
    return context.findings("GP-C-086", [figures] if wrong else [], (), figures)


def no_barrier(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-087: nothing about the person speaks against the exchange."""
    if not any(course.gives_way or course.takes_over for course in sheet.courses):
        return context.findings("GP-C-087")
    standing = context.exchange.barriers_standing
    if standing is None:
        return context.findings("GP-C-087", ask=("barriers",))
    return context.findings("GP-C-087", [{"barrier": name.replace("_", " ")} for name in standing])


def strays_within(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-088: days on which the plan says it may stray are days of its exchange."""
    strays = sheet.whole.claim.strays
    laid, ask = both(sheet)
    if laid is None:
        ask = ask if strays else ()
        fired = [_stray(one, "nothing is exchanged") for one in strays if not ask]
        return context.findings("GP-C-088", fired, ask)
    first, last = laid.stretches[0].first, laid.stretches[-1].last
    fired = [
        _stray(one, f"the courses run from {first} to {last}")
        for one in strays
        if not first <= one.start <= one.end <= last
    ]
    return context.findings("GP-C-088", fired)


def _stray(stray: ClaimedStray, fault: str) -> dict[str, str]:
    return {"first": f"{stray.start}", "last": f"{stray.end}", "fault": fault}
