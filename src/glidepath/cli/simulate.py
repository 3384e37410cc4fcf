"""`glidepath simulate`: exposure and relative effect of a plan, day by day, with their bands."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from glidepath.care.forecasting import forecast_of_claim
from glidepath.care.prepare import prepare
from glidepath.cli.printing import console, show_answer
from glidepath.cli.reading import read_bytes
from glidepath.domain.answer import Proposal, Questions, Refusal
from glidepath.domain.claim import PlanClaim, claim_of
from glidepath.domain.regimen import Regimen
from glidepath.knowledge.base import KnowledgeBase

if TYPE_CHECKING:
    from glidepath.pharmacology.forecast import Forecast, Track

__all__ = ["simulate"]

_SHOWN = 20


def simulate(file: Path, as_csv: bool, drug: str | None = None) -> int:
    """Simulate the plan of a case, a plan as it is written, or a regimen line about `drug`.

    Gives the exit code.
    """
    if drug is not None:
        _print(_forecast_of_line(file, drug), None, as_csv)
        return 0
    found = _read(file)
    if isinstance(found, (Refusal, Questions)):
        show_answer(found)
        return found.exit_code
    claim, present = found
    curves = forecast_of_claim(claim, present)
    firsts = (claim.steps[0].start, *(one.steps[0].start for one in claim.further))
    _print(curves, min(firsts), as_csv)
    return 0


def _forecast_of_line(file: Path, drug: str) -> Forecast:
    """The curves of a regimen in one line."""
    from glidepath.pharmacology.forecast import forecast_days
    from glidepath.pharmacology.regimen_line import parse_regimen_line

    text = read_bytes(file).decode("utf-8", "replace").strip()
    return forecast_days(parse_regimen_line(text, drug).course(drug))


def _print(curves: Forecast, first: date | None, as_csv: bool) -> None:
    """Curves as CSV or as a table; without a first date, days are only counted."""
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(_heads(curves))
        writer.writerows(_rows(curves, first))
    else:
        _show(curves, first)


def _dated(day: int, first: date | None) -> str:
    return "" if first is None else (first + timedelta(days=day)).isoformat()


def _read(file: Path) -> tuple[PlanClaim, Regimen | None] | Refusal | Questions:
    """A plan from a plan file, or the plan that a case leads to, with the present doses."""
    from glidepath.interop.casefile import read_case
    from glidepath.interop.casefile_tree import read_tree
    from glidepath.interop.planfile import read_plan

    kb, content = KnowledgeBase.packaged(), read_bytes(file)
    tree = read_tree(content, file.name)
    if "steps" in tree or "plan" in tree:
        claim = read_plan(content, file.name, kb)
        return claim if isinstance(claim, Refusal) else (claim, None)
    situation = read_case(content, file.name, kb)
    if isinstance(situation, Refusal):
        return situation
    answer = prepare(situation, kb)
    if not isinstance(answer, Proposal):
        return answer
    return claim_of(answer.plan), situation.treatment.regimen


def _tracks(curves: Forecast) -> Iterator[tuple[str, Track]]:
    for substance, levels in curves.levels.items():
        name = substance.replace(" ", "_")
        yield f"{name}_trough_ng_per_ml", levels.trough
        yield f"{name}_peak_ng_per_ml", levels.peak
        yield f"{name}_mean_ng_per_ml", levels.mean
    if curves.effect is not None:
        yield "relative_exposure", curves.effect.exposure
        yield "relative_effect", curves.effect.effect
        yield "withdrawal_drive", curves.effect.drive


def _heads(curves: Forecast) -> list[str]:
    heads = ["day", "date"]
    for name, track in _tracks(curves):
        heads.append(name)
        heads += [f"{name}_{band}_{end}" for band in track.bands for end in ("low", "high")]
    return heads


def _rows(curves: Forecast, first: date | None) -> Iterator[list[str]]:
    tracks = [track for _, track in _tracks(curves)]
    for day in range(curves.days):
        row = [str(day), _dated(day, first)]
        for track in tracks:
            row.append(f"{track.typical[day]:.4g}")
            row += [f"{end[day]:.4g}" for band in track.bands.values() for end in band]
        yield row


def _show(curves: Forecast, first: date | None) -> None:
    """About twenty days of the course: mean levels, and what they do relative to now."""
    from rich.table import Table

    tracks = {f"{name}, ng/mL": levels.mean for name, levels in curves.levels.items()}
    if curves.effect is not None:
        tracks["effect, now = 1"] = curves.effect.effect
        tracks["withdrawal drive"] = curves.effect.drive
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for name in ("day", "date", *tracks):
        table.add_column(name, justify="right")
    for day in range(0, curves.days, max(1, curves.days // _SHOWN)):
        cells = (_cell(track, day) for track in tracks.values())
        table.add_row(str(day), _dated(day, first), *cells)
    out = console()
    out.print(table)
    out.print("Means of a day; in brackets 90 % of people. --csv prints all of it.", style="dim")
    for statement in curves.statements:
        out.print(statement)


def _cell(track: Track, day: int) -> str:
    low, high = (end[day] for end in track.bands["people"])
    return f"{track.typical[day]:.2f} ({low:.2f} to {high:.2f})"
