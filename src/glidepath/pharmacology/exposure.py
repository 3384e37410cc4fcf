"""Concentration over time in one person, at any instants, after doses at any instants.

Doses need no pattern: missed, late, doubled and extra doses are simply events. The
state just after each dose follows from the one before it by an exact transition; levels
between doses come from the last state. No equation is solved numerically.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glidepath.domain.errors import BadInput, Problem
from glidepath.pharmacology.daily import baseline_state
from glidepath.pharmacology.disposition import Disposition, typical
from glidepath.pharmacology.doses import DosedDays, DoseEvent, IntakeDay, to_events
from glidepath.pharmacology.parameters import drug_model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[Any]

__all__ = ["course_exposure", "exposure", "levels_at"]

DAY = 24.0


def course_exposure(
    course: DosedDays,
    hours: Sequence[float] | Floats,
    people: Mapping[str, Disposition] | None = None,
) -> dict[str, Floats]:
    """Plasma level (ng/mL, shape (T,)) of every substance of a course at `hours` from its start.

    `people` replaces the typical adult by one person's own disposition, drug by drug.
    """
    events = to_events(course)
    found: dict[str, Floats] = {}
    for drug in course.drugs:
        own = [one for one in events if one.drug == drug]
        who = (people or {}).get(drug)
        for name, level in exposure(drug, own, hours, before=course.before, person=who).items():
            found[name] = found[name] + level if name in found else level
    return found


def exposure(
    drug: str,
    events: Sequence[DoseEvent],
    hours: Sequence[float] | Floats,
    *,
    before: IntakeDay | None = None,
    person: Disposition | None = None,
) -> dict[str, Floats]:
    """Plasma level (ng/mL, shape (T,)) of a drug and its active metabolites at `hours` (T,).

    `events` are its doses in any order; `before` a day's intakes at whose steady state the
    course starts; `person` one person's disposition (arrays of shape (1,)), else a typical
    adult's. Refuses hours that are negative or no numbers.
    """
    import numpy as np

    model = drug_model(drug)
    who = typical(model) if person is None else person
    asked = np.asarray(hours, dtype=float)
    if not (np.isfinite(asked).all() and (asked >= 0).all()):
        raise BadInput(Problem("hours", "a negative or missing time", "hours from 0"))
    taken = sorted((one.hours, one.mg) for one in events)
    if taken and taken[0][0] < 0:
        raise BadInput(Problem("doses", "a dose before the start", "times from 0 h"))
    for hour, mg, name in before or ():
        if name == drug and hour + who.alag >= DAY:
            taken.insert(0, (hour - DAY, mg))
    table = np.array(taken, dtype=float).reshape(-1, 2)
    start = None if before is None else baseline_state(before, drug, who)
    found = levels_at(who, table[:, 0], table[:, 1], asked, start=start)
    return dict(zip(model.analytes, found, strict=True))


def levels_at(
    person: Disposition,
    dose_hours: Floats,
    dose_mg: Floats,
    hours: Floats,
    *,
    start: Floats | None = None,
) -> list[Floats]:
    """Plasma levels (ng/mL) of one person, one array (T,) a substance of the chain.

    `dose_hours` (D,) h in order, `dose_mg` (D,) mg by mouth, `hours` (T,) h from 0;
    `person` arrays of shape (1,); `start` (s,) mg in each state at 0 h, else nothing.
    A dose counts from its lag after it is taken.
    """
    import numpy as np

    times = np.concatenate(([0.0], dose_hours + person.alag))
    mg = np.concatenate(([0.0], dose_mg * person.f[0]))
    first = np.zeros(person.size) if start is None else start
    states = _after_each_dose(person, times, mg, first)
    last = np.searchsorted(times, hours, side="right") - 1
    move, place = _moves(person, hours - times[last])
    at_last = [one[last] for one in states]
    found = []
    for rows, scale in person.read_out():
        level = np.zeros(len(hours))
        arrives = move[rows].sum(axis=0) * scale[0]
        for origin in range(max(rows) + 1):
            level += arrives[origin][place] * at_last[origin]
        found.append(level)
    return found


def _moves(person: Disposition, spans: Floats) -> tuple[Floats, Floats | slice]:
    """Transitions (s, s, D) over distinct spans, and where each span (T,) is found among them.

    Without metabolites a transition costs less than finding the distinct ones.
    """
    import numpy as np

    if not person.links:
        return person.transition(spans)[..., 0], slice(None)
    distinct, place = np.unique(spans, return_inverse=True)
    return person.transition(distinct)[..., 0], place


def _after_each_dose(who: Disposition, times: Floats, mg: Floats, start: Floats) -> list[Floats]:
    """Each state (mg) just after each dose: one array (doses,) a state.

    A state is fed only by those before it, so each is a plain running sum with fading.
    """
    import numpy as np

    move, place = _moves(who, np.diff(times))
    states: list[Floats] = []
    for to in range(who.size):
        fed = mg[1:] if to == 0 else np.zeros(len(times) - 1)
        for origin, other in enumerate(states):
            fed = fed + move[to, origin][place] * other[:-1]
        level = float(start[to])
        pairs = zip(move[to, to][place].tolist(), fed.tolist(), strict=True)
        path = [level := fade * level + more for fade, more in pairs]
        states.append(np.array([float(start[to]), *path]))
    return states
