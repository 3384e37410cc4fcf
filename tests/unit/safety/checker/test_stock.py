"""Dispensings and the days they cover."""

from __future__ import annotations

from glidepath.domain.finding import Verdict
from glidepath.safety.checker import CHECKS, check
from tests.unit.safety.checker.written import answers, written


def test_a_supply_to_the_last_day_of_the_calendar_covers_every_day_before_it() -> None:
    supply = ["2026-01-05 to 9999-12-31: 112 of t, 0 at home"]
    found = check(*written({"set": {"supply": supply}}))
    assert {finding.rule_id for finding in found} == set(CHECKS)
    [covered] = [finding for finding in found if finding.rule_id == "GP-C-070"]
    assert covered.verdict is Verdict.CLEAR


def _uncovered(*supply: str, end: str = "2026-05-10") -> list[tuple[str, str]]:
    """The runs of days without supply of one unbroken step to a last day."""
    steps = [f"2026-01-05 to {end} | 1 | 08:00 0.5 = 1 of t | 20:00 0.5 = 1 of t"]
    found = answers("GP-C-070", {"set": {"steps": steps, "supply": list(supply)}})
    return [
        (one.values["first"], one.values["last"])
        for one in found
        if one.verdict is Verdict.FIRES and one.values["fault"] == "no supply"
    ]


def test_a_supply_that_begins_on_the_last_day_of_a_step_covers_that_day_alone() -> None:
    assert _uncovered("2026-05-10 to 2026-05-10: 1 of t, 0 at home") == [
        ("2026-01-05", "2026-05-09")
    ]


def test_a_supply_that_begins_a_day_after_the_last_covers_nothing() -> None:
    late = "2026-05-11 to 2026-05-20: 1 of t, 0 at home"
    assert _uncovered(late) == [("2026-01-05", "2026-05-10")]


def test_a_supply_that_ends_a_day_early_leaves_the_last_day() -> None:
    short = "2026-01-05 to 2026-05-09: 1 of t, 0 at home"
    assert _uncovered(short) == [("2026-05-10", "2026-05-10")]


def test_steps_and_supplies_may_reach_to_the_last_day_of_the_calendar() -> None:
    last = "9999-12-31"
    assert _uncovered(f"2026-01-05 to {last}: 1 of t, 0 at home", end=last) == []
    assert _uncovered(f"2026-05-10 to {last}: 1 of t, 0 at home") == [("2026-01-05", "2026-05-09")]


def test_where_the_stock_at_home_suffices_one_tablet_more_is_too_much() -> None:
    supply = ["2026-02-16 to 2026-04-12: 1 of t, 42 at home"]
    [finding] = answers("GP-C-072", {"set": {"supply": supply}})
    assert finding.verdict is Verdict.FIRES
    assert (finding.values["needed"], finding.values["over"]) == ("0", "1")


def test_a_step_that_ends_before_it_begins_has_no_day_to_be_supplied() -> None:
    later = "2026-06-01 to 2026-06-10: 1 of t, 0 at home"
    assert _uncovered(later, end="2026-01-04") == []
