"""An exchange in words: the table, the wait, and where both drugs leave the corridor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from glidepath.care.settings import Settings
from glidepath.domain.calendar import Span
from glidepath.domain.claim import ClaimedStray
from glidepath.domain.drug import Product
from glidepath.domain.regimen import Regimen
from glidepath.domain.wording import date_text, share_text
from glidepath.dosing.makeable import makeable
from glidepath.planning.exchange import (
    ALL_TABLES,
    CorridorReport,
    Rate,
    Row,
    Strayed,
    SubstitutionRequest,
    SubstitutionResult,
)

__all__ = ["strays_of", "told"]


def told(
    request: SubstitutionRequest, result: SubstitutionResult, use: Settings, until: date | None
) -> tuple[str, ...]:
    """All that is said of an exchange, in a fixed order.

    `until` is the last day on which the new drug is kept as it is, where it is not lowered.
    """
    rate, says = result.rate, use.says
    named = "switch.middle" if rate.table == ALL_TABLES else "switch.table"
    table = says[named].format(
        old=request.old_drug, new=request.new_drug, table=rate.table,
        low=_number(rate.low), chosen=_number(rate.chosen), high=_number(rate.high),
    )  # fmt: skip
    waits = says["switch.waits"].format(
        new=request.new_drug, days=result.build_up_days, day=date_text(result.start_of_reduction)
    )
    kept = _kept(result.table, until)
    corridor = _corridor(request, result, use)
    return (table, waits, *_coarser(request, result, use), *_by_tables(request, result, use, kept),
            *corridor)  # fmt: skip


def _coarser(
    request: SubstitutionRequest, result: SubstitutionResult, use: Settings
) -> Iterator[str]:
    """Where the products cut the new drug less finely than the old one, which is then told."""
    if request.carried is not None:
        return
    most = request.most_pieces
    before = _smallest_cut(request.present, request.old_products, most)
    after = _smallest_cut(result.table[-1].new, request.new_products, most)
    if after > before:
        yield use.says["switch.coarser"].format(
            old=request.old_drug, new=request.new_drug,
            before=share_text(before), after=share_text(after),
        )  # fmt: skip


def _smallest_cut(regimen: Regimen, products: Sequence[Product], most_pieces: int) -> Fraction:
    """The smallest cut that products make from a regimen, as a share of its daily dose."""
    made = makeable(products, max(regimen.doses), most_pieces)
    falls = [dose - below for dose in regimen.doses if (below := made.nearest(dose)[0]) is not None]
    return min(falls) / regimen.daily_dose


def _kept(table: Sequence[Row], until: date | None) -> list[Row]:
    """The rows of the exchange, the last one until the day to which its doses are kept."""
    *rows, last = table
    if until is None:
        return [*rows, last]
    return [*rows, replace(last, span=Span(last.span.start, until))]


def _corridor(
    request: SubstitutionRequest, result: SubstitutionResult, use: Settings
) -> Iterator[str]:
    if not result.reports:
        yield use.says["switch.unknown"]
    by_rate = {_assumed(report, result.rate): report for report in reversed(result.reports)}
    for rate, report in sorted(by_rate.items()):
        shown = {"old": request.old_drug, "new": request.new_drug, "rate": _number(rate)}
        if report.holds:
            text = use.says["switch.within"]
            low, high = share_text(report.lowest), share_text(report.highest)
            yield text.format(**shown, low=low, high=high)
        for one in report.outside:
            yield _strayed(one, request, use, shown)


def _by_tables(
    request: SubstitutionRequest, result: SubstitutionResult, use: Settings, rows: Sequence[Row]
) -> Iterator[str]:
    """The sum of both doses by the ends of all tables, for the days on which it may be far off."""
    for row in _straying(request, result, rows):
        low, high = _sums(request, result, row)
        yield use.says["switch.sums"].format(
            when=_capital(_when(row.span, use)),
            low=share_text(low),
            high=share_text(high),
        )


def _straying(
    request: SubstitutionRequest, result: SubstitutionResult, rows: Sequence[Row]
) -> list[Row]:
    corridor = request.corridor
    sums = [(row, _sums(request, result, row)) for row in rows]
    return [row for row, (low, high) in sums if low < corridor.low or high > corridor.high]


def _sums(
    request: SubstitutionRequest, result: SubstitutionResult, row: Row
) -> tuple[Fraction, Fraction]:
    """Both doses added up as shares of the present ones: the lowest and the highest by rate."""
    old, new = row.old.daily_dose.nanograms, row.new.daily_dose.nanograms
    present, carried = (one.daily_dose.nanograms for one in (request.present, request.taking))
    shares = [
        (old + new / r) / (present + carried / r) for r in (result.rate.low, result.rate.high)
    ]
    return min(shares), max(shares)


def _strayed(
    one: Strayed, request: SubstitutionRequest, use: Settings, shown: dict[str, str]
) -> str:
    sign = "switch.sedation" if one.furthest > 1 else "switch.withdrawal"
    return use.says["switch.strays"].format(
        **shown,
        furthest=share_text(one.furthest),
        when=_when(one.span, use),
        bottom=share_text(request.corridor.low),
        top=share_text(request.corridor.high),
        sign=use.says[sign],
    )


def _when(span: Span, use: Settings) -> str:
    """The days of a span in words; a single one is told as one."""
    name = "switch.one_day" if span.days == 1 else "switch.days"
    return use.says[name].format(first=date_text(span.start), last=date_text(span.end))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _assumed(report: CorridorReport, rate: Rate) -> Fraction:
    return {"low": rate.low, "chosen": rate.chosen, "high": rate.high}[report.assumed]


def _number(rate: Fraction) -> str:
    """A rate to read, to four places."""
    return f"{rate.numerator / rate.denominator:.4g}"


def strays_of(
    request: SubstitutionRequest, result: SubstitutionResult, until: date | None
) -> tuple[ClaimedStray, ...]:
    """The days on which the plan itself says that both drugs may be outside the corridor.

    Runs of days that touch are told as one.
    """
    spans = [one.span for report in result.reports for one in report.outside]
    spans += [row.span for row in _straying(request, result, _kept(result.table, until))]
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if found and span.start <= found[-1].next_day:
            last = found.pop()
            found.append(Span(last.start, max(last.end, span.end)))
        else:
            found.append(span)
    return tuple(ClaimedStray(span.start, span.end) for span in found)
