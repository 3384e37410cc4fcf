"""A person's diary as the record keeps it: one tree for each day, in the shape of a diary file.

What is written later on a day is laid over what was written before; a yes of the safety lines is
never taken back by a later no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from glidepath.domain.diary import DayEntry, Diary
from glidepath.domain.errors import BadInput
from glidepath.interop.diaryfile import diary_of
from glidepath.knowledge.base import KnowledgeBase
from glidepath.records.event import EventKind, Stored
from glidepath.records.projection import rebuild

__all__ = [
    "Tree", "day_of", "day_tree", "diary_from", "laid_over", "read_one", "trees", "week_over",
    "week_tree",
]  # fmt: skip

Tree = dict[str, Any]
_LISTS = {
    EventKind.DAY_ENTRY: "days", EventKind.WEEK_ENTRY: "weeks", EventKind.SCALE: "scales",
}  # fmt: skip
_MERGED = ("gate", "others", "circumstances")


def trees(events: Iterable[Stored], kind: EventKind) -> tuple[Tree, ...]:
    """What holds of one kind, the last of each day (and each scale), in the order of days.

    An entry that was corrected holds as corrected; one that was withdrawn does not hold.
    """
    mine = [one for one in events if one.kind in (kind, EventKind.CORRECTION)]
    bodies = [one.body for one in rebuild(mine[0].person, mine).of(kind)] if mine else []
    found = {
        (str(body["on"]), str(body.get("id", ""))): dict(body)
        for body in bodies
        if body is not None and "on" in body
    }
    return tuple(found[key] for key in sorted(found))


def day_tree(events: Iterable[Stored], on: date) -> Tree:
    """What was written of a day so far; only its date where nothing was."""
    iso = on.isoformat()
    found = [one for one in trees(events, EventKind.DAY_ENTRY) if one["on"] == iso]
    return found[-1] if found else {"on": iso}


def week_tree(events: Iterable[Stored], on: date) -> Tree:
    """What was written in the list of the week on a day so far; only its date where nothing was."""
    iso = on.isoformat()
    found = [one for one in trees(events, EventKind.WEEK_ENTRY) if one["on"] == iso]
    return found[-1] if found else {"on": iso}


def week_over(before: Mapping[str, Any], after: Mapping[str, Any]) -> Tree:
    """One list from two of the same day: the later answer to each question counts."""
    rows = before.get("symptoms", {}), after.get("symptoms", {})
    symptoms = {
        name: {**rows[0].get(name, {}), **rows[1].get(name, {})} for name in rows[0] | rows[1]
    }
    return {**laid_over(before, after), **({"symptoms": symptoms} if symptoms else {})}


def laid_over(before: Mapping[str, Any], after: Mapping[str, Any]) -> Tree:
    """One tree of a day from two: the later answers count, but a yes to safety stays."""
    tree: Tree = {**before, **after}
    for name in _MERGED:
        both = {**before.get(name, {}), **after.get(name, {})}
        if both:
            tree[name] = both
    told = {**before.get("safety", {}), **after.get("safety", {})}
    told |= {name: "yes" for name, one in before.get("safety", {}).items() if one == "yes"}
    if told:
        tree["safety"] = told
    if before.get("doses") or after.get("doses"):
        tree["doses"] = _doses(before.get("doses", ()), after.get("doses", ()))
    return tree


def _doses(before: Iterable[Tree], after: Iterable[Tree]) -> list[Tree]:
    rows = {(one["drug"], one["time"]): one for one in (*before, *after)}
    return [rows[key] for key in sorted(rows)]


def diary_from(events: Iterable[Stored], kb: KnowledgeBase, since: date | None = None) -> Diary:
    """The diary of a person from a day on (all of it by default), with every scale; any length."""
    events, first = tuple(events), since.isoformat() if since else ""
    tree = {
        name: [one for one in trees(events, kind) if kind is EventKind.SCALE or one["on"] >= first]
        for kind, name in _LISTS.items()
    }
    return diary_of(tree, kb)


def read_one(kind: EventKind, tree: Tree, kb: KnowledgeBase, today: date) -> Diary:
    """One entry read as a file is, before it is kept; refuses what no diary can hold."""
    return diary_of({_LISTS[kind]: [tree]}, kb, today)


def day_of(tree: Tree, kb: KnowledgeBase) -> DayEntry:
    """The entry of one day."""
    days = diary_of({"days": [tree]}, kb).days
    if not days:
        raise BadInput(())
    return days[0]
