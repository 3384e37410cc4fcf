"""What happens when something inside breaks, takes too long, or comes too slowly."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import PlainTextResponse

from glidepath.domain.errors import BadInput, Problem
from glidepath.records.faults import Damaged, unavailable
from glidepath.web.security.door import LastDoor
from glidepath.web.security.limits import Limits, kind_of
from glidepath.web.security.patience import Patience
from glidepath.web.security.refuse import client_of

SECRET = "Jane Example took 2 mg"


def _scope(path="/", method="GET", **more):
    return {"type": "http", "path": path, "method": method, "headers": [],
            "client": ("127.0.0.1", 1), **more}  # fmt: skip


async def _receive():
    return {"type": "http.request", "body": b"", "more_body": False}


def _alone(work):
    """Run it on a thread of its own: a browser's loop may go on in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def _asked(app, scope, receive=_receive):
    """The status and the text that an application answers."""
    told = []

    async def send(message):
        told.append(message)

    _alone(app(scope, receive, send))
    text = b"".join(one.get("body", b"") for one in told).decode()
    return told[0]["status"] if told else None, text


def _tell(scope, status, title, text):
    return PlainTextResponse(f"{title}: {text}", status_code=status)


def _broken(fault):
    async def app(scope, receive, send):
        raise fault

    return app


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (ValueError(SECRET), 500, "not of what you typed"),
        (unavailable("a database that is busy, full, locked or out of reach"), 503, "not kept"),
        (Damaged("the newest events are lost"), 503, "record verify"),
        (BadInput(Problem("person", SECRET, "an id")), 422, "nothing was kept"),
    ],
)
def test_whatever_breaks_is_told_without_a_value_and_logged_with_its_place(
    fault, status, words, caplog
):
    got, text = _asked(LastDoor(_broken(fault), _tell), _scope())
    assert got == status
    assert words in text
    assert SECRET not in text + caplog.text
    assert re.search(rf"fault: {type(fault).__name__} at ", caplog.text)


def test_a_page_of_faults_that_is_broken_itself_is_told_in_plain_words():
    def worse(*_):
        raise KeyError(SECRET)

    status, text = _asked(LastDoor(_broken(ValueError(SECRET)), worse), _scope())
    assert status == 500
    assert SECRET not in text


def test_a_fault_after_the_answer_has_begun_is_logged_and_nothing_more_is_said(caplog):
    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError(SECRET)

    assert _asked(LastDoor(app, _tell), _scope()) == (200, "")
    assert "fault: ValueError" in caplog.text
    assert SECRET not in caplog.text


def test_a_page_that_takes_too_long_is_answered_for_and_ends_by_itself(caplog):
    ended = []

    async def slow(scope, receive, send):
        await asyncio.sleep(0.2)
        ended.append(True)
        await PlainTextResponse("late")(scope, receive, send)

    patience = Patience(slow, 0.01)

    async def both():
        told = []

        async def send(message):
            told.append(message)

        await patience(_scope(), _receive, send)
        assert len(patience.late) == 1
        await asyncio.sleep(0.4)
        return told

    told = _alone(both())
    assert [one["status"] for one in told if "status" in one] == [503]
    assert b"longer than 0.01 seconds" in told[-1]["body"]
    assert (ended, patience.late) == ([True], set())
    assert "time" in caplog.text


def test_a_page_in_time_is_passed_on_and_its_fault_is_not_hidden():
    assert _asked(Patience(PlainTextResponse("fine"), 5), _scope()) == (200, "fine")
    with pytest.raises(ValueError, match="x"):
        _asked(Patience(_broken(ValueError("x")), 5), _scope())


def test_new_work_is_turned_away_while_too_much_is_late():
    patience = Patience(PlainTextResponse("fine"), 5)
    patience.late = {object() for _ in range(4)}
    assert _asked(patience, _scope())[0] == 503


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch):
    monkeypatch.setattr("glidepath.web.security.limits._BODY_SECONDS", 0.01)

    async def never():
        await asyncio.sleep(60)

    async def reads(scope, receive, send):
        await receive()

    assert _asked(Limits(reads, 10, 100), _scope(method="POST"), never)[0] == 408


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/start", "entry"), ("POST", "/sign-in", "entry"), ("GET", "/sign-in", ""),
        ("POST", "/enter/abc", "entry"), ("GET", "/enter/abc", ""), ("POST", "/password", "entry"),
        ("GET", "/people/x/plan", "plan"), ("POST", "/people/x/plan/choose", "plan"),
        ("GET", "/people/x/plans/y/calendar.pdf", "export"), ("GET", "/people/x", ""),
    ],
)  # fmt: skip
def test_what_is_worth_guessing_dear_or_carries_data_out_is_counted_apart(method, path, kind):
    assert kind_of(method, path) == kind


def test_a_session_is_counted_however_many_addresses_it_comes_from():
    limits = Limits(PlainTextResponse("fine"), 10, 10, "sid")  # two plans a minute
    answers = [
        _asked(limits, _scope("/people/x/plan", headers=[(b"cookie", b"a=b; sid=one")],
                              client=(f"10.0.0.{n}", 1)))[0]
        for n in range(4)
    ]  # fmt: skip
    assert answers == [200, 200, 429, 429]


@pytest.mark.parametrize("said", ["evil\r\nrefused", "", "name.example"])
def test_an_address_that_is_none_never_comes_into_a_log(said):
    assert client_of({"client": (said, 1)}) == "-"
    assert client_of({"client": ("::1", 1)}) == "::1"
