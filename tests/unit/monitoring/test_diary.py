"""The diary's own words are whole, and what is missing in it is never read as well."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.domain.diary import Circumstance, DayEntry, OtherUse, Tolerable
from glidepath.domain.person import Known, Refused
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.decide_book import decision_book
from glidepath.monitoring.diary import (
    baseline,
    forms_due,
    hidden_signs,
    latest_of_days,
    week_summary,
)
from glidepath.monitoring.diary_book import diary_book
from glidepath.monitoring.flags import flag_book
from glidepath.monitoring.follow_up import Masked

KB = KnowledgeBase.packaged()
BOOK, RULES, FLAGS = diary_book(KB), decision_book(KB), flag_book(KB)
CUT = date(2026, 3, 9)
DOMAINS = {
    "general", "affective", "cardiovascular", "gastrointestinal", "neurological", "neuromuscular",
    "neuropsychiatric", "sleep",
}  # fmt: skip


def days_before(*hard: int | None) -> list[DayEntry]:
    """Days up to the day before the first cut; None is a day without that answer."""
    first = CUT - timedelta(days=len(hard))
    return [
        DayEntry(first + timedelta(days=n), hard=Refused() if value is None else Known(value))
        for n, value in enumerate(hard)
    ]


def test_the_weekly_list_has_twenty_symptoms_over_the_eight_domains() -> None:
    assert len(BOOK.symptoms) == 20
    assert {one.domain for one in BOOK.symptoms.values()} == DOMAINS


def test_every_other_use_and_circumstance_has_its_words() -> None:
    assert set(BOOK.others) == set(OtherUse)
    assert set(BOOK.circumstances) == set(Circumstance)


def test_the_diary_says_that_it_is_no_tested_scale() -> None:
    assert "not a tested scale" in BOOK.about


def test_every_question_of_a_red_flag_is_reached_by_the_gate_by_the_day_or_by_the_person() -> None:
    gate = {name for row in BOOK.gate.values() for name in (*row.raises, *row.covers)}
    context = {name for name in FLAGS.questions if name.startswith("context_")}
    assert gate | context | {"hard_to_bear"} == set(FLAGS.questions)
    assert {other.raises for other in BOOK.others.values()} - {""} <= context


def test_what_the_rules_of_following_leave_out_or_look_for_are_signs_of_the_diary() -> None:
    known = {*BOOK.symptoms, *BOOK.daily, *FLAGS.questions}
    for mask in RULES.masks.values():
        assert set(mask.drops) <= known
    assert set(RULES.new_type) <= set(BOOK.symptoms)
    hidden = {name for one in BOOK.symptoms.values() for name in one.hidden_by}
    assert hidden | {name for one in BOOK.daily.values() for name in one.hidden_by} <= set(
        RULES.masks
    )


def test_the_baseline_is_the_median_of_the_week_before_the_cut_and_its_spread() -> None:
    told = baseline(
        [*days_before(9, 9, 1, 2, 3, 4, 5, 6, 7), DayEntry(CUT, hard=Known(10))], CUT, BOOK
    )
    hard = told["hard"]
    assert hard is not None
    assert (hard.median, hard.mad, hard.days) == (4, 2, 7)
    assert told["anxiety"] is None


@pytest.mark.parametrize(("hard", "days"), [((3, 3, 3, None), None), ((3, 3, 3, 4, None), 4)])
def test_a_baseline_of_too_few_answers_is_none(hard: tuple, days: int | None) -> None:
    found = baseline(days_before(*hard), CUT, BOOK)["hard"]
    assert (found.days if found else None) == days


@given(st.lists(st.integers(0, 10), min_size=7, max_size=7), st.integers(0, 6), st.integers(0, 10))
def test_one_odd_day_never_moves_the_baseline_beyond_its_neighbours(hard, place, odd) -> None:
    told = baseline(days_before(*hard), CUT, BOOK)["hard"]
    other = baseline(days_before(*[*hard[:place], odd, *hard[place + 1 :]]), CUT, BOOK)["hard"]
    assert told is not None
    assert other is not None
    ordered = sorted(hard)
    assert ordered[2] <= other.median <= ordered[4]


def test_of_two_entries_of_a_day_the_later_counts() -> None:
    first, second = DayEntry(CUT, hard=Known(1)), DayEntry(CUT, hard=Known(8))
    assert latest_of_days([first, second]) == (second,)


def test_a_week_counts_the_days_that_nobody_wrote_and_gives_no_figure_for_them() -> None:
    week = week_summary(
        [
            DayEntry(CUT, hard=Known(4), tolerable=Known(Tolerable.JUST)),
            DayEntry(CUT + timedelta(days=2), hard=Known(7), tolerable=Known(Tolerable.NO)),
            DayEntry(CUT + timedelta(days=3), tolerable=Known(Tolerable.YES)),
            DayEntry(CUT + timedelta(days=7), hard=Known(0)),
        ],
        CUT,
    )
    assert (week.days_told, len(week.without_entry)) == (3, 4)
    assert week.medians["hard"] == Fraction(11, 2)
    assert week.medians["sleep_hours"] is None
    assert (week.worst, week.borne, week.just_borne, week.not_borne) == (7, 1, 1, 1)


def test_a_week_without_a_word_has_no_figures_at_all() -> None:
    week = week_summary([], CUT)
    assert (week.days_told, week.worst, len(week.without_entry)) == (0, None, 7)
    assert set(week.medians.values()) == {None}


def test_propranolol_and_clonidine_hide_heart_hands_and_sweat() -> None:
    hidden = hidden_signs([Masked("blunted", ("Propranolol", "Catapres"))], BOOK)
    assert {one.sign for one in hidden} == {"body", "sweating", "palpitations", "tremor"}
    assert {one.medicines for one in hidden} == {("Propranolol", "Catapres")}
    assert hidden[0].ask == BOOK.daily["body"].ask


def test_a_mask_that_hides_nothing_of_the_diary_and_no_mask_hide_nothing() -> None:
    assert hidden_signs([Masked("nothing", ("ramipril",))], BOOK) == ()
    assert hidden_signs([], BOOK) == ()


def test_the_diary_is_asked_for_from_two_weeks_before_to_four_weeks_after() -> None:
    stop = CUT + timedelta(days=60)
    due = {n: forms_due(CUT + timedelta(days=n), [CUT], stop, BOOK) for n in range(-20, 95)}
    assert [n for n, forms in due.items() if "day" in forms] == list(range(-14, 89))
    assert due[7] == due[14] == ("day", "week")
    assert forms_due(CUT, [], None, BOOK) == ()
    assert forms_due(CUT + timedelta(days=3650), [CUT], None, BOOK)


def test_the_full_list_is_asked_for_on_days_7_and_14_after_every_cut() -> None:
    second = CUT + timedelta(days=17)
    for after in (7, 14):
        assert "week" in forms_due(second + timedelta(days=after), [CUT, second], None, BOOK)
