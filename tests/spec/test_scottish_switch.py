"""Scotland's worked schedule: lorazepam 1 mg twice a day to diazepam and to nothing, 22 steps.

The rule: the table takes 1 mg of lorazepam as 10 mg of diazepam; the night dose is
exchanged before the morning dose; then 1 mg at a time, the morning emptied before the
night; every two to four weeks.
"""

from itertools import pairwise

import pytest

from glidepath.planning.substitute import substitute
from tests.unit.planning.exchanging import FIRST, MORNING, NIGHT, exchange, fall

SCHEDULE = [
    ("1 0", "0 10"),
    *(("0 0", f"{morning} 10") for morning in range(10, 0, -1)),
    *(("0 0", f"0 {night}") for night in range(10, -1, -1)),
]
"""Lorazepam and diazepam, morning and night, as the guide prints them, step by step."""


@pytest.fixture(scope="module", params=[("faster", 14), ("gentle", 28)])
def switched(request):
    pace, days = request.param
    asked = exchange("1 1", step_days=days, fall=fall("scotland-2024", pace, MORNING, NIGHT))
    return substitute(asked), days


def doses(step) -> str:
    return " ".join(str(dose.mg) for dose in step.regimen.doses)


def on(course, day) -> str:
    """What a course says for a day; after its end nothing is taken."""
    found = [doses(step) for step in course.steps if step.span.start <= day <= step.span.end]
    return found[0] if found else "0 0"


def test_all_twenty_two_steps_come_out_of_the_rule(switched) -> None:
    (old, new), _ = switched[0].courses, switched[1]
    assert len(new.steps) == 22
    assert [(on(old, step.span.start), doses(step)) for step in new.steps] == SCHEDULE


def test_each_step_lasts_the_interval_of_the_guide(switched) -> None:
    result, days = switched
    new = result.courses[1]
    assert new.span.start == FIRST
    assert {step.span.days for step in new.steps[:-1]} == {days}


def test_the_total_is_constant_through_the_exchange(switched) -> None:
    assert {row.old_equivalent_mg for row in switched[0].table} == {2}


def test_one_dose_changes_at_each_step(switched) -> None:
    new = switched[0].courses[1]
    for one, other in pairwise(new.steps):
        pairs = zip(one.regimen.doses, other.regimen.doses, strict=True)
        assert sum(a != b for a, b in pairs) == 1


def test_the_morning_is_emptied_before_the_night_is_touched(switched) -> None:
    new = switched[0].courses[1]
    for step in new.steps[1:]:
        morning, night = step.regimen.doses
        assert not morning or night.mg == 10


def test_the_cuts_cross_a_quarter_of_the_dose_below_four_milligrams(switched) -> None:
    cuts = [step.cut for step in switched[0].courses[1].steps if step.cut]
    assert [cut.share > 0.25 for cut in cuts] == [cut.before.mg < 4 for cut in cuts]


def test_the_lowering_waits_until_diazepam_has_built_up(switched) -> None:
    result, days = switched
    assert result.start_of_reduction == result.courses[1].steps[2].span.start
    assert days >= result.build_up_days == 11
