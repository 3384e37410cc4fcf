"""Every exchange of a small world is the one that laying out all of them finds."""

from dataclasses import replace
from fractions import Fraction
from itertools import product as every_choice

import pytest

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.errors import BadInput
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.planning.exchange import Rate
from glidepath.planning.substitute import followed_by, substitute
from glidepath.planning.taper import taper
from tests.oracles.courses_by_hand import Asked, step_by_step
from tests.oracles.exchanges_by_hand import exchanges
from tests.unit.dosing.courses import HALF
from tests.unit.planning.asking import TENTH
from tests.unit.planning.asking import request as taper_request
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
        assert laid_out(substitute(asked)) == by_hand
        compared += 1
    assert compared >= 8


def laid_out(result):
    return [
        tuple(tuple(dose.nanograms for dose in one.doses) for one in (row.old, row.new))
        for row in result.table
    ]


CARRIED = ["08:00 1", "22:00 2", "08:00 2 22:00 1", "07:00 1", "12:00 2 22:00 3"]
"""What is taken of the new drug already: at times of the old one, at others, or at both."""


def carrying(asked, text: str) -> Regimen:
    """What is carried, told at every time of the old drug as well."""
    words = text.split()
    doses = {one.time: Mass.zero() for one in asked.present.intakes}
    for time, dose in zip(words[::2], words[1::2], strict=True):
        doses[TimeOfDay.read(time)] = Mass.from_mg(dose)
    return Regimen.of(doses.items())


@pytest.mark.parametrize("old", OLD)
@pytest.mark.parametrize("carried", CARRIED)
def test_two_drugs_are_joined_as_the_best_of_all_exchanges_does_it(old: str, carried: str) -> None:
    compared = 0
    for new, rate, doses, parts in every_choice(NEW, RATES[:2], STARTS[:4], (1, 2)):
        asked = exchange(
            doses,
            old_products=OLD[old],
            new_products=NEW[new],
            parts=parts,
            most_pieces=4,
            rate=Rate(*map(Fraction, rate), "made-up", ()),
        )
        asked = replace(asked, carried=carrying(asked, carried))
        by_hand = exchanges(asked)
        if by_hand is None:
            with pytest.raises(BadInput):
                substitute(asked)
            continue
        assert laid_out(substitute(asked)) == by_hand
        compared += 1
    assert compared >= 4


@pytest.mark.parametrize("carried", CARRIED[:3])
def test_what_is_lowered_after_joining_is_lowered_by_the_best_of_all_courses(carried: str) -> None:
    for doses in ("0.5", "0.5 0.5"):
        asked = exchange(
            doses,
            new_products=of("diazepam", "1", "2"),
            rate=Rate(Fraction(2), Fraction(4), Fraction(8), "made-up", ()),
        )
        asked = replace(asked, carried=carrying(asked, carried))
        result = substitute(asked)
        lowering = replace(
            taper_request("1", of("diazepam", "1", "2"), TENTH),
            drug_id="diazepam",
            present=result.table[-1].new,
            as_of=result.start_of_reduction,
            first_cut_on=result.start_of_reduction,
        )
        found = taper(lowering)
        masses = [Fraction(part, found.scale) for part in found.grounds[:3]]
        grounds = (*masses, *map(Fraction, found.grounds[3:]))
        assert grounds == step_by_step(Asked.of(lowering))
        whole = followed_by(result.courses[1], found.course)
        assert whole.steps[0].regimen.daily_dose == asked.taking.daily_dose
        assert whole.stops_on is not None
