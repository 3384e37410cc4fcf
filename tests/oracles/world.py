"""A small world that can be gone through from end to end: products, policies and starts."""

from collections.abc import Iterator
from fractions import Fraction

from glidepath.domain.drug import Form
from glidepath.domain.errors import BadInput
from glidepath.domain.policy import Ceiling
from glidepath.planning.request import TaperRequest
from tests.unit.dosing.courses import HALF, QUARTER, liquid, tablet
from tests.unit.planning.asking import fixed, of_start, pace, policy, request, share

PRODUCTS = {
    "US tablets": (tablet("0.5", HALF), tablet("1"), tablet("2")),
    "US tablets and ODT": (tablet("0.5", HALF), tablet("0.125", form=Form.ODT)),
    "NL quarters": (tablet("0.5", HALF, QUARTER), tablet("2", HALF, QUARTER)),
    "coarse drops": (tablet("0.5", HALF), liquid("5", drops=25)),
    "whole only": (tablet("0.5"), tablet("2")),
}
GRAIN = {"US tablets and ODT": "0.125", "NL quarters": "0.125", "whole only": "0.5"}

POLICIES = {
    "a tenth of the present dose": policy(pace(share("0.1", 28))),
    "a twentieth of the present dose": policy(pace(share("0.05", 28))),
    "a quarter, no ceiling": policy(pace(share("0.25", 14)), ceiling=None),
    "a tenth of the start": policy(pace(of_start("0.1", 14))),
    "a fixed cut, no ceiling": policy(pace(fixed("0.25", 7)), ceiling=None, days=(7, 7, 7)),
    "a fixed cut under a ceiling": policy(pace(fixed("0.3", 14)), days=(14, 14, 28)),
    "two fixed bands": policy(
        pace(fixed("0.5", 14, "1"), fixed("0.25", 7)), ceiling=None, days=(7, 14, 14)
    ),
    "a band far slower than the one above": policy(
        pace(share("0.5", 21, "1"), share("0.05", 14)), ceiling=Ceiling(Fraction(1, 10), 14)
    ),
    "bands of the start, counted in days": policy(
        pace(of_start("0.2", 14, "0.5"), of_start("0.05", 15)), days=(14, 15, 50)
    ),
}


def doses(grain: str, most: str) -> list[str]:
    step = Fraction(grain)
    return [str(float(step * n)) for n in range(1, int(Fraction(most) / step) + 1)]


def once(grain: str, most: str) -> list[str]:
    return doses(grain, most)


def twice(grain: str, most: str) -> list[str]:
    """Two doses a day, equal and unequal, that are no more than so much together."""
    both = [(a, b) for a in doses(grain, most) for b in doses(grain, most)]
    return [f"{a} {b}" for a, b in both if float(a) + float(b) <= float(most)]


def thrice(grain: str, most: str) -> list[str]:
    some = [(ab, c) for ab in twice(grain, most) for c in doses(grain, most)]
    return [f"{ab} {c}" for ab, c in some if sum(map(float, f"{ab} {c}".split())) <= float(most)]


def requests(products: str, rule: str, starts: list[str]) -> Iterator[TaperRequest]:
    """Every taper of the world: to nothing and to half the dose, low and high stopping doses."""
    for n, start in enumerate(starts):
        half = sum(Fraction(dose) for dose in start.split()) / 2
        for goal, stop_from in (("0", "0.025"), ("0", "0.5"), (str(float(half)), "0.5"))[n % 2 :]:
            try:
                yield request(
                    start, PRODUCTS[products], POLICIES[rule], goal=goal, stop_from=stop_from
                )
            except BadInput:
                continue
