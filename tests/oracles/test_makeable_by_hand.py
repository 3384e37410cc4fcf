"""What can be made, and of what, agrees with laying out every handful of pieces."""

from itertools import combinations

import pytest

from glidepath.domain.quantity import Mass
from glidepath.dosing.makeable import makeable
from tests.oracles.pieces_by_hand import Handful, simplest
from tests.unit.dosing.courses import HALF, QUARTER, THIRD, liquid, tablet

SHELF = (
    tablet("0.5", HALF),
    tablet("1"),
    tablet("0.5", HALF, QUARTER, name="crossed"),
    tablet("3", HALF, THIRD),
    tablet("2", QUARTER),
    tablet("0.2", name="small"),
    liquid("12.5", drops=25),
    liquid("2.5", drops=25),
    liquid("0.5", mark="0.5"),
    liquid("0.1", mark="6"),
)
CHOICES = [some for size in (0, 1, 2) for some in combinations(SHELF, size)] + [
    (SHELF[0], SHELF[1], SHELF[6]),
    (SHELF[6], SHELF[1], SHELF[0]),
    (SHELF[5], SHELF[7], SHELF[2]),
]


def counts(handful: Handful) -> list[tuple[str, object, int]]:
    return [
        (portion.product_id, portion.part, count)
        for product, some in zip(handful.products, handful.counts, strict=True)
        for portion, count in zip(product.portions, some, strict=True)
        if count
    ]


@pytest.mark.parametrize("products", CHOICES, ids=lambda some: "+".join(p.id for p in some))
@pytest.mark.parametrize(("up_to", "most_pieces"), [("2", 4), ("3.5", 3)])
def test_doses_and_pieces_are_those_of_the_simplest_handfuls(products, up_to, most_pieces):
    expected = simplest(products, Mass.from_mg(up_to).nanograms, most_pieces)
    made = makeable(products, Mass.from_mg(up_to), most_pieces)
    assert [dose.nanograms for dose in made.doses] == sorted(expected)
    for dose in made.doses:
        handful = expected[dose.nanograms]
        assert made.effort(dose) == handful.effort
        composed = made.compose(dose)
        found = [(p.portion.product_id, p.portion.part, p.count) for p in composed]
        assert found == counts(handful)
