"""Supply the slow way: every day, every intake, every single piece, taken by hand from a bag.

A shelf holds whole products, a bag loose pieces. A piece is taken from the bag if one fits,
is put together from smaller ones, is broken off a larger one, or comes from a fresh product.
When the shelf is empty the pharmacy hands out one more. Nothing here is computed in bulk.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from itertools import combinations

from glidepath.domain.person import AtHand
from glidepath.domain.plan import Course
from glidepath.domain.regimen import Intake


@dataclass
class Shelf:
    """One product in one home: wholes, loose pieces, and what was counted on the way."""

    wholes: int
    bag: list[Fraction]
    taken: Fraction = Fraction(0)
    wasted: Fraction = Fraction(0)
    dispensed: int = 0
    aside: list[Fraction] = field(default_factory=list)

    def amount(self) -> Fraction:
        return self.wholes + sum(self.bag, Fraction(0)) + sum(self.aside, Fraction(0))

    def fresh(self) -> None:
        if not self.wholes:
            self.wholes, self.dispensed = 1, self.dispensed + 1
        self.wholes -= 1

    def swallow(self, part: Fraction) -> None:
        self.taken += part
        if part == 1:
            self.fresh()
        elif not (self._one_that_fits(part) or self._some_together(part) or self._break(part)):
            self.fresh()
            self.bag += [part] * (int(1 / part) - 1)

    def _one_that_fits(self, part: Fraction) -> bool:
        if part in self.bag:
            self.bag.remove(part)
            return True
        return False

    def _some_together(self, part: Fraction) -> bool:
        for size in range(2, len(self.bag) + 1):
            for some in combinations(self.bag, size):
                if sum(some) == part:
                    for piece in some:
                        self.bag.remove(piece)
                    return True
        return False

    def _break(self, part: Fraction) -> bool:
        for piece in self.bag:
            if piece > part and (piece / part).denominator == 1:
                self.bag.remove(piece)
                self.bag += [part] * (int(piece / part) - 1)
                return True
        return False

    def throw_away_loose(self) -> None:
        self.wasted += sum(self.bag, Fraction(0))
        self.bag = []


def supply_by_hand(courses: list[Course], at_hand: list[AtHand], days: int, carry: bool):
    """For each interval and product: taken, wasted, at home before, dispensed, left."""
    shelves = {item.product.id: _shelf(item, carry) for item in at_hand}
    diary = _diary(courses)
    pages = []
    for start in range(0, len(diary), days):
        before = {name: shelf.amount() for name, shelf in shelves.items()}
        for shelf in shelves.values():
            shelf.taken, shelf.wasted, shelf.dispensed = Fraction(0), Fraction(0), 0
        for intakes in diary[start : start + days]:
            for piece in (piece for intake in intakes for piece in intake.pieces or ()):
                for _ in range(piece.count):
                    shelves[piece.portion.product_id].swallow(piece.portion.part)
            if not carry:
                for shelf in shelves.values():
                    shelf.throw_away_loose()
        pages.append(
            {
                name: (shelf.taken, shelf.wasted, before[name], shelf.dispensed, shelf.amount())
                for name, shelf in shelves.items()
            }
        )
    return pages


def _diary(courses: list[Course]) -> list[list[Intake]]:
    """Every day from the first of any course to the last, with all that is taken on it."""
    first = min(step.span.start for course in courses for step in course.steps)
    last = max(step.span.end for course in courses for step in course.steps)
    return [
        [
            intake
            for course in courses
            for step in course.steps
            if step.span.start <= first + timedelta(days=n) <= step.span.end
            for intake in step.regimen.intakes
        ]
        for n in range((last - first).days + 1)
    ]


def _shelf(item: AtHand, carry: bool) -> Shelf:
    """What is at home: the loose rest is laid in the bag in the finest pieces, or aside."""
    amount = item.at_home or Fraction(0)
    rest = amount % 1
    sizes = [p.part for p in item.product.portions if p.part < 1 and _akin(p.part, rest)]
    if not (carry and sizes):
        return Shelf(int(amount), [], aside=[rest])
    finest = min(sizes)
    count = int(rest / finest)
    return Shelf(int(amount), [finest] * count, aside=[rest - finest * count])


def _akin(one: Fraction, other: Fraction) -> bool:
    """Whether breaking both in two, again and again, could ever give pieces of one size."""
    return any(
        one.denominator * 2**n == other.denominator * 2**m for n in range(12) for m in range(12)
    )
