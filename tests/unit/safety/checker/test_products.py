"""The products of a plan: each one that is not listed is told."""

from __future__ import annotations

from tests.unit.safety.checker.written import answers


def test_products_that_are_not_listed_are_told_once_each_in_the_order_they_are_met() -> None:
    steps = [
        "2026-01-05 to 2026-01-18 | 1 | 08:00 0.5 = 1 of z | 20:00 0.5 = 1 of y",
        "2026-01-19 to 2026-05-10 | 0.75 | 08:00 0.25 = 1 x 1/2 of y | 20:00 0.5 = 1 of x",
    ]
    found = answers("GP-C-012", {"set": {"steps": steps}})
    told = [(one.values["product"], one.values["day"], one.values["time"]) for one in found]
    assert told == [
        ("z", "2026-01-05", "08:00"),
        ("y", "2026-01-05", "20:00"),
        ("x", "2026-01-19", "20:00"),
    ]
