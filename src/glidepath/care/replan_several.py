"""The rest of a plan of several drugs: all kept, in turn at another pace, or one a step back.

Drugs that are lowered in turn are planned anew one after another, never two at once; what
waits is kept. While one drug is exchanged for another the order of the exchange stands:
only its days grow longer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from glidepath.care.assess import Assessment, of_drug
from glidepath.care.choice import goal_of, taper_request
from glidepath.care.propose import present_regimen, stay_course
from glidepath.care.replan_anew import first_cut_of, held_until, own_pieces
from glidepath.care.replan_asked import STAY, Asked, Rest, cannot_make
from glidepath.care.replan_back import last_stable
from glidepath.care.replan_exchange import exchange_of
from glidepath.care.replan_stand import Stand
from glidepath.domain.answer import Refusal
from glidepath.domain.calendar import Span
from glidepath.domain.errors import BadInput, Unreachable
from glidepath.domain.following import DiffLine
from glidepath.domain.person import Goal, GoalKind, Known
from glidepath.domain.plan import Course, CourseKind
from glidepath.domain.policy import Pace
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.wording import dose_text
from glidepath.planning.replan import anew, same_rest, slower_exchange, step_back
from glidepath.planning.request import TaperRequest
from glidepath.planning.shortage import within
from glidepath.planning.slowing import slowed, stretched
from glidepath.planning.substitute import followed_by
from glidepath.planning.taper import taper

__all__ = [
    "all_end_as_wished", "all_kept", "exchange_slower", "in_turn_anew", "is_exchange", "one_back",
]  # fmt: skip

_DAY = timedelta(days=1)


def is_exchange(asked: Asked) -> bool:
    """Whether one drug of the plan is being exchanged for another."""
    return any(one.kind is CourseKind.SUBSTITUTION_OUT for one in asked.earlier.courses)


def all_end_as_wished(asked: Asked) -> bool:
    """Whether the earlier plan leads every drug where the goal, as it is now, would lead it."""
    goal = goal_of(asked.assessment.situation)
    ends = {one.drug_id: one.steps[-1].regimen.daily_dose for one in asked.earlier.courses}
    if goal is None:
        return True
    if is_exchange(asked):
        _, new = exchange_of(asked.earlier.courses)
        another = asked.wish.goal is not None and goal.kind is GoalKind.LOWER
        return not another and (goal.kind is GoalKind.STOP) is (not ends[new.drug_id])
    if goal.kind is GoalKind.STOP:
        return not any(ends.values())
    first, *others = asked.stands
    kept = all(ends[one.course.drug_id] == one.present.daily_dose for one in others)
    end = goal.daily_dose if goal.kind is GoalKind.LOWER else first.present.daily_dose
    return kept and ends[first.course.drug_id] == end


def all_kept(asked: Asked, line: DiffLine) -> Rest:
    """Every drug at what is taken of it now, until the next review."""
    span = Span.lasting(asked.on, asked.use.maintain_days)
    kept = tuple(_kept(asked, stand, span) for stand in asked.stands if stand.present.daily_dose)
    _, why = held_until(asked)
    return Rest(kept, STAY, (*why, line))


def _kept(asked: Asked, stand: Stand, span: Span) -> Course:
    drug = stand.course.drug_id
    own = own_pieces(asked, stand)
    return stay_course(drug, own or present_regimen(_alone(asked, stand), asked.use), span)


def _alone(asked: Asked, stand: Stand, goal: Goal | None = None) -> Assessment:
    """One drug of the plan seen by itself."""
    alone = of_drug(asked.assessment.situation, stand.course.drug_id)
    own = alone if goal is None else replace(alone, goal=Known(goal))
    return replace(asked.assessment, situation=own)


def in_turn_anew(asked: Asked, pace: Pace, line: DiffLine) -> Rest | Refusal:
    """The drugs still to be lowered, each anew from what is taken of it, one after another."""
    if is_exchange(asked):
        return asked.refused("exchange")
    until, why = held_until(asked)
    order = _order(asked)
    if not order:
        return all_kept(asked, line)
    found = _in_turn(asked, pace, order, until, {})
    if found is None:
        return cannot_make(asked)
    return Rest(_side_by_side(asked, found), pace.name, (*why, line))


def _order(asked: Asked) -> list[Stand]:
    """The drugs that are still to be lowered, the next of the earlier plan first."""
    goal = goal_of(asked.assessment.situation)
    if goal is None or goal.kind is GoalKind.STAY:
        return []
    own = asked.stands[:1] if goal.kind is GoalKind.LOWER else asked.stands
    end = (goal.daily_dose or Mass.zero()) if goal.kind is GoalKind.LOWER else Mass.zero()
    due = [stand for stand in own if stand.present.daily_dose > end]
    return sorted(due, key=_next_cut)


def _next_cut(stand: Stand) -> date:
    """The first cut of the earlier plan below what is taken now; the end of time without one."""
    now = stand.present.daily_dose
    days = [
        step.span.start for step in stand.course.steps if step.cut and step.regimen.daily_dose < now
    ]
    return min(days, default=date.max)


def _in_turn(
    asked: Asked, pace: Pace, order: Sequence[Stand], until: date | None, done: dict[str, Course]
) -> dict[str, Course] | None:
    """A course for each drug in the order, after those that are done; None where one cannot be."""
    found, pause = dict(done), asked.use.pause_days * _DAY
    reached = [_fell_on(asked, stand) for stand in asked.stands if not stand.present.daily_dose]
    for stand in order:
        request = _request(asked, stand, pace, until)
        reached += [course.steps[-1].span.start for course in found.values()]
        if reached:
            first = max(request.first_cut_on, max(reached) + pause)
            request = replace(request, first_cut_on=first)
        try:
            course = anew(request, _began(asked, stand)).course
        except Unreachable:
            return None
        if not _is_made(asked, course):
            return None
        found[stand.course.drug_id] = course
    return found


def _request(
    asked: Asked, stand: Stand, pace: Pace, until: date | None, back_to: Regimen | None = None
) -> TaperRequest:
    """The taper of one drug at a pace, from what is taken of it or from doses to go back to."""
    policy = stretched(asked.policy, pace, asked.rules.slow_hold)
    alone = _alone(asked, stand)
    if back_to is not None:
        treatment = replace(alone.situation.treatment, regimen=back_to)
        alone = replace(alone, situation=replace(alone.situation, treatment=treatment))
    request = taper_request(alone, asked.kb, asked.use, policy, pace)
    return replace(request, first_cut_on=first_cut_of(asked, stand, until))


def _began(asked: Asked, stand: Stand) -> Regimen:
    """The doses whose pattern goes on: the first of the plan, of the leading drug those of old."""
    return asked.began if stand is asked.leading else stand.course.steps[0].regimen


def _is_made(asked: Asked, course: Course) -> bool:
    return within(course, asked.shelf) is not None


def _side_by_side(asked: Asked, found: dict[str, Course]) -> tuple[Course, ...]:
    """A course for every drug that is taken: what is not lowered is kept to the end."""
    ends = max(course.span.end for course in found.values())
    span = Span(asked.on, ends)
    return tuple(
        found.get(stand.course.drug_id) or _kept(asked, stand, span)
        for stand in asked.stands
        if stand.course.drug_id in found or stand.present.daily_dose
    )


def one_back(asked: Asked) -> Rest | Refusal:
    """The drug that was cut last back to its last stable dose; the others wait their turn."""
    if is_exchange(asked):
        return asked.refused("step_back_exchange")
    found = _cut_last(asked)
    if found is None:
        return asked.refused("no_step_back", days=asked.rules.stable_days)
    stand, target = found
    days = max(asked.rules.stable_days, asked.policy.step_days.value.shortest)
    pace = slowed(asked.pace, asked.rules.slow_share)
    request = _request(asked, stand, pace, asked.on + days * _DAY, target)
    try:
        course = step_back(request, _began(asked, stand)).course
    except BadInput:
        return asked.refused("no_step_back", days=asked.rules.stable_days)
    rest = [one for one in _order(asked) if one is not stand]
    courses = _in_turn(asked, pace, rest, None, {stand.course.drug_id: course})
    if courses is None:
        return cannot_make(asked)
    line = asked.rules.reason(
        "step_back_one", drug=stand.course.drug_id, dose=dose_text(target.daily_dose),
        days=days, pace=pace.name,
    )  # fmt: skip
    return Rest(_side_by_side(asked, courses), pace.name, (line,))


def _cut_last(asked: Asked) -> tuple[Stand, Regimen] | None:
    """The drug whose dose fell last, and the last stable dose before; None where none did."""
    found = [
        (stand, target)
        for stand in asked.stands
        if (target := last_stable(asked, stand)) is not None
    ]
    return max(found, key=lambda one: _fell_on(asked, one[0]), default=None)


def _fell_on(asked: Asked, stand: Stand) -> date:
    """The first day on the present dose: as the record tells, or as it was planned."""
    days = asked.following.of(stand.course.drug_id).values()
    above = [
        day.on
        for day in days
        if day.regimen is not None and day.regimen.daily_dose > stand.present.daily_dose
    ]
    if above:
        return max(above) + _DAY
    place = stand.place.place
    return stand.course.steps[place].span.start if place is not None and place >= 0 else asked.on


def exchange_slower(asked: Asked) -> Rest | Refusal:
    """The rest of an exchange with longer steps, and the lowering after it at a slower pace.

    The next exchange keeps its day; the wait for the new drug to build up stays as it was.
    """
    until, why = held_until(asked)
    pace = slowed(asked.pace, asked.rules.slow_share)
    times = 1 / asked.rules.slow_share
    stands = [one.place for one in asked.stands]
    moved = same_rest(asked.earlier.courses, stands, asked.on, until)
    old, new = exchange_of(moved)
    longer = slower_exchange(old, new, times)
    lowered = _lowered(asked, longer[1], pace)
    if lowered is None:
        return cannot_make(asked)
    line = asked.rules.reason("slow_exchange", times=str(times), pace=pace.name)
    rest = tuple(longer[0] if one is old else lowered for one in moved)
    late = old.span.end - exchange_of(asked.earlier.courses)[0].span.end
    strays = tuple(
        _stretch_of(Span(max(one.start, asked.on), one.end + late), (old, new), longer)
        for one in asked.earlier.strays
        if one.end >= asked.on
    )
    return Rest(rest, pace.name, (*why, line), strays=strays)


def _stretch_of(span: Span, before: tuple[Course, Course], after: tuple[Course, Course]) -> Span:
    """The days of the longer steps that a span of days touched while they were shorter."""
    touched = [
        step.span
        for was, now in zip(before, after, strict=True)
        for old, step in zip(was.steps, now.steps, strict=True)
        if old.span.start <= span.end and span.start <= old.span.end
    ]
    return Span(min(one.start for one in touched), max(one.end for one in touched))


def _lowered(asked: Asked, new: Course, pace: Pace) -> Course | None:
    """The new drug's course with its lowering planned anew after the exchange, where it has one."""
    place = next((n for n, step in enumerate(new.steps) if step.cut), None)
    if place is None:
        return new
    before, first, last = new.steps[:place], new.steps[place], new.steps[-1].regimen.daily_dose
    goal = Goal(GoalKind.LOWER, last) if last else Goal(GoalKind.STOP)
    stand = next(one for one in asked.stands if one.course.drug_id == new.drug_id)
    alone = _alone(asked, stand, goal)
    treatment = replace(alone.situation.treatment, regimen=before[-1].regimen)
    day = first.span.start
    seen = replace(alone, situation=replace(alone.situation, treatment=treatment))
    policy = stretched(asked.policy, pace, asked.rules.slow_hold)
    request = taper_request(seen, asked.kb, asked.use, policy, pace)
    try:
        course = taper(replace(request, as_of=day, first_cut_on=day)).course
    except Unreachable:
        return None
    return followed_by(replace(new, steps=before), course)
