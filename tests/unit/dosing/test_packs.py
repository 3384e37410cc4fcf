"""Packs hold what is needed, with the least too much and then the fewest packs."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.domain.errors import BadInput
from glidepath.dosing.packs import fewest_packs


@pytest.mark.parametrize(
    ("needed", "sizes", "packs"),
    [
        (27, (30,), ((30, 1),)),
        (70, (30, 100), ((30, 3),)),
        (100, (30, 100), ((100, 1),)),
        (61, (28, 30), ((28, 3),)),
        (0, (30,), ()),
        (1, (50, 20), ((20, 1),)),
    ],
)
def test_packs_of_known_cases(needed, sizes, packs):
    assert fewest_packs(needed, sizes) == packs


@given(st.integers(1, 60), st.sets(st.integers(1, 30), min_size=1, max_size=3))
def test_packs_are_the_best_of_all_that_could_be_tried(needed, sizes):
    order = sorted(sizes, reverse=True)
    tried = product(*(range(needed // size + 2) for size in order))
    held = [(sum(n * s for n, s in zip(way, order, strict=True)), sum(way)) for way in tried]
    best = min(one for one in held if one[0] >= needed)
    found = fewest_packs(needed, sizes)
    assert (sum(n * s for s, n in found), sum(n for _, n in found)) == best


@pytest.mark.parametrize("sizes", [(), (0,), (-1, 30)])
def test_packs_without_a_size_are_refused(sizes):
    with pytest.raises(BadInput, match="1 or more"):
        fewest_packs(1, sizes)
