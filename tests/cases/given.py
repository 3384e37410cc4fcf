"""A person for a test: well known, with nothing unusual, changed by what the example says."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.drug import Form, Product
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.person import (
    UNKNOWN,
    AtHand,
    Condition,
    Goal,
    GoalKind,
    History,
    Indication,
    Known,
    Medicine,
    Person,
    Preferences,
    Sex,
    Situation,
    Treatment,
    UseCriterion,
)
from glidepath.domain.quantity import Concentration, Mass, Volume
from glidepath.domain.regimen import Regimen
from glidepath.safety.facts import RuleBook, RuleFacts, Smallest, read_book

AS_OF = date(2026, 3, 2)
DATA = Path(__file__).parents[2] / "src" / "glidepath" / "knowledge" / "data"
KEYS = {
    "age", "sex", "pregnant", "weeks", "breastfeeding", "weight_kg", "drug", "country",
    "indication", "dose_mg", "days_of_use", "days_per_week", "source", "gap_days", "conditions",
    "medicines", "groups", "started", "stopped", "history", "goal", "specialist_confirms",
    "switch_to", "products", "criteria", "unknown", "label_maximum_mg", "licensed", "unmakeable",
    "z_drug", "stop_from_mg", "smallest_mg",
}  # fmt: skip
USUAL_HISTORY: dict[str, Any] = {
    "failed_tapers": 0,
    "missed_dose_symptoms": False,
    "alcohol_drinks_per_week": 0,
    "takes_more_than_prescribed": False,
    "drives": False,
    "safety_critical_work": False,
    "lives_alone": False,
    "has_support": True,
    "ready_to_change": True,
    "can_attend_reviews": True,
    "last_review_on": AS_OF - timedelta(days=10),
    "takes_for_effect": False,
    "combines_with_sedatives": False,
    "needs_more_for_effect": False,
    "early_refills": 0,
    "naloxone_at_hand": True,
    "nights_of_little_sleep": 0,
}


def raw(path: str) -> dict[str, Any]:
    """One packaged data file."""
    return tomllib.loads((DATA / path).read_text(encoding="utf-8"), parse_float=Decimal)


@cache
def book() -> RuleBook:
    """The packaged rules."""
    return read_book(raw)


def situation(given: Mapping[str, Any]) -> Situation:
    """The usual person with these changes; refuses a change it does not know."""
    assert set(given) <= KEYS, sorted(set(given) - KEYS)
    whole = Situation(
        as_of=AS_OF,
        country=given.get("country", "US"),
        treatment=_treatment(given),
        products=tuple(AtHand(PRODUCTS[name]) for name in given.get("products", ["tablet"])),
        person=_person(given),
        conditions={c: Known(c in given.get("conditions", [])) for c in Condition},
        medicines=Known(_medicines(given)),
        history=_history(given.get("history", {})),
        goal=Known(_goal(given.get("goal", "stop"))),
        preferences=Preferences(
            specialist_confirms=given.get("specialist_confirms", False),
            switch_to=given.get("switch_to", ""),
        ),
        use_criteria={c: Known(c in given.get("criteria", [])) for c in UseCriterion},
    )
    assert {*given.get("conditions", [])} <= {*Condition}
    assert {*given.get("criteria", [])} <= {*UseCriterion}
    for path in given.get("unknown", []):
        whole = forget(whole, path)
    return whole


def forget(whole: Situation, path: str) -> Situation:
    """The same situation with one fact unknown, named as the questions name it."""
    table, _, name = path.partition(".")
    if table == "conditions":
        return replace(whole, conditions=dict(whole.conditions) | {Condition(name): UNKNOWN})
    if table == "use_criteria":
        return replace(whole, use_criteria=dict(whole.use_criteria) | {UseCriterion(name): UNKNOWN})
    if table == "products":
        return replace(whole, products=())
    if not name:
        return replace(whole, **{table: UNKNOWN})
    inner = replace(getattr(whole, table), **{"age_years" if name == "age" else name: UNKNOWN})
    return replace(whole, **{table: inner})


def facts(given: Mapping[str, Any]) -> RuleFacts:
    """The facts of the label that the example names; the usual US label otherwise."""
    drug = given.get("drug", "clonazepam")
    maximum = given.get("label_maximum_mg", "4" if drug == "clonazepam" else "none")
    licensed = given.get("licensed", ["panic_disorder", "epilepsy_lennox_gastaut"])
    unmakeable = given.get("unmakeable", [])
    return RuleFacts(
        book=book(),
        drug_id=drug,
        drug_name=drug,
        is_z_drug=given.get("z_drug", False),
        label_maximum=None if maximum == "none" else _fact(Mass.from_mg(maximum)),
        licensed_uses=None if licensed == "unknown" else _fact(tuple(licensed)),
        unmakeable=None if unmakeable == "unknown" else tuple(unmakeable),
        smallest=_smallest(drug, given),
    )


def _smallest(drug: str, given: Mapping[str, Any]) -> tuple[Smallest, ...] | None:
    least = given.get("smallest_mg", "0.25")
    if least == "unknown":
        return None
    stop_from = Mass.from_mg(given.get("stop_from_mg", "0.025"))
    return (Smallest(drug, Mass.from_mg(least), stop_from),)


def _fact(value: Any) -> Fact[Any]:
    return Fact(value, ("us-label-clonazepam",), Confidence.READ)


def _person(given: Mapping[str, Any]) -> Person:
    return Person(
        age_years=Known(given.get("age", 41)),
        sex=Known(Sex(given.get("sex", "female"))),
        weight_kg=Known(Fraction(str(given.get("weight_kg", 70)))),
        pregnant=Known(given.get("pregnant", False)),
        breastfeeding=Known(given.get("breastfeeding", False)),
        gestation_weeks=Known(given["weeks"]) if "weeks" in given else UNKNOWN,
    )


def _treatment(given: Mapping[str, Any]) -> Treatment:
    daily = Mass.from_mg(given.get("dose_mg", "2"))
    half = Mass(daily.nanograms // 2)
    doses = [(TimeOfDay.read("08:00"), half), (TimeOfDay.read("22:00"), daily - half)]
    return Treatment(
        drug_id=given.get("drug", "clonazepam"),
        regimen=Regimen.of(doses),
        indication=Known(Indication(given.get("indication", "panic_disorder"))),
        since=Known(AS_OF - timedelta(days=given.get("days_of_use", 1826))),
        days_per_week=Known(given.get("days_per_week", 7)),
        source=Known(given.get("source", "prescribed")),
        last_taken=Known(AS_OF - timedelta(days=given.get("gap_days", 0))),
    )


def _medicines(given: Mapping[str, Any]) -> tuple[Medicine, ...]:
    """Medicines by name; `started` and `stopped` say how many days ago, `groups` the class."""
    days = {"started": given.get("started", {}), "stopped": given.get("stopped", {})}
    names = dict.fromkeys([*given.get("medicines", []), *days["started"], *days["stopped"]])
    return tuple(
        Medicine(
            name,
            given.get("groups", {}).get(name, ""),
            **{
                word: AS_OF - timedelta(days=ago[name]) if name in ago else None
                for word, ago in days.items()
            },
        )
        for name in names
    )


def _history(changes: Mapping[str, Any]) -> History:
    assert set(changes) <= {*USUAL_HISTORY, "last_review_days"}, sorted(changes)
    values = USUAL_HISTORY | {k: v for k, v in changes.items() if k in USUAL_HISTORY}
    if "last_review_days" in changes:
        values["last_review_on"] = AS_OF - timedelta(days=changes["last_review_days"])
    return History(**{name: Known(value) for name, value in values.items()})


def _goal(word: str) -> Goal:
    kind = GoalKind(word)
    return Goal(kind, Mass.from_mg("1") if kind is GoalKind.LOWER else None)


def _product(name: str, form: Form, strength: Any, **measure: Any) -> Product:
    splits = _fact((Fraction(1, 2),)) if form is Form.TABLET else _fact(())
    return Product(name, "clonazepam", "US", name, form, _fact(strength), splits, **measure)


PRODUCTS = {
    "tablet": _product("tablet", Form.TABLET, Mass.from_mg("0.5")),
    "capsule": _product("capsule", Form.CAPSULE, Mass.from_mg("2")),
    "drops": _product(
        "drops",
        Form.DROPS,
        Concentration(Mass.from_mg("2.5"), Volume(1000)),
        drops_per_ml=_fact(25),
    ),
    "solution": _product(
        "solution",
        Form.ORAL_SOLUTION,
        Concentration(Mass.from_mg("0.1"), Volume(1000)),
        mark=_fact(Volume(100)),
    ),
}
