"""Help besides tablets, from tables to values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from glidepath.domain.errors import BadInput
from glidepath.domain.grading import Route
from glidepath.domain.person import Condition, History, Indication
from glidepath.domain.support import (
    Caution,
    Heading,
    Meeting,
    Module,
    Place,
    Said,
    SelfCheck,
    SharedItem,
    Skill,
    SupportBook,
    Treatment,
)
from glidepath.knowledge.store import KnowledgeError
from glidepath.knowledge.table import Table

__all__ = ["FILES", "read_support"]

FILES = ("evidence", "modules", "skills", "talks", "shared", "calendar", "hard_times", "treatments")
"""The files of the folder `support`."""

EVENTS = ("start", "each_cut", "last_quarter", "goal", "kept")
STAGES = (
    "not_considering", "thinking", "preparing", "tapering", "pausing", "stopped", "maintaining",
)  # fmt: skip

_INDICATIONS = tuple(one.value for one in Indication)
_CONDITIONS = tuple(one.value for one in Condition)
_FACTS = tuple(History.__dataclass_fields__)

Raw = Callable[[str], Mapping[str, Any]]


def read_support(raw: Raw) -> SupportBook:
    """The whole book; raises `KnowledgeError` with every problem of every file at once."""
    problems: list[str] = []
    groups = tuple(raw("medicines.toml")["group"])
    tables = {name: _table(raw, name, problems) for name in FILES}
    book = _book(tables, groups, problems)
    if problems or book is None:
        raise KnowledgeError(tuple(dict.fromkeys(problems)))
    return book


def _table(raw: Raw, name: str, problems: list[str]) -> Table:
    path = f"support/{name}.toml"
    return Table(raw(path), path, "", problems)


def _book(
    tables: Mapping[str, Table], groups: tuple[str, ...], problems: list[str]
) -> SupportBook | None:
    talks, hard = tables["talks"], tables["hard_times"]
    parts: dict[str, Any] = {
        "modules": _each(tables["modules"], _module),
        "skills": _each(tables["skills"], _skill),
        "evidence": {name: _said(tables["evidence"].sub(name)) for name in tables["evidence"]},
        "prompts": {row.choice("stage", STAGES): _said(row) for row in talks.subs("prompt")},
        "checks": tuple(_check(row) for row in talks.subs("check")),
        "meetings": _each(tables["calendar"], _meeting),
        "shared": _each(tables["shared"], _shared),
        "headings": _each(hard.sub("heading"), _heading),
        "always": tuple(_said(row) for row in hard.subs("always")),
        "words": {row.text("name"): _said(row) for row in hard.subs("word")},
        "treatments": _each(tables["treatments"], lambda name, row: _treatment(name, row, groups)),
    }
    for table in tables.values():
        table.close()
    if problems:
        return None
    try:
        return SupportBook(**parts)
    except BadInput as error:
        problems += [f"{problem} @ support: whole folder" for problem in error.problems]
        return None


def _each(table: Table, read: Callable[[str, Table], Any]) -> tuple[Any, ...]:
    made = (read(name, table.sub(name)) for name in table)
    return tuple(one for one in made if one is not None)


def _said(row: Table, key: str = "text") -> Said:
    fact = row.fact(row.text(key))
    return Said(fact.value, fact.sources, fact.confidence.value)


def _known(row: Table, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    if not row.has(key):
        return ()
    given = row.texts(key)
    for one in given:
        if one not in allowed:
            row.note(f"{one!r} is not known", key)
    return given


def _place(row: Table) -> Place | None:
    before = row.whole("before") if row.has("before") else None
    share = row.exact("share") if row.has("share") else None
    after = row.wholes("after") if row.has("after") else ()
    row.close()
    return row.made(lambda: Place(before, share, after), None)


def _caution(row: Table, known_groups: tuple[str, ...] = ()) -> Caution | None:
    conditions = _known(row, "conditions", _CONDITIONS)
    facts = _known(row, "facts", _FACTS)
    pregnant = row.flag("pregnant") if row.has("pregnant") else False
    groups = _known(row, "groups", known_groups)
    age_from = row.whole("age_from", 1) if row.has("age_from") else None
    said = _said(row)
    return row.made(lambda: Caution(said, conditions, facts, pregnant, groups, age_from), None)


def _treatment(name: str, row: Table, groups: tuple[str, ...]) -> Treatment:
    title, uses = row.text("title"), _known(row, "uses", _INDICATIONS)
    role = row.text("role")
    cautions = tuple(filter(None, (_caution(one, groups) for one in row.subs("caution"))))
    fact = row.fact(title)
    return Treatment(name, title, uses, role, cautions, fact.sources, fact.confidence.value)


def _module(name: str, row: Table) -> Module | None:
    title, indications = row.text("title"), _known(row, "indications", _INDICATIONS)
    place, led_by = _place(row.sub("place")), row.choice("led_by", ("clinician", "self"))
    sessions, apart = row.whole("sessions", 1), row.whole("apart", 1)
    outline, home = row.texts("outline"), row.texts("home")
    evidence = row.texts("evidence")
    cautions = tuple(filter(None, (_caution(one) for one in row.subs("caution"))))
    fact = row.fact(title)
    if place is None:
        return None
    return Module(
        name, title, indications, place, sessions, apart, led_by, outline, home, evidence,
        cautions, fact.sources, fact.confidence.value,
    )  # fmt: skip


def _skill(name: str, row: Table) -> Skill:
    title, steps, often = row.text("title"), row.texts("steps"), row.text("often")
    helps, caution = row.texts("helps"), row.text("caution")
    fact = row.fact(title)
    return Skill(name, title, steps, often, helps, caution, fact.sources, fact.confidence.value)


def _check(row: Table) -> SelfCheck:
    statement, truth = row.text("statement"), row.flag("truth")
    return SelfCheck(statement, truth, _said(row, "why"))


def _meeting(name: str, row: Table) -> Meeting | None:
    event = row.choice("from", EVENTS)
    days = row.wholes("days", 0) if row.has("days") else ()
    every = row.whole("every", 1) if row.has("every") else 0
    until = row.choice("until", ("goal", "end")) if row.has("until") else ""
    how = row.choice("how", ("visit", "call", "form", "desk"))
    scales = row.texts("scales")
    ahead = row.whole("for_days", 1) if every and not until else 0
    reason = _said(row, "reason")
    return row.made(
        lambda: Meeting(name, event, days, every, until, how, reason, scales, ahead), None
    )


def _shared(name: str, row: Table) -> SharedItem:
    title = row.text("title")
    indications = _known(row, "indications", _INDICATIONS)
    conditions = _known(row, "conditions", _CONDITIONS)
    order = row.choice("order", ("first", "together"))
    screens, plan, heed = row.texts("screens"), row.texts("plan"), row.texts("heed")
    route = row.choice("route", [one.value for one in Route])
    fact = row.fact(title)
    return SharedItem(
        name, title, indications, conditions, order, screens, plan, heed, route,
        fact.sources, fact.confidence.value,
    )  # fmt: skip


def _heading(name: str, row: Table) -> Heading:
    title, hint = row.text("text"), row.text("hint")
    row.fact(title)
    return Heading(name, title, hint)
