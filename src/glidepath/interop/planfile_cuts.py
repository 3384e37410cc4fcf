"""The cuts that our own plan.json prints, held against the doses it prints.

A claim carries doses, never percentages: a printed cut that its doses do not make would
pass unseen, and it is what people read first.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import pairwise
from typing import Any

from glidepath.domain.errors import Problem
from glidepath.domain.wording import share_text

__all__ = ["false_cuts"]


def false_cuts(tree: dict[str, Any]) -> Iterator[Problem]:
    """Every cut of an answer that is not the one its doses make, with the step it stands in.

    What cannot be read as a dose or a cut is left to the reading of the plan itself.
    """
    plan = tree["plan"]
    yield from _of_course(plan.get("steps"), "steps")
    further = plan.get("further")
    for number, course in enumerate(further if isinstance(further, list) else (), 1):
        if isinstance(course, dict):
            yield from _of_course(course.get("steps"), f"further#{number}.steps")


def _of_course(steps: Any, where: str) -> Iterator[Problem]:
    rows = [row for row in steps if isinstance(row, dict)] if isinstance(steps, list) else []
    for number, (before, after) in enumerate(pairwise(rows), 2):
        doses = _dose(before), _dose(after)
        if doses[0] is not None and doses[1] is not None and "cut" in after:
            yield from _against(after["cut"], doses[0], doses[1], f"{where}#{number}.cut")


def _dose(row: dict[str, Any]) -> Fraction | None:
    try:
        return Fraction(Decimal(str(row["daily_dose_mg"])))
    except (KeyError, InvalidOperation, ValueError, OverflowError):
        return None


def _against(cut: Any, before: Fraction, after: Fraction, where: str) -> Iterator[Problem]:
    if after >= before:
        if isinstance(cut, dict):
            yield Problem(where, "a cut", "none: the dose does not fall here")
        return
    share = (before - after) / before
    if not isinstance(cut, dict):
        yield Problem(where, "no cut", f"{share_text(share)}, which the doses make")
        return
    mass = f"{Decimal((before - after).numerator) / (before - after).denominator:f}"
    right = {"mg": mass, "exact": str(share), "percent": share_text(share).removesuffix(" %")}
    for key, text in right.items():
        if key in cut and str(cut[key]) != text:
            yield Problem(f"{where}.{key}", str(cut[key])[:40], f"{text}, which the doses make")
