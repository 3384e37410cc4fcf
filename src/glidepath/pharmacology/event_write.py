"""A course as an event table for other tools: one row a step and hour, repeats folded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from glidepath.domain.errors import BadInput, Problem
from glidepath.pharmacology.doses import DosedDays

__all__ = ["write_events"]

HEADER = "# TIME h, AMT mg, DV ng/mL\nID,TIME,AMT,II,ADDL,SS,EVID,CMT,MDV,DV"
DAY = 24.0


def write_events(course: DosedDays, *, subject: str = "1", observe: Iterable[float] = ()) -> str:
    """The course of one drug as CSV text with NONMEM's columns.

    With a present regimen, day 0 of the table is its last day (SS 1, further intakes SS 2)
    and the course begins at TIME 24. `observe` are hours from the start of the course at
    which an observation row (EVID 0) is wanted. Refuses a course of several drugs.
    """
    if len(course.drugs) != 1:
        given = ", ".join(course.drugs) or "none"
        raise BadInput(Problem("course", given, "one drug a table", "Write one table a drug."))
    start = DAY if course.before else 0.0
    rows: list[tuple[float, int, str]] = []
    for place, (hour, mg, _) in enumerate(course.before or ()):
        rows.append((hour, 1, f"{mg:.12g},24,0,{2 if place else 1},1,1,1,."))
    rows += _course_rows(course, start)
    rows += [(start + hour, 0, ".,0,0,0,0,2,0,.") for hour in observe]
    rows.sort(key=lambda row: row[:2])
    return HEADER + "\n" + "".join(f"{subject},{time:.12g},{rest}\n" for time, _, rest in rows)


def _course_rows(course: DosedDays, start: float) -> Sequence[tuple[float, int, str]]:
    rows, day = [], 0
    for intakes, same in groupby(course.days):
        days = len(list(same))
        for hour, mg, _ in intakes:
            if mg > 0:
                repeats = f"24,{days - 1}" if days > 1 else "0,0"
                rows.append((start + day * DAY + hour, 1, f"{mg:.12g},{repeats},0,1,1,1,."))
        day += days
    return rows
