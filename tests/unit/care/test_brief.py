"""After rare use no taper, after short use a short one, and never so where something warns."""

from glidepath.domain.answer import Refusal
from glidepath.domain.finding import Verdict
from tests.unit.care.asked import answer, doses, proposal, told


def test_rare_use_needs_no_taper_and_says_what_to_watch() -> None:
    given = answer(treatment__days_per_week=2)
    assert isinstance(given, Refusal)
    assert "no taper is needed" in given.text
    assert "report any symptom" in given.text


def test_a_week_of_use_is_stopped_without_a_taper() -> None:
    given = answer(treatment__since="2026-11-15")
    assert isinstance(given, Refusal)
    assert "can usually be stopped without a taper" in given.text


def test_three_weeks_of_daily_use_get_a_short_taper() -> None:
    given = proposal(treatment__since="2026-11-01")
    assert given.plan.policy_id == "short-use"
    days = (given.plan.course.stops_on - given.plan.as_of).days
    assert days < 28
    assert told(given, "a short taper")
    assert told(given, "faster than the ceiling")


def test_a_policy_asked_for_after_short_use_is_followed() -> None:
    assert proposal("joint-2025", treatment__since="2026-11-01").plan.policy_id == "joint-2025"


def test_with_much_alcohol_or_sedatives_short_use_is_tapered_like_long_use() -> None:
    given = proposal(treatment__since="2026-11-01", conditions__alcohol_use_disorder="yes")
    assert given.plan.policy_id == "joint-2025"


def test_what_refuses_a_long_taper_stands_beside_the_short_one_as_a_caution() -> None:
    found = proposal(treatment__since="2026-11-01").findings
    seen = [one for one in found if one.rule_id == "unlikely-dependent"]
    assert [one.verdict for one in seen] == [Verdict.FIRES]
    assert seen[0].severity.name == "CAUTION"


def test_short_use_changes_nothing_where_the_drug_is_to_be_kept() -> None:
    given = answer(treatment__since="2026-11-01", goal="stay")
    assert isinstance(given, Refusal) or doses(given)
