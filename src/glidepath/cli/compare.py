"""`glidepath compare`: every policy for one person, and where each goes faster than the ceiling."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from glidepath.care.comparing import comparisons
from glidepath.cli.printing import console, print_json, show_answer
from glidepath.cli.reading import read_situation
from glidepath.domain.answer import Breach, Comparison, Made, Refusal
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.wording import share_text
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["compare_case"]

_WHY_NOT = {
    "drug": "for another drug",
    "indication": "for another use",
    "unit": "counts in mg of another drug",
}


def compare_case(case: Path, as_json: bool) -> int:
    """Compare the policies for one case; gives the exit code."""
    kb = KnowledgeBase.packaged()
    situation = read_situation(case, kb)
    if isinstance(situation, Refusal):
        show_answer(situation, as_json)
        return situation.exit_code
    if not situation.products:
        raise BadInput(Problem("products", "none", "at least one product to compare with"))
    rows = comparisons(situation, kb)
    if as_json:
        print_json({"comparisons": [_tables(row) for row in rows]})
    else:
        _show(rows)
    return 0


def _show(rows: tuple[Comparison, ...]) -> None:
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for head, width in _COLUMNS.items():
        table.add_column(head, overflow="fold", width=width)
    for row in rows:
        table.add_row(*_cells(row))
    out = console()
    out.print("Every policy as written, and as these products can make it.", style="bold")
    out.print(table)
    out.print(_LEGEND, style="dim")


_COLUMNS = {
    "Policy and pace": 18,
    "From": 8,
    "As written": 25,
    "With these products": 25,
    "Asks of the person": 22,
}
_LEGEND = (
    "Breaks: cuts that fall faster than the ceiling of the joint guideline within its window. "
    "A policy with a note does not fit this person and is shown for comparison only. "
    "Hardest day: withdrawal drive as a share of the present level, typical, and where 90 in 100 "
    "people are; a ruler for the rate of change, not a forecast of symptoms."
)


def _cells(row: Comparison) -> tuple[str, ...]:
    unit = f" {row.unit_drug}" if row.applies else ""
    made = _course(row.made[-1][0], row.made_breaches) if row.made else "none"
    return (
        f"{row.policy_id}\n{row.pace}",
        f"{_mg(row.points[0][1])} mg{unit}",
        _course(row.days, row.breaches),
        made,
        _WHY_NOT.get(row.applies, row.applies) or _asks(row.course),
    )


def _asks(course: Made | None) -> str:
    """The largest real cut, the pieces and products, and the hardest day."""
    if course is None:
        return ""
    pieces = "1 piece" if course.most_pieces_a_day == 1 else f"{course.most_pieces_a_day} pieces"
    products = len(course.product_ids)
    handled = f"{pieces} a day of {products} product{'s' * (products != 1)}"
    lines = [f"largest cut {share_text(course.largest_cut)}", handled]
    seen = course.foreseen
    if seen is not None:
        band = f"{share_text(seen.least)} to {share_text(seen.most)}"
        lines.append(f"hardest day {share_text(seen.typical)} ({band})")
    return "\n".join(lines)


def _course(days: int, breaches: tuple[Breach, ...]) -> str:
    """How long it takes, how often it breaks the ceiling, and where it does so first."""
    if not days:
        return "stays as it is"
    length = f"{days} days" if days % 7 else f"{days // 7} weeks"
    if not breaches:
        return f"{length}; no break"
    first = breaches[0]
    count = "1 break" if len(breaches) == 1 else f"{len(breaches)} breaks, the first"
    fall = f"{_mg(first.before)} to {_mg(first.after)} mg ({share_text(first.fall)})"
    return f"{length}; {count} on day {first.day}: {fall}"


def _mg(milligrams: Fraction) -> str:
    """Milligrams of a policy's own schedule, which are often no dose that anybody could take."""
    return f"{milligrams.numerator / milligrams.denominator:.4g}"


def _tables(row: Comparison) -> dict[str, Any]:
    return {
        "policy": row.policy_id,
        "pace": row.pace,
        "unit_drug": row.unit_drug,
        "applies": row.applies == "",
        "misfit": row.applies,
        "days": row.days,
        "points": [{"day": day, "mg": str(mg)} for day, mg in row.points],
        "breaches": [_breach(one) for one in row.breaches],
        "unmakeable_mg": [str(mg) for mg in row.unmakeable],
        "made": [{"day": day, "mg": str(mg)} for day, mg in row.made],
        "made_breaches": [_breach(one) for one in row.made_breaches],
        "course": _course_table(row.course),
    }


def _course_table(course: Made | None) -> dict[str, Any] | None:
    if course is None:
        return None
    seen = course.foreseen
    return {
        "largest_cut": str(course.largest_cut),
        "most_pieces_a_day": course.most_pieces_a_day,
        "products": list(course.product_ids),
        "hardest_day": None
        if seen is None
        else {"typical": str(seen.typical), "low": str(seen.least), "high": str(seen.most)},
    }


def _breach(one: Breach) -> dict[str, Any]:
    return {
        "day": one.day,
        "before_mg": str(one.before),
        "after_mg": str(one.after),
        "fall": str(one.fall),
        "window_days": one.window_days,
        "ceiling": str(one.ceiling),
        "first_cut_day": one.first_cut_day,
    }
