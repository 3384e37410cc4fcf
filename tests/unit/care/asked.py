"""People who ask for other courses than a taper, in few words."""

from typing import Any

from glidepath.care.prepare import prepare
from glidepath.domain.answer import Answer, Proposal
from glidepath.domain.person import Situation
from tests.unit.interop.cases import KB, answered, read

DIAZEPAM = [
    {"drug": "diazepam", "name": f"diazepam {mg} mg", "form": "tablet", "strength": f"{mg} mg"}
    for mg in (1, 2, 5, 10)
]
LORAZEPAM: dict[str, Any] = {
    "country": "UK",
    "products": ["uk-lorazepam-tablet-1mg", *DIAZEPAM],
    "treatment__drug": "lorazepam",
    "treatment__indication": "severe_anxiety",
    "treatment__intakes": [
        {"time": "08:00", "dose": "1 mg"},
        {"time": "22:00", "dose": "1 mg"},
    ],
}
NOT_TAKEN: dict[str, Any] = {
    "goal": "start",
    "treatment__intakes": None,
    "treatment__since": None,
    "treatment__days_per_week": None,
    "treatment__last_taken": None,
}
TWICE = {"times": ["08:00", "22:00"], "bedtime": "22:00", "end": "high"}
THRICE = {"times": ["07:00", "13:00", "20:00"], "bedtime": "20:00", "end": "low"}
CHILD: dict[str, Any] = {
    **NOT_TAKEN,
    "country": "NL",
    "products": ["nl-clonazepam-drops-2.5mg-ml-rivotril"],
    "person__age": 4,
    "person__weight_kg": "16.5",
    "treatment__indication": "epilepsy_myoclonic",
    "start": THRICE,
}


def person(**places: Any) -> Situation:
    """Somebody of whom everything is known, with values put at places; None takes one away.

    Whoever takes the drug against seizures has epilepsy, unless a test says otherwise.
    """
    tree = answered()
    for place, value in places.items():
        *above, last = place.split("__")
        holder = tree
        for part in above:
            holder = holder.setdefault(part, {})
        if value is None:
            holder.pop(last, None)
        else:
            holder[last] = value
    uses = [one.get("indication") or "" for one in (tree["treatment"], *tree.get("also", ()))]
    if any(use.startswith("epilepsy") for use in uses) and "conditions" not in places:
        tree["conditions"]["epilepsy"] = places.get("conditions__epilepsy", "yes")
    return read(tree)


def answer(policy_id: str | None = None, **places: Any) -> Answer:
    return prepare(person(**places), KB, policy_id)


def proposal(policy_id: str | None = None, **places: Any) -> Proposal:
    found = answer(policy_id, **places)
    assert isinstance(found, Proposal), found
    return found


def told(given: Proposal, *words: str) -> bool:
    """Whether one note of the plan says all of these words."""
    return any(all(word in note for word in words) for note in given.plan.notes)


def doses(given: Proposal, place: int = 0) -> list[str]:
    """The doses of each step of a course, by time of day."""
    course = given.plan.courses[place]
    return [" ".join(str(dose.mg) for dose in step.regimen.doses) for step in course.steps]
