"""Why days are hard: withdrawal, rebound, recurrence, side effect or something else, side by side.

Signs of timing and novelty are read from the diary and laid beside each explanation, for and
against. They are not weighed and not added up: a clinician looks at the person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from glidepath.domain.calendar import Span
from glidepath.domain.decision import Reason
from glidepath.domain.diary import Circumstance, DayEntry, Symptom, Tolerable
from glidepath.domain.person import Known
from glidepath.domain.wording import date_text
from glidepath.monitoring.decide_view import View, number_text
from glidepath.monitoring.evidence_book import EvidenceBook, Explanation

__all__ = ["Column", "SideBySide", "evidence"]

_DAY = timedelta(days=1)
Found = tuple[str, dict[str, object], tuple[date, ...]]


@dataclass(frozen=True, slots=True)
class Column:
    """One explanation with the signs that speak for it and those that speak against it."""

    explanation: Explanation
    name: str
    what: str
    speaks_for: tuple[Reason, ...]
    against: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All explanations in a fixed order, what is missing, and that this is no verdict."""

    columns: tuple[Column, ...]
    missing: tuple[str, ...]
    never: str

    def column(self, explanation: Explanation) -> Column:
        """The signs of one explanation."""
        return next(one for one in self.columns if one.explanation is explanation)


def evidence(view: View, book: EvidenceBook) -> SideBySide:
    """The signs for and against each explanation as a diary stands on a day.

    Takes the record seen on that day and the explanations. What nobody answered is named as
    missing and speaks neither way. Source: the features of withdrawal, rebound and
    recurrence; the bounds in days are a proposal.
    """
    look = _Look(view, book)
    signs = [_reason(book, *found) for found in look.signs()]
    columns = tuple(
        Column(
            one,
            *book.names[one],
            tuple(sign for sign in signs if one in book.signs[sign.rule_id].speaks_for),
            tuple(sign for sign in signs if one in book.signs[sign.rule_id].against),
        )
        for one in Explanation
    )
    return SideBySide(columns, tuple(look.missing()), book.texts["never"])


def _reason(
    book: EvidenceBook, sign_id: str, about: dict[str, object], on: tuple[date, ...]
) -> Reason:
    words = book.signs[sign_id]
    shown = {name: number_text(value) for name, value in about.items()}
    text = words.says.format(**shown)
    return Reason(sign_id, text, shown, on, words.sources, words.confidence.value)


class _Look:
    """The signs of one view, each looked for once."""

    def __init__(self, view: View, book: EvidenceBook) -> None:
        self.view, self.limits, self.words = view, book.limits, book.missing
        self.cut = view.far.last_cut
        self.start = self._start()

    def signs(self) -> Iterator[Found]:
        """Every sign that the diary shows."""
        yield from self._onset()
        yield from self._novelty()
        yield from self._course()
        yield from self._hold()
        yield from self._around()

    def missing(self) -> Iterator[str]:
        """What would be needed and is not there."""
        if self.start is None:
            yield self.words["rise"]
        if self.view.baseline is None:
            yield self.words["baseline"]
        if self.view.week_list is None:
            yield self.words["week_list"]
        open_ones = [name for name, one in self._strong().items() if _novelty(one) is None]
        if open_ones:
            yield self.words["novelty"].format(symptoms=_listed(open_ones))
        if not self._hold_days():
            yield self.words["hold"]
        if self.start and not self._answered():
            yield self.words["circumstances"]
        yield self.words["strength"]

    # When it began.

    def _start(self) -> date | None:
        """The first of two entries running that were hard, since the week before the last cut."""
        first = self.cut - 7 * _DAY if self.cut else date.min
        told = [one for one in self.view.told.entries if one.on >= first]
        bad = [self._is_bad(one) for one in told]
        pairs = zip(told, bad, bad[1:], strict=False)
        return next((one.on for one, now, then in pairs if now and then), None)

    def _is_bad(self, entry: DayEntry) -> bool:
        base = self.view.baseline
        bar = (
            base.median + self.view.limit("company_rise") if base else self.view.limit("hard_score")
        )
        hard = isinstance(entry.hard, Known) and entry.hard.value >= bar
        return hard or entry.tolerable == Known(Tolerable.NO)

    def _onset(self) -> Iterator[Found]:
        if self.start is None or self.cut is None:
            return
        days = (self.start - self.cut).days
        about: dict[str, object] = {"days": days, "cut": date_text(self.cut)}
        short = self.view.far.half_life_h < self.limits["short_half_life"]
        if days < 0:
            yield "before-cut", {"start": date_text(self.start)}, (self.start,)
        elif days > self.limits["late_onset_days"]:
            yield "late", about, (self.start,)
        elif not short and days <= self.limits["at_once_days"]:
            yield "at-once", about, (self.start,)
        else:
            yield "after-cut", about, (self.start,)
            if short and days <= self.limits["rebound_days"]:
                yield "soon-short", about, (self.start,)

    # What it is like.

    def _strong(self) -> dict[str, Symptom]:
        listed = self.view.week_list.symptoms if self.view.week_list else {}
        bar = self.limits["strong"]
        return {
            name: one
            for name, one in listed.items()
            if isinstance(one.severity, Known) and one.severity.value >= bar
        }

    def _novelty(self) -> Iterator[Found]:
        strong = self._strong()
        on = (self.view.week_list.on,) if self.view.week_list else ()
        new = [name for name, one in strong.items() if _novelty(one) == "new"]
        old = [name for name, one in strong.items() if _novelty(one) == "old"]
        nerves = [name for name in new if name in self.view.book.new_type]
        for sign, names in (("new", new), ("new-type", nerves), ("of-old", old)):
            if names:
                yield sign, {"symptoms": _listed(names)}, on

    # How it goes on.

    def _course(self) -> Iterator[Found]:
        """Whether the week is easier than the worst week since it began, at the same dose."""
        now = self.view.middle
        if self.start is None or now is None:
            return
        same = max(self.start, self.cut or self.start)
        worst = self._worst_week(same)
        days = (self.view.on - same).days
        about: dict[str, object] = {"then": worst, "now": now, "days": days}
        if now <= worst - self.view.limit("fall"):
            yield "eases", about, (same, self.view.on)
        elif days >= self.limits["persists_days"]:
            yield "persists", about, (same, self.view.on)

    def _worst_week(self, since: date) -> Fraction:
        last = max(since, self.view.on - timedelta(days=self.view.days("window_days") - 1))
        weeks = (self._week_from(day) for day in Span(since, last))
        return max((one for one in weeks if one is not None), default=Fraction(0))

    def _week_from(self, day: date) -> Fraction | None:
        return self.view.middle_of(self.view.told.between(Span.lasting(day, 7)))

    def _hold_days(self) -> int:
        """How long the hold in force has lasted, where that is long enough to see anything."""
        since = self.view.far.held_since
        days = (self.view.on - since).days if since else 0
        return days if days >= self.view.days("back_after_days") else 0

    def _hold(self) -> Iterator[Found]:
        since, days, now = self.view.far.held_since, self._hold_days(), self.view.middle
        began = self._week_from(since) if since else None
        if not days or began is None or now is None:
            return
        helped = now <= began - self.view.limit("fall")
        yield "hold-helped" if helped else "hold-did-not-help", {"days": days}, (self.view.on,)

    # What else was going on.

    def _near(self) -> tuple[DayEntry, ...]:
        if self.start is None:
            return ()
        near = timedelta(days=self.limits["near_days"])
        return self.view.told.between(Span(self.start - near, self.start + near))

    def _answered(self) -> set[tuple[Circumstance, bool]]:
        told = (pair for one in self._near() for pair in one.circumstances.items())
        return {(name, answer.value) for name, answer in told if isinstance(answer, Known)}

    def _around(self) -> Iterator[Found]:
        on = tuple(one.on for one in self._near())
        answers = self._answered()
        there = [name.value for name in Circumstance if (name, True) in answers]
        if there:
            yield "circumstance", {"circumstances": _listed(there)}, on
        elif {name for name, _ in answers} == {*Circumstance}:
            yield "no-circumstance", {}, on
        taken = {
            use.value
            for one in self._near()
            for use, yes in one.others.items()
            if yes == Known(True)
        }
        if taken:
            yield "other-use", {"taken": _listed(sorted(taken))}, on
        yield from self._medicine()

    def _medicine(self) -> Iterator[Found]:
        """A medicine that is newly started, about when it began."""
        days = self.view.days("activation_days")
        for mask in self.view.far.masks:
            since = mask.since
            if since and self.start and 0 <= (self.start - since).days <= days:
                yield "medicine", {"day": date_text(since)}, (since,)


def _novelty(symptom: Symptom) -> str | None:
    """New, old, or not told; what is both, or neither, is not told."""
    new, before = symptom.new_since_cut, symptom.had_before
    if new == Known(True) and before != Known(True):
        return "new"
    if before == Known(True) and new != Known(True):
        return "old"
    return None


def _listed(names: list[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)
