"""Signs for and against each explanation lie side by side, and no explanation is chosen."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from glidepath.domain.calendar import Span
from glidepath.domain.diary import Circumstance, OtherUse, Tolerable
from glidepath.domain.person import Known
from glidepath.monitoring.decide_view import View
from glidepath.monitoring.evidence import SideBySide, evidence
from glidepath.monitoring.evidence_book import Explanation, evidence_book, read_explanations
from glidepath.monitoring.follow_up import FollowUp, Masked, SoFar
from tests.unit.monitoring.decision_case import days, missing
from tests.unit.monitoring.diaries import BOOK, CUT, DAY, KB, diary, so_far, week

WORDS = evidence_book(KB)
HARD = {"hard": 5}
SHORT = {"half_life_h": Fraction(23)}


def seen(told: FollowUp, far: SoFar | None = None) -> SideBySide:
    return evidence(View(told, far or so_far(), BOOK), WORDS)


def signs(found: SideBySide) -> set[str]:
    return {sign.rule_id for one in found.columns for sign in (*one.speaks_for, *one.against)}


def harder(first: int, until: int = 14, **changes: Any) -> FollowUp:
    """A diary that becomes hard on a day after the cut and stays so."""
    return diary(until, days(range(first, until + 1), **(HARD | changes)))


@pytest.mark.parametrize(
    ("first", "until", "far", "sign"),
    [
        (-1, 14, {}, "before-cut"),
        (0, 14, {}, "at-once"),
        (1, 14, {}, "at-once"),
        (2, 14, {}, "after-cut"),
        (21, 28, {}, "after-cut"),
        (22, 28, {}, "late"),
        (0, 14, SHORT, "soon-short"),
        (4, 14, SHORT, "soon-short"),
        (5, 14, SHORT, "after-cut"),
        (1, 14, {"half_life_h": Fraction(24)}, "at-once"),
    ],
)
def test_the_onset_is_told_by_its_days_after_the_cut(
    first: int, until: int, far: dict[str, Any], sign: str
) -> None:
    found = signs(seen(harder(first, until), so_far(until, **far)))
    onset = {"before-cut", "at-once", "after-cut", "late", "soon-short"} & found
    assert sign in onset
    assert onset <= {sign, "after-cut"}


def test_soon_after_a_cut_is_not_told_of_a_short_acting_drug_on_the_fifth_day() -> None:
    assert "soon-short" not in signs(seen(harder(5), so_far(**SHORT)))


def test_one_bad_day_is_no_onset() -> None:
    found = seen(diary(changes=days((10,), hard=10)))
    assert signs(found) == set()
    assert WORDS.missing["rise"] in found.missing


def test_two_days_not_borne_are_one() -> None:
    assert "after-cut" in signs(seen(diary(changes=days((9, 10), tolerable=Tolerable.NO))))


def test_new_symptoms_of_the_senses_speak_for_withdrawal_and_against_recurrence() -> None:
    told = replace(harder(4), weeks=(week(CUT + 13 * DAY, ringing_ears=(3, True, False)),))
    found = seen(told)
    withdrawal = found.column(Explanation.WITHDRAWAL)
    assert {one.rule_id for one in withdrawal.speaks_for} >= {"new", "new-type", "after-cut"}
    assert {one.rule_id for one in found.column(Explanation.RECURRENCE).against} == {"new"}


def test_symptoms_known_from_before_speak_for_recurrence_and_against_withdrawal() -> None:
    told = replace(harder(4), weeks=(week(CUT + 13 * DAY, anxiety=(3, False, True)),))
    found = seen(told)
    assert "of-old" in {one.rule_id for one in found.column(Explanation.RECURRENCE).speaks_for}
    assert "of-old" in {one.rule_id for one in found.column(Explanation.WITHDRAWAL).against}


@pytest.mark.parametrize("answers", [(None, None), (True, True), (False, False)])
def test_novelty_that_is_not_told_or_contradicts_itself_is_missing(
    answers: tuple[bool | None, bool | None],
) -> None:
    found = seen(replace(harder(4), weeks=(week(CUT + 13 * DAY, nausea=(3, *answers)),)))
    assert {"new", "of-old"} & signs(found) == set()
    assert any("nausea" in one for one in found.missing)


def test_mild_symptoms_are_no_sign() -> None:
    found = seen(replace(harder(4), weeks=(week(CUT + 13 * DAY, nausea=(2, True, False)),)))
    assert "new" not in signs(found)


def test_easing_at_the_same_dose_is_told_apart_from_staying() -> None:
    eased = diary(18, days(range(3, 10), hard=6) | days(range(10, 19), hard=4))
    assert "eases" in signs(seen(eased, so_far(18)))
    assert "persists" in signs(seen(harder(2, 23), so_far(23)))
    assert {"persists", "eases"} & signs(seen(harder(2, 22), so_far(22))) == set()


@pytest.mark.parametrize(
    ("later", "until", "sign"),
    [(4, 24, "hold-helped"), (6, 24, "hold-did-not-help"), (6, 23, "")],
)
def test_the_answer_to_a_hold_is_told_after_fourteen_days(
    later: int, until: int, sign: str
) -> None:
    told = diary(until, days(range(3, 18), hard=6) | days(range(18, until + 1), hard=later))
    hold = Span(CUT + 10 * DAY, CUT + until * DAY)
    found = seen(told, so_far(until, holds=(hold,)))
    assert ({sign} if sign else set()) == {"hold-helped", "hold-did-not-help"} & signs(found)
    assert (WORDS.missing["hold"] in found.missing) is not bool(sign)


def test_what_else_was_going_on_is_told_only_from_answers_near_the_onset() -> None:
    near = harder(6, because={"illness": True})
    assert "circumstance" in signs(seen(near))
    far = diary(14, days(range(6, 15), **HARD) | days((1,), because={"illness": True}))
    assert "circumstance" not in signs(seen(far))
    assert WORDS.missing["circumstances"] in seen(far).missing


def test_nothing_else_counts_only_where_everything_was_asked_and_denied() -> None:
    all_no = {one.value: False for one in Circumstance}
    assert "no-circumstance" in signs(seen(harder(6, because=all_no)))
    assert "no-circumstance" not in signs(seen(harder(6, because={"illness": False})))


def test_other_use_and_a_new_medicine_are_told() -> None:
    told = harder(6)
    entries = tuple(
        replace(one, others={OtherUse.ALCOHOL: Known(True), OtherUse.OPIOID: Known(False)})
        for one in told.entries
    )
    found = seen(replace(told, entries=entries))
    texts = [one.text for one in found.column(Explanation.SOMETHING_ELSE).speaks_for]
    assert "Something else was taken in those days: alcohol." in texts


@pytest.mark.parametrize(("ago", "told"), [(28, True), (29, False), (-1, False)])
def test_a_medicine_started_within_four_weeks_before_is_told(ago: int, told: bool) -> None:
    mask = Masked("activated", ("sertraline",), CUT + (6 - ago) * DAY)
    found = seen(harder(6), so_far(masks=(mask,)))
    assert ("medicine" in signs(found)) is told


def test_without_baseline_or_list_this_is_said() -> None:
    told = replace(diary(14, days(range(4, 15), hard=8), baseline=None), weeks=())
    found = seen(told)
    assert {WORDS.missing["baseline"], WORDS.missing["week_list"]} <= {*found.missing}
    assert "after-cut" in signs(found)


def test_with_days_missing_the_onset_is_that_of_entries_running() -> None:
    assert "after-cut" in signs(seen(diary(14, missing(6, 7) | days((5, 8), hard=6))))


def test_before_the_first_cut_there_is_no_timing() -> None:
    found = seen(diary(-1, days((-2, -1), hard=9)), so_far(-1, cuts=(), next_cut_on=CUT))
    assert signs(found) <= {"persists", "eases"}


def test_nothing_told_gives_nothing_and_says_what_is_missing() -> None:
    found = seen(FollowUp())
    assert signs(found) == set()
    assert len(found.missing) == 5


def test_no_explanation_is_chosen_and_every_one_is_there_in_order() -> None:
    found = seen(harder(4))
    assert [one.explanation for one in found.columns] == [*Explanation]
    assert "no diagnosis" in found.never


def test_every_sign_can_be_seen_and_speaks_for_or_against_something() -> None:
    assert all(one.speaks_for or one.against for one in WORDS.signs.values())


def test_the_explanations_can_be_read_from_any_reader_of_raw_files() -> None:
    assert read_explanations(KB.raw) == WORDS
