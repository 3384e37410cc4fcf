"""What the products at hand can make for one intake, in the fewest and simplest pieces."""

from fractions import Fraction

import pytest

from glidepath.domain.drug import Form
from glidepath.domain.quantity import Mass
from glidepath.dosing.makeable import makeable
from tests.unit.dosing.courses import HALF, QUARTER, THIRD, liquid, pieces, tablet

SCORED, ONE, TWO = tablet("0.5", HALF), tablet("1"), tablet("2")
ODT = tablet("0.125", form=Form.ODT)


def made(*products, up_to="2", most=6):
    return makeable(products, Mass.from_mg(up_to), most)


def mg(found) -> list[str]:
    return [str(dose.mg) for dose in found.doses]


def test_nothing_can_always_be_made_of_no_pieces():
    found = made()
    assert mg(found) == ["0"]
    assert found.compose(Mass(0)) == ()
    assert found.effort(Mass(0)) == (0, 0, 0)


def test_scored_tablets_make_every_half_up_to_the_bound_and_not_beyond():
    assert mg(made(SCORED, up_to="1")) == ["0", "0.25", "0.5", "0.75", "1"]
    assert mg(made(SCORED, up_to="0.99")) == ["0", "0.25", "0.5", "0.75"]


def test_a_tablet_without_a_split_on_record_is_never_cut():
    assert mg(made(ONE, up_to="3")) == ["0", "1", "2", "3"]
    assert mg(made(ODT, up_to="0.3")) == ["0", "0.125", "0.25"]


def test_no_more_pieces_are_used_than_one_intake_may_have():
    assert mg(made(SCORED, most=2)) == ["0", "0.25", "0.5", "0.75", "1"]
    assert mg(made(SCORED, ONE, up_to="3", most=2)) == [
        "0", "0.25", "0.5", "0.75", "1", "1.25", "1.5", "2",
    ]  # fmt: skip
    assert mg(made(ONE, most=0)) == ["0"]


def test_fewest_pieces_come_first():
    assert made(SCORED, ONE).compose(Mass.from_mg("1")) == pieces((1, 1, ONE))
    assert made(SCORED, ONE).effort(Mass.from_mg("1.5")) == (2, 0, 2)


def test_of_as_many_pieces_fewer_cut_tablets_are_simpler():
    assert made(SCORED, tablet("0.25")).compose(Mass.from_mg("0.75")) == pieces(
        (1, 1, SCORED), (1, 1, tablet("0.25"))
    )
    assert made(SCORED).effort(Mass.from_mg("0.75")) == (2, 1, 1)


def test_of_as_many_cuts_fewer_products_are_simpler():
    assert made(tablet("0.6"), ONE, tablet("0.8")).compose(Mass.from_mg("1.6")) == pieces(
        (2, 1, tablet("0.8"))
    )


def test_of_equal_ways_the_one_with_least_of_the_last_product_is_kept():
    twin = tablet("0.5", HALF, name="twin")
    assert made(SCORED, twin).compose(Mass.from_mg("1")) == pieces((2, 1, SCORED))
    a, b, c, d = (tablet(size, name=size) for size in ("0.9", "0.6", "0.5", "0.2"))
    # 1.1 is 0.9 and 0.2 or 0.6 and 0.5: the product given last is left aside
    assert made(a, b, c, d).compose(Mass.from_mg("1.1")) == pieces((1, 1, b), (1, 1, c))
    assert made(d, c, b, a).compose(Mass.from_mg("1.1")) == pieces((1, 1, c), (1, 1, b))


def test_of_equal_ways_with_other_products_the_one_with_least_of_the_last_is_kept():
    # 7 mg in three pieces of two products: 5 and two of 1, or two of 3 and one of 1
    five, three = tablet("5"), tablet("3")
    found = made(five, three, ONE, up_to="7").compose(Mass.from_mg("7"))
    assert found == pieces((2, 1, three), (1, 1, ONE))


def test_wholes_stand_before_halves_and_halves_before_quarters():
    crossed = tablet("2", HALF, QUARTER)
    assert made(crossed, up_to="4").compose(Mass.from_mg("3.5")) == pieces(
        (1, 1, crossed), (1, HALF, crossed), (1, QUARTER, crossed)
    )
    assert made(crossed, up_to="4").effort(Mass.from_mg("3.5")) == (3, 2, 1)


def test_two_halves_are_one_whole_and_never_taken_as_halves():
    assert made(SCORED).compose(Mass.from_mg("0.5")) == pieces((1, 1, SCORED))


def test_parts_of_two_sizes_may_make_more_than_a_whole():
    both = tablet("3", HALF, THIRD)
    assert mg(made(both, up_to="4")) == ["0", "1", "1.5", "2", "2.5", "3", "3.5", "4"]
    assert made(both, up_to="4").compose(Mass.from_mg("3.5")) == pieces(
        (1, HALF, both), (2, THIRD, both)
    )


def test_of_equal_ways_to_break_a_tablet_the_one_with_least_of_the_smallest_parts_is_kept():
    sixths = tablet("6", HALF, THIRD, Fraction(1, 6))
    # 4 of 6 mg are two thirds, or a half and a sixth
    assert made(sixths, up_to="5").compose(Mass.from_mg("4")) == pieces((2, THIRD, sixths))


def test_a_nanogram_is_a_dose_and_efforts_of_many_pieces_do_not_run_into_each_other():
    grain = tablet("0.000001")
    found = makeable([grain], Mass(300), 300)
    assert len(found.doses) == 301
    assert found.effort(Mass(299)) == (299, 0, 1)


def test_ten_drops_are_one_piece():
    drops = liquid("2.5", drops=25)
    found = made(drops, up_to="3", most=2)
    assert len(found.doses) == 21
    assert found.effort(Mass.from_mg("1")) == (1, 0, 1)
    assert found.effort(Mass.from_mg("1.1")) == (2, 0, 1)
    assert found.compose(Mass.from_mg("1.1")) == pieces((11, 1, drops))


def test_five_millilitres_of_a_syringe_are_one_piece():
    syringe = liquid("0.1", mark="0.5")
    found = made(syringe, up_to="2", most=3)
    assert mg(found)[-1] == "1.5"
    assert found.effort(Mass.from_mg("0.5")) == (1, 0, 1)
    assert found.effort(Mass.from_mg("0.55")) == (2, 0, 1)


def test_a_measure_of_more_than_five_millilitres_is_a_piece_of_its_own():
    spoon = liquid("0.1", mark="10")
    assert made(spoon, up_to="3").effort(Mass.from_mg("3")) == (3, 0, 1)


def test_a_dose_that_cannot_be_made_has_no_pieces_and_no_effort():
    assert made(SCORED).compose(Mass.from_mg("0.3")) is None
    assert made(SCORED).effort(Mass.from_mg("0.3")) is None


@pytest.mark.parametrize(
    ("dose", "below", "above"), [("0.3", "0.25", "0.5"), ("0.25", "0", "0.5"), ("9", "2", None)]
)
def test_the_nearest_doses_are_those_just_below_and_above(dose, below, above):
    near = made(SCORED).nearest(Mass.from_mg(dose))
    assert near == (Mass.from_mg(below), Mass.from_mg(above) if above else None)
    assert made(SCORED).nearest(Mass(0))[0] is None


def test_drops_and_quarters_together_make_every_fortieth_of_a_milligram_from_0_3():
    found = made(liquid("2.5", drops=25), tablet("0.5", HALF, QUARTER), up_to="1", most=20)
    steps = [Mass(25_000 * n) for n in range(12, 41)]
    assert [dose for dose in found.doses if dose >= Mass.from_mg("0.3")] == steps
    assert Mass.from_mg("0.275") not in found.doses
