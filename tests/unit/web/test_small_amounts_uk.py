"""The clinician's pages of a plan of the United Kingdom write micrograms below 1 mg."""

import html
import re

import pytest

from tests.journeys.test_small_amounts_uk import BELOW_ONE_MG, CASE


@pytest.fixture
def place(visitor):
    visitor.send("/people", label="Person 1")
    place = "/".join(visitor.path.split("/")[:3])
    visitor.get(f"{place}/case").send(f"{place}/case", case=CASE)
    visitor.send(f"{place}/confirm")
    return place


def told(page: str) -> str:
    """What is read on a page: no attributes, no hints of how to type."""
    page = re.sub(r"(?s)<(head|script|textarea|select)\b.*?</\1>", " ", page)
    page = re.sub(r'<(p|span) class="hint"[^>]*>.*?</\1>', " ", page)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


@pytest.mark.parametrize("page", ["situation/summary", "assessment", "plan", "compare"])
def test_pages_before_signing(visitor, place, page):
    text = told(visitor.get(f"{place}/{page}").text)
    assert "micrograms" in text or page == "assessment"
    assert not BELOW_ONE_MG.search(text), [
        text[one.start() - 60 : one.end()] for one in BELOW_ONE_MG.finditer(text)
    ]


def test_products_to_tick(visitor, place):
    page = visitor.get(f"{place}/situation/products").text
    (detail,) = re.findall(r'id="[^"]*0-5mg-neuraxpharm[^"]*detail">([^<]*)<', page)
    assert "500 microgram" in detail


def test_findings_and_reasons_of_the_plan(visitor, place):
    text = told(visitor.get(f"{place}/plan").text)
    assert "from 750 micrograms to 500 micrograms is 33.3 %" in text
    assert "from 750 micrograms these products make no smaller cut" in text
    assert "1.5, 1.25, 1 mg; 750, 500, 250 micrograms; 0 mg" in text


def test_pages_that_are_opened_from_the_plan(visitor, place):
    visitor.get(f"{place}/plan").send(f"{place}/plan/options", f"{place}/plan")
    assert not BELOW_ONE_MG.search(told(visitor.text))
    visitor.get(f"{place}/plan").send(f"{place}/plan/steps", f"{place}/plan")
    visitor.send(f"{place}/plan/steps", _then="check")
    assert "Steps by hand" in visitor.text
    assert not BELOW_ONE_MG.search(told(visitor.text))


def test_the_pages_of_signing_and_of_the_signed_plan(visitor, place):
    visitor.get(f"{place}/plan").send(f"{place}/plan/choose", f"{place}/plan")
    pages = [visitor.text]
    visitor.signed(place)
    for page in (*pages, visitor.text):
        text = told(page)
        assert "micrograms" in text
        assert not BELOW_ONE_MG.search(text), [
            text[one.start() - 60 : one.end()] for one in BELOW_ONE_MG.finditer(text)
        ]
