"""What was found of a population, to files of other tools: CSV, Parquet and Arrow.

Writers take an open binary stream: where it leads is the asker's business.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import IO, Any, Literal

from glidepath.domain.errors import BadInput, Problem
from glidepath.pharmacology.virtual.population import QUANTITIES, PopulationRun
from glidepath.pharmacology.virtual.trajectories import Trajectories

__all__ = ["FORMATS", "Format", "person_rows", "summary_rows", "trajectory_rows", "write_table"]

Format = Literal["csv", "parquet", "arrow"]
FORMATS: tuple[Format, ...] = ("csv", "parquet", "arrow")
SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)

Rows = Iterator[Sequence[Any]]


def summary_rows(run: PopulationRun) -> Rows:
    """The percentiles by day: a header, then one row a day and quantity."""
    yield ("day", "quantity", *(f"p{round(share * 100):02d}" for share in SHARES))
    for name in QUANTITIES:
        table = run.percentiles(name, SHARES)
        for day in range(run.days):
            yield (day, name, *(float(value) for value in table[:, day]))


def person_rows(run: PopulationRun) -> Rows:
    """The four numbers kept of each person: a header, then one row a person."""
    yield ("person", "largest_fall", "peak_drive", "peak_drive_day", "lowest_effect")
    for number, row in enumerate(run.personal.tolist()):
        yield (number, *row)


def trajectory_rows(found: Trajectories, substances: Sequence[str]) -> Rows:
    """Every level: a header, then one row a person, substance and instant."""
    yield ("person", "substance", "time_h", "level_ng_per_ml")
    for person in range(found.people):
        for number, name in enumerate(substances):
            for hour, level in zip(found.hours, found.person(person, number), strict=True):
                yield (person, name, float(hour), float(level))


def write_table(rows: Rows, stream: IO[bytes], form: Format) -> None:
    """Write rows (the first is the header) to an open binary stream.

    Parquet and Arrow need pyarrow; where it is missing that is said, and CSV always works.
    """
    if form == "csv":
        _write_csv(rows, stream)
        return
    table = _arrow_table(rows)
    if form == "parquet":
        from pyarrow import parquet

        parquet.write_table(table, stream)
    elif form == "arrow":
        from pyarrow import ipc

        with ipc.new_file(stream, table.schema) as writer:
            writer.write_table(table)
    else:
        raise BadInput(Problem("format", repr(form), ", ".join(FORMATS)))


def _write_csv(rows: Rows, stream: IO[bytes]) -> None:
    for row in rows:
        line = StringIO()
        csv.writer(line, lineterminator="\n").writerow(row)
        stream.write(line.getvalue().encode())


def _arrow_table(rows: Rows) -> Any:
    try:
        import pyarrow
    except ImportError:
        step = 'Install glidepath[population], or ask for "csv".'
        raise BadInput(Problem("format", "pyarrow is not installed", "csv", step)) from None
    header = next(rows)
    columns = zip(*rows, strict=True)
    return pyarrow.table(dict(zip(header, (list(one) for one in columns), strict=True)))
