"""A diary seen on one day: the last week, the baseline, and answers that are yes, no or open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from glidepath.domain.calendar import Span
from glidepath.domain.decision import Reason
from glidepath.domain.diary import DayEntry, Tolerable, WeekEntry
from glidepath.domain.finding import Verdict
from glidepath.domain.person import Answered, Known
from glidepath.domain.wording import plain_number
from glidepath.monitoring.decide_book import DecisionBook
from glidepath.monitoring.follow_up import Baseline, FollowUp, SoFar, measured, median

__all__ = ["CLEAR", "OPEN", "Rule", "Seen", "View", "number_text", "reason", "seen"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What one rule saw: whether it speaks, the figures and the days that made it so."""

    verdict: Verdict
    figures: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[date, ...] = ()

    @property
    def fires(self) -> bool:
        """Whether the rule speaks."""
        return self.verdict is Verdict.FIRES


_DAY = timedelta(days=1)
CLEAR = Seen(Verdict.CLEAR)
OPEN = Seen(Verdict.CANNOT_TELL)


@dataclass(frozen=True)
class View:
    """A person's record as it stood at the end of a day, seen with the rules of following."""

    told: FollowUp
    far: SoFar
    book: DecisionBook

    @property
    def on(self) -> date:
        """The day that is judged."""
        return self.far.on

    def at(self, day: date) -> View:
        """The same record as it stood on an earlier day."""
        return View(self.told.until(day), self.far.at(day), self.book)

    def limit(self, name: str) -> Fraction:
        """A threshold of the data."""
        return self.book.limit(name)

    def days(self, name: str) -> int:
        """A threshold of the data that counts whole days."""
        return self.book.days(name)

    @cached_property
    def window(self) -> tuple[DayEntry, ...]:
        """The entries of the last week: up to today where today is told, else to yesterday."""
        told_today = any(one.on == self.on for one in self.told.entries[-1:])
        return self.told.between(self.week_before(self.on if told_today else self.on - _DAY))

    def week_before(self, end: date) -> Span:
        """The window of days that ends on a day."""
        return Span(end - timedelta(days=self.days("window_days") - 1), end)

    @cached_property
    def known_days(self) -> int:
        """How many days of the window say how hard they were and whether they could be borne."""
        return sum(
            isinstance(one.hard, Known) and isinstance(one.tolerable, Known) for one in self.window
        )

    @cached_property
    def baseline(self) -> Baseline | None:
        """The person's own week before the first cut, or before the last day told without one."""
        known = [one.on for one in self.told.entries if isinstance(one.hard, Known)]
        if self.far.cuts:
            end = self.far.cuts[0] - _DAY
        elif known:
            end = known[-1]
        else:
            return None
        return measured(self.told.entries, "hard", self.week_before(end), self.days("data_days"))

    @cached_property
    def middle(self) -> Fraction | None:
        """The median of how hard the days of the window were; None without any answer."""
        return self.middle_of(self.window)

    def middle_of(self, entries: Iterable[DayEntry]) -> Fraction | None:
        """The median of how hard some days were; None without any answer."""
        hard = [one.hard.value for one in entries if isinstance(one.hard, Known)]
        return median(hard) if hard else None

    @cached_property
    def near(self) -> bool:
        """Whether the week is known to be back near the baseline."""
        if self.middle is None or self.baseline is None:
            return False
        return self.middle <= self.baseline.median + self.limit("near")

    @cached_property
    def tolerable_days(self) -> int:
        """How many days of the window are known to have been tolerable."""
        fine = (Tolerable.YES, Tolerable.JUST)
        told = (one.tolerable for one in self.window)
        return sum(isinstance(one, Known) and one.value in fine for one in told)

    @cached_property
    def week_list(self) -> WeekEntry | None:
        """The latest weekly list that is not too old."""
        lists = self.told.weeks[-1:]
        fresh = [w for w in lists if (self.on - w.on).days < self.days("week_list_days")]
        return fresh[-1] if fresh else None

    @cached_property
    def dropped(self) -> frozenset[str]:
        """The signs that a medicine hides and that are left out of the rules."""
        return frozenset(
            sign for mask in self.far.masks for sign in self.book.masks[mask.mask_id].drops
        )

    def counted(
        self,
        bad: Callable[[DayEntry], Answered[bool]],
        limit: str,
        **figures: str,
    ) -> Seen:
        """Whether so many days of the window were bad; missing days could be, and are not well."""
        told = [(one.on, bad(one)) for one in self.window]
        known = [(day, answer.value) for day, answer in told if isinstance(answer, Known)]
        dates = tuple(day for day, is_bad in known if is_bad)
        least = self.days(limit)
        if len(dates) >= least:
            return seen(dates, days=len(dates), least=least, **figures)
        open_days = self.days("window_days") - len(known)
        return OPEN if len(dates) + open_days >= least else CLEAR


Rule = Callable[[View], Seen]


def seen(dates: Iterable[date], **figures: Any) -> Seen:
    """A rule that speaks, with the days and the figures that made it so."""
    shown = {name: number_text(value) for name, value in figures.items()}
    return Seen(Verdict.FIRES, shown, tuple(sorted(set(dates))))


def number_text(value: Any) -> str:
    """A figure as it is shown; text stays as it is."""
    if not isinstance(value, int | Fraction):
        return str(value)
    sign = "-" if value < 0 else ""
    exact = Decimal(abs(value.numerator)) / Decimal(value.denominator)
    return sign + plain_number(exact)


def reason(view: View, rule_id: str, told: Seen) -> Reason:
    """What a rule saw, in the words of the data."""
    words = view.book.rules[rule_id]
    about = {"window": str(view.days("window_days"))} | dict(told.figures)
    return Reason(
        rule_id,
        words.says.format(**about),
        about,
        told.dates,
        words.sources,
        words.confidence.value,
    )
