"""The words of the checks are complete, and a file that lacks some is refused whole."""

from __future__ import annotations

import copy
import string
from typing import Any

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.finding import Severity
from glidepath.safety.checker import CHECKS, check_texts
from tests.cases import given as people
from tests.unit.safety.checker.written import RAW, TEXTS


def _raw() -> dict[str, Any]:
    return copy.deepcopy(RAW)


def test_the_packaged_words_name_every_check_once() -> None:
    assert set(TEXTS.checks) == set(CHECKS)
    assert TEXTS.bounds.longest_step_days == 1100
    assert TEXTS.bounds.longest_plan_days == 3700
    assert TEXTS.bounds.furthest_start_days == 180
    assert TEXTS.bounds.highest_stop_times == 20


def test_weights_are_read_from_the_data() -> None:
    read = check_texts(_raw()).checks
    assert read["GP-C-058"].severity is Severity.BLOCK
    assert read["GP-C-055"].severity_legacy is Severity.WARNING
    assert read["GP-C-054"].severity_legacy is None
    assert read["GP-C-056"].severity is Severity.NOTE


def test_every_problem_of_a_bad_file_is_told_at_once() -> None:
    raw = _raw()
    raw["bounds"]["longest_plan_days"] = 0
    del raw["bounds"]["longest_step_days"]
    raw["check"][0]["says"] = " "
    raw["check"][1]["severity"] = "grave"
    raw["check"][2]["source"] = []
    raw["check"][3]["id"] = "GP-C-999"
    raw["check"][4]["severity_legacy"] = "mild"
    raw["check"][5]["id"] = "GP-C-001"
    with pytest.raises(BadInput) as refused:
        check_texts(raw)
    weights = "note, caution, warning, block, emergency"
    assert [str(problem) for problem in refused.value.problems] == [
        "checks: no GP-C-004 -> allowed: every check once.",
        "checks: no GP-C-006 -> allowed: every check once.",
        "checks: 'GP-C-999' -> allowed: known checks.",
        "checks: GP-C-001 twice -> allowed: every check once.",
        "bounds.longest_step_days: None -> allowed: a whole number, 1 or more.",
        "bounds.longest_plan_days: 0 -> allowed: a whole number, 1 or more.",
        "check GP-C-001: no says -> allowed: words.",
        f"check GP-C-002.severity: 'grave' -> allowed: {weights}.",
        "check GP-C-003: no source -> allowed: at least one source.",
        f"check GP-C-005.severity_legacy: 'mild' -> allowed: {weights}.",
    ]


def test_an_empty_file_is_refused_with_every_missing_check() -> None:
    with pytest.raises(BadInput) as refused:
        check_texts({})
    assert len(refused.value.problems) == len(CHECKS) + 4


@pytest.mark.parametrize("word", ["title", "says", "clear", "unknown", "can_do", "confidence"])
def test_a_check_without_one_of_its_words_is_refused(word: str) -> None:
    raw = _raw()
    raw["check"][7][word] = 7
    with pytest.raises(BadInput, match=f"no {word}"):
        check_texts(raw)


@pytest.mark.parametrize("days", [True, "30", -1])
def test_a_bound_that_is_no_whole_number_from_1_up_is_refused(days: object) -> None:
    raw = _raw()
    raw["bounds"]["furthest_start_days"] = days
    with pytest.raises(BadInput, match=r"bounds\.furthest_start_days"):
        check_texts(raw)


def test_a_bound_of_one_day_is_allowed() -> None:
    raw = _raw()
    raw["bounds"]["furthest_start_days"] = 1
    assert check_texts(raw).bounds.furthest_start_days == 1


def test_the_slots_of_every_text_are_plain_names() -> None:
    for text in TEXTS.checks.values():
        slots = {
            name for _, name, spec, _ in string.Formatter().parse(text.says) if name and not spec
        }
        assert all(name.isidentifier() for name in slots)
        assert "{" not in text.clear + text.unknown + text.can_do


def test_the_rule_that_refuses_a_stop_from_too_much_has_the_bound_of_the_checker() -> None:
    rule = people.book().rules["too-large-to-stop"]
    assert rule.limits["times"].value == TEXTS.bounds.highest_stop_times
