"""The wrong person: every page says whose it is, and nothing of one fits on another."""

import re

from tests.journeys.web.visiting import forms

PAGES = ("", "/situation/who", "/situation/summary", "/assessment", "/plan", "/compare", "/sign",
         "/access", "/diary", "/case")  # fmt: skip


def _named(visitor, label):
    """Somebody of a name of their own, with a plan that waits for a signature."""
    place = visitor.example()
    page = f"{place}/situation/who"
    visitor.get(page).send(page, label=label)
    visitor.get(f"{place}/plan").send(f"{place}/plan/choose", f"{place}/plan")
    return place


def test_every_page_about_somebody_says_whose_it_is(house, visitor):
    place = _named(visitor, "Person seventeen")
    silent = [path for path in PAGES if "Person seventeen" not in _top(visitor.get(place + path))]
    assert silent == []


def _top(visitor):
    """What stands on a page outside of its forms' fields."""
    return re.sub(r"<(input|textarea)[^>]*>", "", visitor.text)


def test_what_is_signed_names_the_person_once_more_beside_the_signature(house, visitor):
    place = _named(visitor, "Person seventeen")
    page = visitor.get(f"{place}/sign").text
    form = page[page.index(f'action="{place}/sign"') :]
    assert "Person seventeen" in form[: form.index("</form>")]


def test_the_signature_of_one_persons_plan_does_not_fit_another(house, visitor):
    one, other = _named(visitor, "Person one"), _named(visitor, "Person two")
    visitor.get(f"{one}/sign")
    form = next(form for form in forms(visitor.text) if form.action == f"{one}/sign")
    sent = {**form.fields, "signer": ["Dr A"], "reason": ["Agreed."], "read": ["on"]}
    answer = visitor.client.post(f"{other}/sign", data=sent)
    assert answer.status_code == 409
    assert "plan_signed" not in house.kinds(other) + house.kinds(one)
