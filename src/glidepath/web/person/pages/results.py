"""What a person wrote over time: a picture with gaps where nothing was written, and its table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from glidepath.domain.diary import DayEntry, Diary
from glidepath.domain.errors import BadInput
from glidepath.domain.person import Known
from glidepath.domain.scale import ScaleResult
from glidepath.interop.answerfile import as_json
from glidepath.interop.diaryfile_write import write_diary
from glidepath.monitoring.diary_book import diary_book
from glidepath.monitoring.flags import flag_book
from glidepath.records.event import EventKind
from glidepath.web.desk import TheDesk
from glidepath.web.person.diary import diary_from
from glidepath.web.person.me import AskedMe, show

__all__ = ["Point", "days_back", "router"]

router = APIRouter()
DAYS = 28
_WIDTH, _HEIGHT, _EDGE = 320, 200, 24
_ANSWERS: dict[int | str, dict[str, Any]] = {403: {}}


@dataclass(frozen=True, slots=True)
class Point:
    """One day: figures as texts, empty where nobody wrote them, and its place in the picture."""

    on: date
    has_entry: bool
    hard: str
    sleep: str
    tolerable: str
    x: int
    y: int | None


@router.get("/me/results", response_class=HTMLResponse, responses=_ANSWERS)
def show_results(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """The last four weeks in the person's own figures, and the forms they filled in."""
    try:
        diary = diary_from(me.folder.events, desk.kb)
    except BadInput:
        diary = Diary()
    points = days_back(diary, me.today)
    values = {
        "tab": "results", "points": points, "days": DAYS, "width": _WIDTH, "height": _HEIGHT,
        "edge": _EDGE, "runs": _runs(points), "gaps": sum(not one.has_entry for one in points),
        "forms": [(one.on, desk.kb.scale(one.scale_id).title, _total(one))
                  for one in diary.results],
    }  # fmt: skip
    return show(request, desk, me, "results", values)


@router.get("/me/results/all", response_class=HTMLResponse, responses=_ANSWERS)
def show_all(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """Everything the person ever wrote, day by day in their language, to print and to keep."""
    told = write_diary(diary_from(me.folder.events, desk.kb), diary_book(desk.kb))
    values = {
        "tab": "results", "days": told["days"][::-1], "weeks": told["weeks"][::-1],
        "book": diary_book(desk.kb), "questions": flag_book(desk.kb).questions,
    }  # fmt: skip
    desk.add(request, me.person, EventKind.EXPORTED, {"what": "diary page"})
    return show(request, desk, me, "all_days", values)


@router.get("/me/diary.json", response_class=Response, responses=_ANSWERS)
def take_along(request: Request, desk: TheDesk, me: AskedMe) -> Response:
    """The same as a diary file, for a program of the clinic."""
    told = write_diary(diary_from(me.folder.events, desk.kb), diary_book(desk.kb))
    desk.add(request, me.person, EventKind.EXPORTED, {"what": "diary.json"})
    kept = {"content-disposition": 'attachment; filename="diary.json"'}
    return Response(as_json(told), media_type="application/json", headers=kept)


def days_back(diary: Diary, today: date) -> tuple[Point, ...]:
    """Every day from the first that was written, at most four weeks back; gaps stay gaps."""
    by_day = {one.on: one for one in diary.days}
    start = max(today - timedelta(days=DAYS - 1), min(by_day, default=today))
    count = (today - start).days + 1
    if not any(start <= on <= today for on in by_day):
        return ()
    return tuple(
        _point(start + timedelta(days=n), by_day.get(start + timedelta(days=n)), n, count)
        for n in range(count)
    )


def _point(on: date, entry: DayEntry | None, place: int, count: int) -> Point:
    wide = _WIDTH - 2 * _EDGE
    x = _EDGE + (wide * place // (count - 1) if count > 1 else wide // 2)
    if entry is None:
        return Point(on, False, "", "", "", x, None)
    hard = entry.hard.value if isinstance(entry.hard, Known) else None
    sleep = f"{float(entry.sleep_hours.value):g}" if isinstance(entry.sleep_hours, Known) else ""
    bear = entry.tolerable.value.value if isinstance(entry.tolerable, Known) else ""
    y = None if hard is None else _HEIGHT - _EDGE - (_HEIGHT - 2 * _EDGE) * hard // 10
    return Point(on, True, "" if hard is None else str(hard), sleep, bear, x, y)


def _runs(points: tuple[Point, ...]) -> list[str]:
    """The lines of the picture: an unwritten day breaks the line and is never bridged."""
    runs: list[list[str]] = [[]]
    for one in points:
        if one.y is None:
            runs.append([])
        else:
            runs[-1].append(f"{one.x},{one.y}")
    return [" ".join(run) for run in runs if len(run) > 1]


def _total(result: ScaleResult) -> str:
    return "" if result.total is None else f"{float(result.total):g}"
