"""Five hundred days of virtual people, lived through plan, record and re-plan."""

from collections import Counter

import pytest

from tests.lives import live

QUICK, BATCH = 50, 10
MANY = 1_000


def lived(numbers: range) -> tuple[list[str], Counter[str]]:
    """What went wrong in these lives, and what happened in them."""
    faults: list[str] = []
    happened: Counter[str] = Counter()
    for number in numbers:
        life = live(number)
        faults += life.faults
        happened += life.happened
        if life.happened["step_back"] < 2 and not life.over:
            faults.append(f"life {number} has no two steps back")
    return faults, happened


@pytest.mark.parametrize("first", range(0, QUICK, BATCH))
def test_five_hundred_days_are_lived_without_a_fault(first):
    faults, happened = lived(range(first, first + BATCH))
    assert faults == []
    assert happened["step_back"] > BATCH
    assert all(happened[event] for event in ("switch", "to_stop", "hold", "gap", "restart"))


@pytest.mark.thorough
@pytest.mark.parametrize("first", range(QUICK, MANY, 50))
def test_a_thousand_people_live_without_a_fault(first):
    assert lived(range(first, first + 50))[0] == []


def test_a_life_is_always_the_same_for_its_number():
    one, same = live(3), live(3)
    assert (one.happened, one.plan, one.today) == (same.happened, same.plan, same.today)
