"""Doses and pieces: what is told of a figure, and that no intake is passed over."""

from __future__ import annotations

from glidepath.domain.finding import Verdict
from tests.unit.safety.checker.written import answers


def test_the_portions_a_product_may_be_taken_in_are_told_from_the_whole_down() -> None:
    pieces = "08:00 0.25 = 1 x 1/3 of t | 20:00 0.5 = 1 of t"
    steps = [f"2026-01-05 to 2026-05-10 | 0.75 | {pieces}"]
    [finding] = answers("GP-C-021", {"set": {"steps": steps, "products": [
        "t: 0.5 mg tablet 1/4 1/2"]}})  # fmt: skip
    assert finding.values["allowed"] == "1, 1/2, 1/4"


def test_a_figure_too_long_to_be_read_is_told_by_its_first_24_characters() -> None:
    steps = ["2026-01-05 to 2026-05-10 | 1 | 08:00 -1234567890123456789012345 | 20:00 1"]
    [finding] = answers("GP-C-020", {"set": {"steps": steps}})
    assert finding.values["given"] == "-12345678901234567890123"


def test_wrong_pieces_are_seen_after_an_intake_without_any() -> None:
    steps = ["2026-01-05 to 2026-05-10 | 1 | 08:00 0.5 | 20:00 0.5 = 2 of t"]
    wrong, missing = answers("GP-C-023", {"set": {"steps": steps}})
    assert (wrong.verdict, wrong.values["time"]) == (Verdict.FIRES, "20:00")
    assert missing.ask == ("pieces",)


def test_a_plan_without_any_intake_has_no_pieces() -> None:
    [finding] = answers("GP-C-026", {"set": {"steps": ["2026-01-05 to 2026-05-10 | 0"]}})
    assert finding.verdict is Verdict.CLEAR
    assert finding.values["pieces"] == "0"
