"""From an empty list to a signed plan without any script, and what happens on the way."""

import re

import pytest

from tests.journeys.web.visiting import Visitor, forms


def test_an_empty_list_offers_a_new_person_and_a_made_up_one(visitor):
    assert "Nobody is listed yet" in visitor.text
    assert {form.action for form in forms(visitor.text)} >= {"/people", "/people/example"}


@pytest.mark.parametrize("label", ["", "x" * 81, "a\u0007b"])
def test_a_person_needs_a_name_for_the_list_and_what_was_typed_is_kept(visitor, label):
    visitor.send("/people", label=label)
    assert visitor.answer.status_code == 422
    assert "There is a problem" in visitor.text


def test_a_new_person_begins_with_the_first_page_of_the_situation(house, visitor):
    visitor.send("/people", label="Person 1")
    assert visitor.path.endswith("/situation/who")
    assert "Person 1" in visitor.text
    assert house.kinds(visitor.path) == ["person_added"]


def test_no_name_and_no_drug_ever_stands_in_an_address(visitor):
    place = visitor.signed()
    log = [str(one.url) for one in [*visitor.answer.history, visitor.answer]]
    log += re.findall(r'(?:href|action)="([^"]+)"', visitor.get(place).text)
    assert not [one for one in log if re.search("clonazepam|example-person|made", one, re.I)]


def test_each_page_is_kept_as_it_is_typed_and_leads_to_the_next(house, visitor):
    visitor.send("/people", label="Person 1")
    place = "/".join(visitor.path.split("/")[:3])
    visitor.send(
        f"{place}/situation/who", as_of="2026-11-22", country="US", person__age="41",
    )  # fmt: skip
    assert visitor.path.endswith("/situation/taken")
    assert house.kinds(place) == ["person_added", "draft_saved"]
    assert 'value="41"' in visitor.get(f"{place}/situation/who").text


def test_what_cannot_be_read_is_kept_and_told_with_a_link_to_its_field(visitor):
    visitor.send("/people", label="Person 1")
    action = visitor.path
    visitor.send(action, as_of="2026-11-22", country="US", person__age="forty")
    assert visitor.answer.status_code == 422
    assert 'href="#f-person-age"' in visitor.text.replace(f"{action}#", "#")
    assert 'id="f-person-age"' in visitor.text
    assert 'value="forty"' in visitor.text
    assert "a whole number of years" in visitor.text


def test_no_for_the_rest_of_a_group_is_an_answer_that_somebody_gave(visitor):
    visitor.send("/people/example")
    place = "/".join(visitor.path.split("/")[:3])
    action = f"{place}/situation/conditions"
    visitor.get(action).send(action, _then="rest-1")
    answers = forms(visitor.text)[1].fields
    assert answers["conditions.depression"] == ["no"]
    assert answers["conditions.ptsd"] == ["no"]
    assert answers["conditions.kidney_disease"] == ["unknown"]


def test_undo_brings_back_one_change_after_another(visitor):
    visitor.send("/people/example")
    place = "/".join(visitor.path.split("/")[:3])
    action = f"{place}/situation/who"
    for age in ("42", "43"):
        visitor.get(action).send(action, person__age=age)
    for expected in ("42", "41", "41"):
        visitor.get(action).send(f"{place}/undo")
        assert forms(visitor.text)[1].fields["person.age"] == [expected]


def test_the_summary_reads_everything_back_with_what_was_reckoned(visitor):
    visitor.send("/people/example")
    assert "Together in a day" in visitor.text
    assert "2 mg" in visitor.text
    assert "20 at home" in visitor.text
    assert "15 Nov 2021" in visitor.text
    assert "not known" in visitor.text


def test_a_situation_with_problems_cannot_be_confirmed_and_every_problem_is_there(house, visitor):
    visitor.send("/people", label="Person 1")
    place = "/".join(visitor.path.split("/")[:3])
    visitor.get(f"{place}/situation/summary")
    assert f"{place}/confirm" not in visitor.text
    assert f'{place}/situation/taken#f-treatment-drug"' in visitor.text
    assert f'{place}/situation/who#f-country"' in visitor.text
    token = forms(visitor.text)[0].fields["form_token"][0]
    version = str(house.store.newest(place.split("/")[2]))
    sent = {"form_token": token, "_version": version}
    assert visitor.client.post(f"{place}/confirm", data=sent).status_code == 422
    assert "situation" not in house.kinds(place)


def test_nothing_is_planned_drawn_or_printed_from_a_situation_nobody_confirmed(visitor):
    visitor.send("/people/example")
    place = "/".join(visitor.path.split("/")[:3])
    for page in ("plan", "compare", "sign"):
        visitor.get(f"{place}/{page}")
        assert visitor.answer.status_code == 409
        assert "<svg" not in visitor.text
        assert "download" not in visitor.text


def test_a_change_after_confirming_takes_the_plan_away_until_it_is_confirmed_again(visitor):
    place = visitor.example()
    action = f"{place}/situation/who"
    visitor.get(action).send(action, person__age="42")
    assert visitor.get(f"{place}/plan").answer.status_code == 409
    assert "changed after it was confirmed" in visitor.get(f"{place}/assessment").text
    visitor.get(action).send(f"{place}/undo")
    assert visitor.get(f"{place}/plan").answer.status_code == 200


def test_the_assessment_tells_findings_risk_care_and_questions_each_with_its_basis(visitor):
    visitor.example()
    for words in ("Risk of withdrawal", "Where care should happen", "Findings", "Questions"):
        assert words in visitor.text
    assert visitor.text.count('class="basis"') > 10
    assert "/basis/" in visitor.text


def test_a_person_who_must_not_be_tapered_here_gets_reasons_and_no_plan(visitor):
    visitor.send("/people/example")
    place = "/".join(visitor.path.split("/")[:3])
    action = f"{place}/situation/who"
    visitor.get(action).send(action, person__pregnant="yes")
    visitor.get(f"{place}/situation/summary").send(f"{place}/confirm")
    assert "No plan: refused for safety" in visitor.text
    visitor.get(f"{place}/plan")
    assert "No plan" in visitor.text
    assert "<svg" not in visitor.text
    assert "plan/choose" not in visitor.text


def test_a_drug_we_do_not_plan_for_is_answered_and_not_planned(visitor):
    visitor.send("/people/example")
    place = "/".join(visitor.path.split("/")[:3])
    action = f"{place}/situation/taken"
    visitor.get(action).send(action, treatment__drug="phenobarbital")
    visitor.get(f"{place}/situation/summary").send(f"{place}/confirm")
    assert "No plan will be made for this drug" in visitor.text
    assert "<svg" not in visitor.get(f"{place}/plan").text


def test_the_builder_shows_the_certificate_the_options_and_staying_among_them(visitor):
    place = visitor.example()
    visitor.get(f"{place}/plan")
    for words in (
        "What these products can do",
        "Stay on the present dose",
        "beyond the ceiling",
        "Largest real cut",
        "Supply, per prescription",
        "What these figures are not",
    ):
        assert words in visitor.text  # fmt: skip
    assert "<svg" in visitor.text


def test_another_pace_is_another_plan_at_once_and_nothing_is_kept(house, visitor):
    place = visitor.example()
    visitor.get(f"{place}/plan")
    before, kinds = re.search("GP-[A-Z0-9-]{9}", visitor.text)[0], house.kinds(place)
    visitor.send(f"{place}/plan", preferences__pace="faster")
    assert re.search("GP-[A-Z0-9-]{9}", visitor.text)[0] != before
    assert house.kinds(place) == kinds


def test_an_option_of_the_table_can_be_shown_as_the_plan(visitor):
    place = visitor.example()
    visitor.get(f"{place}/plan")
    stay = next(one for one in re.findall(r'name="_use" value="([^"]+)"', visitor.text)
                if ":stay:" in one)  # fmt: skip
    visitor.send(f"{place}/plan", _use=stay)
    assert "2 mg to 2 mg" in visitor.text
    visitor.get(f"{place}/plan")
    gentle = next(one for one in re.findall(r'name="_use" value="([^"]+)"', visitor.text)
                  if ":gentle:" in one)  # fmt: skip
    visitor.send(f"{place}/plan", _use=gentle)
    assert "pace: gentle" in visitor.text


def test_every_option_can_be_seen_in_full_with_its_picture_and_opened(visitor):
    place = visitor.example()
    visitor.get(f"{place}/plan").send(f"{place}/plan/options", f"{place}/plan")
    assert visitor.text.count("<svg") == 4
    for words in ("Stay on the present dose", "First prescription", "Expected effect"):
        assert words in visitor.text
    visitor.send(f"{place}/plan", _use="goal.kind:stay:us-clonazepam-tablet-1mg")
    assert "2 mg to 2 mg" in visitor.text


@pytest.mark.parametrize(
    "wish",
    [
        {"preferences__dispense_days": "500"},
        {"preferences__first_cut_on": "2020-01-01"},
        {"preferences__pace": "reckless"},
        {"policy": "no-such-policy"},
        {"goal__kind": "lower", "goal__daily_dose": "5 mg"},
    ],
)
def test_a_wish_that_cannot_be_read_leaves_no_plan_no_picture_and_no_button(visitor, wish):
    place = visitor.example()
    visitor.get(f"{place}/plan").send(f"{place}/plan", **wish)
    assert visitor.answer.status_code == 422
    assert "There is a problem" in visitor.text
    assert "<svg" not in visitor.text
    assert "plan/choose" not in visitor.text


def test_everything_is_shown_side_by_side_and_leads_to_a_plan(visitor):
    place = visitor.example()
    visitor.get(f"{place}/compare")
    page = visitor.text
    assert page.count("<svg") == 1
    for said in ("beyond the ceiling", "speaks of another drug", "Stay on the present dose"):
        assert said in page
    assert page.index("Before any choice") < page.index("In numbers") < page.index("<svg")
    offered = [form for form in forms(page) if form.action == f"{place}/plan"]
    assert len(offered) > 10
    visitor.send(f"{place}/plan")
    assert visitor.answer.status_code == 200
    assert "Choose this plan for signing" in visitor.text


def test_an_emergency_stands_in_the_list_before_everything_else(visitor):
    visitor.signed()
    visitor.get("/").send("/people/example")
    place = "/".join(visitor.path.split("/")[:3])
    action = f"{place}/situation/conditions"
    visitor.get(action).send(action, conditions__suicidal_thoughts="yes")
    visitor.get(f"{place}/situation/summary").send(f"{place}/confirm")
    visitor.get("/")
    assert 'class="chip emergency"' in visitor.text
    assert visitor.text.index(place) == visitor.text.index("/people/", visitor.text.index("tbody"))
    assert "Red flags" in visitor.get(place).text


def test_every_source_can_be_opened_and_an_unknown_one_is_not_there(visitor):
    visitor.get("/basis")
    link = re.search(r'href="(/basis/[^"]+)"', visitor.text)[1]
    assert visitor.get(link).answer.status_code == 200
    assert visitor.get("/basis/no-such-source").answer.status_code == 404


def test_a_person_nobody_has_is_not_found(visitor: Visitor):
    for path in ("/people/nobody", "/people/nobody/plan", "/people/nobody/plans/x/plan.json"):
        assert visitor.get(path).answer.status_code == 404
    place = visitor.example()
    assert visitor.get(f"{place}/plans/abcdefghijklmnop").answer.status_code == 404
    assert visitor.get(f"{place}/situation/nothing").answer.status_code == 422


def test_what_a_person_wrote_is_shown_as_text_and_never_run(visitor):
    script = "<script>alert(1)</script>"
    visitor.send("/people", label=script)
    assert script not in visitor.text
    assert "&lt;script&gt;" in visitor.text


def test_no_page_holds_an_id_twice_and_every_label_finds_its_field(visitor):
    place = visitor.signed()
    pages = [place, f"{place}/plan", f"{place}/compare", f"{place}/assessment", "/"]
    for topic in ("who", "taken", "products", "conditions", "medicines", "history", "goal"):
        pages.append(f"{place}/situation/{topic}")
    for page in pages:
        text = visitor.get(page).text
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), page
        assert set(re.findall(r'\s(?:for|aria-describedby|aria-labelledby)="([^" ]+)', text)) <= {
            *ids
        }, page
