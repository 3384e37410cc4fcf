"""Amounts to dispense as a pharmacy reads them: digits and words, mL for liquids, packs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil

from glidepath.domain.drug import Form, Product
from glidepath.domain.supply import SupplyLine, SupplyPeriod
from glidepath.domain.wording import count_digits, plain_number
from glidepath.dosing.number_words import whole_words
from glidepath.dosing.packs import fewest_packs

__all__ = ["amount_text", "counted", "dispense_text", "millilitres", "newly_unused", "packs_text"]

_THINGS = {
    Form.TABLET: ("tablet", "tablets"),
    Form.ODT: ("orally disintegrating tablet", "orally disintegrating tablets"),
    Form.CAPSULE: ("capsule", "capsules"),
    Form.MINITABLET: ("minitablet", "minitablets"),
    Form.DROPS: ("drop", "drops"),
}


def amount_text(amount: Fraction, product: Product) -> str:
    """An amount of a product: "70 tablets", "3½ tablets", "336 drops", "13 mL"."""
    if product.mark is not None:
        return f"{_ml_text(amount * product.mark.value.microlitres / 1000)} mL"
    one, many = _THINGS[product.form]
    return f"{count_digits(amount)} {one if 0 < amount <= 1 else many}"


def counted(line: SupplyLine, product: Product) -> tuple[str, ...]:
    """The unit, then what is dispensed, taken, wasted, at home before and left, in digits."""
    amounts = (line.dispensed, line.taken, line.opened - line.taken, line.at_home, line.left)
    if product.mark is not None:
        in_ml = Fraction(product.mark.value.microlitres, 1000)
        return ("mL", *(_ml_text(amount * in_ml) for amount in amounts))
    return (_THINGS[product.form][1], *(count_digits(Fraction(amount)) for amount in amounts))


def dispense_text(line: SupplyLine, product: Product) -> str:
    """What to dispense, in digits and in words; liquids with their mL, rounded up to 0.1 mL."""
    if not line.dispensed:
        return "nothing: what is at home is enough"
    words = whole_words(line.dispensed)
    if product.mark is not None:
        return f"{millilitres(line.dispensed, product)} mL (at least)"
    one, many = _THINGS[product.form]
    text = f"{line.dispensed} ({words}) {one if line.dispensed == 1 else many}"
    if product.drops_per_ml is not None:
        text += f", which is {millilitres(line.dispensed, product)} mL (at least)"
    return text


def millilitres(units: int, product: Product) -> str:
    """The volume of so many drops or syringe marks, rounded up to 0.1 mL so that none is short."""
    return _ml_text(_ml_at_least(units, product))


def _ml_at_least(units: int, product: Product) -> Fraction:
    if product.drops_per_ml is not None:
        exact = Fraction(units, product.drops_per_ml.value)
    else:
        assert product.mark is not None  # only liquids come here
        exact = Fraction((product.mark.value * units).microlitres, 1000)
    return Fraction(ceil(exact * 10), 10)


def _ml_text(ml: Fraction) -> str:
    number = Decimal(ml.numerator) / Decimal(ml.denominator)
    return plain_number(number.quantize(Decimal("0.001")))


def packs_text(line: SupplyLine, product: Product) -> str:
    """The whole packs that hold the amount, where pack sizes are known: "1 × 30 (3 over)"."""
    if product.packs is None or not product.packs.value or not line.dispensed:
        return ""
    liquid = product.form.is_liquid
    needed = ceil(_ml_at_least(line.dispensed, product)) if liquid else line.dispensed
    packs = fewest_packs(needed, product.packs.value)
    unit = " mL" if liquid else ""
    over = sum(size * count for size, count in packs) - needed
    text = " and ".join(f"{count} × {size}{unit}" for size, count in packs)
    doubt = product.packs.confidence.mark
    mark = f" (pack sizes {doubt})" if doubt else ""
    return f"{text}, {over}{unit} more than needed{mark}" if over else f"{text}{mark}"


def newly_unused(
    supply: tuple[SupplyPeriod, ...],
) -> tuple[tuple[SupplyPeriod, SupplyLine], ...]:
    """Products that lie at home unused, each with the first period of every such run."""
    found = []
    before: set[str] = set()
    for period in supply:
        unused = [line for line in period.lines if not line.taken]
        found += [(period, line) for line in unused if line.product_id not in before]
        before = {line.product_id for line in unused}
    return tuple(found)
