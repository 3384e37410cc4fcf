"""A record file: what was taken, what lies at home, what is short, what is wished."""

import json
from datetime import date
from fractions import Fraction

import pytest

from glidepath.domain.calendar import Span
from glidepath.domain.errors import BadInput
from glidepath.domain.following import (
    Chooser,
    Chosen,
    Counted,
    OutOfSupply,
    PersonIs,
    WishKind,
)
from glidepath.domain.person import Goal, GoalKind
from glidepath.domain.quantity import Mass
from glidepath.interop.takenfile import read_record
from tests.unit.care.replanned import DAY, at, planned

PLAN = planned()
FIRST = PLAN.as_of
TABLET = PLAN.products[0]


def read(**tables):
    return read_record(json.dumps(tables, default=str).encode(), "record.json", PLAN)


def problems(**tables):
    with pytest.raises(BadInput) as refused:
        read(**tables)
    return [problem.where for problem in refused.value.problems]


def intakes(morning, night):
    return [{"time": "08:00", "dose": morning}, {"time": "22:00", "dose": night}]


def test_an_empty_record_knows_nothing_and_wishes_nothing():
    following, wish = read()
    assert following.days == ()
    assert wish.kind is WishKind.NOTHING


def test_days_as_planned_are_what_the_plan_says_for_each_of_them():
    last = PLAN.course.steps[1].span.start
    following, _ = read(taken=[{"start": FIRST, "end": last, "as_planned": "yes"}])
    found = following.of("clonazepam")
    assert list(found) == list(Span(FIRST, last))
    assert all(day.regimen.doses == at(PLAN, on).doses for on, day in found.items())


def test_a_row_for_single_days_counts_for_them_inside_a_span_as_planned():
    third, fourth, fifth = (FIRST + n * DAY for n in (2, 3, 4))
    following, _ = read(
        taken=[
            {"on": third, "nothing": "yes"},
            {"start": FIRST, "end": FIRST + 9 * DAY, "as_planned": "yes"},
            {"on": fourth, "drug": "clonazepam", "intakes": intakes("0 mg", "1 mg")},
            {"on": fifth},
        ]
    )
    found = following.of("clonazepam")
    assert found[third].is_without
    assert found[fourth].regimen.daily_dose == Mass.from_mg("1")
    assert found[fifth].regimen is None
    assert found[FIRST].regimen.doses == at(PLAN, FIRST).doses


def test_stock_and_shortages_name_a_product_by_id_or_as_the_plan_does():
    following, _ = read(
        stock=[{"product": TABLET.name, "at_home": 43, "on": FIRST}],
        out_of_supply=[{"product": TABLET.id, "start": FIRST, "end": FIRST + DAY}],
        restart_agreed_on=FIRST,
    )
    assert following.stock == (Counted(TABLET.id, Fraction(43), FIRST),)
    assert following.out_of_supply == (OutOfSupply(TABLET.id, Span(FIRST, FIRST + DAY)),)
    assert following.restart_agreed_on == FIRST


def test_every_wish_is_read():
    _, hold = read(wish={"kind": "hold", "until": "2027-03-01"})
    assert hold.until == date(2027, 3, 1)
    _, goal = read(wish={"kind": "new_goal", "goal": "lower", "daily_dose": "1 mg"})
    assert goal.goal == Goal(GoalKind.LOWER, Mass.from_mg("1"))
    back = {"kind": "step_back", "chosen_by_clinician": "yes", "intakes": intakes("1 mg", "1 mg")}
    _, wish = read(wish=back)
    assert wish.chosen_by_clinician
    assert wish.doses.daily_dose == Mass.from_mg("2")


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ({"on": FIRST, "start": FIRST}, "taken#1"),
        ({"nothing": "yes"}, "taken#1.start"),
        ({"start": FIRST, "end": FIRST - DAY, "nothing": "yes"}, "taken#1.dates"),
        ({"start": "1990-01-01", "end": FIRST, "nothing": "yes"}, "taken#1"),
        ({"on": FIRST, "nothing": "yes", "as_planned": "yes"}, "taken#1"),
        ({"on": FIRST - DAY, "as_planned": "yes"}, "taken#1"),
        ({"on": FIRST, "drug": "diazepam", "nothing": "yes"}, "taken#1.drug"),
        ({"on": FIRST, "intakes": [{"time": "08:00", "dose": "1 mg"}]}, "taken#1.intakes"),
        ({"on": FIRST, "intakes": [{"time": "08:00"}]}, "taken#1.intakes#1.dose"),
        ({"on": FIRST, "intakes": [*intakes("1 mg", "1 mg"), *intakes("1 mg", "1 mg")[:1]]},
         "taken#1.intakes#3"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_understood_is_refused_at_its_place(row, where):
    assert where in problems(taken=[row])


def test_a_day_told_in_two_rows_is_refused():
    rows = [{"on": FIRST, "nothing": "yes"}, {"on": FIRST, "intakes": intakes("1 mg", "1 mg")}]
    assert problems(taken=rows) == ["taken#2"]


def test_what_is_missing_in_stock_and_shortages_is_told_all_at_once():
    assert problems(stock=[{}], out_of_supply=[{}]) == [
        "stock#1.at_home", "stock#1.on", "stock#1.product",
        "out_of_supply#1.start", "out_of_supply#1.end", "out_of_supply#1.product",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "where"),
    [
        ({"kind": "hold"}, "wish.until"),
        ({"kind": "new_goal", "goal": "lower"}, "wish.goal"),
        ({"kind": "new_goal", "daily_dose": "1 mg"}, "wish.daily_dose"),
        ({"kind": "quicker"}, "wish.kind"),
        ({"kind": "step_back", "intakes": [{"time": "08:00"}]}, "wish.intakes#1.dose"),
    ],
)
def test_a_wish_that_says_too_little_or_too_much_is_refused(wish, where):
    assert where in problems(wish=wish)


def test_unknown_keys_are_refused_with_the_nearest_known_one():
    with pytest.raises(BadInput, match='Did you mean "taken"'):
        read(takn=[])


def test_two_counts_of_one_product_are_refused():
    row = {"product": TABLET.id, "at_home": 1, "on": FIRST}
    assert problems(stock=[row, row]) == ["stock"]


ANSWER = {
    "start": FIRST, "end": FIRST + 5 * DAY, "by": "mistake", "person_is": "sedated",
}  # fmt: skip


def test_who_chose_other_doses_and_how_the_person_is_is_read():
    following, _ = read(chosen=[ANSWER])
    span = Span(FIRST, FIRST + 5 * DAY)
    assert following.chosen == (Chosen("clonazepam", span, Chooser.MISTAKE, PersonIs.SEDATED),)


@pytest.mark.parametrize("key", ["start", "end", "by", "person_is"])
def test_neither_answer_has_a_default(key):
    row = {name: one for name, one in ANSWER.items() if name != key}
    assert problems(chosen=[row]) == [f"chosen#1.{key}"]


def test_an_answer_of_another_drug_or_word_or_of_a_day_answered_twice_is_refused():
    assert problems(chosen=[{**ANSWER, "drug": "diazepam"}]) == ["chosen#1.drug"]
    assert problems(chosen=[{**ANSWER, "by": "doctor"}]) == ["chosen#1.by"]
    again = {**ANSWER, "start": FIRST + 5 * DAY, "end": FIRST + 6 * DAY}
    assert problems(chosen=[ANSWER, again]) == ["chosen"]
    assert len(read(chosen=[ANSWER, ANSWER])[0].chosen) == 1


def test_pieces_at_home_that_the_product_is_not_divided_into_are_refused():
    row = {"product": TABLET.id, "at_home": "7.25", "on": FIRST}
    assert problems(stock=[row]) == ["stock#1.at_home"]
    following, _ = read(stock=[{**row, "at_home": "7.5"}])
    assert following.stock[0].at_home == Fraction(15, 2)
