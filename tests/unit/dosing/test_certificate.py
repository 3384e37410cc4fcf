"""How far down products carry a percentage: the published tables, and what one more adds."""

from fractions import Fraction

import pytest

from glidepath.domain.certificate import Grid, Reach
from glidepath.domain.drug import Form
from glidepath.domain.quantity import Mass
from glidepath.dosing.certificate import certificate, grid_of, reach
from tests.unit.dosing.courses import HALF, QUARTER, liquid, tablet

TENTH, QUARTER_OFF = Fraction(1, 10), Fraction(1, 4)
BOTH = (TENTH, QUARTER_OFF)
US = (tablet("0.5", HALF), tablet("1"), tablet("2"))
ODT_EIGHTH = tablet("0.125", form=Form.ODT)
DROPS = liquid("2.5", drops=25)
LIQUID = liquid("0.1", mark="0.1")


def mg(*doses: str) -> list[Mass]:
    return [Mass.from_mg(dose) for dose in doses]


def of(*products, start="4", added=(), ceilings=BOTH, most=200):
    return certificate(products, added, Mass.from_mg(start), ceilings, most)


# The arithmetic of guidelines table K24 and of the products against ceilings: device or
# products, step of the grid, lowest dose with a cut of 10 %, lowest with one of 25 %.
TABLES = [
    ((tablet("0.5", HALF),), "0.25", "2.5", "1"),
    (US, "0.25", "2.5", "1"),
    ((*US, tablet("0.25", form=Form.ODT)), "0.25", "2.5", "1"),
    ((*US, ODT_EIGHTH), "0.125", "1.25", "0.5"),
    ((ODT_EIGHTH,), "0.125", "1.25", "0.5"),
    ((tablet("0.5", HALF, QUARTER),), "0.125", "1.25", "0.5"),
    ((tablet("0.2", form=Form.MINITABLET),), "0.2", "2", "0.8"),
    ((DROPS,), "0.1", "1", "0.4"),
    ((LIQUID,), "0.01", "0.1", "0.04"),
    ((liquid("0.4", mark="0.1"),), "0.04", "0.4", "0.16"),
    ((tablet("2", HALF),), "1", "10", "4"),
    ((tablet("2", HALF, QUARTER),), "0.5", "5", "2"),
    ((liquid("1", mark="0.1"),), "0.1", "1", "0.4"),
]


@pytest.mark.parametrize(("products", "step", "tenth", "quarter"), TABLES)
def test_the_published_tables_come_out_of_the_products(products, step, tenth, quarter):
    found = of(*products, start="20" if "2-" in products[0].id or "liquid-1-" in products[0].id
               else "4")  # fmt: skip
    assert found.grid == Grid(Mass.from_mg(step), Mass.zero())
    assert [row.lowest for row in found.reaches] == mg(tenth, quarter)
    assert [row.by_grid for row in found.reaches] == mg(tenth, quarter)
    assert [row.ceiling for row in found.reaches] == [TENTH, QUARTER_OFF]


def test_drops_and_eighths_together_reach_0_3_by_their_grid_and_less_or_more_in_truth():
    # Every multiple of 0.025 mg from 0.3 mg on can be made, so the table says 0.3 mg for both.
    # Of the doses really there a tenth still works from 0.325 (to 0.3) but not from 0.3 (to
    # 0.25), and a quarter works on below the grid: 0.3 to 0.25, 0.25 to 0.225, 0.225 to 0.2.
    found = of(DROPS, tablet("0.5", HALF, QUARTER), start="2")
    assert found.grid == Grid(Mass.from_mg("0.025"), Mass.from_mg("0.3"))
    assert [row.by_grid for row in found.reaches] == mg("0.3", "0.3")
    assert [row.lowest for row in found.reaches] == mg("0.325", "0.225")
    assert [row.next_lower for row in found.reaches] == mg("0.3", "0.2")


def test_the_certificate_names_products_smallest_dose_and_the_next_lower_one():
    found = of(*US, start="2")
    assert found.products == tuple(product.id for product in US)
    assert found.smallest_dose == Mass.from_mg("0.25")
    assert found.reaches == (
        Reach(TENTH, None, Mass.from_mg("2.5"), None),
        Reach(QUARTER_OFF, Mass.from_mg("1"), Mass.from_mg("1"), Mass.from_mg("0.75")),
    )
    assert found.added == ()


def test_the_one_product_that_helps_most_comes_first_and_one_that_does_not_help_is_left_out():
    found = of(*US, start="2", added=(tablet("0.25", form=Form.ODT), ODT_EIGHTH, LIQUID, DROPS))
    assert [row.product_id for row in found.added] == [LIQUID.id, DROPS.id, ODT_EIGHTH.id]
    liquid_row, _, odt_row = found.added
    assert liquid_row.name == LIQUID.name
    assert liquid_row.grid == Grid(Mass.from_mg("0.01"), Mass.zero())
    assert [row.lowest for row in liquid_row.reaches] == mg("0.1", "0.04")
    assert [row.lowest for row in odt_row.reaches] == mg("1.25", "0.5")


def test_of_products_with_the_same_last_reach_the_one_before_decides():
    # both reach 1 mg for a quarter; with the smaller halves a tenth is reached, too
    coarse, fine = tablet("0.5", HALF), tablet("0.25")
    found = of(tablet("2"), tablet("1"), start="3", added=(coarse, fine))
    assert [row.product_id for row in found.added] == [coarse.id, fine.id]
    assert [row.reaches[1].lowest for row in found.added] == mg("1", "1")


def test_a_reach_is_better_than_none():
    found = of(tablet("2"), start="2", added=(tablet("1"), tablet("0.5")))
    assert found.reaches[1].lowest is None
    assert [row.product_id for row in found.added] == ["tablet-0.5-0"]


def test_no_products_that_make_anything_leave_no_grid_and_no_reach():
    found = of(tablet("2"), start="1")
    assert (found.grid, found.smallest_dose) == (None, None)
    assert found.reaches == (
        Reach(TENTH, None, None, None), Reach(QUARTER_OFF, None, None, None),
    )  # fmt: skip


def test_the_pieces_of_a_day_bound_what_is_looked_at():
    assert of(tablet("0.5", HALF), start="4", most=1).reaches[1].lowest is None
    assert of(tablet("0.5", HALF), start="4", most=8).reaches[1].lowest == Mass.from_mg("1")


def test_a_reach_ends_at_the_first_gap_from_above():
    doses = mg("0", "0.1", "0.2", "0.5", "0.6", "0.7")
    assert reach(doses, Mass.from_mg("0.7"), QUARTER_OFF) == Mass.from_mg("0.6")
    assert reach(doses, Mass.from_mg("0.2"), Fraction(1, 2)) == Mass.from_mg("0.2")
    assert reach(doses, Mass.from_mg("0.5"), QUARTER_OFF) is None


def test_doses_that_do_not_go_down_to_nothing_are_all_within_reach_if_none_is_far():
    assert reach(mg("3", "4"), Mass.from_mg("4"), QUARTER_OFF) == Mass.from_mg("4")


def test_one_dose_alone_is_the_smallest_dose():
    assert of(tablet("2"), start="2").smallest_dose == Mass.from_mg("2")


def test_the_present_dose_itself_belongs_to_the_grid():
    assert grid_of(mg("0", "0.2", "0.3"), Mass.from_mg("0.3")) == Grid(*mg("0.1", "0.2"))


def test_a_cut_of_exactly_the_ceiling_is_within_reach():
    assert reach(mg("0", "3", "4"), Mass.from_mg("4"), QUARTER_OFF) == Mass.from_mg("4")


def test_doses_above_the_present_one_do_not_count():
    assert reach(mg("0", "0.5", "1", "1.1"), Mass.from_mg("1"), QUARTER_OFF) is None


def test_a_grid_starts_where_no_multiple_of_its_step_is_missing_above():
    assert grid_of(mg("0", "0.2", "0.3", "0.4"), Mass.from_mg("0.4")) == Grid(*mg("0.1", "0.2"))
    assert grid_of(mg("0", "0.2", "0.4"), Mass.from_mg("0.4")) == Grid(*mg("0.2", "0"))
    assert grid_of(mg("0", "0.2", "0.3", "0.9"), Mass.from_mg("0.4")) == Grid(*mg("0.1", "0.2"))
    assert grid_of(mg("0"), Mass.from_mg("1")) is None


def test_a_grid_rule_that_comes_out_uneven_is_rounded_up_to_a_dose_of_the_grid():
    # 0.25 / 0.3 is 0.83...: the next multiple of 0.25 is 1 mg
    found = of(tablet("0.5", HALF), ceilings=(Fraction(3, 10), Fraction(7, 20)))
    assert [row.by_grid for row in found.reaches] == mg("1", "0.75")
    # 1 ng over a third of it: whole nanograms are kept as they are
    assert of(tablet("0.5", HALF), ceilings=(Fraction(2, 3),)).reaches[0].by_grid == Mass(375_000)
