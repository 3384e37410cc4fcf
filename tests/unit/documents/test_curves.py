"""Curves come from the forecast unchanged, in per cent, day by day."""

from datetime import date

import pytest

from glidepath.documents.curves import Curve, curves, points
from glidepath.documents.rows import rows
from glidepath.domain.errors import BadInput
from tests.unit.documents.forecasts import made_up
from tests.unit.documents.hand_built import proposal

PLAN = proposal().plan


def test_levels_are_given_in_per_cent_of_the_typical_level_now_with_how_people_differ():
    level, _ = curves(PLAN, made_up(PLAN))
    assert (level.name, level.band) == (
        "Level of clonazepam beside the typical level now", "90 % of people",
    )  # fmt: skip
    assert (level.low[0], level.typical[0], level.high[0]) == pytest.approx((75, 100, 125))


def test_the_effect_has_the_widest_of_its_bands():
    _, effect = curves(PLAN, made_up(PLAN))
    assert (effect.low[0], effect.typical[0], effect.high[0]) == pytest.approx((80, 100, 120))
    assert len(effect.low) == PLAN.course.span.days


def test_without_binding_data_there_is_a_level_and_no_effect():
    assert len(curves(PLAN, made_up(PLAN, effect=False))) == 1


def test_points_are_the_last_days_of_the_steps_in_whole_per_cent():
    days = PLAN.course.span.days
    rising = Curve("c", "band", tuple(map(float, range(days))), (1.6,) * days, (2.4,) * days)
    first, second, *_ = points(rising, rows(PLAN))
    assert (first.step, first.on, first.typical, first.low, first.high) == (
        1, date(2026, 12, 2), 6, 2, 2,
    )  # fmt: skip
    assert second.typical == 34
    assert second.text == "34 % (band 2 to 2 %)"


@pytest.mark.parametrize("forecast", [None, made_up(PLAN, baseline=False)])
def test_no_forecast_or_no_baseline_is_no_curve(forecast):
    assert curves(PLAN, forecast) == ()


def test_a_forecast_of_another_length_is_refused():
    with pytest.raises(BadInput, match="1 days"):
        curves(PLAN, made_up(PLAN, days=1))
