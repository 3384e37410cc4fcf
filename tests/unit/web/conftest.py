"""A server in the same process, and a visitor who came with its start link."""

import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from glidepath.records.event import AUDIT
from glidepath.records.store import open_store
from glidepath.web.app import create_app
from glidepath.web.settings import WebSettings
from tests.journeys.web.visiting import Visitor

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # a newer client library is asked for that nobody else needs
    from starlette.testclient import TestClient

MORNING = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: int) -> None:
        self.now += timedelta(**by)


class House:
    """The application with its store, its clock, and clients to it."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.clock = Clock()
        self.settings = WebSettings(now=self.clock, **settings)
        self.store = open_store(f"sqlite:///{folder / 'records.db'}")
        self.new_tokens: list[str] = []
        self.app = create_app(self.settings, self.store, self.new_tokens.append)

    @property
    def desk(self) -> Any:
        return self.app.state.desk

    def client(self, **options: Any) -> TestClient:
        return TestClient(self.app, base_url=self.settings.address, **options)

    def visitor(self) -> Visitor:
        return Visitor(self.client(), f"/start?token={self.desk.sessions.fresh()}")

    def kinds(self, place: str) -> list[str]:
        """The kinds of event of the person whose folder stands at a place, looks left out."""
        events = self.store.events(place.split("/")[2])
        return [one.kind.value for one in events if one.kind not in AUDIT]


@pytest.fixture(autouse=True)
def quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Setting a sheet takes most of the time of a signature; its own tests set real ones."""

    def set_sheet(kept: Any, standing: Any) -> bytes:
        return f"%PDF {standing}".encode()

    monkeypatch.setattr("glidepath.documents.sheets.set_sheet", set_sheet)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def visitor(house: House) -> Visitor:
    return house.visitor()
