"""A record file to what was really taken and what is wished, every problem at once.

"As planned" stands for what the signed plan says for each of those days; a row about single
days inside such a span counts for them. Days that no row tells of are unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.following import (
    Chooser,
    Chosen,
    Counted,
    DayTaken,
    Following,
    OutOfSupply,
    PersonIs,
    Wish,
    WishKind,
)
from glidepath.domain.person import Goal
from glidepath.domain.plan import Course, Plan
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.interop.casefile_gather import Gather
from glidepath.interop.casefile_problems import read_shape
from glidepath.interop.casefile_treatment import counted
from glidepath.interop.casefile_tree import read_tree
from glidepath.interop.takenfile_shape import (
    ChosenShape,
    RecordShape,
    ShortageShape,
    StockShape,
    TakenIntakeShape,
    TakenRowShape,
    WishShape,
)

__all__ = ["read_record"]

T = TypeVar("T")
_LONGEST = 3_660
_SAYS = ("as_planned", "nothing", "intakes")


def read_record(content: bytes, name: str, plan: Plan) -> tuple[Following, Wish]:
    """What was taken under a plan, and what is wished for the rest of it.

    Takes the file's bytes, its name (only its ending counts: .toml or .json) and the plan
    that was signed. Refuses with every problem at once: unknown keys, days outside the plan
    for "as planned", a day told in two ways, a time of the plan that is left out.
    """
    shape, problems, unread = read_shape(RecordShape, read_tree(content, name))
    gather = Gather(problems, unread)
    days: dict[tuple[str, date], DayTaken] = {}
    loose: dict[tuple[str, date], DayTaken] = {}
    for number, row in enumerate(shape.taken or (), start=1):
        into = loose if row.as_planned else days
        _row(row, f"taken#{number}", plan, into, gather)
    stock = tuple(_stock(row, f"stock#{n}", plan, gather) for n, row in _numbered(shape.stock))
    short = tuple(
        _short(row, f"out_of_supply#{n}", plan, gather) for n, row in _numbered(shape.out_of_supply)
    )
    answers = tuple(_chosen(row, f"chosen#{n}", plan, gather) for n, row in _numbered(shape.chosen))
    wish = _wish(shape.wish or WishShape(), gather)
    told = tuple({**loose, **days}.values())
    counted = tuple(one for one in stock if one is not None)
    missing = tuple(one for one in short if one is not None)
    chosen = tuple(one for one in answers if one is not None)
    following = gather.attempt(
        "",
        lambda: Following(
            told, counted, missing, shape.restart_agreed_on, chosen, bool(shape.nothing_now)
        ),
    )
    gather.finish()
    assert following is not None
    assert wish is not None
    return following, wish


def _numbered(rows: list[T] | None) -> Iterator[tuple[int, T]]:
    return enumerate(rows or (), start=1)


def _row(
    row: TakenRowShape, where: str, plan: Plan, days: dict[tuple[str, date], DayTaken],
    gather: Gather,
) -> None:  # fmt: skip
    """Put down what a row says of each of its days."""
    span = _span(row, where, gather)
    course = _course(row, where, plan, gather)
    said = [name for name in _SAYS if getattr(row, name)]
    if len(said) > 1:
        gather.add(where, " and ".join(said), "one of them")
    if span is None or course is None or len(said) > 1:
        return
    regimen = _regimen(row, where, course, gather)
    for day in span:
        taken = _planned(course, day) if row.as_planned else regimen
        if row.as_planned and taken is None:
            gather.add(where, f"{day} as planned", f"days of the plan, from {course.span.start}")
            return
        if (course.drug_id, day) in days:
            gather.add(where, f"{day} told a second time", "each day of a drug once")
            return
        days[course.drug_id, day] = DayTaken(day, course.drug_id, taken)


def _span(row: TakenRowShape, where: str, gather: Gather) -> Span | None:
    if row.on is not None and (row.start or row.end):
        gather.add(where, "both a day and a span", "on, or start and end")
        return None
    if row.on is not None:
        return Span(row.on, row.on)
    gather.need(row.start, f"{where}.start", "the first day, or on for a single one")
    gather.need(row.end, f"{where}.end", "the last day")
    return _between(row.start, row.end, where, gather)


def _between(start: date | None, end: date | None, where: str, gather: Gather) -> Span | None:
    if start is None or end is None:
        return None
    span = gather.attempt(where, lambda: Span(start, end))
    if span is not None and span.days > _LONGEST:
        gather.add(where, f"{span.days} days", f"at most {_LONGEST}")
        return None
    return span


def _course(
    row: TakenRowShape | ChosenShape, where: str, plan: Plan, gather: Gather
) -> Course | None:
    """The course that a row speaks of; with one drug it need not be named."""
    drugs = {course.drug_id: course for course in plan.courses}
    if row.drug is None and len(drugs) == 1:
        return plan.course
    if row.drug not in drugs:
        given = "nothing given" if row.drug is None else repr(row.drug[:40])
        if gather.could_read(f"{where}.drug"):
            gather.add(f"{where}.drug", given, ", ".join(drugs))
        return None
    return drugs[row.drug]


def _planned(course: Course, day: date) -> Regimen | None:
    steps = (step for step in course.steps if step.span.start <= day <= step.span.end)
    return next((Regimen.of(_doses(step.regimen)) for step in steps), None)


def _doses(regimen: Regimen) -> list[tuple[TimeOfDay, Mass]]:
    return [(one.time, one.dose) for one in regimen.intakes]


def _regimen(row: TakenRowShape, where: str, course: Course, gather: Gather) -> Regimen | None:
    """The doses of a row; None where it says of none, which leaves its days unknown."""
    times = course.steps[0].regimen.times
    if row.nothing:
        return Regimen.of((time, Mass.zero()) for time in times)
    if row.intakes is None:
        return None
    return _intakes(row.intakes, f"{where}.intakes", times, gather)


def _intakes(
    rows: list[TakenIntakeShape], where: str, times: tuple[TimeOfDay, ...], gather: Gather
) -> Regimen | None:
    found: dict[TimeOfDay, Mass] = {}
    for number, row in enumerate(rows, start=1):
        place = f"{where}#{number}"
        gather.need(row.time, f"{place}.time", "a time such as 08:00")
        gather.need(row.dose, f"{place}.dose", 'a dose with its unit, such as "0.5 mg" or "0 mg"')
        if row.time is None or row.dose is None:
            return None
        if row.time in found:
            gather.add(place, f"{row.time} a second time", "each time of day once")
        found[row.time] = row.dose
    missing = [str(time) for time in times if time not in found]
    if missing:
        allowed = 'every time of the plan, "0 mg" where nothing was taken'
        gather.add(where, f"nothing at {', '.join(missing)}", allowed)
    return Regimen.of(found.items()) if found else None


def _stock(row: StockShape, where: str, plan: Plan, gather: Gather) -> Counted | None:
    gather.need(row.at_home, f"{where}.at_home", "a count such as 43")
    gather.need(row.on, f"{where}.on", "the day of the count")
    product = _product(row.product, where, plan, gather)
    if product is None or row.at_home is None or row.on is None:
        return None
    known = next((one for one in plan.products if one.id == product), None)
    if known is not None:
        counted(known, row.at_home, f"{where}.at_home", gather)
    return Counted(product, row.at_home, row.on)


def _short(row: ShortageShape, where: str, plan: Plan, gather: Gather) -> OutOfSupply | None:
    gather.need(row.start, f"{where}.start", "the first day on which it is not to be had")
    gather.need(row.end, f"{where}.end", "the last day")
    product = _product(row.product, where, plan, gather)
    span = _between(row.start, row.end, where, gather)
    return OutOfSupply(product, span) if product is not None and span is not None else None


def _chosen(row: ChosenShape, where: str, plan: Plan, gather: Gather) -> Chosen | None:
    """Who chose the doses of some days; both answers are needed, none has a default."""
    gather.need(row.start, f"{where}.start", "the first day on other doses than the plan's")
    gather.need(row.end, f"{where}.end", "the last of these days")
    gather.need(row.by, f"{where}.by", ", ".join(Chooser))
    gather.need(row.person_is, f"{where}.person_is", ", ".join(PersonIs))
    course = _course(row, where, plan, gather)
    span = _between(row.start, row.end, where, gather)
    if course is None or span is None or row.by is None or row.person_is is None:
        return None
    return Chosen(course.drug_id, span, row.by, row.person_is)


def _product(name: str | None, where: str, plan: Plan, gather: Gather) -> str | None:
    """A product's id; one of the plan may also be called as the plan calls it."""
    gather.need(name, f"{where}.product", "the id of a product, as in the case")
    names = {product.name: product.id for product in plan.products}
    return None if name is None else names.get(name, name)


def _wish(shape: WishShape, gather: Gather) -> Wish | None:
    kind = shape.kind or WishKind.NOTHING
    goal, told = None, len(gather.problems)
    if shape.goal is not None:
        word, dose = shape.goal, shape.daily_dose
        goal = gather.attempt("wish", lambda: Goal(word, dose))
    elif shape.daily_dose is not None:
        gather.add("wish.daily_dose", "given without a goal", 'goal = "lower" with it')
    doses = None
    if shape.intakes is not None:
        doses = _intakes(shape.intakes, "wish.intakes", (), gather)
    if len(gather.problems) > told or not gather.could_read("wish"):
        return None
    chosen = bool(shape.chosen_by_clinician)
    return gather.attempt("", lambda: Wish(kind, shape.until, goal, doses, chosen))
