"""Numbers in words, as a prescription writes them beside the digits."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

__all__ = ["amount_words", "decimal_words", "whole_words"]

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth"}


def whole_words(count: int) -> str:
    """A whole number in words: "forty-three", "one hundred and five"; digits from 1000 on."""
    if count < len(_SMALL):
        return _SMALL[count]
    if count < 100:
        tens, ones = divmod(count, 10)
        return f"{_TENS[tens]}-{_SMALL[ones]}" if ones else _TENS[tens]
    if count < 1000:
        hundreds, rest = divmod(count, 100)
        return f"{_SMALL[hundreds]} hundred" + (f" and {whole_words(rest)}" if rest else "")
    return str(count)


def decimal_words(number: Decimal) -> str:
    """A decimal number digit by digit after the point: "one point three five"."""
    whole, _, digits = f"{number:f}".partition(".")
    spoken = [whole_words(int(whole))]
    spoken += ["point", *(_SMALL[int(digit)] for digit in digits)] if digits else []
    return " ".join(spoken)


def amount_words(units: Fraction) -> str:
    """A number of tablets with parts: "half", "one and a half", "two and three quarters"."""
    whole, rest = divmod(units, 1)
    if not rest:
        return whole_words(whole)
    words = _part_words(rest)
    if not whole:
        return words
    return f"{whole_words(whole)} and {_with_article(words)}"


def _with_article(words: str) -> str:
    """One named part gets its article: "a quarter", "an eighth"."""
    if words not in _PARTS.values():
        return words
    return f"{'an' if words.startswith('e') else 'a'} {words}"


def _part_words(part: Fraction) -> str:
    name = _PARTS.get(part.denominator)
    if name is None:
        return f"{whole_words(part.numerator)} of {whole_words(part.denominator)} parts"
    return name if part.numerator == 1 else f"{whole_words(part.numerator)} {name}s"
