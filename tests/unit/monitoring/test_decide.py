"""Every rule of following on both sides of its threshold, and the order they are looked at in."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from glidepath.domain.decision import Decision, DecisionKind
from glidepath.domain.diary import OtherUse
from glidepath.domain.person import UNKNOWN, Known
from glidepath.monitoring.decide import decide
from glidepath.monitoring.decide_book import DecisionBook, read_decisions
from tests.unit.monitoring import decisions_first, decisions_go, decisions_hold
from tests.unit.monitoring.decision_case import CASES, Case
from tests.unit.monitoring.decisions_go import HELD
from tests.unit.monitoring.diaries import BOOK, CUT, DAY, KB, diary, so_far

ADDED_BY = (decisions_first, decisions_hold, decisions_go)  # they fill the table when read
assert all(ADDED_BY)
# The smallest change of a threshold that somebody could mean, by its unit; one by default.
NUDGES = {"hour": Fraction(1, 2), "1": Fraction(1, 2), "half-life": Fraction(1, 100)}
# Care says since when a dose is low, and which days and holds are behind a decision.
NOT_DECIDED_HERE = {"low_share", "nights_looked_back", "remembered_days", "bridged_days"}


def decided(case: Case, book: DecisionBook = BOOK) -> Decision:
    return decide(case.told, case.far, book)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_diary_speaks_for(case: Case) -> None:
    found = decided(case)
    assert found.kind.value == case.kind, found.rule_ids
    assert {*case.rules} <= {*found.rule_ids}, found.rule_ids


def test_every_rule_speaks_in_some_case() -> None:
    spoken = {
        one.rule_id for case in CASES for one in (*decided(case).reasons, *decided(case).notes)
    }
    assert set(BOOK.rules) <= spoken


@pytest.mark.parametrize("up", [True, False], ids=["up", "down"])
@pytest.mark.parametrize("name", sorted({*BOOK.limits} - NOT_DECIDED_HERE))
def test_nudging_a_threshold_changes_a_decision(name: str, up: bool) -> None:
    limit = BOOK.limits[name]
    step = NUDGES.get(limit.unit, Fraction(1))
    moved = replace(limit, value=limit.value + (step if up else -step))
    book = replace(BOOK, limits={**BOOK.limits, name: moved})
    assert any(_outcome(case, book) != usual(case.name) for case in CASES)


@cache
def usual(name: str) -> tuple[object, ...]:
    """What a case comes to with the thresholds as they are."""
    return _outcome(next(case for case in CASES if case.name == name), BOOK)


def _outcome(case: Case, book: DecisionBook) -> tuple[object, ...]:
    found = decided(case, book)
    return found.kind, found.rule_ids, {note.rule_id for note in found.notes}


def test_the_grounds_of_one_case_read_as_sentences() -> None:
    found = decided(next(case for case in CASES if case.name == "three above the baseline"))
    assert found.reasons[0].text == (
        "The median of the week is 5, 3 above the baseline of 2, more than the person's own "
        "spread, and not falling."
    )
    assert found.would_change == ("A median less than 3 above the baseline, or a falling one.",)


def test_a_decision_is_not_changed_by_what_comes_after_its_day() -> None:
    later = diary(24, changes={n: {"hard": 10} for n in range(15, 25)})
    assert decide(later, so_far(), BOOK) == decide(diary(), so_far(), BOOK)


def test_while_it_is_too_early_a_reason_to_hold_is_told_and_the_review_comes_soon() -> None:
    told = diary(5, hard=8)
    found = decide(told, so_far(5), BOOK)
    assert found.kind is DecisionKind.WAIT
    assert "hold-hard-days" in {note.rule_id for note in found.notes}
    assert found.next_review == CUT + 6 * DAY


def test_a_quiet_wait_is_reviewed_on_the_day_it_waits_for() -> None:
    assert decide(diary(3), so_far(3), BOOK).next_review == CUT + 7 * DAY
    assert decide(diary(9), so_far(9), BOOK).next_review == CUT + 14 * DAY


def test_going_back_is_no_option_before_the_first_cut() -> None:
    hard = diary(-1, baseline=8)
    found = decide(hard, so_far(0, cuts=(), next_cut_on=CUT), BOOK)
    assert found.options == (DecisionKind.HOLD, DecisionKind.MAINTAIN)
    assert DecisionKind.STEP_BACK in decide(diary(24, hard=5), so_far(24, **HELD), BOOK).options


@pytest.mark.parametrize(
    ("name", "may_go_back"),
    [
        ("three days not borne", True),
        ("two above the baseline", True),
        ("an illness on two entries", False),
        ("held for long because of an illness", False),
        ("the person does not agree", False),
        ("two short nights in a row in bipolar disorder", False),
    ],
)
def test_going_back_is_an_option_only_for_how_the_person_feels(
    name: str, may_go_back: bool
) -> None:
    found = decided(next(case for case in CASES if case.name == name))
    assert found.kind is DecisionKind.HOLD
    assert (DecisionKind.STEP_BACK in found.options) is may_go_back


def test_the_sourced_rule_is_told_apart_from_our_proposals() -> None:
    by_name = {case.name: case for case in CASES}
    sourced = decided(by_name["two short nights in a row in bipolar disorder"])
    own = decided(by_name["three days not borne"])
    assert "stands in a guideline" in sourced.sure
    assert "No trial has tested" in own.sure
    assert [rule.id for rule in BOOK.rules.values() if rule.sourced] == ["hold-mood-sleep"]
    assert "fixed texts" in decided(by_name["a same-day flag"]).sure


def test_every_case_says_its_grounds_in_whole_words() -> None:
    for case in CASES:
        found = decided(case)
        texts = [found.text, *found.would_change, *(one.text for one in found.reasons)]
        assert all(text and "{" not in text and "None" not in text for text in texts), case.name


def test_the_rules_can_be_read_from_any_reader_of_raw_files() -> None:
    assert read_decisions(KB.raw) == BOOK


@pytest.mark.parametrize("use", list(OtherUse))
def test_what_else_was_taken_is_said_beside_every_decision(use: OtherUse) -> None:
    told = diary()
    taken = {0: Known(True), 1: UNKNOWN, 2: Known(False), 3: Known(True), 20: Known(True)}
    last = so_far().on
    days = tuple(
        replace(one, others={use: taken.get((last - one.on).days, Known(False))})
        for one in told.entries
    )
    found = decide(replace(told, entries=days), so_far(), BOOK)
    (note,) = (one for one in found.notes if one.rule_id == f"also-{use.value}")
    assert note.figures["days"] == "2"
    assert note.dates == (last - 3 * DAY, last)
    assert "on 2 of the last 7 days" in note.text


def test_without_anything_else_nothing_is_said_of_it() -> None:
    found = decide(diary(), so_far(), BOOK)
    assert not [one for one in found.notes if one.rule_id.startswith("also-")]
