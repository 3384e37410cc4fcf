"""Where a person stands in a signed plan: present doses by drug, the record, the standing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from glidepath.care.replan_rules import ReplanRules
from glidepath.care.watched import watched
from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.following import DiffLine, Following, Wish, WishKind
from glidepath.domain.person import Answered, Goal, GoalKind, Known, Situation, Treatment
from glidepath.domain.plan import Course, CourseKind, Plan
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Intake, Regimen
from glidepath.domain.wording import date_text, dose_text
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.replan import Standing, standing
from glidepath.planning.taken import Account, account

__all__ = [
    "Stand",
    "as_it_is",
    "in_new_drug",
    "stand_in",
    "taken_over",
    "told_lines",
    "untold_from",
]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stand:
    """One course of the plan, what is taken of its drug, what the record says, where that is."""

    course: Course
    present: Regimen
    told: Account
    place: Standing
    gap: Span | None = None


def as_it_is(situation: Situation, earlier: Plan, following: Following, wish: Wish) -> Situation:
    """The situation with what was counted at home, the plan's times, and the goal wished for.

    A time of the plan at which nothing is taken now stays there with 0 mg. Refuses a product
    that is not at hand, and a count of another day than the day of asking.
    """
    at_hand = {item.product.id: item for item in situation.products}
    problems = [
        Problem("stock.product", one.product_id, ", ".join(at_hand) or "no product at hand")
        for one in following.stock
        if one.product_id not in at_hand
    ]
    problems += [
        Problem("stock.on", one.on.isoformat(), situation.as_of.isoformat(), "Count it today.")
        for one in following.stock
        if one.on != situation.as_of
    ]
    known = {*at_hand, *(product.id for product in earlier.products)}
    problems += [
        Problem("out_of_supply.product", one.product_id, ", ".join(sorted(known)))
        for one in following.out_of_supply
        if one.product_id not in known
    ]
    if problems:
        raise BadInput(problems)
    times = {course.drug_id: course.steps[0].regimen.times for course in earlier.courses}
    counted = {one.product_id: one.at_home for one in following.stock}
    products = tuple(
        replace(item, at_home=counted.get(item.product.id, item.at_home))
        for item in situation.products
    )
    goal = _goal(situation, earlier, wish)
    begins = isinstance(goal, Known) and goal.value.kind is GoalKind.START
    taken = [_at_times(one, times) for one in (situation.treatment, *situation.also)]
    if following.nothing_now:
        taken = [_stopped(one) if one.drug_id in times else one for one in taken]
    return replace(
        situation,
        start=situation.start if begins else None,
        treatment=taken[0],
        also=tuple(taken[1:]),
        products=products,
        goal=goal,
    )


def _stopped(treatment: Treatment) -> Treatment:
    """The treatment with nothing at any of its times."""
    nothing = Regimen.of((time, Mass.zero()) for time in treatment.regimen.times)
    return replace(treatment, regimen=nothing)


def _goal(situation: Situation, earlier: Plan, wish: Wish) -> Answered[Goal]:
    """The goal wished for or that of the case; what has been begun is then kept."""
    if wish.goal is not None:
        return Known(wish.goal)
    goal = situation.goal
    begins = isinstance(goal, Known) and goal.value.kind is GoalKind.START
    over = begins and earlier.course.kind is not CourseKind.TITRATION
    return Known(Goal(GoalKind.STAY)) if over or wish.kind is WishKind.STAY else goal


def _at_times(treatment: Treatment, times: Mapping[str, tuple[TimeOfDay, ...]]) -> Treatment:
    """The treatment with 0 mg at every time of the plan that it does not name."""
    taken = {one.time: one.dose for one in treatment.regimen.intakes}
    doses = {time: Mass.zero() for time in times.get(treatment.drug_id, ())} | taken
    return replace(treatment, regimen=Regimen.of(doses.items()))


def stand_in(
    earlier: Plan, situation: Situation, following: Following, rules: ReplanRules, kb: KnowledgeBase
) -> tuple[Stand, ...]:
    """The standing in every course of a plan on the day of the situation."""
    return tuple(_stand(course, situation, following, rules, kb) for course in earlier.courses)


def taken_over(earlier: Plan, stands: tuple[Stand, ...], today: date) -> Plan:
    """The plan as it is gone on with: of an exchange that is over, the new drug alone.

    It is over once nothing of the old drug is taken any more and the wait for the new one to
    build up has passed.
    """
    old, course = stands[0], earlier.course
    over = (
        course.kind is CourseKind.SUBSTITUTION_OUT
        and not old.present.daily_dose
        and old.place.last == len(course.steps) - 1
        and course.span.end + old.place.late * _DAY <= today
    )
    return watched(earlier, today) if over else earlier


def in_new_drug(situation: Situation, plan: Plan) -> Situation:
    """The situation after an exchange: a lower dose wished for was told in mg of the old drug.

    Its equal is the dose to which the plan leads the new one.
    """
    goal, last = situation.goal, plan.course.steps[-1].regimen.daily_dose
    if not isinstance(goal, Known) or goal.value.kind is not GoalKind.LOWER or not last:
        return situation
    return replace(situation, goal=Known(Goal(GoalKind.LOWER, last)))


def _stand(
    course: Course, situation: Situation, following: Following, rules: ReplanRules,
    kb: KnowledgeBase,
) -> Stand:  # fmt: skip
    today = situation.as_of
    present = _present(course, situation)
    if present is None:
        return _not_begun(course, today)
    bounds = rules.tolerance(kb.drug(course.drug_id), course.steps[0].regimen)
    told = account(course, present, following.of(course.drug_id), today, bounds)
    place = standing(course, present, told.since or today, today)
    gap = _open_gap(course, present, told, following.restart_agreed_on, today)
    return Stand(course, present, told, place, gap)


def _present(course: Course, situation: Situation) -> Regimen | None:
    """What is taken of a drug now; None where nobody says that it is taken."""
    taken = (situation.treatment, *situation.also)
    return next((one.regimen for one in taken if one.drug_id == course.drug_id), None)


def _not_begun(course: Course, today: date) -> Stand:
    """A drug that is not among those taken: still to come, or over; else taken as nothing."""
    first, last = course.steps[0], course.steps[-1]
    nothing = Regimen(tuple(Intake(one.time, one.dose * 0, ()) for one in first.regimen.intakes))
    if today <= first.span.start:
        place = Standing(-1, first.span.start)
    else:
        place = standing(course, nothing, min(today, last.span.start), today)
    return Stand(course, nothing, Account(today), place)


def _open_gap(
    course: Course, present: Regimen, told: Account, agreed: date | None, today: date
) -> Span | None:
    """A sudden stop for which no clinician has said how the drug is taken again."""
    if told.gap is not None and (agreed is None or agreed < told.gap.start):
        return told.gap
    if not present.daily_dose and _has_more_to_come(course, today):
        return Span(told.since or today, today)
    return None


def _has_more_to_come(course: Course, today: date) -> bool:
    """Whether the course has more doses than the one it tells for today still before it."""
    ahead = [step.regimen.doses for step in course.steps if step.span.end >= today]
    return len({doses for doses in ahead if any(doses)}) > 1


def untold_from(stand: Stand, following: Following, lone_days: int, today: date) -> date | None:
    """The first of the days up to now of which nobody told what was taken; None if it is known.

    More than lone days without an account could hide a sudden stop: they are asked about
    wherever the drug is said to be taken, and never read as planned.
    """
    start = stand.course.span.start
    if stand.told.since is None:
        return start
    told = [day.on for day in following.of(stand.course.drug_id).values() if day.regimen]
    last = max((on for on in told if on < today), default=None)
    if last is None or not stand.present.daily_dose or (today - last).days <= lone_days + 1:
        return None
    return last + _DAY


def told_lines(
    stand: Stand, following: Following, rules: ReplanRules, today: date, said: Collection[date]
) -> Iterator[DiffLine]:
    """What the record of one drug means for the rest, in fixed order.

    `said` are days on other doses that have been spoken of already.
    """
    told, drug = stand.told, stand.course.drug_id
    if told.gap is not None:
        yield rules.reason(
            "restarted",
            start=date_text(told.gap.start),
            end=date_text(told.gap.end),
            agreed=date_text(following.restart_agreed_on or told.gap.next_day),
            since=date_text(told.since or told.gap.next_day),
        )
    if told.wait_from is None and told.missed:
        yield rules.reason("missed_one", days=_days(told.missed))
    for key in ("less", "more", "unknown"):
        days = tuple(day for day in getattr(told, key) if day not in said)
        if days:
            yield rules.reason(key, days=_days(days))
    if is_ahead(stand, today):
        yield rules.reason("ahead", dose=dose_text(stand.present.daily_dose), drug=drug)
    if stand.place.late:
        yield rules.reason(
            "late",
            dose=dose_text(stand.present.daily_dose),
            drug=drug,
            since=date_text(told.since or stand.course.span.start),
            days=stand.place.late,
        )


def is_ahead(stand: Stand, today: date) -> bool:
    """Whether lower doses are taken than the course has by today."""
    place = stand.place.place
    return place is not None and place >= 0 and stand.course.steps[place].span.start > today


def _days(days: tuple[date, ...]) -> str:
    return ", ".join(date_text(day) for day in days)
