"""Doses other than the plan's: what the answer of who chose them means for the rest.

The rest begins at the doses that are really taken, in every case; the answer decides what is
said, who meets when, and whether the next cut waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from glidepath.care.replan_asked import Asked
from glidepath.care.replan_left import Left, slots_of
from glidepath.care.replan_stand import Stand
from glidepath.domain.following import Chooser, DiffLine, PersonIs
from glidepath.domain.plan import Review
from glidepath.domain.wording import date_text
from glidepath.planning.departure import Way

__all__ = ["reviews_of", "told_of", "waits_until"]

_DAY = timedelta(days=1)


def told_of(asked: Asked) -> tuple[DiffLine, ...]:
    """What is said of every answer: who chose, how the person is, and what follows."""
    told = [line for one in asked.left for line in _lines(one, asked)]
    return (*told, *_unused(asked))


def _unused(asked: Asked) -> Iterator[DiffLine]:
    """An answer for days of this plan on which its own doses were taken changes nothing."""
    used = {one.answer for one in asked.left}
    for answer in asked.following.chosen:
        if answer not in used and answer.span.end >= asked.earlier.span.start:
            days = {"start": date_text(answer.span.start), "end": date_text(answer.span.end)}
            yield asked.rules.reason("chosen_unused", drug=answer.drug_id, **days)


def _lines(one: Left, asked: Asked) -> Iterator[DiffLine]:
    if one.answer is None:
        return
    who = f"{one.departure.way}_{one.answer.by}"
    yield DiffLine("why.chosen", asked.rules.chosen[who].format(**slots_of(one)))
    until = date_text(asked.on + asked.rules.unwell_days * _DAY)
    says = asked.rules.person_is[one.answer.person_is]
    yield DiffLine("why.person_is", says.format(until=until))


def waits_until(asked: Asked) -> date | None:
    """The day before which no cut is made: after doses nobody chose, or before people have met."""
    days = [day for one in asked.left for day in _waits(one, asked)]
    return max(days, default=None)


def _waits(one: Left, asked: Asked) -> Iterator[date]:
    if one.answer is None:
        return
    rules, shortest = asked.rules, asked.policy.step_days.value.shortest * _DAY
    stand = next(stand for stand in asked.stands if stand.course.drug_id == one.drug_id)
    last = max(one.departure.days) + _DAY
    yield from (review.on for review in _reviews(one, asked))
    if one.answer.by in rules.waits_for[one.departure.way] or (
        one.departure.way is Way.HIGHER and last < asked.on
    ):
        yield last + shortest
    if one.departure.way is not Way.LOWER:
        yield (stand.told.since or asked.on) + shortest
    elif one.answer.by is not Chooser.CLINICIAN and (day := _next_cut(stand)) is not None:
        yield min(day, asked.on + rules.longest_wait * _DAY)
    if one.answer.person_is in rules.waits_when:
        yield asked.on + rules.unwell_days * _DAY


def _next_cut(stand: Stand) -> date | None:
    """The day on which the earlier plan has less than is taken now: it comes no sooner."""
    now = stand.present.daily_dose
    steps = (s for s in stand.course.steps if s.cut and s.regimen.daily_dose < now)
    return next((step.span.start for step in steps), None)


def reviews_of(asked: Asked) -> tuple[Review, ...]:
    """The meetings that an answer calls for: sooner where the person is not well."""
    return tuple(review for one in asked.left for review in _reviews(one, asked))


def _reviews(one: Left, asked: Asked) -> Iterator[Review]:
    if one.answer is None:
        return
    rules = asked.rules
    unwell = one.answer.person_is is not PersonIs.WELL
    if not unwell and one.answer.by not in rules.reviewed_for[one.departure.way]:
        return
    days = rules.soon_days if unwell else rules.review_days
    words = rules.reviews[one.answer.by]
    yield Review(asked.on + days * _DAY, words["text"], words["source"][0])
