"""One server and one browser for all journeys through the pages."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.journeys.web.serving import CHROMIUM, FLAGS, Served, need_browser, served
from tests.journeys.web.states import State, prepare
from tests.journeys.web.visiting import Visitor


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    need_browser()
    with served(tmp_path_factory.mktemp("records")) as running:
        yield running


@pytest.fixture(scope="session")
def states(server: Served) -> list[State]:
    """Every state of every screen, made ready on the server."""
    with httpx.Client(base_url=server.address, timeout=60) as client:
        return prepare(Visitor(client, server.link()), server.store)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    need_browser()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def pictures() -> Path | None:
    """Where pictures of every screen are kept, if somebody asks for them."""
    folder = os.environ.get("GLIDEPATH_PICTURES")
    if not folder:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)
