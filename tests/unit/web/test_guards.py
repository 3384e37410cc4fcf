"""Nothing gets past the door that did not come from a page of this server, with its session."""

import re

import pytest
from fastapi.routing import APIRoute

from glidepath.web.desk import posted
from glidepath.web.security.csrf import form_token, is_form_token
from glidepath.web.security.session import COOKIE, Session
from tests.unit.web.conftest import MORNING, House


def test_without_a_session_every_page_leads_to_where_the_start_link_is_explained(house):
    for path in ("/", "/people/abcdefghijklmnop", "/basis"):
        answer = house.client().get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/start/needed")
    assert "printed a link" in house.client().get("/start/needed").text


def test_a_start_link_works_once(house):
    link = f"/start?token={house.desk.sessions.token}"
    assert house.client().get(link).status_code == 200
    again = house.client().get(link)
    assert again.status_code == 401
    assert "was used before" in again.text


def test_a_wrong_start_link_opens_nothing(house):
    assert house.client().get("/start?token=guess").status_code == 401


def test_the_session_cookie_is_kept_from_scripts_and_from_other_sites(house):
    link = f"/start?token={house.desk.sessions.token}"
    cookie = house.client().get(link, follow_redirects=False).headers["set-cookie"]
    assert COOKIE in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_a_session_ends_when_nobody_uses_it_and_a_new_link_is_printed(house):
    visitor = house.visitor()
    house.clock.move(minutes=14)
    assert visitor.get("/").path == "/"
    house.clock.move(minutes=16)
    assert visitor.get("/").path == "/start/needed"
    assert house.new_tokens == [house.desk.sessions.token]


def test_a_session_ends_after_twelve_hours_however_much_it_is_used(house):
    visitor = house.visitor()
    for _ in range(51):
        house.clock.move(minutes=14)
        assert visitor.get("/").path == "/"
    house.clock.move(minutes=14)
    assert visitor.get("/").path == "/start/needed"


def test_ending_the_session_clears_what_the_browser_keeps(house, visitor):
    visitor.send("/end")
    assert "has ended" in visitor.text
    assert '"cookies"' in visitor.answer.headers["clear-site-data"]
    assert visitor.get("/").path == "/start/needed"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:1", "127.0.0.1:8642.x"])
def test_a_host_that_is_not_ours_is_refused(house, host):
    answer = house.client().get("/start/needed", headers={"host": host})
    assert answer.status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
    ],
)
def test_a_form_of_another_site_is_refused(house, visitor, headers):
    visitor.client.headers.update(headers)
    visitor.send("/people", label="Person 1")
    assert visitor.answer.status_code == 403
    assert house.store.people() == ()


def test_a_form_of_our_own_page_is_taken(house, visitor):
    own = {"sec-fetch-site": "same-origin", "origin": house.settings.address}
    visitor.client.headers.update(own)
    visitor.send("/people", label="Person 1")
    assert visitor.answer.status_code == 200
    assert len(house.store.people()) == 1


@pytest.mark.parametrize("token", ["", "x", "é", "AAAA", "A" * 88])
def test_a_form_without_the_sessions_token_is_refused(house, visitor, token):
    answer = visitor.client.post("/people", data={"label": "Person 1", "form_token": token})
    assert answer.status_code == 403
    assert house.store.people() == ()


def test_a_token_of_another_session_is_refused():
    one, other = (Session("local", "prescriber", MORNING, MORNING) for _ in range(2))
    assert is_form_token(one, form_token(one))
    assert form_token(one) != form_token(one)
    assert not is_form_token(one, form_token(other))


def _routes(house: House) -> list[APIRoute]:
    def inside(router):
        for route in router.routes:
            if isinstance(route, APIRoute):
                yield route
            elif hasattr(route, "original_router"):
                yield from inside(route.original_router)

    return list(inside(house.app))


def test_every_route_that_changes_something_looks_at_the_token(house):
    def asks(dependant):
        return any(one.call is posted or asks(one) for one in dependant.dependencies)

    # a person's way in: before it there is no session whose token could be asked for
    doors = {"/enter/{access}"}
    changing = [route for route in _routes(house) if route.methods - {"GET", "HEAD"}]
    assert len(changing) > 8
    assert {route.path for route in changing if not asks(route.dependant)} == doors


def test_a_body_that_is_too_long_is_refused_also_when_its_length_lies(house, visitor):
    long = "x" * (600 * 1024)
    assert visitor.client.post("/people", data={"label": long}).status_code == 413

    def pieces():
        yield from (b"label=" + b"x" * 65_536 for _ in range(10))

    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = visitor.client.post("/people", content=pieces(), headers=headers)
    assert answer.status_code == 413


def test_who_asks_too_often_is_told_to_wait(tmp_path):
    house = House(tmp_path, a_minute=5)
    answers = [house.client().get("/start/needed").status_code for _ in range(8)]
    assert answers[:5] == [401] * 5
    assert answers[-1] == 429
    house.store.close()


def test_every_answer_carries_the_headers(house, visitor):
    client = visitor.client
    answers = [
        client.get("/"), client.get("/nowhere"), client.get("/static/app.css"),
        client.get("/", headers={"host": "evil.example"}), client.post("/people"),
    ]  # fmt: skip
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert [one.headers["cache-control"] for one in answers[:3]] == ["no-store"] * 2 + ["no-cache"]


def test_pages_that_load_from_elsewhere_are_switched_off(house, visitor):
    for path in ("/docs", "/redoc"):
        assert visitor.get(path).answer.status_code == 404
    assert visitor.get("/openapi.json").answer.json()["info"]["title"] == "glidepath"


def test_a_defect_of_ours_tells_nothing_of_a_person(house, monkeypatch):
    client = house.client(raise_server_exceptions=False)
    client.get(f"/start?token={house.desk.sessions.token}")
    monkeypatch.setattr(house.desk.store, "head", lambda: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "A defect of this program" in answer.text
    assert not re.search("Traceback|ZeroDivision", answer.text)
