"""The dose calendar for the person: one line a week or a day, tablets in words and in mg.

The first page holds what to do when something goes wrong, before any dose. The dateless
variant counts days from 1, so that a hold does not make the sheet wrong.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from glidepath.documents.handling import for_person
from glidepath.documents.identity import plan_id
from glidepath.documents.phrases import phrase
from glidepath.documents.pictures import Picture
from glidepath.documents.plain import one_line
from glidepath.documents.rows import (
    Dose,
    DrugRow,
    Row,
    Stretch,
    breaks_tablets,
    ends_with_dose,
    rows,
    stray_spans,
    stretches,
)
from glidepath.documents.sentences import Sentences, sentences, words_of
from glidepath.documents.standing import PROPOSED, Standing
from glidepath.documents.subject import Sense, sense_of, subject
from glidepath.documents.units import in_units_of
from glidepath.domain.answer import Proposal
from glidepath.domain.plan import Plan
from glidepath.domain.wording import date_text

__all__ = ["Line", "calendar_pdf", "set_page", "set_sheet", "sheet"]

Line = Literal["week", "day"]

_TEMPLATE = Path(__file__).parent / "templates" / "calendar.typ"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LETTER_COUNTRIES = ("US", "CA")


def calendar_pdf(
    proposal: Proposal,
    version: int | None = None,
    line: Line = "week",
    dated: bool = True,
    standing: Standing = PROPOSED,
) -> bytes:
    """The calendar as a tagged PDF (PDF/UA-1); equal plans give equal bytes.

    `line` says how many days share a line, `dated` whether dates or days counted from 1
    are printed, `standing` by whom it was signed.
    """
    return set_sheet(sheet(proposal, version, line, dated), standing)


def set_sheet(content: dict[str, Any], standing: Standing = PROPOSED) -> bytes:
    """The words and numbers of a calendar as a PDF, with how far the plan has come."""
    said = {
        "standing": list(standing.lines),
        "is_signed": standing.signature is not None,
        "mark": standing.mark,
        "foot": standing.foot,
    }
    return set_page({**content, **said})


def set_page(content: Mapping[str, Any]) -> bytes:
    """A calendar as a PDF from all that stands on it, in whatever language (`lang`)."""
    import typst

    data = json.dumps(dict(content), ensure_ascii=False)
    pdf = typst.compile(
        _TEMPLATE.read_bytes(),
        ignore_system_fonts=True,
        sys_inputs={"sheet": data},
        pdf_standards=["ua-1"],
        timestamp=None,
    )
    return bytes(pdf)


def sheet(
    proposal: Proposal, version: int | None = None, line: Line = "week", dated: bool = True
) -> dict[str, Any]:
    """All words and numbers of the calendar, ready to be set."""
    return in_units_of(proposal.plan.country, _said(proposal, version, line, dated))


def _said(proposal: Proposal, version: int | None, line: Line, dated: bool) -> dict[str, Any]:
    plan = proposal.plan
    words = words_of(plan)
    return {
        "title": phrase("calendar.title", subject=subject(plan)),
        "identity": f"Plan {plan_id(plan)}, version {version or plan.version}",
        "made": phrase("calendar.made", day=date_text(plan.as_of)),
        "paper": "us-letter" if plan.country in _LETTER_COUNTRIES else "a4",
        "supersedes": words.sheet["supersedes"],
        "signature": phrase("prescription.sign"),
        "relative": "" if dated else words.sheet["relative"],
        "headings": _headings(dated),
        **_help(proposal, words),
        "reviews": [
            {"when": _when(plan, review.on, dated), "reason": one_line(review.reason)}
            for review in plan.reviews
        ],
        "several": bool(plan.further),
        "how": {"title": phrase("calendar.how"), "items": list(words.how)},
        "handling": {"title": phrase("calendar.handling"), "items": list(for_person(plan))},
        "steps": [_step(plan, row, line, dated, words) for row in rows(plan)],
        "goes_on": _goes_on(plan, dated),
        "strays": _strays(plan, words, dated),
        "closing": [*_left_over(plan, words), *_unsigned(words)],
    }


def _headings(dated: bool) -> dict[str, str]:
    """What stands over the columns."""
    names = ("reviews", "when", "what_for", "drug", "in_the_day")
    days = phrase("calendar.days" if dated else "calendar.day_number")
    return {"days": days, **{name: phrase(f"calendar.{name}") for name in names}}


def _left_over(plan: Plan, words: Sentences) -> list[str]:
    """What is to be done with the rest, where nothing is taken any more at the end."""
    return [] if ends_with_dose(plan) else [words.sheet["left_over"]]


def _unsigned(words: Sentences) -> list[str]:
    """What is to be said as long as no clinician has signed off the fixed sentences."""
    return [] if words.signed_off else [words.sheet["not_signed_off"]]


def _help(proposal: Proposal, words: Sentences) -> dict[str, Any]:
    contacts = words.contacts
    number = contacts.emergency or phrase("calendar.no_number")
    return {
        "emergency": {
            "title": phrase("calendar.emergency", number=number),
            "items": list(words.emergency),
        },
        "same_day": {"title": phrase("calendar.same_day"), "items": list(words.same_day)},
        "missed": {"title": phrase("calendar.missed"), "items": list(words.missed)},
        "worse": {"title": phrase("calendar.worse"), "items": list(words.worse)},
        "using": {"title": phrase("calendar.using"), "items": _using(proposal, words)},
        "call": {
            "title": phrase("calendar.call"),
            "items": list(words.call),
            "note": words.sheet["nobody_watches"],
        },
    }


def _using(proposal: Proposal, words: Sentences) -> list[str]:
    none = "none_of_it" if proposal.plan.further else "none"
    items = [words.sheet[name] for name in ("never_stop", "same_dose", none, "hold")]
    if breaks_tablets(proposal.plan):
        items.insert(3, words.halves[_halves(proposal)])
    return [*items, *words.care]


def _halves(proposal: Proposal) -> str:
    """What the supply reckons with: the other part of a broken tablet is kept or thrown away."""
    lines = [line for period in proposal.supply for line in period.lines]
    return "thrown_away" if any(line.opened > line.taken for line in lines) else "kept"


def _when(plan: Plan, day: date, dated: bool) -> str:
    return _weekday(day) if dated else f"day {(day - plan.span.start).days + 1}"


def _weekday(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {date_text(day)}"


def _goes_on(plan: Plan, dated: bool) -> str:
    """That the medicine does not end with the sheet, where the last day has a dose."""
    end = plan.span.end
    return phrase("calendar.goes_on", day=_when(plan, end, dated)) if ends_with_dose(plan) else ""


def _strays(plan: Plan, words: Sentences, dated: bool) -> list[str]:
    """The days on which two drugs together may leave the corridor."""
    if not plan.strays:
        return []
    spans = (
        f"{_when(plan, one.start, dated)} to {_when(plan, one.end, dated)}"
        for one in stray_spans(plan)
    )
    return [f"{words.sheet['strays']} {'; '.join(spans)}."]


def _step(plan: Plan, row: Row, line: Line, dated: bool, words: Sentences) -> dict[str, Any]:
    if dated:
        days = f"{date_text(row.start)} to {date_text(row.end)}"
    else:
        days = phrase("step.days", first=row.first_day, last=row.last_day)
    length = 7 if line == "week" else 1
    return {
        "title": phrase(
            "step.title", number=row.number, daily=row.daily, change=_change(row), days=days
        ),
        "notes": _notes(plan, row, words),
        "checks": [one_line(review.reason) for review in row.checks],
        "followed": [
            phrase("calendar.followed", day=_when(plan, one.on, dated), reason=one_line(one.reason))
            for one in row.followed
        ],
        "checks_first": words.sheet["checks_first"],
        "times": row.times,
        "lines": []
        if row.ends
        else [
            _line(plan, row, stretch, dated, drawn=not place)
            for place, stretch in enumerate(stretches(row, length))
        ],
    }


def _change(row: Row) -> str:
    if row.is_present:
        return phrase("step.until_now")
    if len(row.drugs) > 1:
        return f" ({row.change})" if row.change else ""
    (drug,) = row.drugs
    moved = (drug.cut or drug.rise) and not drug.stepped_back
    return f", {drug.change}{phrase('step.than_before') if moved else ''}" if drug.change else ""


def _notes(plan: Plan, row: Row, words: Sentences) -> list[str]:
    """What has to be said of a step besides its doses."""
    ended = [_ended(plan, drug.drug, row) for drug in row.drugs if drug.ends]
    cut = [words.sheet["large_cut"]] if row.terminal and not row.ends else []
    return [*ended, *cut]


def _ended(plan: Plan, drug: str, row: Row) -> str:
    words = sentences(plan.country, drug).sheet
    replaced = sense_of(plan) is Sense.CHANGE and not row.ends
    return words["after_change" if replaced else "after"]


def _line(plan: Plan, row: Row, stretch: Stretch, dated: bool, *, drawn: bool) -> dict[str, Any]:
    """The days of one line; the tablets are drawn in the first line of a step."""
    if dated:
        ends = (_weekday(stretch.start), _weekday(stretch.end))
        labels = [str(day.day) for day in stretch.dates]
    else:
        ends = (str(stretch.first_day), str(stretch.last_day))
        labels = [str(day) for day in range(stretch.first_day, stretch.last_day + 1)]
    return {
        "from": ends[0],
        "to": ends[1] if ends[1] != ends[0] else "",
        "drugs": [_drug(plan, row, drug, labels, drawn) for drug in row.drugs],
    }


def _drug(plan: Plan, row: Row, drug: DrugRow, labels: list[str], drawn: bool) -> dict[str, Any]:
    """One drug on one line: what is taken at each time of the day, with a box for each day."""
    at = {dose.time: dose for dose in drug.doses}
    return {
        "drug": drug.drug,
        "place": [course.drug_id for course in plan.courses].index(drug.drug),
        "daily": drug.daily,
        "doses": [_dose(at.get(time), labels, drawn) for time in row.times],
    }


def _dose(dose: Dose | None, labels: list[str], drawn: bool) -> dict[str, Any]:
    if dose is None:
        return {"words": "\u2013", "mg": "", "boxes": []}
    said = {"words": dose.words, "mg": dose.mg, "boxes": [] if dose.none else labels}
    if not (drawn and dose.drawn):
        return said
    alt = phrase("calendar.drawn", what=dose.words)
    return {**said, "alt": alt, "drawn": [_picture(one) for one in dose.drawn]}


def _picture(one: Picture) -> dict[str, Any]:
    part = [one.part.numerator, one.part.denominator]
    return {"shape": one.shape, "part": part, "count": one.count, "label": one.label}
