"""The dose calendar for the person: one line a week or a day, tablets in words and in mg.

The first page holds what to do when something goes wrong, before any dose. The dateless
variant counts days from 1, so that a hold does not make the sheet wrong.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Literal

from glidepath.documents.identity import plan_id
from glidepath.documents.plain import one_line
from glidepath.documents.rows import Row, Stretch, breaks_tablets, rows, stretches
from glidepath.documents.sentences import Sentences, sentences
from glidepath.domain.answer import Proposal
from glidepath.domain.plan import Plan
from glidepath.domain.wording import date_text

__all__ = ["Line", "calendar_pdf", "sheet"]

Line = Literal["week", "day"]

_TEMPLATE = Path(__file__).parent / "templates" / "calendar.typ"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LETTER_COUNTRIES = ("US", "CA")


def calendar_pdf(
    proposal: Proposal, version: int = 1, line: Line = "week", dated: bool = True
) -> bytes:
    """The calendar as a tagged PDF (PDF/UA-1); equal plans give equal bytes.

    `line` says how many days share a line, `dated` whether dates or days counted from 1
    are printed.
    """
    import typst

    data = json.dumps(sheet(proposal, version, line, dated), ensure_ascii=False)
    pdf = typst.compile(
        _TEMPLATE.read_bytes(),
        ignore_system_fonts=True,
        sys_inputs={"sheet": data},
        pdf_standards=["ua-1"],
        timestamp=None,
    )
    return bytes(pdf)


def sheet(
    proposal: Proposal, version: int = 1, line: Line = "week", dated: bool = True
) -> dict[str, Any]:
    """All words and numbers of the calendar, ready to be set."""
    plan = proposal.plan
    words = sentences(plan.country, plan.course.drug_id)
    return {
        "title": f"Dose calendar: {plan.course.drug_id}",
        "identity": f"Plan {plan_id(plan)}, version {version}",
        "made": f"Made from what was known on {date_text(plan.as_of)}.",
        "paper": "us-letter" if plan.country in _LETTER_COUNTRIES else "a4",
        "proposal": words.sheet["proposal"],
        "supersedes": words.sheet["supersedes"],
        "signature": words.sheet["signature"],
        "relative": "" if dated else words.sheet["relative"],
        "days_heading": "Days" if dated else "Day number",
        **_help(proposal, words),
        "reviews": [
            {"when": _when(plan, review.on, dated), "reason": one_line(review.reason)}
            for review in plan.reviews
        ],
        "steps": [_step(row, words, line, dated) for row in rows(plan)],
        "closing": [words.sheet["left_over"], *_unsigned(words)],
    }


def _unsigned(words: Sentences) -> list[str]:
    """What is to be said as long as no clinician has signed off the fixed sentences."""
    return [] if words.signed_off else [words.sheet["not_signed_off"]]


def _help(proposal: Proposal, words: Sentences) -> dict[str, Any]:
    contacts = words.contacts
    number = contacts.emergency or "your local emergency number: ____________"
    return {
        "emergency": {
            "title": f"Get help now. Call {number}",
            "items": list(words.emergency),
        },
        "same_day": {"title": "Call the same day", "items": list(words.same_day)},
        "missed": {"title": "If you miss a dose", "items": list(words.missed)},
        "worse": {"title": "If you feel worse", "items": list(words.worse)},
        "using": {"title": "While you use this sheet", "items": _using(proposal, words)},
        "call": {
            "title": "Whom to call",
            "items": list(words.call),
            "note": words.sheet["nobody_watches"],
        },
    }


def _using(proposal: Proposal, words: Sentences) -> list[str]:
    names = ("never_stop", "same_dose", "none", "hold")
    items = [words.sheet[name] for name in names]
    if breaks_tablets(proposal.plan):
        items.insert(3, words.halves[_halves(proposal)])
    return [*items, *words.care]


def _halves(proposal: Proposal) -> str:
    """What the supply reckons with: the other part of a broken tablet is kept or thrown away."""
    lines = [line for period in proposal.supply for line in period.lines]
    return "thrown_away" if any(line.opened > line.taken for line in lines) else "kept"


def _when(plan: Plan, day: date, dated: bool) -> str:
    return _weekday(day) if dated else f"day {(day - plan.course.span.start).days + 1}"


def _weekday(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {date_text(day)}"


def _step(row: Row, words: Sentences, line: Line, dated: bool) -> dict[str, Any]:
    if dated:
        days = f"{date_text(row.start)} to {date_text(row.end)}"
    else:
        days = f"Day {row.first_day} to day {row.last_day}"
    length = 7 if line == "week" else 1
    return {
        "title": f"Step {row.number}: {row.daily} a day{_change(row)}. {days}.",
        "note": _note(row, words),
        "times": [dose.time for dose in row.doses],
        "lines": []
        if row.ends
        else [_line(row, stretch, dated) for stretch in stretches(row, length)],
    }


def _change(row: Row) -> str:
    if row.cut:
        return f", {row.cut} less than before"
    return ", your dose until now" if row.is_present else ""


def _note(row: Row, words: Sentences) -> str:
    if row.ends:
        return words.sheet["after"]
    return words.sheet["large_cut"] if row.terminal else ""


def _line(row: Row, stretch: Stretch, dated: bool) -> dict[str, Any]:
    if dated:
        ends = (_weekday(stretch.start), _weekday(stretch.end))
        labels = [str(day.day) for day in stretch.dates]
    else:
        ends = (str(stretch.first_day), str(stretch.last_day))
        labels = [str(day) for day in range(stretch.first_day, stretch.last_day + 1)]
    return {
        "from": ends[0],
        "to": ends[1] if ends[1] != ends[0] else "",
        "daily": row.daily,
        "doses": [
            {
                "words": dose.words,
                "mg": dose.mg,
                "boxes": [] if dose.words == "none" else labels,
            }
            for dose in row.doses
        ],
    }
