"""No event that was acknowledged is ever lost, whenever its writer is killed."""

from __future__ import annotations

import random
import time

import pytest

from glidepath.records.store import open_store
from glidepath.records.verify import verify
from tests.journeys.records.writers import BY, yard


@pytest.mark.parametrize("times", [50, pytest.param(1000, marks=pytest.mark.thorough)])
def test_no_acknowledged_event_is_lost_however_often_a_writer_is_killed(
    url: str, times: int
) -> None:
    chance = random.Random(11)
    acknowledged: dict[int, str] = {}
    with open_store(url) as store:
        store.add_person({}, **BY)
    with yard() as writers:
        for count in range(times):
            writers.start(url)
            time.sleep(chance.uniform(0, 0.04))
            told = writers.kill()
            with open_store(url) as store:
                assert {seq: store.hash_at(seq) for seq in told} == told
                assert count % (times // 10) or verify(store).ok
            acknowledged |= told
    with open_store(url) as store:
        assert verify(store).ok
        assert {one.seq: one.hash for one in store.events()}.items() >= acknowledged.items()
    assert len(acknowledged) >= times


def test_writers_in_two_processes_make_one_chain_and_lose_nothing(url: str) -> None:
    with open_store(url) as store, yard() as first, yard() as second:
        store.add_person({}, **BY)
        first.start(url)
        second.start(url)
        time.sleep(0.5)
        one, two = first.kill(), second.kill()
        assert verify(store).ok
        assert not one.keys() & two.keys()
        assert {seq: store.hash_at(seq) for seq in one | two} == one | two
