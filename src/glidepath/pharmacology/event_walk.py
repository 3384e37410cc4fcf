"""What the model predicts for the rows of an event table, exactly, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glidepath.pharmacology.disposition import Disposition, typical
from glidepath.pharmacology.event_table import CENTRE, DEPOT, Event, Subject
from glidepath.pharmacology.parameters import drug_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[Any]

__all__ = ["Prediction", "predict_subject"]

Prediction = dict[str, list[tuple[float, float]]]


def predict_subject(subject: Subject, drug: str, person: Disposition | None = None) -> Prediction:
    """Levels at the observation rows (EVID 0): by substance, (time h, level ng/mL) in order.

    `person` is one person's disposition, else a typical adult's. Doses at the time of an
    observation count after it when their row stands after it.
    """
    import numpy as np

    model = drug_model(drug)
    body = typical(model) if person is None else person
    found: Prediction = {name: [] for name in model.analytes}
    state, clock = np.zeros(body.size), 0.0
    for time, _, event in sorted(_acts(subject, body.alag), key=lambda one: one[:2]):
        state = _moved(body, state, time - clock)
        clock = time
        if event.kind == 0:
            for name, (rows, scale) in zip(model.analytes, body.read_out(), strict=True):
                found[name].append((time, float(state[rows].sum() * scale[0])))
        elif event.kind == 3:
            state = np.zeros(body.size)
        elif event.steady:
            tail = _settled(body, event)
            state = tail if event.steady == 1 else state + tail
        else:
            state = state + _dose(body, event)
    return found


def _acts(subject: Subject, lag: float) -> list[tuple[float, int, Event]]:
    """Every row taken apart into (time, order, event): resets, settled states, lagged doses."""
    found = []
    for event in subject.events:
        if event.kind in (0, 3, 4):
            kind = min(event.kind, 3)
            found.append((event.time, event.row, Event(event.row, event.time, kind)))
        if event.kind not in (1, 4):
            continue
        late = lag if event.into == DEPOT else 0.0
        if event.steady:
            found.append((event.time, event.row, event))
        for number in range(event.more + 1):
            at = event.time + number * event.every + late
            plain = Event(event.row, at, 1, event.mg, event.into)
            found.append((at, event.row, plain))
    return found


def _moved(body: Disposition, state: Floats, hours: float) -> Floats:
    import numpy as np

    if hours == 0:
        return state
    return np.asarray(body.transition(np.array([hours]))[:, :, 0, 0] @ state)


def _dose(body: Disposition, event: Event) -> Floats:
    """What a dose adds to the state."""
    import numpy as np

    dose = np.zeros(body.size)
    if event.into == CENTRE:
        weights = body.modes()[1]
        dose[1 : 1 + len(weights)] = [event.mg * float(weight[0]) for weight in weights]
    else:
        dose[0] = event.mg * body.f[0]
    return dose


def _settled(body: Disposition, event: Event) -> Floats:
    """The state just before a dose that has been repeated for ever."""
    import numpy as np

    over = body.transition(np.array([event.every]))[:, :, 0, 0]
    after_dose = np.linalg.solve(np.eye(body.size) - over, _dose(body, event))
    late = body.alag if event.into == DEPOT else 0.0
    return _moved(body, after_dose, event.every - late)
