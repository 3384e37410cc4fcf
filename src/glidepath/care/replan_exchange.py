"""What the checker is told of an exchange that is under way: its rate, its start, what is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from glidepath.care.exchange_asked import rate_in
from glidepath.care.given import facts_by_name
from glidepath.care.replan_asked import Asked, Rest
from glidepath.care.settings import exchange_rules
from glidepath.domain.person import Known
from glidepath.domain.plan import Course, CourseKind, StepKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.pharmacology.steady import time_to_new_steady_state
from glidepath.planning.exchange import Rate
from glidepath.safety.checker.facts import ExchangeFacts

__all__ = ["exchange_of", "exchange_so_far", "exchanged_on"]

_NOTHING = timedelta(0)


def exchange_so_far(asked: Asked, rest: Rest) -> ExchangeFacts:
    """The facts by which the rest of an exchange is judged as one with what is done of it.

    What was taken before it, and the days on which doses have been exchanged, are those of
    the first version and of the record; where neither tells of them they stay unknown. How
    long it may take is known only while nobody has held it, slowed it or come late.
    """
    old, new = exchange_of(rest.courses)
    rules, country = exchange_rules(asked.kb), asked.assessment.situation.country
    rate = rate_in(asked.kb, old.drug_id, new.drug_id, country)
    made = exchanged_on(asked)
    began = _began(asked, rate)
    return ExchangeFacts(
        rate_low=rate.low if began else None,
        rate=rate.chosen,
        rate_high=rate.high if began else None,
        corridor=rules.corridor.value,
        build_up_days=_build_up(old, new, made),
        days=rules.days.value if _keeps_its_days(asked, rest) else None,
        barriers_standing=_standing(asked, new.drug_id),
        began=began,
        made_on=made,
    )


def exchange_of(courses: tuple[Course, ...]) -> tuple[Course, Course]:
    """The course of the drug that gives way and that of the one that takes over."""
    old = next(one for one in courses if one.kind is CourseKind.SUBSTITUTION_OUT)
    new = next(one for one in courses if one.kind is CourseKind.SUBSTITUTION_IN)
    return old, new


def exchanged_on(asked: Asked) -> tuple[date, ...]:
    """The days up to today on which this version has exchanged a dose, the last perhaps late."""
    old, _ = exchange_of(asked.earlier.courses)
    place = next(stand.place for stand in asked.stands if stand.course is old)
    if place.place is None:
        return ()
    done = old.steps[: place.place + 1]
    late = timedelta(days=place.late)
    days = [step.span.start + (late if step is done[-1] else _NOTHING) for step in done if step.cut]
    return tuple(day for day in days if day <= asked.on)


def _build_up(old: Course, new: Course, made: tuple[date, ...]) -> int | None:
    """The days the new drug takes to build up; unknown where no exchange is left or was told."""
    ahead = any(step.cut for step in old.steps)
    return time_to_new_steady_state(new.drug_id).active if ahead or made else None


def _keeps_its_days(asked: Asked, rest: Rest) -> bool:
    """Whether the exchange goes on day by day as it was first planned."""
    ends = [exchange_of(courses)[0].span.end for courses in (asked.earlier.courses, rest.courses)]
    return asked.earlier.version == 1 and ends[0] == ends[1]


def _began(asked: Asked, rate: Rate) -> tuple[Regimen, Regimen] | None:
    """What was taken of both drugs before the exchange; None where nobody can tell any more."""
    _, new = exchange_of(asked.earlier.courses)
    if asked.earlier.version == 1:
        if new.steps[0].kind is StepKind.PRESENT:
            return asked.began, new.steps[0].regimen
        if not _may_have_carried(asked, new, rate):
            return asked.began, Regimen.of((time, Mass.zero()) for time in asked.began.times)
    told = next(_told_before(asked, new.drug_id), None)
    return None if told is None else (asked.began, told)


def _may_have_carried(asked: Asked, new: Course, rate: Rate) -> bool:
    """Whether some of the new drug may have been taken before a plan that raises it at once.

    Two drugs were to be joined, or the plan's first day has more of the new one at a time
    than the highest equal of what the old one lost there.
    """
    old = asked.earlier.course
    if new.span.start > old.span.start:
        return False
    left = {one.time: one.dose.nanograms for one in old.steps[0].regimen.intakes}
    lost = {one.time: one.dose.nanograms - left.get(one.time, 0) for one in asked.began.intakes}
    return asked.assessment.situation.joins or any(
        one.dose.nanograms > lost.get(one.time, 0) * rate.high
        for one in new.steps[0].regimen.intakes
    )


def _told_before(asked: Asked, new_drug: str) -> Iterator[Regimen]:
    """What the record has of the new drug on days on which the old one was at its first doses."""
    old = asked.following.of(exchange_of(asked.earlier.courses)[0].drug_id)
    new = asked.following.of(new_drug)
    for on, day in old.items():
        if day.regimen is None or day.regimen.doses != asked.began.doses:
            continue
        if on not in new:
            yield Regimen.of((time, Mass.zero()) for time in asked.began.times)
        elif (regimen := new[on].regimen) is not None:
            yield regimen


def _standing(asked: Asked, new_drug: str) -> tuple[str, ...] | None:
    """What speaks against the new drug by now; None while something has not been asked."""
    rules, assessment = exchange_rules(asked.kb), asked.assessment
    barriers = [one for one in rules.barriers if one.stands_before(new_drug)]
    names = [one.fact for one in barriers]
    facts = facts_by_name(names, assessment.situation, assessment.facts, asked.use)
    known = {name: one.value for name, one in facts.items() if isinstance(one, Known)}
    standing = tuple(name for name in names if known.get(name))
    return standing if standing or len(known) == len(set(names)) else None
