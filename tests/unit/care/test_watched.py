"""A plan of an exchange is followed by the old drug while it lasts, and then by the new one."""

from dataclasses import replace
from datetime import date, timedelta

from glidepath.care.follow import Noted, follow
from glidepath.care.watched import watched
from glidepath.domain.calendar import Span
from glidepath.domain.decision import DecisionKind
from glidepath.domain.diary import Diary, DoseTaken
from glidepath.domain.person import Condition, Known
from glidepath.domain.plan import CourseKind, Plan, StepKind
from glidepath.domain.regimen import Regimen
from glidepath.monitoring.triage import denied
from tests.unit.care.asked import LORAZEPAM, proposal
from tests.unit.care.asked import person as somebody
from tests.unit.interop.cases import KB
from tests.unit.monitoring.diaries import FLAGS, day, week

DAY = timedelta(days=1)
SWITCH = {**LORAZEPAM, "switch": {"to": "diazepam"}}
PLAN = proposal(**SWITCH).plan
OLD, NEW = PLAN.courses
GONE = OLD.stops_on
CUTS = [step.span.start for step in NEW.steps if step.cut]


def _taken(plan: Plan, on: date, drug: str) -> Regimen | None:
    course = next(one for one in plan.courses if one.drug_id == drug)
    return next((step.regimen for step in course.steps if on in step.span), None)


def _diary(until: date) -> Diary:
    entries = []
    for on in Span(PLAN.span.start, until):
        doses = [
            DoseTaken(course.drug_id, one.time, Known(one.dose))
            for course in PLAN.courses
            for one in getattr(_taken(PLAN, on, course.drug_id), "intakes", ())
        ]
        entries.append(replace(day(on), doses=tuple(doses), safety=denied(FLAGS).symptoms))
    weeks = (week(PLAN.span.start + n * DAY) for n in range(6, (until - PLAN.span.start).days, 7))
    return Diary(tuple(entries), tuple(weeks))


def test_while_the_exchange_lasts_the_plan_is_followed_as_it_stands() -> None:
    assert GONE is not None
    assert watched(PLAN, GONE - DAY) is PLAN


def test_from_the_day_the_old_drug_is_gone_the_new_one_is_followed_from_its_height() -> None:
    assert GONE is not None
    seen = watched(PLAN, GONE)
    assert seen.course.kind is CourseKind.TAPER
    assert seen.course.drug_id == "diazepam"
    assert seen.further == ()
    first = seen.course.steps[0]
    assert first.kind is StepKind.PRESENT
    assert first.regimen.daily_dose == max(step.regimen.daily_dose for step in NEW.steps)
    assert [step.span.start for step in seen.course.steps if step.cut] == CUTS


def test_an_exchange_to_a_dose_that_is_kept_is_followed_as_kept() -> None:
    stay = proposal(**{**SWITCH, "goal": "stay"}).plan
    assert stay.course.stops_on is not None
    seen = watched(stay, stay.course.stops_on)
    assert seen.course.kind is CourseKind.MAINTENANCE
    assert len({step.regimen.daily_dose for step in seen.course.steps}) == 1


def test_another_plan_is_followed_as_it_stands() -> None:
    plain = proposal(**{**LORAZEPAM, "products": ["uk-lorazepam-tablet-1mg"]}).plan
    assert watched(plain, plain.span.end) is plain


def test_the_first_cut_of_the_new_drug_is_decided_on_by_the_diary() -> None:
    absent = dict.fromkeys(
        (Condition.DEPRESSION, Condition.BIPOLAR_DISORDER, Condition.PSYCHOSIS), Known(False)
    )
    now = CUTS[1]
    taken = _taken(PLAN, now - DAY, "diazepam")
    assert taken is not None
    asked = somebody(**SWITCH)
    person = replace(
        asked,
        as_of=now,
        conditions={**asked.conditions, **absent},
        treatment=replace(asked.treatment, drug_id="diazepam", regimen=taken),
    )
    done = follow(person, PLAN, _diary(now - DAY), Noted(), KB)
    assert done.decision.kind is DecisionKind.CONTINUE
    assert done.so_far.cuts == (CUTS[0],)
    assert done.so_far.next_cut_on == now
