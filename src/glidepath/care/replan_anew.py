"""The rest planned anew from what is taken now, no sooner than it may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from glidepath.care.choice import goal_of, taper_request
from glidepath.care.propose import present_regimen, stay_course
from glidepath.care.replan_asked import STAY, Asked, Rest, cannot_make, is_alone, start_dose
from glidepath.care.replan_chosen import waits_until
from glidepath.care.replan_stand import Stand, is_ahead
from glidepath.care.tuning import Tuned, shaped, spared
from glidepath.domain.answer import Refusal
from glidepath.domain.calendar import Span
from glidepath.domain.errors import Unreachable
from glidepath.domain.following import Chooser, DiffLine, WishKind
from glidepath.domain.person import GoalKind
from glidepath.domain.plan import Course
from glidepath.domain.policy import Pace
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.wording import date_text
from glidepath.planning.replan import anew
from glidepath.planning.request import TaperRequest
from glidepath.planning.shortage import within
from glidepath.planning.slowing import SLOWED, faster, stretched

__all__ = ["first_cut_of", "held_until", "in_shape", "own_pieces", "planned_anew", "requested"]

_DAY = timedelta(days=1)


def held_until(asked: Asked) -> tuple[date | None, tuple[DiffLine, ...]]:
    """The day before which no cut is made, because of a hold or of missed days, and why."""
    found: list[date] = []
    why: list[DiffLine] = []
    for one in asked.stands:
        if one.told.wait_from is not None:
            found.append(_wait(asked, one))
            days = ", ".join(date_text(day) for day in one.told.missed)
            line = asked.rules.reason("missed_days", days=days, until=date_text(found[-1]))
            why.append(line)
    waits = waits_until(asked)
    if waits is not None:
        found.append(waits)
    if asked.wish.until is not None:
        cuts = [one.place.next_cut for one in asked.stands if one.place.next_cut]
        found.append(asked.wish.until)
        over = bool(cuts) and asked.wish.until <= min(cuts)
        day = min(cuts) if over else asked.wish.until
        why.append(asked.rules.reason("hold_over" if over else "hold", day=date_text(day)))
    return max(found, default=None), tuple(why)


def _wait(asked: Asked, stand: Stand) -> date:
    assert stand.told.wait_from is not None
    return stand.told.wait_from + asked.policy.step_days.value.shortest * _DAY


def planned_anew(asked: Asked, pace: Pace, line: DiffLine) -> Rest | Refusal:
    """The rest planned anew from what is taken now; only for a plan of one drug that falls."""
    if not is_alone(asked):
        return asked.refused("together")
    until, why = held_until(asked)
    goal = goal_of(asked.assessment.situation)
    present = asked.leading.present.daily_dose
    end = (goal.daily_dose if goal else None) or Mass.zero()
    if goal is None or goal.kind is GoalKind.STAY or present <= end:
        return Rest((_staying(asked),), STAY, (*why, line))
    request, said = spared(
        asked.assessment.situation,
        asked.use,
        requested(asked, pace, first_cut_of(asked, asked.leading, until)),
    )
    course = _tapered(asked, request)
    if course is None:
        return cannot_make(asked)
    quicker = _sooner(asked, pace) if course.span.days > asked.rules.longest_days else None
    if quicker is not None:
        return planned_anew(asked, quicker, asked.rules.reason("slowest", pace=quicker.name))
    told = tuple(DiffLine("why.order", text) for text in said)
    tuned = in_shape(asked, course)
    return replace(tuned, pace=pace.name, why=(*why, line, *told, *tuned.why))


def _sooner(asked: Asked, pace: Pace) -> Pace | None:
    """The pace slowed once less; None where it is not slowed."""
    if not pace.name.endswith(SLOWED):
        return None
    return faster(asked.policy, pace, start_dose(asked), asked.rules.slow_share)


def in_shape(asked: Asked, course: Course) -> Rest:
    """A new course in the shape asked for, held while another medicine moves the level."""
    tuned = shaped(asked.assessment, asked.use, asked.policy, Tuned(course, asked.policy))
    said = tuple(DiffLine("why.shape", text) for text in tuned.said)
    met_by = (tuned.met_by,) if tuned.met_by else ()
    return Rest((tuned.course,), asked.pace.name, said, tuned.policy, met_by)


def _staying(asked: Asked) -> Course:
    regimen = own_pieces(asked, asked.leading) or present_regimen(asked.assessment, asked.use)
    span = Span.lasting(asked.on, asked.use.maintain_days)
    return stay_course(asked.earlier.course.drug_id, regimen, span)


def own_pieces(asked: Asked, stand: Stand) -> Regimen | None:
    """The present doses with the pieces the plan has for them, while these are at hand."""
    place = stand.place.place
    if place is None or place < 0:
        return None
    regimen = stand.course.steps[place].regimen
    known = {product.id for product in asked.shelf.products}
    used = {p.portion.product_id for one in regimen.intakes for p in one.pieces or ()}
    return regimen if used <= known else None


def first_cut_of(asked: Asked, stand: Stand, until: date | None) -> date:
    """The first day on which a drug may be cut: not before its present dose was kept long enough.

    Nor before a hold is over, before the day wished for, or, where the rest is to be slower,
    before the next cut of the earlier plan.
    """
    kept = asked.policy.step_days.value.shortest * _DAY
    wished = asked.assessment.situation.preferences.first_cut_on
    days = [
        asked.on,
        (stand.told.since or asked.on) + kept,
        until,
        wished,
        _not_sooner(asked, stand),
    ]
    if asked.wish.kind is WishKind.SLOW:
        days.append(stand.place.next_cut)
    return max(day for day in days if day is not None)


def _not_sooner(asked: Asked, stand: Stand) -> date | None:
    """The longest wait of somebody who takes a much later step of the plan already."""
    cut, until = stand.place.next_cut, asked.on + asked.rules.longest_wait * _DAY
    own = asked.wish.kind is WishKind.NOTHING and not _is_clinicians(asked)
    return until if own and cut is not None and cut > until and is_ahead(stand, asked.on) else None


def _is_clinicians(asked: Asked) -> bool:
    answers = [one.answer for one in asked.left if one.answer is not None]
    return bool(answers) and answers[-1].by is Chooser.CLINICIAN


def requested(
    asked: Asked, pace: Pace, first_cut_on: date, present: Regimen | None = None
) -> TaperRequest:
    """The taper of this person at a pace, from what is taken now or from other doses."""
    situation = asked.assessment.situation
    wishes = replace(situation.preferences, first_cut_on=first_cut_on)
    treatment = replace(situation.treatment, regimen=present or situation.treatment.regimen)
    seen = replace(
        asked.assessment,
        situation=replace(situation, preferences=wishes, treatment=treatment),
    )
    policy = stretched(asked.policy, pace, asked.rules.slow_hold)
    return taper_request(seen, asked.kb, asked.use, policy, pace)


def _tapered(asked: Asked, request: TaperRequest) -> Course | None:
    """The best course from all products, where the shelf lets it through."""
    try:
        course = anew(request, asked.began).course
    except Unreachable:
        return None
    return course if within(course, asked.shelf) is not None else None
