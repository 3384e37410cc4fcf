"""Another medicine begun or ended that moves the level: a dated forecast, and a hold meanwhile.

The level is followed at an unchanged dose, so that what is shown is the other medicine's
doing alone. How strongly people react to it was measured in few of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from glidepath.care.assess import Assessment
from glidepath.care.settings import Settings
from glidepath.domain.calendar import Span
from glidepath.domain.person import Known, Medicine
from glidepath.domain.plan import Course, Step
from glidepath.domain.wording import date_text, share_text
from glidepath.pharmacology.covariates import Change, covariate_ids
from glidepath.pharmacology.forecast import forecast
from glidepath.safety.facts import Group

__all__ = ["Moved", "held_while_moving", "moved", "settled_from"]

_THOUSAND = 1000
_RULES = {
    Group.CYP_INDUCER: "cyp-inducer-changed",
    Group.CYP3A_INHIBITOR: "cyp3a-inhibitor-changed",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """What a change does to the level at the same dose: days until settled, and where it ends.

    `half` is the days until half of it has happened. `ends`, `least` and `most` are shares
    of what is typical before: of a typical adult, and the ends of the range that then holds
    90 in 100 people.
    """

    days: int
    half: int
    ends: Fraction
    least: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class _Event:
    """A medicine begun or ended on a day, and by which covariate it acts (empty: not known).

    `falls` says that it lowers the level: as an inducer that begins, an inhibitor that ends.
    """

    medicine: Medicine
    on: date
    begins: bool
    covariate: str
    hold_days: int
    falls: bool


def held_while_moving(
    assessment: Assessment, use: Settings, course: Course
) -> tuple[Course, tuple[str, ...]]:
    """A course without a cut while another medicine still moves the level, and what is said.

    A fall of the level is like a cut: where its day is known, the ceiling's window before it
    holds none either.
    """
    said: list[str] = []
    for event in _events(assessment, use, course.drug_id, course.span):
        days, line = _line(event, use, course.drug_id)
        said.append(line)
        until = event.on + timedelta(days=days)
        ahead = timedelta(days=use.house.days if event.falls else 0)
        held = _held(course, event.on - ahead, until)
        if held is not course:
            said.append(_no_cut(use, event, until))
            course = held
    return course, tuple(said)


def settled_from(
    assessment: Assessment, use: Settings, drug_id: str, first: date
) -> tuple[date, tuple[str, ...]]:
    """The first day, from a given one on, on which no other medicine moves the level any more.

    For changes that are made one after the other and cannot be held midway, as an exchange.
    """
    said: list[str] = []
    ahead = Span(assessment.situation.as_of, first + timedelta(days=use.forecast_days))
    for event in _events(assessment, use, drug_id, ahead):
        days, line = _line(event, use, drug_id)
        said.append(line)
        until = event.on + timedelta(days=days)
        if first < until:
            said.append(_no_cut(use, event, until))
            first = until
    return first, tuple(said)


def _no_cut(use: Settings, event: _Event, until: date) -> str:
    return use.says["acting.hold"].format(day=date_text(until), medicine=event.medicine.name)


def _events(assessment: Assessment, use: Settings, drug_id: str, span: Span) -> Sequence[_Event]:
    """Every start and end near these days of a medicine that acts on the drug's level."""
    medicines = assessment.situation.medicines
    first = span.start - timedelta(days=use.forecast_days)
    found = [
        _event(assessment, use, drug_id, medicine, day, begins=begins)
        for medicine in (medicines.value if isinstance(medicines, Known) else ())
        for day, begins in ((medicine.started, True), (medicine.stopped, False))
        if day is not None and first <= day <= span.end
    ]
    return sorted((one for one in found if one is not None), key=lambda one: one.on)


def _event(
    assessment: Assessment, use: Settings, drug: str, medicine: Medicine, day: date, *, begins: bool
) -> _Event | None:
    name = medicine.name.strip().casefold()
    acts = [row["covariate"] for row in use.acting if name in row["names"]]
    known = [one for one in acts if one in covariate_ids(drug)]
    groups = assessment.facts.groups_of(medicine.name, medicine.group) or ()
    moving = [group for group in _RULES if group in groups]
    if not known and not moving:
        return None
    limits = [assessment.facts.book.rules[_RULES[one]].limits["days_back"].value for one in moving]
    hold = max((int(one) for one in limits), default=0)
    falls = begins is (Group.CYP_INDUCER in groups)
    return _Event(medicine, day, begins, known[0] if known else "", hold, falls)


def _line(event: _Event, use: Settings, drug: str) -> tuple[int, str]:
    """For how many days the level moves, and the sentence that says so."""
    what = use.says["acting.started" if event.begins else "acting.stopped"]
    shown = {"medicine": event.medicine.name, "what": what, "day": date_text(event.on)}
    if not event.covariate:
        return event.hold_days, use.says["acting.unknown"].format(**shown, drug=drug)
    found = moved(
        drug, event.covariate, begins=event.begins, days=use.forecast_days, within=use.settled_share
    )
    line = use.says["acting.line"].format(
        **shown,
        drug=drug,
        low=share_text(found.ends),
        least=share_text(found.least),
        most=share_text(found.most),
        date=date_text(event.on + timedelta(days=found.days)),
        half=date_text(event.on + timedelta(days=found.half)),
    )
    return found.days, line


@lru_cache(maxsize=64)
def moved(drug: str, covariate: str, *, begins: bool, days: int, within: Fraction) -> Moved:
    """What a covariate that begins or ends does to a drug's level at an unchanged dose.

    Takes the drug, the covariate of its data, the days to follow and the share of the last
    level within which it counts as settled. Levels add up, so the dose itself plays no part.
    """
    change = Change(covariate, 1) if begins else Change(covariate, None, 1)
    day = [(Fraction(22), Fraction(1))]
    course = forecast([(days, day)], drug=drug, before=day, acting=(change,))
    name, level = next(iter(course.levels.items()))
    before = course.baseline_mean[name]
    low, high = level.mean.bands["people"]
    typical = (
        level.mean.typical if course.effect is None else course.effect.exposure.typical * before
    )
    levels = [_share(one, before) for one in typical]
    spread = (_share(one[-1], float(level.mean.typical[-1])) for one in (low, high))
    least, most = (levels[-1] * one for one in spread)
    return _moved(levels, least, most, within)


def _share(level: float, before: float) -> Fraction:
    """A level as a share of another, in thousandths."""
    return Fraction(round(float(level) / before * _THOUSAND), _THOUSAND)


def _moved(levels: Sequence[Fraction], least: Fraction, most: Fraction, within: Fraction) -> Moved:
    first, last = levels[0], levels[-1]
    away = [place for place, one in enumerate(levels) if abs(one - last) > within * last]
    half = [place for place, one in enumerate(levels) if abs(one - last) > abs(first - last) / 2]
    return Moved(_after(away), _after(half), last, least, most)


def _after(places: Sequence[int]) -> int:
    return places[-1] + 1 if places else 0


def _held(course: Course, since: date, until: date) -> Course:
    """The course with every cut that would fall into these days put off until they are over.

    The steps after it keep their lengths, so that only time is added.
    """
    steps: list[Step] = []
    late = timedelta(0)
    for step in course.steps:
        begins = step.span.start + late
        if step.cut and since <= begins < until and steps:
            late += until - begins
            last = steps[-1]
            steps[-1] = replace(last, span=Span(last.span.start, until - timedelta(days=1)))
            begins = until
        steps.append(replace(step, span=Span(begins, step.span.end + late)))
    return replace(course, steps=tuple(steps)) if late else course
