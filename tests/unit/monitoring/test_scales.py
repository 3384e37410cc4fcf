"""Totals made up say so, totals entered are checked, and changes are held against what matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.person import UNKNOWN, Known
from glidepath.domain.scale import Filling
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.scales import change, entered, result_of, score

KB = KnowledgeBase.packaged()
PHQ9, GAD7 = KB.scale("phq9"), KB.scale("gad7")
DAY = date(2026, 3, 2)


def told(*values: int | None):
    return {f"q{n}": UNKNOWN if v is None else Known(v) for n, v in enumerate(values, 1)}


def test_two_missing_answers_are_made_up_by_the_mean_and_the_total_says_so() -> None:
    result = score(PHQ9, told(2, 2, 2, 2, 2, 2, None, None, 0), DAY)
    assert (result.total, result.prorated) == (Fraction(108, 7), True)
    assert result.band == "moderately severe"
    assert "phq9_total" in result.figures


def test_a_total_made_up_is_not_rounded_into_the_next_band() -> None:
    result = score(GAD7, told(2, 1, 1, 2, 2, None, 0), DAY)
    assert result.total == Fraction(28, 3)
    assert result.band == "mild"


def test_three_missing_answers_are_too_many() -> None:
    assert score(PHQ9, told(2, 2, 2, 2, 2, None, None, None, 0), DAY).total is None


def test_the_question_on_difficulty_counts_nothing() -> None:
    hard = score(PHQ9, {**told(*[1] * 9), "difficulty": Known(3)}, DAY)
    assert (hard.total, hard.unanswered) == (9, ())


def test_a_scale_known_by_its_total_cannot_be_scored_from_answers() -> None:
    with pytest.raises(BadInput, match="Enter the total"):
        score(KB.scale("ciwa-b"), {}, DAY, {"form": "busto-1989-22-items"})


def test_every_slip_is_told_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        score(PHQ9, {**told(7), "q10": Known(1)}, DAY, {"form": "x"})
    assert len(refused.value.problems) == 3


def test_a_total_of_phq9_without_item_9_leaves_it_unanswered() -> None:
    blind = entered(PHQ9, Fraction(12), DAY)
    assert (blind.unanswered, blind.raised, blind.was_entered) == (("q9",), (), True)
    assert dict(blind.figures) == {"phq9_total": 12}
    seen = entered(PHQ9, Fraction(12), DAY, items={"q9": Known(2)})
    assert (seen.unanswered, seen.raised) == ((), ("q9",))
    assert seen.figures["phq9_item9"] == 2


def test_an_entered_total_is_refused_with_every_reason() -> None:
    with pytest.raises(BadInput, match="0 to 27"):
        entered(PHQ9, Fraction(28), DAY)
    with pytest.raises(BadInput, match="in steps of 1"):
        entered(PHQ9, Fraction(19, 2), DAY)
    with pytest.raises(BadInput) as refused:
        entered(PHQ9, Fraction(28), DAY, {"x": "y"}, {"q1": Known(1), "q9": Known(8)})
    assert len(refused.value.problems) == 3


def test_a_change_is_held_against_the_smallest_that_matters() -> None:
    first = score(GAD7, told(*[1] * 7), DAY)
    later = score(GAD7, told(*[1] * 4, 2, 2, 2), date(2026, 4, 2))
    seen = change(first, later, GAD7)
    assert (seen.points, seen.reaches_mid, seen.too_soon) == (3, False, False)
    assert seen.mid is not None
    assert seen.mid.others == ((Fraction(3, 2), "kounali-2022"),)
    assert change(first, replace(later, total=Fraction(3)), GAD7).reaches_mid is True


def test_a_change_without_a_total_or_a_known_figure_says_nothing_of_what_matters() -> None:
    first, later = score(GAD7, told(*[1] * 7), DAY), score(GAD7, told(1), date(2026, 4, 2))
    assert change(first, later, GAD7).points is None
    bang = KB.scale("stop-bang")
    two = entered(bang, Fraction(2), DAY), entered(bang, Fraction(4), date(2026, 7, 2))
    assert (change(*two, bang).points, change(*two, bang).reaches_mid) == (2, None)


def test_a_change_with_a_total_made_up_says_so() -> None:
    first = score(GAD7, told(*[1] * 6), DAY)
    later = score(GAD7, told(*[1] * 7), date(2026, 4, 2))
    assert change(first, later, GAD7).prorated


def test_results_that_cannot_be_compared_are_refused() -> None:
    first = score(GAD7, told(*[1] * 7), DAY)
    with pytest.raises(BadInput, match="different versions"):
        change(first, replace(first, version="2"), GAD7)
    with pytest.raises(BadInput, match="the earlier one first"):
        change(first, replace(first, on=date(2026, 1, 1)), GAD7)


def test_raw_and_percent_of_who_5_may_be_compared() -> None:
    who = KB.scale("who-5")
    raw = entered(who, Fraction(10), DAY, {"given_as": "raw"})
    percent = entered(who, Fraction(52), date(2026, 4, 2), {"given_as": "percent"})
    assert change(raw, percent, who).points == 12


def test_a_filling_in_is_scored_or_checked_and_keeps_the_checksum_of_its_words() -> None:
    shown = GAD7.text_checksum
    full = result_of(Filling("gad7", DAY, told(*[1] * 7), words=shown), GAD7)
    assert (full.total, full.was_entered, full.words) == (7, False, shown)
    whole = result_of(Filling("gad7", DAY, total=Fraction(7)), GAD7)
    assert (whole.total, whole.was_entered, whole.words) == (7, True, "")
    own = Filling("pcl-5", DAY, {f"q{n}": Known(1) for n in range(1, 21)}, words="of the place")
    assert result_of(own, KB.scale("pcl-5")).words == "of the place"


def test_answers_to_other_words_than_those_shipped_are_not_scored() -> None:
    with pytest.raises(BadInput, match="another version"):
        result_of(Filling("gad7", DAY, told(*[1] * 7), words="0" * 64), GAD7)


def test_a_result_without_a_total_says_what_it_is_at_the_least() -> None:
    part = score(PHQ9, told(3, 3, 3), DAY)
    assert (part.total, dict(part.at_least)) == (None, {"phq9_total": 9})
    assert dict(score(PHQ9, told(*[1] * 9), DAY).at_least) == {}
    assert dict(score(GAD7, {}, DAY).at_least) == {}
