"""Policies as data: bands, paces, ceilings, and what cannot be one."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.policy import (
    Band,
    Ceiling,
    Law,
    Pace,
    Policy,
    PolicyKind,
    Scope,
    StepDays,
)  # fmt: skip
from glidepath.domain.quantity import Mass
from tests.unit.domain.world import fact, mg

TENTH = Fraction(1, 10)
CURRENT, START, FIXED = Law.SHARE_OF_CURRENT, Law.SHARE_OF_START, Law.FIXED_MG
LOWEST = Band(CURRENT, TENTH, 14)
NONE = Fraction(0)


def test_a_share_of_the_present_dose_gets_smaller_and_one_of_the_start_stays() -> None:
    assert LOWEST.cut_from(1_000_000, mg("4")) == 100_000
    assert Band(START, TENTH, 14).cut_from(1_000_000, mg("4")) == 400_000
    assert Band(FIXED, NONE, 14, cut_mass=mg("0.5")).cut_from(1_000_000, mg("4")) == 500_000


def test_a_nominal_cut_is_not_rounded() -> None:
    assert Band(CURRENT, Fraction(1, 3), 14).cut_from(1, mg("4")) == Fraction(1, 3)


def test_a_band_speaks_of_doses_above_its_bound_only() -> None:
    band = Band(CURRENT, TENTH, 14, above=mg("1"))
    assert band.holds_at(1_000_001, mg("4"))
    assert not band.holds_at(1_000_000, mg("4"))
    fifth = Band(CURRENT, TENTH, 14, above_share=Fraction(1, 5))
    assert fifth.holds_at(800_001, mg("4"))
    assert not fifth.holds_at(800_000, mg("4"))


@pytest.mark.parametrize(
    "fields",
    [
        {"cut": NONE},
        {"cut": Fraction(-1, 10)},
        {"cut": Fraction(11, 10)},
        {"cut": TENTH, "cut_mass": Mass(1)},
        {"cut": TENTH, "days": 0},
        {"cut": TENTH, "above": Mass(1), "above_share": TENTH},
        {"law": FIXED, "cut": NONE},
        {"law": FIXED, "cut": TENTH},
        {"law": FIXED, "cut": TENTH, "cut_mass": Mass(1)},
    ],
)
def test_a_band_that_cuts_nothing_or_twice_or_takes_no_time_is_refused(
    fields: dict[str, Any],
) -> None:
    with pytest.raises(BadInput, match="a cut above 0, days above 0"):
        Band(**{"law": CURRENT, "days": 14, **fields})


def test_a_band_may_cut_all_of_the_dose_after_one_day() -> None:
    assert Band(CURRENT, Fraction(1), 1).cut_from(7, mg("1")) == 7


def _pace(*bands: Band) -> Pace:
    return Pace("usual", bands, ("s",), "read")


def test_the_first_band_that_holds_speaks() -> None:
    upper = Band(CURRENT, Fraction(1, 4), 14, above=mg("1"))
    pace = _pace(upper, LOWEST)
    assert pace.band_at(1_000_001, mg("4")) is upper
    assert pace.band_at(1_000_000, mg("4")) is LOWEST
    assert pace.band_at(1, mg("4")) is LOWEST


@pytest.mark.parametrize(
    "bands",
    [(), (Band(CURRENT, TENTH, 14, above=Mass(1)),), (Band(START, TENTH, 14, above_share=TENTH),)],
)
def test_a_pace_that_leaves_a_dose_without_a_rule_is_refused(bands: tuple[Band, ...]) -> None:
    with pytest.raises(BadInput, match="pace usual: no lowest band -> allowed: a band from 0 up"):
        _pace(*bands)


@pytest.mark.parametrize(
    "bands",
    [
        (LOWEST, LOWEST),
        (LOWEST, Band(CURRENT, TENTH, 14, above=Mass(1)), LOWEST),
        (Band(CURRENT, TENTH, 7, above=Mass(1)), Band(CURRENT, TENTH, 14, above=Mass(2)), LOWEST),
        (Band(CURRENT, TENTH, 7, above=Mass(2)), Band(CURRENT, TENTH, 14, above=Mass(2)), LOWEST),
        (
            Band(START, TENTH, 7, above_share=TENTH),
            Band(START, TENTH, 14, above_share=TENTH),
            LOWEST,
        ),
    ],
)
def test_a_pace_in_which_one_band_hides_another_is_refused(bands: tuple[Band, ...]) -> None:
    with pytest.raises(BadInput, match="pace usual: bands -> allowed: from the highest dose down"):
        _pace(*bands)


@pytest.mark.parametrize(("fall", "days"), [("0", 14), ("1", 14), ("-1/4", 14), ("1/4", 0)])
def test_a_ceiling_that_forbids_or_allows_everything_is_refused(fall: str, days: int) -> None:
    with pytest.raises(BadInput, match=f"{fall} in {days} days -> allowed: 0 to 1, 1 day"):
        Ceiling(Fraction(fall), days)


def test_a_ceiling_may_speak_of_one_day() -> None:
    assert Ceiling(TENTH, 1).days == 1


@pytest.mark.parametrize("days", [(0, 1, 2), (3, 2, 4), (1, 3, 2)])
def test_lengths_of_a_step_out_of_order_are_refused(days: tuple[int, int, int]) -> None:
    with pytest.raises(BadInput, match=r"step_days: .* -> allowed: in order"):
        StepDays(*days)


def _policy(**changes: Any) -> Policy:
    fields: dict[str, Any] = {
        "id": "p",
        "title": "P",
        "summary": "P.",
        "kind": PolicyKind.PLANNABLE,
        "default_rank": 1,
        "scope": Scope(),
        "step_days": fact(StepDays(14, 28, 56), "a", "b"),
        "paces": {"usual": Pace("usual", (LOWEST,), ("b", "c"), "read")},
        "terminal": fact("text", "d"),
        "ceiling": fact(Ceiling(Fraction(1, 4), 14), "e", "a"),
    }
    return Policy(**{**fields, **changes})


def test_a_policy_names_each_of_its_documents_once() -> None:
    assert _policy().sources == ("a", "b", "d", "c", "e")
    assert _policy(ceiling=None).sources == ("a", "b", "d", "c")


def test_a_policy_without_a_pace_is_refused() -> None:
    with pytest.raises(BadInput, match="policy p: no pace -> allowed: at least one pace"):
        _policy(paces={})


def test_a_policy_whose_steps_are_shorter_than_its_window_is_refused() -> None:
    with pytest.raises(BadInput, match="policy p: steps shorter than the ceiling's window"):
        _policy(step_days=fact(StepDays(13, 28, 56)))
    assert _policy(step_days=fact(StepDays(7, 28, 56)), ceiling=None).ceiling is None
