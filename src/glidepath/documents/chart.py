"""The plan as a picture: dose steps with their real cuts, and what the forecast expects.

An own SVG without any outside part: black lines, a hatched band, labels in words, readable
in black and white. Its title and description say in words what is drawn, from the same rows.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from html import escape
from textwrap import wrap

from glidepath.documents import svg
from glidepath.documents.axes import Panel, day_marks, round_marks
from glidepath.documents.curves import Curve, Forecast, curves, points
from glidepath.documents.identity import plan_id
from glidepath.documents.rows import Row, rows
from glidepath.domain.answer import Proposal
from glidepath.domain.plan import Plan
from glidepath.domain.wording import date_text, plain_number

__all__ = ["chart_svg", "description"]

_WIDTH, _LEFT, _RIGHT = 960.0, 66.0, 18.0
_DOSE_TOP, _DOSE_HEIGHT = 140.0, 240.0
_GAP, _CURVE_HEIGHT, _LINE = 78.0, 150.0, 18.0
_MOST_POINTS = 400
_LETTERS_A_LINE = 140
_LETTER = 7.0


def chart_svg(proposal: Proposal, forecast: Forecast | None = None, version: int = 1) -> str:
    """The chart of a proposal as SVG text, with role, title and description.

    Draws exposure and effect, in per cent of the present state with the band of 90 % of
    people, where a forecast is given. Refuses a forecast of another length (BadInput).
    """
    plan = proposal.plan
    steps, drawn = rows(plan), curves(plan, forecast)
    statements = forecast.statements if forecast else ()
    name = plan_id(plan)
    title = f"Dose plan {name}, version {version}: {plan.course.drug_id}"
    said = description(steps, drawn, statements)
    notes = _notes(steps, statements)
    height = _DOSE_TOP + _DOSE_HEIGHT + _GAP + len(drawn) * (_CURVE_HEIGHT + _GAP)
    height += _LINE * len(notes)
    size = f'{_WIDTH:g} {height:g}"'
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} role="img"',
            f' aria-labelledby="{name}-title {name}-desc">',
            f'<title id="{name}-title">{escape(title)}</title>',
            f'<desc id="{name}-desc">{escape(said)}</desc>',
            f"<defs>{svg.hatch(f'{name}-band')}</defs>",
            f'<rect width="{_WIDTH:g}" height="{height:g}" fill="{svg.PAPER}"/>',
            svg.text((_LEFT, 26), title, "head"),
            svg.text((_LEFT, 46), "A proposal until a prescriber has signed it."),
            *_dose_panel(plan, steps),
            *_curve_panels(plan, drawn, f"url(#{name}-band)"),
            *(
                svg.text((_LEFT, height - _LINE * (len(notes) - place) + 4), note)
                for place, note in enumerate(notes)
            ),
            "</svg>\n",
        )
    )


def description(
    steps: tuple[Row, ...], drawn: tuple[Curve, ...] = (), statements: tuple[str, ...] = ()
) -> str:
    """The chart in words: every step with its real cut, every curve at the end of each step."""
    said = [_spoken(row) + "." for row in steps]
    for curve in drawn:
        marks = "; ".join(f"step {point.step} {point.text}" for point in points(curve, steps))
        said.append(f"{curve.name} ({curve.band}), on the last day of each step: {marks}.")
    return " ".join([*said, *statements])


def _spoken(row: Row) -> str:
    text = f"Step {row.number}, {date_text(row.start)} to {date_text(row.end)}: {row.daily} a day"
    text += f", {row.cut} less" if row.cut else ""
    return text + (", beyond the ceiling" if row.terminal else "")


def _notes(steps: tuple[Row, ...], statements: tuple[str, ...]) -> tuple[str, ...]:
    star = "* Beyond the ceiling: these products make no smaller cut."
    notes = [*([star] if any(row.terminal for row in steps) else []), *statements]
    return tuple(line for note in notes for line in wrap(note, _LETTERS_A_LINE))


def _dose_panel(plan: Plan, steps: tuple[Row, ...]) -> list[str]:
    doses = [step.regimen.daily_dose.mg for step in plan.course.steps]
    marks = round_marks(max(*doses, Decimal("0.001")))
    panel = _panel(plan, _DOSE_TOP, _DOSE_HEIGHT, marks[-1])
    parts = [svg.text((_LEFT, 72), "Daily dose in mg, with the real cut of each step", "name")]
    parts += svg.value_axis(panel, [(float(mark), plain_number(mark)) for mark in marks])
    parts += svg.day_axis(panel, _dates(plan))
    before = panel.y(float(doses[0]))
    for row, dose in zip(steps, doses, strict=True):
        level = panel.y(float(dose))
        parts.append(_step(row, panel, before, level))
        before = level
    return parts


def _step(row: Row, panel: Panel, before: float, level: float) -> str:
    """One step of the stair, its cut written upwards where the dose falls."""
    left, right = panel.x(row.first_day - 1), panel.x(row.last_day)
    stair = svg.path("plan", ((left, before), (left, level), (right, level)))
    cut = f"\u2212{row.cut}{'*' if row.terminal else ''}" if row.cut else ""
    label = svg.text((left + 4, before - 5), cut, upwards=True) if cut else ""
    if not row.ends and right - left >= _LETTER * (len(row.daily) + 1):
        label += svg.text(((left + right) / 2, level + 14), row.daily, anchor="middle")
    return f"<g><title>{escape(_spoken(row))}</title>{stair}{label}</g>"


def _curve_panels(plan: Plan, drawn: tuple[Curve, ...], fill: str) -> list[str]:
    top = _DOSE_TOP + _DOSE_HEIGHT + _GAP
    parts = []
    for curve in drawn:
        parts += _curve_panel(plan, curve, top, fill)
        top += _CURVE_HEIGHT + _GAP
    return parts


def _curve_panel(plan: Plan, curve: Curve, top: float, fill: str) -> list[str]:
    marks = round_marks(Decimal(str(round(max(100.0, *curve.high), 3))))
    panel = _panel(plan, top, _CURVE_HEIGHT, marks[-1])
    days = len(curve.typical)
    kept = sorted({*range(0, days, max(1, days // _MOST_POINTS)), days - 1})
    middle, low, high = (
        [(panel.x(day + 0.5), panel.y(track[day])) for day in kept]
        for track in (curve.typical, curve.low, curve.high)
    )
    same = panel.y(100)
    name = f"{curve.name} (100 %); hatched: {curve.band}"
    return [
        svg.text((_LEFT, top - 14), name, "name"),
        svg.area(fill, [*high, *low[::-1]]),
        svg.path("edge", low),
        svg.path("edge", high),
        svg.line("same", (panel.left, same), (panel.right, same)),
        svg.path("plan", middle),
        *svg.value_axis(panel, [(float(mark), f"{plain_number(mark)} %") for mark in marks]),
        *svg.day_axis(panel, _dates(plan)),
    ]


def _panel(plan: Plan, top: float, height: float, most: Decimal) -> Panel:
    width = _WIDTH - _LEFT - _RIGHT
    return Panel(_LEFT, top, width, height, plan.course.span.days, float(most))


def _dates(plan: Plan) -> list[tuple[int, str]]:
    first = plan.course.span.start
    marks = day_marks(plan.course.span.days)
    return [(day, date_text(first + timedelta(days=day))) for day in marks]
