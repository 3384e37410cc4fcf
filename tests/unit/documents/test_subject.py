"""A plan's title says what it does and to which drugs."""

from dataclasses import replace

import pytest

from glidepath.documents.subject import Sense, drugs_text, sense_of, subject
from glidepath.domain.plan import Course, CourseKind, StepKind
from tests.unit.documents.hand_built import proposal
from tests.unit.documents.several import beginning, crossover

TAPER = proposal().plan
FIRST = TAPER.course.steps[0]


def kept(drug: str = "clonazepam") -> Course:
    """One dose for the days of the hand-built plan."""
    step = replace(FIRST, span=TAPER.span, kind=StepKind.MAINTAINED)
    return Course(CourseKind.MAINTENANCE, drug, (step,))


START = beginning(up_to="2").plan
CHANGE = crossover().plan


@pytest.mark.parametrize(
    ("plan", "sense", "title"),
    [
        (TAPER, Sense.TAPER, "clonazepam"),
        (START, Sense.START, "start of clonazepam"),
        (CHANGE, Sense.CHANGE, "change from lorazepam to diazepam"),
        (replace(TAPER, course=kept()), Sense.KEEP, "clonazepam"),
        (replace(TAPER, further=(kept("zolpidem"),)), Sense.TAPER, "clonazepam and zolpidem"),
        (
            replace(TAPER, further=(kept("zolpidem"), kept("diazepam"))),
            Sense.TAPER,
            "clonazepam, zolpidem and diazepam",
        ),
    ],
)
def test_a_title_names_every_drug_and_what_is_done(plan, sense, title):
    assert sense_of(plan) is sense
    assert subject(plan) == title


def test_a_change_of_drug_beside_a_third_one_names_all_three():
    step = replace(CHANGE.course.steps[0], span=CHANGE.span, kind=StepKind.MAINTAINED)
    third = Course(CourseKind.MAINTENANCE, "zolpidem", (step,))
    plan = replace(CHANGE, further=(*CHANGE.further, third))
    assert subject(plan) == "lorazepam, diazepam and zolpidem"


def test_a_start_beside_another_drug_names_both():
    kept_beside = replace(START.course.steps[0], span=START.span, kind=StepKind.MAINTAINED)
    plan = replace(START, further=(Course(CourseKind.MAINTENANCE, "clobazam", (kept_beside,)),))
    assert (subject(plan), sense_of(plan)) == ("clonazepam and clobazam", Sense.START)


def test_drugs_are_joined_as_asked():
    assert drugs_text(CHANGE, "or") == "lorazepam or diazepam"
