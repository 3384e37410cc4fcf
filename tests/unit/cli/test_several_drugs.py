"""A plan of several drugs, or of a start, goes through check and forecast as one whole."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from glidepath.care.forecasting import forecast_of_claim
from glidepath.cli.check_facts import context_of
from glidepath.cli.main import main
from glidepath.domain.claim import claim_of
from glidepath.domain.person import UNKNOWN, Goal, GoalKind, Known
from glidepath.domain.quantity import Mass
from tests.unit.documents.several import beginning, crossover
from tests.unit.interop.cases import KB, answered, read

CHANGE = crossover(fall=None, step_days=7)
START = beginning(up_to="2")


def exchanged() -> dict[str, Any]:
    """Lorazepam twice a day in the United Kingdom, to be exchanged for diazepam."""
    tree = answered()
    doses = [{"time": "08:00", "dose": "1 mg"}, {"time": "22:00", "dose": "1 mg"}]
    return tree | {
        "country": "UK",
        "treatment": tree["treatment"] | {"drug": "lorazepam", "intakes": doses},
        "products": [
            {"id": "uk-lorazepam-tablet-1mg", "at_home": 20},
            *({"id": f"uk-diazepam-tablet-{mg}mg"} for mg in (2, 5, 10)),
        ],
        "switch": {"to": "diazepam"},
    }


def started() -> dict[str, Any]:
    """Clonazepam to be started for panic in the United States."""
    tree = answered()
    treatment = {"drug": "clonazepam", "indication": "panic_disorder", "source": "prescribed"}
    start = {"times": ["08:00", "22:00"], "bedtime": "22:00", "end": "high"}
    return tree | {"goal": "start", "treatment": treatment, "start": start}


@pytest.mark.parametrize("tree", [exchanged(), started()])
def test_our_own_plan_is_checked_with_the_case_and_not_forbidden(
    tree: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, papers = tmp_path / "case.json", tmp_path / "papers"
    case.write_text(json.dumps(tree), encoding="utf-8")
    assert main(["plan", str(case), "--out", str(papers)]) == 0
    capsys.readouterr()
    assert main(["check", str(papers / "plan.json"), "--case", str(case)]) == 0
    told = capsys.readouterr().out
    assert "No check forbids this plan." in told
    assert told.count("Checked: ") == (2 if "switch" in tree else 1)


def test_a_plan_for_another_person_is_forbidden(tmp_path: Path) -> None:
    case, papers = tmp_path / "case.json", tmp_path / "papers"
    case.write_text(json.dumps(exchanged()), encoding="utf-8")
    assert main(["plan", str(case), "--out", str(papers)]) == 0
    case.write_text(json.dumps(answered()), encoding="utf-8")
    assert main(["check", str(papers / "plan.json"), "--case", str(case)]) == 3


def test_the_curves_of_a_change_are_of_both_drugs_beside_the_old_one_now() -> None:
    found = forecast_of_claim(claim_of(CHANGE.plan))
    assert found.days == CHANGE.plan.span.days
    assert {"lorazepam", "diazepam"} <= set(found.levels)
    assert found.baseline_mean["lorazepam"] > 0
    assert found.baseline_mean["diazepam"] == 0
    assert found.effect is not None
    assert min(found.effect.effect.typical) > 0.5


def test_a_start_from_nothing_has_no_level_to_be_compared_with() -> None:
    found = forecast_of_claim(claim_of(START.plan))
    assert found.effect is None
    assert found.days == START.plan.span.days


def test_the_facts_of_an_exchange_are_its_table_its_corridor_and_what_speaks_against_it() -> None:
    person = read(exchanged())
    context = context_of(claim_of(CHANGE.plan), KB, person)
    assert context.exchange.rate == Fraction(10)
    assert context.exchange.barriers_standing == ()
    assert context.goal == Goal(GoalKind.STOP)
    second = context.further["diazepam"]
    assert second.present is not None
    assert second.present.daily_dose == Mass.zero()
    unsaid = replace(person, medicines=UNKNOWN)
    assert context_of(claim_of(CHANGE.plan), KB, unsaid).exchange.barriers_standing is None
    assert context_of(claim_of(CHANGE.plan), KB, None).exchange.barriers_standing is None


def test_a_barrier_that_stands_is_named() -> None:
    person = read(exchanged())
    old = replace(person, person=replace(person.person, age_years=Known(80)))
    assert context_of(claim_of(CHANGE.plan), KB, old).exchange.barriers_standing


def test_a_pair_of_drugs_that_no_table_holds_has_no_rate() -> None:
    claim = replace(claim_of(CHANGE.plan), drug_id="zolpidem")
    assert context_of(claim, KB, None).exchange.rate is None


def test_the_facts_of_a_start_are_the_rule_it_names_and_the_person() -> None:
    claim = claim_of(START.plan)
    assert context_of(claim, KB, None).start.titration is not None
    facts = context_of(claim, KB, read(started())).start
    assert (facts.indication, facts.licensed, facts.age_years) == ("panic_disorder", True, 41)
    assert str(facts.bedtime) == "22:00"
    elsewhere = context_of(replace(claim, country="UK"), KB, read(started())).start
    assert elsewhere.licensed is False
    assert context_of(replace(claim, policy_id="my own"), KB, None).start.titration is None


def test_times_that_cannot_be_read_leave_what_is_taken_open() -> None:
    claim = claim_of(CHANGE.plan)
    step = claim.further[0].steps[0]
    wild = replace(step, intakes=(replace(step.intakes[0], time="soon"),))
    second = replace(claim.further[0], steps=(wild,))
    context = context_of(replace(claim, further=(second,)), KB, read(exchanged()))
    assert context.further["diazepam"].present is None
