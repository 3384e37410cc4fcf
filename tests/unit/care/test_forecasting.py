"""One way from a plan to its curves: a plan as it is written gives what the plan itself gives."""

import pytest

from glidepath.care.forecasting import forecast_of_claim, forecast_of_plan
from glidepath.domain.claim import claim_of
from tests.unit.care.asked import LORAZEPAM, NOT_TAKEN, TWICE, person, proposal

WHO = person(**LORAZEPAM, switch={"to": "diazepam"})
CHANGE = proposal(**LORAZEPAM, switch={"to": "diazepam"}).plan
PLAIN = proposal().plan


@pytest.mark.parametrize("plan", [PLAIN, CHANGE], ids=["one drug", "two drugs"])
def test_the_curves_of_a_plan_are_those_of_the_plan_as_it_is_written(plan) -> None:
    ours, written = forecast_of_plan(plan), forecast_of_claim(claim_of(plan))
    assert ours.days == written.days == plan.span.days
    assert list(ours.effect.effect.typical) == list(written.effect.effect.typical)


def test_the_present_doses_are_what_the_effect_is_held_against() -> None:
    present = person().treatment.regimen
    double = [{"time": "08:00", "dose": "1.5 mg"}, {"time": "22:00", "dose": "1.5 mg"}]
    more = person(treatment__intakes=double).treatment.regimen
    beside_now = forecast_of_plan(PLAIN, present).effect.effect.typical[0]
    beside_more = forecast_of_plan(PLAIN, more).effect.effect.typical[0]
    assert beside_now == pytest.approx(1, abs=0.01)
    assert beside_more < beside_now - 0.02


def test_the_curves_of_a_change_begin_with_the_old_drug_alone() -> None:
    found = forecast_of_plan(CHANGE, WHO.treatment.regimen)
    assert found.baseline_mean["lorazepam"] > 0
    assert found.baseline_mean["diazepam"] == 0


def test_whoever_begins_has_no_state_to_be_compared_with() -> None:
    assert forecast_of_plan(proposal(**NOT_TAKEN, start=TWICE).plan) is None


def test_a_drug_that_the_model_does_not_know_has_no_curve(monkeypatch) -> None:
    from glidepath.domain.errors import BadInput, Problem
    from glidepath.pharmacology import forecast

    def unknown(*_, **__):
        raise BadInput(Problem("drug", "another", "one of ours"))

    monkeypatch.setattr(forecast, "forecast", unknown)
    assert forecast_of_plan(PLAIN) is None
    with pytest.raises(BadInput):
        forecast_of_claim(claim_of(PLAIN))
