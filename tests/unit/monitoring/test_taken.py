"""What was taken is held against the plan of the day; a dose nobody wrote down is unknown."""

from __future__ import annotations

from datetime import timedelta

import pytest

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.diary import DayEntry, DoseTaken
from glidepath.domain.person import UNKNOWN, Known
from glidepath.domain.quantity import Mass
from glidepath.monitoring.taken import AgainstPlan, in_all, taken_against_plan
from tests.unit.documents.hand_built import proposal

PLAN = proposal().plan
DRUG = PLAN.course.drug_id
FIRST = PLAN.course.steps[0]
DAY = FIRST.span.start
TIMES = [intake.time for intake in FIRST.regimen.intakes if intake.dose > Mass(0)]
DOSE = next(intake.dose for intake in FIRST.regimen.intakes if intake.dose > Mass(0))


def day(*doses: tuple[TimeOfDay, Mass | None]):
    """The first day of the plan with these doses written down."""
    told = tuple(
        DoseTaken(DRUG, time, UNKNOWN if dose is None else Known(dose)) for time, dose in doses
    )
    return taken_against_plan(PLAN, [DayEntry(DAY, doses=told)], DAY)[0]


def as_planned() -> list[tuple[TimeOfDay, Mass | None]]:
    return [(one.time, one.dose) for one in FIRST.regimen.intakes if one.dose > Mass(0)]


def test_doses_as_planned_add_up_to_the_plan() -> None:
    seen = day(*as_planned())
    assert {dose.kind for dose in seen.doses} == {AgainstPlan.AS_PLANNED}
    assert seen.taken == seen.planned == FIRST.regimen.daily_dose
    assert not seen.missed_all


@pytest.mark.parametrize(
    ("times", "kind"),
    [
        (0, AgainstPlan.MISSED),
        (2, AgainstPlan.DOUBLED),
        (3, AgainstPlan.MORE),
        (1, AgainstPlan.AS_PLANNED),
        (None, AgainstPlan.UNKNOWN),
    ],
)
def test_a_dose_stands_to_the_planned_one(times: int | None, kind: AgainstPlan) -> None:
    told = None if times is None else DOSE * times
    first = next(dose for dose in day((TIMES[0], told)).doses if dose.time == TIMES[0])
    assert first.kind is kind


def test_a_smaller_dose_is_less() -> None:
    assert day((TIMES[0], Mass(1))).doses[0].kind is AgainstPlan.LESS


def test_a_dose_at_a_time_without_a_plan_is_extra() -> None:
    seen = day(*as_planned(), (TimeOfDay(3), DOSE))
    assert seen.count(AgainstPlan.EXTRA) == 1
    assert seen.taken == seen.planned + DOSE


def test_a_day_without_an_entry_is_unknown_and_not_taken_as_planned() -> None:
    seen = taken_against_plan(PLAN, [], DAY + timedelta(days=1))
    assert len(seen) == 2
    assert {dose.kind for one in seen for dose in one.doses} == {AgainstPlan.UNKNOWN}
    assert {(one.taken, one.has_entry) for one in seen} == {(None, False)}


def test_a_whole_day_missed_is_told() -> None:
    assert day(*((time, Mass(0)) for time in TIMES)).missed_all


def test_a_day_on_which_nothing_was_planned_is_never_missed() -> None:
    last = PLAN.course.steps[-1]
    assert last.regimen.daily_dose == Mass(0)
    on = last.span.start
    none = tuple(DoseTaken(DRUG, one.time, Known(Mass(0))) for one in last.regimen.intakes)
    (seen,) = (
        one for one in taken_against_plan(PLAN, [DayEntry(on, doses=none)], on) if one.on == on
    )
    assert seen.taken in (None, Mass(0))
    assert not seen.missed_all
    assert in_all([seen])[0].missed == ()


def test_doses_of_another_drug_are_not_of_this_plan() -> None:
    other = DayEntry(DAY, doses=(DoseTaken("zolpidem", TIMES[0], Known(DOSE)),))
    assert taken_against_plan(PLAN, [other], DAY)[0].taken is None


def test_nothing_after_the_day_asked_for_is_told() -> None:
    assert taken_against_plan(PLAN, [], DAY - timedelta(days=1)) == ()


def whole(times: int) -> tuple[DoseTaken, ...]:
    """Every dose of the first step so many times."""
    return tuple(DoseTaken(DRUG, time, Known(dose * times)) for time, dose in as_planned() if dose)


def test_all_doses_of_a_drug_are_counted_and_the_days_that_stand_out_named() -> None:
    entries = [
        DayEntry(DAY + timedelta(days=n), doses=doses)
        for n, doses in enumerate([(), whole(1), whole(0), whole(2)])
    ]
    (tally,) = in_all(taken_against_plan(PLAN, entries, DAY + timedelta(days=4)))
    assert tally.drug_id == DRUG
    assert tally.missed == (DAY + timedelta(days=2),)
    assert tally.other == (DAY + timedelta(days=3),)
    doses = len(TIMES)
    assert tally.silent == 1
    assert tally.counts == {
        AgainstPlan.AS_PLANNED: doses,
        AgainstPlan.MISSED: doses,
        AgainstPlan.DOUBLED: doses,
        AgainstPlan.UNKNOWN: 2 * doses,
    }
    assert AgainstPlan.EXTRA not in tally.counts
