"""What is asked of a course besides its goal: nothing that cannot be meant can be asked."""

import pytest

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.errors import BadInput
from glidepath.domain.titration import End
from glidepath.domain.wishes import WORST_TROUGH, Keep, Start, Switch

MORNING, NIGHT = TimeOfDay.read("08:00"), TimeOfDay.read("22:00")


@pytest.mark.parametrize("hours", [0, 25])
def test_hours_to_spare_are_one_to_a_whole_day(hours: int) -> None:
    with pytest.raises(BadInput, match="1 to 24 hours"):
        Keep("sleep", NIGHT, hours)
    assert Keep("sleep", NIGHT, 24).hours == 24
    assert Keep("sleep", NIGHT, 1).hours == 1


@pytest.mark.parametrize("times", [(), (NIGHT, MORNING), (NIGHT, NIGHT)])
def test_a_start_names_each_time_once_and_in_order(times: tuple[TimeOfDay, ...]) -> None:
    with pytest.raises(BadInput, match="each time once, in order"):
        Start(times, NIGHT, End.LOW)


def test_bedtime_is_one_of_the_times_of_a_start() -> None:
    with pytest.raises(BadInput, match=r"start\.bedtime"):
        Start((MORNING,), NIGHT, End.LOW)
    assert Start((MORNING, NIGHT), NIGHT, End.HIGH).bedtime == NIGHT


@pytest.mark.parametrize(
    "wrong", [{"to": ""}, {"to": "diazepam", "parts": 0}, {"to": "diazepam", "step_days": 0}]
)
def test_an_exchange_is_for_a_drug_in_parts_and_days_of_one_or_more(wrong) -> None:
    with pytest.raises(BadInput, match="switch"):
        Switch(**wrong)
    assert Switch("diazepam", (), 1, 1).parts == 1


def test_hours_to_spare_are_counted_from_midnight_into_the_next_day() -> None:
    assert Keep("sleep", NIGHT, 4).at_hours == (22, 23, 24, 25)
    assert WORST_TROUGH.at_hours == tuple(range(24))
    assert not WORST_TROUGH.by_mean
