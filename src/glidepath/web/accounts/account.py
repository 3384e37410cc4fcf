"""Accounts as the record has them: added, changed and locked by events, with a hash alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from glidepath.domain.errors import BadInput, Problem
from glidepath.records.event import EventKind, Stored
from glidepath.records.store import Store

__all__ = ["NAME", "ROLES", "Account", "accounts", "added", "change", "check_name_and_role"]

ROLES = ("prescriber", "viewer", "admin")
"""A patient has a link and a code for their own pages, and no account."""
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
_KINDS = (EventKind.ACCOUNT_ADDED, EventKind.ACCOUNT_CHANGED)
_ACCOUNT = "account"
_RESERVED = frozenset({"local", "unknown", "patient"})


@dataclass(frozen=True, slots=True)
class Account:
    """One account. `subject` is how an identity provider names its owner; empty: a password.

    `changed` is the number of the newest event that a session may not be older than.
    """

    name: str
    role: str
    password: str
    subject: str
    is_open: bool
    changed: int


def accounts(store: Store) -> dict[str, Account]:
    """Every account by its name, as it stands now."""
    found: dict[str, Account] = {}
    for event in store.events("", _KINDS):
        if event.body.get("what") == _ACCOUNT:
            _apply(found, event)
    return found


def _apply(found: dict[str, Account], event: Stored) -> None:
    body, name = event.body, str(event.body.get("account", ""))
    if event.kind is EventKind.ACCOUNT_ADDED:
        password, subject = str(body.get("password", "")), str(body.get("subject", ""))
        found[name] = Account(name, str(body["role"]), password, subject, True, event.seq)
    elif name in found:
        found[name] = replace(
            found[name],
            password=str(body.get("password", found[name].password)),
            is_open=bool(body.get("open", found[name].is_open)),
            changed=event.seq,
        )


def added(name: str, role: str, password: str, subject: str = "") -> dict[str, str]:
    """The body of a new account; `password` is its hash, empty where a provider is asked."""
    return {
        "what": _ACCOUNT, "account": name, "role": role, "password": password, "subject": subject,
    }  # fmt: skip


def change(name: str, **what: str | bool) -> dict[str, str | bool]:
    """The body of a change: `password` (a hash) or `open`."""
    return {"what": _ACCOUNT, "account": name, **what}


def check_name_and_role(name: str, role: str, taken: dict[str, Account]) -> None:
    """Refuse a name that is none or taken, and a role that is none, both at once."""
    problems = []
    if not NAME.fullmatch(name) or name in _RESERVED:
        allowed = "2 to 32 small letters, figures and . _ -, not local, unknown or patient"
        problems.append(Problem("name", "no name for an account", allowed))
    elif name in taken:
        problems.append(Problem("name", "a name that is taken", "a new name"))
    if role not in ROLES:
        problems.append(Problem("role", "no role", ", ".join(ROLES)))
    if problems:
        raise BadInput(problems)
