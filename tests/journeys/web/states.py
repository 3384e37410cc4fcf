"""Every state of every screen, prepared on the server, and how a browser gets to each."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from glidepath.records.store import Store
from tests.journeys.web.followed import followed, of_example
from tests.journeys.web.visiting import Visitor

TOPICS = ("who", "taken", "products", "conditions", "medicines", "history", "goal")
Go = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class State:
    """A state of a screen: its name, its address, and what is done there to reach it."""

    name: str
    path: str
    then: Go | None = None


@dataclass(frozen=True, slots=True)
class People:
    """The addresses of people in every stage, and of an old and a present plan."""

    empty: str
    refused: str
    asked: str
    confirmed: str
    waiting: str
    signed: str
    changed: str
    old_plan: str
    plan: str


def prepare(visitor: Visitor, store: Store) -> list[State]:
    """People in every stage, and every state of the screens about them."""
    them = _people(visitor)
    return [
        *_of_the_situation(them), *_of_the_plan(them), *_of_other_courses(visitor),
        *_of_following(visitor, store), *_of_everybody(them),
    ]  # fmt: skip


COURSES = {
    "several": "two_drugs_us", "titration": "clonazepam_start_panic",
    "exchange": "lorazepam_switch_uk",
}  # fmt: skip


def _of_other_courses(visitor: Visitor) -> list[State]:
    """The builder and a signed plan of two drugs, of a beginning and of a change of drug."""
    found = []
    for name, example in COURSES.items():
        place = of_example(visitor, example)
        found.append(State(f"plan-{name}", f"{place}/plan"))
        signed = of_example(visitor, example)
        visitor.get(f"{signed}/plan").send(f"{signed}/plan/choose", f"{signed}/plan")
        visitor.signed(signed)
        found.append(State(f"signed-{name}", visitor.path))
    return found


def _of_following(visitor: Visitor, store: Store) -> list[State]:
    """The diary of somebody who is followed, and the ways on from there."""
    well, alarmed = followed(visitor, store), followed(visitor, store, alarm=True)
    return [
        State("diary-written", f"{well}/diary"),
        State("diary-problem", f"{well}/diary", _press("Keep the decision")),
        State("diary-alarm", f"{alarmed}/diary"),
        State("ways", f"{well}/ways"),
        State("ways-alarm", f"{alarmed}/ways"),
        State("overview-followed", alarmed),
        State("overview-problem", alarmed, _press("Keep the note")),
    ]


def _people(visitor: Visitor) -> People:
    empty = _new(visitor, "Person 2")
    refused, asked = _refused(visitor), _asked(visitor)
    confirmed, waiting = visitor.example(), visitor.chosen()
    signed = visitor.signed()
    old = visitor.path
    choose = f"{signed}/plan/choose"
    visitor.get(f"{signed}/plan").send(choose, f"{signed}/plan", preferences__pace="gentle")
    visitor.send(choose, f"{signed}/plan")  # the page has shown another plan first: choose that
    visitor.signed(signed)
    now = visitor.path
    changed = visitor.signed()
    goal = f"{changed}/situation/goal"
    visitor.get(goal).send(goal, preferences__dispense_days="14")
    return People(empty, refused, asked, confirmed, waiting, signed, changed, old, now)


def _of_the_situation(them: People) -> list[State]:
    return [
        *(State(f"topic-{topic}", f"{them.confirmed}/situation/{topic}") for topic in TOPICS),
        State("topic-problem", f"{them.empty}/situation/taken", _press("Save and continue")),
        State("summary", f"{them.confirmed}/situation/summary"),
        State("summary-problem", f"{them.empty}/situation/summary"),
        State("topic-conflict", f"{them.asked}/situation/who", _conflict),
        State("topic-not-undone", f"{them.asked}/situation/goal", _undo_too_late),
        State("case-file", f"{them.confirmed}/case"),
        State("case-file-problem", f"{them.confirmed}/case", _press("Bring it in")),
        State("assessment", f"{them.confirmed}/assessment"),
        State("assessment-refused", f"{them.refused}/assessment"),
        State("assessment-questions", f"{them.asked}/assessment"),
    ]


def _of_the_plan(them: People) -> list[State]:
    return [
        State("plan", f"{them.confirmed}/plan"),
        State("plan-options", f"{them.confirmed}/plan", _press("Show every option in full")),
        State("plan-steps", f"{them.confirmed}/plan", _press("Change steps by hand")),
        State("plan-problem", f"{them.confirmed}/plan", _wrong_date),
        State("plan-refused", f"{them.refused}/plan"),
        State("plan-questions", f"{them.asked}/plan"),
        State("plan-unconfirmed", f"{them.empty}/plan"),
        State("policies", f"{them.confirmed}/compare"),
        State("sign", f"{them.waiting}/sign"),
        State("sign-problem", f"{them.waiting}/sign", _press("Sign this plan")),
        State("sign-news", f"{them.waiting}/sign", _sign_too_late),
        State("sign-nothing", f"{them.confirmed}/sign"),
        State("signed", them.plan),
        State("signed-superseded", them.old_plan),
    ]


def _of_everybody(them: People) -> list[State]:
    return [
        State("people", "/"),
        State("people-problem", "/", _press("Add the person")),
        State("overview-new", them.empty),
        State("overview-signed", them.signed),
        State("overview-changed", them.changed),
        State("sources", "/basis"),
        State("source", "/basis/joint-2025"),
        State("fault", "/nowhere"),
        State("start-used", "/start?token=used"),
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


def _elsewhere(page: Any, go: Go) -> None:
    """Do something in another window of the same person at the desk."""
    other = page.context.new_page()
    other.goto(page.url)
    go(other)
    other.close()


def _age(years: str) -> Go:
    def go(page: Any) -> None:
        page.locator("#f-person-age").fill(years)
        page.get_by_role("button", name="Save and continue").click()
        page.wait_for_load_state("load")

    return go


def _conflict(page: Any) -> None:
    age = int(page.locator("#f-person-age").input_value())
    _elsewhere(page, _age(str(age + 1)))
    _age(str(age + 2))(page)


def _undo_too_late(page: Any) -> None:
    def change(other: Any) -> None:
        days = other.locator("#f-preferences-dispense-days")
        days.fill("7" if days.input_value() == "14" else "14")
        other.get_by_role("button", name="Save and continue").click()
        other.wait_for_load_state("load")

    _elsewhere(page, change)
    page.get_by_role("button", name="Undo the last saved change").click()
    page.wait_for_load_state("load")


def _sign_too_late(page: Any) -> None:
    """As if the page had been opened before everything that was written since."""

    def older(route: Any) -> None:
        sent = re.sub(r"_version=\d+", "_version=1", route.request.post_data or "")
        route.continue_(post_data=sent)

    page.locator("#f-reason").fill("Agreed together.")
    page.route("**/sign", older)
    page.get_by_role("button", name="Sign this plan").click()
    page.wait_for_load_state("load")
    page.unroute("**/sign")


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
