"""`glidepath validate`: the facts held against each other, the model against published figures."""

from __future__ import annotations

from pathlib import Path

from glidepath.cli.printing import console
from glidepath.cli.reading import writable
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.check import check_all

__all__ = ["validate"]


def validate(picture: Path | None = None) -> int:
    """Read and check every data file, then work out every published figure anew.

    Data that contradict themselves are told as damaged; how far the model is from published
    figures is shown, and no distance is an error. `picture` is where to draw it, if anywhere.
    """
    from rich.table import Table

    from glidepath.pharmacology.validation import compare
    from glidepath.pharmacology.validation_report import COLUMNS, summary_lines, table_rows
    from glidepath.pharmacology.validation_report import picture as drawing

    kb = KnowledgeBase.packaged()
    check_all(kb)
    rows = compare()
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for column in COLUMNS:
        table.add_column(column, overflow="fold")
    for row in table_rows(rows):
        table.add_row(*row)
    out = console()
    out.print(table)
    for line in summary_lines(rows):
        out.print(line)
    if picture is not None:
        with writable("picture"):
            picture.write_text(drawing(rows), encoding="utf-8")
    out.print(f"The packaged facts are sound: version {kb.version()}.")
    return 0
