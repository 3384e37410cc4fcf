"""The comparison as text: what is said first, one table of what can be made, and the rest."""

from __future__ import annotations

from collections.abc import Iterable

from glidepath.documents.compare_words import (
    COLUMNS,
    RowWords,
    now_words,
    row_words,
    source_numbers,
)
from glidepath.documents.page import WIDTH, Page
from glidepath.documents.source_lines import source_lines
from glidepath.domain.comparison import Compared, RowKind
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.domain.wording import date_text

__all__ = ["comparison_text", "said_first"]

_STAR = "* before the named last steps, which these products make only beyond the ceiling."


def comparison_text(compared: Compared, *, width: int = WIDTH, colour: bool = False) -> str:
    """A comparison for a terminal of so many columns, with colour codes only if asked.

    Warnings and open questions stand before the table: nobody should choose a row unread.
    """
    page = Page(width, colour=colour, micrograms_below=compared.micrograms_below)
    page.heading(f"Side by side: {now_words(compared)} on {date_text(compared.as_of)}")
    page.lines(["A comparison to talk over; nothing here is a prescription."])
    _show_first(page, compared)
    page.heading("What these products can make")
    page.table(
        ("which", *COLUMNS),
        [_made(row_words(row, compared)) for row in compared.drawn],
    )
    if any(row.course and row.course.last_cuts for row in compared.drawn):
        page.lines([_STAR])
    page.lines(compared.notes)
    if compared.left_out:
        page.heading("Not shown, and why")
        page.pairs((f"{one.title}:", one.why) for one in compared.left_out)
    page.heading("The policies as their own documents write them")
    page.table(
        ("which", "from", "as written", "here"),
        [_written(row_words(row, compared)) for row in compared.rows if row.kind is RowKind.POLICY],
    )
    page.heading("What the numbers are not")
    page.lines(compared.statements)
    _show_sources(page, compared)
    return page.text()


def said_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that nobody should pass over: those that fire as a warning or more."""
    fires = [one for one in findings if one.verdict is Verdict.FIRES]
    grave = [one for one in fires if one.severity >= Severity.WARNING]
    return sorted(grave, key=lambda one: -one.severity)


def _show_first(page: Page, compared: Compared) -> None:
    grave = said_first(compared.findings)
    if grave:
        page.heading("Before any choice")
        page.pairs((one.severity.name.lower(), f"{one.text} {one.can_do}".strip()) for one in grave)
    if compared.questions:
        count = len(compared.questions)
        asked = "1 question is" if count == 1 else f"{count} questions are"
        page.lines([f"{asked} still open and could change this: `glidepath assess` lists them."])


def _made(words: RowWords) -> tuple[str, ...]:
    return (_which(words), *words.cells)


def _which(words: RowWords) -> str:
    which = f"{words.title}; {words.pace}" if words.pace else words.title
    return f"{which} [{words.sources}]"


def _written(words: RowWords) -> tuple[str, ...]:
    here = words.misfit or words.length or "these products make no course of it"
    return (_which(words), words.start, words.written, here)


def _show_sources(page: Page, compared: Compared) -> None:
    page.heading("Sources")
    numbers = source_numbers(compared)
    page.lines(
        f"[{numbers[one]}] {line}" for one, line in zip(numbers, source_lines(numbers), strict=True)
    )
