"""Beside the course chosen stand the other paces, fewer products, and staying as it is."""

from dataclasses import replace
from fractions import Fraction

from glidepath.domain.drug import Form
from glidepath.domain.quantity import Mass
from glidepath.planning.alternatives import (
    _no_worse,
    alternatives,
    most_pieces_a_day,
    stay,
)
from glidepath.planning.taper import taper
from tests.unit.dosing.courses import HALF, liquid, pieces, tablet
from tests.unit.dosing.courses import course as course_of
from tests.unit.planning.asking import pace, policy, request, share

SCORED, ONE, ODT = tablet("0.5", HALF), tablet("1"), tablet("0.125", form=Form.ODT)
THREE = policy(
    pace(share("0.05", 28), name="gentle"),
    pace(share("0.1", 28)),
    pace(share("0.1", 14), name="faster"),
)


def shown(doses: str, products, name="usual", **more):
    wanted = request(doses, products, THREE, name=name, **more)
    chosen = taper(wanted)
    return wanted, chosen, alternatives(wanted, chosen, chosen.course.steps[0].regimen)


def test_the_chosen_course_comes_first_and_staying_last():
    _, chosen, found = shown("1", (SCORED, ODT, ONE))
    first, last = found[0], found[-1]
    assert (first.name, first.days) == ("usual", chosen.days)
    assert first.largest_cut == chosen.course.largest_cut == Fraction(1, 4)
    assert first.product_ids == (SCORED.id, ODT.id)
    assert first.doses == tuple(step.regimen.daily_dose for step in chosen.course.steps)
    assert (last.name, last.days, last.largest_cut) == ("stay", None, 0)
    assert (last.most_pieces_a_day, last.product_ids) == (2, (SCORED.id,))
    assert last.doses == (Mass.from_mg("1"),)


def test_every_other_pace_is_shown_and_a_choice_of_fewer_products_that_gains_something():
    _, _, found = shown("1", (SCORED, ODT, ONE))
    assert [(one.name, one.days, len(one.product_ids)) for one in found] == [
        ("usual", 378, 2), ("gentle", 399, 2), ("faster", 280, 2), ("faster", 259, 2),
        ("stay", None, 1),
    ]  # fmt: skip


def test_a_course_that_breaks_the_ceiling_more_is_never_shown():
    _, chosen, found = shown("1", (SCORED, ODT, ONE))
    alone = taper(request("1", (SCORED,), THREE, name="usual"))
    worse = Fraction(alone.worst_break, alone.scale)
    assert worse > Fraction(chosen.worst_break, chosen.scale)
    assert (SCORED.id,) not in [one.product_ids for one in found[:-1]]


def test_breaks_are_compared_as_doses_and_not_in_each_pace_s_own_units():
    # the scale of a pace of 0.1 is 20, of 0.05 is 20; of a fifth of a tenth it is 100
    odd = policy(pace(share("0.1", 28)), pace(share("0.02", 28), name="gentle"))
    wanted = request("3", (SCORED,), odd)
    chosen = taper(wanted)
    found = alternatives(wanted, chosen, chosen.course.steps[0].regimen)
    assert [one.name for one in found] == ["usual", "gentle", "stay"]
    wanted = replace(wanted, pace=odd.paces["gentle"])
    slow = taper(wanted)
    assert slow.scale != chosen.scale
    found = alternatives(wanted, slow, slow.course.steps[0].regimen)
    assert [one.name for one in found] == ["gentle", "usual", "stay"]


def test_of_courses_equal_on_every_ground_only_one_is_shown():
    twin = tablet("0.5", HALF, name="twin")
    _, _, found = shown("2", (SCORED, twin))
    assert [one.name for one in found] == ["usual", "gentle", "faster", "stay"]
    grounds = [(one.days, one.largest_cut, one.most_pieces_a_day) for one in found]
    assert len(set(grounds)) == len(grounds)


def test_products_that_cannot_make_the_present_doses_are_passed_over():
    _, _, found = shown("0.5", (SCORED, ONE))
    assert {one.product_ids for one in found} == {(SCORED.id,)}


def test_with_three_products_choices_of_one_and_of_two_are_tried():
    _, _, found = shown("4", (tablet("2", HALF), ONE, SCORED), most_pieces=8)
    assert {len(one.product_ids) for one in found} >= {1, 2}
    assert all(set(one.product_ids) <= {"tablet-2-1", ONE.id, SCORED.id} for one in found)


def test_with_two_products_each_of_them_alone_is_tried():
    _, _, found = shown("4", (tablet("2", HALF), SCORED), most_pieces=8)
    assert (SCORED.id,) in [one.product_ids for one in found]


def test_staying_counts_a_measure_of_liquid_as_one_piece():
    drops = liquid("2.5", drops=25)
    taken = {"08:00": pieces((7, 1, drops)), "22:00": pieces((2, 1, ONE), (1, HALF, SCORED))}
    found = stay(course_of((7, taken)).steps[0].regimen)
    assert found.most_pieces_a_day == 1 + 2 + 1
    assert found.product_ids == (drops.id, ONE.id, SCORED.id)
    assert found.doses == (Mass.from_mg("2.95"),)
    assert found.largest_cut == 0


def test_the_fullest_day_of_a_course_is_counted():
    day = {"08:00": pieces((3, 1, SCORED)), "22:00": pieces((1, 1, ONE))}
    later = {"08:00": pieces((2, 1, SCORED)), "22:00": ()}
    assert most_pieces_a_day(course_of((7, day), (7, later))) == 4


def test_a_course_is_outdone_only_by_one_no_worse_on_every_ground_and_better_on_one():
    here = (100, Fraction(1, 4), 3, 2)
    assert not _no_worse(here, here)
    for better in (
        (99, here[1], 3, 2), (100, Fraction(1, 5), 3, 2), (100, here[1], 2, 2), (100, here[1], 3, 1)
    ):  # fmt: skip
        assert _no_worse(better, here)
        assert not _no_worse(here, better)
    for mixed in (
        (101, Fraction(1, 5), 2, 1), (99, Fraction(1, 3), 2, 1), (99, Fraction(1, 5), 4, 1),
        (99, Fraction(1, 5), 2, 3),
    ):  # fmt: skip
        assert not _no_worse(mixed, here)
