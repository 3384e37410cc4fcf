"""A diary file to a diary and back: days, weekly lists and scales, every problem at once.

What a file does not say is unknown. The answers of the safety gate are kept by the names
that triage knows; a gate answered with "none of these" is a no to each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from glidepath.domain.answer import Refusal
from glidepath.domain.diary import (
    Circumstance,
    DayEntry,
    Diary,
    DoseTaken,
    OtherUse,
    Symptom,
    WeekEntry,
    WrittenBy,
)
from glidepath.domain.person import UNKNOWN, Answered, Known, Unknown
from glidepath.domain.quantity import Mass
from glidepath.domain.scale import Filling, ScaleResult
from glidepath.interop.casefile_gather import Gather
from glidepath.interop.casefile_names import read_drug
from glidepath.interop.casefile_problems import nearest, read_shape
from glidepath.interop.casefile_tree import MAX_DIARY_BYTES, read_tree
from glidepath.interop.diaryfile_shape import (
    DayShape,
    DiaryShape,
    FillingShape,
    TakenShape,
    WeekShape,
)
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.diary_book import DiaryBook, diary_book
from glidepath.monitoring.entry_triage import gate_answers
from glidepath.monitoring.flags import flag_book
from glidepath.monitoring.scales import result_of

__all__ = ["diary_of", "read_diary"]

T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)
Yes = Answered[bool]
_DAY_FIGURES = ("hard", "tolerable", "sleep_hours", "sleep_quality", "anxiety", "body")
_WEEK_FIGURES = ("goal", "days_out_of_role")


def read_diary(
    content: bytes, name: str, kb: KnowledgeBase, as_of: date | None = None, *,
    explained: bool = False,
) -> Diary:  # fmt: skip
    """The diary of a file, its scales scored.

    Takes the day on which it is read, if entries after it are to be refused. Refuses unknown
    keys, names that the data do not know, figures out of range, a gate that contradicts
    itself, and scales that cannot be scored, all at once; never repeats a person's own words.
    With `explained` a yes of the gate that does not say what it was is refused too: for
    whoever reads a diary that nobody has looked at when it was written.
    """
    return diary_of(read_tree(content, name, MAX_DIARY_BYTES), kb, as_of, explained=explained)


def diary_of(
    tree: dict[str, Any], kb: KnowledgeBase, as_of: date | None = None, *, explained: bool = False
) -> Diary:
    """The same from plain values that have been parsed already."""
    shape, problems, unread = read_shape(DiaryShape, tree)
    reader = _Reader(Gather(problems, unread), kb, as_of, explained)
    diary = reader.diary(shape)
    reader.gather.finish()
    return diary


class _Reader:
    """Puts a diary together and notes what is wrong on the way."""

    def __init__(
        self, gather: Gather, kb: KnowledgeBase, as_of: date | None, explained: bool
    ) -> None:
        self.gather, self.kb, self.as_of, self.explained = gather, kb, as_of, explained
        self.book: DiaryBook = diary_book(kb)
        self.questions = flag_book(kb).questions

    def diary(self, shape: DiaryShape) -> Diary:
        """Everything that could be read."""
        days = [self._day(day, f"days#{n}") for n, day in enumerate(shape.days or (), 1)]
        weeks = [self._week(week, f"weeks#{n}") for n, week in enumerate(shape.weeks or (), 1)]
        read = [self._filling(one, f"scales#{n}") for n, one in enumerate(shape.scales or (), 1)]
        fillings = [one for one in read if one is not None]
        return Diary(
            tuple(day for day in days if day is not None),
            tuple(week for week in weeks if week is not None),
            tuple(filling for filling, _ in fillings),
            tuple(result for _, result in fillings),
        )

    def _on(self, on: date | None, where: str) -> date:
        self.gather.need(on, f"{where}.on", "a day such as 2026-11-22")
        self.gather.not_after(on, self.as_of, f"{where}.on", "the day it is read,")
        return on or date.min

    def _day(self, shape: DayShape, where: str) -> DayEntry | None:
        told = {name: getattr(shape, name) for name in _DAY_FIGURES}
        on = self._on(shape.on, where)
        doses = [self._dose(one, f"{where}.doses#{n}") for n, one in _numbered(shape.doses)]
        rest: dict[str, Any] = {
            "doses": tuple(dose for dose in doses if dose is not None),
            "others": self._named(shape.others, OtherUse, f"{where}.others"),
            "safety": (safety := self._safety(shape, where)),
            "unexplained": self._unexplained(shape, safety, where),
            "circumstances": self._named(
                shape.circumstances, Circumstance, f"{where}.circumstances"
            ),
        }
        return self.gather.attempt(
            where,
            lambda: DayEntry(
                on, **_or_unknown(told), **rest, written_by=shape.written_by or WrittenBy.SELF
            ),
        )

    def _dose(self, shape: TakenShape, where: str) -> DoseTaken | None:
        drug = read_drug(shape.drug, f"{where}.drug", "", self.kb, self.gather)
        if isinstance(drug, Refusal):
            self.gather.add(f"{where}.drug", "a drug we do not plan for", "a drug we plan for")
        self.gather.need(shape.time, f"{where}.time", "00:00 to 23:59")
        if shape.dose is not None and shape.dose_mg is not None:
            self.gather.add(where, "dose and dose_mg", "one of them")
        dose: Answered[Mass] = shape.dose or shape.dose_mg or UNKNOWN
        if isinstance(drug, Refusal) or shape.time is None:
            return None
        return DoseTaken(drug, shape.time, dose)

    def _safety(self, shape: DayShape, where: str) -> Mapping[str, Yes]:
        """The safety gate by the names of triage, only what was answered."""
        rows = dict.fromkeys(self.book.gate, Known(False)) if shape.none_of_these else {}
        given = self._known(shape.gate, self.book.gate, f"{where}.gate")
        said = self._known(shape.safety, self.questions, f"{where}.safety")
        if shape.none_of_these and any(_is_yes(one) for one in (*given.values(), *said.values())):
            self.gather.add(
                f"{where}.none_of_these", "none of these, and a yes", "one of the two",
                "Leave out none_of_these.",
            )  # fmt: skip
        answers = {**gate_answers({**rows, **given}, self.book), **said}
        return {name: one for name, one in answers.items() if not isinstance(one, Unknown)}

    def _unexplained(
        self, shape: DayShape, safety: Mapping[str, Yes], where: str
    ) -> tuple[str, ...]:
        """The rows with a yes that says neither what it was nor a no to each of its answers."""
        rows = [name for name, one in (shape.gate or {}).items() if _is_yes(one)]
        found = tuple(
            name
            for name, row in self.book.gate.items()
            if name in rows and not _tells(row.raises, safety)
        )
        for row in found if self.explained else ():
            self.gather.add(
                f"{where}.gate.{row}", "yes, and nothing under safety says what it was",
                f"a yes to one of {', '.join(self.book.gate[row].raises)}, or a no to each",
                "Ask the person now; until then write a yes to the gravest that may be so.",
            )  # fmt: skip
        return found

    def _week(self, shape: WeekShape, where: str) -> WeekEntry | None:
        told = {name: getattr(shape, name) for name in _WEEK_FIGURES}
        on = self._on(shape.on, where)
        listed = self._known(shape.symptoms, self.book.symptoms, f"{where}.symptoms")
        symptoms = {
            name: Symptom(
                one.severity or UNKNOWN, one.new_since_cut or UNKNOWN, one.had_before or UNKNOWN
            )
            for name, one in listed.items()
        }
        circumstances = self._named(shape.circumstances, Circumstance, f"{where}.circumstances")
        return self.gather.attempt(
            where,
            lambda: WeekEntry(
                on, symptoms, **_or_unknown(told), circumstances=circumstances,
                written_by=shape.written_by or WrittenBy.SELF,
            ),
        )  # fmt: skip

    def _filling(self, shape: FillingShape, where: str) -> tuple[Filling, ScaleResult] | None:
        on, ids = self._on(shape.on, where), self.kb.scale_ids()
        self.gather.need(shape.id, f"{where}.id", ", ".join(ids))
        if shape.id is None or not self.gather.could_read(where):
            return None
        if shape.id not in ids:
            allowed, hint = ", ".join(ids), nearest(shape.id, ids)
            self.gather.add(f"{where}.id", "not a scale that we know", allowed, hint)
            return None
        answers, words = shape.answers or {}, shape.qualifiers or {}
        filling = Filling(shape.id, on, answers, shape.total, words, shape.words or "")
        definition = self.kb.scale(shape.id)
        result = self.gather.attempt(where, lambda: result_of(filling, definition))
        return None if result is None else (filling, result)

    def _known(
        self, given: Mapping[str, T] | None, names: Iterable[str], where: str
    ) -> dict[str, T]:
        """The rows whose names are known; the others are noted, without what they hold."""
        listed, rows = tuple(names), given or {}
        for name in rows:
            if name not in listed:
                self.gather.add(
                    where, f"{name[:40]!r} is no name of the data", ", ".join(listed),
                    nearest(name, listed),
                )  # fmt: skip
        return {name: one for name, one in rows.items() if name in listed}

    def _named(
        self, given: Mapping[str, Yes] | None, words: type[W], where: str
    ) -> Mapping[W, Yes]:
        told = self._known(given, [str(word) for word in words], where)
        return {words(name): one for name, one in told.items() if not isinstance(one, Unknown)}


def _numbered(rows: Iterable[T] | None) -> Iterable[tuple[int, T]]:
    return enumerate(rows or (), 1)


def _or_unknown(told: Mapping[str, Any]) -> dict[str, Any]:
    """What was not said is unknown; a number of 0 was said."""
    return {name: UNKNOWN if one is None else one for name, one in told.items()}


def _tells(asked: Iterable[str], said: Mapping[str, Yes]) -> bool:
    """Whether one of the answers behind a yes is a yes, or each of them was answered."""
    told = [said.get(name, UNKNOWN) for name in asked]
    return any(map(_is_yes, told)) or all(isinstance(one, Known) for one in told)


def _is_yes(answer: Yes) -> bool:
    return isinstance(answer, Known) and answer.value
