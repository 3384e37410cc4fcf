"""A page of a terminal: headings, lines, pairs and tables, as wide as it is asked to be.

Rich lays out the tables. Everything is printed as plain text without mark-up, so that no
name or note can change how the page looks. No number is torn from its unit and no word in
two: where a table does not fit, its rows are printed one below the other.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from glidepath.documents.plain import one_line
from glidepath.domain.quantity import Mass
from glidepath.domain.wording import amounts_text

__all__ = ["WIDTH", "Page", "glued"]

WIDTH = 100
"""The width of a page where nobody has said another."""

_GLUE = "\ue000"
_NUMBER_AND_UNIT = re.compile(r"([0-9½¼¾]) (mg|microgram|mL|%)")
_SHORTEST = 4
_GAP = 3


def glued(text: str) -> str:
    """One line of text with every number held fast to its unit: no line ends between them."""
    return _NUMBER_AND_UNIT.sub(rf"\1{_GLUE}\2", one_line(text))


class Page:
    """A console with the few things a page is made of: headings, lines, pairs and tables.

    Whatever is printed has its amounts of less than `micrograms_below` in micrograms.
    """

    def __init__(
        self, width: int = WIDTH, *, colour: bool = False, micrograms_below: Mass | None = None
    ) -> None:
        from rich.console import Console

        self.width = width
        self._below = micrograms_below
        self._out = io.StringIO()
        self._console = Console(
            file=self._out, width=width, force_terminal=colour, no_color=not colour,
            markup=False, emoji=False, highlight=False, legacy_windows=False,
        )  # fmt: skip

    def text(self) -> str:
        """Everything that was printed, without blanks at the ends of lines."""
        printed = self._out.getvalue().replace(_GLUE, " ")
        return "\n".join(line.rstrip() for line in printed.splitlines()) + "\n"

    def _told(self, text: str) -> str:
        """A line in the country's units, with every number held fast to its unit."""
        return glued(amounts_text(text, self._below))

    def heading(self, text: str) -> None:
        """A line above a part."""
        self._console.print()
        self._console.print(amounts_text(text, self._below), style="bold")

    def lines(self, lines: Iterable[str]) -> None:
        """Lines of text, broken between words."""
        for line in lines:
            self._console.print(self._told(line))

    def pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """A word at the left and the text beside it."""
        from rich.table import Table

        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for pair in pairs:
            grid.add_row(*map(self._told, pair))
        self._console.print(grid)

    def table(self, columns: Sequence[str], body: Iterable[Sequence[str]]) -> None:
        """Rows under their columns; a narrow page has each row as a few lines instead."""
        rows = [tuple(map(self._told, row)) for row in body]
        cells = [[row[place] for row in rows] for place in range(len(columns))]
        gaps = _GAP * len(columns) - 1
        if self.width < WIDTH and sum(_whole(columns, cells)) + gaps > self.width:
            self._blocks(columns, rows)
            return
        least = _least(columns, cells, whole=True)
        if sum(least) + gaps > self.width:
            least = _least(columns, cells, whole=False)
        self._laid_out(columns, _shared(least, _whole(columns, cells), self.width - gaps), rows)

    def _laid_out(
        self, columns: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[str]]
    ) -> None:
        from rich import box
        from rich.table import Table

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
        for column, width in zip(columns, widths, strict=True):
            table.add_column(column, overflow="fold", width=width)
        for row in rows:
            table.add_row(*row)
        # Wider than asked rather than numbers torn or totals cut off.
        self._console.width = max(self.width, sum(widths) + _GAP * len(columns))
        self._console.print(table)
        self._console.width = self.width

    def _blocks(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Each row by itself: its first cell as a heading, the others each on a line."""
        from rich.padding import Padding

        for row in rows:
            self._console.print()
            self._console.print(f"{columns[0]} {row[0]}".strip(), style="bold")
            for column, cell in zip(columns[1:], row[1:], strict=True):
                if cell:
                    self._console.print(Padding(f"{column}: {cell}", (0, 0, 0, 2)))
        self._console.print()


def _least(columns: Sequence[str], cells: Sequence[Sequence[str]], *, whole: bool) -> list[int]:
    """The widths the columns need: for numbers with their units, or for every `whole` word."""
    return [
        max(_longest(cell, whole=whole), *map(len, head.split()))
        for head, cell in zip(columns, cells, strict=True)
    ]


def _longest(cells: Iterable[str], *, whole: bool) -> int:
    words = (word for cell in cells for word in cell.split())
    return max((len(word) for word in words if whole or _GLUE in word), default=_SHORTEST)


def _whole(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    """The widths at which no cell is broken."""
    return [max(map(len, (head, *cell))) for head, cell in zip(columns, cells, strict=True)]


def _shared(least: Sequence[int], whole: Sequence[int], room: int) -> list[int]:
    """The least widths, and the room that is left: each in turn an even part of what is left.

    The narrow columns come first, so that dates and numbers stand whole before long texts.
    """
    widths = list(least)
    left = max(0, room - sum(widths))
    order = sorted(range(len(widths)), key=lambda place: whole[place])
    for turn, place in enumerate(order):
        fair = left + sum(widths[other] for other in order[turn:])
        wanted = min(whole[place], fair // (len(order) - turn))
        more = min(left, max(0, wanted - widths[place]))
        widths[place] += more
        left -= more
    return widths
