"""What the record says when it cannot go on; none of it ever tells what a record holds.

GlidepathError
├── BadInput
│   └── Conflict      somebody else wrote to this person's record in between
└── Damaged           the record is not what was written: nothing more is written to it
"""

from __future__ import annotations

from glidepath.domain.errors import BadInput, GlidepathError, Problem

__all__ = ["Conflict", "Damaged", "unavailable"]


class Conflict(BadInput):
    """Somebody else wrote to this person's record since it was last read."""


class Damaged(GlidepathError):
    """The record has lost or changed something that was once acknowledged."""


def unavailable(reason: str) -> BadInput:
    """The database cannot be used now; `reason` is a word of ours, never its own message."""
    return BadInput(
        Problem(
            "store",
            reason,
            "a database that can be reached, opened and written",
            "Nothing was acknowledged. Look at the store, then try again.",
        )
    )
