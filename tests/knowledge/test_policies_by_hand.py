"""The published schedules come out of the policy files by plain counting, without the engine.

Conventions: the step before a cut lasts the band's `days`, so the first cut comes after one
interval. A window of 14 days is half open: the ceiling is broken on the day of a cut when the
dose after it is less than three quarters of the dose that stood before the earliest cut made
fewer than 14 days before that day.
"""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest

DATA = Path(__file__).parents[2] / "src" / "glidepath" / "knowledge" / "data"
POLICY_FILES = sorted((DATA / "policies").glob("*.toml"))
SOURCE_FILES = sorted((DATA / "sources").glob("*.toml"))
CONFIDENCES = {"read", "secondary", "derived", "unverified", "proposed", "assumed"}


class Cut(NamedTuple):
    """One cut of a schedule: the day it is made, the dose before it and the dose after it."""

    day: int
    before: Fraction
    after: Fraction


class Breach(NamedTuple):
    """The first fall of more than a quarter in 14 days."""

    before: Fraction
    after: Fraction
    first_cut_day: int
    last_cut_day: int

    @property
    def percent(self) -> int:
        """The fall, rounded to whole percent as the published table prints it."""
        return round(100 * (self.before - self.after) / self.before)


def policy(name: str) -> dict[str, Any]:
    """A policy as it is written in its file."""
    return tomllib.loads((DATA / "policies" / f"{name}.toml").read_text(encoding="utf-8"))


def band_for(bands: list[dict[str, Any]], dose: Fraction, start: Fraction) -> dict[str, Any]:
    """The first band whose bound the dose is above."""
    for band in bands:
        above_mg = Fraction(band.get("above_mg", "0"))
        above_share = Fraction(band.get("above_share_of_start", "0"))
        if dose > above_mg and dose > above_share * start:
            return band
    raise AssertionError(f"no band speaks of {dose}")


def schedule(name: str, pace: str, start: str, down_to: str = "0") -> list[Cut]:
    """Every cut from a starting dose until `down_to` is reached or passed."""
    bands = policy(name)["pace"][pace]["band"]
    first = dose = Fraction(start)
    day, cuts = 0, []
    while dose > Fraction(down_to):
        band = band_for(bands, dose, first)
        base = {"share_of_current": dose, "share_of_start": first, "fixed_mg": Fraction(1)}
        day += band["days"]
        after = max(Fraction(0), dose - Fraction(band["cut"]) * base[band["law"]])
        cuts.append(Cut(day, dose, after))
        dose = after
    return cuts


def doses(cuts: list[Cut]) -> list[Fraction]:
    """The doses of a schedule, the start and the zero included."""
    return [cuts[0].before, *(cut.after for cut in cuts)]


def first_breach(cuts: list[Cut]) -> Breach | None:
    """The first cut after which more than a quarter is gone within 14 days."""
    for cut in cuts:
        earliest = next(other for other in cuts if cut.day - other.day < 14)
        if cut.after < Fraction(3, 4) * earliest.before:
            return Breach(earliest.before, cut.after, earliest.day, cut.day)
    return None


def known_sources() -> dict[str, dict[str, Any]]:
    """Every document of the knowledge base, by its id."""
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in SOURCE_FILES]
    return {name: source for table in tables for name, source in table.items()}


def fractions(text: str) -> list[Fraction]:
    return [Fraction(number) for number in text.split()]


# The literal schedules: policy, pace, start, doses, days in all.
LITERAL = [
    ("us-label-panic", "usual", "1", "1 .75 .5 .25 0", 12),
    ("nardi-2010", "usual", "4", "4 3.5 3 2.5 2 1.5 1 .75 .5 .25 0", 16 * 7),
    ("nardi-2010", "usual", "3", "3 2.5 2 1.5 1 .75 .5 .25 0", 12 * 7),
    ("nardi-2010", "usual", "2", "2 1.5 1 .75 .5 .25 0", 8 * 7),
    ("rickels-1990", "usual", "4", "4 3 2 1 0", 4 * 7),
    ("fyer-1987", "usual", "10", "10 9 8 7 6 5 4 3 2 1 0", 30),
    ("nougg-c2", "faster", "100", "100 90 80 70 60 50 40 30 20 15 10 5 0", 16 * 7),
    ("nougg-c2", "gentle", "100", "100 90 80 70 60 50 40 30 20 15 10 5 0", 32 * 7),
]


@pytest.mark.parametrize(("name", "pace", "start", "expected", "days"), LITERAL)
def test_a_published_schedule_comes_out_dose_by_dose(
    name: str, pace: str, start: str, expected: str, days: int
) -> None:
    cuts = schedule(name, pace, start)
    assert doses(cuts) == fractions(expected)
    assert cuts[-1].day == days


def test_the_label_takes_four_mg_down_in_sixteen_steps_and_48_days() -> None:
    cuts = schedule("us-label-panic", "usual", "4")
    assert {cut.before - cut.after for cut in cuts} == {Fraction("0.25")}
    assert (len(cuts), cuts[-1].day) == (16, 48)


@pytest.mark.parametrize(
    ("start", "days"), [("0.5", 6), ("1", 12), ("2", 24), ("3", 36), ("4", 48)]
)
def test_the_label_takes_three_days_for_each_quarter_milligram(start: str, days: int) -> None:
    assert schedule("us-label-panic", "usual", start)[-1].day == days


@pytest.mark.parametrize(
    ("start", "gone"), [("4", "1.25"), ("3", "1.25"), ("2", "1.25"), ("1", "1")]
)
def test_the_label_removes_a_third_to_all_of_the_dose_in_one_fortnight(
    start: str, gone: str
) -> None:
    within = [cut for cut in schedule("us-label-panic", "usual", start) if cut.day - 3 < 14]
    assert within[0].before - within[-1].after == Fraction(gone)


@pytest.mark.parametrize(
    ("start", "at_one", "at_two"),
    [("60", 28, 18), ("40", 24, 14), ("20", 20, 10), ("10", 10, 5)],
)
def test_the_canadian_milligram_rule_takes_the_published_weeks(
    start: str, at_one: int, at_two: int
) -> None:
    assert schedule("nougg-c1", "gentle", start)[-1].day == at_one * 7
    assert schedule("nougg-c1", "faster", start)[-1].day == at_two * 7


def test_the_canadian_milligram_rule_goes_by_five_down_to_twenty() -> None:
    cuts = schedule("nougg-c1", "faster", "40")
    assert doses(cuts)[:6] == fractions("40 35 30 25 20 18")


# Steps of the joint guideline to a last dose of 0.125 mg of clonazepam, and weeks by pace.
JOINT = [
    ("0.5", 14, 28, 56, 112),
    ("1", 20, 40, 80, 164),
    ("2", 27, 54, 108, 220),
    ("4", 33, 66, 132, 272),
]


@pytest.mark.parametrize(("start", "steps", "faster", "usual", "gentle"), JOINT)
def test_the_joint_guideline_takes_the_published_range_of_weeks(
    start: str, steps: int, faster: int, usual: int, gentle: int
) -> None:
    lasts = {
        pace: schedule("joint-2025", pace, start, down_to="0.125")
        for pace in ("faster", "usual", "gentle")
    }
    assert len(lasts["usual"]) == len(lasts["faster"]) == steps
    weeks = [lasts[pace][-1].day // 7 for pace in ("faster", "usual", "gentle")]
    assert weeks == [faster, usual, gentle]


def test_the_diazepam_steps_span_the_published_range_of_weeks() -> None:
    paces = ("faster", "smallest-weekly", "largest-fortnightly", "gentle")
    weeks = {
        start: [schedule("cks-2018-diazepam", pace, start)[-1].day // 7 for pace in paces]
        for start in ("40", "20")
    }
    assert (min(weeks["40"]), max(weeks["40"])) == (20, 70)
    assert (min(weeks["20"]), max(weeks["20"])) == (15, 50)


def test_the_scottish_worked_schedule_takes_44_to_88_weeks_with_its_two_exchange_steps() -> None:
    # Twenty cuts of 1 mg from 20 mg; the document's 22 steps include two that only exchange drug.
    fast, slow = (schedule("scotland-2024", pace, "20") for pace in ("faster", "gentle"))
    assert len(fast) == len(slow) == 20
    assert (fast[-1].day // 7 + 2 * 2, slow[-1].day // 7 + 2 * 4) == (44, 88)


# Where each published schedule first passes 25 % in 14 days of the dose at the window's start:
# policy, pace, start, dose before, dose after, percent, day of the first cut in that window.
CONFORMITY = [
    ("us-label-panic", "usual", "4", "4", "2.75", 31, 3),
    ("us-label-panic", "usual", "3", "3", "2", 33, 3),
    ("us-label-panic", "usual", "2", "2", "1.25", 38, 3),
    ("us-label-panic", "usual", "1", "1", ".5", 50, 3),
    ("nardi-2010", "usual", "4", "1.5", "1", 33, 12 * 7),
    ("nardi-2010", "usual", "2", "1.5", "1", 33, 4 * 7),
    ("cks-2018-diazepam", "faster", "40", "28", "20", 29, 4 * 7),
    ("cks-2018-diazepam", "largest-fortnightly", "40", "3", "2", 33, 36 * 7),
    ("cks-2018-diazepam", "smallest-weekly", "40", "7", "5", 29, 24 * 7),
    ("cks-2018-diazepam", "gentle", "40", "1.5", "1", 33, 66 * 7),
    ("scotland-2024", "faster", "20", "3", "2", 33, 36 * 7),
    ("nougg-c1", "gentle", "60", "35", "25", 29, 6 * 7),
    ("nougg-c1", "faster", "60", "35", "25", 29, 6 * 7),
    ("nougg-c1", "gentle", "20", "7", "5", 29, 14 * 7),
    ("nougg-c1", "faster", "20", "14", "10", 29, 4 * 7),
    ("nougg-c2", "faster", "100", "70", "50", 29, 4 * 7),
    ("nougg-c2", "gentle", "100", "30", "20", 33, 16 * 7),
    ("eighth-mg-fortnightly", "usual", "2", ".375", ".25", 33, 28 * 7),
    ("france-2011", "usual", "100", "100", "62.5", 38, 7),
    ("rickels-1990", "usual", "100", "100", "50", 50, 7),
    ("fyer-1987", "usual", "100", "100", "70", 30, 3),
    ("va-2015", "faster", "100", "100", "50", 50, 7),
    ("va-2015", "gentle", "100", "75", "50", 33, 28),
]


@pytest.mark.parametrize(
    ("name", "pace", "start", "before", "after", "percent", "first_day"), CONFORMITY
)
def test_a_published_schedule_first_breaks_the_ceiling_where_the_table_says(
    name: str, pace: str, start: str, before: str, after: str, percent: int, first_day: int
) -> None:
    breach = first_breach(schedule(name, pace, start))
    assert breach is not None
    assert (breach.before, breach.after) == (Fraction(before), Fraction(after))
    assert (breach.percent, breach.first_cut_day) == (percent, first_day)


def test_nardi_takes_half_the_dose_a_fortnight_after_one_milligram() -> None:
    cuts = [cut for cut in schedule("nardi-2010", "usual", "2") if cut.before <= 1]
    assert (cuts[0].before, cuts[1].after, cuts[1].day - cuts[0].day) == (1, Fraction("0.5"), 7)


@pytest.mark.parametrize("pace", ["gentle", "usual", "faster"])
@pytest.mark.parametrize("name", ["joint-2025", "cks-2018-percent"])
def test_a_share_of_the_current_dose_keeps_under_the_ceiling_all_the_way(
    name: str, pace: str
) -> None:
    assert first_breach(schedule(name, pace, "4", down_to="0.125")) is None


def test_a_quarter_of_the_current_dose_each_fortnight_just_meets_the_ceiling() -> None:
    cuts = schedule("deprescribing-org", "usual", "2", down_to="0.125")
    assert first_breach(cuts) is None
    assert cuts[0].after == Fraction(3, 4) * cuts[0].before


def test_the_fastest_danish_pairing_passes_the_ceiling_at_once() -> None:
    breach = first_breach(schedule("denmark", "faster", "100", down_to="1"))
    assert breach == Breach(Fraction(100), Fraction(64), 7, 14)


def test_the_french_example_lasts_seven_weeks_within_its_four_to_ten() -> None:
    assert schedule("france-2011", "usual", "2")[-1].day == 7 * 7


# What every policy file must hold.


@pytest.fixture(params=POLICY_FILES, ids=lambda path: path.stem)
def entry(request: pytest.FixtureRequest) -> dict[str, Any]:
    return policy(request.param.stem) | {"file": request.param.stem}


def tables_with_sources(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Every table of a policy that makes a statement of its own."""
    tables = [entry["step_days"], entry["terminal"], *entry["pace"].values()]
    return tables + ([entry["ceiling"]] if "ceiling" in entry else [])


def test_a_policy_is_kept_in_the_file_of_its_name(entry: dict[str, Any]) -> None:
    assert entry["id"] == entry["file"]
    assert entry["kind"] in {"plannable", "legacy", "schedule_only"}


def test_every_statement_of_a_policy_has_a_known_source_and_a_confidence(
    entry: dict[str, Any],
) -> None:
    for table in tables_with_sources(entry):
        assert table["source"]
        assert set(table["source"]) <= set(known_sources())
        assert table["confidence"] in CONFIDENCES


def test_every_pace_speaks_of_every_dose_from_the_highest_band_to_the_lowest(
    entry: dict[str, Any],
) -> None:
    for pace in entry["pace"].values():
        bounds = [
            (Fraction(band.get("above_mg", "0")), Fraction(band.get("above_share_of_start", "0")))
            for band in pace["band"]
        ]
        assert bounds == sorted(set(bounds), reverse=True)
        assert bounds[-1] == (0, 0)


def test_every_pace_keeps_within_the_days_the_policy_allows(entry: dict[str, Any]) -> None:
    allowed = entry["step_days"]
    for pace in entry["pace"].values():
        for band in pace["band"]:
            assert allowed["shortest"] <= band["days"] <= allowed["longest"]
    assert allowed.get("stretch", allowed["longest"]) >= allowed["longest"]


def test_a_ceiling_window_holds_at_most_one_cut(entry: dict[str, Any]) -> None:
    if "ceiling" in entry:
        assert entry["step_days"]["shortest"] >= entry["ceiling"]["days"]


def test_a_policy_in_milligrams_names_the_drug_they_are_of(entry: dict[str, Any]) -> None:
    laws = {band["law"] for pace in entry["pace"].values() for band in pace["band"]}
    if "fixed_mg" in laws:
        assert entry["scope"]["drugs"] == [entry["scope"]["unit_drug"]]
    else:
        assert "unit_drug" not in entry["scope"]


def test_a_figure_that_is_ours_says_so(entry: dict[str, Any]) -> None:
    for table in tables_with_sources(entry):
        if "glidepath-proposal" in table["source"]:
            says_so = "propose" in table.get("note", "") or "our reading" in table.get("note", "")
            weak = table["confidence"] in {"proposed", "unverified", "secondary"}
            assert says_so or weak


def test_no_two_policies_share_a_place_in_the_order_of_offer() -> None:
    ranks = [policy(path.stem)["default_rank"] for path in POLICY_FILES]
    assert len(set(ranks)) == len(ranks)


def test_the_joint_guideline_is_offered_first_and_no_legacy_rule_before_a_current_one() -> None:
    by_rank = sorted((policy(path.stem) for path in POLICY_FILES), key=lambda p: p["default_rank"])
    assert by_rank[0]["id"] == "joint-2025"
    kinds = [p["kind"] for p in by_rank]
    assert kinds == sorted(kinds, key=["plannable", "legacy", "schedule_only"].index)


def test_every_document_kept_for_the_policies_alone_is_used_by_one() -> None:
    own = tomllib.loads((DATA / "sources" / "policies.toml").read_text(encoding="utf-8"))
    used = {
        source
        for path in POLICY_FILES
        for table in tables_with_sources(policy(path.stem))
        for source in table["source"]
    }
    assert set(own) <= used
