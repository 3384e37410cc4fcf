"""Doses as people write them, read exactly or refused; nothing is guessed.

"0.5 mg", ".5 mg", "0,5 mg", "1/2 mg", "1½ mg" and "500 micrograms" are read. "1,500 mg"
and "1.500 mg" are refused, because one country's thousand is another's one and a half.
A number without a unit is refused wherever the unit is not fixed by the field.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.quantity import Concentration, Mass, Volume, exact_decimal

__all__ = ["read_concentration", "read_count", "read_mass", "read_mg", "read_number"]

_ALLOWED = "a number such as 0.5, .5, 0,5, 1/2 or 1½"
_MASS_ALLOWED = 'a dose with its unit, such as "0.5 mg" or "500 micrograms"'
_MG_PER_UNIT = {
    "mg": Fraction(1), "milligram": Fraction(1), "milligrams": Fraction(1),
    "µg": Fraction(1, 1000), "ug": Fraction(1, 1000), "mcg": Fraction(1, 1000),
    "microgram": Fraction(1, 1000), "micrograms": Fraction(1, 1000),
}  # fmt: skip
_FRACTION_SIGNS = "½¼¾⅓⅔⅛⅜⅝⅞"
_NUMBER = rf"[0-9.,/\s{_FRACTION_SIGNS}⁄]+"


def _refuse(text: str, allowed: str, next_step: str = "") -> BadInput:
    shown = text.strip()[:40]
    return BadInput(Problem("", f"{shown!r}", allowed, next_step))


def read_number(text: str) -> Fraction:
    """A number above or equal to zero, exactly as a person wrote it.

    Refuses signs, exponents, mixed or ambiguous separators, and anything after the number.
    """
    tidy = _spell_out_fractions(text.strip())
    whole_and_part = re.fullmatch(r"(?:([0-9]{1,6}) +)?([0-9]{1,6}) ?/ ?([0-9]{1,6})", tidy)
    if whole_and_part:
        whole, top, bottom = whole_and_part.groups()
        return int(whole or 0) + _proper(text, int(top), int(bottom), bool(whole))
    return Fraction(_decimal(text, tidy))


def _spell_out_fractions(text: str) -> str:
    """Write ½ as 1/2 and 1½ as 1 1/2; every other sign stays as it was written.

    A raised figure stays raised and is refused: 1² is not 12.
    """
    out = ""
    for sign in text.replace("⁄", "/"):
        if sign in _FRACTION_SIGNS:
            out += f" {unicodedata.normalize('NFKC', sign).replace('⁄', '/')} "
        else:
            out += sign
    return out.strip()


def _proper(text: str, top: int, bottom: int, after_whole: bool) -> Fraction:
    if bottom == 0 or (after_whole and top >= bottom):
        raise _refuse(text, _ALLOWED, "Write the fraction with a smaller number on top.")
    return Fraction(top, bottom)


def _decimal(text: str, tidy: str) -> Decimal:
    if re.fullmatch(r"0*[1-9][0-9]{0,2}([.,][0-9]{3})+", tidy):
        raise _refuse(
            text,
            "a number that reads the same in every country",
            "Write 1500 or 1.5; for one and an eighth write 1 1/8 or use micrograms.",
        )
    if not re.fullmatch(r"[0-9]{1,9}|[0-9]{0,9}[.,][0-9]{1,9}", tidy):
        raise _refuse(text, _ALLOWED)
    return exact_decimal(tidy.replace(",", "."))


def read_mass(text: str) -> Mass:
    """A mass of drug with its unit; refuses a missing, unknown or volume unit."""
    match = re.fullmatch(rf"({_NUMBER})([^\W\d_]*)\.?", text.strip(), re.IGNORECASE)
    if not match:
        raise _refuse(text, _MASS_ALLOWED)
    number, unit = match[1], unicodedata.normalize("NFKC", match[2]).replace("μ", "µ").lower()
    if unit not in _MG_PER_UNIT:
        hint = f"{unit!r} is not a unit of drug mass." if unit else "Add the unit."
        raise _refuse(text, _MASS_ALLOWED, hint)
    return Mass.from_mg(read_number(number) * _MG_PER_UNIT[unit])


def read_mg(text: str) -> Mass:
    """A mass from a field whose name already says mg: digits with a point, as glidepath writes."""
    if re.fullmatch(r"0*[1-9][0-9]{0,2}\.[0-9]{2}0", text):
        raise _refuse(text, "milligrams without closing zeros, such as 1.5", "Write 1.5 or 1500.")
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,9})?|\.[0-9]{1,9}", text):
        raise _refuse(text, 'milligrams in figures with a point, such as "0.5"')
    return Mass.from_mg(text)


def read_concentration(text: str) -> Concentration:
    """A liquid's strength such as "0.1 mg/mL" or "2 mg/5 mL"."""
    match = re.fullmatch(rf"(.+?)\s*(?:/|per)\s*({_NUMBER})?\s*mL", text.strip(), re.IGNORECASE)
    if not match:
        raise _refuse(text, 'a strength such as "0.1 mg/mL" or "2 mg/5 mL"')
    volume = read_number(match[2]) if match[2] else Fraction(1)
    if (volume * 1000).denominator != 1:
        raise _refuse(text, "a volume in whole thousandths of a millilitre")
    return Concentration(read_mass(match[1]), Volume(int(volume * 1000)))


def read_count(text: str) -> Fraction:
    """A count of tablets or measures such as "43", "12.5" or "1½"."""
    return read_number(text)
