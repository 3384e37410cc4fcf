"""What an event names must be there: the event corrected, the plan signed, the flag answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from glidepath.domain.errors import BadInput, Problem
from glidepath.records.event import CORRECTABLE, EventKind
from glidepath.records.projection import PlanState, rebuild
from glidepath.records.tables import event, from_row

__all__ = ["check_ties"]

_OF_PLANS = (
    EventKind.PLAN_PROPOSED, EventKind.PLAN_SIGNED, EventKind.PLAN_SUPERSEDED,
    EventKind.PAPERS_SET,
)  # fmt: skip


def check_ties(db: Connection, person: str, kind: EventKind, body: Mapping[str, Any]) -> None:
    """Refuse an event that names what this person's record does not hold."""
    if kind is EventKind.PERSON_ADDED:
        _check_new(db, person)
    elif kind is EventKind.CORRECTION:
        _check_correction(db, person, body)
    elif kind is EventKind.ACKNOWLEDGED:
        _check_flag(db, person, body)
    elif kind in _OF_PLANS:
        _check_plan(db, person, kind, body)


def _check_new(db: Connection, person: str) -> None:
    if db.execute(select(event.c.seq).where(event.c.person == person).limit(1)).first():
        raise BadInput(Problem("person", "an id that is taken", "a new id"))


def _check_plan(db: Connection, person: str, kind: EventKind, body: Mapping[str, Any]) -> None:
    state = _plans(db, person).get(body["plan"])
    if kind is EventKind.PLAN_PROPOSED and state is not None:
        raise _refused("plan", "a plan id used before", "a new id for a new plan")
    if kind is not EventKind.PLAN_PROPOSED and state is None:
        raise _refused("plan", "a plan never proposed", "the id of a proposed plan")
    if kind is EventKind.PLAN_SIGNED and state is PlanState.SUPERSEDED:
        raise _refused("plan", "a plan that no longer holds", "a plan proposed anew")


def _check_correction(db: Connection, person: str, body: Mapping[str, Any]) -> None:
    named = _named(db, person, body["replaces"])
    allowed = ", ".join(sorted(kind.value for kind in CORRECTABLE))
    if named is None:
        raise _refused("replaces", "no event of this person", "the id of one of their events")
    if named.kind not in {kind.value for kind in CORRECTABLE}:
        raise _refused("replaces", f"an event of kind {named.kind}", allowed)
    if not isinstance(body.get("body"), Mapping) and body.get("body", "") is not None:
        raise _refused("body", "nothing", "the body that holds instead, or null to withdraw it")


def _check_flag(db: Connection, person: str, body: Mapping[str, Any]) -> None:
    named = _named(db, person, body["flag"])
    if named is None or named.kind != EventKind.TRIAGE_RAISED.value:
        raise _refused("flag", "no red flag of this person", "the id of a triage_raised event")


def _named(db: Connection, person: str, event_id: str) -> Row[Any] | None:
    query = select(event.c.kind).where(event.c.id == event_id, event.c.person == person)
    return db.execute(query).one_or_none()


def _plans(db: Connection, person: str) -> dict[str, PlanState]:
    """The person's plans and how far each has come."""
    kinds = [kind.value for kind in _OF_PLANS]
    query = select(event).where(event.c.person == person, event.c.kind.in_(kinds))
    rows = db.execute(query.order_by(event.c.seq))
    file = rebuild(person, (from_row(row) for row in rows))
    return {plan.id: plan.state for plan in file.plans}


def _refused(key: str, given: str, allowed: str) -> BadInput:
    return BadInput(Problem(f"body.{key}", given, allowed))
