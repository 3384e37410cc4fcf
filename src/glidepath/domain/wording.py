"""The one place where doses, shares, pieces and dates become text.

A leading zero always, a trailing zero never; "micrograms" in full. Where a country's guidance
says so, amounts of less than `micrograms_below` are written in micrograms: whoever prints for
that country passes the amount. Shares are printed with one decimal, rounded to the nearest,
and never used for a decision.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from glidepath.domain.drug import Form, PortionKind, Product
from glidepath.domain.quantity import Concentration, Mass
from glidepath.domain.regimen import Piece

__all__ = [
    "amounts_text",
    "count_digits",
    "count_words",
    "date_text",
    "dose_text",
    "mg_text",
    "pieces_text",
    "plain_number",
    "share_text",
    "strength_text",
]

_NUMBER_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip
_PART_WORDS = {Fraction(1, 2): "half", Fraction(1, 4): "quarter", Fraction(1, 3): "third"}
_PART_SIGNS = {Fraction(1, 2): "½", Fraction(1, 4): "¼", Fraction(3, 4): "¾", Fraction(1, 3): "⅓"}
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_FORM_WORDS = {
    Form.TABLET: "tablet",
    Form.ODT: "orally disintegrating tablet",
    Form.CAPSULE: "capsule",
    Form.MINITABLET: "minitablet",
}
# One amount, or a row of numbers that share the unit at its end: "0.25 to 0.5 mg". A number of
# a date, a time or a larger number is no part of it; neither is what stands after a joiner
# that could not be read, so that no number is left beside a unit that is not its own.
_NUMBER = r"[0-9]{1,3}(?:\.[0-9]+)?"
_JOINER = r"(?:, and |, or |, | to | and | or | then )"
_AMOUNTS = re.compile(rf"(?<![0-9.,:/\u202f-])({_NUMBER}(?:{_JOINER}{_NUMBER})*)([ \u00a0])mg\b")
_NAMES_A_THING = re.compile(r" (?:[a-z]+ )?(?:tablet|capsule|minitablet|orally disintegrating)")


def plain_number(number: Decimal) -> str:
    """A number of 0 or more without trailing zeros, thousands spaced."""
    assert number >= 0, "no amount is below nothing"
    text = f"{number:f}"
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    spaced = f"{int(whole):,}".replace(",", "\u202f")
    return f"{spaced}.{part}" if part else spaced


def mg_text(mass: Mass) -> str:
    """A mass as a decimal string in mg, for machines: "0.5", "0"."""
    return f"{mass.mg:f}"


def dose_text(mass: Mass, micrograms_below: Mass | None = None) -> str:
    """A mass of drug for a person to read: "0.5 mg" or "500 micrograms", "0 mg"."""
    if not _in_micrograms(mass, micrograms_below):
        return f"{plain_number(mass.mg)} mg"
    micrograms = plain_number(mass.mg * 1000)
    return f"{micrograms} microgram{'' if micrograms == '1' else 's'}"


def amounts_text(text: str, micrograms_below: Mass | None) -> str:
    """A finished sentence with its amounts of drug as the country writes them.

    "from 0.5 mg to 0.25 mg" becomes "from 500 micrograms to 250 micrograms"; a strength before
    its form, "0.5 mg tablet", becomes "500 microgram tablet". Where numbers share one unit and
    only some of them are that small, as in "2, 1 and 0.5 mg", nothing is changed: a number must
    never stand beside a unit that is not its own.
    """
    if micrograms_below is None:
        return text
    below = micrograms_below.mg

    def written(found: re.Match[str]) -> str:
        numbers = re.split(f"({_JOINER})", found[1])
        small = [0 < Decimal(number) < below for number in numbers[::2]]
        if not all(small[:-1]) or not any(small):
            return found[0]
        for place in range(0, len(numbers), 2):
            if small[place // 2]:
                numbers[place] = plain_number(Decimal(numbers[place]) * 1000)
        one = numbers == ["1"] or _NAMES_A_THING.match(text, found.end())
        micrograms = f"{found[2]}microgram{'' if one else 's'}"
        if small[-1]:
            return f"{''.join(numbers)}{micrograms}"
        return f"{''.join(numbers[:-2])}{micrograms}{''.join(numbers[-2:])}{found[2]}mg"

    return _AMOUNTS.sub(written, text)


def _in_micrograms(mass: Mass, below: Mass | None) -> bool:
    """Whether an amount is written in micrograms; nothing at all stays "0 mg"."""
    return below is not None and Mass.zero() < mass < below


def share_text(share: Fraction) -> str:
    """A share as a percentage with one decimal: "12.5 %", "25 %"."""
    percent = Decimal(share.numerator) * 100 / Decimal(share.denominator)
    return f"{plain_number(percent.quantize(Decimal('0.1'), ROUND_HALF_UP))} %"


def date_text(day: date) -> str:
    """A date no country can misread: "3 Dec 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def strength_text(product: Product, micrograms_below: Mass | None = None) -> str:
    """The strength of a product, as it stands before its form: "0.5 mg", "500 microgram".

    Of a liquid it is the drug in a volume: "0.1 mg/mL", "500 micrograms/5 mL".
    """
    strength = product.strength.value
    if isinstance(strength, Mass):
        return dose_text(strength, micrograms_below).removesuffix("s")
    assert isinstance(strength, Concentration)
    ml = "" if strength.volume.microlitres == 1000 else f"{plain_number(strength.volume.ml)} "
    return f"{dose_text(strength.mass, micrograms_below)}/{ml}mL"


def count_words(count: int) -> str:
    """A small count in words; above twenty in digits."""
    return _NUMBER_WORDS[count] if count < len(_NUMBER_WORDS) else str(count)


def count_digits(units: Fraction) -> str:
    """A count of tablets as it is written on a prescription: "1", "½", "1½"."""
    whole, rest = divmod(units, 1)
    if not rest:
        return str(whole)
    sign = _PART_SIGNS.get(rest, f" {rest.numerator}/{rest.denominator}")
    return f"{whole or ''}{sign}".strip()


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _piece_text(piece: Piece, product: Product, named: str, below: Mass | None) -> str:
    portion, strength = piece.portion, strength_text(product, below)
    if portion.kind is PortionKind.DROP:
        drops = f"{named}{_plural('drop', piece.count)}"
        return f"{piece.count} {drops} of {strength}"
    if portion.kind is PortionKind.MARK:
        assert product.mark is not None
        ml = plain_number((product.mark.value * piece.count).ml)
        return f"{ml} mL of {strength}{f' {named}'.rstrip()}"
    thing = f"{strength} {named}{_FORM_WORDS[product.form]}"
    if portion.kind is PortionKind.WHOLE:
        return f"{count_words(piece.count)} {_plural(thing, piece.count)}"
    part = _PART_WORDS.get(portion.part, f"{portion.part}")
    if piece.count == 1:
        return f"{part} of a {thing}" if part != "half" else f"half a {thing}"
    return f"{count_words(piece.count)} {'halves' if part == 'half' else part + 's'} of a {thing}"


def pieces_text(
    pieces: tuple[Piece, ...],
    products: dict[str, Product],
    drug: str = "",
    micrograms_below: Mass | None = None,
) -> str:
    """What to take, in words: "one 0.5 mg tablet and half a 0.5 mg tablet"; "none" for nothing.

    `drug` is the name to put on every piece where more than one drug is taken.
    """
    if not pieces:
        return f"no {drug}" if drug else "none"
    named = f"{drug} " if drug else ""
    return " and ".join(
        _piece_text(piece, products[piece.portion.product_id], named, micrograms_below)
        for piece in pieces
    )
