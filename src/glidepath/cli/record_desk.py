"""Which record is meant, and who sits before it."""

from __future__ import annotations

import getpass
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glidepath.records.store import Store

__all__ = ["Desk"]


@dataclass(frozen=True, slots=True)
class Desk:
    """Which record is meant, and who sits before it; what is empty comes from this machine."""

    url: str = ""
    actor: str = ""
    role: str = ""

    @property
    def address(self) -> str:
        """The record's address: as given, or in the user's own data folder."""
        from glidepath.cli.serve import default_store

        return self.url or default_store()

    def by(self) -> dict[str, Any]:
        """Who does it, as what, and when."""
        actor = self.actor or re.sub(r"[^A-Za-z0-9._@+-]", "_", _login())
        return {"actor": actor, "role": self.role or "operator", "at": datetime.now(UTC)}

    def open(self, create: bool = False) -> Store:
        """The record; made only where that is asked for."""
        from glidepath.records.store import open_store

        return open_store(self.address, create=create)


def _login() -> str:
    with suppress(OSError, KeyError):
        return getpass.getuser()
    return f"uid{os.getuid()}" if hasattr(os, "getuid") else "unknown"
