"""The head of a plan's page: what is cut, and from when on nothing is taken."""

from datetime import date
from pathlib import Path

import pytest

from glidepath.care.prepare import prepare
from glidepath.domain.answer import Proposal
from glidepath.interop.casefile import read_case
from glidepath.web.person.pages.today import free_from
from glidepath.web.view.plan import plan_view
from tests.unit.interop.cases import KB

EXAMPLES = Path(__file__).parents[3] / "examples"


def proposal(name: str) -> Proposal:
    answer = prepare(read_case((EXAMPLES / f"{name}.toml").read_bytes(), f"{name}.toml", KB), KB)
    assert isinstance(answer, Proposal)
    return answer


@pytest.mark.parametrize("name", ["lorazepam_switch_uk", "two_drugs_joined_uk"])
def test_what_another_drug_takes_over_is_no_cut_and_the_end_is_that_of_the_last_drug(name: str):
    given = proposal(name)
    shown, last = plan_view(given, None, KB), given.plan.courses[-1]
    assert shown["largest_cut"] != "100 %"
    assert shown["stops_on"] == last.stops_on.isoformat()
    assert given.plan.course.stops_on < last.stops_on


def test_the_largest_cut_and_the_end_of_one_drug_are_its_own():
    given = proposal("clonazepam_panic")
    shown = plan_view(given, None, KB)
    assert (shown["largest_cut"], shown["stops_on"]) == (
        "25 %",
        given.plan.course.stops_on.isoformat(),
    )


def test_while_one_drug_goes_on_no_first_day_without_it_is_named():
    assert plan_view(proposal("nitrazepam_stay_nl"), None, KB)["stops_on"] == ""


def test_a_drug_that_another_takes_over_does_not_end_the_weekly_list():
    ended, going = {"stops_on": "2026-12-07"}, {"stops_on": None}
    last = {"stops_on": "2028-09-24"}
    assert free_from([ended, going]) is None
    assert free_from([ended, last]) == free_from([last]) == date(2028, 9, 24)
