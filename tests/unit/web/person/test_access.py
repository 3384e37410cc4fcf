"""The way in: one person, one code, few tries, an end; and never anybody else's pages."""

import json
import re

import pytest

from glidepath.web.person.access import new_access
from tests.journeys.web.visiting import Visitor
from tests.unit.web.conftest import MORNING
from tests.unit.web.person.conftest import Person


def test_the_code_opens_the_persons_own_page(planned):
    visitor = planned.visitor()
    assert visitor.path == "/me"
    assert planned.events("signed_in")


def test_the_code_is_kept_as_a_salted_hash_only(planned):
    kept = json.dumps(planned.events("account_added"))
    assert "$argon2id$" in kept
    assert planned.code not in kept
    assert planned.code.replace("-", "") not in kept


def test_a_code_has_at_least_forty_bits_and_no_letters_that_look_alike():
    codes = {new_access(30, "", MORNING).code for _ in range(20)}
    assert len(codes) == 20
    signs = "".join(codes).replace("-", "")
    assert len(signs) == 200
    assert not set(signs) & set("ILO01")
    assert 31**10 >= 2**40


def test_small_letters_blanks_and_dashes_do_not_matter(planned):
    code = planned.code.replace("-", " ").lower()
    visitor = Visitor(planned.house.client(), planned.door).send(planned.door, code=code)
    assert visitor.path == "/me"


def test_a_wrong_code_opens_nothing_and_is_in_the_record(planned):
    visitor = Visitor(planned.house.client(), planned.door).send(planned.door, code="AAAAA-AAAAA")
    assert visitor.answer.status_code == 401
    assert visitor.get("/me").path == "/enter/closed"
    assert [one["why"] for one in planned.events("sign_in_failed")] == ["code"]


def test_nothing_of_what_was_typed_is_kept(planned):
    Visitor(planned.house.client(), planned.door).send(planned.door, code="MYSECRET99")
    assert "MYSECRET99" not in json.dumps(planned.events("sign_in_failed"))


def test_after_five_wrong_tries_even_the_right_code_has_to_wait(planned):
    visitor = Visitor(planned.house.client(), planned.door)
    for _ in range(5):
        visitor.get(planned.door).send(planned.door, code="AAAAA-AAAAA")
    form = {"code": planned.code}
    assert visitor.client.post(planned.door, data=form).status_code == 429
    planned.house.clock.move(minutes=15)
    assert visitor.client.post(planned.door, data=form, follow_redirects=False).status_code == 303


def test_after_twenty_wrong_tries_the_code_is_void(planned):
    client = planned.house.client()
    for _ in range(20):
        client.post(planned.door, data={"code": "AAAAA-AAAAA"})
        planned.house.clock.move(minutes=16)
    assert client.post(planned.door, data={"code": planned.code}).status_code == 410
    assert len(planned.events("sign_in_failed")) == 21


def test_a_link_of_nobody_looks_like_an_ended_one_and_is_in_the_record(planned):
    client = planned.house.client()
    answer = client.post("/enter/aaaaaaaaaaaaaaaaaaaaaa", data={"code": planned.code})
    assert answer.status_code == 410
    failed = [one for one in planned.house.store.events() if one.kind.value == "sign_in_failed"]
    assert [one.person for one in failed] == [""]


def test_a_code_ends_by_itself(planned):
    planned.house.clock.move(days=31)
    visitor = Visitor(planned.house.client(), planned.door)
    assert visitor.answer.status_code == 410
    assert planned.house.client().post(planned.door, data={"code": planned.code}).status_code == 410


def test_the_clinician_ends_a_code_and_every_session_of_it(planned):
    visitor = planned.visitor()
    clinician = planned.house.visitor()
    clinician.get(f"{planned.place}/access").send(f"{planned.place}/access/end")
    assert visitor.get("/me").path == "/enter/closed"
    assert planned.house.client().post(planned.door, data={"code": planned.code}).status_code == 410


def test_a_new_code_ends_the_older_one(planned):
    newer = Person(planned.house, planned.place)
    assert planned.house.client().post(planned.door, data={"code": planned.code}).status_code == 410
    assert newer.visitor().path == "/me"


def test_a_code_of_one_person_opens_no_door_of_another(planned, bare):
    answer = planned.house.client().post(bare.door, data={"code": planned.code})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "path", ["", "/diary", "/plan", "/assessment", "/access", "/situation/summary", "/sign"]
)
def test_a_person_sees_no_page_of_a_clinician_not_even_about_themselves(planned, bare, path):
    visitor = planned.visitor()
    for place in (planned.place, bare.place):
        answer = visitor.client.get(f"{place}{path}", follow_redirects=False)
        assert answer.status_code == 403
        assert "Example" not in answer.text


def test_the_list_of_people_leads_a_person_to_their_own_page(planned):
    assert planned.visitor().get("/").path == "/me"


def test_a_clinicians_session_has_no_page_of_its_own_there(planned):
    assert planned.house.visitor().get("/me").answer.status_code == 403


def test_a_person_cannot_write_into_anothers_record(planned, bare):
    visitor = planned.visitor()
    visitor.get("/me/hard-times").send("/me/hard-times", reasons="My daughter")
    assert planned.events("relapse_plan") == [{"reasons": "My daughter"}]
    assert bare.events("relapse_plan") == []


def test_opening_the_pages_on_this_machine_ends_the_clinicians_session(planned):
    clinician = planned.house.visitor()
    clinician.get(f"{planned.place}/access").send(f"{planned.place}/access/here")
    assert clinician.path == "/me"
    assert clinician.client.get(planned.place, follow_redirects=False).status_code == 403


def test_the_slip_says_that_nobody_watches_unless_somebody_does(planned, watched):
    assert "Nobody watches these pages" in planned.slip
    assert "The nurse, on working days at 9" in watched.slip


def test_access_for_a_time_that_is_not_offered_is_refused(planned):
    clinician = planned.house.visitor().get(f"{planned.place}/access")
    clinician.send(f"{planned.place}/access", days="9999")
    assert clinician.answer.status_code == 422


def test_leaving_ends_the_session(planned):
    visitor = planned.visitor()
    visitor.send("/me/end")
    assert "closed" in visitor.text
    assert visitor.get("/me").path == "/enter/closed"


def test_no_address_of_a_persons_page_holds_anything_of_the_person(planned):
    visitor = planned.visitor()
    links = set(re.findall(r'(?:href|action)="([^"]+)"', visitor.text))
    assert planned.id not in "".join(links)
    assert {link.partition("?")[0] for link in links} == links


def test_what_is_sent_after_the_session_ran_out_is_said_not_to_be_saved(planned):
    visitor = planned.visitor().get("/me/diary")
    planned.house.clock.move(minutes=16)
    visitor.send("/me/diary/safety", none="yes")
    assert visitor.path == "/enter/closed"
    assert "was not saved" in visitor.text
    assert "wurde nicht gespeichert" in visitor.text
    assert "Call your clinic." in visitor.text
    assert planned.events("day_entry") == []


def test_the_slip_is_in_the_language_of_the_person_and_so_are_the_pages_behind_it(planned):
    clinician = planned.house.visitor().get(f"{planned.place}/access")
    clinician.send(f"{planned.place}/access", language="de", watched="Die Pflege, um 9 Uhr")
    slip = clinician.text[clinician.text.index('class="card slip"') :]
    slip = slip[: slip.index("</section>")]
    assert 'lang="de"' in slip
    assert "Geben Sie diesen Code ein:" in slip
    assert "Die Pflege, um 9 Uhr. Eine Nachricht bekommt dort niemand." in slip
    assert "22. Dez. 2026" in slip
    assert "noch keine Fachperson" in slip
    assert "Type this code" not in slip
    again = planned.house.visitor().get(f"{planned.place}/access").text
    assert '<option value="de" lang="de" selected>' in again
    code = re.search(r'class="code">([^<]+)<', slip)
    door = re.search(r"(/enter/[^<]+)<", slip)
    visitor = Visitor(planned.house.client(), door[1])
    assert "Ihr Code" in visitor.text
    assert "Heute" in visitor.send(door[1], code=code[1]).text


def test_a_language_of_the_slip_that_is_not_offered_is_refused(planned):
    clinician = planned.house.visitor().get(f"{planned.place}/access")
    clinician.send(f"{planned.place}/access", language="xx")
    assert clinician.answer.status_code == 422
