"""A course followed day by day in many people at once: the engine under every forecast.

The state at each midnight follows by the day's exact linear map; levels within a day
are matrix products. Nothing is approximated except, where asked, the number of instants
a day is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from glidepath.pharmacology.daytables import (
    DAY,
    DayGrid,
    DayTables,
    day_grid,
    day_tables,
    night_maps,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from glidepath.pharmacology.disposition import Disposition
    from glidepath.pharmacology.doses import DosedDays, IntakeDay

    Floats = NDArray[Any]
    PeopleOn = Callable[[int], Mapping[str, Disposition]]

__all__ = ["Stretch", "baseline_state", "follow"]

FEW_HOURS = 8


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive days that are dosed at the same hours, `first` the number of the first.

    A substance is named by its drug and its number in the drug's chain. Levels are worked
    out for a slice of the people at a time, so that they stay in the processor's cache.
    """

    first: int
    days: int
    grid: DayGrid
    given: Mapping[str, Floats]
    tables: Mapping[str, DayTables]

    def levels(self, drug: str, part: int, people: slice = slice(None)) -> Floats:
        """Levels (people, G, days) in ng/mL at the instants of `grid`."""
        import numpy as np

        level = self.tables[drug].levels[part][..., people]
        return np.ascontiguousarray(level.T) @ self.given[drug][people]

    def means(self, drug: str, part: int) -> Floats:
        """Mean level of each day (n, days) in ng/mL, exact."""
        area = self.tables[drug].area[part]
        daily: Floats = (area.T[:, None, :] @ self.given[drug])[:, 0] / DAY
        return daily


@dataclass(frozen=True, slots=True)
class _Day:
    """The doses that become absorbable on one day, each drug's by hour."""

    hours: tuple[float, ...]
    doses: Mapping[str, Mapping[float, float]]


def follow(
    course: DosedDays,
    people: Mapping[str, Disposition] | PeopleOn,
    *,
    quality: str = "usual",
) -> Iterator[Stretch]:
    """The levels of every drug in every person, stretch by stretch, the baseline day first.

    `people` holds each drug's disposition, all for the same n people, or gives it for a
    day (-1 is the day before the course); days that share a value share their maps. When
    the course has a present regimen, the first stretch is the last day before the course
    (first = -1).
    """
    on: PeopleOn = people if callable(people) else (lambda _day: people)
    first = 0 if course.before is None else -1
    days = _effective_days(course, on(first))
    states = _first_states(course, on(first), days[0])
    bodies = on(first)
    shared: dict[tuple[float, ...], tuple[DayGrid, dict[str, DayTables]]] = {}
    numbered = [(first + place, day) for place, day in enumerate(days)]
    for (hours, _), group in groupby(numbered, key=lambda one: (one[1].hours, id(on(one[0])))):
        run = list(group)
        now = on(run[0][0])
        if now is not bodies:
            states = _moved(states, bodies, now)
            bodies, shared = now, {}
        if hours not in shared:
            grid = day_grid(hours, quality)
            shared[hours] = (grid, {d: day_tables(p, hours, grid) for d, p in now.items()})
        grid, tables = shared[hours]
        yield _stretch(run[0][0], [day for _, day in run], grid, tables, states)


def _moved(
    states: Mapping[str, Floats], old: Mapping[str, Disposition], new: Mapping[str, Disposition]
) -> dict[str, Floats]:
    """The same amounts in the body under changed parameters."""
    return {
        drug: new[drug].from_amounts(old[drug].amounts(state)) for drug, state in states.items()
    }


def _stretch(
    first: int,
    run: list[_Day],
    grid: DayGrid,
    tables: Mapping[str, DayTables],
    states: dict[str, Floats],
) -> Stretch:
    """Follow one run of days; leaves the states at its end in `states`."""
    import numpy as np

    given: dict[str, Floats] = {}
    for drug, table in tables.items():
        doses = np.array([[day.doses.get(drug, {}).get(h, 0.0) for h in day.hours] for day in run])
        doses = doses.reshape(len(run), -1)
        path, states[drug] = _midnights(states[drug], doses, table)
        taken = np.broadcast_to(doses.T, (len(path), *doses.T.shape))
        given[drug] = np.concatenate((path, taken), axis=1)
    return Stretch(first, len(run), grid, given, tables)


def _midnights(state: Floats, doses: Floats, table: DayTables) -> tuple[Floats, Floats]:
    """States (n, s, days) at the start of each day, and the state (s, n) after the last."""
    import numpy as np

    size, people = state.shape
    path = np.empty((len(doses), size, people))
    added = np.tensordot(doses, table.dose_to_night, axes=1)
    for day in range(len(doses)):
        path[day] = state
        state = (table.over_night * state).sum(axis=1) + added[day]
    return np.ascontiguousarray(path.T), state


def _first_states(
    course: DosedDays, people: Mapping[str, Disposition], day: _Day
) -> dict[str, Floats]:
    """State (s, n) of each drug at the first midnight: empty, or at steady state."""
    import numpy as np

    if course.before is None:
        return {drug: np.zeros((one.size, one.people)) for drug, one in people.items()}
    return {drug: _steady(day.doses.get(drug, {}), one) for drug, one in people.items()}


def baseline_state(before: IntakeDay, drug: str, person: Disposition) -> Floats:
    """State (s,) in mg of one person at midnight at the steady state of a day's intakes."""
    doses = _absorbed(before, before, {name: person for _, _, name in before})
    state: Floats = _steady(doses.get(drug, {}), person)[:, 0]
    return state


def _steady(doses: Mapping[float, float], people: Disposition) -> Floats:
    """State (s, n) that a day's doses, by hour, bring back to itself."""
    import numpy as np

    over_night, to_night = night_maps(people, tuple(doses))
    return _settled(over_night, np.tensordot(np.array(list(doses.values())), to_night, axes=1))


def _settled(over_night: Floats, added: Floats) -> Floats:
    """The state that a day's doses bring back to itself: x = A x + b, A lower triangular."""
    import numpy as np

    state = np.zeros_like(added)
    for row in range(len(added)):
        fed = sum((over_night[row, col] * state[col] for col in range(row)), added[row])
        state[row] = fed / (1.0 - over_night[row, row])
    return state


def _effective_days(course: DosedDays, people: Mapping[str, Disposition]) -> list[_Day]:
    """The days (the one before the course first, if any) with doses moved by their lag."""
    days: list[IntakeDay] = list(course.days)
    if course.before is not None:
        days.insert(0, course.before)
    previous: IntakeDay = course.before or ()
    found = []
    for day in days:
        found.append(_absorbed(day, previous, people))
        previous = day
    hours = sorted({hour for doses in found for one in doses.values() for hour in one})
    if len(hours) <= FEW_HOURS:
        return [_Day(tuple(hours), doses) for doses in found]
    return [_Day(tuple(sorted({h for one in d.values() for h in one})), d) for d in found]


def _absorbed(
    day: IntakeDay, previous: IntakeDay, people: Mapping[str, Disposition]
) -> dict[str, dict[float, float]]:
    """What starts to be absorbed on a day: a dose late at night may count for the next."""
    found: dict[str, dict[float, float]] = {}
    for intakes, back in ((previous, DAY), (day, 0.0)):
        for hour, mg, drug in intakes:
            at = hour + people[drug].alag - back
            if 0.0 <= at < DAY and mg > 0:
                by_hour = found.setdefault(drug, {})
                by_hour[at] = by_hour.get(at, 0.0) + mg
    return found
