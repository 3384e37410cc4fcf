"""The two pictures of the README, taken of the example person in a real browser.

GLIDEPATH_README_PICTURES=docs/pictures makes this test write them anew.
"""

import os
import struct
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.docs.running import ROOT
from tests.journeys.web.serving import Served
from tests.journeys.web.visiting import Visitor

STORED = ROOT / "docs" / "pictures"
LARGEST = 150_000
SIZES = {"plan.png": (1000, 1350), "today.png": (390, 844)}


def _size(file: Path) -> tuple[int, int]:
    """Width and height of a PNG, from its first chunk."""
    head = file.read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", head[16:24])


def _plan(page: Any, place: str) -> None:
    """The signed plan: its papers, the plan at a glance, and the picture of its steps."""
    page.goto(place)
    page.get_by_role("link", name="Open the plan and its papers").click()
    page.wait_for_load_state("load")


def _today(page: Any, place: str) -> None:
    """The person's own page of the day, opened on the same machine."""
    page.goto(f"{place}/access")
    page.get_by_role("button", name="End my session and open").click()
    page.wait_for_load_state("load")


SHOW = {"plan.png": _plan, "today.png": _today}


@pytest.mark.browser
@pytest.mark.parametrize("name", SHOW)
def test_a_picture_can_be_taken_anew(
    name: str, browser: Any, server: Served, tmp_path: Path
) -> None:
    folder = Path(os.environ.get("GLIDEPATH_README_PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    with httpx.Client(base_url=server.address, timeout=60) as client:
        signed = Visitor(client, server.link()).signed()
    width, height = SIZES[name]
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(server.link())
    SHOW[name](page, server.address + signed)
    page.screenshot(path=folder / name)
    context.close()
    assert (folder / name).stat().st_size <= LARGEST


@pytest.mark.parametrize("name", SIZES)
def test_the_picture_of_the_readme_is_there_and_small(name: str) -> None:
    assert f"docs/pictures/{name}" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert (STORED / name).stat().st_size <= LARGEST
    assert _size(STORED / name) == SIZES[name]
