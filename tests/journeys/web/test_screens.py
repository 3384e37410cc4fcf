"""Draft."""

from tests.journeys.web.states import prepare


def test_x():
    assert prepare
