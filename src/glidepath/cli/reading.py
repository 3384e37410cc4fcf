"""Files and stdin as bytes, cases as situations; no file name ever appears in an error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from glidepath.domain.answer import Refusal
from glidepath.domain.claim import PlanClaim
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.person import Situation
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["read_bytes", "read_claim", "read_situation", "refuse_another", "writable"]

STDIN = Path("-")

_KINDS = {
    "treatment": ("a case", "`glidepath plan` reads cases."),
    "steps": ("a plan", "`glidepath check` reads plans."),
    "plan": ("a plan", "`glidepath check` reads plans."),
    "answers": ("answers about danger signs", "`glidepath triage` reads them."),
    "taken": ("a record of what was taken", "Give it to `glidepath replan` after --record."),
    "days": ("a diary", "Give it to `glidepath follow` after --diary."),
    "side_effects": ("a report of side effects", "Give it to `glidepath side-effects`."),
}
"""What a file is by a key that only it has, and the command that reads it."""

_PLANLESS = {
    "questions": (
        "an answer with open questions and no plan",
        "Answer its questions in the case, run `glidepath plan` again, and check what it plans.",
    ),
    "refusal": (
        "an answer that refuses a plan",
        "It holds nothing to check; it says why under text and what to do under next_step.",
    ),
}
"""Our own answers without a plan by their outcome, and what to do next."""

_ANSWER = (
    "an answer without a plan",
    "Give the plan.json that `glidepath plan` wrote, or a plan that somebody typed.",
)
"""Any other answer of ours: what was found, and by which versions."""


def read_bytes(path: Path) -> bytes:
    """What a file or stdin holds, up to a little more than any file of ours needs."""
    from glidepath.interop.casefile_tree import MAX_DIARY_BYTES

    try:
        if path == STDIN:
            return sys.stdin.buffer.read(MAX_DIARY_BYTES + 1)
        with path.open("rb") as file:
            return file.read(MAX_DIARY_BYTES + 1)
    except OSError as fault:
        reason = (fault.strerror or "it cannot be opened").lower()
        raise BadInput(
            Problem(
                "file", reason, "a file that can be read", "Check the path, or give - for stdin."
            )
        ) from None


def read_situation(path: Path, kb: KnowledgeBase) -> Situation | Refusal:
    """The situation of a case file, or the refusal of a drug outside our scope."""
    from glidepath.interop.casefile import read_case

    content = read_bytes(path)
    try:
        return read_case(content, path.name, kb)
    except BadInput:
        refuse_another(content, path.name, "a case")
        raise


def refuse_another(content: bytes, name: str, wanted: str) -> None:
    """Say what a file is that is not what was `wanted`, rather than everything it lacks."""
    from glidepath.interop.casefile_tree import read_tree

    found = _kinds(read_tree(content, name))
    if found and wanted not in [kind for kind, _ in found]:
        kind, step = found[0]
        raise BadInput(Problem("file", kind, wanted, step))


def _kinds(tree: dict[str, Any]) -> list[tuple[str, str]]:
    """What a file may be, each with what to do; an answer without a plan is that and no more."""
    outcome = tree.get("outcome")
    if not isinstance(tree.get("plan"), dict):
        if isinstance(outcome, str) and outcome in _PLANLESS and "next_step" in tree:
            return [_PLANLESS[outcome]]
        if {"findings", "versions"} <= set(tree):
            return [_ANSWER]
    return [_KINDS[key] for key in _KINDS if key in tree]


def read_claim(path: Path, kb: KnowledgeBase) -> PlanClaim | Refusal:
    """The plan of a plan file as it is written, or the refusal of a drug outside our scope."""
    from glidepath.interop.planfile import read_plan

    content = read_bytes(path)
    try:
        return read_plan(content, path.name, kb)
    except BadInput:
        refuse_another(content, path.name, "a plan")
        raise


@contextmanager
def writable(option: str) -> Iterator[None]:
    """What cannot be written is bad input, told by the option and never by its place."""
    try:
        yield
    except OSError as fault:
        reason = (fault.strerror or "it cannot be written").lower()
        raise BadInput(Problem(option, reason, "a place you may write to")) from None
