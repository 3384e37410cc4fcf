"""Counts the signs of a use disorder and leaves out what regular use brings anyway."""

from __future__ import annotations

from dataclasses import dataclass

from glidepath.domain.finding import Verdict
from glidepath.domain.person import UseCriterion
from glidepath.safety.ruling import Ruling, both, cannot_tell, unless, when
from glidepath.safety.view import View

__all__ = ["Signs", "signs"]

EXPECTED = (UseCriterion.TOLERANCE, UseCriterion.WITHDRAWAL)


@dataclass(frozen=True, slots=True)
class Signs:
    """How many signs count, and which facts could add more."""

    counted: int
    could_add: int
    ask: tuple[str, ...]

    def ruling(self, see: View) -> Ruling:
        """Fires with the band from mild on; cannot tell where unknown signs could reach it."""
        if self.counted >= see.limit("mild"):
            return when(True, counted=str(self.counted), band=self._band(see))
        if self.counted + self.could_add >= see.limit("mild"):
            return cannot_tell(*self.ask)
        return when(False)

    def _band(self, see: View) -> str:
        bands = see.rule.words["bands"]
        reached = sum(self.counted >= see.limit(band) for band in bands)
        return bands[reached - 1]


def signs(see: View) -> Signs:
    """The signs that count for this person.

    Tolerance and withdrawal count only where the drug is not taken as prescribed: under
    medical supervision they are expected.
    Source: the exception as read in a review of the criteria.
    """
    own_way = unless(_as_prescribed(see))
    rulings = [
        both(see.meets(criterion), own_way) if criterion in EXPECTED else see.meets(criterion)
        for criterion in UseCriterion
    ]
    unsure = [ruling for ruling in rulings if ruling.verdict is Verdict.CANNOT_TELL]
    asked = dict.fromkeys(ask for ruling in unsure for ask in ruling.ask)
    return Signs(sum(ruling.fires for ruling in rulings), len(unsure), tuple(asked))


def _as_prescribed(see: View) -> Ruling:
    """Whether the drug is prescribed by one prescriber and no more is taken than that."""
    return both(see.supplied("supervised"), unless(see.true("takes_more_than_prescribed")))
