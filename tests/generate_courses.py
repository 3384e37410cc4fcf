"""Situations by the thousand for every kind of course: starts, exchanges, two drugs, short use.

Like those of `generate`, each is made from one number. Most can be planned; some must be
refused or asked about, because of what the person has, what the products make, or what
nobody has told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from random import Random

from glidepath.care.beside import by_half_life
from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.person import (
    UNKNOWN,
    AtHand,
    Condition,
    Goal,
    GoalKind,
    Known,
    Medicine,
    Situation,
    Treatment,
)
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.titration import End, TitrationRule
from glidepath.domain.wishes import WORST_TROUGH, Keep, Shape, Start, Switch, TwoDrugs
from tests.generate import AS_OF, KB, policy_for, regimen, situation, stock, wishes

START_TIMES = {
    1: ("22:00",),
    2: ("08:00", "22:00"),
    3: ("08:00", "14:00", "22:00"),
    4: ("07:00", "12:00", "17:00", "22:00"),
}
MOVING = ("carbamazepine", "clarithromycin", "phenytoin", "rifampicin", "valproate", "omeprazole")
KEEPS = (
    WORST_TROUGH,
    Keep("sleep", TimeOfDay.read("23:00"), 8),
    Keep("worst", TimeOfDay.read("13:00"), 5),
)

Made = tuple[Situation, str | None]


def course_situation(number: int) -> Made:
    """The situation of a number, for any kind of course, and the policy asked for in it."""
    chance = Random(f"course {number}")
    kind = chance.choices(list(KINDS.values()), weights=[4, 4, 3, 3, 3, 2, 2])[0]
    return kind(chance, number)


def _start(chance: Random, number: int) -> Made:
    """Somebody who is to begin clonazepam, for most of whom a rule speaks."""
    rule = KB.titration(chance.choice(KB.titration_ids()))
    whom = rule.whom
    country = chance.choice(whom.countries if chance.random() < 0.9 else ("US", "UK", "DE"))
    country = country if country in KB.countries() else "UK"
    made, _ = situation(number)
    shelf = KB.products(country, "clonazepam")
    products = chance.sample(shelf, min(len(shelf), chance.randint(1, 3)))
    times = [TimeOfDay.read(time) for time in START_TIMES[_times(chance, rule)]]
    start = Start(
        tuple(times),
        chance.choice([*times[-1:], *times]),
        chance.choice(list(End)),
        rule.id if chance.random() < 0.4 else "",
        _up_to(chance, rule),
        chance.choice((None, AS_OF + timedelta(days=chance.randint(0, 20)))),
    )
    treatment = Treatment(
        "clonazepam",
        Regimen.of((time, Mass.zero()) for time in times),
        Known(_use(chance, rule)),
        source=Known("prescribed"),
    )
    made = replace(
        made,
        country=country,
        treatment=treatment,
        person=_person(chance, made, rule),
        products=tuple(AtHand(product, stock(chance, product)) for product in products),
        goal=Known(Goal(GoalKind.START)),
        start=start,
        preferences=replace(
            wishes(chance, None), pace="", end_on=None, first_cut_on=None,
            specialist_confirms=chance.random() < 0.7,
        ),
    )  # fmt: skip
    return made, None


def _times(chance: Random, rule: TitrationRule) -> int:
    fewest, most = rule.doses_a_day.value
    return chance.randint(fewest, most)


def _up_to(chance: Random, rule: TitrationRule) -> Mass | None:
    if rule.target is not None and chance.random() < 0.5:
        return None
    return Mass.from_mg(chance.choice(("0.5", "0.75", "1", "1.5", "2", "3")))


def _use(chance: Random, rule: TitrationRule):
    from glidepath.domain.person import Indication

    return Indication(chance.choice(rule.whom.indications))


def _person(chance: Random, made: Situation, rule: TitrationRule):
    """Somebody of the age and the weight the rule speaks of, now and then not weighed."""
    whom = rule.whom
    oldest = 90 if whom.age_to is None else whom.age_to
    age = chance.randint(whom.age_from or 0, min(oldest, (whom.under_years or 100) - 1))
    low = int(whom.kg_above or 0) + 1
    usual = max(low, min(int(whom.kg_to or 110), 4 + 3 * age))
    kg = Fraction(chance.randint(10 * low, 10 * max(low, usual)), 10)
    weight = Known(kg) if chance.random() < 0.9 else UNKNOWN
    return replace(made.person, age_years=Known(age), weight_kg=weight)


def _exchange(chance: Random, number: int) -> Made:
    """Somebody whose drug is to be exchanged, with products of both."""
    made, _ = situation(number)
    old = made.treatment.drug_id
    others = [one for one in KB.drug_ids() if one != old and not KB.drug(one).is_z_drug]
    new = "diazepam" if old != "diazepam" and chance.random() < 0.6 else chance.choice(others)
    shelf = KB.products(made.country, new)
    chosen = chance.sample(shelf, min(len(shelf), chance.randint(1, 4)))
    times = [one.time for one in made.treatment.regimen.intakes if one.dose]
    order = tuple(chance.sample(times, len(times))) if chance.random() < 0.3 else ()
    switch = Switch(
        new,
        order,
        chance.choice((None, 1, 2)),
        chance.choice((None, None, 3, 7, 14)),
        chance.choice((None, AS_OF, AS_OF + timedelta(days=chance.randint(1, 20)))),
    )
    asked = policy_for(chance, replace(made, treatment=replace(made.treatment, drug_id=new)))
    made = replace(
        made,
        switch=switch,
        products=(*made.products, *(AtHand(one, stock(chance, one)) for one in chosen)),
        preferences=replace(wishes(chance, asked), switch_to=new, first_cut_on=None),
    )
    return _burdened(chance, made), asked


def _burdened(chance: Random, made: Situation) -> Situation:
    """One time in four with something that may speak against an exchange."""
    if chance.random() < 0.75:
        return made
    names = (Condition.FRAILTY, Condition.LIVER_DISEASE, Condition.SLEEP_APNOEA)
    answer = chance.choice((Known(True), UNKNOWN))
    older = replace(made.person, age_years=Known(chance.randint(60, 90)))
    return chance.choice(
        (
            replace(made, person=older),
            replace(made, conditions={**made.conditions, chance.choice(names): answer}),
        )
    )


def _beside(chance: Random, number: int) -> Made:
    """Somebody who takes a second drug of this kind."""
    made, _ = situation(number)
    others = [one for one in KB.drug_ids() if one != made.treatment.drug_id]
    with_shelf = [one for one in others if KB.products(made.country, one)]
    second = chance.choice(with_shelf)
    shelf = KB.products(made.country, second)
    chosen = chance.sample(shelf, min(len(shelf), chance.randint(1, 2)))
    treatment = replace(made.treatment, drug_id=second, regimen=regimen(chance, chosen))
    made = replace(
        made,
        also=(treatment,),
        products=(*made.products, *(AtHand(one, stock(chance, one)) for one in chosen)),
        preferences=replace(made.preferences, pace="", end_on=None),
    )
    return made, None


def _joined(chance: Random, number: int) -> Made:
    """Somebody whose two drugs are to become one, often one of them diazepam."""
    made, _ = _beside(chance, number)
    one = made.treatment.drug_id
    others = [drug for drug in KB.drug_ids() if drug != one and not KB.drug(drug).is_z_drug]
    other = "diazepam" if one != "diazepam" and chance.random() < 0.7 else chance.choice(others)
    shelf = KB.products(made.country, other) or KB.products("UK", other)
    chosen = chance.sample(shelf, min(len(shelf), chance.randint(1, 3)))
    second = replace(made.also[0], drug_id=other, regimen=regimen(chance, chosen))
    into = chance.choice((one, other))
    gives_way = second.regimen if into == one else made.treatment.regimen
    taken = [one.time for one in gives_way.intakes if one.dose]
    times = tuple(chance.sample(taken, len(taken)))
    switch = chance.choice(
        (
            None,
            Switch(into, times, chance.choice((None, 1)), chance.choice((None, 3, 7))),
            Switch(into, (), chance.choice((None, 2))),
        )
    )
    into = switch.to if switch else by_half_life((one, other), KB)[-1]
    asked = policy_for(chance, replace(made, treatment=replace(made.treatment, drug_id=into)))
    made = replace(
        made,
        also=(second,),
        switch=switch,
        products=(
            *made.products_of(one),
            *(AtHand(product, stock(chance, product)) for product in chosen),
        ),
        preferences=replace(wishes(chance, asked), first_cut_on=None, two_drugs=TwoDrugs.JOINED),
    )
    return _burdened(chance, made), asked


def _short(chance: Random, number: int) -> Made:
    """Somebody who has taken it for days or weeks, or on few days a week."""
    made, _ = situation(number)
    since = AS_OF - timedelta(days=chance.randint(0, 40))
    week = Known(chance.choice((2, 5, 7, 7, 7, 7)))
    treatment = replace(made.treatment, since=Known(since), days_per_week=week)
    if chance.random() < 0.7:
        made = replace(made, goal=Known(Goal(GoalKind.STOP)))
    return replace(made, treatment=treatment, preferences=_any_pace(made)), None


def _any_pace(made: Situation):
    return replace(made.preferences, pace="")


def _shaped(chance: Random, number: int) -> Made:
    """Somebody with hours to spare, small steps, a taper that failed, or several of these."""
    made, policy_id = situation(number)
    keep = chance.choice((None, *KEEPS))
    shape = chance.choice((None, Shape.HOLD, Shape.SMALL_STEPS, Shape.SMALL_STEPS))
    failed = Known(chance.choice((0, 0, 1, 2)))
    return replace(
        made,
        history=replace(made.history, failed_tapers=failed),
        preferences=replace(made.preferences, keep=keep, shape=shape),
    ), policy_id


def _moving(chance: Random, number: int) -> Made:
    """Somebody who begins or ends another medicine about these days."""
    kind = chance.choice((_shaped, _shaped, _beside, _exchange, _joined))
    made, policy_id = kind(chance, number)
    day = AS_OF + timedelta(days=chance.randint(-100, 300))
    name = chance.choice(MOVING)
    medicine = Medicine(name, started=day) if chance.random() < 0.5 else Medicine(name, stopped=day)
    return replace(made, medicines=Known((medicine,))), policy_id


KINDS: dict[str, Callable[[Random, int], Made]] = {
    "start": _start,
    "exchange": _exchange,
    "two drugs": _beside,
    "joined": _joined,
    "short use": _short,
    "shaped": _shaped,
    "moving": _moving,
}
