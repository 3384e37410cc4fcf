"""Laws that hold for every course: nothing is lost, doses add, time shifts."""

from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.domain.errors import BadInput
from glidepath.pharmacology.data import drug_ids
from glidepath.pharmacology.disposition import typical
from glidepath.pharmacology.doses import DoseEvent
from glidepath.pharmacology.event_table import read_events
from glidepath.pharmacology.exposure import exposure, levels_at
from glidepath.pharmacology.forecast import forecast
from glidepath.pharmacology.parameters import drug_model

DRUGS = st.sampled_from(drug_ids())
HOURS = st.floats(0, 300).map(lambda hour: round(hour, 3))
MG = st.floats(0.01, 20)
DOSES = st.lists(st.tuples(HOURS, MG), min_size=1, max_size=12)
SAMPLES = np.linspace(0.0, 400.0, 23)


def levels(drug: str, doses: list[tuple[float, float]]) -> np.ndarray:
    events = [DoseEvent(hour, mg, drug) for hour, mg in doses]
    return np.stack(list(exposure(drug, events, SAMPLES).values()))


@given(DRUGS, DOSES, DOSES)
def test_two_courses_together_give_the_sum_of_their_levels(
    drug: str, one: list[tuple[float, float]], two: list[tuple[float, float]]
) -> None:
    together = levels(drug, one + two)
    assert together == pytest.approx(levels(drug, one) + levels(drug, two), rel=1e-9, abs=1e-9)


@given(DRUGS, DOSES, st.floats(0.1, 10))
def test_levels_are_in_proportion_to_the_dose(
    drug: str, doses: list[tuple[float, float]], factor: float
) -> None:
    more = levels(drug, [(hour, mg * factor) for hour, mg in doses])
    assert more == pytest.approx(factor * levels(drug, doses), rel=1e-9, abs=1e-12)


@given(DRUGS, DOSES)
def test_levels_are_never_negative(drug: str, doses: list[tuple[float, float]]) -> None:
    assert (levels(drug, doses) >= 0).all()


@given(DRUGS, DOSES, st.floats(1, 200).map(lambda hour: round(hour, 3)))
def test_a_later_course_gives_the_same_levels_later(
    drug: str, doses: list[tuple[float, float]], shift: float
) -> None:
    early = exposure(drug, [DoseEvent(h, mg, drug) for h, mg in doses], SAMPLES)
    moved = [DoseEvent(h + shift, mg, drug) for h, mg in doses]
    late = exposure(drug, moved, SAMPLES + shift)
    for name in early:
        assert late[name] == pytest.approx(early[name], rel=1e-6, abs=1e-6)


@given(DRUGS, DOSES)
def test_all_of_every_dose_is_in_the_body_or_has_left_it(
    drug: str, doses: list[tuple[float, float]]
) -> None:
    body = typical(drug_model(drug))
    at = 320.0
    inside = left = taken = 0.0
    for hour, mg in doses:
        since = np.array([at - hour - body.alag])
        state = body.transition(since)[:, 0, 0, :] * mg * body.f
        stayed = body.transition(since, integrate=True)[:, 0, 0, :] * mg * body.f
        amounts = body.amounts(state)
        parent = 3 if body.q.any() else 2
        inside += float(amounts[:parent].sum())
        left += float(stayed[1:parent].sum() * body.cl[0] / body.vc[0])
        taken += mg * float(body.f[0])
    assert inside + left == pytest.approx(taken, rel=1e-9)


@given(DRUGS, st.floats(0.5, 200))
def test_changing_to_amounts_and_back_changes_nothing(drug: str, hours: float) -> None:
    body = typical(drug_model(drug))
    state = body.transition(np.array([hours]))[:, 0, 0, :]
    assert body.from_amounts(body.amounts(state)) == pytest.approx(state, rel=1e-9, abs=1e-15)
    assert (body.amounts(state) >= 0).all()


@given(st.sampled_from(["clonazepam", "lorazepam", "diazepam"]), st.floats(0.1, 0.9))
def test_a_smaller_dose_never_gives_more_effect(drug: str, share: float) -> None:
    now = [(8, 1), (20, 1)]
    less = [(8, share), (20, share)]
    found = forecast([(6, less)], drug=drug, before=now).effect
    assert found is not None
    assert (np.diff(found.effect.typical) <= 1e-12).all()
    assert (found.drive.typical >= 0).all()


@given(st.text(max_size=80))
def test_any_text_is_read_as_an_event_table_or_refused(text: str) -> None:
    with suppress(BadInput):
        read_events("# TIME h, AMT mg\nID,TIME,AMT,EVID\n" + text)


@given(st.floats(1e-3, 1e2), st.floats(-12, 3))
def test_one_compartment_is_right_for_any_ratio_of_absorption_to_elimination(
    k: float, exponent: float
) -> None:
    body = typical(drug_model("zolpidem"))
    ka = k * (1 + 10.0**exponent)
    person = replace(body, cl=np.array([k * 50.0]), vc=np.array([50.0]), ka=np.array([ka]))
    hour = 1.0 / k
    ours = levels_at(person, np.array([0.0]), np.array([1.0]), np.array([hour]))[0][0]
    z = (ka - k) * hour
    share = 1.0 if z == 0 else -float(np.expm1(-z)) / z
    exact = float(body.f[0]) / 50 * 1000 * ka * hour * float(np.exp(-k * hour)) * share
    assert ours == pytest.approx(exact, rel=1e-12)
