"""What a signed plan says for a day or a step: times, doses, pieces in words, pieces to draw.

Everything comes from the one frozen report of the plan that was signed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from threading import Lock
from typing import Any

from glidepath.records.store import Store
from glidepath.web.folder import SignedPlan, proposal_of
from glidepath.web.person.words import ENGLISH, Words
from glidepath.web.view.today import row_on

__all__ = [
    "Dose", "Drawn", "Moment", "Stage", "ended_on", "frozen_plan", "frozen_sheet", "moments_on",
    "stages", "step_on",
]  # fmt: skip

_MOST_KEPT = 200
_kept: OrderedDict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = OrderedDict()
_lock = Lock()
_SIGNS = {"1/2": "½", "1/4": "¼", "1/3": "⅓"}
_MOST_DRAWN = 6
_SYRINGES = (1, 2, 5, 10, 20)


@dataclass(frozen=True, slots=True)
class Drawn:
    """So many equal pieces as a picture: `shape` is round, long, drop or syringe.

    `part` is what is there of one tablet, `fill` how far a syringe of `size` mL is drawn up.
    """

    shape: str
    part: Fraction
    count: int
    sign: str
    strength: str
    words: str
    fill: Fraction = Fraction(0)
    size: int = 0

    @property
    def label(self) -> str:
        """What stands beside it on paper: "2 × 0.5 mg", of a broken tablet "½ × 0.5 mg"."""
        part = [] if self.part == 1 else [self.sign]
        count = [] if part and self.count == 1 else [str(self.count)]
        return " × ".join([*count, *part, self.strength])

    @property
    def copies(self) -> int:
        """How often it is drawn; many are drawn once with their number."""
        return self.count if self.count <= _MOST_DRAWN and self.shape != "syringe" else 1


@dataclass(frozen=True, slots=True)
class Dose:
    """One drug at one time: the dose in mg, the pieces in words, and as pictures."""

    drug: str
    time: str
    mg: str
    words: str
    drawn: tuple[Drawn, ...]

    @property
    def key(self) -> str:
        """The name of its fields in a form."""
        return f"{self.drug}@{self.time}"

    @property
    def is_none(self) -> bool:
        """Whether nothing of this drug is taken then."""
        return Decimal(self.mg) == 0


@dataclass(frozen=True, slots=True)
class Moment:
    """One time of day with everything that is taken then."""

    time: str
    doses: tuple[Dose, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """Days on which nothing changes: what is taken, and the sum of the day for each drug."""

    start: date
    end: date
    moments: tuple[Moment, ...]
    daily: tuple[tuple[str, str], ...]

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.start).days + 1


def frozen_plan(store: Store, person: str, signed: SignedPlan) -> Mapping[str, Any]:
    """The plan as it stands in the report that was frozen when it was chosen."""
    return _frozen(store, person, signed)[0]


def frozen_sheet(store: Store, person: str, signed: SignedPlan) -> Mapping[str, Any]:
    """What the signed sheet says, in English; empty for a plan that was frozen without it."""
    return _frozen(store, person, signed)[1]


def step_on(
    sheet: Mapping[str, Any], view: Mapping[str, Any], day: date
) -> Mapping[str, Any] | None:
    """What the sheet says of the step of a day; None outside of the plan or without a sheet."""
    row, steps = row_on(view, day), sheet.get("steps", ())
    at = view["rows"].index(row) if row is not None else len(steps)
    return steps[at] if at < len(steps) else None


def _frozen(
    store: Store, person: str, signed: SignedPlan
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    with _lock:
        if signed.event in _kept:
            return _kept[signed.event]
    proposal = proposal_of(store, person, signed.key)
    assert proposal is not None  # nothing is signed that was not proposed
    sheet = proposal.body.get("sheets", {}).get("calendar", {})
    found = (proposal.body["report"]["plan"], sheet)
    with _lock:
        _kept[signed.event] = found
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return found


def ended_on(plan: Mapping[str, Any], day: date) -> list[tuple[str, str]]:
    """Every drug that is no longer taken on a day, with the first day without it."""
    iso = day.isoformat()
    return [
        (course["drug"], course["stops_on"])
        for course in (plan, *plan["further"])
        if course["stops_on"] and course["stops_on"] <= iso
    ]


def moments_on(
    plan: Mapping[str, Any], view: Mapping[str, Any], day: date, words: Words
) -> tuple[Moment, ...]:
    """Every time of a day with its doses; empty outside of the plan."""
    products = {one["id"]: one for one in plan["products"]}
    written = _written(view, day) if words.language == ENGLISH else {}
    several = bool(plan["further"])
    doses = [
        _dose(course["drug"], intake, products, words, written, several)
        for course, step in _steps_on(plan, day)
        for intake in step["intakes"]
    ]
    times = sorted({one.time for one in doses})
    return tuple(Moment(time, tuple(d for d in doses if d.time == time)) for time in times)


def stages(plan: Mapping[str, Any], view: Mapping[str, Any], words: Words) -> tuple[Stage, ...]:
    """Every run of days without a change, from the first day of the plan to the last."""
    return tuple(_stage(plan, view, row, words) for row in view["rows"])


def _stage(
    plan: Mapping[str, Any], view: Mapping[str, Any], row: Mapping[str, Any], words: Words
) -> Stage:
    start, end = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
    daily = tuple(
        (course["drug"], str(step["daily_dose_mg"])) for course, step in _steps_on(plan, start)
    )
    return Stage(start, end, moments_on(plan, view, start, words), daily)


def _steps_on(plan: Mapping[str, Any], day: date) -> Iterator[tuple[Any, Any]]:
    iso = day.isoformat()
    for course in (plan, *plan["further"]):
        for step in course["steps"]:
            if step["start"] <= iso <= step["end"]:
                yield course, step


def _written(view: Mapping[str, Any], day: date) -> dict[tuple[str, str], str]:
    """The English words of the papers, by time and drug."""
    row = row_on(view, day)
    return {(one["time"], one["drug"]): one["words"] for one in row["doses"]} if row else {}


def _dose(
    drug: str,
    intake: Mapping[str, Any],
    products: Mapping[str, Any],
    words: Words,
    written: Mapping[tuple[str, str], str],
    several: bool,
) -> Dose:
    time, mg = str(intake["time"]), str(intake["dose_mg"])
    drawn = tuple(_drawn(one, products[one["product"]], words) for one in intake["pieces"])
    text = f" {words.say('pieces.and')} ".join(one.words for one in drawn)
    if not drawn:
        text = words.say("today.none_of", drug=drug)
    elif several:
        text = words.say("pieces.of_drug", pieces=text, drug=drug)
    if drawn:
        text = written.get((time, drug), text)
    return Dose(drug, time, mg, text, drawn)


def _drawn(piece: Mapping[str, Any], product: Mapping[str, Any], words: Words) -> Drawn:
    part, count = str(piece["part"]), int(piece["count"])
    strength = words.amount(str(product["strength"]).replace("/1 mL", "/mL"))
    if part == "drop":
        text = words.say(f"pieces.{_one('drop', count)}", count=count, strength=strength)
        return Drawn("drop", Fraction(1), count, str(count), strength, text)
    if part == "mark":
        return _syringe(Decimal(product["mark_ml"]) * count, strength, words)
    shape = "long" if product["form"] == "capsule" else "round"
    share = Fraction(part)
    return Drawn(
        shape, share, count, _SIGNS.get(part, part), strength,
        _tablets(share, count, str(product["form"]), strength, words),
    )  # fmt: skip


def _syringe(volume: Decimal, strength: str, words: Words) -> Drawn:
    ml = words.number(f"{volume.normalize():f}")
    size = next((one for one in _SYRINGES if volume <= one), ceil(volume))
    text = words.say("pieces.ml", ml=ml, strength=strength)
    return Drawn("syringe", Fraction(1), 1, ml, strength, text, Fraction(volume) / size, size)


def _tablets(share: Fraction, count: int, form: str, strength: str, words: Words) -> str:
    """So many tablets or parts of one in words of this language."""
    thing, things = words.say(f"pieces.{form}"), words.say(f"pieces.{form}s")
    number = words.say(f"pieces.n{count}") if count <= _MOST_DRAWN else str(count)
    if share == 1:
        noun = thing if count == 1 else things
        return words.say("pieces.whole", count=number, thing=noun, strength=strength)
    if share == Fraction(1, 2) and count > 1:
        return words.say("pieces.halves", count=number, thing=things, strength=strength)
    names = {2: "half", 3: "third", 4: "quarter"}
    if count == 1 and share.denominator in names:
        return words.say(f"pieces.{names[share.denominator]}", thing=thing, strength=strength)
    if count == 1:
        return words.say("pieces.part", part=share.denominator, thing=thing, strength=strength)
    return words.say(
        "pieces.parts", count=count, part=share.denominator, thing=thing, strength=strength
    )


def _one(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
