"""What a person takes: doses as pieces, at times of the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.drug import Portion
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.quantity import Mass

__all__ = ["Intake", "Piece", "Regimen", "total"]


def total(masses: Iterable[Mass]) -> Mass:
    """All these masses of one drug together."""
    return Mass(sum(mass.nanograms for mass in masses))


@dataclass(frozen=True, slots=True)
class Piece:
    """So many of one portion: 2 whole tablets, 1 half, 12 drops, 7 syringe marks."""

    portion: Portion
    count: int

    def __post_init__(self) -> None:
        """Refuse none of a portion; no piece is written as no piece at all."""
        if type(self.count) is not int or self.count < 1:
            raise BadInput(Problem("pieces", f"{self.count!r} pieces", "a whole number, 1 or more"))

    @property
    def mass(self) -> Mass:
        """The drug in all of them."""
        return self.portion.mass * self.count

    @property
    def units(self) -> Fraction:
        """How much of the product they use up, in whole products (or drops, or marks)."""
        return self.portion.part * self.count


@dataclass(frozen=True, slots=True)
class Intake:
    """One taking of a drug: the time, the dose, and the pieces that make it.

    `pieces` is None where only the dose is known (what a person takes now, before it is
    matched to products); otherwise the pieces sum exactly to the dose.
    """

    time: TimeOfDay
    dose: Mass
    pieces: tuple[Piece, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse pieces that do not make the dose."""
        if self.pieces is None:
            return
        made = total(piece.mass for piece in self.pieces)
        if made != self.dose:
            raise BadInput(
                Problem(
                    "intake", f"pieces of {made.mg} mg for a dose of {self.dose.mg} mg", "equal"
                )
            )


@dataclass(frozen=True, slots=True)
class Regimen:
    """The intakes of one drug over a day, in the order of the clock.

    An intake of 0 mg stays in its place: "none in the morning" is something a person
    has to be told.
    """

    intakes: tuple[Intake, ...]

    def __post_init__(self) -> None:
        """Refuse no intakes at all, two at one time, or times out of order."""
        times = [intake.time for intake in self.intakes]
        if not times or times != sorted(set(times)):
            raise BadInput(
                Problem("intakes", ", ".join(map(str, times)), "one or more, each at its own time")
            )

    @classmethod
    def of(cls, doses: Iterable[tuple[TimeOfDay, Mass]]) -> Regimen:
        """A regimen known by its doses only."""
        return cls(tuple(Intake(time, dose) for time, dose in sorted(doses, key=lambda d: d[0])))

    @property
    def daily_dose(self) -> Mass:
        """The drug of one day."""
        return total(intake.dose for intake in self.intakes)

    @property
    def doses(self) -> tuple[Mass, ...]:
        """The doses in the order of the clock."""
        return tuple(intake.dose for intake in self.intakes)

    @property
    def times(self) -> tuple[TimeOfDay, ...]:
        """The times of day, in order."""
        return tuple(intake.time for intake in self.intakes)
