"""What was really taken since a plan was signed, and what is wished for from here on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from glidepath.domain.calendar import Span
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.person import Goal
from glidepath.domain.regimen import Regimen

__all__ = [
    "Chooser", "Chosen", "Counted", "DayTaken", "DiffLine", "Following", "OutOfSupply", "PersonIs",
    "Run", "Wish", "WishKind",
]  # fmt: skip


class WishKind(StrEnum):
    """What the person and the clinician want to be different from here on."""

    NOTHING = "nothing"
    HOLD = "hold"
    SLOW = "slow"
    STEP_BACK = "step_back"
    FASTER = "faster"
    STAY = "stay"
    NEW_GOAL = "new_goal"


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish for the rest of a plan; nothing wished leaves the plan as it is.

    `until` is the first day on which a hold may end, `goal` the new goal, `doses` the doses
    to step back to where the last stable ones are not meant. A step back raises the dose: it
    is planned only where the clinician chose it (`chosen_by_clinician`).
    """

    kind: WishKind = WishKind.NOTHING
    until: date | None = None
    goal: Goal | None = None
    doses: Regimen | None = None
    chosen_by_clinician: bool = False

    def __post_init__(self) -> None:
        """Refuse a hold without its end, a new goal without the goal, and what does not belong."""
        needs = {WishKind.HOLD: "until", WishKind.NEW_GOAL: "goal"}
        may = {**needs, WishKind.STEP_BACK: "doses"}
        problems = [
            Problem(f"wish.{name}", "nothing given", f"a value with {self.kind}")
            for kind, name in needs.items()
            if self.kind is kind and getattr(self, name) is None
        ] + [
            Problem(f"wish.{name}", f"given with {self.kind}", f"only with {kind}")
            for kind, name in may.items()
            if self.kind is not kind and getattr(self, name) is not None
        ]
        if problems:
            raise BadInput(problems)


@dataclass(frozen=True, slots=True)
class DayTaken:
    """What was really taken of one drug on one day; `regimen` None where nobody knows.

    A missed dose is a dose of 0 mg at its time, a doubled one twice the dose: both are
    simply what was taken.
    """

    on: date
    drug_id: str
    regimen: Regimen | None

    @property
    def is_without(self) -> bool:
        """Whether it is known that nothing was taken."""
        return self.regimen is not None and not self.regimen.daily_dose


@dataclass(frozen=True, slots=True)
class Run:
    """An unbroken run of days with the same doses really taken (None: nobody knows)."""

    span: Span
    regimen: Regimen | None


@dataclass(frozen=True, slots=True)
class Counted:
    """So much of a product lay at home on a day: whole products, drops or syringe marks."""

    product_id: str
    at_home: Fraction
    on: date

    def __post_init__(self) -> None:
        """Refuse less than nothing at home."""
        if self.at_home < 0:
            raise BadInput(Problem("at_home", str(self.at_home), "0 or more"))


@dataclass(frozen=True, slots=True)
class OutOfSupply:
    """A product that is not to be had, and is not used, in these days."""

    product_id: str
    span: Span


class Chooser(StrEnum):
    """Why other doses than the plan's were taken: who chose them, or what stood in the way."""

    CLINICIAN = "clinician"
    PERSON = "person"
    MISTAKE = "mistake"
    NO_SUPPLY = "no_supply"


class PersonIs(StrEnum):
    """How the person is on doses other than the plan's, as somebody has asked and seen."""

    WELL = "well"
    WITHDRAWAL = "withdrawal"
    SEDATED = "sedated"
    UNWELL = "unwell"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The answer for days on other doses than the plan's: who chose them, how the person is."""

    drug_id: str
    span: Span
    by: Chooser
    person_is: PersonIs


@dataclass(frozen=True, slots=True)
class Following:
    """The record of a plan: what was taken by day, what lies at home, what is not to be had.

    Days that are not listed are unknown, never "as planned". `restart_agreed_on` is the day
    on which the clinician said how the drug is taken again after a gap, `chosen` who chose
    doses that are not the plan's. `nothing_now` says that nothing of any drug of the plan is
    taken any more: a case can only tell of doses.
    """

    days: tuple[DayTaken, ...] = ()
    stock: tuple[Counted, ...] = ()
    out_of_supply: tuple[OutOfSupply, ...] = ()
    restart_agreed_on: date | None = None
    chosen: tuple[Chosen, ...] = ()
    nothing_now: bool = False

    def __post_init__(self) -> None:
        """Keep the days in order; refuse two different accounts of one day, or two counts."""
        told: dict[tuple[str, date], DayTaken] = {}
        problems = []
        for day in sorted(self.days, key=lambda day: (day.drug_id, day.on)):
            kept = told.setdefault((day.drug_id, day.on), day)
            if not _same(kept.regimen, day.regimen):
                problems.append(Problem("days", f"{day.on} told in two ways", "each day once"))
        counted = [one.product_id for one in self.stock]
        problems += [
            Problem("stock", f"{name} counted twice", "each product once")
            for name in sorted({name for name in counted if counted.count(name) > 1})
        ]
        answers = sorted(set(self.chosen), key=lambda one: (one.drug_id, one.span.start))
        problems += [
            Problem("chosen", f"{after.span.start} answered in two ways", "each day once")
            for before, after in pairwise(answers)
            if before.drug_id == after.drug_id and after.span.start <= before.span.end
        ]
        if problems:
            raise BadInput(problems)
        object.__setattr__(self, "days", tuple(told.values()))
        object.__setattr__(self, "chosen", tuple(answers))

    def joined(self, later: Following) -> Following:
        """Two reports as one; of all but the days and their answers the later report counts."""
        return Following(
            (*self.days, *later.days),
            later.stock or self.stock,
            later.out_of_supply or self.out_of_supply,
            later.restart_agreed_on or self.restart_agreed_on,
            (*self.chosen, *later.chosen),
            later.nothing_now,
        )

    def answer_for(self, drug_id: str, day: date) -> Chosen | None:
        """Who chose the doses of a day of one drug; None where nobody has answered."""
        own = (one for one in self.chosen if one.drug_id == drug_id)
        return next((one for one in own if one.span.start <= day <= one.span.end), None)

    def of(self, drug_id: str) -> dict[date, DayTaken]:
        """The days of one drug in order."""
        return {day.on: day for day in self.days if day.drug_id == drug_id}

    def runs(self, drug_id: str) -> tuple[Run, ...]:
        """The days of one drug as runs of the same doses; a day that is missing ends a run."""
        runs: list[Run] = []
        for on, day in self.of(drug_id).items():
            if runs and runs[-1].span.next_day == on and _same(runs[-1].regimen, day.regimen):
                runs[-1] = Run(Span(runs[-1].span.start, on), runs[-1].regimen)
            else:
                runs.append(Run(Span(on, on), day.regimen))
        return tuple(runs)

    def gaps(self, drug_id: str) -> tuple[Span, ...]:
        """Every run of days on which nothing of the drug was taken: a sudden stop each time."""
        return tuple(
            run.span
            for run in self.runs(drug_id)
            if run.regimen is not None and not run.regimen.daily_dose
        )


def _same(one: Regimen | None, other: Regimen | None) -> bool:
    """Whether two days are alike: the same doses at the same times, or both unknown."""
    if one is None or other is None:
        return one is other
    return one.times == other.times and one.doses == other.doses


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line that says what is different from the earlier version of a plan, and why.

    `key` names the kind of change, `text` is the sentence, `was` and `now` the two values
    where there are two.
    """

    key: str
    text: str
    was: str = ""
    now: str = ""
