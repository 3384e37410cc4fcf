"""Laws of every exchange: equal within the range, one intake at a time, no day left out."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from glidepath.domain.errors import BadInput
from glidepath.domain.regimen import total
from glidepath.planning.substitute import substitute
from tests.unit.dosing.courses import HALF
from tests.unit.planning.exchanging import exchange, fall, of

PAIRS = [
    ("lorazepam", of("lorazepam", "0.5", "1"), "diazepam", of("diazepam", "1", "2", "5", "10")),
    ("clonazepam", of("clonazepam", "0.5", split=(HALF,)), "diazepam", of("diazepam", "1", "5")),
    ("diazepam", of("diazepam", "2", "5"), "clonazepam", of("clonazepam", "0.125", "0.5")),
    ("alprazolam", of("alprazolam", "0.25", "1"), "clonazepam", of("clonazepam", "0.25")),
]


@st.composite
def exchanges(draw):
    old, old_products, new, new_products = draw(st.sampled_from(PAIRS))
    portions = [portion.mass for product in old_products for portion in product.portions]
    grid = st.sampled_from([str((mass * n).mg) for mass in portions for n in (1, 2, 3)])
    doses = draw(st.lists(grid, min_size=1, max_size=3))
    return exchange(
        " ".join(doses),
        old=old,
        new=new,
        table=draw(st.sampled_from(["ashton", "vadod-2021", "all"])),
        old_products=old_products,
        new_products=new_products,
        parts=draw(st.integers(1, 3)),
        step_days=draw(st.sampled_from([3, 7, 14])),
    )


def planned(asked):
    """The result, or None where the products make no exchange."""
    try:
        return substitute(asked)
    except BadInput:
        return None


@settings(max_examples=25)
@given(exchanges())
def test_an_exchange_keeps_every_law(asked) -> None:
    result = planned(asked)
    assume(result is not None)
    rate = asked.rate
    for one in result.exchanged:
        assert one.equal_mg == Fraction(one.removed.mg) * rate.chosen
    for before, after in pairwise(result.table):
        assert after.span.start == before.span.next_day
        both = [(*row.old.doses, *row.new.doses) for row in (before, after)]
        assert sum(a != b for a, b in zip(*both, strict=True)) <= 2
        assert after.old.daily_dose < before.old.daily_dose
        assert after.new.daily_dose >= before.new.daily_dose
    for row in result.table:
        gone = [a - b for a, b in zip(asked.present.doses, row.old.doses, strict=True)]
        for removed, given_new in zip(gone, row.new.doses, strict=True):
            assert removed.nanograms * rate.low <= given_new.nanograms
            assert given_new.nanograms <= removed.nanograms * rate.high
    assert result.table[-1].old.daily_dose == total([])
    assert result.reports[0].holds == (
        asked.corridor.low <= result.reports[0].lowest
        and result.reports[0].highest <= asked.corridor.high
    )


@settings(max_examples=15)
@given(exchanges())
def test_the_lowering_afterwards_only_falls_and_ends_at_nothing(asked) -> None:
    order = tuple(sorted(asked.order))
    lowered = exchange_with_fall(asked, order)
    assume(lowered is not None)
    doses = [step.regimen.doses for step in lowered.courses[1].steps]
    falling = doses[len(lowered.table) - 1 :]
    for before, after in pairwise(falling):
        assert sum(a != b for a, b in zip(before, after, strict=True)) == 1
        assert sum(d.nanograms for d in after) < sum(d.nanograms for d in before)
    assert lowered.courses[1].stops_on is not None


def exchange_with_fall(asked, order):
    from dataclasses import replace

    try:
        return substitute(replace(asked, fall=fall("joint-2025", "usual", *order)))
    except BadInput:
        return None
