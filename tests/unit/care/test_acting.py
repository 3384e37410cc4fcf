"""A medicine whose end or beginning lowers the level: no cut meanwhile, and none just before."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from glidepath.care.prepare import prepare
from glidepath.domain.answer import Proposal
from glidepath.interop.casefile import read_case
from glidepath.knowledge.base import KnowledgeBase

KB = KnowledgeBase.packaged()
CASE = """
as_of = 2026-11-22
country = "US"
goal = "stop"
products = ["us-clonazepam-tablet-0.5mg-scored"]
medicines = [{medicine}]
[person]
age = 45
sex = "male"
[treatment]
drug = "clonazepam"
indication = "panic_disorder"
since = 2020-01-10
days_per_week = 7
source = "prescribed"
last_taken = 2026-11-22
intakes = [{{ time = "22:00", dose = "1 mg" }}]
[conditions]
epilepsy = "no"
withdrawal_seizure_or_delirium = "no"
alcohol_use_disorder = "no"
bipolar_disorder = "no"
psychosis = "no"
sleep_disturbance = "no"
suicidal_thoughts = "no"
palliative_care = "no"
"""
WINDOW = timedelta(days=14)


def cut_days(medicine: str) -> list[date]:
    situation = read_case(CASE.format(medicine=medicine).encode(), "case.toml", KB)
    answer = prepare(situation, KB)
    assert isinstance(answer, Proposal)
    steps = answer.plan.course.steps
    assert all(one.span.next_day == other.span.start for one, other in pairwise(steps))
    return [step.span.start for step in steps if step.cut]


@pytest.mark.parametrize(
    ("medicine", "falls_on"),
    [
        (
            '{ name = "ketoconazole", started = 2026-11-23, stopped = 2026-12-05 }',
            date(2026, 12, 5),
        ),
        (
            '{ name = "ketoconazole", started = 2026-01-10, stopped = 2026-12-05 }',
            date(2026, 12, 5),
        ),
        (
            '{ name = "ketoconazole", started = 2026-01-10, stopped = 2027-02-01 }',
            date(2027, 2, 1),
        ),
        ('{ name = "carbamazepine", started = 2026-12-08 }', date(2026, 12, 8)),
        ('{ name = "carbamazepine", started = 2027-02-01 }', date(2027, 2, 1)),
    ],
    ids=["begins and ends", "ends soon", "ends midway", "inducer soon", "inducer midway"],
)
def test_no_cut_lies_within_the_window_before_a_fall_of_the_level_that_is_known(medicine, falls_on):
    assert not [on for on in cut_days(medicine) if falls_on - WINDOW <= on <= falls_on]


def test_a_rise_of_the_level_puts_off_only_the_cuts_after_it():
    ended = cut_days('{ name = "carbamazepine", started = 2020-01-10, stopped = 2026-12-08 }')
    assert ended[0] == date(2026, 11, 29)
