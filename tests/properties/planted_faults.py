"""Faults that a slip, a bad copy or a bad program could put into a right plan.json."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from glidepath.domain.wording import share_text

Tree = dict[str, Any]
Fault = Callable[[Tree], None]


class NotHere(Exception):
    """The plan has no place for this fault."""


def _courses(tree: Tree) -> list[Tree]:
    return [tree["plan"], *tree["plan"]["further"]]


def steps_of(tree: Tree, at_least: int = 1) -> list[Tree]:
    steps: list[Tree] = tree["plan"]["steps"]
    if len(steps) < at_least:
        raise NotHere
    return steps


def middle(tree: Tree, at_least: int = 1) -> Tree:
    steps = steps_of(tree, at_least)
    return steps[len(steps) // 2]


def with_pieces(tree: Tree) -> tuple[Tree, Tree]:
    """A step with an intake of some pieces, the second step first."""
    steps = steps_of(tree)
    for step in (*steps[1:], *steps[:1]):
        for intake in step["intakes"]:
            if intake["pieces"]:
                return step, intake
    raise NotHere


def piece_of(tree: Tree) -> Tree:
    return with_pieces(tree)[1]["pieces"][0]


def _consistent(tree: Tree) -> None:
    """Totals and cuts made to fit the doses again, so that only the fault itself is wrong."""
    for course in _courses(tree):
        before: Decimal | None = None
        for step in course["steps"]:
            total = sum((Decimal(one["dose_mg"]) for one in step["intakes"]), Decimal(0))
            step["daily_dose_mg"] = f"{total.normalize():f}"
            step["cut"] = _cut(before, total) if before is not None and total < before else None
            before = total
    for step, intake in _every_intake(tree):
        del step
        for piece in intake["pieces"] or ():
            piece.pop("mg", None)


def _cut(before: Decimal, after: Decimal) -> Tree:
    share = (Fraction(before) - Fraction(after)) / Fraction(before)
    percent = share_text(share).removesuffix(" %")
    return {"mg": f"{(before - after).normalize():f}", "exact": str(share), "percent": percent}


def _every_intake(tree: Tree) -> Iterator[tuple[Tree, Tree]]:
    for course in _courses(tree):
        for step in course["steps"]:
            for intake in step["intakes"]:
                yield step, intake


def _times(intake: Tree, factor: int) -> None:
    intake["dose_mg"] = f"{Decimal(intake['dose_mg']) * factor}"
    for piece in intake["pieces"]:
        piece["count"] *= factor


def _nothing(step: Tree) -> None:
    for intake in step["intakes"]:
        intake["dose_mg"], intake["pieces"] = "0", []


def supplied(tree: Tree, dispensed: bool = False) -> list[Tree]:
    lines = [line for period in tree["supply"] for line in period["lines"]]
    return [line for line in lines if line["dispensed"]] if dispensed else lines


def _moved(value: Any, days: int) -> Any:
    """Every date in a part of a tree moved by so many days."""
    if isinstance(value, dict):
        return {key: _moved(one, days) for key, one in value.items()}
    if isinstance(value, list):
        return [_moved(one, days) for one in value]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return later(value, days)
    return value


def later(day: str, days: int) -> str:
    return str(date.fromisoformat(day) + timedelta(days=days))


def put(place: Callable[[Tree], Any], key: Any, value: Any, fit: bool = False) -> Fault:
    """A fault that puts a value, or what a function makes of the present one, in a place."""

    def fault(tree: Tree) -> None:
        table = place(tree)
        given = table[key] if key in table or isinstance(key, int) else None
        made = value(given) if callable(value) else value
        if made == given:
            raise NotHere
        table[key] = made
        if fit:
            _consistent(tree)

    return fault


def lose(place: Callable[[Tree], Any], key: Any) -> Fault:
    def fault(tree: Tree) -> None:
        del place(tree)[key]

    return fault


def whole(tree: Tree) -> Tree:
    return tree["plan"]


def ending(tree: Tree) -> Tree:
    if not tree["plan"]["stops_on"]:
        raise NotHere
    return tree["plan"]


def product(tree: Tree) -> Tree:
    row: Tree = tree["plan"]["products"][0]
    return row


def how_to_take(tree: Tree) -> list[Tree]:
    rows: list[Tree] = next(period["sig"] for period in tree["supply"])
    return rows


def lowered(tree: Tree) -> Tree:
    for step in steps_of(tree):
        if step["cut"]:
            return step
    raise NotHere


def second_drug(tree: Tree) -> Tree:
    if not tree["plan"]["further"]:
        raise NotHere
    row: Tree = tree["plan"]["further"][0]
    return row


def stray_days(tree: Tree) -> Tree:
    if not tree["plan"]["strays"]:
        raise NotHere
    row: Tree = tree["plan"]["strays"][0]
    return row


def _other_product(tree: Tree) -> str:
    here = piece_of(tree)["product"]
    others = [row["id"] for row in tree["plan"]["products"] if row["id"] != here]
    if not others:
        raise NotHere
    return str(others[0])


def swap_product(tree: Tree) -> None:
    piece_of(tree)["product"] = _other_product(tree)


def swap_supply(tree: Tree) -> None:
    supplied(tree)[0]["product"] = _other_product(tree)


def double_all(tree: Tree) -> None:
    for _, intake in _every_intake(tree):
        _times(intake, 2)
    _consistent(tree)


def double_one(tree: Tree) -> None:
    _times(with_pieces(tree)[1], 2)
    _consistent(tree)


def double_second(tree: Tree) -> None:
    for step in second_drug(tree)["steps"]:
        for intake in step["intakes"]:
            _times(intake, 2)
    _consistent(tree)


def empty_one(tree: Tree) -> None:
    intake = with_pieces(tree)[1]
    intake["dose_mg"], intake["pieces"] = "0", []
    _consistent(tree)


def lose_intake(tree: Tree) -> None:
    step = middle(tree)
    if len(step["intakes"]) < 2:
        raise NotHere
    del step["intakes"][0]
    _consistent(tree)


def repeat_intake(tree: Tree) -> None:
    step = middle(tree)
    step["intakes"].append(deepcopy(step["intakes"][-1]))
    _consistent(tree)


def stop_at_once(tree: Tree) -> None:
    steps = steps_of(tree, 2)
    for step in steps[1:]:
        _nothing(step)
    steps[1]["terminal"] = True
    _consistent(tree)


def nothing_at_all(tree: Tree) -> None:
    for step in steps_of(tree):
        _nothing(step)
    _consistent(tree)


def lose_step(tree: Tree) -> None:
    steps = steps_of(tree, 3)
    del steps[len(steps) // 2]
    _consistent(tree)


def skip_step(tree: Tree) -> None:
    """A step left out, the one before it lasting until the next: no gap, but a deeper cut."""
    steps = steps_of(tree, 4)
    place = len(steps) // 2
    gone = steps.pop(place)
    steps[place - 1]["end"] = gone["end"]
    steps[place - 1]["days"] += gone["days"]
    _consistent(tree)


def repeat_step(tree: Tree) -> None:
    steps = steps_of(tree)
    steps.insert(1, deepcopy(steps[0]))
    _consistent(tree)


def turn_steps(tree: Tree) -> None:
    steps_of(tree, 3).reverse()
    _consistent(tree)


def swap_steps(tree: Tree) -> None:
    steps = steps_of(tree, 4)
    one, two = steps[len(steps) // 2 - 1 : len(steps) // 2 + 1]
    one["intakes"], two["intakes"] = two["intakes"], one["intakes"]
    _consistent(tree)


def cut_short(tree: Tree) -> None:
    steps = steps_of(tree, 3)
    del steps[len(steps) // 2 :]


def one_day_step(tree: Tree) -> None:
    steps = steps_of(tree, 4)
    place = len(steps) // 2
    if place + 1 == len(steps):
        raise NotHere
    one, two = steps[place : place + 2]
    one["end"], one["days"], moved = one["start"], 1, one["days"] - 1
    two["start"], two["days"] = later(one["end"], 1), two["days"] + moved


def longer(tree: Tree, days: int = 1) -> None:
    step = middle(tree)
    step["end"], step["days"] = later(step["end"], days), step["days"] + days


def shorter(tree: Tree) -> None:
    steps_of(tree, 2)
    longer(tree, -1)


def rise_called_back(tree: Tree) -> None:
    steps = steps_of(tree, 2)
    if not any(one["pieces"] for one in steps[1]["intakes"]):
        raise NotHere
    for intake in steps[1]["intakes"]:
        _times(intake, 4)
    steps[1]["kind"] = "stepped_back"
    _consistent(tree)


def year_off(tree: Tree) -> None:
    tree["plan"], tree["supply"] = _moved(tree["plan"], 365), _moved(tree["supply"], 365)


def second_moved(days: int) -> Fault:
    def fault(tree: Tree) -> None:
        for step in second_drug(tree)["steps"]:
            step["start"], step["end"] = later(step["start"], days), later(step["end"], days)

    return fault


def second_forgotten(tree: Tree) -> None:
    """The second drug gone from plan, products and supply, as if it had never been."""
    gone = second_drug(tree)["drug"]
    tree["plan"]["further"] = []
    kept = [row for row in tree["plan"]["products"] if row["drug"] != gone]
    ids = {row["id"] for row in kept}
    tree["plan"]["products"] = kept
    for period in tree["supply"]:
        period["lines"] = [line for line in period["lines"] if line["product"] in ids]
        del period["sig"]


def drugs_swapped(tree: Tree) -> None:
    plan, second = tree["plan"], second_drug(tree)
    plan["drug"], second["drug"] = second["drug"], plan["drug"]


def stray_turned(tree: Tree) -> None:
    stray = stray_days(tree)
    if stray["start"] == stray["end"]:
        raise NotHere
    stray["start"], stray["end"] = stray["end"], stray["start"]


def second_left_out(tree: Tree) -> None:
    if second_drug(tree):
        tree["plan"]["further"] = []


def strays_left_out(tree: Tree) -> None:
    if stray_days(tree):
        tree["plan"]["strays"] = []


def repeat_instruction(tree: Tree) -> None:
    rows = how_to_take(tree)
    rows.append(dict(rows[0]))
