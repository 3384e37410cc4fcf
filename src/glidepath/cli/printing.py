"""Where text goes: answers to stdout, all else to stderr; plain where no colour is wanted."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from glidepath.domain.answer import Answer, Question
from glidepath.domain.evidence import Confidence
from glidepath.domain.finding import Finding, Severity, Verdict

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

__all__ = [
    "columns", "console", "print_json", "show_answer", "show_findings", "show_questions", "tell",
    "wants_colour",
]  # fmt: skip

_WIDTH = 100
_STYLES = {
    Severity.EMERGENCY: "bold red",
    Severity.BLOCK: "bold red",
    Severity.WARNING: "yellow",
    Severity.CAUTION: "cyan",
    Severity.NOTE: "",
}


def console(country: str = "") -> Console:
    """Rich on stdout, with amounts of drug as a country writes them.

    Rich itself honours NO_COLOR and leaves pipes plain.
    """
    from rich.console import Console

    from glidepath.documents.units import in_units_of

    class Writing(Console):
        def render_str(self, text: str, **how: Any) -> Text:
            return super().render_str(in_units_of(country, text), **how)

    return Writing(highlight=False, emoji=False, markup=False, width=columns())


def columns() -> int:
    """How wide the terminal is."""
    return shutil.get_terminal_size((_WIDTH, 24)).columns


def tell(text: str) -> None:
    """A line about progress, on stderr, so that stdout holds the answer alone."""
    print(text, file=sys.stderr)


def print_json(tables: Any) -> None:
    """The answer as JSON: UTF-8 whatever the terminal says, the same bytes every time."""
    from glidepath.interop.answerfile import as_json

    sys.stdout.flush()
    text = as_json(tables)
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
    else:
        buffer.write(text.encode("utf-8"))
        buffer.flush()


def show_findings(out: Console, findings: Iterable[Finding], verdict: Verdict) -> None:
    """Findings of one verdict, the gravest first, each with what can be done."""
    table = _grid()
    for one in findings:
        if one.verdict is not verdict:
            continue
        mark = _mark(one.confidence)
        table.add_row(one.severity.name.lower(), one.text + mark, style=_STYLES[one.severity])
        if one.can_do:
            table.add_row("", one.can_do)
        table.add_row("", f"{one.rule_id}; {', '.join(one.sources)}", style="dim")
    out.print(table)


def _mark(confidence: str) -> str:
    """The word beside what nobody has verified."""
    word = Confidence(confidence).mark if confidence else ""
    return f" [{word}]" if word else ""


def show_questions(out: Console, questions: Iterable[Question]) -> None:
    """Open questions; those without which there is no plan come with a star."""
    table = _grid()
    for question in questions:
        table.add_row("*" if question.blocks else "", f"{question.text} ({question.fact})")
        table.add_row("", question.why, style="dim")
    out.print(table)


def _grid() -> Table:
    """Two columns: a word at the left, the text beside it, broken where it must be."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    return table


def show_answer(answer: Answer, as_json: bool = False, country: str = "") -> None:
    """An answer as a clinician reads it, as wide as the terminal; or as JSON.

    `country` says in which units amounts are written where no plan says so. The JSON here is
    that of an answer that came before any assessment.
    """
    if as_json:
        from glidepath.interop.answerfile import write_answer
        from glidepath.knowledge.base import KnowledgeBase

        print_json(write_answer(answer, KnowledgeBase.packaged()))
        return
    from glidepath.documents.terminal import terminal_text

    text = terminal_text(answer, width=columns(), colour=wants_colour(), country=country)
    print(text, end="")


def wants_colour() -> bool:
    """Whether colour may be printed: on a terminal, and where nobody said no."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain
