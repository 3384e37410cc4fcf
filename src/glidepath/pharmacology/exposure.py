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

__all__ = ["course_exposure", "exposure"]


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
    times, mg = _absorbed(events, who, before, drug)
    state = np.zeros(who.size) if before is None else baseline_state(before, drug, who)
    states = _after_each_dose(who, times, mg * who.f[0], state)
    last = np.searchsorted(times, asked, side="right") - 1
    since, place = np.unique(asked - times[last], return_inverse=True)
    move = who.transition(since)[..., 0]
    at_last = [one[last] for one in states]
    found: dict[str, Floats] = {}
    for name, (rows, scale) in zip(model.analytes, who.read_out(), strict=True):
        share = move[rows].sum(axis=0) * scale[0]
        parts = (share[origin][place] * at_last[origin] for origin in range(max(rows) + 1))
        found[name] = sum(parts, np.zeros(len(asked)))
    return found


def _absorbed(
    events: Sequence[DoseEvent], who: Disposition, before: IntakeDay | None, drug: str
) -> tuple[Floats, Floats]:
    """Times (h) at which doses begin to be absorbed, in order from 0 h, and their mg."""
    import numpy as np

    found = [(one.hours + who.alag, one.mg) for one in events]
    for hour, mg, name in before or ():
        if name == drug and hour + who.alag >= 24.0:
            found.append((hour + who.alag - 24.0, mg))
    found.append((0.0, 0.0))
    found.sort()
    if found[0][0] < 0:
        raise BadInput(Problem("doses", "a dose before the start", "times from 0 h"))
    table = np.array(found)
    return table[:, 0], table[:, 1]


def _after_each_dose(who: Disposition, times: Floats, mg: Floats, start: Floats) -> list[Floats]:
    """Each state (mg) just after each dose: one array (doses,) a state.

    A state is fed only by those before it, so each is a plain running sum with fading.
    """
    import numpy as np

    gaps, place = np.unique(np.diff(times), return_inverse=True)
    move = who.transition(gaps)[..., 0]
    states: list[Floats] = []
    for to in range(who.size):
        fed = mg[1:] if to == 0 else np.zeros(len(times) - 1)
        for origin, other in enumerate(states):
            fed = fed + move[to, origin][place] * other[:-1]
        level = float(start[to]) + (float(mg[0]) if to == 0 else 0.0)
        path = [level]
        for fade, more in zip(move[to, to][place].tolist(), fed.tolist(), strict=True):
            level = fade * level + more
            path.append(level)
        states.append(np.array(path))
    return states
