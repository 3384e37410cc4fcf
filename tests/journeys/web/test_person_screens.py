"""The person's own pages in a real browser: on a phone, in the dark, on paper, without scripts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.journeys.web.looking import (
    BY_COLOUR,
    BY_SIZE,
    DARK,
    DESKTOP,
    EVERY_RULE,
    FORCED,
    PAPER,
    PHONE,
    PRINT,
    Look,
    faults,
    turn_to,
    violations,
)  # fmt: skip
from tests.journeys.web.persons import Own, enter, prepare_persons
from tests.journeys.web.serving import Served
from tests.journeys.web.visiting import Visitor

pytestmark = pytest.mark.browser

LOOKS: dict[str, tuple[Look, Any]] = {
    "phone": ((PHONE, {}), EVERY_RULE),
    "desktop": ((DESKTOP, {}), BY_SIZE),
    "dark": ((PHONE, DARK), BY_COLOUR),
    "forced": ((PHONE, FORCED), BY_COLOUR),
    "print": ((PAPER, PRINT), BY_COLOUR),
}
"""A phone is what a person holds: there every rule for every page, elsewhere what may differ."""
WHOLE = ("phone",)
SOME = {
    "me", "me-calendar", "me-diary", "gate-open", "now-emergency", "day", "day-problem",
    "me-help", "me-hard-times", "results-some", "bare-today", "phq9-danger", "de", "de-now",
}  # fmt: skip


@pytest.fixture(scope="module")
def own_states(server: Served) -> list[Own]:
    with httpx.Client(base_url=server.address, timeout=60) as client:
        return prepare_persons(Visitor(client, server.link()))


@contextmanager
def persons_page(
    browser: Any, server: Served, own: Own, **how: Any
) -> Iterator[tuple[Any, list[str]]]:
    """The pages of one person in one language on a phone, and every address that was asked for."""
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce", **how)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    enter(page, server, own.slip)
    if own.language:
        page.locator("#language").select_option(own.language)
        page.locator('[action="/me/language"] button').click()
        page.wait_for_load_state("load")
    yield page, asked
    context.close()


def _show(page: Any, server: Served, own: Own) -> None:
    turn_to(page, LOOKS["phone"][0])
    page.goto(server.address + own.path)
    if own.then is not None:
        own.then(page)


def _by_person(states: list[Own]) -> dict[tuple[str, str], list[Own]]:
    found: dict[tuple[str, str], list[Own]] = {}
    for own in states:
        found.setdefault((own.slip.door, own.language), []).append(own)
    return found


@pytest.mark.parametrize("half", [0, 1])
def test_every_page_of_a_person_can_be_used_by_everybody(
    half: int, browser: Any, server: Served, own_states: list[Own], pictures: Path | None
) -> None:
    seen: dict[str, list[str]] = {}
    outside: list[str] = []
    for group in list(_by_person(own_states).values())[half::2]:
        with persons_page(browser, server, group[0]) as (page, asked):
            for own in group:
                _show(page, server, own)
                seen |= _seen(page, own, pictures)
            outside += [url for url in asked if not url.startswith(server.address)]
    assert {name: found for name, found in seen.items() if found} == {}
    assert outside == []


def _seen(page: Any, own: Own, pictures: Path | None) -> dict[str, list[str]]:
    """What is wrong with one page in every look that it is to be seen in."""
    seen = {}
    for mode, (look, rules) in LOOKS.items():
        if mode in WHOLE or own.name in SOME:
            picture = pictures and pictures / f"{mode}-{own.name}.png"
            seen[f"{own.name}, {mode}"] = faults(page, look, rules, picture)
        if mode == "phone" and (small := _too_small(page)):
            seen[f"{own.name}, touched"] = [f"{small} places too small to touch"]
    return seen


def _too_small(page: Any) -> int:
    found: int = page.evaluate(
        """() => [...document.querySelectorAll('main button, main .button, .choice, .point, nav a')]
        .filter(one => one.offsetParent && one.getBoundingClientRect().height < 44).length"""
    )
    return found


def test_the_pages_of_a_person_can_be_reached_without_scripts(
    browser: Any, server: Served, own_states: list[Own], pictures: Path | None
) -> None:
    wanted = [own for own in own_states if own.name in SOME]
    for group in _by_person(wanted).values():
        with persons_page(browser, server, group[0], java_script_enabled=False) as (page, asked):
            for own in group:
                _show(page, server, own)
                if pictures is not None:
                    page.screenshot(path=pictures / f"no-script-{own.name}.png", full_page=True)
                assert page.locator("h1").count() == 1, own.name
            assert [url for url in asked if not url.startswith(server.address)] == []


def test_a_red_flag_stands_at_the_top_of_a_phone_before_anything_else(
    browser: Any, server: Served, own_states: list[Own]
) -> None:
    own = next(one for one in own_states if one.name == "now-emergency")
    with persons_page(browser, server, own) as (page, _):
        _show(page, server, own)
        call = page.locator(".now-call").first
        assert "Call 911 now" in call.inner_text()
        assert call.get_attribute("role") == "alert"
        first = page.locator("main h1, main .call, main .card, main form").nth(1)
        assert first.inner_text() == call.inner_text()


@pytest.mark.parametrize("mode", ["desktop", "phone"])
def test_what_the_clinician_sees_of_it_is_usable_by_everybody(
    mode: str, browser: Any, server: Served, pictures: Path | None
) -> None:
    context = browser.new_context(viewport=LOOKS[mode][0][0])
    page = context.new_page()
    page.goto(server.link())
    page.get_by_role("button", name="example person").first.click()
    page.wait_for_load_state("load")
    place = "/".join(page.url.split("/")[:5])
    seen: dict[str, list[str]] = {}
    for name in ("access", "diary"):
        page.goto(f"{place}/{name}")
        seen[name] = violations(page)
        if pictures is not None:
            page.screenshot(path=pictures / f"{mode}-clinician-{name}.png", full_page=True)
    page.goto(f"{place}/access")
    page.get_by_role("button", name="Give access").click()
    page.wait_for_load_state("load")
    seen["slip"] = violations(page)
    if pictures is not None:
        page.screenshot(path=pictures / f"{mode}-clinician-slip.png", full_page=True)
    context.close()
    assert {name: found for name, found in seen.items() if found} == {}


def test_the_door_is_usable_by_everybody(
    browser: Any, server: Served, own_states: list[Own], pictures: Path | None
) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(server.address + own_states[0].slip.door)
    assert violations(page) == []
    page.locator("#code").fill("WRONG-CODES")
    page.locator("form button.main").click()
    page.wait_for_load_state("load")
    if pictures is not None:
        page.screenshot(path=pictures / "phone-door-wrong.png", full_page=True)
    assert "does not fit" in page.inner_text("main")
    assert violations(page) == []
    context.close()
