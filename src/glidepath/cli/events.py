"""Event tables on the command line: a plan out to other tools, and their tables in."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from glidepath.cli.reading import read_bytes
from glidepath.domain.errors import BadInput, Problem

if TYPE_CHECKING:
    from glidepath.pharmacology.doses import DosedDays

__all__ = ["event_tables", "print_event_table", "simulate_event_table"]


def event_tables(file: Path, drug: str | None, policies: list[str], *, reads: bool) -> int:
    """Read a table of `drug`, or write one; a table does not say which drug it is about."""
    if not reads:
        return print_event_table(file, drug, policies)
    if drug is None:
        raise BadInput(Problem("event table", "no drug", "--drug and its name"))
    return simulate_event_table(file, drug)


def print_event_table(file: Path, drug: str | None, policies: list[str]) -> int:
    """The plan of a case (or a regimen line about `drug`) as an event table on stdout."""
    from glidepath.pharmacology.event_write import write_events

    sys.stdout.write(write_events(_course(file, drug, policies)))
    return 0


def simulate_event_table(file: Path, drug: str) -> int:
    """The model's levels at the observation rows of an event table, as CSV on stdout."""
    from glidepath.pharmacology.event_table import read_events
    from glidepath.pharmacology.event_walk import predict_subject

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("ID", "TIME", "substance", "level_ng_per_ml"))
    for subject in read_events(read_bytes(file).decode("utf-8", "replace")):
        for substance, levels in predict_subject(subject, drug).items():
            for time, level in levels:
                writer.writerow((subject.id, f"{time:g}", substance, f"{level:.6g}"))
    return 0


def _course(file: Path, drug: str | None, policies: list[str]) -> DosedDays:
    from glidepath.cli.populations import courses_of_case
    from glidepath.pharmacology.regimen_line import parse_regimen_line

    if drug is None:
        return next(iter(courses_of_case(file, policies).values()))
    text = read_bytes(file).decode("utf-8", "replace").strip()
    return parse_regimen_line(text, drug).course(drug)
