"""The event table that pharmacometric tools exchange: read strictly, refuse by row and column.

Columns as in NONMEM data sets: ID, TIME, AMT, II, ADDL, SS, EVID, CMT, MDV, DV, RATE, and
covariates that are named by the asker. Times in h, amounts in mg, levels in ng/mL: units
must be stated, in a first line "# TIME h, AMT mg, DV ng/mL" or by the asker.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from glidepath.domain.errors import BadInput, Problem

__all__ = ["Event", "Subject", "read_events"]

UNITS = {"TIME": "h", "AMT": "mg", "DV": "ng/mL", "II": "h"}
COLUMNS = ("ID", "TIME", "AMT", "II", "ADDL", "SS", "EVID", "CMT", "MDV", "DV", "RATE")
MISSING = {"", ".", "NA"}
KINDS = {0: "observation", 1: "dose", 2: "other", 3: "reset", 4: "reset and dose"}
DEPOT, CENTRE = 1, 2


@dataclass(frozen=True, slots=True)
class Event:
    """One row: `time` h, `kind` (EVID), `mg`, `into` (CMT: 1 depot, 2 centre), and repeats.

    `every` (II, h) and `more` (ADDL) repeat a dose; `steady` (SS) 1 starts from the steady
    state of the repeated dose, 2 adds it to what is there. `row` is the row of the table.
    """

    row: int
    time: float
    kind: int
    mg: float = 0.0
    into: int = DEPOT
    every: float = 0.0
    more: int = 0
    steady: int = 0
    covariates: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """One person's rows, in order of time."""

    id: str
    events: tuple[Event, ...]


def read_events(
    text: str, *, covariates: Sequence[str] = (), units: Mapping[str, str] | None = None
) -> tuple[Subject, ...]:
    """Read a table (CSV text with a header) into subjects.

    `covariates` names further columns that are to be kept; `units` states the units of
    TIME and AMT (and DV) where the text's first line does not. Refuses unknown columns,
    missing units, numbers that are none, unordered times, and what the model does not do
    (infusions, other compartments), each with its row and column.
    """
    lines = text.splitlines()
    stated = dict(units or {})
    if lines and lines[0].startswith("#"):
        stated |= _stated(lines.pop(0))
    rows = list(csv.reader(lines))
    if not rows:
        raise BadInput(Problem("event table", "nothing", "a header and rows"))
    header = [name.strip().upper() for name in rows[0]]
    wanted = tuple(name.upper() for name in covariates)
    problems = _header_problems(header, wanted, stated)
    if problems:
        raise BadInput(problems)
    subjects = _subjects(header, rows[1:], wanted, problems)
    if problems:
        raise BadInput(problems)
    return subjects


def _stated(line: str) -> dict[str, str]:
    """Units from a line such as "# TIME h, AMT mg"."""
    pairs = (one.split() for one in line.lstrip("#").split(","))
    return {pair[0].upper(): pair[1] for pair in pairs if len(pair) == 2}


def _header_problems(
    header: Sequence[str], wanted: Sequence[str], stated: Mapping[str, str]
) -> list[Problem]:
    known = {*COLUMNS, *wanted}
    problems = []
    for number, name in enumerate(header, start=1):
        place = f"column {number} ({name or 'no name'})"
        if name not in known:
            step = "Name it as a covariate to keep it, or leave it out."
            problems.append(Problem(place, "unknown", ", ".join(COLUMNS), step))
        elif header.index(name) != number - 1:
            problems.append(Problem(place, "a second time", "each column once"))
    for name in ("ID", "TIME", "AMT", "EVID", *wanted):
        if name not in header:
            problems.append(Problem(f"column {name}", "missing", "the columns ID, TIME, AMT, EVID"))
    for name in ("TIME", "AMT"):
        if stated.get(name) != UNITS[name]:
            given = stated.get(name, "no unit")
            step = f'Begin the file with "# TIME {UNITS["TIME"]}, AMT {UNITS["AMT"]}".'
            problems.append(Problem(f"unit of {name}", given, UNITS[name], step))
    return problems


def _subjects(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    wanted: Sequence[str],
    problems: list[Problem],
) -> tuple[Subject, ...]:
    found: dict[str, list[Event]] = {}
    for number, cells in enumerate(rows, start=2):
        if not cells:
            continue
        if len(cells) != len(header):
            given, allowed = f"{len(cells)} cells", f"{len(header)} cells"
            problems.append(Problem(f"row {number}", given, allowed))
            continue
        cell = dict(zip(header, (one.strip() for one in cells), strict=True))
        event = _event(number, cell, wanted, problems)
        own = found.setdefault(cell["ID"], [])
        if not re.fullmatch(r"\w[\w.-]*", cell["ID"]):
            problems.append(Problem(f"row {number}, column ID", repr(cell["ID"]), "a name"))
        if own and event.time < own[-1].time:
            given = f"{event.time:g} after {own[-1].time:g}"
            problems.append(Problem(f"row {number}, column TIME", given, "rows in order of time"))
        own.append(event)
    return tuple(Subject(name, tuple(events)) for name, events in found.items())


def _event(
    row: int, cell: Mapping[str, str], wanted: Sequence[str], problems: list[Problem]
) -> Event:
    """One row as an event; whatever is wrong with it is added to `problems`."""

    def number(name: str, least: float | None = 0.0) -> float:
        return _number(cell.get(name, ""), f"row {row}, column {name}", least, problems)

    kind = _one_of(number("EVID"), KINDS, f"row {row}, column EVID", problems)
    event = Event(
        row=row,
        time=number("TIME"),
        kind=kind,
        mg=number("AMT"),
        into=_one_of(number("CMT") or DEPOT, (DEPOT, CENTRE), f"row {row}, column CMT", problems)
        if kind in (1, 4)
        else DEPOT,
        every=number("II"),
        more=int(number("ADDL")),
        steady=_one_of(number("SS"), (0, 1, 2), f"row {row}, column SS", problems),
        covariates=tuple((name, number(name, None)) for name in wanted),
    )
    problems += _contradictions(event, cell)
    return event


def _number(text: str, place: str, least: float | None, problems: list[Problem]) -> float:
    """A cell as a number, 0 where it is missing."""
    if text in MISSING:
        return 0.0
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or (least is not None and value < least):
        allowed = "a number" if least is None else "a number from 0, or . for none"
        problems.append(Problem(place, repr(text), allowed))
        return 0.0
    return value


def _one_of(
    value: float, allowed: Sequence[int] | Mapping[int, str], place: str, problems: list[Problem]
) -> int:
    if value not in allowed:
        problems.append(Problem(place, f"{value:g}", ", ".join(str(one) for one in allowed)))
        return next(iter(allowed))
    return int(value)


def _contradictions(event: Event, cell: Mapping[str, str]) -> list[Problem]:
    """What single cells do not show: doses without amount, repeats without interval, infusions."""
    place, found = f"row {event.row}, column ", []
    gives = event.kind in (1, 4)
    if gives and event.mg == 0:
        found.append(Problem(place + "AMT", cell.get("AMT", ""), "more than 0 mg for a dose"))
    if not gives and event.mg > 0:
        found.append(Problem(place + "AMT", f"{event.mg:g}", f"0 for EVID {event.kind}"))
    if (event.more or event.steady) and event.every <= 0:
        found.append(Problem(place + "II", cell.get("II", ""), "the interval in h of the repeats"))
    if cell.get("RATE", "") not in (MISSING | {"0"}):
        found.append(Problem(place + "RATE", cell["RATE"], "0: doses by mouth or at once"))
    return found
