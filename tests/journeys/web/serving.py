"""A real server on a free port of this machine, and a real browser in front of it."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn

from glidepath.records.store import Store, open_store
from glidepath.web.app import create_app
from glidepath.web.settings import WebSettings

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
]
VISIT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its address, its store, and a way to open a session in it."""

    address: str
    store: Store
    app: object

    def link(self) -> str:
        """The start link that holds now."""
        sessions = self.app.state.desk.sessions  # type: ignore[attr-defined]
        return f"{self.address}/start?token={sessions.fresh()}"


def need_browser() -> None:
    """Skip where there is no browser, unless one is required."""
    there = CHROMIUM.exists() and shutil.which(str(CHROMIUM))
    if not there and not os.environ.get("GLIDEPATH_REQUIRE_BROWSER"):
        pytest.skip("no browser on this machine")


@contextmanager
def served(folder: Path, **changes: object) -> Iterator[Served]:
    """Serve from an empty store until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    store = open_store(f"sqlite:///{folder / 'records.db'}")
    settings = WebSettings(**{"port": port, "a_minute": 100_000, "now": lambda: VISIT, **changes})
    app = create_app(settings, store)
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield Served(settings.address, store, app)
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        store.close()
