"""Who typed the right password; wrong ones make the next try wait, ever longer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

from glidepath.records.event import EventKind
from glidepath.records.store import Store
from glidepath.web.accounts.account import Account, accounts
from glidepath.web.accounts.passwords import is_password

__all__ = ["FREE_TRIES", "LONGEST_REST", "Doorkeeper"]

FREE_TRIES = 5
LONGEST_REST = timedelta(minutes=15)
_MOST_NAMES = 5_000


@dataclass(frozen=True, slots=True)
class _Tries:
    wrong: int = 0
    last: datetime | None = None

    def rests_until(self) -> datetime | None:
        """A minute after the fifth wrong try in a row, then twice as long each time."""
        if self.last is None or self.wrong < FREE_TRIES:
            return None
        doubled: int = 2 ** min(self.wrong - FREE_TRIES, 10)
        return self.last + min(timedelta(minutes=doubled), LONGEST_REST)


class Doorkeeper:
    """Looks at names and passwords; every try is an event of the record."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        """Begin without a wrong try; names that nobody has are counted like any other."""
        self._store, self._now = store, now
        self._tries: dict[str, _Tries] = {}
        self._lock = Lock()

    def account_of(self, name: str, password: str) -> Account | None:
        """The open account of a name and its password; None for anything else, without a reason.

        While a name rests after wrong tries, the right password is wrong too.
        """
        known = accounts(self._store).get(name)
        may = self._may_try(name)
        fits = is_password(known.password if known else "", password)
        if not (may and fits and known is not None and known.is_open):
            self._note_failure(name, known, "password" if may else "resting")
            return None
        with self._lock:
            self._tries.pop(name, None)
        return known

    def _may_try(self, name: str) -> bool:
        with self._lock:
            until = self._tries.get(name, _Tries()).rests_until()
        return until is None or self._now() >= until

    def _note_failure(self, name: str, known: Account | None, why: str) -> None:
        """Count it and keep it; a name that nobody has is not kept, it may be a password."""
        now = self._now()
        with self._lock:
            before = self._tries.pop(name, _Tries())
            if why == "password":
                before = replace(before, wrong=before.wrong + 1, last=now)
            self._tries[name] = before
            while len(self._tries) > _MOST_NAMES:
                del self._tries[next(iter(self._tries))]
        self._store.add(
            "", EventKind.SIGN_IN_FAILED, {"why": why},
            actor=known.name if known else "unknown", role=known.role if known else "none", at=now,
        )  # fmt: skip
