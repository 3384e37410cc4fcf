"""What our own plan.json prints beside its doses, held against the doses it prints.

A claim carries doses, pieces and days. Everything else that a person reads in the file (what
a piece holds, which tablet it is, when the drug ends, what is left, how to take it) follows
from them. Printed otherwise it would pass unseen, and somebody would follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from glidepath.care.adopt import written_courses
from glidepath.domain.calendar import Span
from glidepath.domain.claim import PlanClaim
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.plan import Course, Step
from glidepath.domain.quantity import Mass
from glidepath.domain.supply import SigLine
from glidepath.dosing.sig import sig_lines
from glidepath.interop.answerfile_plan import course_tables, product_tables, unit_of
from glidepath.interop.casefile_tree import Unreadable
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["false_prints"]

Tables = Mapping[str, Any]
_OF_A_PRODUCT = ("drug", "form", "strength", "mark_ml", "drops_per_ml")
_OF_A_COURSE = ("start", "end", "stops_on")
_FIGURES = re.compile(r"\([^)]*\)|\d(?:[\d.,:]*\d)?|[½¼¾⅓⅔⅛]")


def false_prints(tree: Tables, claim: PlanClaim, kb: KnowledgeBase) -> tuple[Problem, ...]:
    """Every printed figure of an answer that is not the one its doses make.

    Takes the answer as read from its file, the claim made of it, and the facts. What no plan
    can hold (a rise in a taper, say) is left to the checker, which finds it in the claim.
    """
    problems = [*_outcome(tree), *_products(tree["plan"], claim)]
    for period in _rows(tree.get("supply")):
        problems += _stock(period, claim)
    try:
        courses = written_courses(claim, kb)
    except BadInput:
        return tuple(problems)
    problems += _courses(tree["plan"], courses)
    for number, period in enumerate(_rows(tree.get("supply")), 1):
        problems += _taken(period, courses)
        problems += _how_to_take(period, f"supply#{number}.sig", courses, claim, kb)
    return tuple(problems)


def _rows(value: Any) -> list[Tables]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _said(text: Any) -> list[str]:
    """The figures of a text, and the words that repeat them in brackets."""
    return _FIGURES.findall(str(text))


def _other(where: str, given: Any, right: Any, why: str) -> Problem:
    return Problem(where, str(given)[:140], f"{right}, {why}")


def _outcome(tree: Tables) -> Iterator[Problem]:
    if tree["outcome"] != "proposal":
        yield _other("outcome", tree["outcome"], "proposal", "for there is a plan")


def _products(plan: Tables, claim: PlanClaim) -> Iterator[Problem]:
    """What is printed of a product on file: the name may be worded otherwise, with its figures."""
    known = {product.id: product for product in claim.products}
    for number, row in enumerate(_rows(plan.get("products")), 1):
        product = known.get(str(row.get("id")))
        if product is not None and not product.declared:
            right, where = product_tables(product), f"products#{number}"
            for key in _OF_A_PRODUCT:
                if key in row and row[key] != right.get(key):
                    yield _other(f"{where}.{key}", row[key], right.get(key), "as it is on file")
            if "name" in row and _said(row["name"]) != _said(product.name):
                yield _other(f"{where}.name", row["name"], product.name, "as it is on file")


def _stock(period: Tables, claim: PlanClaim) -> Iterator[Problem]:
    """Lines of supply whose figures do not add up, or that count something else."""
    units = {product.id: unit_of(product) for product in claim.products}
    where = f"supply of {period.get('start')}"
    for row in _rows(period.get("lines")):
        unit = units.get(str(row.get("product")))
        if "unit" in row and unit and row["unit"] != unit:
            yield _other(f"{where}.unit", row["unit"], unit, "as its product is counted")
        try:
            home, opened, left = (Fraction(str(row[key])) for key in ("at_home", "opened", "left"))
            sound = home + Fraction(row["dispensed"]) == opened + left
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            continue  # what is missing or no figure is told where the plan itself is read
        if not sound:
            right = "as much together as was at home and is dispensed"
            yield Problem(where, f"{opened} opened and {left} left", right)


def _taken(period: Tables, courses: Sequence[Course]) -> Iterator[Problem]:
    """What is printed as taken of a product, held against the pieces of its days."""
    span = _span(period)
    if span is None:
        return
    taken: dict[str, Fraction] = {}
    for days, step in (spell for course in courses for spell in _within(course, span)):
        for piece in (p for intake in step.regimen.intakes for p in intake.pieces or ()):
            name = piece.portion.product_id
            taken[name] = taken.get(name, Fraction(0)) + piece.units * days.days
    for row in _rows(period.get("lines")):
        right = taken.get(str(row.get("product")), Fraction(0))
        if "taken" in row and _count(row["taken"]) != right:
            where = f"supply of {period.get('start')}.taken"
            yield _other(where, row["taken"], right, "by the doses of its days")


def _count(given: Any) -> Fraction | None:
    try:
        return Fraction(str(given))
    except (ValueError, ZeroDivisionError):
        return None


def _span(period: Tables) -> Span | None:
    """The days of a period; None where they cannot be read, which is told elsewhere."""
    try:
        return Span(*(date.fromisoformat(f"{period[key]}") for key in ("start", "end")))
    except (KeyError, ValueError, BadInput):
        return None


def _courses(plan: Tables, courses: Sequence[Course]) -> Iterator[Problem]:
    further = plan.get("further")
    printed = [(plan, ""), *((row, f"further#{n}.") for n, row in enumerate(_rows(further), 1))]
    for (row, where), course in zip(printed, courses, strict=False):
        right = course_tables(course)
        for key in _OF_A_COURSE:
            if key in row and _day(row[key]) != right[key]:
                yield _other(f"{where}{key}", row[key], right[key] or "no day", "by its steps")
        for number, pair in enumerate(zip(_rows(row["steps"]), right["steps"], strict=False), 1):
            yield from _pieces(*pair, f"{where}steps#{number}")


def _day(given: Any) -> str | None:
    """A day as it is written; None where none is."""
    return None if given is None or isinstance(given, Unreadable) else f"{given}"


def _pieces(step: Tables, right: Tables, where: str) -> Iterator[Problem]:
    """The milligrams printed beside pieces."""
    for intake, made in zip(_rows(step.get("intakes")), right["intakes"], strict=False):
        for piece, same in zip(_rows(intake.get("pieces")), made["pieces"], strict=False):
            if "mg" in piece and piece["mg"] != same["mg"]:
                yield _other(f"{where}.pieces.mg", piece["mg"], same["mg"], "by its product")


def _how_to_take(
    period: Tables, where: str, courses: Sequence[Course], claim: PlanClaim, kb: KnowledgeBase
) -> Iterator[Problem]:
    """Instructions that say something else than the doses; other words for the same may stand."""
    span = _span(period)
    if "sig" not in period or span is None:
        return
    printed = [_instruction(row) for row in _rows(period["sig"])]
    units = dict.fromkeys((kb.micrograms_below(claim.country), None))
    ways = [_instructions(courses, span, claim, below) for below in units]
    if printed in ([_said_of(one) for one in way] for way in ways):
        return
    for number, (given, line) in enumerate(zip_longest(printed, ways[0]), 1):
        if line is None or given != _said_of(line):
            right = line.text if line else "no such instruction"
            text = period["sig"][number - 1].get("text") if given else "no instruction"
            yield _other(f"{where}#{number}", text, right, "by the doses of its days")
            return


Said = tuple[str, str, str, list[str]]


def _instruction(row: Tables) -> Said:
    start, end, time = (f"{row.get(key)}" for key in ("start", "end", "time"))
    return start, end, time, _said(row.get("text"))


def _said_of(line: SigLine) -> Said:
    return f"{line.span.start}", f"{line.span.end}", f"{line.time}", _said(line.text)


def _instructions(
    courses: Sequence[Course], span: Span, claim: PlanClaim, micrograms_below: Mass | None
) -> tuple[SigLine, ...]:
    """How to take every drug on the days of a period, written anew from the doses."""
    products = {product.id: product for product in claim.products}
    return tuple(
        line
        for course in courses
        if (days := _within(course, span))
        for line in sig_lines(
            days, products, course.drug_id if len(courses) > 1 else "", micrograms_below
        )
    )


def _within(course: Course, span: Span) -> list[tuple[Span, Step]]:
    """The steps of a course that reach into a span, each with its days in it."""
    reaching = (s for s in course.steps if s.span.start <= span.end and span.start <= s.span.end)
    return [(Span(max(s.span.start, span.start), min(s.span.end, span.end)), s) for s in reaching]
