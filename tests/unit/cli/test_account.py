"""Accounts from the command line: a password comes from standard input and is never shown."""

import io
import sys

import pytest

from glidepath.cli.main import main
from glidepath.records.store import open_store
from glidepath.web.accounts.account import accounts
from glidepath.web.accounts.passwords import is_password

PASSWORD = "ferry violet anvil nine"


@pytest.fixture
def store(tmp_path):
    url = f"sqlite:///{tmp_path / 'records.db'}"
    open_store(url).close()
    return url


def _run(monkeypatch, words, typed=""):
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    return main(words)


def _known(store):
    with open_store(store) as record:
        return accounts(record)


def test_an_account_is_added_listed_locked_and_opened(store, monkeypatch, capsys):
    add = ["account", "add", "dr.example", "--role", "prescriber", "--store", store]
    assert _run(monkeypatch, add, f"{PASSWORD}\n") == 0
    assert is_password(_known(store)["dr.example"].password, PASSWORD)
    assert _run(monkeypatch, ["account", "lock", "dr.example", "--store", store]) == 0
    assert _run(monkeypatch, ["account", "list", "--store", store]) == 0
    assert "dr.example  prescriber  locked" in capsys.readouterr().out
    assert _run(monkeypatch, ["account", "unlock", "dr.example", "--store", store]) == 0
    assert _known(store)["dr.example"].is_open
    again = ["account", "password", "dr.example", "--store", store]
    assert _run(monkeypatch, again, "kettle orbit maple dune\n") == 0
    assert not is_password(_known(store)["dr.example"].password, PASSWORD)
    shown = capsys.readouterr()
    assert PASSWORD not in shown.out + shown.err


def test_a_weak_password_makes_no_account_and_is_not_shown(store, monkeypatch, capsys):
    add = ["account", "add", "dr.example", "--role", "viewer", "--store", store]
    assert _run(monkeypatch, add, "password12345678\n") == 2
    assert _known(store) == {}
    assert "password12345678" not in capsys.readouterr().err


def test_an_account_of_a_provider_needs_no_password(store, monkeypatch):
    add = ["account", "add", "dr.example", "--role", "viewer", "--subject", "s-7", "--store", store]
    assert _run(monkeypatch, add) == 0
    assert _known(store)["dr.example"].subject == "s-7"


@pytest.mark.parametrize("what", ["lock", "unlock", "password"])
def test_an_account_that_is_not_there_cannot_be_changed(store, monkeypatch, capsys, what):
    assert _run(monkeypatch, ["account", what, "nobody", "--store", store], PASSWORD) == 2
    assert "no account has it" in capsys.readouterr().err


def test_others_are_not_served_without_tls_a_name_and_an_account(store, monkeypatch, capsys):
    serve = ["serve", "--network", "--store", store]
    assert _run(monkeypatch, serve) == 2
    told = capsys.readouterr().err
    assert "--cert" in told
    assert "public-host" in told
    serve += ["--public-host", "pages.clinic.example", "--behind-proxy", "127.0.0.1"]
    assert _run(monkeypatch, serve) == 2
    assert "glidepath account add" in capsys.readouterr().err


@pytest.mark.parametrize("way", ["proxy", "tls"])
def test_others_are_served_where_and_as_was_asked(store, monkeypatch, way):
    add = ["account", "add", "the.admin", "--role", "admin", "--store", store]
    assert _run(monkeypatch, add, f"{PASSWORD}\n") == 0
    asked = {}
    monkeypatch.setattr("uvicorn.run", lambda app, **more: asked.update(more))
    tls = {
        "proxy": ["--behind-proxy", "127.0.0.1"],
        "tls": ["--cert", "cert.pem", "--key", "key.pem"],
    }
    serve = ["serve", "--network", "--store", store, "--public-host", "pages.clinic.example"]
    assert _run(monkeypatch, [*serve, *tls[way]]) == 0
    if way == "proxy":
        assert asked["host"] == "127.0.0.1"
        assert (asked["proxy_headers"], asked["forwarded_allow_ips"]) == (True, "127.0.0.1")
    else:
        assert (asked["ssl_certfile"], asked["ssl_keyfile"]) == ("cert.pem", "key.pem")
        assert asked["proxy_headers"] is False
    assert asked["ws"] == "none"
