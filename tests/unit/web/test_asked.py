"""What the clinician asked today counts in the ways on; what nobody asked stays unknown."""

import html
import re

import pytest

from tests.journeys.web.followed import followed
from tests.journeys.web.visiting import forms

ANSWER = {"by": "clinician", "person_is": "well"}


def plain(text):
    body = text[text.index("<main") : text.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.fixture
def place(house, visitor):
    """Somebody who took other doses than the plan's, and nobody has said who chose them."""
    return followed(visitor, house.store)


def _asks(visitor, place):
    return plain(visitor.get(f"{place}/ways").text)


def test_the_questions_without_which_nothing_is_planned_stand_on_the_page(visitor, place):
    text = _asks(visitor, place)
    assert "nobody has said who chose them" in text
    assert "Who chose these doses" in text
    form = next(one for one in forms(visitor.text) if one.action == f"{place}/ways/asked")
    assert form.fields["start"] == ["2026-11-06"]
    assert form.fields["end"] == ["2026-11-21"]
    assert "by" not in {name for name, values in form.fields.items() if values != [""]}


def test_an_answer_to_who_chose_the_doses_lets_the_ways_be_planned(house, visitor, place):
    assert "Choose this plan" not in _asks(visitor, place)
    visitor.send(f"{place}/ways/asked", drug="clonazepam", **ANSWER)
    assert "nobody has said who chose them" not in _asks(visitor, place)
    (kept,) = house.store.events(place.split("/")[2], ("note",))
    assert kept.body["noted"]["chosen"][0]["by"] == "clinician"


@pytest.mark.parametrize("missing", ["by", "person_is", "end", "drug"])
def test_half_an_answer_is_told_and_what_was_typed_stays(house, visitor, place, missing):
    _asks(visitor, place)
    answer = {"drug": "clonazepam", "end": "2026-11-20", **ANSWER, missing: ""}
    visitor.send(f"{place}/ways/asked", **answer)
    assert visitor.answer.status_code == 422
    assert "chosen#1" in visitor.text
    assert 'value="2026-11-06"' in visitor.text
    assert not house.store.events(place.split("/")[2], ("note",))


def test_what_the_person_wants_holds_on_its_day_and_no_longer(house, visitor, place):
    from glidepath.web.view.following import _noted

    def wanted():
        folder = house.desk.folder(place.split("/")[2])
        return str(_noted(folder, house.desk.kb, house.desk.today(), False).asks_slower)

    _asks(visitor, place)
    assert "Unknown" in wanted()
    visitor.send(f"{place}/ways/asked", asks_slower="yes")
    assert "True" in wanted()
    house.clock.move(days=1)
    assert "Unknown" in wanted()


def test_nothing_asked_is_nothing_kept(house, visitor, place):
    _asks(visitor, place)
    visitor.send(f"{place}/ways/asked")
    assert visitor.path == f"{place}/ways"
    assert not house.store.events(place.split("/")[2], ("note",))
