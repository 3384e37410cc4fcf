"""Three-valued answers are put together so that what is unknown is never read as a no."""

from __future__ import annotations

from itertools import product

import pytest

from glidepath.domain.finding import Verdict
from glidepath.domain.person import UNKNOWN, Known, Refused
from glidepath.safety.ruling import CLEAR, Ruling, both, cannot_tell, either, judged, unless, when

YES, NO, OPEN = when(True, age="70"), CLEAR, cannot_tell("person.age")
F, C, U = Verdict.FIRES, Verdict.CLEAR, Verdict.CANNOT_TELL


@pytest.mark.parametrize(
    ("one", "other", "of_either", "of_both"),
    [
        (YES, YES, F, F), (YES, NO, F, C), (YES, OPEN, F, U), (NO, NO, C, C), (NO, OPEN, U, C),
        (OPEN, OPEN, U, U),
    ],
)  # fmt: skip
def test_two_answers_together(
    one: Ruling, other: Ruling, of_either: Verdict, of_both: Verdict
) -> None:
    for pair in ((one, other), (other, one)):
        assert either(*pair).verdict is of_either
        assert both(*pair).verdict is of_both


def test_the_reverse_of_an_unknown_is_unknown() -> None:
    assert unless(YES) == NO
    assert unless(NO).fires
    assert unless(OPEN) is OPEN


def test_a_known_answer_is_judged_and_shown_and_a_missing_or_refused_one_is_asked_for() -> None:
    assert judged("person.age", Known(70), lambda n: n >= 65, age=str) == YES
    assert judged("person.age", Known(60), lambda n: n >= 65, age=str) == NO
    for answer in (UNKNOWN, Refused()):
        assert judged("person.age", answer, lambda n: n >= 65) == OPEN


def test_figures_of_several_answers_stand_together_in_one_order_whatever_came_first() -> None:
    words = [when(True, medicines=name) for name in ("zolpidem", "codeine")]
    for pair in (words, words[::-1]):
        assert either(*pair).values == {"medicines": "codeine, zolpidem"}
        assert both(*pair).values == {"medicines": "codeine, zolpidem"}


def test_every_missing_fact_is_asked_for_once() -> None:
    asked = either(cannot_tell("a"), cannot_tell("b"), cannot_tell("a"))
    assert asked.ask == ("a", "b")


def test_a_missing_fact_never_turns_an_answer_into_its_opposite() -> None:
    for one, other in product((YES, NO), repeat=2):
        for join in (either, both):
            assert join(one, OPEN).verdict in (join(one, other).verdict, U)
