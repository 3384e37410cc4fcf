"""The few drawing strokes of the chart, each with its own look.

Looks are written as attributes, never as a style sheet: a page that forbids inline styles
still shows the chart, and nothing in the file points outside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from glidepath.documents.axes import Panel

__all__ = [
    "PAPER", "STROKES", "area", "day_axis", "hatch", "line", "path", "strokes", "text",
    "value_axis",
]  # fmt: skip

INK, GREY, PAPER = "#111111", "#595959", "#ffffff"
_FONT = "font-family=\"system-ui, 'DejaVu Sans', Arial, sans-serif\""
_TEXTS = {
    "head": f'{_FONT} font-size="16" font-weight="bold" fill="{INK}"',
    "name": f'{_FONT} font-size="13" font-weight="bold" fill="{INK}"',
    "bold": f'{_FONT} font-size="11" font-weight="bold" fill="{INK}"',
    "small": f'{_FONT} font-size="11" fill="{INK}"',
}
_LINES = {
    "plan": f'fill="none" stroke="{INK}" stroke-width="2.2"',
    "plan-dashed": f'fill="none" stroke="{INK}" stroke-width="2.2" stroke-dasharray="9 4"',
    "plan-dotted": f'fill="none" stroke="{INK}" stroke-width="2.2" stroke-dasharray="2 3"',
    "axis": f'fill="none" stroke="{INK}" stroke-width="1"',
    "grid": f'fill="none" stroke="{GREY}" stroke-width="0.5" stroke-dasharray="1 4"',
    "thin": f'fill="none" stroke="{INK}" stroke-width="1"',
    "written": f'fill="none" stroke="{GREY}" stroke-width="1.4" stroke-dasharray="1 3"',
    "edge": f'fill="none" stroke="{GREY}" stroke-width="1" stroke-dasharray="5 3"',
    "same": f'fill="none" stroke="{INK}" stroke-width="1" stroke-dasharray="9 3 2 3"',
}

STROKES = ("solid", "dashed", "dotted")
"""How the lines of several drugs are told apart without colour, in the plan's order."""
Place = tuple[float, float]


def text(
    at: Place, words: str, look: str = "small", anchor: str = "start", upwards: bool = False
) -> str:
    """Words at a place, running to the right or upwards."""
    x, y = at
    turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if upwards else ""
    return (
        f'<text {_TEXTS[look]} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{turn}>'
        f"{escape(words)}</text>"
    )


def strokes(place: int) -> str:
    """The look of the line of the drug at a place of the plan."""
    name = STROKES[place % len(STROKES)]
    return "plan" if name == STROKES[0] else f"plan-{name}"


def line(look: str, start: Place, end: Place) -> str:
    """A straight line."""
    return path(look, (start, end))


def path(look: str, places: Sequence[Place]) -> str:
    """A line through places."""
    return f'<path {_LINES[look]} d="{_through(places)}"/>'


def area(fill: str, places: Sequence[Place]) -> str:
    """A closed area."""
    return f'<path fill="{fill}" d="{_through(places)}Z"/>'


def _through(places: Sequence[Place]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)


def hatch(name: str) -> str:
    """A fill of slanted strokes that shows in black and white too."""
    return (
        f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{PAPER}"/>'
        '<line x1="0" y1="0" x2="0" y2="6" stroke="#8a8a8a" stroke-width="1.6"/></pattern>'
    )


def value_axis(panel: Panel, marks: Sequence[tuple[float, str]]) -> list[str]:
    """The axis at the left with its marks."""
    top, bottom = (panel.left, panel.top), (panel.left, panel.bottom)
    parts = [line("axis", top, bottom)]
    for value, label in marks:
        y = panel.y(value)
        parts.append(line("grid", (panel.left, y), (panel.right, y)))
        parts.append(text((panel.left - 8, y + 4), label, anchor="end"))
    return parts


def day_axis(panel: Panel, marks: Sequence[tuple[int, str]]) -> list[str]:
    """The axis at the bottom with its marks; labels at the edges stay inside the drawing."""
    parts = [line("axis", (panel.left, panel.bottom), (panel.right, panel.bottom))]
    for day, label in marks:
        x = panel.x(day)
        anchor = "end" if panel.right - x < 40 else "middle" if day else "start"
        parts.append(line("axis", (x, panel.bottom), (x, panel.bottom + 5)))
        parts.append(text((x, panel.bottom + 19), label, anchor=anchor))
    return parts
