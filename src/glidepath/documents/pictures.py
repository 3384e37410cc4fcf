"""Tablets as pictures beside their words: what shape, how much of it, how many, of what strength.

A picture helps to count and never stands alone: the words say the same before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from glidepath.domain.drug import Form, PortionKind, Product
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Piece
from glidepath.domain.wording import count_digits, strength_text

__all__ = ["Picture", "pictures"]

_SHAPES = {
    Form.TABLET: "round",
    Form.ODT: "round",
    Form.MINITABLET: "round",
    Form.CAPSULE: "long",
}
_PARTS = (Fraction(1, 2), Fraction(1, 3), Fraction(1, 4))
_MOST = 10


@dataclass(frozen=True, slots=True)
class Picture:
    """So many equal pieces: `part` is what is taken of each, with the strength of the whole."""

    shape: str
    part: Fraction
    count: int
    strength: str

    @property
    def label(self) -> str:
        """What stands beside it: "2 × 0.5 mg", of a broken tablet "½ × 0.5 mg"."""
        part = [] if self.part == 1 else [count_digits(self.part)]
        count = [] if part and self.count == 1 else [str(self.count)]
        return " × ".join([*count, *part, self.strength])


def pictures(
    pieces: Sequence[Piece], products: Mapping[str, Product], micrograms_below: Mass | None = None
) -> tuple[Picture, ...]:
    """The pieces of one dose as pictures: all of them, or none.

    None of a dose with a liquid in it, of parts that cannot be told apart by eye, and of more
    pieces than anybody counts at a glance: half a picture would be counted as the whole dose.
    """
    if sum(piece.count for piece in pieces) > _MOST:
        return ()
    drawn = [
        _picture(piece, products[piece.portion.product_id], micrograms_below) for piece in pieces
    ]
    return tuple(one for one in drawn if one) if all(drawn) else ()


def _picture(piece: Piece, product: Product, below: Mass | None) -> Picture | None:
    portion, shape = piece.portion, _SHAPES.get(product.form)
    whole = portion.kind is PortionKind.WHOLE
    if shape is None or not (whole or portion.part in _PARTS):
        return None
    if not whole and shape == "long":
        return None
    part = Fraction(1) if whole else portion.part
    return Picture(shape, part, piece.count, strength_text(product, below))
