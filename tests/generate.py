"""Situations by the thousand: real products of all countries, ordinary and odd regimens and wishes.

A situation is made from one number and is always the same for it. Most people are such
that a plan can be made; some must be refused, some asked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from glidepath.care.choice import fits
from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.drug import Product
from glidepath.domain.person import (
    UNKNOWN,
    AtHand,
    Condition,
    Goal,
    GoalKind,
    Indication,
    Known,
    Preferences,
    Refused,
    Situation,
)
from glidepath.domain.policy import PolicyKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.dosing.makeable import makeable
from glidepath.planning.space import space
from tests.unit.interop.cases import KB, answered, read

AS_OF = date(2026, 11, 23)
TIMES = {1: ("22:00",), 2: ("08:00", "22:00"), 3: ("08:00", "14:00", "22:00")}
USES = (Indication.PANIC_DISORDER, Indication.GENERALISED_ANXIETY, Indication.INSOMNIA)
PIECES = 6
BASE = read(answered())


def situation(number: int) -> tuple[Situation, str | None]:
    """The situation of a number, and the policy asked for in it (None: the first that fits)."""
    chance = Random(number)
    country, drug_id, products = shelf_of(chance)
    treatment = replace(
        BASE.treatment,
        drug_id=drug_id,
        name_given="",
        regimen=regimen(chance, products),
        indication=Known(chance.choice(USES)),
        last_taken=Known(AS_OF),
    )
    made = replace(
        BASE,
        as_of=AS_OF,
        country=country,
        treatment=treatment,
        products=tuple(AtHand(product, stock(chance, product)) for product in products),
    )
    made = replace(made, goal=_goal(chance, made))
    made = _odd(chance, made) if chance.random() < 0.2 else made
    policy_id = policy_for(chance, made)
    return replace(made, preferences=wishes(chance, policy_id)), policy_id


def shelf_of(chance: Random) -> tuple[str, str, list[Product]]:
    while True:
        country = chance.choice(KB.countries())
        drug_id = "clonazepam" if chance.random() < 0.6 else chance.choice(KB.drug_ids())
        shelf = KB.products(country, drug_id)
        if shelf:
            return country, drug_id, chance.sample(shelf, min(len(shelf), chance.randint(1, 3)))


def regimen(chance: Random, products: list[Product]) -> Regimen:
    """Doses that can be made, one time in twelve some that cannot; a few of them of 0 mg."""
    sizes = [portion.mass.nanograms for product in products for portion in product.portions]
    smallest, largest = min(sizes), max(sizes)
    measured = max(products, key=lambda product: product.form.is_liquid).form.is_liquid
    most = 24 * smallest if measured else 3 * largest
    doses = makeable(products, Mass(most), PIECES).doses[1:]
    count = chance.choice((1, 2, 2, 3))
    chosen = [chance.choice(doses) for _ in range(count)]
    if chance.random() < 0.3:
        chosen = [chosen[0]] * count
    elif count > 1 and chance.random() < 0.1:
        chosen[chance.randrange(count)] = Mass(0)
    if chance.random() < 0.08 or not any(chosen):
        chosen[0] = Mass(chosen[0].nanograms + chance.choice((1_000, 130_000, 333_333)))
    times = (TimeOfDay.read(time) for time in TIMES[count])
    return Regimen.of(zip(times, chosen, strict=True))


def stock(chance: Random, product: Product) -> Fraction | None:
    if chance.random() < 0.3:
        return None
    if product.form.is_liquid:
        return Fraction(chance.randint(0, 500))
    parts = [1, *(part.denominator for part in product.splits.value)]
    return Fraction(chance.randint(0, 80), chance.choice(parts))


def _goal(chance: Random, made: Situation) -> Known[Goal]:
    kind = chance.choice((GoalKind.STOP, GoalKind.STOP, GoalKind.LOWER, GoalKind.STAY))
    if kind is not GoalKind.LOWER:
        return Known(Goal(kind))
    doses = made.treatment.regimen.doses
    known = makeable([one.product for one in made.products], max(doses), PIECES)
    grids = [[dose for dose in known.doses if dose <= most] for most in doses]
    lower = space(doses, grids).totals
    reachable = [daily for daily in lower if 0 < daily < sum(dose.nanograms for dose in doses)]
    if not reachable:
        return Known(Goal(GoalKind.STOP))
    return Known(Goal(kind, Mass(chance.choice(reachable))))


def policy_for(chance: Random, made: Situation) -> str | None:
    if chance.random() < 0.5:
        return None
    policies = [KB.policy(policy_id) for policy_id in KB.policy_ids()]
    return chance.choice(
        [
            policy.id
            for policy in policies
            if policy.kind is not PolicyKind.SCHEDULE_ONLY and fits(policy, made)
        ]
    )


def wishes(chance: Random, policy_id: str | None) -> Preferences:
    pace, end_on = "", None
    if chance.random() < 0.1:
        end_on = AS_OF + timedelta(days=chance.randint(30, 900))
    elif chance.random() < 0.5:
        pace = chance.choice(list(KB.policy(policy_id or "joint-2025").paces))
    return Preferences(
        pace=pace,
        end_on=end_on,
        first_cut_on=chance.choice((None, AS_OF, AS_OF + timedelta(days=chance.randint(1, 30)))),
        dispense_days=chance.choice((None, 7, 14, 28, 30)),
        carry_halves=chance.choice((None, True, False)),
    )


def _odd(chance: Random, made: Situation) -> Situation:
    """The same with something that must be refused or asked about."""
    person, treatment = made.person, made.treatment
    yes = chance.choice((Known(True), UNKNOWN, Refused()))
    condition = chance.choice(
        (Condition.PALLIATIVE_CARE, Condition.SUICIDAL_THOUGHTS, Condition.EPILEPSY)
    )
    return chance.choice(
        (
            replace(made, person=replace(person, age_years=Known(chance.randint(0, 17)))),
            replace(made, person=replace(person, pregnant=yes)),
            replace(made, person=replace(person, age_years=UNKNOWN)),
            replace(made, conditions={**made.conditions, condition: yes}),
            replace(made, treatment=replace(treatment, days_per_week=Known(chance.randint(1, 6)))),
            replace(made, treatment=replace(treatment, indication=UNKNOWN)),
            replace(
                made, treatment=replace(treatment, indication=Known(Indication.EPILEPSY_ABSENCE))
            ),
            replace(made, goal=UNKNOWN),
            replace(made, products=()),
            replace(made, medicines=UNKNOWN),
        )
    )
