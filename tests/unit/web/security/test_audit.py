"""No page about a person is handed out without an event that says who saw it."""

import pytest
from fastapi.routing import APIRoute

from glidepath.records.event import EventKind
from glidepath.records.faults import Damaged, unavailable
from glidepath.web.security.audit import OF_EVERYBODY
from tests.journeys.web.visiting import forms
from tests.unit.web.conftest import MORNING, House

OF_NOBODY = {
    "/start", "/start/needed", "/end", "/basis", "/basis/{source_id}", "/people",
    "/people/example", "/enter/{access}", "/enter/closed",
}  # fmt: skip
"""Pages that show nobody. Whoever adds one here says that it never shows a person's data."""
HANDED_OUT = ("case.json", "calendar.pdf", "{paper}")
LEAVING = {"/me/end"}


def _routes(house: House) -> list[APIRoute]:
    def inside(router):
        for route in router.routes:
            if isinstance(route, APIRoute):
                yield route
            elif hasattr(route, "original_router"):
                yield from inside(route.original_router)

    return list(inside(house.app))


def test_every_page_is_about_somebody_or_is_known_to_be_about_nobody(house):
    strange = [
        route.path
        for route in _routes(house)
        if not route.path.startswith(("/people/{person}", "/me"))
        and route.path not in OF_NOBODY | OF_EVERYBODY
    ]
    assert strange == []


@pytest.fixture
def walked(house, monkeypatch):
    """A person with a signed plan, and an address for every page; every look counts by itself."""
    monkeypatch.setattr("glidepath.web.security.audit._ONE_LOOK", 0.0)
    visitor = house.visitor()
    place = visitor.signed()
    event = visitor.path.rsplit("/", 1)[1]
    fill = {
        "{person}": place.split("/")[2], "{event}": event, "{topic_id}": "who",
        "{paper}": "calendar.ics", "{scale}": "gad-7",
    }  # fmt: skip

    def filled(path):
        for name, value in fill.items():
            path = path.replace(name, value)
        assert "{" not in path, f"give the walk a value for {path}"
        return path

    return house, visitor, place.split("/")[2], filled


def _seen(house, person, after):
    return [one for one in house.store.events(person) if one.seq > after]


def test_every_look_at_a_person_is_in_the_record_before_the_page_leaves(walked):
    house, visitor, person, filled = walked
    unseen, shown = [], 0
    for route in _routes(house):
        if not route.path.startswith("/people/{person}"):
            continue
        for method in sorted(route.methods & {"GET", "POST"}):
            after = house.store.head().seq
            token = forms(visitor.client.get("/").text)[0].fields["form_token"][0]
            answer = visitor.client.request(
                method, filled(route.path), follow_redirects=False,
                data={"form_token": token} if method == "POST" else None,
            )  # fmt: skip
            if answer.status_code == 303 and route.path.endswith("/here"):
                visitor.get(f"/start?token={house.desk.sessions.fresh()}")  # it was handed over
            if answer.status_code in (200, 409, 422):
                shown += 1
                if not _seen(house, person, after):
                    unseen.append((method, route.path))
    assert shown > 15
    assert unseen == []


def test_every_look_at_ones_own_pages_is_in_the_record(walked):
    house, visitor, person, filled = walked
    visitor.get(f"/people/{person}/access").send(f"/people/{person}/access/here")
    unseen, shown = [], 0
    for route in _routes(house):
        if not route.path.startswith("/me") or "GET" not in route.methods:
            continue
        after = house.store.head().seq
        answer = visitor.client.get(filled(route.path), follow_redirects=False)
        if answer.status_code == 200:
            shown += 1
            if not _seen(house, person, after):
                unseen.append(route.path)
    assert shown > 5
    assert unseen == []


def test_what_is_taken_out_is_noted_as_taken_out(walked):
    house, visitor, person, filled = walked
    wrong = []
    for route in _routes(house):
        if route.path.startswith("/people") and route.path.endswith(HANDED_OUT):
            after = house.store.head().seq
            assert visitor.client.get(filled(route.path)).status_code == 200
            kinds = {one.kind for one in _seen(house, person, after)}
            if not kinds & {EventKind.PRINTED, EventKind.EXPORTED}:
                wrong.append(route.path)
    assert wrong == []


def test_a_look_at_the_list_is_noted_without_a_name(house, visitor):
    visitor.get("/")
    last = house.store.events()[-1]
    assert (last.kind, last.person, last.body, last.actor) == (
        "viewed",
        "",
        {"what": "people"},
        "local",
    )


def test_the_same_page_again_within_a_minute_is_one_look_of_a_session(house, visitor):
    place = visitor.example()
    for _ in range(3):
        visitor.get(f"{place}/situation/who")
    house.visitor().get(f"{place}/situation/who")
    looks = [one.body["what"] for one in house.store.events(place.split("/")[2], ("viewed",))]
    assert looks.count("situation/who") == 2


def test_a_page_that_cannot_be_noted_is_not_handed_out(house, visitor, monkeypatch):
    place = visitor.example()

    def full(*_, **__):
        raise OSError("no space left")

    monkeypatch.setattr(house.desk.store, "add", full)
    answer = visitor.get(f"{place}/situation/who").answer
    assert answer.status_code == 500
    assert "Made-up" not in answer.text


@pytest.fixture
def full(house, monkeypatch):
    """A record that cannot be written until it is mended."""
    add = house.store.add_all

    def refused(*_, **__):
        raise unavailable("a database that is full")

    monkeypatch.setattr(house.store, "add_all", refused)
    return lambda: monkeypatch.setattr(house.store, "add_all", add)


def test_while_the_record_is_full_a_plan_can_be_read_and_printed_and_that_is_noted_later(
    house, visitor, request, monkeypatch
):
    monkeypatch.setattr("glidepath.web.security.audit._ONE_LOOK", 0.0)
    place = visitor.signed()
    plan, person = visitor.path, place.split("/")[2]
    mend = request.getfixturevalue("full")
    before = house.store.head().seq
    assert visitor.get(plan).answer.status_code == 200
    assert visitor.client.get(f"{plan}/calendar.pdf").status_code == 200
    assert house.store.head().seq == before
    mend()
    house.clock.move(minutes=2)
    visitor.get(f"{place}/diary")
    seen = [one for one in house.store.events(person) if one.seq > before]
    assert [(one.kind.value, one.body["what"], one.body.get("late")) for one in seen] == [
        ("viewed", "plan", True), ("printed", "calendar.pdf", True), ("viewed", "diary", None),
    ]  # fmt: skip
    assert seen[0].at == MORNING
    assert seen[2].at > MORNING


def test_more_looks_are_not_owed_than_can_be_kept_in_mind(house, visitor, full, monkeypatch):
    monkeypatch.setattr("glidepath.web.looks._MOST_OWED", 2)
    monkeypatch.setattr("glidepath.web.security.audit._ONE_LOOK", 0.0)
    assert [visitor.get("/").answer.status_code for _ in range(3)] == [200, 200, 503]


def test_what_is_owed_stands_in_the_log_as_a_number_and_nothing_else(
    house, visitor, caplog, request
):
    place = visitor.example()
    request.getfixturevalue("full")
    visitor.get(f"{place}/situation/goal")
    told = [one.getMessage() for one in caplog.records if "look" in one.getMessage()]
    assert told == ["a look is not in the record yet; 1 wait"]


def test_from_a_damaged_record_nothing_is_handed_out(house, visitor, monkeypatch):
    place = visitor.example()

    def damaged(*_, **__):
        raise Damaged("the anchor is missing")

    monkeypatch.setattr(house.store, "add_all", damaged)
    answer = visitor.get(f"{place}/situation/who").answer
    assert answer.status_code == 503
    assert "Made-up" not in answer.text


def test_signing_overriding_and_printing_are_in_the_record_under_the_signers_session(walked):
    house, _visitor, person, _ = walked
    kinds = {one.kind.value: one.actor for one in house.store.events(person)}
    assert kinds["plan_signed"] == "local"
    assert kinds["viewed"] == "local"
