"""A plan is frozen, signed and superseded; what is printed is what was signed."""

import re
from collections import OrderedDict
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from glidepath.documents.standing import Signature
from glidepath.web.planning import signed_papers

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_choosing_another_plan_than_the_one_shown_is_refused(house, visitor):
    place = visitor.example()
    visitor.get(f"{place}/plan")
    visitor.send(f"{place}/plan/choose", f"{place}/plan", preferences__pace="gentle")
    assert visitor.answer.status_code == 409
    assert "not the plan you were looking at" in visitor.text
    assert "plan_proposed" not in house.kinds(place)


def test_a_plan_is_frozen_with_all_its_papers_before_anybody_signs(house, visitor):
    place = visitor.chosen()
    assert visitor.path == f"{place}/sign"
    (kept,) = house.store.events(place.split("/")[2], ("plan_proposed",))
    assert set(kept.body["papers"]) == {
        "calendar.pdf", "calendar-dateless.pdf", "calendar.ics", "prescription.txt", "chart.svg",
        "plan.json", "letters.txt",
    }  # fmt: skip
    assert kept.body["view"]["notes"][-1].startswith("Made-up person")


def test_the_letters_name_every_service_and_nobody(house, visitor):
    from base64 import b64decode

    place = visitor.chosen()
    (kept,) = house.store.events(place.split("/")[2], ("plan_proposed",))
    letters = b64decode(kept.body["papers"]["letters.txt"]).decode().split("\f\n")
    assert [letter.splitlines()[0] for letter in letters] == [
        "To: Primary care", "To: Mental health service",
    ]  # fmt: skip
    assert all("Please do not stop the medicine abruptly." in letter for letter in letters)


def test_a_signature_needs_a_name_a_reason_and_the_tick(house, visitor):
    place = visitor.chosen()
    visitor.send(f"{place}/sign")
    assert visitor.answer.status_code == 422
    assert "There are 3 problems" in visitor.text
    assert "plan_signed" not in house.kinds(place)


def test_a_signed_plan_hands_out_exactly_the_papers_that_were_frozen(house, visitor):
    from base64 import b64decode

    place = visitor.signed()
    person = place.split("/")[2]
    (kept,) = house.store.events(person, ("papers_set",))
    links = re.findall(r'href="([^"]+)" download', visitor.text)
    assert len(links) == 7
    for link in links:
        answer = visitor.client.get(link)
        assert answer.content == b64decode(kept.body["papers"][link.rsplit("/", 1)[1]])
        assert answer.headers["cache-control"] == "no-store"
    noted = [one.body["what"] for one in house.store.events(person, ("printed", "exported"))]
    assert noted == [link.rsplit("/", 1)[1] for link in links]


def test_papers_and_page_say_who_signed_as_what_and_when_and_are_no_proposal(house, visitor):
    place = visitor.signed()
    (signed,) = house.store.events(place.split("/")[2], ("plan_signed",))
    key = signed.body["plan"]
    assert re.search(rf"Signed by Dr A[^<]* as {signed.role} on [^<]*: plan {key}", visitor.text)
    for name in ("prescription.txt", "letters.txt", "calendar.ics"):
        text = visitor.client.get(f"{visitor.path}/{name}").text.replace("\r\n ", "")
        said = f"Signed in the record by {signed.body['signer']} as {signed.role} on"
        assert said in text.replace("\\,", ",")
        assert key in text
        assert "A proposal" not in text


def test_a_proposal_frozen_before_papers_had_open_places_is_signed_with_the_papers_it_has():
    body = {"plan": "GP-1", "papers": {"plan.json": "e30="}}
    made = signed_papers(body, Signature("GP-1", 1, "Dr A", "prescriber", NOW), "series", ())
    assert made == {"plan": "GP-1", "papers": {"plan.json": "e30="}, "entries": []}


def test_a_calendar_file_taken_in_again_takes_out_what_the_new_plan_drops(house, visitor):
    place = visitor.signed()
    first = calendar_of(visitor)
    visitor.get(f"{place}/plan").send(f"{place}/plan", preferences__pace="gentle")
    visitor.send(f"{place}/plan/choose", f"{place}/plan")
    visitor.signed(place)
    second = calendar_of(visitor)
    assert set(first) <= set(second)
    gone = {uid for uid, event in second.items() if event["STATUS"] == "CANCELLED"}
    assert gone
    assert gone <= set(first)
    assert all(second[uid]["SEQUENCE"] > first[uid]["SEQUENCE"] for uid in first)
    assert not any(place.split("/")[2] in uid for uid in second)


def calendar_of(visitor):
    content = visitor.client.get(f"{visitor.path}/calendar.ics").content
    return {str(one["UID"]): one for one in Calendar.from_ical(content).walk("VEVENT")}


def test_a_paper_that_is_not_the_one_signed_is_never_handed_out(house, visitor, monkeypatch):
    visitor.signed()
    link = re.search(r'href="([^"]+calendar\.pdf)" download', visitor.text)[1]
    monkeypatch.setattr("glidepath.web.paper.unpacked", lambda *_: b"another paper")
    monkeypatch.setattr("glidepath.web.paper._kept", OrderedDict())
    answer = visitor.client.get(link)
    assert answer.status_code == 500
    assert "not the one that was signed" in answer.text


def test_a_new_signature_marks_the_old_plan_superseded_and_takes_its_papers_away(house, visitor):
    place = visitor.signed()
    old = visitor.path
    visitor.get(f"{place}/plan").send(f"{place}/plan", preferences__pace="gentle")
    visitor.send(f"{place}/plan/choose", f"{place}/plan")
    visitor.signed(place)
    assert "version 2" in visitor.text
    visitor.get(old)
    assert "Superseded" in visitor.text
    assert "download" not in visitor.text
    assert visitor.client.get(f"{old}/calendar.pdf").status_code == 410
    assert "plan_superseded" in house.kinds(place)


def test_the_same_plan_may_be_chosen_and_signed_again(visitor):
    place = visitor.signed()
    visitor.get(f"{place}/plan").send(f"{place}/plan/choose", f"{place}/plan")
    visitor.signed(place)
    assert re.search(r"Plan GP-[A-Z0-9-]{9}\.2, version 2", visitor.text)


def test_a_warning_can_be_signed_against_only_with_a_reason_of_its_own(house, visitor):
    visitor.send("/people/example")
    place = "/".join(visitor.path.split("/")[:3])
    action = f"{place}/situation/medicines"
    visitor.get(action).send(action, **{"medicines": "", "medicines#1.name": "oxycodone"})
    visitor.get(f"{place}/situation/summary").send(f"{place}/confirm")
    visitor.get(f"{place}/plan").send(f"{place}/plan/choose", f"{place}/plan")
    assert "Warnings that you sign against" in visitor.text
    visitor.send(f"{place}/sign", signer="Dr A", reason="Agreed.", read="on")
    assert visitor.answer.status_code == 422
    visitor.signed(place)
    (*_, override) = house.store.events(place.split("/")[2], ("override",))
    assert override.body["reason"] == "Discussed."
    assert "Warnings that were signed against" in visitor.text


def test_a_situation_changed_after_choosing_leaves_nothing_to_sign(visitor):
    place = visitor.chosen()
    action = f"{place}/situation/who"
    visitor.get(action).send(action, person__age="42")
    assert visitor.get(f"{place}/sign").answer.status_code == 409


def test_a_review_note_is_kept_and_moves_the_next_review(house, visitor):
    place = visitor.signed()
    visitor.get(place)
    assert "30 Nov 2026" in visitor.text
    house.clock.move(days=10)
    visitor = house.visitor().get(place)
    assert "Late" in visitor.text
    visitor.send(f"{place}/reviews", note="Sleeps well.")
    assert "Sleeps well." in visitor.text
    assert "Late" not in visitor.text
    assert "review_held" in house.kinds(place)


def test_the_list_shows_todays_dose_and_what_comes_next(house, visitor):
    visitor.signed()
    visitor.get("/")
    assert "2 mg" in visitor.text
    assert "30 Nov 2026" in visitor.text
    house.clock.move(days=700)
    assert "plan ended" in house.visitor().text


@pytest.mark.parametrize("note", ["", "x" * 2_001])
def test_a_review_note_that_cannot_be_kept_whole_is_told_and_stays(house, visitor, note):
    place = visitor.signed()
    visitor.get(place).send(f"{place}/reviews", note=note)
    assert visitor.answer.status_code == 422
    assert note in visitor.text
    assert "review_held" not in house.kinds(place)
