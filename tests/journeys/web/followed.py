"""People who are followed: a plan of three weeks ago, a diary since, and a red flag or none."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from glidepath.records.event import EventKind
from glidepath.records.store import Store
from tests.journeys.web.serving import VISIT
from tests.journeys.web.visiting import Visitor

EXAMPLES = Path(__file__).parents[3] / "examples"
BEGUN = date(2026, 11, 1)
DAYS = 21


def followed(visitor: Visitor, store: Store, alarm: bool = False) -> str:
    """Somebody with a signed plan and a diary of three weeks; gives the address of the folder."""
    visitor.get("/").send("/people/example")
    place = "/".join(visitor.path.split("/")[:3])
    changes = {
        "who": {"as_of": BEGUN.isoformat()},
        "taken": {"treatment.last_taken": BEGUN.isoformat()},
        "goal": {"preferences.first_cut_on": (BEGUN + timedelta(days=8)).isoformat()},
    }
    for topic, fields in changes.items():
        visitor.get(f"{place}/situation/{topic}").send(f"{place}/situation/{topic}", **fields)
    visitor.get(f"{place}/situation/summary").send(f"{place}/confirm")
    visitor.get(f"{place}/plan").send(f"{place}/plan/choose", f"{place}/plan")
    visitor.signed(place)
    told: list[tuple[EventKind, dict[str, Any]]] = [
        (EventKind.DAY_ENTRY, _day(number)) for number in range(DAYS) if number != 12
    ]
    if alarm:
        told.append((EventKind.TRIAGE_RAISED, _alarm()))
    by = {"actor": "local", "role": "patient", "at": VISIT}
    store.add_all(place.split("/")[2], told, **by)
    return place


def _day(number: int) -> dict[str, Any]:
    """A day that is borne; on one the evening dose was left out, on one nobody told it."""
    doses = [{"drug": "clonazepam", "time": time, "dose_mg": "1"} for time in ("08:00", "22:00")]
    if number == 5:
        doses[1]["dose_mg"] = "0"
    if number == 7:
        del doses[1]
    return {
        "on": (BEGUN + timedelta(days=number)).isoformat(), "hard": 2 + number % 3,
        "tolerable": "yes", "sleep_hours": 7, "sleep_quality": 1, "anxiety": 1, "body": 1,
        "none_of_these": True, "doses": doses,
    }  # fmt: skip


def _alarm() -> dict[str, Any]:
    return {
        "flag": "seizure", "urgency": "emergency", "on": "2026-11-21", "role": "prescriber",
        "due": "2026-11-21T10:00:00.000000Z", "then": "", "escalate": "Call the person.",
        "text": "A seizure was reported.",
    }  # fmt: skip


def of_example(visitor: Visitor, name: str) -> str:
    """Somebody brought in from a case file of the examples and confirmed."""
    visitor.get("/").send("/people", label="Person from a file")
    place = "/".join(visitor.path.split("/")[:3])
    text = (EXAMPLES / f"{name}.toml").read_text(encoding="utf-8")
    visitor.get(f"{place}/case").send(f"{place}/case", case=text)
    visitor.send(f"{place}/confirm")
    return place
