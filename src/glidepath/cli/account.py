"""`glidepath account`: who may sign in where others than this machine are served.

Passwords are read from standard input, never from arguments, and kept as a hash alone.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from glidepath.records.event import EventKind
    from glidepath.records.store import Store

__all__ = ["account_app"]

account_app = typer.Typer(
    no_args_is_help=True, help="Accounts for serving others than this machine.",
)  # fmt: skip
Address = Annotated[str, typer.Option("--store", help="The record: an SQLAlchemy URL.")]
Name = Annotated[str, typer.Argument(help="Name of the account, such as dr.example.")]


@account_app.command(name="add")
def add(
    name: Name,
    role: Annotated[str, typer.Option(help="prescriber, viewer or admin.")],
    subject: Annotated[
        str, typer.Option(help="How your identity provider names the owner; then no password.")
    ] = "",
    store: Address = "",
) -> None:
    """Add an account; its password is the first line of standard input."""
    from glidepath.records.event import EventKind
    from glidepath.web.accounts.account import accounts, added, check_name_and_role
    from glidepath.web.accounts.passwords import check_password, hashed

    with _opened(store) as record:
        check_name_and_role(name, role, accounts(record))
        secret = ""
        if not subject:
            secret = _secret()
            check_password(secret, name)
        body = added(name, role, hashed(secret) if secret else "", subject)
        _keep(record, EventKind.ACCOUNT_ADDED, body)
    _say(f"The account {name} is there, with the role {role}.")


@account_app.command(name="list")
def show(store: Address = "") -> None:
    """Every account with its role and whether it is open."""
    from glidepath.web.accounts.account import accounts

    with _opened(store) as record:
        for one in accounts(record).values():
            print(f"{one.name}  {one.role}  {'open' if one.is_open else 'locked'}")


@account_app.command(name="password")
def password(name: Name, store: Address = "") -> None:
    """Set a new password, the first line of standard input."""
    from glidepath.web.accounts.account import change
    from glidepath.web.accounts.passwords import check_password, hashed

    with _opened(store) as record:
        _known(record, name)
        secret = _secret()
        check_password(secret, name)
        _changed(record, change(name, password=hashed(secret)))
    _say(f"The account {name} has a new password.")


@account_app.command(name="lock")
def lock(name: Name, store: Address = "") -> None:
    """Lock an account; its sessions end with their next request."""
    _open_or_lock(name, store, is_open=False)


@account_app.command(name="unlock")
def unlock(name: Name, store: Address = "") -> None:
    """Open a locked account again."""
    _open_or_lock(name, store, is_open=True)


def _open_or_lock(name: str, store: str, *, is_open: bool) -> None:
    from glidepath.web.accounts.account import change

    with _opened(store) as record:
        _known(record, name)
        _changed(record, change(name, open=is_open))
    _say(f"The account {name} is {'open' if is_open else 'locked'}.")


def _opened(address: str) -> Store:
    from glidepath.cli.serve import default_store
    from glidepath.records.store import open_store

    return open_store(address or default_store())


def _known(record: Store, name: str) -> None:
    from glidepath.domain.errors import BadInput, Problem
    from glidepath.web.accounts.account import accounts

    if name not in accounts(record):
        raise BadInput(
            Problem("name", "no account has it", "one that `glidepath account list` shows")
        )


def _secret() -> str:
    """The first line of standard input, unseen where somebody types it; nothing is cut off."""
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass("Password: ")
    return sys.stdin.readline().rstrip("\r\n")


def _changed(record: Store, body: dict[str, Any]) -> None:
    from glidepath.records.event import EventKind

    _keep(record, EventKind.ACCOUNT_CHANGED, body)


def _keep(record: Store, kind: EventKind, body: dict[str, Any]) -> None:
    record.add("", kind, body, actor="command-line", role="admin", at=datetime.now(UTC))


def _say(text: str) -> None:
    from glidepath.cli.printing import tell

    tell(text)
