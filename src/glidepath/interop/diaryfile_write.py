"""A diary as plain values for JSON, in the keys that are read back; unknown is left out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from glidepath.domain.diary import DayEntry, Diary, DoseTaken, WeekEntry
from glidepath.domain.person import Answered, Known, Refused
from glidepath.domain.quantity import Mass
from glidepath.domain.scale import Filling
from glidepath.domain.wording import mg_text
from glidepath.monitoring.diary_book import DiaryBook

__all__ = ["write_diary"]

Tables = dict[str, Any]


def write_diary(diary: Diary, book: DiaryBook) -> Tables:
    """The whole diary; read back it is the same diary."""
    return {
        "days": [_day(day, book) for day in diary.days],
        "weeks": [_week(week) for week in diary.weeks],
        "scales": [_filling(one) for one in diary.fillings],
    }


def _day(day: DayEntry, book: DiaryBook) -> Tables:
    figures = {
        "hard": day.hard,
        "tolerable": day.tolerable,
        "sleep_hours": day.sleep_hours,
        "sleep_quality": day.sleep_quality,
        "anxiety": day.anxiety,
        "body": day.body,
    }
    return _without_empty(
        {
            "on": day.on.isoformat(),
            **_told(figures),
            "doses": [_dose(dose) for dose in day.doses],
            "others": _told(day.others),
            **_safety(day, book),
            "circumstances": _told(day.circumstances),
            "written_by": str(day.written_by),
        }
    )


def _dose(dose: DoseTaken) -> Tables:
    table = {"drug": dose.drug_id, "time": str(dose.time)}
    if isinstance(dose.dose, Known):
        return {**table, "dose_mg": mg_text(dose.dose.value)}
    return {**table, "dose": "refused" if isinstance(dose.dose, Refused) else "unknown"}


def _safety(day: DayEntry, book: DiaryBook) -> Tables:
    """The safety gate, a row of nothing but no as one no, a yes without more as a yes."""
    safety = day.safety
    rows = {name: (*row.raises, *row.covers) for name, row in book.gate.items()}
    calm = [name for name, all_of in rows.items() if all(_is_no(safety.get(n)) for n in all_of)]
    spared = {name for row in calm for name in rows[row]}
    rest = _told({name: one for name, one in safety.items() if name not in spared})
    if len(calm) == len(rows) and "yes" not in rest.values():
        return {"none_of_these": "yes", "safety": rest}
    yes = dict.fromkeys(day.unexplained, "yes")
    return {"gate": dict.fromkeys(calm, "no") | yes, "safety": rest}


def _is_no(answer: Answered[bool] | None) -> bool:
    return isinstance(answer, Known) and not answer.value


def _week(week: WeekEntry) -> Tables:
    symptoms = {
        name: _told(
            {
                "severity": one.severity,
                "new_since_cut": one.new_since_cut,
                "had_before": one.had_before,
            }
        )
        for name, one in week.symptoms.items()
    }
    return _without_empty(
        {
            "on": week.on.isoformat(),
            "symptoms": symptoms,
            **_told({"goal": week.goal, "days_out_of_role": week.days_out_of_role}),
            "circumstances": _told(week.circumstances),
            "written_by": str(week.written_by),
        }
    )


def _filling(one: Filling) -> Tables:
    return _without_empty(
        {
            "id": one.scale_id,
            "on": one.on.isoformat(),
            "answers": _told(one.answers),
            "total": None if one.total is None else str(_plain(one.total)),
            "qualifiers": dict(one.qualifiers),
            "words": one.words or None,
        }
    )


def _told(answers: Mapping[Any, Answered[Any]]) -> Tables:
    """What was answered; "refused" is an answer, unknown is none."""
    return {
        str(name): _plain(one.value) if isinstance(one, Known) else "refused"
        for name, one in answers.items()
        if isinstance(one, Known | Refused)
    }


def _plain(value: bool | int | Fraction | StrEnum | Mass) -> str | int:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else _figures(value)
    return value if isinstance(value, int) and not isinstance(value, StrEnum) else str(value)


def _figures(value: Fraction) -> str:
    """A part of a whole exactly: "6.5", or "6 1/3" where no decimal ends."""
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    if Fraction(decimal) == value:
        return f"{decimal:f}"
    whole, rest = divmod(value, 1)
    return f"{whole} {rest}" if whole else str(rest)


def _without_empty(table: Tables) -> Tables:
    return {key: value for key, value in table.items() if value not in (None, {}, [])}
