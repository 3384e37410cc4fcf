"""What an event has to say before it is kept; its clinical content stays opaque.

Only what ties events together is looked at: who acted and when, whom a correction replaces
and why, which plan was signed, which red flag was acknowledged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from glidepath.domain.errors import BadInput, Problem
from glidepath.records.event import EventKind, is_opaque

__all__ = ["REQUIRED", "check_form", "kind_of", "plan_body"]

_ACTOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}")
_ROLE = re.compile(r"[a-z][a-z_]{0,31}")

REQUIRED: Mapping[EventKind, Mapping[str, type]] = {
    EventKind.PLAN_PROPOSED: {"plan": str, "versions": dict, "input": dict, "report": dict},
    EventKind.PLAN_SIGNED: {"plan": str},
    EventKind.PLAN_SUPERSEDED: {"plan": str, "reason": str},
    EventKind.PAPERS_SET: {"plan": str, "papers": dict},
    EventKind.ACKNOWLEDGED: {"flag": str},
    EventKind.CORRECTION: {"replaces": str, "reason": str},
    EventKind.OVERRIDE: {"of": str, "reason": str},
    EventKind.ANCHOR_RENEWED: {"reason": str},
}
"""The keys that a body must have, by kind; text must not be empty."""

_VERSIONS = ("engine", "knowledge", "products")
_OF_NO_PERSON = frozenset(
    {
        EventKind.SIGNED_IN, EventKind.SIGNED_OUT, EventKind.SIGN_IN_FAILED,
        EventKind.ACCOUNT_ADDED, EventKind.ACCOUNT_CHANGED, EventKind.SETTINGS_CHANGED,
        EventKind.KNOWLEDGE_CHANGED, EventKind.BACKED_UP, EventKind.RESTORED,
        EventKind.ANCHOR_RENEWED, EventKind.VIEWED, EventKind.EXPORTED,
    }
)  # fmt: skip


def kind_of(kind: EventKind | str) -> EventKind:
    """The kind that a word names; refuses a word that names none."""
    try:
        return EventKind(kind)
    except ValueError:
        allowed = ", ".join(one.value for one in EventKind)
        raise BadInput(Problem("kind", "no kind of event", allowed)) from None


def plan_body(
    plan: str,
    versions: Mapping[str, str],
    given: Mapping[str, Any],
    report: Mapping[str, Any],
) -> dict[str, Any]:
    """The body of a proposed plan: its id, what made it, from what, and the whole answer.

    `versions` has the keys engine, knowledge and products, so that the plan can be worked
    out again years later and compared (see `recompute`).
    """
    return {"plan": plan, "versions": dict(versions), "input": given, "report": report}


def check_form(
    person: str,
    kind: EventKind,
    body: Mapping[str, Any],
    actor: str,
    role: str,
    at: datetime,
) -> None:
    """Refuse an event that lacks what it must say, with every problem at once."""
    problems = [*_who_and_when(actor, role, at), *_of_whom(person, kind), *_body(kind, body)]
    if problems:
        raise BadInput(problems)


def _who_and_when(actor: str, role: str, at: datetime) -> list[Problem]:
    problems = []
    if not _ACTOR.fullmatch(actor):
        problems.append(
            Problem("actor", "no account's name", "letters, figures and . _ @ + -, up to 64")
        )
    if not _ROLE.fullmatch(role):
        problems.append(Problem("role", "no role", "lower-case letters and _, up to 32"))
    if at.utcoffset() is None:
        problems.append(Problem("at", "a time without a zone", "a time in UTC"))
    return problems


def _of_whom(person: str, kind: EventKind) -> list[Problem]:
    if not person:
        if kind in _OF_NO_PERSON:
            return []
        return [Problem("person", "nobody", f"a person's id, which {kind.value} must have")]
    if is_opaque(person):
        return []
    return [
        Problem(
            "person", "something that is no id", "16 to 64 letters, figures, - and _",
            "Ids are made by `glidepath record new`; a name is never one.",
        )
    ]  # fmt: skip


def _body(kind: EventKind, body: Mapping[str, Any]) -> list[Problem]:
    problems = []
    for key, wanted in REQUIRED.get(kind, {}).items():
        value = body.get(key)
        given = isinstance(value, Mapping) if wanted is dict else isinstance(value, str)
        if not given or (wanted is str and not str(value).strip()):
            what = "text" if wanted is str else "a mapping"
            problems.append(Problem(f"body.{key}", "nothing that can be used", what))
    if kind is EventKind.PLAN_PROPOSED and isinstance(body.get("versions"), Mapping):
        lacking = [name for name in _VERSIONS if not isinstance(body["versions"].get(name), str)]
        problems += [Problem(f"body.versions.{name}", "nothing", "text") for name in lacking]
    return problems
