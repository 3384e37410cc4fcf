"""Two drugs are lowered one after the other, with a pause between."""

from dataclasses import replace
from datetime import timedelta

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.plan import StepKind
from glidepath.planning.in_turn import in_turn
from tests.unit.dosing.courses import HALF
from tests.unit.planning.asking import FIRST_CUT, request
from tests.unit.planning.exchanging import of

FIRST = request("1", of("clonazepam", "0.5", split=(HALF,)))
SECOND = replace(request("2 2", of("diazepam", "2", split=(HALF,))), drug_id="diazepam")


def test_the_second_drug_waits_on_its_present_dose() -> None:
    one, other = in_turn([FIRST, SECOND], 28)
    assert one.course.steps[1].span.start == FIRST_CUT
    reached = one.course.steps[-1].span.start
    waiting, lowered = other.course.steps[:2]
    assert waiting.kind is StepKind.PRESENT
    assert lowered.span.start == reached + timedelta(days=28)


def test_no_two_drugs_are_cut_within_the_pause() -> None:
    one, other = in_turn([SECOND, FIRST], 14)
    last = max(step.span.start for step in one.course.steps if step.cut)
    first = min(step.span.start for step in other.course.steps if step.cut)
    assert (first - last).days >= 14


def test_a_later_day_that_was_asked_for_is_kept() -> None:
    late = FIRST_CUT + timedelta(days=3650)
    _, other = in_turn([FIRST, replace(SECOND, first_cut_on=late)], 14)
    assert other.course.steps[1].span.start == late


def test_a_pause_of_a_single_day_may_be_asked_for() -> None:
    one, other = in_turn([FIRST, SECOND], 1)
    assert other.course.steps[1].span.start == one.course.steps[-1].span.start + timedelta(days=1)


@pytest.mark.parametrize(
    ("requests", "pause"), [([], 14), ([FIRST, FIRST], 14), ([FIRST, SECOND], 0)]
)
def test_no_drug_the_same_drug_twice_and_no_pause_are_refused(requests, pause: int) -> None:
    with pytest.raises(BadInput, match="each drug once"):
        in_turn(requests, pause)
