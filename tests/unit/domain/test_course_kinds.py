"""Each kind of course lets its doses move in its own way and no other."""

from datetime import date, timedelta

import pytest

from glidepath.domain.calendar import Span
from glidepath.domain.errors import BadInput
from glidepath.domain.plan import Course, CourseKind, Cut, Step, StepKind
from glidepath.domain.regimen import Regimen
from tests.unit.dosing.courses import FIRST, pieces, tablet
from tests.unit.dosing.courses import course as taper_of

HALF_MG = tablet("0.5")


def days(*counts: tuple[int, ...]) -> list[Regimen]:
    """Regimens of so many 0.5 mg tablets in the morning and at night."""
    shown = [
        {
            time: pieces((count, 1, HALF_MG)) if count else ()
            for time, count in zip(("08:00", "22:00"), some, strict=True)
        }
        for some in counts
    ]
    return [taper_of((1, day)).steps[0].regimen for day in shown]


def course(kind: CourseKind, *counts: tuple[int, ...], back: tuple[int, ...] = ()) -> Course:
    """A course of a kind, one day a step; `back` are the steps that say they step back."""
    steps: list[Step] = []
    for place, regimen in enumerate(days(*counts)):
        now, before = regimen.daily_dose, steps[-1].regimen.daily_dose if steps else None
        cut = Cut(before, now) if before is not None and now < before else None
        step_kind = StepKind.STEPPED_BACK if place in back else StepKind.RAISED
        span = Span.lasting(FIRST + timedelta(days=place), 1)
        steps.append(Step(span, regimen, step_kind, cut))
    return Course(kind, "clonazepam", tuple(steps))


def test_a_titration_rises_at_any_time_of_day() -> None:
    assert course(CourseKind.TITRATION, (0, 1), (1, 1), (2, 3)).steps[-1].regimen.daily_dose


def test_a_titration_does_not_fall() -> None:
    with pytest.raises(BadInput, match="a dose falls on 2026-12-04"):
        course(CourseKind.TITRATION, (1, 1), (1, 0))


def test_a_titration_does_not_move_a_dose_from_one_time_to_another() -> None:
    with pytest.raises(BadInput, match="a dose falls"):
        course(CourseKind.TITRATION, (1, 1), (0, 2))


def test_a_titration_may_step_back_when_it_says_so() -> None:
    back = course(CourseKind.TITRATION, (1, 1), (2, 2), (1, 1), back=(2,))
    assert back.steps[-1].kind is StepKind.STEPPED_BACK


def test_a_step_back_raises_nothing() -> None:
    with pytest.raises(BadInput, match="a dose rises"):
        course(CourseKind.TITRATION, (1, 1), (2, 1), back=(1,))


@pytest.mark.parametrize(
    "kind", [CourseKind.TAPER, CourseKind.MAINTENANCE, CourseKind.SUBSTITUTION_OUT]
)
def test_tapers_maintenance_and_the_old_drug_never_rise(kind: CourseKind) -> None:
    with pytest.raises(BadInput, match="a dose rises on 2026-12-04"):
        course(kind, (1, 1), (1, 2))


def test_the_new_drug_rises_and_then_falls() -> None:
    new = course(CourseKind.SUBSTITUTION_IN, (0, 2), (2, 2), (1, 1), (0, 0))
    assert new.stops_on == date(2026, 12, 6)


def test_a_new_drug_that_only_rises_is_a_course_too() -> None:
    assert course(CourseKind.SUBSTITUTION_IN, (0, 2), (2, 2)).stops_on is None


def test_a_new_drug_that_has_fallen_does_not_rise_again() -> None:
    with pytest.raises(BadInput, match="a dose rises again on 2026-12-05"):
        course(CourseKind.SUBSTITUTION_IN, (0, 2), (0, 1), (1, 1))


def test_a_new_drug_rises_at_one_time_of_day_at_once() -> None:
    with pytest.raises(BadInput, match="2 intakes change on 2026-12-04"):
        course(CourseKind.SUBSTITUTION_IN, (0, 1), (1, 2))


def test_an_old_drug_leaves_one_time_of_day_at_once() -> None:
    with pytest.raises(BadInput, match="2 intakes change"):
        course(CourseKind.SUBSTITUTION_OUT, (1, 1), (0, 0))


def test_a_taper_may_cut_at_several_times_of_day_at_once() -> None:
    assert course(CourseKind.TAPER, (1, 1), (0, 0)).stops_on == date(2026, 12, 4)
