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
from glidepath.documents.phrases import phrase
from glidepath.documents.rows import DrugRow, Row, rows
from glidepath.documents.standing import PROPOSED, Parts, Standing, filled
from glidepath.documents.subject import Sense, sense_of, subject
from glidepath.documents.told import dose_in, dose_on, micrograms_below
from glidepath.documents.units import in_units_of
from glidepath.domain.answer import Proposal
from glidepath.domain.plan import Plan
from glidepath.domain.quantity import Mass
from glidepath.domain.wording import date_text, plain_number

__all__ = ["chart_parts", "chart_svg", "description", "said_in_chart"]

_WIDTH, _LEFT, _RIGHT = 960.0, 66.0, 18.0
_DOSE_TOP, _DOSE_HEIGHT = 140.0, 240.0
_SHARED_HEIGHT, _SHARED_GAP = 160.0, 112.0
_LEFT_OF_UNITS = 112.0
_GAP, _CURVE_HEIGHT, _LINE = 78.0, 150.0, 18.0
_MOST_POINTS = 400
_LETTERS_A_LINE = 140
_LETTER = 7.0
_LABEL, _LIFT = 11.0, 44.0


def chart_svg(
    proposal: Proposal,
    forecast: Forecast | None = None,
    version: int | None = None,
    standing: Standing = PROPOSED,
) -> str:
    """The chart of a proposal as SVG text, with role, title and description.

    Every drug has a panel and a scale of its own. Draws exposure and effect, in per cent of
    the present state with the band of 90 % of people, where a forecast is given. Refuses a
    forecast of another length (BadInput).
    """
    return filled(chart_parts(proposal, forecast, version), said_in_chart(standing))


def said_in_chart(standing: Standing) -> str:
    """How far the plan has come, as a line of the picture."""
    return svg.text((_LEFT, 46), standing.short)


def chart_parts(
    proposal: Proposal, forecast: Forecast | None = None, version: int | None = None
) -> Parts:
    """The chart with an open place for what is said of the plan's signature."""
    plan = proposal.plan
    steps, drawn = rows(plan), curves(plan, forecast)
    statements = forecast.statements if forecast else ()
    title = phrase(
        "chart.title", plan=plan_id(plan), version=version or plan.version, subject=subject(plan)
    )
    notes, below = _notes(plan, steps, statements), _below_doses(plan)
    height = below + len(drawn) * (_CURVE_HEIGHT + _GAP) + _LINE * len(notes)
    head = _head(plan_id(plan), title, description(steps, drawn, statements), height)
    rest = (
        "",
        *(part for place in range(len(plan.courses)) for part in _dose_panel(plan, steps, place)),
        *_curve_panels(plan, drawn, below, f"url(#{plan_id(plan)}-band)"),
        *(
            svg.text((_LEFT, height - _LINE * (len(notes) - place) + 4), note)
            for place, note in enumerate(notes)
        ),
        "</svg>\n",
    )
    return in_units_of(plan.country, (head, None, "\n".join(rest)))


def _head(name: str, title: str, said: str, height: float) -> str:
    """The picture's opening: its size, its title and what it says in words."""
    size = f'{_WIDTH:g} {height:g}"'
    lines = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} role="img"',
        f' aria-labelledby="{name}-title {name}-desc">',
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-desc">{escape(said)}</desc>',
        f"<defs>{svg.hatch(f'{name}-band')}</defs>",
        f'<rect width="{_WIDTH:g}" height="{height:g}" fill="{svg.PAPER}"/>',
        svg.text((_LEFT, 26), title, "head"),
        "",
    )
    return "\n".join(lines)


def description(
    steps: tuple[Row, ...], drawn: tuple[Curve, ...] = (), statements: tuple[str, ...] = ()
) -> str:
    """The chart in words: every step with its real cut, every curve at the end of each step."""
    said = [". ".join((_spoken(row), *_checks(row))).rstrip(".") + "." for row in steps]
    for curve in drawn:
        marks = "; ".join(f"step {point.step} {point.text}" for point in points(curve, steps))
        said.append(f"{curve.name} ({curve.band}), on the last day of each step: {marks}.")
    return " ".join([*said, *statements])


def _spoken(row: Row) -> str:
    start, end = date_text(row.start), date_text(row.end)
    text = phrase("chart.step", number=row.number, start=start, end=end, daily=row.daily)
    text += f", {row.change}" if row.change else ""
    return text + (phrase("chart.beyond") if row.terminal else "")


def _checks(row: Row) -> list[str]:
    """What has to be looked at before the step."""
    return [phrase("step.look_first", reason=review.reason) for review in row.checks]


def _notes(plan: Plan, steps: tuple[Row, ...], statements: tuple[str, ...]) -> tuple[str, ...]:
    notes = [phrase("chart.star")] if any(row.terminal for row in steps) else []
    if plan.further:
        notes.append(phrase("chart.scales"))
    notes += [f"{date_text(row.start)}: {text}" for row in steps for text in _checks(row)]
    notes += statements
    written = in_units_of(plan.country, notes)
    return tuple(line for note in written for line in wrap(note, _LETTERS_A_LINE))


def _below_doses(plan: Plan) -> float:
    """Where the panels of the doses end and those of the curves begin."""
    return _top(len(plan.courses) - 1) + _height(plan) + _GAP


def _top(place: int) -> float:
    return _DOSE_TOP + place * (_SHARED_HEIGHT + _SHARED_GAP)


def _height(plan: Plan) -> float:
    return _SHARED_HEIGHT if plan.further else _DOSE_HEIGHT


def _dose_panel(plan: Plan, steps: tuple[Row, ...], place: int) -> list[str]:
    """The doses of one drug, in mg of that drug, with a stroke of its own."""
    course = plan.courses[place]
    doses = [dose_on(course, row.start).mg for row in steps]
    marks = round_marks(max(*doses, Decimal("0.001")))
    top = _top(place)
    panel = _panel(plan, top, _height(plan), marks[-1])
    parts = [svg.text((_LEFT, top - 68), _named(plan, place), "name")]
    parts += svg.value_axis(panel, [(float(mark), _mark(plan, mark)) for mark in marks])
    parts += svg.day_axis(panel, _dates(plan))
    before, last = panel.y(float(doses[0])), (-_LABEL, 0.0)
    for row, dose in zip(steps, doses, strict=True):
        level, left = panel.y(float(dose)), panel.x(row.first_day - 1)
        drug = next((one for one in row.drugs if one.drug == course.drug_id), None)
        if drug is not None:
            base = _base(left, min(before, level) - 5, last)
            parts.append(_step(row, drug, panel, (before, level), svg.strokes(place), base))
            last = (left, base) if drug.cut or drug.rise else last
        before = level
    return parts


def _mark(plan: Plan, mark: Decimal) -> str:
    """A mark of the dose axis: its number, with a unit of its own where the axis has two."""
    if micrograms_below(plan) is None:
        return plain_number(mark)
    return dose_in(plan, Mass.from_mg(mark))


def _base(left: float, wanted: float, last: tuple[float, float]) -> float:
    """Where a label that is written upwards begins: above the last one if it would lie on it."""
    near = left - last[0] < _LABEL and abs(wanted - last[1]) < _LIFT
    return last[1] - _LIFT if near else wanted


def _named(plan: Plan, place: int) -> str:
    """The heading of a panel, with how the line of that drug is drawn where there are several."""
    falls = sense_of(plan) in (Sense.TAPER, Sense.KEEP)
    unit = " in mg" if micrograms_below(plan) is None else ""
    text = phrase("chart.doses_cut" if falls else "chart.doses_moved", unit=unit)
    if not plan.further:
        return text
    drug, stroke = plan.courses[place].drug_id, svg.STROKES[place % len(svg.STROKES)]
    return f"{drug.upper()}: {text[0].lower()}{text[1:]} ({stroke} line)"


def _step(
    row: Row,
    drug: DrugRow,
    panel: Panel,
    levels: tuple[float, float],
    stroke: str,
    base: float,
) -> str:
    """One step of the stair, its change written upwards from `base` where the dose moves."""
    before, level = levels
    left, right = panel.x(row.first_day - 1), panel.x(row.last_day)
    stair = svg.path(stroke, ((left, before), (left, level), (right, level)))
    moved = f"\u2212{drug.cut}{'*' if drug.terminal else ''}" if drug.cut else ""
    moved = f"+{drug.rise}" if drug.rise else moved
    label = svg.text((left + 4, base), moved, upwards=True) if moved else ""
    if not (drug.ends or drug.waits) and right - left >= _LETTER * (len(drug.daily) + 1):
        label += svg.text(((left + right) / 2, level + 14), drug.daily, anchor="middle")
    return f"<g><title>{escape(_spoken(row))}</title>{stair}{label}</g>"


def _curve_panels(plan: Plan, drawn: tuple[Curve, ...], top: float, fill: str) -> list[str]:
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
    left = _LEFT if micrograms_below(plan) is None else _LEFT_OF_UNITS
    width = _WIDTH - left - _RIGHT
    return Panel(left, top, width, height, plan.span.days, float(most))


def _dates(plan: Plan) -> list[tuple[int, str]]:
    first = plan.span.start
    marks = day_marks(plan.span.days)
    return [(day, date_text(first + timedelta(days=day))) for day in marks]
