"""A course as it would be taken: what the checks reckon from."""

from __future__ import annotations

from datetime import date
from typing import Any

from glidepath.domain.finding import Verdict
from glidepath.safety.checker.course import Reading
from glidepath.safety.checker.sheet import Sheet
from tests.unit.safety.checker.written import answers, written

HALVES = "08:00 0.25 = 1 x 1/2 of t | 20:00 0.25 = 1 x 1/2 of t"
FULL = "08:00 0.5 = 1 of t | 20:00 0.5 = 1 of t"
EVENING = "08:00 0 = none | 20:00 0.25 = 1 x 1/2 of t"


def _reading(**changes: Any) -> Reading:
    return Sheet.of(*written({"set": changes})).whole


def test_a_dose_beside_an_unreadable_one_is_still_known_to_be_makeable() -> None:
    steps = ["2026-01-05 to 2026-01-18 | 0.75 | 08:00 NaN | 20:00 0.75"]
    [finding] = answers("GP-C-025", {"set": {"steps": steps, "present": "unknown"}})
    assert finding.verdict is Verdict.CLEAR


def test_the_cuts_of_a_course_are_its_falls_and_nothing_else() -> None:
    course = _reading(
        steps=[
            f"2026-01-05 to 2026-01-18 | 1 | {FULL}",
            f"2026-01-19 to 2026-02-01 | 0.5 | {HALVES}",
            "2026-02-02 to 2026-02-15 | 0.5 | 08:00 0 = none | 20:00 0.5 = 1 of t",
            f"2026-02-16 to 2026-03-01 | 1 | {FULL}",
            f"2026-03-02 to 2026-03-15 | 0.25 | {EVENING}",
        ]
    )
    assert [cut.day for cut in course.cuts()] == [date(2026, 1, 19), date(2026, 3, 2)]


def test_a_deep_cut_is_not_hidden_by_one_of_an_earlier_day_that_is_written_below_it() -> None:
    steps = [
        f"2026-01-05 to 2026-01-14 | 1 | {FULL}",
        f"2026-01-20 to 2026-02-28 | 0.5 | {HALVES}",
        f"2026-01-15 to 2026-01-19 | 0.25 | {EVENING}",
    ]
    found = answers("GP-C-055", {"set": {"steps": steps}})
    told = [(one.values["day"], one.values["before"], one.values["after"]) for one in found]
    assert ("2026-01-20", "1", "0.5") in told


def test_the_dose_above_may_be_one_of_the_largest_product() -> None:
    one_piece = {
        "steps": ["2026-01-05 to 2026-05-10 | 0.3 | 20:00 0.3"],
        "present": "20:00 0.3",
        "products": ["s: 0.25 mg tablet", "l: 2 mg tablet"],
        "most_pieces": 1,
    }
    [finding] = answers("GP-C-025", {"set": one_piece})
    assert (finding.values["below"], finding.values["above"]) == ("0.25", "2")
