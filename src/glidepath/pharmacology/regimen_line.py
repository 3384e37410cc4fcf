"""A regimen in one line: "1 mg q12h for 4 weeks then 0.75 mg q12h for 2 weeks then stop".

Parts are joined by "then"; a first part "steady on 1 mg q12h" is the present regimen. An
intake is "1 mg" and how often (q24h, q12h, q8h, q6h, daily, bid, tid, qid) or at which times
("0.5 mg at 8:00 and 1 mg at 20:00"). A drug's name before the dose is allowed where it is
the drug asked about. Everything unclear is refused, part by part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from glidepath.domain.errors import BadInput, Problem
from glidepath.pharmacology.doses import DosedDays, dosed_days

__all__ = ["RegimenLine", "parse_regimen_line"]

HOURS: dict[str, tuple[float, ...]] = {
    "q24h": (8.0,),
    "daily": (8.0,),
    "q12h": (8.0, 20.0),
    "bid": (8.0, 20.0),
    "q8h": (0.0, 8.0, 16.0),
    "tid": (8.0, 14.0, 20.0),
    "q6h": (2.0, 8.0, 14.0, 20.0),
    "qid": (8.0, 12.0, 16.0, 20.0),
}
DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
OFTEN = r"q\d|bid|tid|qid|daily|at\b"
DOSE = re.compile(
    rf"(?:([a-z][a-z-]*)\s+)?(\d+(?:\.\d+)?|\.\d+)(?![\d,.])\s*((?!{OFTEN})[a-zµ]*)\s*(.*)"
)
CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
SPAN = re.compile(r"(.*?)\s+for\s+(\d+)\s*(\w+)")
ALLOWED_OFTEN = ", ".join(HOURS) + ' or "at 8:00"'


@dataclass(frozen=True, slots=True)
class RegimenLine:
    """What a line says: the present regimen's intakes, or None, and the steps after it.

    Intakes are (hour of the day, mg); steps are (days, intakes).
    """

    before: tuple[tuple[float, float], ...] | None
    steps: tuple[tuple[int, tuple[tuple[float, float], ...]], ...]

    def course(self, drug: str) -> DosedDays:
        """The same as days of a drug."""
        return dosed_days(self.steps, drug=drug, before=self.before)


def parse_regimen_line(text: str, drug: str) -> RegimenLine:
    """Read a line about `drug`; refuses with every unclear part named at once."""
    problems: list[Problem] = []
    before, steps = None, []
    parts = [one.strip() for one in re.split(r"\s*(?:,|;)?\s+then\s+", text.strip().lower())]
    for number, part in enumerate(parts, start=1):
        place = f"part {number}"
        if number == 1 and part.startswith("steady on "):
            before = _intakes(part.removeprefix("steady on "), drug, place, problems)
            continue
        last = number == len(parts)
        steps.append(_step(part, drug, place, problems, last=last))
    if problems:
        raise BadInput(problems)
    return RegimenLine(before, tuple(steps))


def _step(
    part: str, drug: str, place: str, problems: list[Problem], *, last: bool
) -> tuple[int, tuple[tuple[float, float], ...]]:
    """(days, intakes) of one part; a last part without a span lasts four weeks of nothing only."""
    found = SPAN.fullmatch(part)
    body, days = part, 28 if last and part == "stop" else 0
    if found:
        body = found[1]
        days = int(found[2]) * DAYS.get(found[3], 0)
        if not days:
            given = f"{found[2]} {found[3]}"
            problems.append(Problem(place, given, "a number of days or weeks, at least 1"))
            days = 1
    if not days:
        problems.append(Problem(place, repr(part), 'how long: "for 4 weeks" or "for 10 days"'))
        days = 1
    return days, () if body == "stop" else _intakes(body, drug, place, problems)


def _intakes(
    body: str, drug: str, place: str, problems: list[Problem]
) -> tuple[tuple[float, float], ...]:
    found: list[tuple[float, float]] = []
    for text in re.split(r"\s+and\s+|\s*\+\s*", body):
        found += _dose(text.strip(), drug, place, problems)
    return tuple(sorted(found))


def _dose(text: str, drug: str, place: str, problems: list[Problem]) -> list[tuple[float, float]]:
    read = DOSE.fullmatch(text)
    if read is None:
        allowed = 'a dose and how often: "1 mg q12h"'
        problems.append(Problem(place, repr(text), allowed, "A point, not a comma, for decimals."))
        return []
    name, number, unit, often = read.groups()
    if name and name != drug:
        problems.append(Problem(place, repr(name), f"{drug}, or no name"))
    if unit != "mg":
        given = f"{number} {unit}".strip()
        problems.append(Problem(place, f"{given!r}", "a dose in mg, with its unit"))
    hours = _hours(often, place, problems)
    return [(hour, float(Decimal(number))) for hour in hours]


def _hours(often: str, place: str, problems: list[Problem]) -> tuple[float, ...]:
    if often in HOURS:
        return HOURS[often]
    clock = CLOCK.fullmatch(often.removeprefix("at ").strip())
    if clock and int(clock[1]) < 24 and int(clock[2]) < 60:
        return (int(clock[1]) + int(clock[2]) / 60,)
    given = repr(often) if often else "no word on how often"
    problems.append(Problem(place, given, ALLOWED_OFTEN))
    return ()
