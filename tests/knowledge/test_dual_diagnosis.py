"""The rules of treating two illnesses at once: each stands somewhere, and fires where it should."""

from typing import Any

import pytest

from glidepath.domain.finding import Verdict
from glidepath.knowledge.base import KnowledgeBase
from glidepath.safety.review import review
from tests.cases.given import facts, situation

KB = KnowledgeBase.packaged()

DUAL: list[tuple[str, str, dict[str, Any]]] = [
    ("no antidepressant begun in the fortnight of a cut", "other-change-under-way",
     {"started": {"sertraline": 14}}),
    ("buspirone replaces no dose", "buspirone", {"medicines": ["buspirone"]}),
    ("bupropion and tramadol beside a fall of the dose", "seizure-threshold",
     {"medicines": ["bupropion"]}),
    ("opioid, gabapentinoid and benzodiazepine", "opioid-and-gabapentinoid",
     {"medicines": ["oxycodone", "pregabalin"]}),
    ("loss of sleep in mood illness pauses", "sleep-loss-in-mood-illness",
     {"conditions": ["bipolar_disorder", "sleep_disturbance"]}),
    ("epilepsy needs neurology", "epilepsy-indication", {"indication": "epilepsy_absence"}),
    ("opioid agonist treatment stays untouched", "agonist-treatment-untouched",
     {"medicines": ["methadone"]}),
    ("one medicine for mind or pain at a time", "other-change-under-way",
     {"stopped": {"morphine": 7}}),
    ("beta blockers and clonidine hide signs", "masked-signs", {"medicines": ["propranolol"]}),
]  # fmt: skip


@pytest.mark.parametrize(("said", "rule_id", "given"), DUAL, ids=[row[0] for row in DUAL])
def test_every_rule_of_dual_diagnosis_fires(said: str, rule_id: str, given: dict[str, Any]) -> None:
    found = review(situation(given), facts(given))
    assert Verdict.FIRES in {one.verdict for one in found if one.rule_id == rule_id}


def test_every_scale_of_the_meetings_and_the_shared_plan_is_known() -> None:
    book = KB.support()
    named = {scale for one in book.meetings for scale in one.scales}
    named |= {scale for one in book.shared for scale in one.screens}
    assert named - set(KB.scale_ids()) == set()
