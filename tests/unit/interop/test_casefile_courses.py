"""A case that asks for a start, an exchange or names a second drug: read exactly, or refused."""

from datetime import date

import pytest

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.person import GoalKind, Known, Medicine
from glidepath.domain.quantity import Mass
from glidepath.domain.titration import End
from glidepath.domain.wishes import Keep, Shape, Start, Switch, TwoDrugs
from tests.unit.interop.cases import changed, problems, read

MORNING, NIGHT = TimeOfDay.read("08:00"), TimeOfDay.read("22:00")
TIMES = {"times": ["08:00", "22:00"], "bedtime": "22:00", "end": "low"}


def starting(**more):
    tree = changed(goal="start", start=dict(TIMES), **more)
    tree["treatment"].pop("intakes", None)
    return tree


def test_a_start_is_read_as_it_is_written() -> None:
    found = read(
        starting(start__rule="us-adult-panic", start__up_to="1 mg", start__on="2026-12-01")
    )
    assert isinstance(found.goal, Known)
    assert found.goal.value.kind is GoalKind.START
    assert found.start == Start(
        (MORNING, NIGHT), NIGHT, End.LOW, "us-adult-panic", Mass.from_mg(1), date(2026, 12, 1)
    )


def test_who_is_to_begin_takes_nothing_at_each_time_of_the_start() -> None:
    regimen = read(starting()).treatment.regimen
    assert regimen.times == (MORNING, NIGHT)
    assert not regimen.daily_dose


@pytest.mark.parametrize("key", ["times", "bedtime", "end"])
def test_nothing_of_a_start_is_guessed(key: str) -> None:
    tree = starting()
    tree["start"] = {name: value for name, value in TIMES.items() if name != key}
    assert problems(tree) == [f"start.{key}"]


def test_a_start_without_its_table_names_all_that_is_missing() -> None:
    tree = starting()
    del tree["start"]
    assert problems(tree) == ["start.bedtime", "start.end", "start.times"]


def test_a_start_beside_doses_that_are_taken_is_refused() -> None:
    assert problems(changed(goal="start", start=TIMES)) == ["treatment.intakes"]


def test_a_start_without_the_goal_is_refused() -> None:
    assert problems(changed(start=TIMES)) == ["start"]


@pytest.mark.parametrize("day", ["2026-11-21", "2028-01-01"])
def test_a_start_lies_within_a_year_of_the_case(day: str) -> None:
    assert problems(starting(start__on=day)) == ["start.on"]


def test_times_out_of_order_and_a_bedtime_that_is_none_are_both_told() -> None:
    tree = starting()
    tree["start"] = {"times": ["22:00", "08:00"], "bedtime": "23:00", "end": "low"}
    assert problems(tree) == ["start.times"]
    tree["start"] = {**TIMES, "bedtime": "23:00"}
    assert problems(tree) == ["start.bedtime"]


def test_an_exchange_is_read_as_it_is_written() -> None:
    found = read(
        changed(switch={"to": "diazepam", "order": ["22:00", "08:00"], "parts": 2,
                        "step_days": 7, "first_on": "2026-12-01"})
    )  # fmt: skip
    assert found.switch == Switch("diazepam", (NIGHT, MORNING), 2, 7, date(2026, 12, 1))
    assert found.preferences.switch_to == "diazepam"


def test_a_wish_alone_is_an_exchange_with_everything_left_open() -> None:
    assert read(changed(preferences__switch_to="diazepam")).switch == Switch("diazepam")


def test_a_wish_beside_the_table_is_one_too_many() -> None:
    tree = changed(preferences__switch_to="diazepam", switch={"to": "diazepam"})
    assert problems(tree) == ["preferences.switch_to"]


@pytest.mark.parametrize("order", [["22:00"], ["08:00", "08:00"], ["08:00", "21:00"]])
def test_the_order_of_an_exchange_names_each_dose_once(order) -> None:
    assert problems(changed(switch={"to": "diazepam", "order": order})) == ["switch.order"]


@pytest.mark.parametrize(
    ("switch", "where"),
    [
        ({}, "switch.to"),
        ({"to": "phenobarbital"}, "switch.to"),
        ({"to": "nosuchdrug"}, "switch.to"),
        ({"to": "diazepam", "parts": 0}, "switch.parts"),
        ({"to": "diazepam", "first_on": "2026-11-01"}, "switch.first_on"),
    ],
)
def test_what_cannot_be_exchanged_is_told_where_it_stands(switch, where: str) -> None:
    assert problems(changed(switch=switch)) == [where]


def test_products_of_the_new_drug_are_taken_by_id_or_by_their_drug() -> None:
    products = [
        "us-clonazepam-tablet-0.5mg-scored",
        "us-diazepam-tablet-5mg",
        {"drug": "diazepam", "name": "d", "form": "tablet", "strength": "1 mg"},
    ]
    found = read(changed(switch={"to": "diazepam"}, products=products))
    assert [one.product.drug_id for one in found.products] == ["clonazepam", "diazepam", "diazepam"]


@pytest.mark.parametrize("drug", ["diazepam", "nosuchdrug"])
def test_products_of_a_drug_that_nobody_takes_or_asks_for_are_refused(drug: str) -> None:
    row = {"drug": drug, "name": "d", "form": "tablet", "strength": "1 mg"}
    assert problems(changed(products=[row]))[0] == "products#1.drug"


BESIDE = {"drug": "zolpidem", "intakes": [{"time": "22:00", "dose": "5 mg"}]}


def test_a_second_drug_is_read_like_the_first() -> None:
    (found,) = read(changed(also=[BESIDE])).also
    assert found.drug_id == "zolpidem"
    assert found.regimen.daily_dose == Mass.from_mg(5)


@pytest.mark.parametrize(
    ("also", "where"),
    [
        ([BESIDE, BESIDE], "also#2.drug"),
        ([{**BESIDE, "drug": "clonazepam"}], "also#1.drug"),
        ([{"drug": "zolpidem"}], "also#1.intakes"),
        ([{**BESIDE, "drug": "phenobarbital"}], "also#1.drug"),
        ([{**BESIDE, "since": "2027-01-01"}], "also#1.since"),
    ],
)
def test_what_is_wrong_with_a_second_drug_is_told_where_it_stands(also, where: str) -> None:
    assert where in problems(changed(also=also))


def test_more_than_three_drugs_beside_the_first_are_too_many() -> None:
    rows = [{**BESIDE, "drug": drug} for drug in ("zolpidem", "diazepam", "lorazepam", "oxazepam")]
    assert problems(changed(also=rows)) == ["also"]


@pytest.mark.parametrize(
    ("text", "keep"),
    [
        ("trough", Keep("worst trough", TimeOfDay(0), 24, by_mean=False)),
        ("13:00-18:00", Keep("worst", TimeOfDay.read("13:00"), 5)),
        ("worst 13:00-18:00", Keep("worst", TimeOfDay.read("13:00"), 5)),
        ("sleep 23:00-07:00", Keep("sleep", TimeOfDay.read("23:00"), 8)),
    ],
)
def test_hours_to_spare_are_the_trough_or_named_hours(text: str, keep: Keep) -> None:
    assert read(changed(preferences__keep=text)).preferences.keep == keep


@pytest.mark.parametrize("text", ["sleep", "afternoon", "13:00", "13:30-18:00", "13:00-13:00", 13])
def test_hours_that_are_no_whole_hours_are_refused(text) -> None:
    assert problems(changed(preferences__keep=text)) == ["preferences.keep"]


def test_the_shape_of_the_steps_may_be_asked_for() -> None:
    found = read(changed(preferences__shape="small_steps"))
    assert found.preferences.shape is Shape.SMALL_STEPS
    assert problems(changed(preferences__shape="zigzag")) == ["preferences.shape"]


def test_a_medicine_may_be_planned_to_begin_or_to_end_within_a_year() -> None:
    row = {"name": "carbamazepine", "started": "2026-12-01", "stopped": "2027-02-01"}
    wanted = Medicine("carbamazepine", "", date(2026, 12, 1), date(2027, 2, 1))
    assert read(changed(medicines=[row])).medicines == Known((wanted,))
    late = {"name": "carbamazepine", "started": "2028-12-01"}
    assert problems(changed(medicines=[late])) == ["medicines#1.started"]


def test_two_drugs_may_be_lowered_in_turn_or_joined() -> None:
    assert read(changed(also=[BESIDE])).preferences.two_drugs is None
    for word, wish in (("joined", TwoDrugs.JOINED), ("one_at_a_time", TwoDrugs.ONE_AT_A_TIME)):
        found = read(changed(also=[BESIDE], preferences__two_drugs=word))
        assert found.preferences.two_drugs is wish
        assert found.joins is (wish is TwoDrugs.JOINED)
    wrong = changed(also=[BESIDE], preferences__two_drugs="both")
    assert problems(wrong) == ["preferences.two_drugs"]


def test_a_wish_for_two_drugs_needs_a_second_one() -> None:
    assert problems(changed(preferences__two_drugs="joined")) == ["preferences.two_drugs"]


def test_where_two_drugs_are_joined_the_order_may_name_the_times_of_either() -> None:
    switch = {"to": "clonazepam", "order": ["22:30"]}
    joined = changed(also=[BESIDE], preferences__two_drugs="joined", switch=switch)
    asked = read(joined).switch
    assert asked is not None
    assert [str(time) for time in asked.order] == ["22:30"]
    apart = changed(also=[BESIDE], switch=switch)
    assert problems(apart) == ["switch.order"]
