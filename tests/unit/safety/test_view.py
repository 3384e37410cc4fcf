"""What a rule sees of a situation at its edges: today, to come, unknown, one among several."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from glidepath.domain.drug import Form
from glidepath.domain.finding import Verdict
from glidepath.domain.person import Known
from glidepath.safety.facts import Group
from glidepath.safety.review import review
from glidepath.safety.view import View
from tests.cases import given as people


def view(given: dict[str, Any], rule: str = "opioid") -> View:
    return View(people.situation(given), people.facts(given), people.book().rules[rule])


def test_a_day_of_today_or_to_come_counts_as_no_days_past() -> None:
    for day in (people.AS_OF, people.AS_OF + timedelta(days=3)):
        seen = view({}).days_since("treatment.since", Known(day), lambda days: days == 0)
        assert seen.fires
        assert seen.values["days"] == "0"


def test_a_medicine_stopped_today_is_no_longer_taken_and_one_to_be_stopped_still_is() -> None:
    assert not view({"stopped": {"oxycodone": 0}}).takes(Group.OPIOID).fires
    assert view({"stopped": {"oxycodone": -1}}).takes(Group.OPIOID).fires


def test_a_medicine_of_unknown_class_is_asked_about_by_its_class() -> None:
    assert view({"medicines": ["brandx"]}).takes(Group.OPIOID).ask == ("medicines.group",)


def test_one_product_in_drops_among_others_is_enough() -> None:
    assert view({"products": ["tablet", "drops"]}).has_product(Form.DROPS).fires


def test_where_a_country_has_no_words_of_its_own_the_general_ones_stand() -> None:
    given = {"country": "DE", "conditions": ["sleep_apnoea"]}
    found = review(people.situation(given), people.facts(given))
    text = next(one.text for one in found if one.rule_id == "sleep-apnoea")
    assert "contraindicated in Canada and to be used with caution elsewhere" in text
    assert next(o for o in found if o.rule_id == "ptsd").verdict is Verdict.CLEAR


def test_a_weight_of_nothing_is_too_much_drug_and_no_defect() -> None:
    seen = view({"weight_kg": 0}, "child-dose-by-weight")
    assert seen.mg_per_kg_above("us_mg_per_kg").fires
