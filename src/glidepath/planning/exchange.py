"""What an exchange of one drug for another is asked for, and what comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.crossover import Barrier, Corridor
from glidepath.domain.drug import Product
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.person import UNKNOWN, Answered, Known
from glidepath.domain.plan import Course, Review
from glidepath.domain.policy import Ceiling, Pace
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.knowledge.equivalence import Equivalence, Purpose

__all__ = [
    "ALL_TABLES",
    "CorridorReport",
    "Exchanged",
    "Fall",
    "Rate",
    "Row",
    "Strayed",
    "SubstitutionRequest",
    "SubstitutionResult",
    "named_rate",
]

ALL_TABLES = "all"
"""The name of the middle of every table that counts, where one table is not chosen."""

_ONE_MG = Mass.from_mg("1")


@dataclass(frozen=True, slots=True)
class Rate:
    """How many mg of the new drug stand for one mg of the old one, and who says so.

    `low` and `high` are the ends over all tables, `chosen` the figure of `table`.
    """

    low: Fraction
    chosen: Fraction
    high: Fraction
    table: str
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a figure outside its range."""
        if not 0 < self.low <= self.chosen <= self.high:
            given = f"{self.low}, {self.chosen}, {self.high}"
            raise BadInput(Problem("rate", given, "above 0, in order"))


def named_rate(tables: Equivalence, old_drug: str, new_drug: str, table: str) -> Rate:
    """The rate of exchange by one named table, or ("all") the middle of every table.

    Refuses z-drugs, unknown drugs and tables, and a table that lacks one of the drugs.
    """
    every, named = (
        tables.equivalent(
            _ONE_MG, old_drug, new_drug, name, purpose=Purpose.SUBSTITUTION, epilepsy=False
        )
        for name in (None, None if table == ALL_TABLES else table)
    )
    chosen = named.typical
    low, high = min(every.low, chosen), max(every.high, chosen)
    return Rate(low, chosen, high, table, named.sources)


@dataclass(frozen=True, slots=True)
class Fall:
    """How the new drug is lowered afterwards: one time of day emptied after another.

    `order` names the times in the order in which they are emptied, `ceiling` the largest
    fall a policy allows, `after_days` the days of watching after the last dose.
    """

    pace: Pace
    order: tuple[TimeOfDay, ...]
    after_days: int
    ceiling: Ceiling | None = None


@dataclass(frozen=True, slots=True)
class SubstitutionRequest:
    """An exchange of the drug a person takes for another, one intake at a time.

    `order` names the times of day in the order in which they are exchanged, `parts` in how
    many parts each dose is exchanged, `step_days` the days between two exchanges.
    `first_on` is the day of the first exchange. `facts` are what is known of the person,
    by the names the `barriers` use. `fall` plans the lowering afterwards; without it the
    course ends when the new drug has built up. `carried` is what is taken of the new drug
    already, where both are to become one; its times of day hold every time of `order`.
    """

    old_drug: str
    present: Regimen
    old_products: tuple[Product, ...]
    new_drug: str
    new_products: tuple[Product, ...]
    rate: Rate
    as_of: date
    first_on: date
    step_days: int
    order: tuple[TimeOfDay, ...]
    corridor: Corridor
    barriers: tuple[Barrier, ...]
    facts: Mapping[str, Answered[bool]]
    most_pieces: int
    recheck_days: int
    recheck_source: str
    texts: Mapping[str, str] = field(default_factory=dict)
    parts: int = 1
    fall: Fall | None = None
    carried: Regimen | None = None

    @property
    def taking(self) -> Regimen:
        """What is taken of the new drug before the exchange: nothing, unless it is carried."""
        if self.carried is not None:
            return self.carried
        return Regimen.of((time, Mass.zero()) for time in self.present.times)

    def __post_init__(self) -> None:
        """Refuse what stands in the way of the person, and a request that does not fit."""
        problems = [*self._barred(), *self._misfits()]
        if problems:
            raise BadInput(problems)

    def _barred(self) -> Iterable[Problem]:
        for one in self.barriers:
            fact = self.facts.get(one.fact, UNKNOWN)
            if not one.stands_before(self.new_drug):
                continue
            if not isinstance(fact, Known):
                yield Problem(one.fact, "not known", "yes or no", "Ask before any exchange.")
            elif fact.value:
                yield Problem(one.fact, "so", "no exchange", one.text)

    def _misfits(self) -> Iterable[Problem]:
        taken = [one.time for one in self.present.intakes if one.dose]
        if self.old_drug == self.new_drug:
            yield Problem("new drug", self.new_drug, "another drug than the present one")
        if sorted(self.order) != taken:
            yield Problem("order", ", ".join(map(str, self.order)), ", ".join(map(str, taken)))
        lasting = sorted({*taken, *(one.time for one in self.taking.intakes if one.dose)})
        if self.fall and sorted(self.fall.order) != lasting:
            given = ", ".join(map(str, self.fall.order))
            yield Problem("order of the fall", given, ", ".join(map(str, lasting)))
        if not set(taken) <= set(self.taking.times):
            given = ", ".join(map(str, self.taking.times))
            yield Problem("times of the new drug", given, ", ".join(map(str, lasting)))
        if self.first_on < self.as_of:
            yield Problem("first exchange", str(self.first_on), f"{self.as_of} or later")
        if self.step_days < 1 or self.parts < 1 or not self.old_products or not self.new_products:
            yield Problem("exchange", "days, parts or products of none", "at least one of each")
        for products, drug in (
            (self.old_products, self.old_drug),
            (self.new_products, self.new_drug),
        ):
            yield from (
                Problem("product", one.id, f"a product of {drug}")
                for one in products
                if one.drug_id != drug
            )


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One part of one dose: what was taken away, what it equals (mg), and what is given."""

    time: TimeOfDay
    removed: Mass
    equal_mg: Fraction
    given: Mass


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table of an exchange: days, both regimens, and their sum in old mg."""

    span: Span
    old: Regimen
    new: Regimen
    old_equivalent_mg: Fraction


@dataclass(frozen=True, slots=True)
class Strayed:
    """A run of days on which both drugs together are outside the corridor, at its furthest."""

    span: Span
    furthest: Fraction


@dataclass(frozen=True, slots=True)
class CorridorReport:
    """Both drugs together against the present regimen, until the lowering starts.

    `assumed` says which rate is taken for true. `lowest` and `highest` are shares of the
    present daily mean (1 is as now), `outside` the runs of days that stray.
    """

    assumed: str
    lowest: Fraction
    highest: Fraction
    outside: tuple[Strayed, ...]

    @property
    def holds(self) -> bool:
        """Whether every day is inside."""
        return not self.outside


@dataclass(frozen=True, slots=True)
class SubstitutionResult:
    """The courses of the old and the new drug, and what both do together.

    `reports` holds one report for each of the rates low, chosen and high; empty where a
    drug has no binding data, and then nothing is known of the corridor. `build_up_days` is
    how long the new drug takes to build up; before that nothing is lowered.
    """

    courses: tuple[Course, Course]
    table: tuple[Row, ...]
    exchanged: tuple[Exchanged, ...]
    reports: tuple[CorridorReport, ...]
    build_up_days: int
    start_of_reduction: date
    rechecks: tuple[Review, ...]
    rate: Rate
