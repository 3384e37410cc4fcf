"""The person's own pages in a real browser: on a phone, in the dark, on paper, without scripts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.journeys.web.persons import Own, enter, prepare_persons
from tests.journeys.web.serving import Served
from tests.journeys.web.visiting import Visitor

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 640}
MODES: dict[str, dict[str, Any]] = {
    "phone": {"viewport": PHONE},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": PHONE, "color_scheme": "dark"},
    "forced": {"viewport": PHONE, "forced_colors": "active"},
    "no-script": {"viewport": PHONE, "java_script_enabled": False},
    "print": {"viewport": {"width": 800, "height": 1000}},
}
WHOLE = ("phone",)
SOME = {
    "me", "me-calendar", "me-diary", "gate-open", "now-emergency", "day", "day-problem",
    "me-help", "me-hard-times", "results-some", "bare-today", "phq9-danger", "de", "de-now",
}  # fmt: skip


RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Any) -> list[str]:
    """What axe finds on a page: rule and place."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


@pytest.fixture(scope="module")
def own_states(server: Served) -> list[Own]:
    with httpx.Client(base_url=server.address, timeout=60) as client:
        return prepare_persons(Visitor(client, server.link()))


@contextmanager
def persons_page(browser: Any, server: Served, mode: str, own: Own) -> Iterator[tuple[Any, list]]:
    """The page of one person in one mode and language, and every address that it asked for."""
    context = browser.new_context(**MODES[mode], reduced_motion="reduce")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    enter(page, server, own.slip)
    if own.language:
        page.locator("#language").select_option(own.language)
        page.locator('[action="/me/language"] button').click()
        page.wait_for_load_state("load")
    if mode == "print":
        page.emulate_media(media="print")
    yield page, asked
    context.close()


def _show(page: Any, server: Served, own: Own, mode: str) -> None:
    page.goto(server.address + own.path)
    if own.then is None:
        return
    if mode == "print":  # buttons are not on paper
        page.emulate_media(media="screen")
    own.then(page)
    if mode == "print":
        page.emulate_media(media="print")


def _by_person(states: list[Own]) -> dict[tuple[str, str], list[Own]]:
    found: dict[tuple[str, str], list[Own]] = {}
    for own in states:
        found.setdefault((own.slip.door, own.language), []).append(own)
    return found


@pytest.mark.parametrize("mode", MODES)
def test_every_page_of_a_person_can_be_used_by_everybody(
    mode: str, browser: Any, server: Served, own_states: list[Own], pictures: Path | None
) -> None:
    faults: dict[str, list[str]] = {}
    outside: list[str] = []
    wanted = [own for own in own_states if mode in WHOLE or own.name in SOME]
    for group in _by_person(wanted).values():
        with persons_page(browser, server, mode, group[0]) as (page, asked):
            for own in group:
                _show(page, server, own, mode)
                if pictures is not None:
                    page.screenshot(path=pictures / f"{mode}-{own.name}.png", full_page=True)
                faults[own.name] = _faults(page, mode)
            outside += [url for url in asked if not url.startswith(server.address)]
    assert {name: found for name, found in faults.items() if found} == {}
    assert outside == []


def _faults(page: Any, mode: str) -> list[str]:
    if mode == "no-script":
        return []
    found = violations(page)
    if page.evaluate("document.body.scrollWidth") > page.viewport_size["width"]:
        found.append("the page scrolls sideways")
    small = page.evaluate(
        """() => [...document.querySelectorAll('main button, main .button, .choice, .point, nav a')]
        .filter(one => one.offsetParent && one.getBoundingClientRect().height < 44).length"""
    )
    return [*found, f"{small} places too small to touch"] if small and mode == "phone" else found


def test_a_red_flag_stands_at_the_top_of_a_phone_before_anything_else(
    browser: Any, server: Served, own_states: list[Own]
) -> None:
    own = next(one for one in own_states if one.name == "now-emergency")
    with persons_page(browser, server, "phone", own) as (page, _):
        _show(page, server, own, "phone")
        call = page.locator(".now-call").first
        assert "Call 911 now" in call.inner_text()
        assert call.get_attribute("role") == "alert"
        first = page.locator("main h1, main .call, main .card, main form").nth(1)
        assert first.inner_text() == call.inner_text()


@pytest.mark.parametrize("mode", ["desktop", "phone"])
def test_what_the_clinician_sees_of_it_is_usable_by_everybody(
    mode: str, browser: Any, server: Served, pictures: Path | None
) -> None:
    context = browser.new_context(**MODES[mode])
    page = context.new_page()
    page.goto(server.link())
    page.get_by_role("button", name="example person").first.click()
    page.wait_for_load_state("load")
    place = "/".join(page.url.split("/")[:5])
    faults: dict[str, list[str]] = {}
    for name in ("access", "diary"):
        page.goto(f"{place}/{name}")
        faults[name] = violations(page)
        if pictures is not None:
            page.screenshot(path=pictures / f"{mode}-clinician-{name}.png", full_page=True)
    page.goto(f"{place}/access")
    page.get_by_role("button", name="Give access").click()
    page.wait_for_load_state("load")
    faults["slip"] = violations(page)
    if pictures is not None:
        page.screenshot(path=pictures / f"{mode}-clinician-slip.png", full_page=True)
    context.close()
    assert {name: found for name, found in faults.items() if found} == {}


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
