"""A label's way of starting and raising a drug, as data: for whom, how much, how fast, how far."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.evidence import Fact

__all__ = ["Amount", "Check", "End", "Per", "TitrationRule", "Whom"]


class Per(StrEnum):
    """What an amount is counted in: milligrams a day, or milligrams a day for each kilogram."""

    DAY = "mg/day"
    KG_AND_DAY = "mg/kg/day"


class End(StrEnum):
    """Which end of a rule's ranges is meant; whoever asks must say."""

    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Amount:
    """A least and a most of a daily dose; the least may be missing where a label has none."""

    most: Fraction
    per: Per
    least: Fraction | None = None

    def __post_init__(self) -> None:
        """Refuse nothing at all, and a least above the most."""
        if not self.most > 0 or (self.least is not None and not 0 < self.least <= self.most):
            raise BadInput(Problem("amount", f"{self.least} to {self.most}", "above 0, in order"))

    def milligrams(self, share: Fraction, weight_kg: Fraction | None) -> Fraction:
        """The milligrams of a figure of this amount for a person of this weight, exactly."""
        if self.per is Per.DAY:
            return share
        assert weight_kg is not None  # whoever asks has refused a missing weight
        return share * weight_kg


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a rule speaks of; None means that it does not matter.

    Ages are completed years from `age_from` to `age_to`, both included; weights are above
    `kg_above` and at most `kg_to`. With `either` one of age and weight is enough, as long
    as the person is below `under_years`.
    """

    indications: tuple[str, ...]
    countries: tuple[str, ...]
    age_from: int | None = None
    age_to: int | None = None
    kg_above: Fraction | None = None
    kg_to: Fraction | None = None
    either: bool = False
    under_years: int | None = None

    @property
    def asks_weight(self) -> bool:
        """Whether it matters what the person weighs."""
        return self.kg_above is not None or self.kg_to is not None

    def holds(self, age: int, weight_kg: Fraction | None) -> bool:
        """Whether a person of this age and weight is meant; the weight is there if it matters."""
        if self.under_years is not None and age >= self.under_years:
            return False
        by_age = (self.age_from or 0) <= age and (self.age_to is None or age <= self.age_to)
        if not self.asks_weight:
            return by_age
        assert weight_kg is not None  # whoever asks has refused a missing weight
        by_weight = (self.kg_above or 0) < weight_kg and (
            self.kg_to is None or weight_kg <= self.kg_to
        )
        return (by_age or by_weight) if self.either else (by_age and by_weight)


@dataclass(frozen=True, slots=True)
class Check:
    """A question before a rise, or a sign at which raising ends, with where it stands."""

    text: str
    sources: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class TitrationRule:
    """How one document starts and raises a drug for one kind of person.

    `start`, `rise`, `target` (the usual maintenance, where there is one) and `maximum` are
    daily doses; `days` is how long a dose is kept before the next rise; `doses_a_day` the
    fewest and the most intakes. `who_decides` names who may start it, `off_label_decides`
    who may where the country's label does not name the use ("" where nobody may).
    `checks` come before every rise, `stops` end the raising, `disagreements` are kept as
    they were found. `adult` is the most with which an adult begins: a first dose reckoned by
    weight above it speaks of a wrong weight, and of no child.
    """

    id: str
    title: str
    drug_id: str
    whom: Whom
    start: Fact[Amount]
    rise: Fact[Amount]
    days: Fact[int]
    maximum: Fact[Amount]
    doses_a_day: Fact[tuple[int, int]]
    who_decides: str
    off_label_decides: str
    checks: tuple[Check, ...]
    stops: tuple[Check, ...]
    target: Fact[Amount] | None = None
    disagreements: tuple[Check, ...] = ()
    note: str = ""
    adult: Fact[Amount] | None = None

    def __post_init__(self) -> None:
        """Refuse a rule without a question before a rise or a sign that ends it."""
        if not self.checks or not self.stops or self.days.value < 1:
            raise BadInput(
                Problem(f"titration {self.id}", "no checks, no stops or no days", "all of them")
            )

    @property
    def asks_weight(self) -> bool:
        """Whether the person's weight is needed for anything."""
        return self.whom.asks_weight or any(one.per is Per.KG_AND_DAY for one in self.amounts)

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """Every amount the rule gives."""
        facts = (self.start, self.rise, self.maximum, *((self.target,) if self.target else ()))
        return tuple(fact.value for fact in facts)

    @property
    def sources(self) -> tuple[str, ...]:
        """Every document its figures rest on, each once."""
        facts = [self.start.sources, self.rise.sources, self.days.sources, self.maximum.sources]
        facts += [self.doses_a_day.sources]
        facts += [fact.sources for fact in (self.target, self.adult) if fact]
        return tuple(dict.fromkeys(source for sources in facts for source in sources))
