"""Axes have a few round marks that reach as far as what is drawn."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.documents.axes import Panel, day_marks, round_marks


@pytest.mark.parametrize(
    ("most", "marks"),
    [
        ("2", "0 0.5 1 1.5 2"),
        ("1.75", "0 0.5 1 1.5 2"),
        ("115", "0 50 100 150"),
        ("0.3", "0 0.1 0.2 0.3"),
    ],
)
def test_marks_are_round(most, marks):
    assert [f"{mark.normalize():f}" for mark in round_marks(Decimal(most))] == marks.split()


@given(st.decimals("0.001", "5000", places=3))
def test_marks_begin_at_nothing_and_reach_the_highest_value(most):
    marks = round_marks(most)
    assert marks[0] == 0
    assert marks[-1] >= most
    assert 2 <= len(marks) <= 6


@given(st.integers(1, 4000))
def test_days_are_marked_evenly_and_seldom(days):
    marks = day_marks(days)
    assert marks[0] == 0
    assert marks[-1] <= days
    assert len(marks) <= 12


def test_a_value_beyond_the_scale_stays_on_its_edge():
    panel = Panel(10, 20, 100, 50, 10, 2)
    assert (panel.x(5), panel.y(1), panel.y(3), panel.bottom, panel.right) == (60, 45, 20, 70, 110)
