"""Every exchange of a small world is the one that laying out all of them finds."""

from fractions import Fraction
from itertools import product as every_choice

import pytest

from glidepath.domain.errors import BadInput
from glidepath.planning.exchange import Rate
from glidepath.planning.substitute import substitute
from tests.oracles.exchanges_by_hand import exchanges
from tests.unit.dosing.courses import HALF
from tests.unit.planning.exchanging import exchange, of

OLD = {"halves": of("lorazepam", "1", split=(HALF,)), "whole": of("lorazepam", "0.5", "1")}
NEW = {
    "fine": of("diazepam", "1", "5"),
    "coarse": of("diazepam", "2", "10", split=(HALF,)),
    "odd": of("diazepam", "3", "7"),
}
RATES = [(5, 10, 10), (9, 10, 11), (5, 7, 10), (4, 5, 20)]
STARTS = ["1", "1.5", "0.5 1", "1 1", "1 0.5 1.5", "0.75"]


@pytest.mark.parametrize("old", OLD)
@pytest.mark.parametrize("new", NEW)
def test_the_exchange_is_the_best_of_all(old: str, new: str) -> None:
    compared = 0
    for rate, doses, parts in every_choice(RATES, STARTS, (1, 2, 3)):
        asked = exchange(
            doses,
            old_products=OLD[old],
            new_products=NEW[new],
            parts=parts,
            most_pieces=4,
            rate=Rate(*map(Fraction, rate), "made-up", ()),
        )
        by_hand = exchanges(asked)
        if by_hand is None:
            with pytest.raises(BadInput):
                substitute(asked)
            continue
        found = [
            tuple(tuple(dose.nanograms for dose in one.doses) for one in (row.old, row.new))
            for row in substitute(asked).table
        ]
        assert found == by_hand
        compared += 1
    assert compared >= 8
