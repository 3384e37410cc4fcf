"""An exchange the slow way: every way to give the two drugs is laid out, and the best kept.

Nothing is shared with the planner. The written grounds for one part of one dose: what
remains of the old drug is makeable and at or above its share, as little above as can be;
the new dose is inside the range of the rate, never less than before, and no further below
its equal than the corridor goes down; of those at or below the equal the largest counts, and
only where there is none the smallest above. What is carried of the new drug at that time
stays, and the new dose counts from there.
"""

from fractions import Fraction

from tests.oracles.pieces_by_hand import simplest

Day = tuple[int, ...]


def exchanges(request) -> list[tuple[Day, Day]] | None:
    """The doses of both drugs, in nanograms, after every exchange; None where one cannot be."""
    old = tuple(dose.nanograms for dose in request.present.doses)
    times = [one.time for one in (request.carried or request.present).intakes]
    held = tuple(
        one.dose.nanograms if request.carried else 0
        for one in (request.carried or request.present).intakes
    )
    largest = max(held) + int(max(old) * request.rate.high)
    old_grid = sorted(simplest(request.old_products, max(old), request.most_pieces))
    new_grid = sorted(simplest(request.new_products, largest, request.most_pieces))
    if any(dose not in old_grid for dose in old) or any(dose not in new_grid for dose in held):
        return None
    days = [(old, held)]
    for time in request.order:
        places = [one.time for one in request.present.intakes].index(time), times.index(time)
        for part in range(1, request.parts + 1):
            day = _best(request, days, places, part, old_grid, new_grid)
            if day is None:
                return None
            days.append(day)
    return days


def _best(request, days, places, part, old_grid, new_grid):
    (whole, held), before, (place, above) = days[0], days[-1], places
    every = [
        (_changed(before[0], place, left), _changed(before[1], above, given))
        for left in old_grid
        for given in new_grid
    ]
    asked = Fraction(whole[place] * (request.parts - part), request.parts)
    least_left = min(left for left in old_grid if left >= asked)
    sound = []
    for day in every:
        left, taken = day[0][place], day[1][above]
        given = taken - held[above]
        removed = whole[place] - left
        low, high = removed * request.rate.low, removed * request.rate.high
        falls = left == least_left and left < before[0][place]
        over = given - removed * request.rate.chosen
        cuts = given < request.corridor.low * removed * request.rate.chosen
        if falls and low <= given <= high and taken >= before[1][above] and not cuts:
            sound.append(((over > 0, abs(over)), day))
    return min(sound)[1] if sound else None


def _changed(doses: Day, place: int, dose: int) -> Day:
    return tuple(dose if n == place else old for n, old in enumerate(doses))
