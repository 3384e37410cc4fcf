"""Facts a plan is judged by beyond the drug it leads with: other drugs, an exchange, a start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.crossover import Corridor
from glidepath.domain.person import Goal
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.titration import TitrationRule

__all__ = ["DrugFacts", "ExchangeFacts", "StartFacts"]


@dataclass(frozen=True, slots=True)
class DrugFacts:
    """What is known of one more drug of a plan; each of it None where nobody has said.

    `present` is what the person takes of it now: a regimen of doses of 0 mg says that they
    take none. `goal` is where this drug is to be led, `stop_from` the daily dose from which
    the last step to nothing may be taken, `label_maximum` the label's highest daily dose,
    `earlier` regimens of it that the person has taken before.
    """

    present: Regimen | None = None
    goal: Goal | None = None
    drug_known: bool | None = None
    stop_from: Mass | None = None
    label_maximum: Mass | None = None
    earlier: tuple[Regimen, ...] | None = None


@dataclass(frozen=True, slots=True)
class ExchangeFacts:
    """What the exchange of one drug for another is judged by; each None where unknown.

    `rate_low`, `rate` and `rate_high` are mg of the new drug for one mg of the old one: the
    lowest and the highest of all tables, and the one that was chosen. `corridor` is how far
    both drugs together may stray from the present regimen, `build_up_days` how long the new
    drug takes to build up, `days` the fewest and the most days of the whole exchange.
    `barriers_standing` names the facts about the person that speak against the exchange:
    an empty one says that every barrier was asked about and none stands. Where the exchange
    is under way already `began` holds what was taken of the old and of the new drug before
    it, and `made_on` the days on which a dose has been exchanged.
    """

    rate_low: Fraction | None = None
    rate: Fraction | None = None
    rate_high: Fraction | None = None
    corridor: Corridor | None = None
    build_up_days: int | None = None
    days: tuple[int, int] | None = None
    barriers_standing: tuple[str, ...] | None = None
    began: tuple[Regimen, Regimen] | None = None
    made_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class StartFacts:
    """What the start of a drug is judged by; each None where nobody has said.

    `titration` is the label's rule, `indication` the id of what the drug is for, `licensed`
    whether the country's label names this use, `confirmed` whether whoever decides on a use
    outside the label has confirmed it, `bedtime` the time of day before the night. The
    country is the plan's own.
    """

    titration: TitrationRule | None = None
    age_years: int | None = None
    weight_kg: Fraction | None = None
    indication: str | None = None
    licensed: bool | None = None
    confirmed: bool | None = None
    bedtime: TimeOfDay | None = None
