"""From the diary to the next version of the plan: evidence, each way on, and the one chosen."""

import re
from datetime import timedelta

from tests.unit.web.person.test_diary import plain


def _taken(visitor):
    """The tick "taken" for every dose that the page asks about."""
    asked = re.findall(r'name="(took\.[^"]+)"', visitor.text)
    return dict.fromkeys(asked, "taken")


def _days(house, person, count, **answers):
    for _ in range(count):
        visitor = person.visitor().get("/me/diary").send("/me/diary/safety", none="yes")
        visitor.send("/me/diary/day", hard="2", tolerable="yes", **answers, **_taken(visitor))
        house.clock.now += timedelta(days=1)


def test_without_a_diary_there_is_no_way_on_and_it_says_why(house, planned):
    text = plain(house.visitor().get(f"{planned.place}/ways").text)
    assert "Nothing has been written in the diary yet" in text
    assert "Choose this plan" not in text


def test_the_evidence_stands_side_by_side_and_is_no_verdict(house, planned):
    _days(house, planned, 2)
    text = plain(house.visitor().get(f"{planned.place}/ways").text)
    assert "Evidence, side by side" in text
    assert "Withdrawal" in text
    assert "no part of it" in text


def test_a_way_on_is_chosen_and_signed_as_the_next_version(house, planned):
    _days(house, planned, 6)
    clinician = house.visitor().get(f"{planned.place}/ways")
    kinds = re.findall(r'name="kind" value="([^"]+)"', clinician.text)
    assert kinds, plain(clinician.text)
    assert "What changes" in clinician.text
    clinician.send(f"{planned.place}/ways/choose", kind=kinds[0])
    assert clinician.path == f"{planned.place}/sign"
    clinician.send(
        f"{planned.place}/sign", signer="Dr. Example", reason="As we talked about it", read="on"
    )
    if clinician.answer.status_code == 422:
        asked = re.findall(r'name="(override\.[^"]+)"', clinician.text)
        given = dict.fromkeys(asked, "Known and accepted")
        clinician.send(
            f"{planned.place}/sign", signer="Dr. Example", reason="As we talked about it",
            read="on", **given,
        )  # fmt: skip
    assert house.kinds(planned.place).count("plan_signed") == 2
    assert "plan_superseded" in house.kinds(planned.place)
    assert "version 2" in clinician.text


def test_another_plan_than_the_one_shown_is_not_chosen(house, planned):
    _days(house, planned, 6)
    clinician = house.visitor().get(f"{planned.place}/ways")
    clinician.send(f"{planned.place}/ways/choose", _plan="GP-0000-0000")
    assert clinician.answer.status_code == 409
    assert "The ways on have changed" in clinician.text
