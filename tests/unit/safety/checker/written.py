"""Plans and contexts from the short notation of checks.toml, read by code of the tests' own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib import resources
from typing import Any

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.claim import (
    ClaimedCourse,
    ClaimedIntake,
    ClaimedPiece,
    ClaimedStep,
    ClaimedStray,
    ClaimedSupply,
    PlanClaim,
)  # fmt: skip
from glidepath.domain.crossover import Corridor
from glidepath.domain.drug import Form, Product
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.finding import Finding
from glidepath.domain.person import Goal, GoalKind
from glidepath.domain.policy import Band, Ceiling, Law, Pace, Policy, PolicyKind, Scope, StepDays
from glidepath.domain.quantity import Concentration, Mass, Volume
from glidepath.domain.regimen import Regimen
from glidepath.domain.titration import Amount, Per, TitrationRule, Whom
from glidepath.domain.titration import Check as TitrationCheck
from glidepath.safety.checker import (
    CHECKS,
    CheckContext,
    DrugFacts,
    ExchangeFacts,
    StartFacts,
    check_texts,
)  # fmt: skip
from glidepath.safety.checker.sheet import Sheet

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
    """A step from "2026-01-05 to 2026-01-18 | 1 | 08:00 0.5 = 1 of t | 20:00 0.5 | last".

    At its end may stand "last" for a last cut and "back" for a step back.
    """
    days, daily, *rest = text.split(" | ")
    intakes = tuple(_intake(part) for part in rest if part not in ("last", "back"))
    kind = "stepped_back" if "back" in rest else ""
    return ClaimedStep(*_span(days), Decimal(daily), intakes, "last" in rest, kind)


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
    """The base plan, or the one an example is on, and its context with the example's changes."""
    base = {**RAW["base"], **RAW["on"].get(example.get("on"), {}), **example.get("set", {})}
    steps = _changed(base["steps"], example.get("step", {}))
    second = _changed(base.get("second", []), example.get("next", {}))
    claim = PlanClaim(
        base["drug"],
        base["country"],
        base["policy"],
        tuple(product(text) for text in base["products"]),
        steps,
        tuple(supply(text) for text in base["supply"]),
        base["kind"],
        (ClaimedCourse(base["second_drug"], base["second_kind"], second),) if second else (),
        tuple(ClaimedStray(*_span(text)) for text in base.get("strays", ())),
    )
    return claim, _context(base)


def answers(rule_id: str, example: Mapping[str, Any]) -> tuple[Finding, ...]:
    """What one check says of the plan of an example."""
    claim, context = written(example)
    return CHECKS[rule_id](Sheet.of(claim, context), context)


def _changed(texts: list[str], changes: Mapping[str, str]) -> tuple[ClaimedStep, ...]:
    changed = [changes.get(str(number), text) for number, text in enumerate(texts, start=1)]
    return tuple(step(text) for text in changed)


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
        further={base["second_drug"]: _second(base)} if "second_drug" in base else {},
        earlier=_may(base, "earlier", lambda texts: tuple(map(regimen, texts))),
        together=_may(base, "together", bool),
        taken=_may(base, "taken", tuple),
        short_use=_may(base, "short_use", bool),
        exchange=_exchange(base),
        start=_start(base),
    )


def _may(base: Mapping[str, Any], name: str, read: Any) -> Any:
    return _known(base.get(name, "unknown"), read)


def _second(base: Mapping[str, Any]) -> DrugFacts:
    return DrugFacts(
        present=_may(base, "second_present", regimen),
        goal=_may(base, "second_goal", goal),
        drug_known=True,
        stop_from=_may(base, "second_stop_from", Mass.from_mg),
        label_maximum=_may(base, "second_label_maximum", Mass.from_mg),
    )


def _exchange(base: Mapping[str, Any]) -> ExchangeFacts:
    return ExchangeFacts(
        rate_low=_may(base, "rate_low", Fraction),
        rate=_may(base, "rate", Fraction),
        rate_high=_may(base, "rate_high", Fraction),
        corridor=_may(base, "corridor", lambda text: Corridor(*_ends(text))),
        build_up_days=_may(base, "build_up_days", int),
        days=_may(base, "exchange_days", lambda text: tuple(map(int, _ends(text)))),
        barriers_standing=_may(base, "barriers", tuple),
        began=_may(base, "began", _began),
        made_on=tuple(map(date.fromisoformat, base.get("made_on", ()))),
    )


def _began(texts: list[str]) -> tuple[Regimen, Regimen]:
    old, new = map(regimen, texts)
    return old, new


def _ends(text: str) -> tuple[Fraction, Fraction]:
    low, high = text.split(" to ")
    return Fraction(low), Fraction(high)


def _start(base: Mapping[str, Any]) -> StartFacts:
    return StartFacts(
        titration=_may(base, "rule", RULES.__getitem__),
        age_years=_may(base, "age", int),
        weight_kg=_may(base, "weight", Fraction),
        indication=_may(base, "indication", str),
        licensed=_may(base, "licensed", bool),
        confirmed=_may(base, "confirmed", bool),
        bedtime=_may(base, "bedtime", TimeOfDay.read),
    )


def _amount(most: str, per: Per = Per.DAY) -> Fact[Any]:
    return fact(Amount(Fraction(most), per))


_ASKED = (TitrationCheck("text", ("test",), "read"),)
_GROWN = TitrationRule(
    id="grown",
    title="A rule",
    drug_id="clonazepam",
    whom=Whom(("panic",), ("US",), age_from=18),
    start=_amount("0.5"),
    rise=_amount("0.5"),
    days=fact(3),
    maximum=_amount("4"),
    doses_a_day=fact((2, 3)),
    who_decides="The prescriber.",
    off_label_decides="A specialist.",
    checks=_ASKED,
    stops=_ASKED,
)
_PER_KG = {"start": _amount("0.03", Per.KG_AND_DAY), "maximum": _amount("0.2", Per.KG_AND_DAY)}
RULES = {
    "grown": _GROWN,
    "nobody": replace(_GROWN, off_label_decides=""),
    "child": replace(
        _GROWN, whom=Whom(("panic",), ("US",), None, 10, None, Fraction(30), True, 18), **_PER_KG
    ),
    "heavy": replace(_GROWN, whom=Whom(("panic",), ("US",), kg_above=Fraction(30))),
    "narrow": replace(_GROWN, whom=Whom(("panic",), ("US",), 10, 16, Fraction(30), Fraction(60))),
    "either": replace(_GROWN, whom=Whom(("panic",), ("US",), age_from=18, either=True)),
    "other": replace(_GROWN, drug_id="diazepam"),
}
