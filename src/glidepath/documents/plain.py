"""Free text made safe to print: one line, and no sign that steers a page or a terminal."""

from __future__ import annotations

import unicodedata

__all__ = ["one_line"]


def one_line(text: str) -> str:
    """The text on one line, without control signs and signs that turn the direction of reading.

    A product's name comes from a person's file: it must never end a line of a prescription
    and begin another, nor clear a screen.
    """
    return "".join(map(_printed, text)).strip()


def _printed(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in ("Zl", "Zp") or (kind == "Cc" and sign.isspace()):
        return " "
    return "" if kind in ("Cc", "Cf") else sign
