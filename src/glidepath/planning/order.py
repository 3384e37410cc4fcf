"""Which of several doses of the day to cut first, ranked by what each cut does to the level.

Advice, not a rule: every candidate is shown with its figures, and the person's own worst
time or sleep may count for more than the lowest point of the day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.drug import Product
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.plan import Cut
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.wishes import Keep
from glidepath.dosing.makeable import makeable
from glidepath.pharmacology.outlook import day_outlook
from glidepath.planning.fall import with_doses
from glidepath.planning.together import hours_and_mg

__all__ = ["FirstCut", "OrderRequest", "first_cuts", "weights"]

_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class OrderRequest:
    """A present regimen, the products, the largest cut asked for, and the hours to keep."""

    drug_id: str
    present: Regimen
    products: tuple[Product, ...]
    cut: Mass
    keep: Keep
    most_pieces: int

    def __post_init__(self) -> None:
        """Refuse a regimen or a cut of nothing, and products of another drug or none."""
        if not self.present.daily_dose or not self.cut:
            raise BadInput(Problem("first cut", "a dose or a cut of 0 mg", "above 0 mg"))
        if not self.products or any(one.drug_id != self.drug_id for one in self.products):
            raise BadInput(Problem("products", "none, or another drug's", self.drug_id))


@dataclass(frozen=True, slots=True)
class FirstCut:
    """A candidate: the dose that would be cut, the real cut, and what it does to the level.

    `before` and `after` are the level in the hours to keep (their lowest or their mean), as
    shares of the present daily mean; `beyond` says that the products make no cut as small
    as the one asked.
    """

    time: TimeOfDay
    regimen: Regimen
    cut: Cut
    before: Fraction
    after: Fraction
    beyond: bool

    @property
    def deepening(self) -> Fraction:
        """How much lower the level in the hours to keep becomes, for each mg cut."""
        return (self.before - self.after) / Fraction(self.cut.mass.mg)


def first_cuts(request: OrderRequest) -> tuple[FirstCut, ...]:
    """Every dose that could be cut first, the best one first.

    The best one lowers the level in the hours to keep least for each milligram; of equal
    ones the smaller cut, then the earlier time. Levels are those of a typical adult once
    each regimen has settled.
    """
    found = _candidates(request)
    return tuple(sorted(found, key=lambda one: (one.deepening, one.cut.mass, one.time)))


def weights(ranked: Sequence[FirstCut], times: Sequence[TimeOfDay]) -> tuple[int, ...]:
    """A weight for each time of day, higher the sooner it should be cut; 0 for the others."""
    places = {one.time: len(ranked) - place for place, one in enumerate(ranked)}
    return tuple(places.get(time, 0) for time in times)


def _candidates(request: OrderRequest) -> Iterator[FirstCut]:
    present = request.present
    made = makeable(request.products, max(present.doses), request.most_pieces)
    before = _level(request, present)
    for place, intake in enumerate(present.intakes):
        if not intake.dose:
            continue
        lower = [dose for dose in made.doses if dose < intake.dose]
        within = [dose for dose in lower if intake.dose - dose <= request.cut]
        dose = within[0] if within else lower[-1]
        doses = (*present.doses[:place], dose, *present.doses[place + 1 :])
        regimen = with_doses(present, doses, made)
        cut = Cut(present.daily_dose, regimen.daily_dose)
        yield FirstCut(
            intake.time, regimen, cut, before, _level(request, regimen), beyond=not within
        )


def _level(request: OrderRequest, regimen: Regimen) -> Fraction:
    """The level in the hours to keep, as a share of the present daily mean."""
    present = hours_and_mg(request.present, request.drug_id)
    day = hours_and_mg(regimen, request.drug_id) or [(Fraction(0), Fraction(0), request.drug_id)]
    levels = day_outlook(day, present=present, at_hours=request.keep.at_hours)
    if request.keep.by_mean:
        return Fraction(sum(levels), len(levels) * _THOUSAND)
    return Fraction(min(levels), _THOUSAND)
