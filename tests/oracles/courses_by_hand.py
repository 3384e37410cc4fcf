"""The best course the slow way, from the written grounds alone.

Nothing here is shared with the planner, nothing is pruned, packed or reused: regimens come
from trying every combination of doses against the pattern rule, cuts are all pairs of them,
and days come from the closed form of each pace. Two roads lead to the best: `every_course`
walks them all; `step_by_step` goes through them by dose, once for every value that the
worst break could have, which is possible for larger worlds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise
from itertools import product as every_choice

from glidepath.domain.drug import Product
from glidepath.domain.policy import Law
from tests.oracles.pieces_by_hand import simplest

Day = tuple[int, ...]
Sums = tuple[Fraction, ...]


@dataclass(frozen=True)
class Asked:
    """What is asked, in plain numbers; doses in nanograms.

    `began` is the regimen whose pattern is kept: the present one, or the first of a course
    that is already under way.
    """

    present: Day
    began: Day
    products: tuple[Product, ...]
    pace: object
    ceiling: object | None
    step_days: object
    goal: int
    stop_from: int
    most_pieces: int

    @classmethod
    def of(cls, request) -> Asked:
        return cls(
            tuple(dose.nanograms for dose in request.present.doses),
            tuple(dose.nanograms for dose in (request.anchor or request.present).doses),
            request.products,
            request.pace,
            request.policy.ceiling.value if request.policy.ceiling else None,
            request.policy.step_days.value,
            request.goal.nanograms,
            request.stop_from.nanograms,
            request.most_pieces,
        )

    @property
    def start(self) -> int:
        return sum(self.began)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Every regimen that keeps the pattern, from the highest dose down."""
        grids = [[dose for dose in self._made if dose <= top] for top in self.began]
        kept = {day for day in every_choice(*grids) if self._keeps_pattern(day, grids)}
        kept.add(self.present)
        if sum(self.present) and not self._leads_on(self.present, kept):
            own = [[dose for dose in self._made if dose <= top] for top in self.present]
            kept |= {day for day in every_choice(*own) if self._keeps_own_pattern(day, own)}
        for daily in sorted({sum(day) for day in every_choice(*grids)}, reverse=True):
            from_here = [day for day in kept if sum(day) == daily]
            kept |= {new for day in from_here for new in self._smallest_cuts(day, kept)}
        below = [day for day in kept if sum(day) >= self.goal and falls(self.present, day)]
        return (self.present, *sorted(below))

    def _keeps_pattern(self, day: Day, grids: Sequence[Sequence[int]]) -> bool:
        return self._near(day, self.began, grids)

    def _keeps_own_pattern(self, day: Day, grids: Sequence[Sequence[int]]) -> bool:
        return self._near(day, self.present, grids)

    def _near(self, day: Day, pattern: Day, grids: Sequence[Sequence[int]]) -> bool:
        for dose, began, grid in zip(day, pattern, grids, strict=True):
            share = Fraction(sum(day) * began, sum(pattern))
            below = max(one for one in grid if one <= share)
            above = min((one for one in grid if one >= share), default=below)
            if dose not in (below, above):
                return False
        return True

    @cached_property
    def _made(self) -> list[int]:
        return sorted(simplest(self.products, max(self.began), self.most_pieces))

    def next_lower(self, day: Day) -> int:
        """The highest daily dose below this one that can be made without any dose rising."""
        if day not in self._next:
            lower = every_choice(*([m for m in self._made if m <= dose] for dose in day))
            self._next[day] = max((sum(one) for one in lower if one != day), default=0)
        return self._next[day]

    @cached_property
    def _next(self) -> dict[Day, int]:
        return {}

    def _smallest_cuts(self, day: Day, kept: set[Day]) -> list[Day]:
        """The smallest cuts from a regimen, where every cut kept breaks more than it must."""
        if self._leads_on(day, kept):
            return []
        lower = every_choice(*([m for m in self._made if m <= dose] for dose in day))
        return [one for one in lower if one != day and sum(one) == self.next_lower(day)]

    def _leads_on(self, day: Day, kept: set[Day]) -> bool:
        """Whether a regimen that is kept may follow without breaking more than must be."""
        smallest = sum(day) - self.next_lower(day)
        most = (self.ceiling.fall if self.ceiling else 1) * sum(day)
        most = max(smallest, min(most, sum(day) - 1))
        return any(falls(day, one) and sum(day) - sum(one) <= most for one in kept)

    def may_follow(self, before: Day, after: Day) -> bool:
        """No dose rises; a cut beyond the ceiling or to nothing is the smallest there is."""
        if not falls(before, after):
            return False
        b, a = sum(before), sum(after)
        sound = self.ends(b, a) or (a > 0 and not self.over_ceiling(b, a))
        return sound or a == self.next_lower(before)

    def ends(self, before: int, after: int) -> bool:
        return after == 0 and before <= self.stop_from

    def over_ceiling(self, before: int, after: int) -> Fraction:
        if self.ceiling is None or self.ends(before, after):
            return Fraction(0)
        return max(Fraction(0), before - after - self.ceiling.fall * before)

    def _band(self, daily: int):
        for band in self.pace.bands:
            if daily > max(band.above.nanograms, band.above_share * self.start):
                return band
        raise AssertionError

    def asked(self, daily: int) -> Fraction:
        band = self._band(daily)
        base = {Law.SHARE_OF_CURRENT: daily, Law.SHARE_OF_START: self.start}
        if band.law is Law.FIXED_MG:
            return Fraction(band.cut_mass.nanograms)
        return band.cut * base[band.law]

    def over_asked(self, before: int, after: int) -> Fraction:
        if self.ends(before, after):
            return Fraction(0)
        return max(Fraction(0), before - after - self.asked(before))

    @cached_property
    def millidays(self) -> dict[int, int]:
        """When the pace asked passes each daily dose; no zero where it never gets there."""
        times = {}
        top = max(sum(day) for day in self.days)
        for daily in {sum(day) for day in self.days}:
            time = self._time(top, daily)
            if time is not None:
                times[daily] = round(time * 1000)
        return times

    def _time(self, top: int, daily: int) -> Fraction | float | None:
        spent, upper = Fraction(0), Fraction(top)
        for band in self.pace.bands:
            floor = max(band.above.nanograms, band.above_share * self.start, daily)
            if floor >= upper:
                continue
            if band.law is not Law.SHARE_OF_CURRENT:
                base = self.start if band.law is Law.SHARE_OF_START else 1
                cut = band.cut * base or band.cut_mass.nanograms
                spent += (upper - floor) / cut * band.days
            elif not floor:
                return None
            elif band.cut < 1:
                spent += band.days * math.log(upper / floor) / -math.log(1 - band.cut)
            upper = Fraction(floor)
        return spent

    def length(self, before: int, after: int) -> int:
        """Whole days on a dose before a cut."""
        limits = self.step_days
        if after not in self.millidays:
            asked = self._band(before).days if before <= self.stop_from else limits.stretch
            return min(max(asked, limits.shortest), limits.stretch)
        grain = 7 if limits.shortest % 7 == 0 and limits.longest % 7 == 0 else 1
        ideal = Fraction(self.millidays[after] - self.millidays[before], 1000)
        whole = math.floor(ideal / grain + Fraction(1, 2)) * grain
        return min(max(whole, limits.shortest), limits.stretch)

    def drift(self, before: int, after: int) -> int:
        if after not in self.millidays:
            return 0
        grain = 7 if self.step_days.shortest % 7 == 0 and self.step_days.longest % 7 == 0 else 1
        ideal = self.millidays[after] - self.millidays[before]
        missed = abs(self.length(before, after) * 1000 - ideal)
        return max(0, missed - grain * 500)

    def uneven(self, before: int, after: int) -> int:
        return abs(self.length(before, after) - self._band(before).days)

    def surplus(self, day: Day) -> int:
        times = len(day)
        return sum(
            max(0, dose * self.start - began * sum(day)) * (times - place)
            for place, (dose, began) in enumerate(zip(day, self.began, strict=True))
        )

    def choices(self) -> Iterator[tuple[Product, ...]]:
        for size in range(1, len(self.products) + 1):
            yield from combinations(self.products, size)


@dataclass
class Handled:
    """The same with one choice of products in hand."""

    asked: Asked
    products: tuple[Product, ...]

    @cached_property
    def made(self):
        return simplest(self.products, max(self.asked.began), self.asked.most_pieces)

    def can(self, day: Day) -> bool:
        return all(dose in self.made for dose in day)

    def pieces(self, day: Day) -> int:
        return sum(self.made[dose].pieces for dose in day) + len(self.products) - 1

    def waste(self, day: Day) -> Fraction:
        """Of every product that is cut, what is left of the last tablet at the end of the day."""
        left = Fraction(0)
        for product in self.products:
            if product.form.is_liquid:
                continue
            used = sum(self.made[dose].units[product.id] for dose in day)
            left += math.ceil(used) - used
        return left * 12

    def sums(self, before: Day, after: Day) -> Sums:
        """The grounds 2 to 9 of one cut; the lead-in before the first has no length here."""
        asked, first = self.asked, before == self.asked.present
        b, a = sum(before), sum(after)
        days = 0 if first else asked.length(b, a)
        return (
            asked.over_ceiling(b, a),
            asked.over_asked(b, a),
            0 if first else asked.drift(b, a),
            0 if first else asked.uneven(b, a),
            days * self.pieces(before),
            sum(one != other for one, other in zip(before, after, strict=True)),
            asked.surplus(after),
            days * self.waste(before),
        )


def falls(before: Day, after: Day) -> bool:
    """Whether the day's dose is lower and no dose of it higher."""
    lower = sum(after) < sum(before)
    return lower and all(one <= other for one, other in zip(after, before, strict=True))


def add(one: Sums, other: Sums) -> Sums:
    return tuple(a + b for a, b in zip(one, other, strict=True))


NOTHING: Sums = (Fraction(0),) * 8


def courses(asked: Asked) -> Iterator[tuple[Day, ...]]:
    """Every course there is."""
    follow = {day: [d for d in asked.days if asked.may_follow(day, d)] for day in asked.days}
    waiting: list[tuple[Day, ...]] = [(asked.present,)]
    while waiting:
        path = waiting.pop()
        if sum(path[-1]) == asked.goal:
            yield path
        else:
            waiting += [(*path, day) for day in follow[path[-1]]]


def every_course(asked: Asked) -> tuple[Fraction, ...] | None:
    """The grounds of the best of all courses, with every choice of products; masses in ng."""
    hands = [Handled(asked, some) for some in asked.choices()]
    can = [{day for day in asked.days if hand.can(day)} for hand in hands]
    prices: dict[tuple, Sums] = {}
    best = None
    for path in courses(asked):
        cuts = list(pairwise(path))
        worst = max(asked.over_ceiling(sum(b), sum(a)) for b, a in cuts)
        if best is not None and worst > best[0]:
            continue
        for n, hand in enumerate(hands):
            if can[n].issuperset(path):
                found = NOTHING
                for cut in cuts:
                    if (n, cut) not in prices:
                        prices[n, cut] = hand.sums(*cut)
                    found = add(found, prices[n, cut])
                if best is None or (worst, *found) < best:
                    best = (worst, *found)
    return best


def step_by_step(asked: Asked) -> tuple[Fraction, ...] | None:
    """The same, dose by dose: the smallest bound on breaks for which there is any course."""
    cuts = [(b, a) for b in asked.days for a in asked.days if asked.may_follow(b, a)]
    over = {cut: asked.over_ceiling(sum(cut[0]), sum(cut[1])) for cut in cuts}
    for bound in sorted(set(over.values())):
        allowed = [cut for cut in cuts if over[cut] <= bound]
        if _leads_there(asked, allowed):
            found = [_least(Handled(asked, some), allowed) for some in asked.choices()]
            return (bound, *min(sums for sums in found if sums is not None))
    return None


def _leads_there(asked: Asked, cuts: Sequence[tuple[Day, Day]]) -> bool:
    reached = {asked.present}
    for before, after in sorted(cuts, key=lambda cut: -sum(cut[0])):
        if before in reached:
            reached.add(after)
    return any(sum(day) == asked.goal for day in reached)


def _least(hand: Handled, cuts: Sequence[tuple[Day, Day]]) -> Sums | None:
    asked = hand.asked
    best: dict[Day, Sums] = {
        day: NOTHING for day in asked.days if sum(day) == asked.goal and hand.can(day)
    }
    for before, after in sorted(cuts, key=lambda cut: sum(cut[0])):
        if after in best and hand.can(before):
            found = add(best[after], hand.sums(before, after))
            best[before] = min(best.get(before, found), found)
    return best.get(asked.present)
