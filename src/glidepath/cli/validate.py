"""`glidepath validate`: the packaged facts held against each other."""

from __future__ import annotations

from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.check import check_all

__all__ = ["validate"]


def validate() -> int:
    """Read and check every data file; what is wrong is told as damaged data."""
    kb = KnowledgeBase.packaged()
    check_all(kb)
    print(f"The packaged facts are sound: version {kb.version()}.")
    return 0
