"""Many at once, a server that is killed, a disk that is full: nothing lost, everybody told."""

import random
import re
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from glidepath.records.store import open_store
from glidepath.records.verify import verify
from tests.journeys.web.serving import Served, served
from tests.journeys.web.visiting import Visitor, forms

CONNECTIONS = 16


@contextmanager
def _process(folder: Path, most_bytes: int | None = None) -> Iterator[tuple[str, subprocess.Popen]]:
    """`glidepath serve` in a process of its own; gives its start link. No file may be longer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def limited() -> None:
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    store = f"sqlite:///{folder / 'records.db'}"
    command = [sys.executable, "-m", "glidepath.cli.main", "serve", "--port", str(port)]
    with subprocess.Popen(
        [*command, "--store", store],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limited,
    ) as running:
        link = _link(running)
        _wait_for(port)
        try:
            yield link, running
        finally:
            running.kill()


def _link(running: subprocess.Popen) -> str:
    assert running.stderr is not None
    for line in running.stderr:
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise AssertionError("the server said no link")


def _wait_for(port: int) -> None:
    with httpx.Client(transport=httpx.HTTPTransport(retries=8)) as client:
        client.get(f"http://127.0.0.1:{port}/start/needed", timeout=30)


def _client(link: str) -> httpx.Client:
    return httpx.Client(base_url=link.split("/start")[0], timeout=60)


def _note(visitor: Visitor, place: str, text: str, token: str) -> int:
    """Keep a note of a review; gives the status of the answer."""
    sent = {"note": text, "form_token": token}
    return visitor.client.post(f"{place}/reviews", data=sent).status_code


def _token(visitor: Visitor) -> str:
    return forms(visitor.get("/").text)[0].fields["form_token"][0]


def _notes(folder: Path, place: str) -> set[str]:
    """The notes that the record holds, once it was read back whole."""
    with open_store(f"sqlite:///{folder / 'records.db'}") as store:
        assert verify(store).ok
        return {
            str(one.body["note"]) for one in store.events(place.split("/")[2], ("review_held",))
        }


def test_nothing_acknowledged_is_lost_when_the_server_is_killed_while_it_saves(tmp_path):
    place, kept, chance = "", set(), random.Random(7)
    for life in range(3):
        with _process(tmp_path) as (link, running), _client(link) as client:
            visitor = Visitor(client, link)
            place = place or visitor.example()
            token = _token(visitor)
            last = chance.randrange(3, 15)
            with ThreadPoolExecutor(2) as both:
                work = [both.submit(_until_death, visitor, place, f"{life}.{n}", token, kept)
                        for n in range(2)]  # fmt: skip
                while len(kept) < last + life * 5 and not any(one.done() for one in work):
                    pass
                running.send_signal(signal.SIGKILL)
        assert kept <= _notes(tmp_path, place)
    assert len(kept) > 5


def _until_death(visitor: Visitor, place: str, name: str, token: str, kept: set[str]) -> None:
    with suppress(httpx.TransportError):
        for number in range(10_000):
            text = f"note {name}.{number}"
            if _note(visitor, place, text, token) == 303:
                kept.add(text)


def test_a_full_disk_is_told_and_nothing_acknowledged_is_lost(tmp_path):
    with _process(tmp_path) as (link, _), _client(link) as client:
        visitor = Visitor(client, link)
        place = visitor.example()
    size = (tmp_path / "records.db").stat().st_size
    kept, told = set(), ""
    with _process(tmp_path, size + 60_000) as (link, running), _client(link) as client:
        visitor = Visitor(client, link)
        token = _token(visitor)
        for number in range(200):
            text = f"note {number} " + "x" * 1_500
            sent = {"note": text, "form_token": token}
            answer = client.post(f"{place}/reviews", data=sent)
            if answer.status_code != 303:
                told = answer.text
                break
            kept.add(text)
        assert answer.status_code == 503
        assert "This was not kept" in told
        assert "Traceback" not in told
        assert running.poll() is None
    assert kept
    assert kept == _notes(tmp_path, place)
    with _process(tmp_path) as (link, _), _client(link) as client:  # there is space again
        visitor = Visitor(client, link)
        assert _note(visitor, place, "after", _token(visitor)) == 303
    assert _notes(tmp_path, place) == kept | {"after"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("records")) as running:
        yield running


@pytest.fixture
def two(server: Served) -> Iterator[tuple[Visitor, Visitor]]:
    """Two people with a session each."""
    with (
        httpx.Client(base_url=server.address, timeout=60) as one,
        httpx.Client(base_url=server.address, timeout=60) as other,
    ):
        yield Visitor(one, server.link()), Visitor(other, server.link())


def test_what_two_people_change_in_different_fields_is_kept_from_both(server, two):
    one, other = two
    place = one.example()
    page = f"{place}/situation/who"
    one.get(page)
    other.get(page)
    one.send(page, person__age="44")
    other.send(page, person__weight_kg="61")
    now = one.get(page).text
    assert 'value="44"' in now
    assert 'value="61"' in now


def test_what_two_people_change_differently_is_shown_to_the_second_and_nothing_is_lost(server, two):
    one, other = two
    place = one.example()
    page = f"{place}/situation/who"
    one.get(page)
    other.get(page)
    one.send(page, person__age="44")
    other.send(page, person__age="45")
    assert other.answer.status_code == 409
    assert "44" in other.text
    assert "45" in other.text
    assert 'value="44"' in one.get(page).text


def test_a_plan_signed_by_one_is_not_signed_again_by_the_other(server, two):
    one, other = two
    place = one.chosen()
    other.get(f"{place}/sign")
    one.signed(place)
    sent = next(form for form in forms(other.text) if form.action == f"{place}/sign").fields
    sent = {**sent, "signer": ["Dr B"], "reason": ["Agreed."], "read": ["on"]}
    assert other.client.post(f"{place}/sign", data=sent).status_code == 409
    assert len(server.store.events(place.split("/")[2], ("plan_signed",))) == 1


def test_many_who_save_at_once_are_all_kept_or_told(server, two):
    one, _ = two
    place, token = one.example(), _token(one)
    texts = [f"note {number}" for number in range(3 * CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as many:
        answers = list(many.map(lambda text: _note(one, place, text, token), texts))
    events = server.store.events(place.split("/")[2], ("review_held",))
    acknowledged = {text for text, status in zip(texts, answers, strict=True) if status == 303}
    assert acknowledged == {one.body["note"] for one in events}
    assert set(answers) <= {303, 409, 503}
    assert len(acknowledged) > CONNECTIONS


def test_sixteen_connections_meet_no_error_on_list_plan_and_diary(server, two):
    one, _ = two
    place = one.signed()
    paths = ["/", f"{place}/plan", f"{place}/diary", place] * 4
    with ThreadPoolExecutor(CONNECTIONS) as many:
        answers = list(many.map(lambda path: one.client.get(path).status_code, paths))
    assert set(answers) == {200}
