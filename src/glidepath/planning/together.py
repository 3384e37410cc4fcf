"""Both drugs of an exchange together, simulated day by day and held against the corridor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

from glidepath.domain.calendar import Span
from glidepath.domain.crossover import Corridor
from glidepath.domain.regimen import Regimen
from glidepath.pharmacology.outlook import daily_outlook, foreseeable
from glidepath.planning.exchange import CorridorReport, Row, Strayed, SubstitutionRequest

__all__ = ["hours_and_mg", "reports"]

_THOUSAND = 1000

_Taken = tuple[Fraction, Fraction, str]
"""Hour of the day, mg, drug."""


def hours_and_mg(regimen: Regimen, drug: str) -> list[_Taken]:
    """The intakes of a regimen as hours, milligrams and drug; intakes of nothing left out."""
    return [
        (Fraction(one.time.minutes, 60), Fraction(one.dose.mg), drug)
        for one in regimen.intakes
        if one.dose
    ]


def reports(request: SubstitutionRequest, rows: Sequence[Row]) -> tuple[CorridorReport, ...]:
    """How near both drugs stay to the present regimen, for each rate that may be true.

    Empty where one of the drugs has no binding data: then nothing can be said.
    """
    if not foreseeable(request.old_drug, request.new_drug):
        return ()
    rate = request.rate
    rates = {"chosen": rate.chosen, "low": rate.low, "high": rate.high}
    return tuple(_report(request, rows, name, true) for name, true in rates.items())


def _report(
    request: SubstitutionRequest, rows: Sequence[Row], name: str, rate: Fraction
) -> CorridorReport:
    steps = [(row.span.days, _both(request, row)) for row in rows]
    before = hours_and_mg(request.present, request.old_drug)
    before += hours_and_mg(request.taking, request.new_drug)
    daily = daily_outlook(steps, before=before, rate={request.new_drug: rate})
    shares = [Fraction(one, _THOUSAND) for one in daily]
    outside = tuple(_outside(shares, request.corridor, rows[0].span.start))
    return CorridorReport(name, min(shares), max(shares), outside)


def _both(request: SubstitutionRequest, row: Row) -> list[_Taken]:
    old = hours_and_mg(row.old, request.old_drug)
    return old + hours_and_mg(row.new, request.new_drug)


def _outside(shares: Sequence[Fraction], corridor: Corridor, start: date) -> Iterator[Strayed]:
    """Every run of days on one side of the corridor, with the share that is furthest from 1."""

    def side(place: int) -> int:
        return (shares[place] > corridor.high) - (shares[place] < corridor.low)

    for strayed, group in groupby(range(len(shares)), key=side):
        places = list(group)
        if strayed:
            span = Span.lasting(start + timedelta(days=places[0]), len(places))
            yield Strayed(span, max((shares[n] for n in places), key=lambda one: abs(one - 1)))
