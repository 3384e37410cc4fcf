"""The feasibility certificate in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from glidepath.documents.phrases import phrase
from glidepath.domain.certificate import Certificate, Grid, Reach
from glidepath.domain.wording import dose_text, share_text

__all__ = ["certificate_words"]


def certificate_words(certificate: Certificate, names: Mapping[str, str]) -> tuple[str, ...]:
    """What these products can make, how far down each ceiling holds, and what would help most.

    `names` gives the products' names by id; an id without a name is printed as it is.
    """
    at_hand = "; ".join(names.get(name, name) for name in certificate.products)
    lines = [phrase("certificate.head", products=at_hand, doses=_doses(certificate))]
    lines += [f"{_reach(reach)}." for reach in certificate.reaches]
    lines += [
        phrase(
            "certificate.added",
            product=added.name,
            reaches=_joined([_reach(reach) for reach in added.reaches]),
        )
        for added in certificate.added
    ]
    return tuple(lines)


def _doses(certificate: Certificate) -> str:
    if certificate.smallest_dose is None:
        return phrase("certificate.no_dose")
    text = phrase("certificate.smallest", dose=dose_text(certificate.smallest_dose))
    return f"{text}; {_grid(certificate.grid)}" if certificate.grid else text


def _grid(grid: Grid) -> str:
    every = phrase("certificate.every", dose=dose_text(grid.step))
    if grid.start <= grid.step:
        return every
    return phrase("certificate.from_up", dose=dose_text(grid.start), every=every)


def _reach(reach: Reach) -> str:
    share = share_text(reach.ceiling)
    if reach.lowest is None:
        return phrase("certificate.never", share=share)
    return phrase("certificate.down_to", share=share, dose=dose_text(reach.lowest))


def _joined(sentences: list[str]) -> str:
    first, *rest = sentences or [phrase("certificate.nothing")]
    return "; ".join([first, *(one[0].lower() + one[1:] for one in rest)])
