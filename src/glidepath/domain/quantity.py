"""Exact amounts: mass of drug, volume of liquid, drops, and mass of tablet.

Four kinds of "how much" are mixed up in practice, with harm: milligrams of drug,
milligrams of tablet weight, millilitres and drops. Each is a type of its own here and
none converts into another without the strength of a product.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from glidepath.domain.errors import NotExact, Problem

__all__ = ["Concentration", "Drops", "Mass", "TabletWeight", "Volume", "exact_decimal"]

_NG_PER_MG = 1_000_000
_UL_PER_ML = 1_000
_PLAIN_NUMBER = r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)"


def exact_decimal(number: str | int | Decimal) -> Decimal:
    """A number exactly as it was written.

    Refuses floats (they are not what was written), NaN, infinities, exponents and anything
    else that is not a plain decimal number.
    """
    if isinstance(number, bool) or not isinstance(number, (str, int, Decimal)):
        raise NotExact(_not_a_number(repr(number)))
    if isinstance(number, str) and not re.fullmatch(_PLAIN_NUMBER, number):
        raise NotExact(_not_a_number(repr(number)))
    value = Decimal(number)
    if not value.is_finite() or not _within_reach(value):
        raise NotExact(_not_a_number(str(number)))
    return value


def _within_reach(value: Decimal) -> bool:
    """Whether a number is neither larger nor finer than any amount can be."""
    exponent = value.as_tuple().exponent
    return abs(value) < Decimal(10) ** 12 and isinstance(exponent, int) and exponent >= -30


def _not_a_number(given: str) -> Problem:
    return Problem(
        "",
        f"{given[:40]} is not a plain decimal number",
        "a number such as 0.5",
        "Write the number out in figures, with a point.",
    )


def _whole_units(number: Decimal | Fraction, per_unit: int, unit: str, smallest: str) -> int:
    scaled = Fraction(number) * per_unit
    if scaled < 0:
        raise NotExact(Problem("", f"{number} {unit} is below zero", f"0 {unit} or more"))
    if scaled.denominator != 1:
        raise NotExact(
            Problem("", f"{number} {unit} is finer than {smallest}", f"multiples of {smallest}")
        )
    return scaled.numerator


@dataclass(frozen=True, slots=True, order=True)
class Mass:
    """A mass of one drug, exact to the nanogram, never below zero.

    Sums, differences and whole or fractional multiples stay exact; anything that would
    have to be rounded is refused. Dividing two masses gives a `Fraction`.
    """

    nanograms: int

    def __post_init__(self) -> None:
        """Refuse what no scale could weigh: a fraction of a nanogram, or less than nothing."""
        if type(self.nanograms) is not int or self.nanograms < 0:
            raise NotExact(
                Problem("", f"{self.nanograms!r} nanograms", "a whole number, 0 or more")
            )

    @classmethod
    def from_mg(cls, milligrams: str | int | Decimal | Fraction) -> Mass:
        """A mass from milligrams of drug, given exactly (text, int, Decimal or Fraction)."""
        exact = milligrams if isinstance(milligrams, Fraction) else exact_decimal(milligrams)
        return cls(_whole_units(exact, _NG_PER_MG, "mg", "0.000001 mg"))

    @classmethod
    def zero(cls) -> Mass:
        """No drug at all."""
        return cls(0)

    @property
    def mg(self) -> Decimal:
        """Milligrams of drug, exact, without trailing zeros."""
        return _plain(Decimal(self.nanograms) / _NG_PER_MG)

    def __add__(self, other: Mass) -> Mass:
        """Two masses of the same drug together."""
        return Mass(self.nanograms + other.nanograms)

    def __sub__(self, other: Mass) -> Mass:
        """What is left; refuses to go below zero."""
        return Mass(self.nanograms - other.nanograms)

    def __mul__(self, times: int | Fraction) -> Mass:
        """A whole or fractional multiple; refuses one that is not exact."""
        scaled = Fraction(self.nanograms) * times
        if scaled.denominator != 1:
            raise NotExact(
                Problem("", f"{times} of {self.mg} mg is not exact", "a part that divides exactly")
            )
        return Mass(scaled.numerator)

    def __truediv__(self, other: Mass) -> Fraction:
        """How many times the other mass this is, exactly."""
        return Fraction(self.nanograms, other.nanograms)

    def __bool__(self) -> bool:
        """Whether there is any drug."""
        return self.nanograms > 0


def _plain(number: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent."""
    trimmed = number.normalize()
    return trimmed.quantize(Decimal(1)) if trimmed.as_tuple().exponent > 0 else trimmed  # type: ignore[operator]


@dataclass(frozen=True, slots=True, order=True)
class Volume:
    """A volume of liquid, exact to the microlitre; says nothing about drug without a strength."""

    microlitres: int

    def __post_init__(self) -> None:
        """Refuse fractions of a microlitre and negative volumes."""
        if type(self.microlitres) is not int or self.microlitres < 0:
            raise NotExact(
                Problem("", f"{self.microlitres!r} microlitres", "a whole number, 0 or more")
            )

    @classmethod
    def from_ml(cls, millilitres: str | int | Decimal) -> Volume:
        """A volume from millilitres, given exactly."""
        return cls(_whole_units(exact_decimal(millilitres), _UL_PER_ML, "mL", "0.001 mL"))

    @property
    def ml(self) -> Decimal:
        """Millilitres, exact, without trailing zeros."""
        return _plain(Decimal(self.microlitres) / _UL_PER_ML)

    def __mul__(self, times: int) -> Volume:
        """A whole multiple, such as so many syringe marks."""
        return Volume(self.microlitres * times)


@dataclass(frozen=True, slots=True, order=True)
class Drops:
    """A count of drops; drops are counted, never poured, and never printed as mL."""

    count: int

    def __post_init__(self) -> None:
        """Refuse anything but whole drops."""
        if type(self.count) is not int or self.count < 0:
            raise NotExact(Problem("", f"{self.count!r} drops", "a whole number, 0 or more"))


@dataclass(frozen=True, slots=True, order=True)
class TabletWeight:
    """What a tablet or a part of it weighs on a scale: drug and filler together.

    Never a dose: a 0.5 mg tablet may weigh 170 mg. It becomes a mass of drug only
    through the weight of the whole tablet and its strength (`drug_in`).
    """

    micrograms: int

    def __post_init__(self) -> None:
        """Refuse fractions of a microgram and negative weights."""
        if type(self.micrograms) is not int or self.micrograms < 0:
            raise NotExact(
                Problem("", f"{self.micrograms!r} micrograms", "a whole number, 0 or more")
            )

    def drug_in(self, whole_tablet: TabletWeight, strength: Mass) -> Fraction:
        """Milligrams of drug in this weight of tablet, if the drug were spread evenly.

        Takes the weight of the whole tablet and its strength. The answer is a Fraction,
        not a `Mass`: it is an estimate, because drug is not spread evenly in a tablet.
        """
        if not whole_tablet.micrograms:
            raise NotExact(Problem("", "a whole tablet of weight 0", "a weight above 0"))
        share = Fraction(self.micrograms, whole_tablet.micrograms)
        return share * strength.nanograms / _NG_PER_MG


@dataclass(frozen=True, slots=True)
class Concentration:
    """Mass of drug in a volume of liquid, kept as the label states it."""

    mass: Mass
    volume: Volume

    def __post_init__(self) -> None:
        """Refuse a strength without drug or without liquid."""
        if not self.mass or not self.volume.microlitres:
            raise NotExact(Problem("", "a liquid without drug or volume", "such as 0.1 mg per mL"))

    def in_volume(self, volume: Volume) -> Mass:
        """The drug in so much liquid, exact; refuses what does not come out exactly."""
        return self.mass * Fraction(volume.microlitres, self.volume.microlitres)
