"""The known traps of rating scales, one by one, and filled-in forms whose totals are published."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.person import Answered, Known, UseCriterion
from glidepath.domain.scale import ScaleDefinition, ScaleResult
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.scales import change, entered, offered, score
from glidepath.safety.use_disorder import EXPECTED
from tests.house import source

KB = KnowledgeBase.packaged()
DAY = date(2026, 3, 2)


def answers(values: list[int], **more: int) -> dict[str, Answered[int]]:
    """These answers to q1, q2 and so on, and others by name."""
    numbered = {f"q{place}": Known(value) for place, value in enumerate(values, 1)}
    return {**numbered, **{name: Known(value) for name, value in more.items()}}


def scored(scale_id: str, values: list[int], **more: int) -> ScaleResult:
    return score(KB.scale(scale_id), answers(values, **more), DAY)


def total(scale_id: str, value: str | int, **words: str) -> ScaleResult:
    return entered(KB.scale(scale_id), Fraction(value), DAY, words)


# The traps


@pytest.mark.parametrize("scale_id", ["gad7", "gad2", "phq9", "phq8", "phq4", "phq2"])
def test_trap_1_the_answer_that_counts_nothing_is_not_at_all(scale_id: str) -> None:
    text = KB.scale_text(scale_id)
    assert {text.options[item][0] for item in text.items if item != "difficulty"} == {"Not at all"}


def test_trap_2_the_items_of_phq9_are_not_in_the_order_of_their_loinc_numbers() -> None:
    codes = [item.loinc for item in KB.scale("phq9").items[:9]]
    assert codes[:3] == ["44250-9", "44255-8", "44259-0"]
    assert codes[8] == "44260-8"
    assert codes != sorted(codes)
    words = KB.scale_text("phq9").items
    assert words["q4"].startswith("Feeling tired")
    assert words["q9"].startswith("Thoughts that you would be better off dead")


def test_trap_3_very_difficult_comes_before_extremely_difficult_whatever_the_codes_say() -> None:
    item, text = KB.scale("phq9").item("difficulty"), KB.scale_text("phq9")
    assert item is not None
    assert [(o.value, o.code) for o in item.options[2:]] == [(2, "LA6575-0"), (3, "LA6574-3")]
    assert list(text.options["difficulty"].values())[2:] == [
        "Very difficult",
        "Extremely difficult",
    ]
    assert not item.scored


def test_trap_4_an_audit_c_total_says_which_form_it_comes_from() -> None:
    with pytest.raises(BadInput, match="'WHO', 'VA'"):
        total("audit-c", 4)
    assert total("audit-c", 4, form="VA").band == "risky for everybody"
    assert total("audit-c", 3, form="WHO").band == "risky for women"
    assert KB.scale("audit-c").items[0].loinc == "68518-0"


def test_trap_5_the_last_two_questions_of_audit_count_nothing_two_or_four() -> None:
    assert scored("audit", [4] * 10).total == 40
    for wrong in (1, 3):
        with pytest.raises(BadInput, match="0, 2, 4"):
            scored("audit", [0] * 9 + [wrong])


def test_trap_6_a_dast_total_without_the_polarity_of_item_3_is_refused() -> None:
    with pytest.raises(BadInput, match="always able to stop"):
        total("dast-10", 3)
    kinds = KB.scale("dast-10").qualifiers[0].choices
    assert len(kinds) == 2
    assert total("dast-10", 3, item_3=kinds[0].word).band == "moderate"


def test_trap_7_the_bands_of_dast_are_those_of_one_named_source_and_the_others_are_kept() -> None:
    bands = KB.scale("dast-10").bands
    assert bands is not None
    assert bands.sources == ("dast-nida",)
    assert [band.name for band in bands.value][-2:] == ["substantial", "severe"]
    (merged, source) = bands.others[0]
    assert (source, merged[-1].lowest, merged[-1].name) == ("dast-sbirt-oregon", 6, "severe")
    assert bands.why


def test_trap_8_a_mean_of_pdss_is_never_taken_for_a_sum() -> None:
    with pytest.raises(BadInput, match="'sum', 'mean'"):
        total("pdss-sr", 2)
    mean, whole = total("pdss-sr", "2.5", scored_as="mean"), total("pdss-sr", 9, scored_as="sum")
    assert mean.band == ""
    assert whole.band == "panic disorder likely"
    with pytest.raises(BadInput, match="0 to 4"):
        total("pdss-sr", 9, scored_as="mean")
    with pytest.raises(BadInput, match="cannot have come out"):
        total("pdss-sr", "2.5", scored_as="sum")
    with pytest.raises(BadInput, match="the same answer"):
        change(mean, whole, KB.scale("pdss-sr"))


def test_trap_9_a_total_of_isi_says_over_which_time_it_looks_back() -> None:
    with pytest.raises(BadInput, match="'2 weeks', '1 month'"):
        total("isi", 15)
    short, long = total("isi", 15, looks_back="2 weeks"), total("isi", 15, looks_back="1 month")
    assert short.band == "moderate"
    with pytest.raises(BadInput, match="the same answer"):
        change(short, long, KB.scale("isi"))


@pytest.mark.parametrize(("raw", "percent"), [(0, 0), (1, 4), (5, 20), (13, 52), (25, 100)])
def test_trap_10_who_5_is_four_times_the_raw_total_and_not_less_five(
    raw: int, percent: int
) -> None:
    assert total("who-5", raw, given_as="raw").total == percent
    assert total("who-5", percent, given_as="percent").total == percent
    values = [min(5, max(0, raw - 5 * place)) for place in range(5)]
    assert scored("who-5", values).total == percent


@pytest.mark.parametrize(
    ("value", "given_as"), [("-20", "percent"), ("50", "percent"), (26, "raw")]
)
def test_trap_10_a_figure_of_who_5_that_cannot_have_come_out_is_refused(
    value: str | int, given_as: str
) -> None:
    with pytest.raises(BadInput):
        total("who-5", value, given_as=given_as)


def test_trap_11_ciwa_b_goes_to_80_and_is_not_ciwa_ar() -> None:
    form = {"form": "busto-1989-22-items"}
    assert total("ciwa-b", 80, **form).band == "very severe"
    assert total("ciwa-b", 20, **form).band == "mild"
    assert total("ciwa-b", 21, **form).band == "moderate"
    with pytest.raises(BadInput, match="0 to 80"):
        total("ciwa-b", 81, **form)
    with pytest.raises(BadInput, match="ten items are CIWA-Ar"):
        total("ciwa-b", 20)
    with pytest.raises(BadInput, match="0 to 67"):
        total("ciwa-ar", 68)
    with pytest.raises(BadInput, match="different scales"):
        change(total("ciwa-ar", 20), total("ciwa-b", 20, **form), KB.scale("ciwa-b"))
    assert "alcohol only" in KB.scale("ciwa-ar").note


def test_trap_12_without_such_an_event_pc_ptsd_5_is_0_and_asks_nothing_more() -> None:
    nothing = scored("pc-ptsd-5", [], event=0)
    assert (nothing.total, nothing.unanswered) == (0, ())
    assert scored("pc-ptsd-5", [], event=1).total is None
    assert scored("pc-ptsd-5", [1, 1, 1, 1, 0], event=1).band == "positive"
    with pytest.raises(BadInput, match="answered no"):
        scored("pc-ptsd-5", [1, 0, 0, 0, 0], event=0)


def test_trap_13_c_ssrs_skips_from_question_2_to_6_and_tells_three_months_from_ever() -> None:
    skipped = score(KB.scale("c-ssrs"), answers([1, 0], q6_ever=0), DAY)
    assert (skipped.total, skipped.band, skipped.unanswered) == (1, "low", ())
    assert skipped.raised == ("q1",)
    long_ago = answers([0, 0], q6_ever=3, q6_last_3_months=0)
    lately = answers([0, 0], q6_ever=3, q6_last_3_months=6)
    assert score(KB.scale("c-ssrs"), long_ago, DAY).band == "moderate"
    assert score(KB.scale("c-ssrs"), lately, DAY).band == "high"
    assert score(KB.scale("c-ssrs"), answers([0, 0], q6_ever=3), DAY).total is None
    with pytest.raises(BadInput, match="answered no"):
        score(KB.scale("c-ssrs"), answers([1, 0, 3], q6_ever=0), DAY)


def test_trap_14_phq_8_is_not_phq_9() -> None:
    eight, nine = scored("phq8", [1] * 8), scored("phq9", [1] * 9)
    with pytest.raises(BadInput, match="different scales"):
        change(eight, nine, KB.scale("phq9"))
    with pytest.raises(BadInput, match="no item of this scale"):
        scored("phq8", [1] * 9)
    assert KB.scale("phq8").figure == ""
    assert not offered(KB.scale("phq9"), somebody_watches=False)
    assert offered(KB.scale("phq9"), somebody_watches=True)
    assert offered(KB.scale(KB.scale("phq9").instead), somebody_watches=False)


def test_trap_15_tolerance_and_withdrawal_do_not_count_when_taken_as_prescribed() -> None:
    assert EXPECTED == (UseCriterion.TOLERANCE, UseCriterion.WITHDRAWAL)


def test_trap_16_the_first_two_questions_of_stay_independent_count_double() -> None:
    assert scored("stay-independent", [2, 2] + [0] * 10).band == "at risk"
    assert scored("stay-independent", [0, 0] + [1] * 3 + [0] * 7).band == "below the cut-off"
    with pytest.raises(BadInput, match="0, 2"):
        scored("stay-independent", [1] + [0] * 11)
    assert scored("steadi-3", [], unsteady=0, worried=1, fallen=0).band == "at risk"


def test_trap_17_no_scale_carries_a_diagnosis_code_least_of_all_the_header_f13_23() -> None:
    for scale_id in KB.scale_ids():
        assert "F13" not in KB.store.text(f"scales/{scale_id}.toml")


def test_trap_18_sds_says_its_time_and_its_cut_off_is_7() -> None:
    with pytest.raises(BadInput, match="past year"):
        total("sds", 7)
    assert total("sds", 6, looks_back="past year").band == "below the cut-off"
    assert total("sds", 7, looks_back="past year").band == "dependence likely"


def test_trap_19_an_assist_total_says_that_prescribed_medicine_was_left_out() -> None:
    with pytest.raises(BadInput, match="'left out'"):
        total("assist", 4)
    with pytest.raises(BadInput, match="'left out'"):
        total("assist", 4, prescribed_use="counted in")
    assert total("assist", 4, prescribed_use="left out").band == "moderate"


@pytest.mark.parametrize("scale_id", ["phq9", "gad7"])
@pytest.mark.parametrize(("days", "too_soon"), [(0, True), (13, True), (14, False), (28, False)])
def test_trap_20_a_change_in_fewer_than_14_days_is_no_trend(
    scale_id: str, days: int, too_soon: bool
) -> None:
    scale = KB.scale(scale_id)
    values = [0] * (9 if scale_id == "phq9" else 7)
    first = score(scale, answers(values), DAY)
    later = score(scale, answers([3, 3, *values[2:]]), DAY + timedelta(days=days))
    seen = change(first, later, scale)
    assert (seen.points, seen.days, seen.too_soon, seen.reaches_mid) == (6, days, too_soon, True)


# Published totals


def test_a_published_form_of_phq9_comes_to_4_minimal() -> None:
    result = scored("phq9", [1, 0, 2, 0, 1, 0, 0, 0, 0])
    assert (result.total, result.band, result.raised) == (4, "minimal", ())


BANDS = [
    ("phq9", [(4, "minimal"), (5, "mild"), (9, "mild"), (10, "moderate"), (14, "moderate"),
              (15, "moderately severe"), (19, "moderately severe"), (20, "severe")]),
    ("gad7", [(4, "minimal"), (5, "mild"), (10, "moderate"), (14, "moderate"), (15, "severe")]),
    ("phq4", [(2, "none"), (3, "mild"), (6, "moderate"), (8, "moderate"), (9, "severe")]),
    ("ciwa-b", [(0, "none"), (1, "mild"), (40, "moderate"), (41, "severe"), (60, "severe")]),
    ("isi", [(7, "none"), (8, "below the threshold"), (14, "below the threshold"), (21, "moderate"),
             (22, "severe")]),
    ("dast-10", [(0, "none"), (2, "low"), (5, "moderate"), (6, "substantial"), (9, "severe")]),
    ("audit", [(7, "low"), (8, "hazardous")]),
    ("stop-bang", [(2, "low"), (3, "intermediate"), (5, "high")]),
    ("epworth", [(10, "usual"), (11, "more sleepy than usual")]),
    ("assist", [(3, "low"), (4, "moderate"), (26, "moderate"), (27, "high")]),
]  # fmt: skip


@pytest.mark.parametrize(("scale_id", "points"), BANDS, ids=[name for name, _ in BANDS])
def test_published_bands_begin_and_end_where_they_are_published(
    scale_id: str, points: list[tuple[int, str]]
) -> None:
    scale = KB.scale(scale_id)
    words = {one.name: one.choices[0].word for one in scale.qualifiers}
    for value, band in points:
        assert entered(scale, Fraction(value), DAY, words).band == band, value


def test_no_words_of_a_scale_stand_anywhere_that_may_not_be_shipped() -> None:
    shipped = {one for one in KB.scale_ids() if KB.scale(one).text_checksum}
    assert shipped == {
        "ciwa-ar", "gad2", "gad7", "pc-ptsd-5", "phq2", "phq4", "phq8", "phq9", "steadi-3",
        "taps-1-men", "taps-1-women",
    }  # fmt: skip
    assert {path.split(".")[0] for path in KB.store.names("scales/text")} == shipped
    assert all(_may_ship(KB.scale(one)) for one in shipped)


def _may_ship(scale: ScaleDefinition) -> bool:
    return scale.licence.may_ship and bool(scale.licence.notice)


def test_no_room_that_makes_a_dose_knows_of_scales() -> None:
    for module in source.rooms("dosing", "planning", "pharmacology"):
        names = {name for name, _ in source.imported_names(module.tree)}
        assert not {name for name in names if "scale" in name}, module.name
