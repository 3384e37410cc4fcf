"""Who looked at what, written down; what cannot be written yet is owed and written first of all.

A record that is full, locked or out of reach must not keep a plan or a number to call from the
one who needs it now. A record that is damaged is another matter: what it still shows may be an
older plan, so nothing is handed out from it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from glidepath.domain.errors import BadInput
from glidepath.records.event import EventKind
from glidepath.records.store import Store
from glidepath.web.security.session import Session

__all__ = ["Look", "Looks"]

_LOG = logging.getLogger("glidepath.web")
_MOST_OWED = 2_000


@dataclass(frozen=True, slots=True)
class Look:
    """One look: who, in which role, at whom (empty: at the list), as what, and when."""

    actor: str
    role: str
    person: str
    kind: EventKind
    body: Mapping[str, Any]
    at: datetime


class Looks:
    """The looks of one server; `store` gives the record, `now` the time."""

    def __init__(self, store: Callable[[], Store], now: Callable[[], datetime]) -> None:
        """Begin with nothing owed."""
        self._store, self._now, self._lock = store, now, Lock()
        self.owed: list[Look] = []

    def note(self, session: Session, person: str, kind: EventKind, body: Mapping[str, Any]) -> None:
        """Write a look down before its page leaves, those that are owed first.

        While the record cannot be written, the look is owed and the page may leave. Refuses
        (BadInput) once too many are owed, and whatever else than that is amiss.
        """
        look = Look(session.actor, session.role, person, kind, dict(body), self._now())
        with self._lock:
            try:
                while self.owed:
                    self._write(self.owed[0], {"late": True})
                    del self.owed[0]
                self._write(look, {})
            except BadInput as bad:
                if not _is_unavailable(bad) or len(self.owed) >= _MOST_OWED:
                    raise
                self.owed.append(look)
                _LOG.warning("a look is not in the record yet; %d wait", len(self.owed))

    def _write(self, look: Look, more: Mapping[str, Any]) -> None:
        self._store().add(
            look.person, look.kind, {**look.body, **more},
            actor=look.actor, role=look.role, at=look.at,
        )  # fmt: skip


def _is_unavailable(bad: BadInput) -> bool:
    """Whether the record cannot be written now; it would be told so by every look."""
    return all(one.where == "store" for one in bad.problems)
