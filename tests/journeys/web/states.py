"""Every state of every screen, prepared on the server, and how a browser gets to each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.journeys.web.visiting import Visitor

TOPICS = ("who", "taken", "products", "conditions", "medicines", "history", "goal")
Go = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class State:
    """A state of a screen: its name, its address, and what is done there to reach it."""

    name: str
    path: str
    then: Go | None = None


def prepare(visitor: Visitor) -> list[State]:
    """People in every stage, and every state of the screens about them."""
    empty = _new(visitor, "Person 2")
    refused = _refused(visitor)
    asked = _asked(visitor)
    confirmed = visitor.example()
    waiting = visitor.chosen()
    first = visitor.signed()
    old = visitor.path
    visitor.get(f"{first}/plan").send(
        f"{first}/plan/choose", f"{first}/plan", preferences__pace="gentle"
    )
    if "not the plan" in visitor.text:  # another pace is another plan: show it, then choose it
        visitor.send(f"{first}/plan/choose", f"{first}/plan")
    visitor.signed(first)
    now = visitor.path
    changed = visitor.signed()
    visitor.get(f"{changed}/situation/goal").send(
        f"{changed}/situation/goal", preferences__dispense_days="14"
    )
    return [
        State("people", "/"),
        State("people-problem", "/", _press("Add the person")),
        *(State(f"topic-{topic}", f"{confirmed}/situation/{topic}") for topic in TOPICS),
        State("topic-problem", f"{empty}/situation/taken", _press("Save and continue")),
        State("summary", f"{confirmed}/situation/summary"),
        State("summary-problem", f"{empty}/situation/summary"),
        State("assessment", f"{confirmed}/assessment"),
        State("assessment-refused", f"{refused}/assessment"),
        State("assessment-questions", f"{asked}/assessment"),
        State("plan", f"{confirmed}/plan"),
        State("plan-options", f"{confirmed}/plan", _press("Show every option in full")),
        State("plan-steps", f"{confirmed}/plan", _press("Change steps by hand")),
        State("case-file", f"{confirmed}/case"),
        State("plan-problem", f"{confirmed}/plan", _wrong_date),
        State("plan-refused", f"{refused}/plan"),
        State("plan-questions", f"{asked}/plan"),
        State("plan-unconfirmed", f"{empty}/plan"),
        State("policies", f"{confirmed}/compare"),
        State("sign", f"{waiting}/sign"),
        State("sign-problem", f"{waiting}/sign", _press("Sign this plan")),
        State("sign-nothing", f"{confirmed}/sign"),
        State("signed", now),
        State("signed-superseded", old),
        State("overview-new", empty),
        State("overview-signed", first),
        State("overview-changed", changed),
        State("sources", "/basis"),
        State("source", "/basis/joint-2025"),
        State("fault", "/nowhere"),
    ]


def _press(name: str) -> Go:
    def go(page: Any) -> None:
        page.get_by_role("button", name=name).click()
        page.wait_for_load_state("load")

    return go


def _wrong_date(page: Any) -> None:
    page.locator("#f-preferences-dispense-days").fill("500")
    page.get_by_role("button", name="Show the plan").click()
    page.wait_for_load_state("load")


def _new(visitor: Visitor, label: str) -> str:
    visitor.get("/").send("/people", label=label)
    return "/".join(visitor.path.split("/")[:3])


def _refused(visitor: Visitor) -> str:
    """A person for whom a rule forbids a plan."""
    return _changed(visitor, "who", person__pregnant="yes", person__gestation_weeks="20")


def _asked(visitor: Visitor) -> str:
    """A person about whom too little is known."""
    return _changed(visitor, "conditions", conditions__epilepsy="unknown")


def _changed(visitor: Visitor, topic: str, **changes: str) -> str:
    visitor.get("/").send("/people/example")
    place = "/".join(visitor.path.split("/")[:3])
    visitor.get(f"{place}/situation/{topic}").send(f"{place}/situation/{topic}", **changes)
    visitor.get(f"{place}/situation/summary").send(f"{place}/confirm")
    return place
