"""The entries of a calendar file: what stands on which day, and which are dropped.

An entry is named by the series it belongs to, its day and its time. The series is the person's
record where there is one: a later version of the plan then changes the entries of the same days
and says of the others that they are cancelled (RFC 5545: the same UID, a higher SEQUENCE,
STATUS:CANCELLED). Without a record the series is the plan itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from glidepath.documents.identity import plan_id
from glidepath.documents.phrases import phrase
from glidepath.documents.plain import one_line
from glidepath.documents.rows import DrugRow, Row, rows
from glidepath.documents.sentences import words_of
from glidepath.documents.units import in_units_of
from glidepath.domain.answer import Proposal
from glidepath.domain.plan import Plan, Review

__all__ = ["Entry", "entries", "entry_of", "series_of", "with_dropped"]

_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `start` is a date, `time` "" for all day; `days` how often it repeats daily.

    `earlier` marks one of an earlier plan, which a later one has cancelled or cut short.
    """

    series: str
    name: str
    start: str
    title: str
    text: tuple[str, ...] = ()
    time: str = ""
    days: int = 1
    sequence: int = 0
    cancelled: bool = False
    earlier: bool = False

    @property
    def uid(self) -> str:
        """Its lasting name, in which nothing tells who the person is."""
        return f"{self.series}-{self.name}@glidepath"

    @property
    def first(self) -> date:
        """The first day."""
        return date.fromisoformat(self.start)

    @property
    def last(self) -> date:
        """The last day."""
        return self.first + timedelta(days=self.days - 1)

    def table(self) -> dict[str, Any]:
        """As plain values, to be kept."""
        return {**asdict(self), "text": list(self.text)}


def entry_of(table: Mapping[str, Any]) -> Entry:
    """An entry from the plain values it was kept as."""
    return Entry(**{**table, "text": tuple(table["text"])})


def series_of(record: str) -> str:
    """The name of a person's series: a hash of the record's own random id, and of nothing else."""
    return hashlib.sha256(f"calendar entries of {record}".encode()).hexdigest()[:_LENGTH]


def entries(
    proposal: Proposal, version: int | None = None, timed: bool = False, series: str = ""
) -> tuple[Entry, ...]:
    """Every entry of a plan: each change of dose, each review, and with `timed` each intake.

    `series` is that of the person's record; empty: the plan's own name.
    """
    plan = proposal.plan
    number = version or plan.version
    key = plan_id(plan)
    name, said = series or key.lower(), phrase("entry.plan", plan=key, version=number)
    words = words_of(plan).sheet
    made = [
        entry
        for row in rows(plan)
        for entry in (_step(plan, row, said, words), *(_intakes(plan, row) if timed else ()))
    ]
    made += _reviews(plan, said)
    return tuple(
        replace(
            one,
            series=name,
            sequence=number - 1,
            title=in_units_of(plan.country, one.title),
            text=in_units_of(plan.country, one.text),
        )
        for one in made
    )


def with_dropped(
    now: Iterable[Entry], before: Iterable[Entry], from_day: date
) -> tuple[Entry, ...]:
    """The entries of a plan, and those of the plan before that it drops, cancelled.

    What was to happen before `from_day` is left alone; a daily entry that reaches beyond it
    ends on the day before. What was cancelled once stays cancelled unless it is back. All have
    a higher number than any entry before, so that calendar programs take the change.
    """
    old = tuple(before)
    sequence = max((one.sequence + 1 for one in old), default=0)
    kept = tuple(replace(one, sequence=max(one.sequence, sequence)) for one in now)
    uids, series = {one.uid for one in kept}, {one.series for one in kept}
    gone = (one for one in old if one.uid not in uids and one.series in series)
    return (*kept, *(_dropped(one, from_day, sequence) for one in gone if one.last >= from_day))


def _dropped(one: Entry, from_day: date, sequence: int) -> Entry:
    old = replace(one, sequence=sequence, earlier=True)
    if one.cancelled:
        return old
    if one.first < from_day:
        return replace(old, days=(from_day - one.first).days)
    title, text = phrase("entry.dropped"), phrase("entry.dropped_text")
    return replace(old, cancelled=True, title=title, text=(text,))


def _step(plan: Plan, row: Row, said: str, words: Mapping[str, str]) -> Entry:
    begins = phrase("entry.from_today" if row.number > 1 else "entry.starts")
    daily = phrase("entry.a_day", dose=row.daily)
    title = f"{begins}: {phrase('entry.see_doses') if plan.further else daily}"
    text = (
        *_amounts(row),
        *(f"{dose.time}: {dose.words} ({dose.mg})" for dose in row.doses),
        *(f"{words['checks_first']} {one_line(review.reason)}" for review in row.checks),
        f"{said} {words['supersedes']}",
    )
    return Entry("", f"step-{row.start:%Y%m%d}", row.start.isoformat(), title, text)


def _amounts(row: Row) -> list[str]:
    """The step with its daily dose and what is new in it; each drug on a line of its own."""
    counted = {"number": row.number, "days": row.days}
    if row.drugs[0].named:
        return [phrase("entry.steps", **counted), *map(_amount, row.drugs)]
    (drug,) = row.drugs
    lines = [phrase("entry.step", drug=drug.drug, daily=drug.daily, **counted)]
    lines += [phrase("entry.cut", share=drug.cut)] if drug.cut else []
    lines += [phrase("entry.rise", dose=drug.rise)] if drug.rise else []
    only = drug.change and not (drug.cut or drug.rise)
    return [*lines, phrase("entry.change", what=drug.change)] if only else lines


def _amount(drug: DrugRow) -> str:
    if not drug.change:
        return phrase("entry.of_drug", drug=drug.drug, daily=drug.daily)
    name = "entry.of_drug_changed"
    return phrase(name, drug=drug.drug, daily=drug.daily, change=drug.change)


def _reviews(plan: Plan, said: str) -> Iterator[Entry]:
    """Each review, numbered within its day: one more on another day changes no name."""
    met: dict[date, int] = {}
    for review in plan.reviews:
        met[review.on] = met.get(review.on, 0) + 1
        yield _review(review, said, met[review.on])


def _review(review: Review, said: str, place: int) -> Entry:
    text = (one_line(review.reason), said)
    name, day = f"review-{review.on:%Y%m%d}-{place}", review.on.isoformat()
    return Entry("", name, day, phrase("entry.review"), text)


def _intakes(plan: Plan, row: Row) -> Iterator[Entry]:
    """One entry for each time of day of a step, repeated daily for its days.

    All that is taken at one time stands in one entry.
    """
    for clock in () if row.ends else row.times:
        doses = [dose for dose in row.doses if dose.time == clock and not dose.none]
        if doses:
            several = phrase("entry.take_at", time=clock)
            title = several if plan.further else phrase("entry.take", what=doses[0].words)
            text = tuple(f"{dose.words} ({dose.mg})" for dose in doses)
            name = f"take-{row.start:%Y%m%d}-{clock.replace(':', '')}"
            yield Entry("", name, row.start.isoformat(), title, text, clock, row.days)
