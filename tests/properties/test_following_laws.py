"""Over simulated people: no red flag missed, no cut against a hold, no rule of a single day."""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random

import pytest

from glidepath.domain.decision import DecisionKind
from glidepath.domain.diary import DayEntry, Tolerable
from glidepath.domain.person import Known
from glidepath.monitoring.decide import decide, stands
from glidepath.monitoring.decide_view import View
from tests.properties.following_people import (
    BEST,
    START,
    WORST,
    Morning,
    Person,
    last_days,
    lives,
    with_day,
)
from tests.unit.monitoring.diaries import BOOK, DAY

MANY = [100, pytest.param(1000, marks=pytest.mark.thorough)]
HOLDS = (DecisionKind.HOLD, DecisionKind.STEP_BACK)


@cache
def mornings(people: int) -> tuple[Morning, ...]:
    """Every morning of so many people."""
    found: list[Morning] = []
    for number in range(people):
        random = Random(f"following {number}")
        found += lives(Person.drawn(random), random)
    return tuple(found)


@pytest.mark.parametrize("people", MANY)
def test_no_red_flag_is_missed_and_none_is_seen_where_there_is_none(people: int) -> None:
    for one in mornings(people):
        person = one.person
        stands_open = person.flag_on < one.day < person.dealt_on
        assert (one.decision.kind is DecisionKind.URGENT) is stands_open, (one.day, person.flag_on)


@pytest.mark.parametrize("people", MANY)
def test_no_cut_is_made_while_a_reason_to_hold_stands(people: int) -> None:
    cuts = [one for one in mornings(people) if one.cut]
    assert len(cuts) > 2 * people
    for one in cuts:
        assert not stands(View(one.told.until(one.far.on), one.far, BOOK))
        assert not _should_hold(one)


def _should_hold(one: Morning) -> bool:
    """The reasons to hold once more, in the plainest words: an oracle that shares no code."""
    days = last_days(one.told, one.far.on)
    hard = [entry.hard.value for entry in days if isinstance(entry.hard, Known)]
    borne = [entry.tolerable for entry in days].count(Known(Tolerable.NO))
    short = sum(e.sleep_hours.value < 4 for e in days if isinstance(e.sleep_hours, Known))
    flag = START + one.person.flag_on * DAY
    recent = 0 < (one.far.on - flag).days < 7
    too_few = len(days) < 6
    many_hard = sum(value >= 7 for value in hard) >= 3
    return many_hard or borne >= 3 or short >= 3 or recent or too_few


@pytest.mark.parametrize("people", MANY)
def test_no_cut_follows_another_within_a_week(people: int) -> None:
    for one in mornings(people):
        if one.cut and len(one.far.cuts) > 0:
            assert (one.far.on - one.far.cuts[-1]).days >= 7


@pytest.mark.parametrize("people", MANY)
def test_people_get_on_and_the_sensitive_ones_are_held(people: int) -> None:
    all_days = mornings(people)
    held = Counter(one.person.points > 16 for one in all_days if one.decision.kind in HOLDS)
    days = Counter(one.person.points > 16 for one in all_days)
    assert held[True] / days[True] > 1.3 * held[False] / days[False]


@pytest.mark.parametrize("people", MANY)
def test_one_outlier_day_decides_nothing(people: int) -> None:
    changed, tried = Counter[str](), 0
    for number, one in enumerate(mornings(people)):
        days = last_days(one.told, one.far.on)
        if number % 3 or len(days) < 2:
            continue
        tried += 1
        day = Random(number).choice(days[:-1])
        changed += _with_outliers(one, days, day)
    assert changed["held"] == 0
    assert changed["let go"] == 0
    assert changed["another kind"] <= 0.1 * 2 * tried, (changed, tried)


def _with_outliers(one: Morning, days: list[DayEntry], day: DayEntry) -> Counter[str]:
    """What one day as bad, and as good, as can be makes of a decision."""
    found = Counter[str]()
    others = [entry for entry in days if entry != day]
    bad = decide(with_day(one.told, day, WORST), one.far, BOOK)
    good = decide(with_day(one.told, day, BEST), one.far, BOOK)
    found["held"] += bad.kind in HOLDS and one.decision.kind not in HOLDS and _calm(one, others)
    found["let go"] += good.kind.lowers and not one.decision.kind.lowers and _hard(others)
    found["another kind"] += sum(other.kind is not one.decision.kind for other in (bad, good))
    return found


def _calm(one: Morning, days: list[DayEntry]) -> bool:
    """Whether all these days are within the usual of the person and well borne."""
    usual = round(one.person.usual)
    fine = [e for e in days if e.tolerable == Known(Tolerable.YES) and e.hard.value <= usual]  # type: ignore[union-attr]
    return len(fine) == len(days) == 6


def _hard(days: list[DayEntry]) -> bool:
    """Whether three of these days or more were hard or not borne."""
    bad = [e for e in days if e.tolerable == Known(Tolerable.NO) or e.hard.value >= 7]  # type: ignore[union-attr]
    return len(bad) >= 3
