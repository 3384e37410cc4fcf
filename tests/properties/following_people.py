"""Simulated people on a taper: different sensitivity, noise, missing days, illness, red flags.

A person cuts on the day a step is over, and only where the decision of that day lowers the
dose; else they stay. Everything is drawn from one seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from glidepath.care.follow import holds_of
from glidepath.domain.decision import Decision
from glidepath.domain.diary import Circumstance, DayEntry, Tolerable, WeekEntry
from glidepath.domain.person import Known
from glidepath.domain.scale import ScaleResult
from glidepath.monitoring.decide import decide
from glidepath.monitoring.follow_up import Dealt, FollowUp, SoFar
from glidepath.monitoring.triage import Triage
from tests.unit.monitoring.diaries import BOOK, CALM, DAY, gate, week

START = date(2026, 1, 5)
DAYS = 12 * 7
FIRST_CUT = 7
HALF_LIFE_H, ADAPTS_D = 39, 7
NIGHT = gate("hallucinations")
WORST = {
    "hard": Known(10), "tolerable": Known(Tolerable.NO), "sleep_hours": Known(Fraction(7, 2)),
    "anxiety": Known(4),
}  # fmt: skip
BEST = {
    "hard": Known(0), "tolerable": Known(Tolerable.YES), "sleep_hours": Known(Fraction(8)),
    "anxiety": Known(0),
}  # fmt: skip


@dataclass
class Person:
    """What a person is like, and what has happened to them so far."""

    points: float
    noise: float
    missing: float
    usual: float
    step_days: int
    ill_from: int
    flag_on: int
    dealt_on: int
    dose: float = 1.0
    binding: float = 1.0
    adapted: float = 1.0
    cuts: list[date] = field(default_factory=list)
    entries: list[DayEntry] = field(default_factory=list)
    weeks: list[WeekEntry] = field(default_factory=list)
    scales: list[ScaleResult] = field(default_factory=list)
    triages: list[tuple[date, Triage]] = field(default_factory=list)
    halted: list[date] = field(default_factory=list)
    due: int = FIRST_CUT

    @classmethod
    def drawn(cls, random: Random) -> Person:
        """Somebody drawn at random; most are never ill, and some never raise a flag."""
        flag = random.randrange(10, DAYS * 2)
        return cls(
            points=8 * 2.5 ** random.gauss(0, 1),
            noise=random.uniform(0.3, 1.5),
            missing=random.uniform(0, 0.3),
            usual=random.uniform(1, 4),
            step_days=random.choice((14, 21)),
            ill_from=random.randrange(10, DAYS * 2),
            flag_on=flag,
            dealt_on=flag + random.randrange(0, 4),
        )

    def told(self) -> FollowUp:
        """The record as it is now; a flag that was dealt with is written down."""
        dealt = (Dealt(START + self.dealt_on * DAY),)
        lists = (self.entries, self.weeks, self.scales, self.triages)
        return FollowUp(*(tuple(one) for one in lists), dealt)  # type: ignore[arg-type]

    def so_far(self, day: int) -> SoFar:
        """Where the taper stands on the morning of a day."""
        on = START + day * DAY
        return SoFar(
            on=on,
            half_life_h=Fraction(HALF_LIFE_H),
            cuts=tuple(self.cuts),
            next_cut_on=START + self.due * DAY,
            share_of_start=Fraction(round(self.dose * 1000), 1000),
            holds=holds_of(self.halted, on, BOOK.days("bridged_days")),
            slowed_on=on - DAY if self.step_days > 21 else None,
            mood_or_psychotic=Known(False),
            epilepsy=Known(False),
        )

    def lives(self, day: int, random: Random) -> None:
        """One day: the body follows the dose, and what is written down of it, if anything."""
        self.binding += (self.dose - self.binding) * (1 - 0.5 ** (24 / HALF_LIFE_H))
        self.adapted += (self.binding - self.adapted) * (1 - 0.5 ** (1 / ADAPTS_D))
        ill = self.ill_from <= day < self.ill_from + 6
        mean = self.usual + self.points * max(self.adapted - self.binding, 0) + 4 * ill
        hard = min(10, max(0, round(mean + self.noise * random.gauss(0, 1))))
        on = START + day * DAY
        if day == self.flag_on:
            self.entries.append(_entry(on, hard, ill=ill))
            self.triages.append((on, NIGHT))
        elif random.random() > self.missing:
            self.entries.append(_entry(on, hard, ill=ill))
            self.triages.append((on, CALM))
        if day % 7 == 6:
            role = 3 if hard >= 8 else 0
            self.weeks.append(week(on, role))


def _entry(on: date, hard: int, *, ill: bool) -> DayEntry:
    borne = Tolerable.NO if hard >= 8 else Tolerable.JUST if hard >= 6 else Tolerable.YES
    return DayEntry(
        on,
        hard=Known(hard),
        tolerable=Known(borne),
        sleep_hours=Known(Fraction(16 - hard, 2)),
        anxiety=Known(hard // 3),
        circumstances={Circumstance.ILLNESS: Known(ill)},
    )


@dataclass(frozen=True, slots=True)
class Morning:
    """One day of one person: the record, where the taper stood, the decision, whether they cut."""

    person: Person
    day: int
    told: FollowUp
    far: SoFar
    decision: Decision
    cut: bool


def lives(person: Person, random: Random) -> Iterator[Morning]:
    """Twelve weeks of a person, morning by morning."""
    for day in range(DAYS):
        told, far = person.told(), person.so_far(day)
        decision = decide(told, far, BOOK)
        cut = day >= person.due and decision.kind.lowers
        if decision.kind.value in ("hold", "step_back", "urgent"):
            person.halted.append(far.on)
        if cut:
            _cut(person, far.on, day, decision)
        yield Morning(person, day, told, far, decision, cut)
        person.lives(day, random)


def _cut(person: Person, on: date, day: int, decision: Decision) -> None:
    if decision.kind.value == "slow":
        person.step_days = 28
    person.dose *= 0.9
    person.cuts.append(on)
    person.due = day + person.step_days


def with_day(told: FollowUp, day: DayEntry, figures: dict[str, object]) -> FollowUp:
    """The same record with one day as bad, or as good, as a day can be without a red flag."""
    other = replace(day, **figures)  # type: ignore[arg-type]
    return replace(told, entries=tuple(other if one == day else one for one in told.entries))


def last_days(told: FollowUp, on: date, days: int = 7) -> list[DayEntry]:
    """The entries of the days before a morning."""
    return [one for one in told.entries if on - timedelta(days=days) <= one.on < on]
