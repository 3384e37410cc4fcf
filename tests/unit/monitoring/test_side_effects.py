"""A side effect is set beside the doses, medicines, products and cuts that precede it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.errors import BadInput
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Intake, Regimen
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.flags import flag_book
from glidepath.monitoring.side_effect_book import effect_book, read_effects
from glidepath.monitoring.side_effects import Reported, SideEffectReview, review_side_effect
from tests.cases import given as people

BOOK = effect_book(KnowledgeBase.packaged())


def review(given: dict[str, Any], effect: str = "drowsiness", **told: Any) -> SideEffectReview:
    return review_side_effect(people.situation(given), Reported(effect, **told), BOOK)


def proposed(seen: SideEffectReview) -> list[str]:
    return [one.id for one in seen.proposals]


def days_ago(days: int) -> Any:
    return people.AS_OF - timedelta(days=days)


def test_drowsiness_after_the_morning_dose_points_to_that_dose_and_to_bedtime() -> None:
    seen = review({}, worst_at=TimeOfDay.read("10:30"), since=days_ago(3))
    assert seen.preceded_by == ("It comes 2 h 30 min after the dose of 1 mg at 08:00.",)
    assert proposed(seen) == ["triage", "move_to_bedtime", "lower", "watch"]


def test_drowsiness_after_the_last_dose_of_the_day_is_not_moved() -> None:
    seen = review({}, worst_at=TimeOfDay.read("23:00"), since=days_ago(3))
    assert "move_to_bedtime" not in proposed(seen)


def test_a_dose_more_than_eight_hours_before_is_not_blamed() -> None:
    assert review({}, worst_at=TimeOfDay.read("16:00")).preceded_by != ()
    assert review({}, worst_at=TimeOfDay.read("16:01")).preceded_by == ()


def test_one_daily_dose_may_be_split() -> None:
    situation = people.situation({})
    intakes = situation.treatment.regimen.intakes
    once = Regimen((intakes[0], Intake(intakes[1].time, Mass.zero())))
    situation = replace(situation, treatment=replace(situation.treatment, regimen=once))
    told = Reported("dizziness", worst_at=TimeOfDay.read("09:00"))
    assert proposed(review_side_effect(situation, told, BOOK)) == ["split", "watch"]


def test_a_new_medicine_is_named_and_reviewed_before_the_drug_is_touched() -> None:
    seen = review({"started": {"clarithromycin": 30}}, since=days_ago(2))
    assert "It began within 28 days of a change of clarithromycin." in seen.preceded_by
    assert proposed(seen)[1] == "review_medicine"
    late = review({"started": {"clarithromycin": 31}}, since=days_ago(2))
    assert "review_medicine" not in proposed(late)


def test_a_new_product_is_checked() -> None:
    seen = review({}, since=days_ago(2), new_product_on=days_ago(5))
    assert "review_product" in proposed(seen)
    assert "It began within 28 days of a new product." in seen.preceded_by


def test_what_began_after_a_cut_may_be_withdrawal_and_is_not_answered_by_lowering() -> None:
    seen = review({}, since=days_ago(2), last_cut_on=days_ago(23))
    assert "slow_down" in proposed(seen)
    assert "lower" not in proposed(seen)
    assert "lower" in proposed(review({}, since=days_ago(2), last_cut_on=days_ago(24)))


def test_what_began_before_a_change_is_not_laid_to_it() -> None:
    seen = review({"started": {"clarithromycin": 1}}, since=days_ago(2), last_cut_on=days_ago(1))
    assert proposed(seen) == ["triage", "lower", "watch"]


def test_low_mood_is_referred_and_its_red_flag_is_asked_first() -> None:
    seen = review({}, effect="depression")
    assert proposed(seen) == ["triage", "refer", "watch"]
    assert seen.triage == "suicidal_thoughts"


@pytest.mark.parametrize(
    ("mg", "words"),
    [
        ("0.5", "below 1 mg a day: 26 (unverified) %"),
        ("1", "1 mg to below 2 mg a day: 35 (unverified) %"),
        ("2", "2 mg to below 3 mg a day: 50 (unverified) %"),
        ("3", "3 mg a day or more: 36 (unverified) %"),
    ],
)
def test_how_often_is_told_for_the_dose_band_with_its_mark(mg: str, words: str) -> None:
    often = review({"dose_mg": mg}).often
    assert words in often
    assert "37 % at all doses and 10 % with a dummy" in often


def test_of_another_drug_no_figures_are_told() -> None:
    assert review({"drug": "lorazepam"}).often == "No figures from trials are known here."


def test_what_nobody_said_is_asked_for() -> None:
    assert review({"unknown": ["medicines"]}).ask == ("worst_at", "since", "medicines")
    assert review({}, worst_at=TimeOfDay.read("09:00"), since=days_ago(1)).ask == ()


def test_an_effect_that_the_data_do_not_name_is_refused() -> None:
    with pytest.raises(BadInput, match="drowsiness"):
        review({}, effect="flying")


def test_the_remembered_bands_give_back_every_overall_figure_that_was_read() -> None:
    people_in = people.raw("sideeffects/clonazepam.toml")["bands"]["people"]
    for effect in BOOK.effects.values():
        mean = Fraction(
            sum(n * share for n, share in zip(people_in, effect.bands, strict=True)), sum(people_in)
        )
        assert abs(mean - effect.overall) <= 1, effect.id


def test_every_effect_leads_to_a_red_flag_that_exists() -> None:
    questions = flag_book(KnowledgeBase.packaged()).questions
    assert {one.triage for one in BOOK.effects.values() if one.triage} <= set(questions)


def test_the_effects_can_be_read_from_any_reader_of_raw_files() -> None:
    assert read_effects(people.raw) == BOOK


def taking(*doses: tuple[str, str], worst: str) -> SideEffectReview:
    """The review of drowsiness worst at a time, with these doses at these times."""
    regimen = Regimen.of((TimeOfDay.read(time), Mass.from_mg(mg)) for time, mg in doses)
    situation = people.situation({})
    situation = replace(situation, treatment=replace(situation.treatment, regimen=regimen))
    return review_side_effect(situation, Reported("drowsiness", TimeOfDay.read(worst)), BOOK)


def test_the_evening_dose_reaches_over_midnight() -> None:
    seen = taking(("08:00", "1"), ("22:00", "1"), worst="02:15")
    assert seen.preceded_by == ("It comes 4 h 15 min after the dose of 1 mg at 22:00.",)


def test_the_nearest_dose_before_is_the_one_named() -> None:
    seen = taking(("08:00", "1"), ("10:00", "0.5"), ("22:00", "1"), worst="12:00")
    assert seen.preceded_by == ("It comes 2 h 0 min after the dose of 0.5 mg at 10:00.",)
    assert "move_to_bedtime" in proposed(seen)


def test_a_dose_of_nothing_is_never_blamed() -> None:
    seen = taking(("08:00", "1"), ("12:00", "0"), ("22:00", "1"), worst="13:00")
    assert seen.preceded_by == ("It comes 5 h 0 min after the dose of 1 mg at 08:00.",)


def test_a_single_dose_is_split_and_not_moved_and_several_are_not_split() -> None:
    assert "split" in proposed(taking(("08:00", "1"), worst="10:00"))
    assert "move_to_bedtime" not in proposed(taking(("08:00", "1"), worst="10:00"))
    three = taking(("08:00", "1"), ("14:00", "1"), ("22:00", "1"), worst="15:00")
    assert "split" not in proposed(three)
    assert "move_to_bedtime" in proposed(three)


def test_what_began_on_the_day_of_a_cut_is_set_beside_it_in_words() -> None:
    seen = review({}, since=days_ago(2), last_cut_on=days_ago(2))
    assert len(seen.preceded_by) == 1
    assert seen.preceded_by[0].startswith("It began within 21 days of a cut: it may be withdrawal")
