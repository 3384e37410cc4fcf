"""Several drugs together, as whole thousandths of the present regimen."""

from fractions import Fraction

import pytest

from glidepath.domain.errors import BadInput
from glidepath.pharmacology.forecast import forecast
from glidepath.pharmacology.outlook import daily_outlook, day_outlook, foreseeable

CLONAZEPAM = [(22, "2", "clonazepam")]
DIAZEPAM = [(22, "40", "diazepam")]
ASHTON = {"diazepam": Fraction(20)}


def test_staying_on_the_present_regimen_stays_at_a_thousand() -> None:
    assert set(daily_outlook([(5, CLONAZEPAM)], before=CLONAZEPAM, rate={})) == {1000}


def test_an_exchange_at_once_dips_for_days_and_comes_back() -> None:
    daily = daily_outlook([(60, DIAZEPAM)], before=CLONAZEPAM, rate=ASHTON)
    assert 700 <= min(daily[1:4]) <= 760
    assert daily[10] > 900
    assert daily[-1] == pytest.approx(1000, abs=5)


def test_the_daily_means_are_those_of_the_whole_forecast() -> None:
    steps = [(7, [(8, 1, "lorazepam"), (22, 10, "diazepam")]), (14, DIAZEPAM)]
    before = [(8, 1, "lorazepam"), (22, 1, "lorazepam")]
    relative = forecast(steps, before=before).effect
    assert relative is not None
    daily = daily_outlook(steps, before=before, rate={})
    expected = [round(float(one) * 1000) for one in relative.exposure.typical]
    assert all(abs(a - b) <= 10 for a, b in zip(daily, expected, strict=True))


def test_a_rate_of_exchange_that_is_half_as_high_makes_the_same_dose_twice_as_much() -> None:
    low = daily_outlook([(60, DIAZEPAM)], before=CLONAZEPAM, rate={"diazepam": Fraction(10)})
    assert low[-1] == pytest.approx(2000, abs=10)


def test_a_new_drug_that_is_taken_already_is_weighed_by_the_rate_whatever_its_hour() -> None:
    rate = {"diazepam": Fraction(10)}
    for hour in (6, 23):
        before = [*CLONAZEPAM, (hour, "20", "diazepam")]
        alone = daily_outlook([(90, [(hour, "40", "diazepam")])], before=before, rate=rate)
        assert alone[-1] == pytest.approx(1000, abs=10)


def test_a_dose_twice_as_large_lies_twice_as_high_at_every_hour() -> None:
    hours = range(6, 30)
    once = day_outlook(CLONAZEPAM, present=CLONAZEPAM, at_hours=hours)
    twice = day_outlook([(22, "4", "clonazepam")], present=CLONAZEPAM, at_hours=hours)
    assert all(abs(b - 2 * a) <= 1 for a, b in zip(once, twice, strict=True))


def test_the_hours_run_on_into_the_next_day() -> None:
    levels = day_outlook(CLONAZEPAM, present=CLONAZEPAM, at_hours=range(48))
    assert all(abs(a - b) <= 1 for a, b in zip(levels[:24], levels[24:], strict=True))


def test_what_can_be_foreseen_needs_binding_data_for_every_drug(monkeypatch) -> None:
    assert foreseeable("clonazepam", "diazepam")

    class Without:
        equivalent_mg = None

    monkeypatch.setattr("glidepath.pharmacology.outlook.drug_model", lambda drug: Without)
    assert not foreseeable("clonazepam")


def test_an_unknown_drug_is_refused() -> None:
    with pytest.raises(BadInput):
        daily_outlook([(1, [(8, 1, "aspirin")])], before=CLONAZEPAM, rate={})
