"""Every state of every screen in a real browser: usable by all, on any screen, with no request out.

The pictures go to the folder that GLIDEPATH_PICTURES names.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.web.serving import Served
from tests.journeys.web.states import State

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
PAPER = {"width": 800, "height": 1000}
PLAIN = {"media": "screen", "color_scheme": "light", "forced_colors": "none"}
LOOKS: dict[str, tuple[dict[str, int], dict[str, str]]] = {
    "desktop": (DESKTOP, {}),
    "narrow": (PHONE, {}),
    "zoomed": ({"width": 320, "height": 256}, {}),
    "dark": (DESKTOP, {"color_scheme": "dark"}),
    "forced": (DESKTOP, {"forced_colors": "active"}),
    "print": (PAPER, {"media": "print"}),
}
"""How one and the same page is looked at: the size of its window, and what a browser is told."""
GROUPS = ("topic", "plan", "signed", "other")
EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BY_SIZE = ["target-size", "meta-viewport", "scrollable-region-focusable"]
BY_COLOUR = ["color-contrast", "link-in-text-block"]
RULES: dict[str, Any] = {
    "desktop": EVERY_RULE,
    "narrow": {"type": "rule", "values": BY_SIZE},
    "dark": {"type": "rule", "values": BY_COLOUR},
    "forced": {"type": "rule", "values": BY_COLOUR},
    "print": {"type": "rule", "values": BY_COLOUR},
}
"""Every rule once for each page, and in each other look of it what can be otherwise there.

Zoomed to 400 % a page is as wide as a narrow one, and the same rules hold.
"""
REPEATED = {
    "exclude": [["tbody tr:nth-child(n+9)"], [".chart svg > *"], [".timeline li:nth-child(n+9)"]]
}
"""Rows like those before them, and the strokes of a chart whose numbers stand in a table."""


@contextmanager
def opened(browser: Any, server: Served, **how: Any) -> Iterator[tuple[Any, list[str]]]:
    """A page with a session, and the list of every address it asked for."""
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce", **how)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.link())
    yield page, asked
    context.close()


def violations(page: Any, mode: str) -> list[str]:
    """What axe finds on a page: rule and place."""
    from axe_playwright_python.sync_playwright import Axe

    if mode not in RULES:
        return []
    options = {"runOnly": RULES[mode], "resultTypes": ["violations"]}
    found = Axe().run(page, context=REPEATED, options=options).response["violations"]
    return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


def show(page: Any, server: Served, state: State) -> None:
    page.goto(server.address + state.path)
    if state.then is not None:
        state.then(page)


def _group(state: State) -> str:
    head = state.name.split("-")[0]
    return head if head in GROUPS else "other"


def _seen(page: Any, state: State, mode: str, pictures: Path | None) -> list[str]:
    """What is wrong with a page as it is looked at in one way; keeps its picture."""
    size, told = LOOKS[mode]
    page.set_viewport_size(size)
    page.emulate_media(**{**PLAIN, **told})
    if pictures is not None:
        page.screenshot(path=pictures / f"{mode}-{state.name}.png", full_page=True)
    found = violations(page, mode)
    if page.evaluate("document.body.scrollWidth") > size["width"]:
        found.append("the page scrolls sideways")
    return found


@pytest.mark.parametrize("group", GROUPS)
def test_every_screen_can_be_used_by_everybody(
    group: str, browser: Any, server: Served, states: list[State], pictures: Path | None
) -> None:
    faults: dict[str, list[str]] = {}
    told: list[str] = []
    with opened(browser, server) as (page, asked):
        page.on("console", lambda message: told.append(message.text))
        for state in states:
            if _group(state) != group:
                continue
            page.set_viewport_size(DESKTOP)
            page.emulate_media(**PLAIN)
            show(page, server, state)
            for mode in LOOKS:
                faults[f"{state.name}, {mode}"] = _seen(page, state, mode, pictures)
        outside = [url for url in asked if not url.startswith(server.address)]
    assert {name: found for name, found in faults.items() if found} == {}
    assert outside == []
    # the policy of the pages is never broken, and no script of theirs fails
    assert [text for text in told if "Content Security Policy" in text or "rror:" in text] == []


def test_every_screen_can_be_reached_without_scripts(
    browser: Any, server: Served, states: list[State], pictures: Path | None
) -> None:
    with opened(browser, server, java_script_enabled=False) as (page, asked):
        for state in states:
            show(page, server, state)
            if pictures is not None:
                page.screenshot(path=pictures / f"no-script-{state.name}.png", full_page=True)
            assert page.locator("h1").count() == 1, state.name
        assert [url for url in asked if not url.startswith(server.address)] == []


def test_the_first_page_with_all_it_needs_stays_small(browser: Any, server: Served) -> None:
    context = browser.new_context()
    page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    sizes: list[float] = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(server.link())
    page.wait_for_load_state("networkidle")
    context.close()
    assert len(sizes) >= 4
    assert sum(sizes) <= 150_000


def test_no_page_keeps_anything_in_the_browser(
    browser: Any, server: Served, states: list[State]
) -> None:
    with opened(browser, server) as (page, _):
        for state in states[-4:]:
            show(page, server, state)
        kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert kept == [0, 0, ""]
