"""The rest of a plan from what is to be had: other pieces, a hold, or planned anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from glidepath.care.replan_anew import planned_anew
from glidepath.care.replan_asked import STAY, Asked, Rest, cannot_make, is_alone
from glidepath.domain.answer import Refusal
from glidepath.domain.following import DiffLine
from glidepath.domain.plan import Course, StepKind
from glidepath.domain.wording import date_text
from glidepath.planning.shortage import within
from glidepath.planning.slowing import pace_called

__all__ = ["from_shelf"]


def from_shelf(asked: Asked, rest: Rest) -> Rest | Refusal:
    """The rest with pieces that are to be had; planned anew where they do not make it."""
    made = [within(course, asked.shelf) for course in rest.courses]
    kept = tuple(course for course in made if course is not None)
    if len(kept) < len(made) or _out_of_step(rest.courses, kept):
        return _without(asked, rest)
    why = [*rest.why, *_gone(asked, rest.courses, kept), *_short(asked, rest.courses, kept)]
    return replace(rest, courses=kept, why=tuple(why))


def _out_of_step(before: Sequence[Course], after: Sequence[Course]) -> bool:
    """Whether a hold of one drug has torn it from the others of the plan."""
    moved = {course.span.end - other.span.end for course, other in zip(after, before, strict=True)}
    return len(moved) > 1


def _without(asked: Asked, rest: Rest) -> Rest | Refusal:
    """The products do not carry the rest as it was: another one, or the shortage is told."""
    if not is_alone(asked):
        return cannot_make(asked)
    if rest.courses[0].steps[0].kind is StepKind.STEPPED_BACK:
        return asked.refused("no_step_back", days=asked.rules.stable_days)
    if rest.pace == STAY:
        return cannot_make(asked)
    line = asked.rules.reason("products_anew")
    pace = pace_called(asked.policy, rest.pace, asked.rules.slow_share)
    found = planned_anew(asked, pace, line)
    if isinstance(found, Refusal):
        return found
    made = within(found.courses[0], asked.shelf)
    if made is None:
        return cannot_make(asked)
    why = (*rest.why, *found.why, *_short(asked, found.courses, (made,)))
    return replace(found, courses=(made,), why=tuple(dict.fromkeys(why)))


def _gone(asked: Asked, before: Sequence[Course], after: Sequence[Course]) -> tuple[DiffLine, ...]:
    """A line for products of the earlier plan that are no longer at hand."""
    known = {product.id for product in asked.shelf.products}
    names = {product.id: product.name for product in asked.earlier.products}
    gone = sorted(names.get(name, name) for name in _used(before) - known)
    if not gone or not _used(after):
        return ()
    return (asked.rules.reason("other_products", products=", ".join(gone)),)


def _used(courses: Sequence[Course]) -> set[str]:
    return {
        piece.portion.product_id
        for course in courses
        for step in course.steps
        for intake in step.regimen.intakes
        for piece in intake.pieces or ()
    }


def _short(asked: Asked, before: Sequence[Course], after: Sequence[Course]) -> tuple[DiffLine, ...]:
    """A line for every product out of supply, and one where a dose is held for it."""
    names = {product.id: product.name for product in asked.shelf.products}
    found = [
        asked.rules.reason(
            "short",
            product=names.get(one.product_id, one.product_id),
            start=date_text(one.span.start),
            end=date_text(one.span.end),
        )
        for one in asked.following.out_of_supply
        if one.span.end >= asked.on
    ]
    held = before[0].span.end != after[0].span.end
    return (*found, asked.rules.reason("short_held")) if held else tuple(found)
