"""Facts put together from many answers: yes if any is, no only if all are, else asked."""

from dataclasses import replace

import pytest

from glidepath.care.assess import facts_for
from glidepath.care.given import asked_for, fact, facts_by_name
from glidepath.care.settings import settings
from glidepath.domain.person import UNKNOWN, Known, Unknown
from tests.unit.care.asked import person
from tests.unit.interop.cases import KB

USE = settings(KB)


def known(name: str, **places):
    whole = person(**places)
    return fact(name, whole, facts_for(whole, KB, 6), USE)


@pytest.mark.parametrize("name", sorted(USE.facts))
def test_of_somebody_well_known_every_fact_is_no(name: str) -> None:
    assert known(name) == Known(False)


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("liver_disease", {"conditions__severe_liver_disease": "yes"}),
        ("age_65_or_more", {"person__age": 65}),
        ("opioid", {"medicines": [{"name": "oxycodone"}]}),
        ("for_epilepsy", {"treatment__indication": "epilepsy_other"}),
        ("for_epilepsy", {"conditions__epilepsy": "yes"}),
        ("seizure_risk", {"medicines": [{"name": "bupropion"}]}),
        ("alcohol_or_other_sedatives", {"history__combines_with_sedatives": "yes"}),
    ],
)
def test_one_part_that_is_so_makes_the_fact_so(name: str, places) -> None:
    assert known(name, **places) == Known(True)


def test_sixty_four_is_not_yet_sixty_five() -> None:
    assert known("age_65_or_more", person__age=64) == Known(False)


@pytest.mark.parametrize(
    ("name", "places", "asks"),
    [
        ("liver_disease", {"conditions__liver_disease": "unknown"}, "conditions.liver_disease"),
        ("age_65_or_more", {"person__age": "unknown"}, "person.age"),
        ("opioid", {"medicines": "unknown"}, "medicines"),
        ("opioid", {"medicines": [{"name": "nosuchmedicine"}]}, "medicines.group"),
        ("for_epilepsy", {"treatment__indication": "unknown"}, "treatment.indication"),
    ],
)
def test_a_part_that_nobody_told_leaves_it_unknown_and_is_asked_for(name, places, asks) -> None:
    whole = person(**places)
    facts = facts_for(whole, KB, 6)
    assert isinstance(fact(name, whole, facts, USE), Unknown)
    assert asks in asked_for(name, whole, facts, USE)


def test_a_part_that_is_so_counts_though_another_is_unknown() -> None:
    places = {"conditions__liver_disease": "unknown", "conditions__severe_liver_disease": "yes"}
    assert known("liver_disease", **places) == Known(True)


def test_a_medicine_that_has_ended_counts_no_more() -> None:
    row = {"name": "oxycodone", "stopped": "2026-11-01"}
    assert known("opioid", medicines=[row]) == Known(False)


def test_every_barrier_and_every_caution_has_its_fact() -> None:
    names = {one.fact for one in KB.crossover().barriers}
    names |= {one.fact for one in KB.short_use().cautions}
    whole = replace(person(), conditions={}, medicines=UNKNOWN)
    found = facts_by_name(names, whole, facts_for(whole, KB, 6), USE)
    assert set(found) == names <= set(USE.facts)
    assert not any(one == Known(True) for one in found.values())
