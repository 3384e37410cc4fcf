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

__all__ = ["console", "print_json", "show_answer", "show_findings", "show_questions", "tell"]

_WIDTH = 100
_STYLES = {
    Severity.EMERGENCY: "bold red",
    Severity.BLOCK: "bold red",
    Severity.WARNING: "yellow",
    Severity.CAUTION: "cyan",
    Severity.NOTE: "",
}


def console() -> Console:
    """Rich on stdout; Rich itself honours NO_COLOR and leaves pipes plain."""
    from rich.console import Console

    return Console(highlight=False, emoji=False, markup=False)


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
    for one in findings:
        if one.verdict is not verdict:
            continue
        mark = _mark(one.confidence)
        weight = one.severity.name.lower()
        out.print(f"{weight:>9}  {one.text}{mark}", style=_STYLES[one.severity])
        if one.can_do:
            out.print(f"           {one.can_do}")
        out.print(f"           {one.rule_id}; {', '.join(one.sources)}", style="dim")


def _mark(confidence: str) -> str:
    """The word beside what nobody has verified."""
    word = Confidence(confidence).mark if confidence else ""
    return f" [{word}]" if word else ""


def show_questions(out: Console, questions: Iterable[Question]) -> None:
    """Open questions; those without which there is no plan come with a star."""
    for question in questions:
        star = "*" if question.blocks else " "
        out.print(f" {star} {question.text}  ({question.fact})")
        out.print(f"     {question.why}", style="dim")


def show_answer(answer: Answer) -> None:
    """An answer as a clinician reads it, as wide as the terminal."""
    from glidepath.documents.terminal import terminal_text

    width = shutil.get_terminal_size((_WIDTH, 24)).columns
    print(terminal_text(answer, width=width, colour=_wants_colour()), end="")


def _wants_colour() -> bool:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain
