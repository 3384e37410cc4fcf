"""The databases on which every test of records runs."""

from tests.databases import socket, url

__all__ = ["socket", "url"]
