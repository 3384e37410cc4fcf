"""The states of the person's own pages, made ready on the server, and the way in by code."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.journeys.web.serving import Served
from tests.journeys.web.visiting import Visitor

Go = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Slip:
    """What the clinician hands over: the address of the door and the code."""

    door: str
    code: str


@dataclass(frozen=True, slots=True)
class Own:
    """A state of one of the person's pages: whose, where, and what is done there to reach it."""

    name: str
    slip: Slip
    path: str
    then: Go | None = None
    language: str = ""


def slip_for(visitor: Visitor, place: str, watched: str = "") -> Slip:
    """Give a person access, as the clinician does."""
    visitor.get(f"{place}/access").send(f"{place}/access", watched=watched)
    code = re.search(r'class="code">([^<]+)<', visitor.text)
    door = re.search(r'class="address">[^<]*(/enter/[^<]+)<', visitor.text)
    assert code is not None
    assert door is not None
    return Slip(html.unescape(door[1]), code[1])


def enter(page: Any, server: Served, slip: Slip) -> None:
    """Go in through the door, in a browser."""
    page.goto(server.address + slip.door)
    page.locator("#code").fill(slip.code)
    page.locator("form button.main").click()
    page.wait_for_load_state("load")


def prepare_persons(visitor: Visitor) -> list[Own]:
    """People with a plan, without one, and with one taken back, and every state of their pages."""
    planned = slip_for(visitor, visitor.signed())
    watched = slip_for(visitor, visitor.signed(), "The nurse, on working days at 9")
    bare = slip_for(visitor, visitor.example())
    german = slip_for(visitor, visitor.signed())
    pages = (
        "", "/calendar", "/diary", "/diary/yesterday", "/help", "/skills", "/modules",
        "/hard-times", "/questions", "/results", "/week", "/forms", "/forms/gad7", "/forms/phq8",
    )  # fmt: skip
    return [
        *(Own(f"me{one.replace('/', '-')}", planned, f"/me{one}") for one in pages),
        Own("gate-open", planned, "/me/diary/safety", _yes("fit")),
        Own("gate-missing", bare, "/me/diary/safety", _half),
        Own("now-emergency", bare, "/me/diary/safety", _emergency),
        Own("now-unexplained", watched, "/me/diary/safety", _unexplained),
        Own("day", watched, "/me/diary/yesterday", _none),
        Own("day-problem", watched, "/me/diary/yesterday", _wrong_sleep),
        Own("day-written", watched, "/me/diary/yesterday", _written),
        Own("taken-problem", planned, "/me", _wrong_amount),
        Own("taken", planned, "/me", _all_taken),
        Own("results-some", watched, "/me/results"),
        Own("bare-today", bare, "/me"),
        Own("bare-calendar", bare, "/me/calendar"),
        Own("phq9-danger", watched, "/me/forms/phq9", _thoughts),
        *(
            Own(f"de{one.replace('/', '-')}", german, f"/me{one}", language="de")
            for one in ("", "/calendar", "/diary", "/help", "/forms/gad7", "/hard-times", "/week")
        ),
        Own("de-now", german, "/me/diary/safety", _emergency, language="de"),
    ]


def _send(page: Any) -> None:
    page.locator("main form").last.locator("button.wide-button").last.click()
    page.wait_for_load_state("load")


def _yes(row: str) -> Go:
    def go(page: Any) -> None:
        page.locator(f'[name="row.{row}"][value="yes"]').check()

    return go


def _half(page: Any) -> None:
    page.locator('[name="row.fit"][value="no"]').check()
    _send(page)


def _rows(page: Any, yes: str, ask: str = "") -> None:
    names = page.locator('[name^="row."][value="no"]')
    for at in range(names.count()):
        names.nth(at).check()
    page.locator(f'[name="row.{yes}"][value="yes"]').check()
    if ask:
        page.locator(f'[name="ask.{ask}"][value="yes"]').check()
    _send(page)


def _emergency(page: Any) -> None:
    _rows(page, "fit", "seizure")


def _unexplained(page: Any) -> None:
    _rows(page, "life")


def _none(page: Any) -> None:
    page.locator("main form button.main").first.click()
    page.wait_for_load_state("load")


def _wrong_sleep(page: Any) -> None:
    page.locator("#sleep_hours").fill("6,500")
    _send(page)


def _written(page: Any) -> None:
    page.locator('[name="hard"][value="4"]').check()
    page.locator('[name="tolerable"][value="yes"]').check()
    page.locator("#sleep_hours").fill("6.5")
    _send(page)


def _wrong_amount(page: Any) -> None:
    page.locator('[name^="took."][value="other"]').first.check()
    page.locator('[name^="amount."]').first.fill("1,500 mg")
    _send(page)


def _all_taken(page: Any) -> None:
    for at in range(page.locator('[name^="took."][value="taken"]').count()):
        page.locator('[name^="took."][value="taken"]').nth(at).check()
    _send(page)


def _thoughts(page: Any) -> None:
    page.locator('[name="q9"][value="2"]').check()
    _send(page)
