"""How a person gets to their own pages: a link and a short code from the clinician.

The code is never kept, only its salted hash (Argon2id). It has nearly 50 bits; after five wrong
tries in a row it rests, after twenty it is void. Every try is in the record.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from glidepath.records.event import EventKind, Stored, instant, instant_text, new_id

__all__ = [
    "LASTS", "Access", "NewAccess", "access_of", "fits", "language_of", "new_access", "open_access",
]  # fmt: skip

LASTS = (7, 30, 90, 180)
"""For how many days a code may be given."""
_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without I, L, O, 0 and 1: nobody mixes them up
_LENGTH, _GROUP = 10, 5
_TRIES, _MOST_TRIES = 5, 20
_REST = timedelta(minutes=15)
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
KINDS = (
    EventKind.ACCOUNT_ADDED, EventKind.ACCOUNT_CHANGED, EventKind.SIGN_IN_FAILED,
    EventKind.SIGNED_IN, EventKind.SETTINGS_CHANGED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewAccess:
    """A fresh way in: the code, which is shown once, and the body that is kept."""

    id: str
    code: str
    body: dict[str, str]


@dataclass(frozen=True, slots=True)
class Access:
    """One way in as the record has it. `watched` says who looks at the diary; empty: nobody."""

    id: str
    person: str
    code_hash: str
    expires: datetime
    watched: str
    revoked: bool
    failures: int
    last_failure: datetime | None

    def is_open(self, now: datetime) -> bool:
        """Whether a code may still be tried at all."""
        return not self.revoked and now < self.expires and self.failures < _MOST_TRIES

    def rests_until(self, now: datetime) -> datetime | None:
        """Until when no code is looked at, after too many wrong ones in a row."""
        if self.last_failure is None or self.failures < _TRIES:
            return None
        until = self.last_failure + _REST
        return until if now < until else None


def new_access(days: int, watched: str, now: datetime) -> NewAccess:
    """A new link and code for so many days."""
    plain = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    access = new_id()
    body = {
        "what": "access", "access": access, "code": _HASHER.hash(plain), "watched": watched,
        "expires": instant_text(now + timedelta(days=days)),
    }  # fmt: skip
    shown = "-".join(plain[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))
    return NewAccess(access, shown, body)


def fits(access: Access, typed: str) -> bool:
    """Whether a typed code is the one of this access; blanks, dashes and small letters are fine."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())[: 2 * _LENGTH]
    try:
        return _HASHER.verify(access.code_hash, plain)
    except (VerificationError, InvalidHashError):
        return False


def access_of(events: Iterable[Stored], access: str) -> Access | None:
    """One way in from the record; None for an id that none has."""
    mine = [one for one in events if one.body.get("access") == access and one.kind in KINDS]
    made = next((one for one in mine if one.kind is EventKind.ACCOUNT_ADDED), None)
    if made is None:
        return None
    failures: list[datetime] = []
    for one in mine:
        if one.kind is EventKind.SIGNED_IN:
            failures.clear()
        elif one.kind is EventKind.SIGN_IN_FAILED and one.body.get("why") == "code":
            failures.append(one.at)
    changes = [one for one in mine if one.kind is EventKind.ACCOUNT_CHANGED]
    return Access(
        id=access,
        person=made.person,
        code_hash=str(made.body["code"]),
        expires=instant(str(made.body["expires"])),
        watched=str(made.body.get("watched", "")),
        revoked=any(one.body.get("revoked") is True for one in changes),
        failures=len(failures),
        last_failure=failures[-1] if failures else None,
    )


def open_access(events: Iterable[Stored], now: datetime) -> Access | None:
    """The way in of one person that holds now; a newer one takes the place of older ones."""
    events = tuple(events)
    made = [one for one in events if one.kind is EventKind.ACCOUNT_ADDED]
    found = access_of(events, str(made[-1].body.get("access", ""))) if made else None
    return found if found is not None and found.is_open(now) else None


def language_of(events: Iterable[Stored]) -> str:
    """The language that the person chose last; empty if never."""
    chosen = [
        str(one.body["language"])
        for one in events
        if one.kind is EventKind.SETTINGS_CHANGED and "language" in one.body
    ]
    return chosen[-1] if chosen else ""
