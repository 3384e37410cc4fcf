"""The comparison as a picture: one small panel for each row, all on the same scales.

An own SVG without any outside part. Each panel has the daily dose as a line of steps and the
expected effect as a hatched band, both in per cent, with the row's name at the left and its
numbers at the right: the same words as in the table. Ink on white paper, told apart by stroke
and shape alone, so that it can be read in black and white and on a dark page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from math import ceil
from textwrap import wrap

from glidepath.documents import svg
from glidepath.documents.axes import Panel, day_marks
from glidepath.documents.compare_words import RowWords, now_words, row_words, source_numbers
from glidepath.domain.comparison import Compared, Comparison, DoseLine, Foreseen, Made, RowKind
from glidepath.domain.wording import amounts_text

__all__ = ["compare_svg", "days_shown"]

_WIDTH, _LEFT, _PANEL, _RIGHT = 1180.0, 18.0, 278.0, 756.0
_PANEL_WIDTH, _LINE, _LETTERS = 460.0, 14.0, 70
_NAME_LETTERS, _NOTE_LETTERS = 32, 175
_HEAD, _KEY, _PAD = 70.0, 84.0, 26.0
_FULL, _LONGER = 100.0, 2
_GROUPS = ("The plan, its other shapes and ends", "Every policy at each of its paces")
_MARK = 4.0
_UNIT = re.compile(r"(?<=[0-9]) (?=%|mg|micrograms|mL|days|weeks)")


def compare_svg(compared: Compared) -> str:
    """The picture of a comparison as SVG text, with role, title and description.

    Days run to the longest course, or to twice what four courses in five take where a few
    are far longer: what goes on beyond the edge is said in its panel.
    """
    rows = [(row, row.course, row_words(row, compared)) for row in compared.drawn if row.course]
    shown = days_shown(compared)
    title = f"Side by side: {now_words(compared)} now"
    parts, top = _key(_HEAD), _HEAD + _KEY
    group = ""
    for row, course, words in rows:
        if group != _GROUPS[row.kind is RowKind.POLICY]:
            top += _PAD / 2 if group else 0.0
            group = _GROUPS[row.kind is RowKind.POLICY]
            parts.append(svg.text((_LEFT, top + 4), group, "head"))
            top += _PAD
        height = _row_height(words)
        parts += _row(row, course, words, _panel(top, height, compared, shown))
        top += height + _PAD
    parts += _day_axis(top - _PAD, shown)
    notes = _notes(compared)
    height = top + _PAD + _LINE * len(notes) + 10
    parts += [svg.text((_LEFT, top + _PAD + _LINE * n), note) for n, note in enumerate(notes)]
    spoken = amounts_text(_spoken(compared, rows), compared.micrograms_below)
    return "\n".join((*_frame(height, title, spoken), *parts, "</svg>\n"))


def days_shown(compared: Compared) -> int:
    """How many days all panels show."""
    spans = sorted(row.course.span for row in compared.drawn if row.course)
    return min(spans[-1], _LONGER * spans[(len(spans) - 1) * 4 // 5])


def _frame(height: float, title: str, spoken: str) -> Iterable[str]:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {height:g}" role="img"',
        ' aria-labelledby="compare-title compare-desc">',
        f'<title id="compare-title">{escape(title)}</title>',
        f'<desc id="compare-desc">{escape(spoken)}</desc>',
        f"<defs>{svg.hatch('compare-band')}</defs>",
        f'<rect width="{_WIDTH:g}" height="{height:g}" fill="{svg.PAPER}"/>',
        svg.text((_LEFT, 26), title, "head"),
        svg.text((_LEFT, 46), "A comparison to talk over; nothing here is a prescription."),
    )


def _spoken(compared: Compared, rows: Sequence[tuple[Comparison, Made, RowWords]]) -> str:
    """The picture in words: every row with its numbers, and what has no row."""
    said = [f"{words.name}: {'; '.join(words.asks)}." for _, _, words in rows]
    said += [f"Not shown: {one.title}. {one.why}" for one in compared.left_out]
    return " ".join((*said, *compared.notes, *compared.statements))


def _key(top: float) -> list[str]:
    """What the strokes mean."""
    left, middle = _LEFT, _PANEL + 130
    rows = [top + 18 * n for n in range(4)]
    return [
        svg.path("plan", ((left, rows[0]), (left + 40, rows[0]))),
        svg.text((left + 50, rows[0] + 4), "daily dose, in % of that drug's highest in the row"),
        svg.path("plan-dashed", ((left, rows[1]), (left + 40, rows[1]))),
        svg.text((left + 50, rows[1] + 4), "the same of the second drug"),
        svg.path("written", ((left, rows[2]), (left + 40, rows[2]))),
        svg.text((left + 50, rows[2] + 4), "the policy as its own document writes it"),
        svg.area(
            "url(#compare-band)",
            [(middle, rows[0] - 6), (middle + 40, rows[0] - 6),
             (middle + 40, rows[0] + 6), (middle, rows[0] + 6)],
        ),
        svg.text((middle + 50, rows[0] + 4), "expected effect in % of now: widest 90 % band"),
        svg.path("thin", ((middle, rows[1]), (middle + 40, rows[1]))),
        svg.text((middle + 50, rows[1] + 4), "expected effect of a typical adult"),
        _triangle(middle + 20, rows[2]),
        svg.text((middle + 50, rows[2] + 4), "a cut beyond the ceiling"),
    ]  # fmt: skip


def _row_height(words: RowWords) -> float:
    return max(70.0, _LINE * max(len(_number_lines(words)), len(_name_lines(words))))


def _number_lines(words: RowWords) -> list[str]:
    """The numbers in lines of which none parts a number from its unit."""
    held = (_UNIT.sub("\u00a0", line) for line in words.asks)
    return [part for line in held for part in wrap(line, _LETTERS)]


def _name_lines(words: RowWords) -> list[str]:
    named = wrap(words.title, _NAME_LETTERS)
    below = f"{words.pace} [{words.sources}]" if words.pace else f"[{words.sources}]"
    return [*named, *wrap(below, _NAME_LETTERS + 4)]


def _panel(top: float, height: float, compared: Compared, shown: int) -> Panel:
    return Panel(_PANEL, top, _PANEL_WIDTH, height, shown, _most(compared))


def _most(compared: Compared) -> float:
    """The top of every panel in per cent: the highest edge of any band, in steps of 25."""
    seen = (row.course.foreseen for row in compared.drawn if row.course)
    edges = [float(one.most) * _FULL for each in seen if each for one in each.effect]
    return 25.0 * ceil(max([_FULL, *edges]) / 25)


def _row(row: Comparison, course: Made, words: RowWords, panel: Panel) -> list[str]:
    """One row: its name, its panel and its numbers."""
    names = _name_lines(words)
    titles = len(wrap(words.title, _NAME_LETTERS))
    numbers = _number_lines(words)
    text = "; ".join(words.asks)
    return [
        f"<g><title>{escape(f'{words.name}: {text}')}</title>",
        *(
            svg.text((_LEFT, panel.top + 10 + _LINE * n), part, "bold" if n < titles else "small")
            for n, part in enumerate(names)
        ),
        *_band(course.foreseen, panel),
        *svg.value_axis(panel, [(mark, f"{mark:g} %") for mark in (0.0, 50.0, _FULL)]),
        svg.line("axis", (panel.left, panel.bottom), (panel.right, panel.bottom)),
        *_written(row, panel),
        *(_dose_line(line, place, course, panel) for place, line in enumerate(course.lines)),
        *_breaks(row, course, panel),
        *_beyond(course, panel),
        *(svg.text((_RIGHT, panel.top + 10 + _LINE * n), part) for n, part in enumerate(numbers)),
        "</g>",
    ]


def _band(seen: Foreseen | None, panel: Panel) -> list[str]:
    """The expected effect with its band, as far as the panel goes."""
    if seen is None:
        return []
    told = [one for one in seen.effect if one.day <= panel.days]
    low, middle, high = (
        [(panel.x(day), panel.y(float(share) * _FULL)) for day, share in track]
        for track in (
            [(one.day, one.least) for one in told],
            [(one.day, one.typical) for one in told],
            [(one.day, one.most) for one in told],
        )
    )
    return [
        svg.area("url(#compare-band)", [*high, *low[::-1]]),
        svg.path("edge", low),
        svg.path("edge", high),
        svg.path("thin", middle),
    ]


def _dose_line(line: DoseLine, place: int, course: Made, panel: Panel) -> str:
    """The doses of one drug as a stair, in per cent of its highest."""
    highest = max(mg for _, mg in line.points)
    points = [(day, float(mg / highest) * _FULL) for day, mg in line.points]
    return svg.path(svg.strokes(place), _stair(points, course.span, panel))


def _stair(
    points: Sequence[tuple[int, float]], span: int, panel: Panel
) -> list[tuple[float, float]]:
    """A stair through doses, cut off where the panel ends."""
    places: list[tuple[float, float]] = []
    ends = [day for day, _ in points[1:]] + [span]
    for (day, level), end in zip(points, ends, strict=True):
        if day >= panel.days:
            break
        y = panel.y(level)
        places += [(panel.x(day), y), (panel.x(min(end, panel.days)), y)]
    return places


def _written(row: Comparison, panel: Panel) -> list[str]:
    """The policy's own schedule, thin and grey, where it is not the course itself."""
    first = row.points[0][1]
    if row.kind is not RowKind.POLICY or not first:
        return []
    points = [(day, float(mg / first) * _FULL) for day, mg in row.points]
    return [svg.path("written", _stair(points, max(row.days, 1), panel))]


def _breaks(row: Comparison, course: Made, panel: Panel) -> list[str]:
    """A triangle at every cut beyond the ceiling."""
    highest = max(mg for _, mg in course.lines[-1].points)
    return [
        _triangle(panel.x(one.day), panel.y(float(one.after / highest) * _FULL))
        for one in row.made_breaches
        if one.day <= panel.days
    ]


def _triangle(x: float, y: float) -> str:
    corners = [(x - _MARK, y - 2 * _MARK), (x + _MARK, y - 2 * _MARK), (x, y)]
    return svg.area(svg.INK, corners)


def _beyond(course: Made, panel: Panel) -> list[str]:
    """What is said where the course goes on beyond the edge."""
    if course.span <= panel.days:
        kept = any(line.points[-1][1] for line in course.lines)
        at = (panel.x(course.span) + 6, panel.y(_FULL / 2))
        return [svg.text(at, "and is then kept, with reviews \u2192")] if kept else []
    text = f"goes on until day {course.span} \u2192"
    return [svg.text((panel.right - 4, panel.top + 10), text, anchor="end")]


def _day_axis(bottom: float, shown: int) -> list[str]:
    """The days below the last panel, counted from the first day."""
    panel = Panel(_PANEL, bottom, _PANEL_WIDTH, 0.0, shown, _FULL)
    return svg.day_axis(panel, [(day, f"day {day}") for day in day_marks(shown)])


def _notes(compared: Compared) -> list[str]:
    """The legend, what has no row and why, and the documents by their numbers."""
    numbers = source_numbers(compared)
    drawn = {one for row in compared.drawn for one in row.sources}
    cited = "; ".join(f"[{number}] {one}" for one, number in numbers.items() if one in drawn)
    notes = [*compared.notes, *compared.statements]
    notes += [f"Not shown: {one.title}. {one.why}" for one in compared.left_out]
    notes += [f"Only as written, not drawn: {len(compared.not_made)} rows of the table."] * bool(
        compared.not_made
    )
    told = (amounts_text(note, compared.micrograms_below) for note in (*notes, cited))
    return [line for note in told for line in wrap(note, _NOTE_LETTERS)]
