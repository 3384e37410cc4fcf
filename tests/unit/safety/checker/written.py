"""Plans and contexts from the short notation of checks.toml, read by code of the tests' own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib import resources
from typing import Any

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.claim import (
    ClaimedIntake,
    ClaimedPiece,
    ClaimedStep,
    ClaimedSupply,
    PlanClaim,
)  # fmt: skip
from glidepath.domain.drug import Form, Product
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.person import Goal, GoalKind
from glidepath.domain.policy import Band, Ceiling, Law, Pace, Policy, PolicyKind, Scope, StepDays
from glidepath.domain.quantity import Concentration, Mass, Volume
from glidepath.domain.regimen import Regimen
from glidepath.safety.checker import CheckContext, check_texts

RAW: dict[str, Any] = tomllib.loads(
    resources.files("glidepath.knowledge").joinpath("data/checks.toml").read_text("utf-8")
)
TEXTS = check_texts(RAW)
HOUSE = Ceiling(Fraction(1, 4), 14)


def fact(value: Any) -> Fact[Any]:
    return Fact(value, ("test",), Confidence.READ)


def product(text: str) -> Product:
    """A product from "t: 0.5 mg tablet 1/2 pack 30 of lorazepam declared"."""
    name, _, rest = text.partition(": ")
    words = rest.split()
    form = Form(words[2])
    liquid = form.is_liquid
    strength: Any = Mass.from_mg(words[0])
    if liquid:
        strength = Concentration(strength, Volume(1000))
    return Product(
        id=name,
        drug_id=words[words.index("of") + 1] if "of" in words else "clonazepam",
        country="US",
        name=name,
        form=form,
        strength=fact(strength),
        splits=fact(tuple(Fraction(w) for w in words[3:] if "/" in w)),
        mark=fact(Volume.from_ml(words[3])) if liquid and form is not Form.DROPS else None,
        drops_per_ml=fact(int(words[3])) if form is Form.DROPS else None,
        packs=fact((int(words[words.index("pack") + 1]),)) if "pack" in words else None,
        declared="declared" in words,
    )


def _piece(text: str) -> ClaimedPiece:
    match = re.fullmatch(r"(-?\d+)(?: x (\S+))? of (\w+)", text)
    assert match, text
    return ClaimedPiece(match[3], Fraction(match[2] or 1), int(match[1]))


def _intake(text: str) -> ClaimedIntake:
    stated, _, made = text.partition(" = ")
    time, dose = stated.split()
    pieces = None
    if made:
        pieces = () if made == "none" else tuple(_piece(part) for part in made.split(" + "))
    return ClaimedIntake(time, Decimal(dose), pieces)


def _span(text: str) -> tuple[date, date]:
    first, last = text.split(" to ")
    return date.fromisoformat(first), date.fromisoformat(last)


def step(text: str) -> ClaimedStep:
    """A step from "2026-01-05 to 2026-01-18 | 1 | 08:00 0.5 = 1 of t | 20:00 0.5 | last"."""
    days, daily, *rest = text.split(" | ")
    terminal = rest[-1:] == ["last"]
    intakes = tuple(_intake(part) for part in (rest[:-1] if terminal else rest))
    return ClaimedStep(*_span(days), Decimal(daily), intakes, terminal)


def supply(text: str) -> ClaimedSupply:
    """A line of supply from "2026-01-05 to 2026-02-15: 70 of t, 9 1/2 at home"."""
    days, _, rest = text.partition(": ")
    match = re.fullmatch(r"(-?\d+) of (\w+), (.+) at home", rest)
    assert match, text
    home = sum((Fraction(part) for part in match[3].split()), Fraction(0))
    return ClaimedSupply(*_span(days), match[2], int(match[1]), home)


def regimen(text: str) -> Regimen:
    """A regimen from "08:00 0.5, 20:00 0.5"."""
    pairs = (part.split() for part in text.split(", "))
    return Regimen.of((TimeOfDay.read(time), Mass.from_mg(dose)) for time, dose in pairs)


def policy(base: Mapping[str, Any]) -> Policy | None:
    """The policy of a base, or None."""
    if base["policy_kind"] == "none":
        return None
    ceiling = None
    if base["ceiling"] != "none":
        fall, _, days = base["ceiling"].partition(" in ")
        ceiling = fact(Ceiling(Fraction(fall), int(days)))
    days = base["shortest"]
    band = Band(Law.SHARE_OF_CURRENT, Fraction(1, 10), days)
    return Policy(
        id="joint-2025",
        title="A policy",
        summary="A policy.",
        kind=PolicyKind(base["policy_kind"]),
        default_rank=1,
        scope=Scope(),
        step_days=fact(StepDays(days, days + 14, days + 42)),
        paces={"usual": Pace("usual", (band,), ("test",), "read")},
        terminal=fact("text"),
        ceiling=ceiling,
    )


def goal(text: str) -> Goal:
    """A goal from "stop", "stay" or "lower 0.5"."""
    kind, _, dose = text.partition(" ")
    return Goal(GoalKind(kind), Mass.from_mg(dose) if dose else None)


def _known(value: Any, read: Any) -> Any:
    return None if value == "unknown" else read(value)


def _stock(text: str) -> dict[str, Fraction]:
    return {part.split()[0]: Fraction(part.split()[1]) for part in text.split(", ")}


def written(example: Mapping[str, Any]) -> tuple[PlanClaim, CheckContext]:
    """The base plan and its context with the changes of one example."""
    base = {**RAW["base"], **example.get("set", {})}
    steps = [*base["steps"]]
    for number, text in example.get("step", {}).items():
        steps[int(number) - 1] = text
    claim = PlanClaim(
        base["drug"],
        base["country"],
        base["policy"],
        tuple(product(text) for text in base["products"]),
        tuple(step(text) for text in steps),
        tuple(supply(text) for text in base["supply"]),
        base["kind"],
    )
    return claim, _context(base)


def _context(base: Mapping[str, Any]) -> CheckContext:
    catalogue = _known(base["catalogue"], lambda texts: [product(text) for text in texts])
    return CheckContext(
        TEXTS,
        HOUSE,
        present=_known(base["present"], regimen),
        goal=_known(base["goal"], goal),
        policy=policy(base),
        policy_known=_known(base["policy_known"], bool),
        drug_known=_known(base["drug_known"], bool),
        stop_from=_known(base["stop_from"], Mass.from_mg),
        label_maximum=_known(base["label_maximum"], Mass.from_mg),
        catalogue=None if catalogue is None else {item.id: item for item in catalogue},
        at_home=_known(base["at_home"], _stock),
        carry_halves=_known(base["carry_halves"], bool),
        most_pieces=_known(base["most_pieces"], int),
        as_of=_known(base["as_of"], date.fromisoformat),
    )
