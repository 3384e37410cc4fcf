"""How one and the same page is looked at: on which screen, told what, and by which rules."""

from pathlib import Path
from typing import Any

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
PAPER = {"width": 800, "height": 1000}
PLAIN = {"media": "screen", "color_scheme": "light", "forced_colors": "none"}
Look = tuple[dict[str, int], dict[str, str]]
"""The size of the window, and what the browser is told."""
DARK, FORCED = {"color_scheme": "dark"}, {"forced_colors": "active"}
PRINT = {"media": "print"}
EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BY_SIZE = {
    "type": "rule",
    "values": ["target-size", "meta-viewport", "scrollable-region-focusable"],
}
BY_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
REPEATED = {
    "exclude": [["tbody tr:nth-child(n+9)"], [".chart svg > *"], [".timeline li:nth-child(n+9)"]]
}
"""Rows like those before them, and the strokes of a chart whose numbers stand in a table."""


def violations(page: Any, rules: Any = EVERY_RULE) -> list[str]:
    """What axe finds on a page: rule and place."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = Axe().run(page, context=REPEATED, options=options).response["violations"]
    return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


def turn_to(page: Any, look: Look) -> None:
    """Give the window a size and tell the browser what it is used as."""
    size, told = look
    page.set_viewport_size(size)
    page.emulate_media(**{**PLAIN, **told})


def faults(page: Any, look: Look, rules: Any, picture: Path | None) -> list[str]:
    """What is wrong with a page as it is looked at in one way; keeps its picture where asked."""
    turn_to(page, look)
    if picture is not None:
        page.screenshot(path=picture, full_page=True)
    found = violations(page, rules) if rules is not None else []
    if page.evaluate("document.body.scrollWidth") > look[0]["width"]:
        found.append("the page scrolls sideways")
    return found
