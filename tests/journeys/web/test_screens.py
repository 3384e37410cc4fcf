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
MODES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": DESKTOP},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "zoomed": {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "forced": {"viewport": DESKTOP, "forced_colors": "active"},
    "no-script": {"viewport": DESKTOP, "java_script_enabled": False},
    "print": {"viewport": {"width": 800, "height": 1000}},
}
WHOLE = ("desktop",)
SOME = {
    "people", "topic-taken", "topic-conditions", "topic-problem", "summary", "assessment", "plan",
    "plan-problem", "plan-options", "plan-steps", "policies", "signed", "signed-superseded",
    "overview-signed",
}  # fmt: skip
UNLOOKED = ("no-script", "zoomed")
"""Without scripts no rule can be run in the page; zoomed is as wide as narrow, with its rules."""
EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BY_LOOKS = {
    "type": "rule",
    "values": ["color-contrast", "link-in-text-block", "target-size", "meta-viewport",
               "scrollable-region-focusable"],
}  # fmt: skip
"""What can be otherwise in another mode of the same page."""
REPEATED = {
    "exclude": [["tbody tr:nth-child(n+9)"], [".chart svg > *"], [".timeline li:nth-child(n+9)"]]
}
"""Rows like those before them, and the strokes of a chart whose numbers stand in a table."""


@contextmanager
def opened(browser: Any, server: Served, mode: str) -> Iterator[tuple[Any, list[str]]]:
    """A page with a session in one mode, and the list of every address it asked for."""
    context = browser.new_context(**MODES[mode], reduced_motion="reduce")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.link())
    yield page, asked
    context.close()


def violations(page: Any, mode: str) -> list[str]:
    """What axe finds on a page: rule and place."""
    from axe_playwright_python.sync_playwright import Axe

    rules: Any = EVERY_RULE if mode in WHOLE else BY_LOOKS
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = Axe().run(page, context=REPEATED, options=options).response["violations"]
    return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


def show(page: Any, server: Served, state: State) -> None:
    page.goto(server.address + state.path)
    if state.then is not None:
        state.then(page)


@pytest.mark.parametrize("mode", MODES)
def test_every_screen_can_be_used_by_everybody(
    mode: str, browser: Any, server: Served, states: list[State], pictures: Path | None
) -> None:
    faults: dict[str, Any] = {}
    with opened(browser, server, mode) as (page, asked):
        for state in states:
            if mode not in WHOLE and state.name not in SOME:
                continue
            page.emulate_media(media="screen")  # on paper there is no button to press
            show(page, server, state)
            page.emulate_media(media="print" if mode == "print" else "screen")
            if pictures is not None:
                page.screenshot(path=pictures / f"{mode}-{state.name}.png", full_page=True)
            found = [] if mode in UNLOOKED else violations(page, mode)
            width = page.viewport_size["width"]
            if mode != "no-script" and page.evaluate("document.body.scrollWidth") > width:
                found.append("the page scrolls sideways")
            if found:
                faults[state.name] = found
        outside = [url for url in asked if not url.startswith(server.address)]
    assert faults == {}
    assert outside == []


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
    with opened(browser, server, "desktop") as (page, _):
        for state in states[-4:]:
            show(page, server, state)
        kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert kept == [0, 0, ""]


def test_the_policy_of_the_pages_is_never_broken(
    browser: Any, server: Served, states: list[State]
) -> None:
    with opened(browser, server, "desktop") as (page, _):
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        for state in states:
            if state.name in SOME:
                show(page, server, state)
    assert [text for text in told if "Content Security Policy" in text or "rror:" in text] == []
