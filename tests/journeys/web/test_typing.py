"""What a person types in a real browser while the page talks to the server: nothing is lost."""

from collections.abc import Iterator
from threading import Event
from typing import Any

import httpx
import pytest

from tests.journeys.web.serving import Served
from tests.journeys.web.visiting import Visitor

pytestmark = pytest.mark.browser
KEPT = "#kept"


@pytest.fixture
def visitor(server: Served) -> Iterator[Visitor]:
    with httpx.Client(base_url=server.address, timeout=60) as client:
        yield Visitor(client, server.link())


@pytest.fixture
def page(browser: Any, server: Served) -> Iterator[Any]:
    context = browser.new_context()
    made = context.new_page()
    made.goto(server.link())
    yield made
    context.close()


def _example(visitor: Visitor) -> str:
    visitor.get("/").send("/people/example")
    return "/".join(visitor.path.split("/")[:3])


def _fields(server: Served, place: str) -> dict[str, str]:
    return dict(server.app.state.desk.folder(place.split("/")[2]).fields)


class _Slow:
    """Holds back the answer to what a page sends by itself until it is let go."""

    def __init__(self, page: Any, path: str) -> None:
        self.page, self.let_go, self.held = page, Event(), None
        page.route(f"**{path}", self._hold)

    def _hold(self, route: Any) -> None:
        by_itself = route.request.headers.get("hx-request") == "true"
        if by_itself and not self.let_go.is_set():
            self.held = route
        else:
            route.continue_()

    def wait(self) -> None:
        """Until the page has sent something by itself."""
        while self.held is None:
            self.page.wait_for_timeout(20)


def test_a_page_sent_while_it_keeps_itself_goes_on_with_what_was_typed_last(page, server, visitor):
    place = _example(visitor)
    path = f"{place}/situation/who"
    page.goto(server.address + path)
    slow = _Slow(page, path)
    page.locator("#f-person-age").fill("4")
    page.locator("#f-person-weight-kg").focus()  # leaving the field sets off the keeping
    slow.wait()
    page.locator("#f-person-age").fill("47")
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/situation/taken")
    assert _fields(server, place)["person.age"] == "47"


def test_an_answer_that_comes_after_the_page_went_on_disturbs_nothing(page, server, visitor):
    place = _example(visitor)
    path = f"{place}/situation/goal"
    page.goto(server.address + path)
    page.locator("#f-preferences-dispense-days").fill("14")
    page.locator("#f-preferences-keep").focus()
    page.wait_for_timeout(380)  # about when the page begins to keep itself
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/situation/summary")
    page.get_by_role("button", name="Confirm: this is the situation").click()
    page.wait_for_url("**/assessment")
    assert _fields(server, place)["preferences.dispense_days"] == "14"


def test_after_a_clash_was_met_by_itself_the_page_still_asks_about_both(page, server, visitor):
    place = _example(visitor)
    path = f"{place}/situation/who"
    page.goto(server.address + path)
    visitor.get(path).send(path, person__age="52")
    page.locator("#f-person-age").fill("47")
    page.locator("#f-person-weight-kg").focus()
    page.get_by_text("Not saved: somebody else changed").wait_for()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_text("Theirs: 52").wait_for()
    assert page.get_by_text("Yours: 47").count() == 1
    assert _fields(server, place)["person.age"] == "52"


def test_undo_after_the_page_kept_itself_undoes_that_change(page, server, visitor):
    place = _example(visitor)
    page.goto(f"{server.address}{place}/situation/who")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("#f-person-age").fill("47")
        page.locator("#f-person-weight-kg").focus()
    page.get_by_role("button", name="Undo the last saved change").click()
    page.wait_for_load_state("load")
    assert page.locator("#f-person-age").input_value() == "41"


def test_keeping_itself_never_takes_the_focus_from_who_is_typing(page, server, visitor):
    place = _example(visitor)
    page.goto(f"{server.address}{place}/situation/who")
    page.locator("#f-person-age").fill("forty")
    page.get_by_role("button", name="Save and continue").click()
    page.locator(".errors").wait_for()
    page.wait_for_load_state("load")  # the script of the page is there from then on
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("#f-person-weight-kg").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("70")
        page.locator("#f-person-age").focus()
    page.wait_for_timeout(100)
    assert page.evaluate("document.activeElement.id") == "f-person-age"


def test_what_is_typed_while_the_plan_is_worked_out_stays_and_counts(page, server, visitor):
    place = visitor.example()
    path = f"{place}/plan"
    page.goto(server.address + path)
    slow = _Slow(page, path)
    page.locator("#f-preferences-pace").select_option("gentle")
    slow.wait()
    days = page.locator("#f-preferences-dispense-days")
    days.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("14")
    slow.let_go.set()
    with page.expect_response(
        lambda one: "14" in (one.request.post_data or "").split("_days=")[-1][:2]
    ):
        slow.held.continue_()
    page.wait_for_function("document.querySelector('#f-preferences-dispense-days').value == '14'")
    assert page.locator("#f-preferences-pace").input_value() == "gentle"
