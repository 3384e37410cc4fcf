"""Files and stdin as bytes, cases as situations; no file name ever appears in an error."""

from __future__ import annotations

import sys
from pathlib import Path

from glidepath.domain.answer import Refusal
from glidepath.domain.claim import PlanClaim
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.person import Situation
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["read_bytes", "read_claim", "read_situation"]

STDIN = Path("-")


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

    return read_case(read_bytes(path), path.name, kb)


def read_claim(path: Path, kb: KnowledgeBase) -> PlanClaim | Refusal:
    """The plan of a plan file as it is written, or the refusal of a drug outside our scope."""
    from glidepath.interop.planfile import read_plan

    return read_plan(read_bytes(path), path.name, kb)
