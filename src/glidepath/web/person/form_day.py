"""The one-minute form of a day, and the ticks of its doses, as the tree of a diary file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from glidepath.domain.diary import Circumstance, OtherUse, Tolerable
from glidepath.domain.errors import BadInput
from glidepath.domain.reading import read_mass, read_number
from glidepath.domain.wording import mg_text
from glidepath.web.desk import Posted
from glidepath.web.person.doses import Dose

__all__ = ["FIGURES", "Filled", "read_day", "read_doses", "read_week"]

FIGURES = {"hard": 10, "sleep_quality": 4, "anxiety": 4, "body": 4}
_YES_NO = ("yes", "no")


@dataclass(slots=True)
class Filled:
    """What a form says as a tree, how many lines are open, and which could not be read."""

    tree: dict[str, Any] = field(default_factory=dict)
    open: int = 0
    wrong: list[str] = field(default_factory=list)

    def choice(self, form: Posted, name: str, allowed: Iterable[str]) -> str:
        """One answer of those that stand there; empty where there is none."""
        given = form.one(name)
        if given and given not in tuple(allowed):
            self.wrong.append(name)
            return ""
        self.open += not given
        return given


def read_day(form: Posted) -> Filled:
    """The figures of the day, the hours of sleep, what else was taken, what else there was."""
    filled = Filled()
    for name, highest in FIGURES.items():
        given = filled.choice(form, name, map(str, range(highest + 1)))
        if given:
            filled.tree[name] = int(given)
    if given := filled.choice(form, "tolerable", [one.value for one in Tolerable]):
        filled.tree["tolerable"] = given
    _hours(form, filled)
    _yes_no(form, filled, "others", [one.value for one in OtherUse])
    _ticked(form, filled)
    return filled


def _hours(form: Posted, filled: Filled) -> None:
    given = form.one("sleep_hours")
    if not given:
        filled.open += 1
        return
    try:
        hours = read_number(given)
    except BadInput:
        filled.wrong.append("sleep_hours")
        return
    if hours > 24:
        filled.wrong.append("sleep_hours")
        return
    filled.tree["sleep_hours"] = given


def _yes_no(form: Posted, filled: Filled, table: str, names: Iterable[str]) -> None:
    told = {name: filled.choice(form, f"{table}.{name}", _YES_NO) for name in names}
    kept = {name: answer for name, answer in told.items() if answer}
    if kept:
        filled.tree[table] = kept


def _ticked(form: Posted, filled: Filled) -> None:
    """Circumstances are ticked when they are so; an empty box tells nothing."""
    ticked = {
        one.value: "yes" for one in Circumstance if form.one(f"circumstances.{one.value}") == "on"
    }
    if ticked:
        filled.tree["circumstances"] = ticked


def read_doses(form: Posted, doses: Iterable[Dose]) -> Filled:
    """The ticks at the doses of a day: taken, not taken, or another amount with its unit."""
    filled = Filled()
    told = []
    for dose in doses:
        given = filled.choice(form, f"took.{dose.key}", ("taken", "missed", "other"))
        if given:
            mg = _taken(form, filled, dose, given)
            if mg:
                told.append({"drug": dose.drug, "time": dose.time, "dose_mg": mg})
    if told:
        filled.tree["doses"] = told
    return filled


def _taken(form: Posted, filled: Filled, dose: Dose, given: str) -> str:
    if given != "other":
        return dose.mg if given == "taken" else "0"
    try:
        return mg_text(read_mass(form.one(f"amount.{dose.key}")))
    except BadInput:
        filled.wrong.append(dose.key)
        return ""


def read_week(form: Posted, symptoms: Iterable[str]) -> Filled:
    """The weekly list: how strong, new since the cut, known from before; goal and days."""
    filled = Filled()
    listed: dict[str, dict[str, Any]] = {}
    for name in symptoms:
        row: dict[str, Any] = {}
        if given := filled.choice(form, f"strength.{name}", map(str, range(5))):
            row["severity"] = int(given)
        for key in ("new_since_cut", "had_before"):
            answer = form.one(f"{key}.{name}")
            if answer in _YES_NO:
                row[key] = answer
        if row:
            listed[name] = row
    if listed:
        filled.tree["symptoms"] = listed
    for name, highest in (("goal", 10), ("days_out_of_role", 7)):
        if given := filled.choice(form, name, map(str, range(highest + 1))):
            filled.tree[name] = int(given)
    _ticked(form, filled)
    return filled
