"""Amounts as the checker reckons them: milligrams as exact fractions, and how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from glidepath.domain.drug import Product
from glidepath.domain.quantity import Mass

__all__ = ["Doses", "amount", "in_mg", "mg", "nanograms", "parts_allowed", "unit_mg"]

Doses = Mapping[str, Fraction]
"""Milligrams by time of day as written; times without drug are left out."""

_NG_PER_MG = 1_000_000
_MOST_FIGURES = 6


def amount(number: Decimal) -> Fraction | None:
    """Milligrams from a figure as written; None where it is no amount of drug at all.

    No amount: not a number, infinite, below zero, above 999 999 mg, finer than 0.000001 mg.
    """
    if not number.is_finite() or number < 0 or number.adjusted() >= _MOST_FIGURES:
        return None
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # a finite number has one
    return Fraction(number) if exponent >= -_MOST_FIGURES else None


def in_mg(mass: Mass) -> Fraction:
    """A mass as milligrams."""
    return Fraction(mass.nanograms, _NG_PER_MG)


def nanograms(milligrams: Fraction) -> int | None:
    """Whole nanograms; None for an amount that no product can contain exactly."""
    scaled = milligrams * _NG_PER_MG
    return scaled.numerator if scaled.denominator == 1 else None


def mg(milligrams: Fraction) -> str:
    """Milligrams as text, exact: "0.75"; an amount without a decimal form as "1/3"."""
    whole = nanograms(milligrams)
    if whole is None:
        return str(milligrams)
    return f"{Decimal(whole).scaleb(-_MOST_FIGURES).normalize():f}"


def unit_mg(product: Product) -> Fraction:
    """Milligrams in one whole piece, one drop or one syringe mark of a product."""
    strength = product.strength.value
    if isinstance(strength, Mass):
        return in_mg(strength)
    per_ml = in_mg(strength.mass) * 1000 / strength.volume.microlitres
    if product.drops_per_ml is not None:
        return per_ml / product.drops_per_ml.value
    assert product.mark is not None  # a liquid has drops or marks
    return per_ml * product.mark.value.microlitres / 1000


def parts_allowed(product: Product) -> tuple[Fraction, ...]:
    """The shares of one piece that may be taken, the whole first; liquids by the measure only."""
    return (Fraction(1), *sorted(product.splits.value, reverse=True))
