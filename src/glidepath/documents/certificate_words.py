"""The feasibility certificate in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from glidepath.domain.certificate import Certificate, Grid, Reach
from glidepath.domain.wording import dose_text, share_text

__all__ = ["certificate_words"]


def certificate_words(certificate: Certificate, names: Mapping[str, str]) -> tuple[str, ...]:
    """What these products can make, how far down each ceiling holds, and what would help most.

    `names` gives the products' names by id; an id without a name is printed as it is.
    """
    at_hand = "; ".join(names.get(name, name) for name in certificate.products)
    lines = [f"With these products ({at_hand}) {_doses(certificate)}."]
    lines += [f"{_reach(reach)}." for reach in certificate.reaches]
    lines += [
        f"Adding {added.name}: {_joined([_reach(reach) for reach in added.reaches])}."
        for added in certificate.added
    ]
    return tuple(lines)


def _doses(certificate: Certificate) -> str:
    if certificate.smallest_dose is None:
        return "no dose can be made"
    text = f"the smallest dose is {dose_text(certificate.smallest_dose)}"
    return f"{text}; {_grid(certificate.grid)}" if certificate.grid else text


def _grid(grid: Grid) -> str:
    every = f"every multiple of {dose_text(grid.step)} can be made"
    return every if grid.start <= grid.step else f"from {dose_text(grid.start)} a day up, {every}"


def _reach(reach: Reach) -> str:
    share = share_text(reach.ceiling)
    if reach.lowest is None:
        return f"A cut of at most {share} cannot be made from the present dose or below"
    return f"A cut of at most {share} can be made down to {dose_text(reach.lowest)} a day"


def _joined(sentences: list[str]) -> str:
    first, *rest = sentences or ["nothing changes"]
    return "; ".join([first, *(one[0].lower() + one[1:] for one in rest)])
