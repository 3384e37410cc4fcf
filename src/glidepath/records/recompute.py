"""Would today's glidepath still give the plan that was signed, from what it was given then?

Every proposed plan is kept with the versions that made it, what went in and what came out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from glidepath.domain.errors import BadInput, Problem
from glidepath.records.canonical import canonical
from glidepath.records.event import EventKind, Stored
from glidepath.records.store import Store

__all__ = ["Difference", "Recomputed", "recompute", "recompute_all"]

_OF_THE_RUN = frozenset({"versions"})
_NOTHING = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """One place of the answer that comes out differently; None where there is nothing."""

    path: str
    was: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Recomputed:
    """One kept plan beside what today's glidepath makes of the same input."""

    plan: str
    seq: int
    versions: Mapping[str, str]
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether the answer is the same but for the versions named in it."""
        return not self.differences


Prepare = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def recompute(proposed: Stored, prepare: Prepare) -> Recomputed:
    """Work out a kept plan again and compare the whole answer.

    Takes the event of the proposed plan, and a function from the input to the answer in
    the shape in which it was kept. Refuses an event of another kind.
    """
    if proposed.kind is not EventKind.PLAN_PROPOSED:
        raise BadInput(Problem("event", f"an event of kind {proposed.kind}", "plan_proposed"))
    now = json.loads(canonical(prepare(proposed.body["input"])))
    differences = tuple(_differences("", proposed.body["report"], now))
    return Recomputed(proposed.body["plan"], proposed.seq, proposed.body["versions"], differences)


def recompute_all(
    store: Store, prepare: Prepare, person: str | None = None
) -> tuple[Recomputed, ...]:
    """Every kept plan, or every plan of one person, worked out again."""
    plans = store.events(person, [EventKind.PLAN_PROPOSED])
    return tuple(recompute(one, prepare) for one in plans)


def _differences(path: str, was: Any, now: Any) -> Iterator[Difference]:
    if isinstance(was, dict) and isinstance(now, dict):
        for key in sorted(was.keys() | now.keys()):
            if path or key not in _OF_THE_RUN:
                yield from _differences(
                    f"{path}/{key}", was.get(key, _NOTHING), now.get(key, _NOTHING)
                )
    elif isinstance(was, list) and isinstance(now, list):
        for place in range(max(len(was), len(now))):
            yield from _differences(f"{path}/{place}", _at(was, place), _at(now, place))
    elif type(was) is not type(now) or was != now:
        yield Difference(path, *(None if one is _NOTHING else one for one in (was, now)))


def _at(values: list[Any], place: int) -> Any:
    return values[place] if place < len(values) else _NOTHING
