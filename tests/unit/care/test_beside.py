"""Two drugs of this kind: one at a time, by a stated order, the other held meanwhile."""

from datetime import timedelta

import pytest

from glidepath.domain.answer import Questions, Refusal
from glidepath.domain.errors import BadInput
from glidepath.domain.plan import CourseKind
from tests.unit.care.asked import answer, proposal, told

ZOLPIDEM = {
    "drug": "zolpidem", "indication": "insomnia", "since": "2021-06-01", "days_per_week": 7,
    "source": "prescribed", "last_taken": "2026-11-22",
    "intakes": [{"time": "22:30", "dose": "10 mg"}],
}  # fmt: skip
BOTH = {
    "products": ["us-clonazepam-tablet-0.5mg-scored", "us-zolpidem-tablet-5mg"],
    "also": [ZOLPIDEM],
}


def course(given, drug: str):
    return next(one for one in given.plan.courses if one.drug_id == drug)


def test_the_shorter_lived_drug_is_lowered_first_and_the_other_waits() -> None:
    given = proposal(**BOTH)
    first, second = course(given, "zolpidem"), course(given, "clonazepam")
    done = first.stops_on
    begins = next(step.span.start for step in second.steps if step.cut)
    assert done is not None
    assert begins == done + timedelta(days=28)
    assert given.plan.course is second
    assert told(given, "one at a time", "First zolpidem", "28 days")
    assert told(given, "Joining both into one first is planned only where it is asked for")


def test_no_two_cuts_of_different_drugs_lie_within_the_pause() -> None:
    given = proposal(**BOTH)
    last = max(step.span.start for step in course(given, "zolpidem").steps if step.cut)
    first = min(step.span.start for step in course(given, "clonazepam").steps if step.cut)
    assert (first - last).days >= 28


def test_a_lower_goal_is_of_the_first_drug_and_the_other_stays() -> None:
    given = proposal(**BOTH, goal={"kind": "lower", "daily_dose": "1 mg"})
    assert course(given, "zolpidem").kind is CourseKind.MAINTENANCE
    assert course(given, "zolpidem").span == course(given, "clonazepam").span
    assert told(given, "zolpidem is taken beside this and stays")


def test_to_stay_keeps_both() -> None:
    given = proposal(**BOTH, goal="stay")
    assert {one.kind for one in given.plan.courses} == {CourseKind.MAINTENANCE}


def test_the_supply_is_of_both_drugs() -> None:
    lines = {line.product_id for period in proposal(**BOTH).supply for line in period.lines}
    assert lines == set(BOTH["products"])


def test_products_of_the_second_drug_are_asked_for() -> None:
    given = answer(**{**BOTH, "products": BOTH["products"][:1]})
    assert isinstance(given, Questions)
    assert any("zolpidem" in one.text for one in given.questions)


def test_a_second_drug_that_must_not_be_tapered_stops_the_plan() -> None:
    given = answer(**{**BOTH, "also": [{**ZOLPIDEM, "days_per_week": 2}]})
    assert isinstance(given, Refusal)
    assert "days a week" in given.text


def test_the_rules_see_the_second_drug() -> None:
    fired = {one.rule_id for one in proposal(**BOTH).findings if one.verdict == "fires"}
    assert "several-benzodiazepines" in fired


def test_a_policy_that_speaks_of_both_may_be_asked_for_and_another_is_refused() -> None:
    assert proposal("joint-2025", **BOTH).plan.policy_id == "joint-2025"
    with pytest.raises(BadInput, match="does not fit"):
        answer("nardi-2010", **BOTH)


def test_an_end_date_for_several_drugs_is_bad_input() -> None:
    with pytest.raises(BadInput, match="end_on"):
        answer(**BOTH, preferences__end_on="2028-01-01")


def test_other_paces_are_counted_from_the_first_day_of_the_plan_with_the_wait() -> None:
    given = proposal(**BOTH)
    waits = course(given, "clonazepam")
    first = next(step.span.start for step in waits.steps if step.cut)
    wait = (first - given.plan.span.start).days
    paces = [one for one in given.alternatives if one.name.startswith("clonazepam: ")]
    lasting = [one.days for one in paces if one.days is not None]
    assert len(lasting) > 1
    assert all(days > wait for days in lasting)
