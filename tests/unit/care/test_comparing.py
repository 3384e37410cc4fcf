"""Every policy and shape for one person in one table, staying and less than all among them."""

from fractions import Fraction

import pytest

from glidepath.care import foreseeing
from glidepath.care.compare_rows import breaks
from glidepath.care.comparing import compared
from glidepath.care.foreseeing import foreseen
from glidepath.care.prepare import prepare
from glidepath.care.settings import settings
from glidepath.domain.answer import Proposal, Questions, Refusal
from glidepath.domain.comparison import Compared, RowKind
from glidepath.domain.plan import CourseKind
from tests.unit.care.asked import LORAZEPAM, NOT_TAKEN, TWICE, person, proposal
from tests.unit.care.test_tuning import SUSPENSION
from tests.unit.interop.cases import KB

BARRIERS = {
    f"conditions__{name}": "no"
    for name in ("liver_disease", "severe_liver_disease", "frailty", "sleep_apnoea",
                 "severe_lung_disease")
}  # fmt: skip
SECOND = [{"drug": "zolpidem", "intakes": [{"time": "22:00", "dose": "5 mg"}],
           "since": "2024-01-01", "days_per_week": 7, "indication": "insomnia",
           "source": "prescribed", "last_taken": "2026-11-22"}]  # fmt: skip


def side_by_side(**places) -> Compared:
    found = compared(person(**places), KB)
    assert isinstance(found, Compared)
    return found


@pytest.fixture(scope="module")
def found() -> Compared:
    return side_by_side(**BARRIERS)


def of(held: Compared, kind: RowKind):
    return next(row for row in held.rows if row.kind is kind)


def left_out(held: Compared) -> str:
    return " ".join(f"{one.title}: {one.why}" for one in held.left_out)


def test_the_plan_comes_first_and_is_the_plan(found) -> None:
    plan = proposal(**BARRIERS).plan
    first = found.rows[0]
    assert first.kind is RowKind.PLAN
    assert first.made == tuple(
        ((step.span.start - plan.span.start).days, Fraction(step.regimen.daily_dose.mg))
        for step in plan.course.steps
    )
    assert first.course.span == plan.span.days


def test_staying_takes_nothing_away_and_asks_for_the_pieces_of_now(found) -> None:
    stay = of(found, RowKind.STAY)
    assert stay.course.largest_cut == 0
    assert stay.points == ((0, Fraction(3, 2)),)
    assert stay.course.foreseen.most == 0
    assert {one.typical for one in stay.course.foreseen.effect} == {1}


def test_less_than_all_ends_at_the_lowest_dose_that_breaks_no_ceiling(found) -> None:
    less = of(found, RowKind.LESS)
    assert less.made_breaches == ()
    assert less.course.last_cuts == ()
    assert less.made[-1][1] == Fraction(3, 4)
    assert less.course.largest_cut <= Fraction(1, 4)
    assert 0 < less.course.foreseen.effect[-1].typical < 1


def test_every_makeable_row_tells_its_cut_pieces_products_and_what_is_expected(found) -> None:
    assert len(found.drawn) > 10
    for row in found.drawn:
        assert row.course.most_pieces_a_day >= 1
        assert row.course.product_ids
        seen = row.course.foreseen
        assert 0 <= seen.least <= seen.typical <= seen.most
        assert all(0 <= one.least <= one.typical <= one.most for one in seen.effect)
        assert seen.effect[-1].day == row.course.span - 1
        assert row.title
        assert row.sources
    assert all(not row.made for row in found.not_made)


def test_a_row_of_a_policy_is_the_plan_under_that_policy(found) -> None:
    rows = [row for row in found.drawn if row.kind is RowKind.POLICY]
    assert len(rows) > 8
    for row in rows:
        at_pace = person(**BARRIERS, preferences__pace=row.pace)
        answer = prepare(at_pace, KB, row.policy_id)
        assert isinstance(answer, Proposal)
        course = answer.plan.course
        assert row.course.span == course.span.days
        assert row.made == tuple(
            ((step.span.start - course.span.start).days, Fraction(step.regimen.daily_dose.mg))
            for step in course.steps
        ), row.title


def test_named_last_steps_are_told_apart_from_the_largest_cut(found) -> None:
    plan = found.rows[0].course
    assert plan.largest_cut <= found.ceiling < min(plan.last_cuts)
    assert len(plan.last_cuts) == len(found.rows[0].made_breaches)


def test_a_faster_pace_is_harder_on_its_hardest_day() -> None:
    paces = {row.pace: row for row in side_by_side(**SUSPENSION).rows
             if row.policy_id == "joint-2025" and row.kind is RowKind.POLICY}  # fmt: skip
    hard = {pace: paces[pace].course.foreseen.typical for pace in ("gentle", "faster")}
    assert hard["gentle"] <= hard["faster"]


def test_small_steps_are_a_row_and_end_on_the_same_day() -> None:
    held = side_by_side(**SUSPENSION)
    small, plan = of(held, RowKind.SMALL_STEPS), held.rows[0]
    assert small.course.days == plan.course.days
    assert small.course.needs == ()
    assert len(small.made) > 2 * len(plan.made)
    assert "A liquid is at hand already" in left_out(held)


def test_whoever_asked_for_small_steps_is_shown_holding_too() -> None:
    held = side_by_side(**SUSPENSION, preferences__shape="small_steps")
    assert len(of(held, RowKind.HOLD).made) < len(held.rows[0].made) / 2
    assert RowKind.SMALL_STEPS not in {row.kind for row in held.rows}


def test_a_liquid_that_is_not_at_hand_is_shown_and_named(found) -> None:
    liquid = of(found, RowKind.LIQUID)
    assert liquid.course.needs == ("compounded-clonazepam-suspension-0.1mg-ml",)
    assert len(liquid.course.last_cuts) < len(found.rows[0].course.last_cuts)
    assert any("suspension" in note for note in found.notes)


def test_a_change_to_another_drug_is_shown_where_nothing_bars_it(found) -> None:
    switch = of(found, RowKind.SWITCH)
    assert [line.drug_id for line in switch.course.lines] == ["clonazepam", "diazepam"]
    assert switch.course.needs
    assert {row.policy_id for row in found.rows if row.kind is RowKind.SWITCH} >= {
        "joint-2025", "scotland-2024",
    }  # fmt: skip


def test_what_bars_a_change_or_has_to_be_asked_first_is_said() -> None:
    unsaid = dict.fromkeys(BARRIERS)
    assert "To be answered first: " in left_out(side_by_side(**unsaid))
    assert "No exchange for diazepam" in left_out(side_by_side(**BARRIERS, person__age=80))


def test_the_change_that_was_asked_for_is_the_plan_and_the_direct_ways_stand_below() -> None:
    held = side_by_side(**LORAZEPAM, **BARRIERS, switch={"to": "diazepam"})
    first = held.rows[0]
    assert [line.drug_id for line in first.course.lines] == ["lorazepam", "diazepam"]
    others = [row for row in held.drawn if row.kind is RowKind.POLICY]
    assert others
    assert all([line.drug_id for line in row.course.lines] == ["lorazepam"] for row in others)
    assert "scotland-2024" in {r.policy_id for r in held.drawn if r.kind is RowKind.SWITCH}


def test_an_exchange_counts_the_fall_after_it_and_not_the_old_drug_going() -> None:
    courses = proposal(**LORAZEPAM, **BARRIERS, switch={"to": "diazepam"}).plan.courses
    assert courses[0].kind is CourseKind.SUBSTITUTION_OUT
    reduced = courses[1].steps[-1].span.start
    start = courses[0].span.start
    found = breaks(courses, settings(KB).house)
    assert all(one.day > 14 for one in found)
    assert max(one.day for one in found) <= (reduced - start).days


def test_a_first_cut_that_must_break_the_ceiling_leaves_nothing_between() -> None:
    low = [{"time": "22:00", "dose": "0.5 mg"}]
    held = side_by_side(treatment__intakes=low, preferences__first_cut_on="2026-11-22")
    assert RowKind.LESS not in {row.kind for row in held.rows}
    assert "without breaking the ceiling" in left_out(held)


def test_the_day_asked_for_holds_for_the_plan_alone_and_that_is_said() -> None:
    held = side_by_side(preferences__end_on="2028-01-31", preferences__pace=None)
    assert held.rows[0].pace == "end_date"
    assert "end_date" not in {row.pace for row in held.rows[1:]}
    assert any("day asked for" in note for note in held.notes)


def test_whoever_is_to_stay_sees_the_way_down_beside_it() -> None:
    held = side_by_side(goal="stay")
    assert held.rows[0].pace == "stay"
    assert RowKind.STAY not in {row.kind for row in held.rows}
    assert any(row.made and row.made[-1][1] == 0 for row in held.rows)


def test_a_start_has_nothing_to_compare_and_its_plan_says_so_with_the_other_end() -> None:
    begins = person(**NOT_TAKEN, start=TWICE)
    ours, plan = compared(begins, KB), prepare(begins, KB)
    assert isinstance(ours, Proposal)
    assert isinstance(plan, Proposal)
    assert ours.plan.notes[0].startswith("There is nothing to compare: nothing is taken yet")
    assert ours.plan.notes[1:] == plan.plan.notes
    assert [one.name for one in ours.alternatives] == ["high", "low"]


@pytest.mark.parametrize(
    ("places", "kind"),
    [({"goal": None}, Questions), ({"products": []}, Questions),
     ({"person__pregnant": "yes"}, Refusal), ({"person__age": 16}, Refusal),
     ({"treatment__intakes": [{"time": "22:00", "dose": "0.3 mg"}]}, Refusal)],
)  # fmt: skip
def test_what_stands_before_a_plan_stands_before_a_comparison(places, kind) -> None:
    asked = person(**places)
    ours, plan = compared(asked, KB), prepare(asked, KB)
    assert isinstance(ours, kind)
    assert ours == plan


def test_a_drug_without_binding_data_has_no_hardest_day(monkeypatch) -> None:
    from types import SimpleNamespace

    from glidepath.pharmacology import forecast

    foreseeing._foreseen.cache_clear()
    monkeypatch.setattr(forecast, "forecast", lambda *_, **__: SimpleNamespace(effect=None))
    plan, present = proposal().plan, person().treatment.regimen
    assert foreseen(plan.courses, [("clonazepam", present)]) is None
    foreseeing._foreseen.cache_clear()


def test_a_policy_that_was_chosen_is_that_of_the_plan_and_its_shapes() -> None:
    held = compared(person(), KB, "denmark")
    assert isinstance(held, Compared)
    other = (RowKind.POLICY, RowKind.SWITCH)
    shapes = {row.policy_id for row in held.rows if row.kind not in other}
    assert shapes == {"denmark"}


def test_two_drugs_are_in_every_row_and_one_change_at_a_time_is_kept() -> None:
    held = side_by_side(also=SECOND, products=["us-clonazepam-tablet-0.5mg-scored",
                                               "us-zolpidem-tablet-5mg"])  # fmt: skip
    for row in held.drawn:
        assert {line.drug_id for line in row.course.lines} == {"clonazepam", "zolpidem"}
    assert "one change at a time" in left_out(held)
