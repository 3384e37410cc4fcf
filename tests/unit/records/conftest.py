"""The databases on which every test of records runs, and an open record on each."""

from collections.abc import Iterator

import pytest

from glidepath.records.store import Store, open_store
from tests.databases import socket, url

__all__ = ["socket", "store", "url"]


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A new, empty record."""
    opened = open_store(url)
    yield opened
    opened.close()
