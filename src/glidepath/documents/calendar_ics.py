"""The plan as calendar entries: a day for each change of dose and each review.

Dates and times are floating: they mean the clock where the person is, so a change of time
zone or of summer time moves nothing. No entry holds a person's name, and titles do not name
the drug, because they show on locked screens.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from glidepath.documents.identity import plan_id
from glidepath.documents.plain import one_line
from glidepath.documents.rows import DrugRow, Row, rows
from glidepath.documents.sentences import words_of
from glidepath.domain.answer import Proposal
from glidepath.domain.plan import Plan, Review

if TYPE_CHECKING:
    from icalendar import Calendar, Event

__all__ = ["calendar_ics"]


def calendar_ics(proposal: Proposal, version: int | None = None, timed: bool = False) -> bytes:
    """The calendar file: all-day entries for steps and reviews, each with a lasting UID.

    With `timed` every intake of every step also comes as a daily entry at its time, with
    an alarm. Equal plans give equal bytes.
    """
    from icalendar import Calendar

    plan = proposal.plan
    version = version or plan.version
    calendar = Calendar()
    calendar.add("prodid", "-//glidepath//dose calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Dose calendar {plan_id(plan)}")
    for row in rows(plan):
        calendar.add_component(_step(plan, row, version))
        if timed and not row.ends:
            _add_intakes(calendar, plan, row, version)
    for review in plan.reviews:
        calendar.add_component(_review(plan, review, version))
    return bytes(calendar.to_ical())


def _event(plan: Plan, name: str, version: int, title: str, text: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{plan_id(plan).lower()}-{name}@glidepath")
    event.add("dtstamp", datetime.combine(plan.as_of, time(), tzinfo=UTC))
    event.add("sequence", version - 1)
    event.add("summary", title)
    event.add("description", text)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _all_day(event: Event, day: date) -> Event:
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    return event


def _step(plan: Plan, row: Row, version: int) -> Event:
    begins = "From today" if row.number > 1 else "Plan starts"
    title = f"{begins}: {'see your doses' if plan.further else f'{row.daily} a day'}"
    words = words_of(plan).sheet
    text = "\n".join(
        [
            *_amounts(row),
            *(f"{dose.time}: {dose.words} ({dose.mg})" for dose in row.doses),
            *(f"{words['checks_first']} {one_line(review.reason)}" for review in row.checks),
            f"Plan {plan_id(plan)}, version {version}. {words['supersedes']}",
            *([words["older_entries"]] if version > 1 else []),
        ]
    )
    return _all_day(_event(plan, f"step-{row.start:%Y%m%d}", version, title, text), row.start)


def _amounts(row: Row) -> list[str]:
    """The step with its daily dose and what is new in it; each drug on a line of its own."""
    step = f"step {row.number}, {row.days} days"
    if row.drugs[0].named:
        return [f"S{step[1:]}.", *(f"{drug.drug}: {_amount(drug)}" for drug in row.drugs)]
    (drug,) = row.drugs
    return [
        f"{drug.drug}, {step}: {drug.daily} a day.",
        *([f"Cut: {drug.cut} of the dose before."] if drug.cut else []),
        *([f"Rise: {drug.rise} a day more than before."] if drug.rise else []),
        *([f"Change: {drug.change}."] if drug.change and not (drug.cut or drug.rise) else []),
    ]


def _amount(drug: DrugRow) -> str:
    return f"{drug.daily} a day, {drug.change}." if drug.change else f"{drug.daily} a day."


def _review(plan: Plan, review: Review, version: int) -> Event:
    name = f"review-{review.on:%Y%m%d}-{plan.reviews.index(review) + 1}"
    text = f"{one_line(review.reason)}\nPlan {plan_id(plan)}, version {version}."
    return _all_day(_event(plan, name, version, "Review with your prescriber", text), review.on)


def _add_intakes(calendar: Calendar, plan: Plan, row: Row, version: int) -> None:
    """One entry for each time of day of a step, repeated daily for its days, with an alarm.

    All that is taken at one time stands in one entry.
    """
    from icalendar import Alarm

    for clock in row.times:
        doses = [dose for dose in row.doses if dose.time == clock and not dose.none]
        if not doses:
            continue
        at = datetime.combine(row.start, time.fromisoformat(clock))
        name = f"take-{row.start:%Y%m%d}-{clock.replace(':', '')}"
        title = f"Take your doses of {clock}" if plan.further else f"Take {doses[0].words}"
        text = "\n".join(f"{dose.words} ({dose.mg})" for dose in doses)
        event = _event(plan, name, version, title, text)
        event.add("dtstart", at)
        event.add("duration", timedelta(minutes=5))
        event.add("rrule", {"freq": "daily", "count": row.days})
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", "Time for your dose")
        alarm.add("trigger", timedelta())
        event.add_component(alarm)
        calendar.add_component(event)
