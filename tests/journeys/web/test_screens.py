"""Every state of every screen in a real browser: usable by all, on any screen, with no request out.

The pictures go to the folder that GLIDEPATH_PICTURES names.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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
)  # fmt: skip
from tests.journeys.web.serving import Served
from tests.journeys.web.states import State

pytestmark = pytest.mark.browser

LOOKS: dict[str, tuple[Look, Any]] = {
    "desktop": ((DESKTOP, {}), EVERY_RULE),
    "narrow": ((PHONE, {}), BY_SIZE),
    "zoomed": (({"width": 320, "height": 256}, {}), None),
    "dark": ((DESKTOP, DARK), BY_COLOUR),
    "forced": ((DESKTOP, FORCED), BY_COLOUR),
    "print": ((PAPER, PRINT), BY_COLOUR),
}
"""Every rule once for each page, and in each other look of it what can be otherwise there.

Zoomed to 400 % a page is as wide as a narrow one, and the same rules hold.
"""
GROUPS = ("topic", "plan", "signed", "other")


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


def show(page: Any, server: Served, state: State) -> None:
    page.goto(server.address + state.path)
    if state.then is not None:
        state.then(page)


def _group(state: State) -> str:
    head = state.name.split("-")[0]
    return head if head in GROUPS else "other"


@pytest.mark.parametrize("group", GROUPS)
def test_every_screen_can_be_used_by_everybody(
    group: str, browser: Any, server: Served, states: list[State], pictures: Path | None
) -> None:
    seen: dict[str, list[str]] = {}
    told: list[str] = []
    with opened(browser, server) as (page, asked):
        page.on("console", lambda message: told.append(message.text))
        for state in states:
            if _group(state) != group:
                continue
            turn_to(page, (DESKTOP, {}))
            show(page, server, state)
            for mode, (look, rules) in LOOKS.items():
                picture = pictures and pictures / f"{mode}-{state.name}.png"
                seen[f"{state.name}, {mode}"] = faults(page, look, rules, picture)
        outside = [url for url in asked if not url.startswith(server.address)]
    assert {name: found for name, found in seen.items() if found} == {}
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
