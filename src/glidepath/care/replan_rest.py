"""The rest of a signed plan for a person as they are: it stands, it moves, or it is made anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from glidepath.care.choice import goal_of
from glidepath.care.propose import stay_course
from glidepath.care.replan_anew import held_until, planned_anew
from glidepath.care.replan_asked import Asked, Rest, is_alone, start_dose
from glidepath.care.replan_back import stepped_back
from glidepath.care.replan_several import (
    all_end_as_wished,
    all_kept,
    exchange_slower,
    in_turn_anew,
    is_exchange,
    one_back,
)
from glidepath.care.replan_stand import is_ahead
from glidepath.care.tuning import held, settled_on, with_small_steps
from glidepath.domain.answer import Refusal
from glidepath.domain.calendar import Span
from glidepath.domain.drug import Product
from glidepath.domain.following import Chooser, DiffLine, WishKind
from glidepath.domain.person import Goal, GoalKind
from glidepath.domain.plan import Course, CourseKind
from glidepath.domain.policy import Pace, Policy
from glidepath.domain.quantity import Mass
from glidepath.domain.wishes import Shape
from glidepath.domain.wording import date_text, dose_text, share_text
from glidepath.dosing.makeable import makeable
from glidepath.planning.replan import meet, same_rest
from glidepath.planning.slowing import faster, slowed

__all__ = ["rest_of"]


def rest_of(asked: Asked) -> Rest | Refusal:
    """The rest of the plan as the wish and the record have it, or why there is none."""
    if not is_alone(asked) and len(asked.stands) > 1:
        return _of_several(asked)
    kind = asked.wish.kind
    stands = [one.place for one in asked.stands]
    on_course = meet(asked.earlier.courses, stands)
    if kind is WishKind.STEP_BACK:
        return stepped_back(asked)
    if not _ends_as_wished(asked):
        return _for_goal(asked)
    slower = kind is WishKind.SLOW and bool(asked.leading.present.daily_dose)
    if slower or kind is WishKind.FASTER:
        return _at_other_pace(asked)
    if not on_course:
        dose = dose_text(asked.leading.present.daily_dose)
        return planned_anew(asked, asked.pace, asked.rules.reason("off_course", dose=dose))
    from_here = _new_start(asked)
    if from_here is not None:
        return planned_anew(asked, asked.pace, from_here)
    if is_alone(asked) and asked.policy.id != asked.earlier.policy_id:
        names = {"before": asked.earlier.policy_id, "policy": asked.policy.id}
        return planned_anew(asked, asked.pace, asked.rules.reason("policy", **names))
    if _can_cut_finer(asked):
        return planned_anew(asked, asked.pace, asked.rules.reason("finer"))
    return _same(asked)


def _of_several(asked: Asked) -> Rest | Refusal:
    """The rest of a plan of several drugs: as it was, all kept, one back, or in turn anew."""
    kind, goal = asked.wish.kind, goal_of(asked.assessment.situation)
    on_course = meet(asked.earlier.courses, [one.place for one in asked.stands])
    if not any(stand.present.daily_dose for stand in asked.stands):
        return _same(asked)
    if kind is WishKind.STEP_BACK:
        return one_back(asked) if asked.wish.chosen_by_clinician else asked.refused("step_back")
    if kind is WishKind.STAY:
        return all_kept(asked, asked.rules.reason("stay"))
    if not all_end_as_wished(asked):
        return in_turn_anew(asked, asked.pace, asked.rules.reason("goal", goal=_goal_text(goal)))
    if kind is WishKind.SLOW and is_exchange(asked) and on_course:
        return exchange_slower(asked)
    if kind in (WishKind.SLOW, WishKind.FASTER):
        return _at_other_pace(asked)
    if not on_course:
        taken = (f"{dose_text(s.present.daily_dose)} of {s.course.drug_id}" for s in asked.stands)
        line = asked.rules.reason("off_course", dose=", ".join(taken))
        return in_turn_anew(asked, asked.pace, line)
    return _same(asked)


def _new_start(asked: Asked) -> DiffLine | None:
    """Why the rest begins anew at a later step of the plan; None where that step keeps its day."""
    cut, dose = asked.leading.place.next_cut, dose_text(asked.leading.present.daily_dose)
    ahead = is_alone(asked) and is_ahead(asked.leading, asked.on)
    if not ahead or not asked.leading.present.daily_dose or cut is None:
        return None
    answers = [one.answer for one in asked.left if one.answer is not None]
    if answers and answers[-1].by is Chooser.CLINICIAN:
        return asked.rules.reason("new_start", dose=dose)
    until = asked.on + timedelta(days=asked.rules.longest_wait)
    if cut <= until:
        return None
    return asked.rules.reason("far_ahead", dose=dose, until=date_text(until))


def _can_cut_finer(asked: Asked) -> bool:
    """Whether a product has come to hand since, and cuts are ahead that had to be too large."""
    known = {product.id for product in asked.earlier.products}
    ahead = (step for step in asked.earlier.course.steps if step.span.start >= asked.on)
    is_new = any(product.id not in known for product in asked.shelf.products)
    if not (is_alone(asked) and is_new and any(step.terminal for step in ahead)):
        return False
    return not set(_makes(asked, asked.shelf.products)) <= set(
        _makes(asked, asked.earlier.products)
    )


def _makes(asked: Asked, products: Sequence[Product]) -> tuple[Mass, ...]:
    """The doses that the leading drug's products make, up to the largest present one."""
    own = [product for product in products if product.drug_id == asked.earlier.course.drug_id]
    return makeable(own, max(asked.leading.present.doses), asked.shelf.most_pieces).doses


def _same(asked: Asked) -> Rest:
    """Every remaining step as it was, moved by the days held or late."""
    until, why = held_until(asked)
    until, moving = _settled(asked, until)
    why = (*why, *moving)
    stands = [one.place for one in asked.stands]
    courses = same_rest(asked.earlier.courses, stands, asked.on, until)
    courses = _kept_on(asked, courses)
    if is_alone(asked):
        course, said = held(asked.assessment, asked.use, courses[0])
        moved = course != courses[0]
        why = (*why, *(DiffLine("why.medicine", text) for text in said if moved))
        courses = (course,)
    return Rest(courses, asked.earlier.pace, why, _judged_by(asked))


def _settled(asked: Asked, until: date | None) -> tuple[date | None, tuple[DiffLine, ...]]:
    """A cut that is due today waits as well while another medicine moves the level."""
    cut = asked.leading.place.next_cut
    if not is_alone(asked) or cut is None or max(cut, until or cut) > asked.on:
        return until, ()
    drug = asked.earlier.course.drug_id
    settled, said = settled_on(asked.assessment, asked.use, drug, asked.on)
    if settled == asked.on or not asked.leading.present.daily_dose:
        return until, ()
    return settled, tuple(DiffLine("why.medicine", text) for text in said)


def _judged_by(asked: Asked) -> Policy:
    """The policy as the earlier plan was judged by it: small steps are planned for one drug."""
    if is_alone(asked) and asked.assessment.situation.preferences.shape is Shape.SMALL_STEPS:
        return with_small_steps(asked.policy, asked.use)
    return asked.policy


def _kept_on(asked: Asked, courses: tuple[Course, ...]) -> tuple[Course, ...]:
    """A dose that is kept is planned until its next review, also when the last plan ran out."""
    last = courses[-1].steps[-1].regimen
    if len(courses) > 1 or asked.earlier.span.end >= asked.on or not last.daily_dose:
        return courses
    span = Span.lasting(asked.on, asked.use.maintain_days)
    return (stay_course(courses[0].drug_id, last, span),)


def _ends_as_wished(asked: Asked) -> bool:
    """Whether the earlier plan leads to the goal as it is now."""
    goal = goal_of(asked.assessment.situation)
    course = asked.earlier.course
    if goal is None or not is_alone(asked):
        return asked.wish.kind not in (WishKind.STAY, WishKind.NEW_GOAL)
    if goal.kind is GoalKind.STAY:
        return course.kind is CourseKind.MAINTENANCE
    last, end = course.steps[-1].regimen.daily_dose, goal.daily_dose or Mass.zero()
    return last == end or (course.kind is CourseKind.MAINTENANCE and last < end)


def _for_goal(asked: Asked) -> Rest | Refusal:
    goal = goal_of(asked.assessment.situation)
    if goal is None:
        return asked.refused("together")
    key = "stay" if goal.kind is GoalKind.STAY else "goal"
    return planned_anew(asked, asked.pace, asked.rules.reason(key, goal=_goal_text(goal)))


def _goal_text(goal: Goal | None) -> str:
    if goal is None:
        return "none"
    return f"{dose_text(goal.daily_dose)} a day" if goal.daily_dose else goal.kind.value


def _at_other_pace(asked: Asked) -> Rest | Refusal:
    """The rest planned anew at a slower pace, or at the next faster one of the policy."""
    key = asked.wish.kind.value
    pace: Pace | None = slowed(asked.pace, asked.rules.slow_share)
    if asked.wish.kind is WishKind.FASTER:
        pace = faster(asked.policy, asked.pace, start_dose(asked), asked.rules.slow_share)
    if pace is None:
        return asked.refused("faster", pace=asked.pace.name)
    share = share_text(asked.rules.slow_share)
    line = asked.rules.reason(key, pace=pace.name, before=asked.pace.name, share=share)
    anew = planned_anew if len(asked.stands) == 1 else in_turn_anew
    found = anew(asked, pace, line)
    stands = [one.place for one in asked.stands]
    if isinstance(found, Refusal) or not meet(asked.earlier.courses, stands):
        return found
    as_it_was = same_rest(asked.earlier.courses, stands, asked.on)
    if key == WishKind.FASTER and _last_cut(found.courses) >= _last_cut(as_it_was):
        return asked.refused("not_faster", pace=pace.name)
    if key == WishKind.SLOW and not _is_gentler(found.courses, as_it_was):
        same = _same(asked)
        return replace(same, why=(*same.why, asked.rules.reason("slow_not_slower")))
    return found


def _is_gentler(courses: Sequence[Course], before: Sequence[Course]) -> bool:
    """Whether the last cut comes no sooner and no cut takes more away than the largest before."""
    largest, allowed = (
        max((step.cut.mass for one in found for step in one.steps if step.cut), default=None)
        for found in (courses, before)
    )
    later = _last_cut(courses) >= _last_cut(before)
    return later and (largest is None or (allowed is not None and largest <= allowed))


def _last_cut(courses: Sequence[Course]) -> date:
    days = [step.span.start for course in courses for step in course.steps if step.cut]
    return max(days, default=date.min)
