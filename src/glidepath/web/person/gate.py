"""The safety lines of the diary: read from the form, with what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.diary_book import diary_book
from glidepath.web.desk import Posted

__all__ = ["ANSWERS", "Gate", "read_gate", "rows"]

ANSWERS = ("yes", "no", "unknown")


@dataclass(frozen=True, slots=True)
class Gate:
    """What was ticked: answers of lines and of their questions, lines without any answer.

    `unasked` are questions of a yes that nobody answered, `unexplained` the lines that say yes
    while none of their questions does and one at least is open.
    """

    lines: dict[str, str]
    questions: dict[str, str]
    missing: tuple[str, ...]
    unasked: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()

    @property
    def has_yes(self) -> bool:
        """Whether any line or question was answered with yes."""
        return "yes" in (*self.lines.values(), *self.questions.values())

    @property
    def tree(self) -> dict[str, Any]:
        """The answers in the shape of a diary file."""
        told: dict[str, Any] = {}
        if self.lines:
            told["gate"] = dict(self.lines)
        if self.questions:
            told["safety"] = dict(self.questions)
        return told


def rows(kb: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """Every line of the gate with the questions that a yes asks."""
    return {name: row.raises for name, row in diary_book(kb).gate.items()}


def read_gate(form: Posted, kb: KnowledgeBase) -> Gate:
    """The safety lines of a form. A line is no only where somebody said no to it."""
    lines: dict[str, str] = {}
    questions: dict[str, str] = {}
    missing, unasked, unexplained = [], [], []
    for name, asked in rows(kb).items():
        answer = form.one(f"row.{name}")
        if answer not in ANSWERS:
            missing.append(name)
        elif answer != "no":
            told = {one: said for one in asked if (said := form.one(f"ask.{one}")) in ANSWERS}
            questions |= told
            unasked += [one for one in asked if one not in told]
            if "yes" not in told.values() and not _all_no(asked, told):
                unexplained.append(name)
        if answer in ANSWERS:
            lines[name] = answer
    return Gate(lines, questions, tuple(missing), tuple(unasked), tuple(unexplained))


def _all_no(asked: tuple[str, ...], told: dict[str, str]) -> bool:
    return all(told.get(one) == "no" for one in asked)
