"""Several courses in one plan: what may stand beside what, and what is lowered beside what."""

from __future__ import annotations

from dataclasses import replace

from glidepath.domain.claim import ClaimedCourse
from glidepath.domain.finding import Finding, Verdict
from glidepath.safety.checker import CHECKS
from glidepath.safety.checker.sheet import Sheet
from tests.unit.safety.checker.written import answers, step, written

LATE_CUT = (
    "2026-01-05 to 2026-03-01 | 2 | 22:00 2 = 2 of l",
    "2026-03-02 to 2026-03-22 | 1 | 22:00 1 = 1 of l",
)
"""A third drug, lowered in the week before the new drug of the exchange is lowered again."""


def _with_further(rule_id: str, on: str, *more: ClaimedCourse) -> tuple[Finding, ...]:
    claim, context = written({"on": on})
    claim = replace(claim, further=(*claim.further, *more))
    return CHECKS[rule_id](Sheet.of(claim, context), context)


def test_two_exchanges_in_one_plan_are_refused() -> None:
    steps = tuple(map(step, LATE_CUT))
    more = (
        ClaimedCourse("lorazepam", "substitution_out", steps),
        ClaimedCourse("oxazepam", "substitution_in", steps),
    )
    [finding] = _with_further("GP-C-006", "exchange", *more)
    assert finding.verdict is Verdict.FIRES
    assert finding.values["fault"].startswith("giving way: 2, taking over: 2")


def test_a_drug_may_be_started_beside_one_that_is_kept_as_it_is() -> None:
    started = {"kind": "titration", "second_kind": "maintenance"}
    [finding] = answers("GP-C-006", {"on": "two", "set": started})
    assert finding.verdict is Verdict.CLEAR


def test_a_third_drug_is_not_lowered_while_the_new_one_of_an_exchange_is() -> None:
    third = ClaimedCourse("lorazepam", "taper", tuple(map(step, LATE_CUT)))
    claim, context = written({"on": "exchange", "set": {"together": False}})
    claim = replace(claim, further=(*claim.further, third))
    found = CHECKS["GP-C-061"](Sheet.of(claim, context), context)
    told = [(one.values["drug"], one.values["other"], one.values["second"]) for one in found]
    assert told == [("diazepam", "lorazepam", "2026-03-02")] * 2


def test_a_dose_moved_to_another_time_of_day_is_no_cut_beside_another_drugs() -> None:
    moved = {
        "1": "2026-01-05 to 2026-02-05 | 1 | 08:00 0.5 = 1 of t | 20:00 0.5 = 1 of t",
        "2": "2026-02-06 to 2026-03-15 | 1 | 08:00 0 = none | 20:00 1 = 2 of t",
    }
    [finding] = answers("GP-C-061", {"on": "two", "step": moved})
    assert finding.verdict is Verdict.CLEAR


def test_a_rise_of_one_drug_is_no_cut_beside_another_drugs() -> None:
    risen = {
        "1": "2026-01-05 to 2026-02-05 | 1 | 08:00 0.5 = 1 of t | 20:00 0.5 = 1 of t",
        "2": "2026-02-06 to 2026-03-15 | 1.5 | 08:00 0.5 = 1 of t | 20:00 1 = 2 of t",
    }
    [finding] = answers("GP-C-061", {"on": "two", "step": risen})
    assert finding.verdict is Verdict.CLEAR


def test_a_drug_and_the_one_that_takes_its_place_are_not_two_drugs_lowered_at_once() -> None:
    late = {
        "2": "2026-01-19 to 2026-02-14 | 0.5 | 08:00 0.5 = 1 of t | 20:00 0 = none",
        "3": "2026-02-15 to 2026-02-22 | 0 | 08:00 0 = none | 20:00 0 = none",
    }
    example = {"on": "exchange", "set": {"together": False}, "step": late}
    [finding] = answers("GP-C-061", example)
    assert finding.verdict is Verdict.CLEAR
