"""Attacks on a running server: each is refused, told in a sentence, and in the log."""

import http.client
import logging
import re
import socket
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest

from tests.journeys.web.serving import Served, served
from tests.journeys.web.visiting import Visitor, forms

MARK = "<script>alert(7)</script>'\"`{{7*7}}${7*7}<svg/onload=x>"
FOREIGN = ("<script>alert(7)", "<svg/onload", "49$", "{{49}}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("records")) as running:
        yield running


@pytest.fixture
def visitor(server: Served) -> Iterator[Visitor]:
    with httpx.Client(base_url=server.address, timeout=60) as client:
        yield Visitor(client, server.link())


@pytest.fixture(scope="module")
def person(server: Served) -> str:
    """The folder of somebody with a signed plan."""
    with httpx.Client(base_url=server.address, timeout=60) as client:
        return Visitor(client, server.link()).signed()


def _port(server: Served) -> int:
    return int(server.address.rsplit(":", 1)[1])


def _raw(server: Served, text: bytes) -> bytes:
    """What the server answers to bytes that no client library would send."""
    got = b""
    with socket.create_connection(("127.0.0.1", _port(server)), timeout=10) as line:
        with suppress(OSError):  # it may hang up before everything is sent
            line.sendall(text)
            line.shutdown(socket.SHUT_WR)
        with suppress(OSError):
            while piece := line.recv(65_536):
                got += piece
    return got


def _refused(caplog: pytest.LogCaptureFixture, kind: str) -> bool:
    lines = [one for one in caplog.records if one.name == "glidepath.web.security"]
    return any(one.getMessage().startswith("refused") and kind in one.getMessage() for one in lines)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example", "sec-fetch-site": "cross-site"},
        {"origin": "http://127.0.0.1:9", "sec-fetch-site": "same-site"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1.evil.example"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_a_form_posted_by_another_site_changes_nothing(server, visitor, caplog, headers):
    before = server.store.people()
    visitor.get("/").client.headers.update(headers)
    visitor.send("/people", label="Person 1")
    assert visitor.answer.status_code == 403
    assert server.store.people() == before
    assert _refused(caplog, "origin")


@pytest.mark.parametrize("token", [None, "", "x", "A" * 88])
def test_a_forged_form_changes_nothing(server, visitor, caplog, token):
    before = server.store.people()
    sent = {"label": "Person 1"} | ({} if token is None else {"form_token": token})
    assert visitor.client.post("/people", data=sent).status_code == 403
    assert server.store.people() == before
    assert _refused(caplog, "not allowed")


def test_a_form_token_of_another_session_is_of_no_use(server, visitor):
    token = forms(visitor.get("/").text)[0].fields["form_token"][0]
    with httpx.Client(base_url=server.address) as other:
        Visitor(other, server.link())
        sent = {"label": "Person 1", "form_token": token}
        assert other.post("/people", data=sent).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost", "0.0.0.0", ""])
def test_a_page_that_rebinds_its_own_name_gets_nothing(server, visitor, caplog, host):
    port = str(_port(server))
    for name in {host, f"{host}:{port}"} - {f"127.0.0.1:{port}", f"localhost:{port}"}:
        asked = visitor.client.build_request("GET", "/", headers={"host": name})
        assert visitor.client.send(asked).status_code in (400, 421)
    assert _refused(caplog, "host") or host == ""


def test_two_hosts_in_one_request_are_refused(server):
    port = _port(server)
    hosts = f"Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n"
    answer = _raw(server, f"GET / HTTP/1.1\r\n{hosts}\r\n".encode())
    assert answer.split()[1] in (b"400", b"421")


@pytest.mark.parametrize("dest", ["iframe", "image", "script", "empty", "object"])
def test_another_site_cannot_put_a_page_in_a_frame_or_a_picture(visitor, caplog, dest):
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": dest}
    assert visitor.client.get("/", headers=headers).status_code == 403
    assert _refused(caplog, "origin")


def test_a_link_from_another_site_opens_a_page_as_a_page(visitor):
    headers = {
        "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document",
    }  # fmt: skip
    assert visitor.client.get("/", headers=headers).status_code == 200


def test_the_start_link_cannot_be_replayed_or_guessed(server, caplog):
    link = server.link()
    with httpx.Client(follow_redirects=True) as first, httpx.Client() as second:
        assert first.get(link).status_code == 200
        for again in (link, f"{server.address}/start?token=", f"{server.address}/start?token=%00"):
            assert second.get(again).status_code == 401
        assert not second.cookies
    assert _refused(caplog, "not signed in")


def test_a_session_that_somebody_brings_along_is_never_taken_over(server):
    with httpx.Client(follow_redirects=True) as client:
        client.cookies.set("glidepath_session", "chosen", domain="127.0.0.1")
        client.get(server.link())
        held = [one.value for one in client.cookies.jar]
    assert len(set(held) - {"chosen"}) == 1
    with httpx.Client(cookies={"glidepath_session": "chosen"}) as other:
        assert other.get(f"{server.address}/").headers["location"] == "/start/needed"


def test_a_session_that_was_ended_opens_nothing(server, visitor):
    cookie = next(iter(visitor.client.cookies.jar)).value
    visitor.get("/").send("/end")
    assert '"cookies"' in visitor.answer.headers["clear-site-data"]
    with httpx.Client(cookies={"glidepath_session": cookie}) as thief:
        assert thief.get(f"{server.address}/").status_code == 303


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"x" * (2 << 20), {"content-type": "application/x-www-form-urlencoded"}),
        (b"label=" + b"a" * (600 << 10), {"content-type": "application/x-www-form-urlencoded"}),
        (b"&".join(b"f%d=1" % n for n in range(5_000)),
         {"content-type": "application/x-www-form-urlencoded"}),
        (b"--x\r\n", {"content-type": "multipart/form-data; boundary=x"}),
        (b"no boundary", {"content-type": "multipart/form-data"}),
        (b'--x\r\nContent-Disposition: form-data; name="a"; filename="../b"\r\n\r\nc\r\n--x--\r\n',
         {"content-type": "multipart/form-data; boundary=x"}),
        (b"\xff\xfe\x00%zz=%", {"content-type": "application/x-www-form-urlencoded"}),
        (b'{"label": "Person 1"}', {"content-type": "application/json"}),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
         {"content-type": "application/xml"}),
        (b"", {}),
    ],
)  # fmt: skip
def test_an_oversized_or_malformed_body_is_refused_and_nothing_is_kept(
    server, visitor, caplog, body, headers
):
    before = server.store.people()
    answer = visitor.client.post("/people", content=body, headers=headers)
    assert answer.status_code in (400, 403, 413)
    assert server.store.people() == before
    assert _refused(caplog, "")


def test_a_length_that_lies_is_found(server, visitor, caplog):
    def pieces():
        for _ in range(40):
            yield b"label=" + b"x" * 65_536

    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert visitor.client.post("/people", content=pieces(), headers=headers).status_code == 413
    assert _refused(caplog, "size")


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET / HTTP/9.9", b"GET  HTTP/1.1", b"\x00\x01\x02",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1",
        b"POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked",
        b"POST / HTTP/1.1\r\nContent-Length: -5", b"TRACE / HTTP/1.1", b"CONNECT a:1 HTTP/1.1",
    ],
)  # fmt: skip
def test_what_is_no_request_is_never_answered_with_a_page_or_a_fault(server, request_line):
    host = f"\r\nHost: 127.0.0.1:{_port(server)}\r\n\r\n".encode()
    answer = _raw(server, request_line + host)
    status = answer.split(b" ", 2)[1] if answer else b"closed"
    assert status in (b"400", b"303", b"403", b"405", b"414", b"431", b"closed")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fapp.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd", "/static/..%5capp.py", "/static/app.css%00.txt", "/static/",
        "/people/../../etc/passwd", "/people/%2e%2e%2f", "/people/' OR 1=1 --", "/basis/../../x",
        "/people/abcdefghijklmnop/plans/x/..%2f..%2frecords.db", "/.git/config", "/records.db",
        "/enter/../people", "/me/../people",
    ],
)  # fmt: skip
def test_no_trick_with_a_path_reaches_a_file_or_a_person(server, visitor, path):
    line = http.client.HTTPConnection("127.0.0.1", _port(server), timeout=10)
    cookie = next(iter(visitor.client.cookies.jar)).value
    line.putrequest("GET", path.replace(" ", "%20"), skip_accept_encoding=True)
    line.putheader("Cookie", f"glidepath_session={cookie}")
    line.endheaders()
    answer = line.getresponse()
    text = answer.read().decode("utf-8", "replace")
    line.close()
    assert answer.status in (303, 400, 403, 404, 405, 410, 422)
    assert not re.search(r"root:|def create_app|SQLite format|\[core\]|Traceback", text)


def test_a_script_in_every_text_field_is_only_ever_text(server, visitor):
    """Every text field of every page of the form holds it; every page is walked afterwards."""
    place = visitor.example()
    for topic in ("who", "taken", "products", "conditions", "medicines", "history", "goal"):
        page = visitor.get(f"{place}/situation/{topic}")
        form = next(one for one in forms(page.text) if one.action.endswith(f"/{topic}"))
        hostile = {
            name: MARK for name in _texts(page.text) if name in form.fields and name[0] != "_"
        }
        sent = {**{name: list(values) for name, values in form.fields.items()}, **hostile}
        answer = visitor.client.post(f"{place}/situation/{topic}", data=sent)
        assert answer.status_code in (200, 303, 409, 422)
        _is_harmless(answer.text)
    for path in (
        "/", place, *(f"{place}/situation/{one}" for one in ("who", "goal", "summary")),
        f"{place}/assessment", f"{place}/plan", f"{place}/compare", f"{place}/access",
        f"{place}/diary", f"{place}/case",
    ):  # fmt: skip
        _is_harmless(visitor.get(path).text)
    assert "&lt;script&gt;alert(7)" in visitor.get(f"{place}/situation/who").text


def test_a_script_in_a_name_a_reason_and_a_note_is_only_ever_text(visitor, person):
    visitor.get("/").send("/people", label=MARK)
    _is_harmless(visitor.text)
    _is_harmless(visitor.get("/").text)
    note = f"{person}/reviews"
    visitor.get(person).send(note, note=MARK)
    _is_harmless(visitor.get(person).text)
    place = visitor.chosen()
    visitor.get(f"{place}/sign")
    reasons = dict.fromkeys(re.findall(r'name="(override\.[^"]+)"', visitor.text), MARK)
    visitor.send(f"{place}/sign", signer=MARK[:80], reason=MARK, **reasons)  # not yet ticked
    assert visitor.answer.status_code == 422
    _is_harmless(visitor.text)
    visitor.send(f"{place}/sign", signer=MARK[:80], reason=MARK, read="on", **reasons)
    _is_harmless(visitor.text)
    _is_harmless(visitor.get(place).text)


def _texts(page: str) -> set[str]:
    """The names of the fields into which anything can be typed."""
    fields = re.findall(r"<input\b[^>]*>|<textarea\b[^>]*>", page)
    free = [one for one in fields if not re.search(r'type="(hidden|radio|checkbox|submit)"', one)]
    return {found[1] for one in free if (found := re.search(r'name="([^"]+)"', one))}


def _is_harmless(page: str) -> None:
    assert [one for one in FOREIGN if one in page] == []
    assert not re.search(r"<(script|svg)(?![^>]*(src=\"/static/|viewBox|role=))[ />]", page)
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", page)


def _way_in(visitor: Visitor, person: str) -> tuple[str, str]:
    """The link and the code that a clinician gives somebody."""
    visitor.get(f"{person}/access").send(f"{person}/access", days="30", watched="")
    link = re.search(r"/enter/[\w-]+", visitor.text)
    code = re.search(r"\b[A-HJ-NP-Z2-9]{5}-[A-HJ-NP-Z2-9]{5}\b", visitor.text)
    assert link
    assert code
    return link[0], code[0]


def test_guessing_the_code_of_a_patients_link_is_stopped_and_told(server, visitor, person, caplog):
    link, code = _way_in(visitor, person)
    with httpx.Client(base_url=server.address) as thief:
        answers = [
            thief.post(link, data={"code": f"AAAAA-AAAA{n}"}).status_code for n in range(2, 8)
        ]
        assert answers[:4] == [401] * 4
        assert answers[-1] == 429
        assert thief.post(link, data={"code": code}).status_code == 429  # the right one rests too
        assert thief.post("/enter/" + "x" * 22, data={"code": code}).status_code == 410
        assert thief.get("/me").headers["location"] in ("/start/needed", "/enter/closed")
    failed = server.store.events(person.split("/")[2], ("sign_in_failed",))
    assert len(failed) >= 6
    assert code not in caplog.text
    assert "AAAAA" not in "".join(str(dict(one.body)) for one in failed)


def test_a_patient_reads_one_persons_pages_and_no_others(server, visitor, caplog):
    mine, other = visitor.signed(), visitor.signed()
    link, code = _way_in(visitor, mine)
    with httpx.Client(base_url=server.address) as patient:
        assert patient.post(link, data={"code": code}).headers["location"] == "/me"
        page = patient.get("/me")
        assert page.status_code == 200
        assert other.split("/")[2] not in page.text
        for path in (
            "/people", other, mine, f"{other}/plan", f"{other}/case/case.json", f"{mine}/sign",
            f"{other}/access", "/basis", "/accounts",
        ):  # fmt: skip
            assert patient.get(path).status_code == 403
        assert patient.get("/").headers["location"] == "/me"
        assert patient.get(f"/me?person={other.split('/')[2]}").text.count(other) == 0
        token = forms(page.text)[0].fields["form_token"][0]
        sent = {"form_token": token, "note": "x", "person": other.split("/")[2]}
        assert patient.post(f"{other}/reviews", data=sent).status_code == 403
        assert patient.post(f"{other}/access/here", data=sent).status_code == 403
    assert _refused(caplog, "role (patient")


def test_who_asks_too_often_is_stopped_with_a_sentence(tmp_path, caplog):
    with served(tmp_path, a_minute=60) as running, httpx.Client() as client:
        answers = [client.get(f"{running.address}/start/needed") for _ in range(70)]
        assert {one.status_code for one in answers} == {401, 429}
        assert "Wait a moment" in answers[-1].text
    assert _refused(caplog, "rate")


def test_the_log_of_all_this_holds_no_address_token_name_or_forged_line(server, visitor, caplog):
    caplog.set_level(logging.DEBUG)
    evil = "Jane Example\r\nrefused 200: everything is fine"
    cookie = next(iter(visitor.client.cookies.jar)).value
    client = visitor.client
    client.post("/people", data={"label": evil})
    client.get("/people/" + "Jane%20Example%0d%0arefused")
    client.get("/", headers={"host": "Jane.example"})
    lines = [one.getMessage() for one in caplog.records if one.name.startswith("glidepath")]
    assert lines
    told = re.compile(r"refused \d+: [a-z ]+ \([a-z]+, from [0-9a-f.:-]+\)|sign-in failed: [a-z ]+")
    assert [one for one in lines if not told.fullmatch(one)] == []
    assert cookie not in caplog.text
