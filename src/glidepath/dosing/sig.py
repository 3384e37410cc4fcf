"""The instruction on a prescription (Sig): how much, of what, when, from which day to which.

One line for each time of day and each span without a change, in digits and in words, in at
most 140 characters, the length of a Sig field in electronic prescriptions. Drops are counted
and never given as a volume; liquids are given by the mark of the oral syringe. A time of day
that has become empty gets a line too: "take none" is something a person has to be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from glidepath.domain.calendar import Span
from glidepath.domain.drug import Form, PortionKind, Product
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.plan import Step
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Intake, Piece, total
from glidepath.domain.supply import SigLine
from glidepath.domain.wording import (
    count_digits,
    date_text,
    dose_text,
    plain_number,
    strength_text,
)
from glidepath.dosing.number_words import amount_words, decimal_words, whole_words

__all__ = ["LONGEST_SIG", "sig_lines"]

LONGEST_SIG = 140
_THINGS = {
    Form.TABLET: "tablet",
    Form.ODT: "orally disintegrating tablet",
    Form.CAPSULE: "capsule",
    Form.MINITABLET: "minitablet",
}
_LIQUIDS = {Form.ORAL_SOLUTION: "solution", Form.COMPOUNDED_SUSPENSION: "suspension"}


def sig_lines(
    spells: Sequence[tuple[Span, Step]],
    products: Mapping[str, Product],
    drug: str = "",
    micrograms_below: Mass | None = None,
) -> tuple[SigLine, ...]:
    """How to take the doses of some steps: for each time of day, each span without a change.

    Takes the steps with the days that count of each, in order and without a gap, and the
    products by id. `drug` is the name to give to whatever is taken, where more than one drug
    is; amounts of less than `micrograms_below` are written in micrograms. A dose of several
    products that does not fit one line gets a line for each product, which says so.
    """
    style = _Style(products, drug, micrograms_below)
    lines = []
    for place, time in enumerate(spells[0][1].regimen.times):
        days = [(span, step.regimen.intakes[place]) for span, step in spells]
        for _, run in groupby(days, key=lambda day: day[1]):
            alike = list(run)
            span = Span(alike[0][0].start, alike[-1][0].end)
            texts = _texts(alike[0][1], span, style)
            lines += [SigLine(span, time, text) for text in texts]
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class _Style:
    """The products by id, the drug to name (empty: none), and from where on micrograms count."""

    products: Mapping[str, Product]
    drug: str
    micrograms_below: Mass | None

    def dose(self, mass: Mass) -> str:
        return dose_text(mass, self.micrograms_below)

    def strength(self, product: Product) -> str:
        return strength_text(product, self.micrograms_below)


def _texts(intake: Intake, span: Span, style: _Style) -> tuple[str, ...]:
    """The one line of an intake, or one line for each product where one would be too long."""
    dates, dose = _dates(span), style.dose(intake.dose)
    parts = _amounts(intake.pieces or (), style)
    nothing = f"no {style.drug}" if style.drug else "none"
    together = " and ".join(part.text for part in parts) or nothing
    whole = f"Take {together} at {intake.time}, {dates} ({dose})."
    if len(whole) <= LONGEST_SIG:
        return (whole,)
    bare_dates = dates.split(" ", 1)[1]
    return tuple(
        _fitting(
            f"At {intake.time}, {dates}: {verb} {part.text} ({style.dose(part.mass)} of {dose}).",
            f"{intake.time}, {bare_dates}: {verb} {part.text} ({style.dose(part.mass)}).",
            f"{intake.time}, {bare_dates}: {verb} {part.bare} ({style.dose(part.mass)}).",
        )
        for verb, part in zip(("take", *["also"] * len(parts)), parts, strict=False)
    )


def _fitting(*texts: str) -> str:
    """The first of these that fits a Sig field; refuses when none does."""
    for text in texts:
        if len(text) <= LONGEST_SIG:
            return text
    raise BadInput(
        Problem(
            "sig",
            f"an instruction of {len(texts[-1])} characters",
            f"at most {LONGEST_SIG}",
            "Use fewer or simpler pieces for this dose.",
        )
    )


def _dates(span: Span) -> str:
    """The days of a span, with the year once where it is the same."""
    if span.days == 1:
        return f"on {date_text(span.start)}"
    first = date_text(span.start)
    if span.start.year == span.end.year:
        first = first.rsplit(" ", 1)[0]
    return f"from {first} to {date_text(span.end)}"


@dataclass(frozen=True, slots=True)
class _Amount:
    """So much of one kind of thing, also in digits alone, and the drug in it."""

    text: str
    bare: str
    mass: Mass


def _amounts(pieces: Iterable[Piece], style: _Style) -> tuple[_Amount, ...]:
    """Pieces of the same strength and form taken together, in the order they came."""
    alike = dict[tuple[Form, str, Mass | None], list[Piece]]()
    for piece in pieces:
        product = style.products[piece.portion.product_id]
        measure = piece.portion.mass if product.form.is_liquid else None
        alike.setdefault((product.form, style.strength(product), measure), []).append(piece)
    return tuple(
        _Amount(
            _amount_text(group, style.products[group[0].portion.product_id], style),
            _amount_text(group, style.products[group[0].portion.product_id], style, bare=True),
            total(p.mass for p in group),
        )
        for group in alike.values()
    )


def _amount_text(
    pieces: list[Piece], product: Product, style: _Style, *, bare: bool = False
) -> str:
    """Digits, words and the thing: 1½ (one and a half) 0.5 mg tablets, of a drug if named.

    `bare` leaves out the words and what it is measured with.
    """
    portion = pieces[0].portion
    units = sum((piece.units for piece in pieces), Fraction(0))
    named = f"{style.drug} " if style.drug else ""
    if portion.kind is PortionKind.DROP:
        drops = f"{named}{'drop' if units == 1 else 'drops'}"
        spoken = "" if bare else f" ({whole_words(int(units))})"
        return f"{units}{spoken} {drops} of {style.dose(portion.mass)} each"
    if portion.kind is PortionKind.MARK:
        assert product.mark is not None  # a liquid without drops has marks
        ml = (product.mark.value * int(units)).ml
        liquid = f"{style.strength(product)} {named}{_LIQUIDS[product.form]}"
        if bare:
            return f"{plain_number(ml)} mL of {liquid}"
        return f"{plain_number(ml)} mL ({decimal_words(ml)}) of {liquid} by oral syringe"
    thing = f"{style.strength(product)} {named}{_THINGS[product.form]}"
    spoken = "" if bare else f" ({amount_words(units)})"
    if units < 1:
        return f"{count_digits(units)}{spoken} of a {thing}"
    return f"{count_digits(units)}{spoken} {thing}{'s' if units > 1 else ''}"
