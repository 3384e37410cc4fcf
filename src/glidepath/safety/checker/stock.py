"""The checks of supply: each day covered, enough of each product, no spare, none unexplained."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil, lcm

from glidepath.domain.drug import Product
from glidepath.domain.finding import Finding
from glidepath.safety.checker.amounts import parts_allowed
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.course import Reading
from glidepath.safety.checker.supply import (
    Need,
    Period,
    allowance,
    needs,
    periods,
    unreadable_pieces,
)  # fmt: skip

__all__ = ["enough", "lines_readable", "not_too_much", "stock_explained", "supply_covers"]

_NOTHING = Fraction(0)
_ONE_DAY = timedelta(days=1)


def _ask(reading: Reading) -> tuple[str, ...]:
    claim = reading.claim
    return ("supply",) * (not claim.supply) + ("pieces",) * unreadable_pieces(claim)


def supply_covers(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-070: each day on which something is taken lies in one dispensing, and in only one."""
    claim = reading.claim
    ask = ("supply",) * (not claim.supply) + reading.unwritten
    if ask:
        return context.findings("GP-C-070", ask=ask)
    dispensings = periods(claim)
    fired = [
        {"first": f"{first}", "last": f"{last}", "fault": "no supply"}
        for taken in reading.taken
        if taken.doses
        for first, last in _uncovered(taken.step.start, taken.step.end, dispensings)
    ]
    fired += [
        {"first": f"{after.first.start}", "last": f"{min(before.first.end, after.first.end)}",
         "fault": "two supplies"}
        for before, after in pairwise(dispensings)
        if after.first.start <= before.first.end
    ]  # fmt: skip
    return context.findings("GP-C-070", fired)


def _uncovered(
    start: date, end: date, dispensings: tuple[Period, ...]
) -> Iterator[tuple[date, date]]:
    """The runs of days that no dispensing reaches."""
    for period in dispensings:
        if start < period.first.start <= end:
            yield start, period.first.start - _ONE_DAY
        if period.first.start <= end <= period.first.end:
            return  # to the end; the day after it may be none of any calendar
        if period.first.start <= end:
            start = max(start, period.first.end + _ONE_DAY)
    if start <= end:
        yield start, end


def _possible(reading: Reading, context: CheckContext, period: Period) -> list[dict[str, Need]]:
    """The needs of a period for each way halves may be treated."""
    ways = (True, False) if context.carry_halves is None else (context.carry_halves,)
    found = [needs(reading.claim, period, carry) for carry in ways]
    none = {product_id: Need(_NOTHING, _NOTHING) for product_id in period.lines}
    return [{**none, **need} for need in found]


def _dates(period: Period) -> dict[str, str]:
    return {"first": f"{period.first.start}", "last": f"{period.first.end}"}


def enough(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-071: stock at home and what is dispensed suffice for every intake of the period."""
    fired, ask = [], list(_ask(reading))
    for period in periods(reading.claim):
        possible = _possible(reading, context, period)
        for product_id in possible[0]:
            have = period.at_home(product_id) + period.dispensed(product_id)
            wanted = [ceil(need[product_id].least) for need in possible]
            if have < min(need[product_id].least for need in possible):
                named = {**_dates(period), "product": product_id, "have": str(have)}
                short = f"{ceil(min(wanted) - have)}"
                fired.append({**named, "needed": f"{min(wanted)}", "short": short})
            elif have < max(need[product_id].least for need in possible):
                ask.append("carry_halves")
    return context.findings("GP-C-071", fired, ask)


def not_too_much(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-072: no more is dispensed than the period needs, but one piece or one pack."""
    fired, ask = [], list(_ask(reading))
    for period in periods(reading.claim):
        possible = _possible(reading, context, period)
        for product_id in possible[0]:
            home, given = period.at_home(product_id), period.dispensed(product_id)
            product = reading.products.get(product_id)
            needed = [max(0, ceil(need[product_id].most - home)) for need in possible]
            allowed = [count + allowance(product, count) for count in needed]
            if given > max(allowed):
                named = {**_dates(period), "product": product_id, "dispensed": f"{given}"}
                over = f"{given - max(needed)}"
                fired.append({**named, "needed": f"{max(needed)}", "over": over})
            elif given > min(allowed):
                ask.append("carry_halves")
    return context.findings("GP-C-072", fired, ask)


def stock_explained(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-073: what lies at home is what was counted, and later what the days before left."""
    dispensings, ask, fired = periods(reading.claim), list(_ask(reading)), []
    if dispensings:
        counted, first = context.at_home, dispensings[0]
        for product_id in first.lines:
            if counted is None or product_id not in counted:
                ask.append("at_home")
            elif counted[product_id] != first.at_home(product_id):
                fired.append(_stock(first, product_id, str(counted[product_id])))
    for before, after in pairwise(dispensings):
        possible = _possible(reading, context, before)
        for product_id in sorted({*before.lines, *after.lines}):
            least, most = _left(before, product_id, possible)
            if not least <= after.at_home(product_id) <= most:
                span = str(most) if least == most else f"{least} to {most}"
                fired.append(_stock(after, product_id, span))
    return context.findings("GP-C-073", fired, ask)


def _stock(period: Period, product_id: str, counted: str) -> dict[str, str]:
    said = str(period.at_home(product_id))
    return {"day": f"{period.first.start}", "product": product_id, "said": said, "there": counted}


def _left(
    period: Period, product_id: str, possible: list[dict[str, Need]]
) -> tuple[Fraction, Fraction]:
    """The least and the most that a period can leave."""
    have = period.at_home(product_id) + period.dispensed(product_id)
    nothing = Need(_NOTHING, _NOTHING)
    used = [need.get(product_id, nothing) for need in possible]
    least = have - max(need.most for need in used)
    return max(_NOTHING, least), max(_NOTHING, have - min(need.least for need in used))


def _no_share(at_home: Fraction, product: Product | None) -> Fraction:
    """What of a stock cannot be pieces that the product may be taken in; 0 where all can."""
    rest = at_home % 1
    if product is None:
        return _NOTHING
    finest = lcm(*(part.denominator for part in parts_allowed(product)))
    return rest if (rest * finest).denominator > 1 else _NOTHING


def lines_readable(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-074: each line of supply names a listed product once, in whole pieces, for real days."""
    seen: set[tuple[date, date, str]] = set()
    fired = []
    for line in reading.claim.supply:
        faults = []
        if line.product_id not in reading.products:
            faults.append("the product is not listed")
        if type(line.dispensed) is not int or line.dispensed < 0:
            faults.append(f"{line.dispensed} is not a whole number from 0 up")
        if line.at_home < 0:
            faults.append(f"{line.at_home} at home is below nothing")
        elif rest := _no_share(line.at_home, reading.products.get(line.product_id)):
            faults.append(f"{line.at_home} at home: {rest} is no share it is taken in")
        if line.end < line.start:
            faults.append(f"it ends on {line.end}, before it begins")
        if (line.start, line.end, line.product_id) in seen:
            faults.append("the product stands twice")
        seen.add((line.start, line.end, line.product_id))
        named = {"day": f"{line.start}", "product": line.product_id}
        fired += [{**named, "fault": fault} for fault in faults]
    ask = ("supply",) * (not reading.claim.supply)
    return context.findings("GP-C-074", fired, ask)
