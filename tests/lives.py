"""Five hundred days of a virtual person: plan, live, write down, plan anew, again and again.

A life is made from one number and is always the same for it. Between two visits the person
takes what the plan says, or misses, doubles or forgets doses, runs out, or lags behind; at
a visit somebody wishes for something, a product is out of supply or another one is there.
Whatever happens, each day belongs to exactly one step of each drug, and every dose is made
of products that are to be had on that day. Doses other than the plan's are asked about, and
a plan made after the answer begins at the doses really taken.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from glidepath.care.prepare import prepare
from glidepath.care.replan import Replanned, replan
from glidepath.care.replan_rules import replan_rules
from glidepath.domain.answer import Proposal, Questions, Refusal
from glidepath.domain.calendar import Span
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
from glidepath.domain.person import AtHand, Goal, GoalKind, Known, Situation
from glidepath.domain.plan import Course, CourseKind, Plan, Step
from glidepath.domain.policy import PolicyKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.titration import End
from glidepath.domain.wishes import Switch
from glidepath.dosing.makeable import makeable
from glidepath.interop.casefile import read_case
from tests.generate import BASE, KB, PIECES, situation
from tests.house.source import ROOT
from tests.lives_looked_at import look_at, look_at_start, wrong

DAY = timedelta(days=1)
DAYS = 500
REFUSED = {name: words["next_step"] for name, words in replan_rules(KB).refusals.items()}
EVENTS = (
    "nothing", "nothing", "hold", "slow", "faster", "missed", "doubled", "forgotten", "two_missed",
    "gap", "late", "raised", "lowered", "shortage", "products",
)  # fmt: skip


TOGETHER = ("nothing", "nothing", "hold", "missed", "doubled", "forgotten")


@dataclass
class Life:
    """What became of one person so far."""

    number: int
    chance: Random
    person: Situation
    plan: Plan
    today: date
    end: date
    highest: Regimen
    taken: dict[tuple[str, date], DayTaken] = field(default_factory=dict)
    short: tuple[OutOfSupply, ...] = ()
    happened: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    visits: int = 0
    own: Regimen | None = None
    over: bool = False

    def fault(self, text: str) -> None:
        """Note that something is wrong, with the day and the life."""
        self.faults.append(f"life {self.number}, {self.today}: {text}")


def live(number: int) -> Life:
    """The whole life of a number."""
    life = _born(number)
    while life.today < life.end and not life.over:
        _visit(life, _event(life))
    return life


def _born(number: int) -> Life:
    """Every fifth person begins the drug; the others have a taper that takes a while."""
    chance = Random(number)
    if number % 5 == 0:
        return _starting(number, chance)
    for attempt in range(200):
        made, policy_id = situation(number * 200 + attempt)
        answer = prepare(made, KB, policy_id)
        if isinstance(answer, Proposal) and _takes_a_while(answer.plan):
            wishes = replace(made.preferences, first_cut_on=None, end_on=None)
            return _life(number, chance, replace(made, preferences=wishes), answer)
    raise AssertionError(f"nobody to live life {number}")


def _takes_a_while(plan: Plan) -> bool:
    plannable = plan.policy_id in KB.policy_ids() and (
        KB.policy(plan.policy_id).kind is PolicyKind.PLANNABLE
    )
    alone = not plan.further and plan.course.kind is CourseKind.TAPER
    return plannable and alone and 150 < plan.course.span.days < 1_000


def _starting(number: int, chance: Random) -> Life:
    """Somebody who begins clonazepam against panic, a little differently each time."""
    path = ROOT / "examples" / "clonazepam_start_panic.toml"
    person = read_case(path.read_bytes(), path.name, KB)
    assert isinstance(person, Situation)
    assert person.start is not None
    low = chance.random() < 0.5
    start = replace(person.start, end=End.LOW if low else End.HIGH)
    person = replace(
        person,
        start=start,
        products=(*person.products, *_more(person, chance)),
        person=BASE.person,
        conditions=BASE.conditions,
        history=BASE.history,
        medicines=BASE.medicines,
    )
    answer = prepare(person, KB)
    assert isinstance(answer, Proposal), answer
    since, daily = Known(answer.plan.span.start), Known(7)
    treatment = replace(person.treatment, since=since, days_per_week=daily)
    return _life(number, chance, replace(person, treatment=treatment), answer)


def _more(person: Situation, chance: Random) -> tuple[AtHand, ...]:
    """One more product of the drug, if there is one that is not at hand."""
    known = {item.product.id for item in person.products}
    shelf = KB.products(person.country, person.treatment.drug_id)
    others = [one for one in shelf if one.id not in known]
    return (AtHand(chance.choice(others)),)


def _life(number: int, chance: Random, person: Situation, answer: Proposal) -> Life:
    plan = answer.plan
    start = plan.span.start
    highest = max(plan.course.steps, key=lambda step: step.regimen.daily_dose).regimen
    life = Life(number, chance, person, plan, start, start + DAYS * DAY, highest)
    look_at(life, answer)
    return life


def _event(life: Life) -> str:
    """What happens until the next visit: in every life two steps back and, if may be, a switch."""
    life.visits += 1
    kind = life.plan.course.kind
    if kind is CourseKind.TITRATION:
        return "nothing"
    if isinstance(life.person.goal, Known) and life.person.goal.value.kind is GoalKind.START:
        return "to_stop" if life.end - life.today < (DAYS - 60) * DAY else "nothing"
    if len(life.plan.courses) > 1:
        return life.chance.choice(TOGETHER)
    if life.happened["step_back"] < 1 + (life.today >= life.end - DAYS // 2 * DAY):
        return "step_back" if life.visits > 2 else "nothing"
    if not life.happened["switch"] and life.today >= life.end - DAYS // 3 * 2 * DAY:
        return "switch"
    return life.chance.choice(EVENTS)


def _still_short(life: Life, one: OutOfSupply, until: date) -> bool:
    """Whether a shortage lasts, of a product that still plays a part after a change of drug."""
    products = [item.product for item in life.person.products] + [*life.plan.products]
    return one.span.end >= until and one.product_id in {product.id for product in products}


def _visit(life: Life, event: str) -> None:
    """Live until the next visit, and plan anew at it."""
    start = life.today
    until = min(start + life.chance.randint(21, 56) * DAY, life.end)
    _live_until(life, until, event)
    life.today = until
    _takes_now(life)
    if not _takes_any(life) and life.plan.span.end < until:
        life.over = True
        return
    if event == "switch" and _switched(life):
        return
    if event == "products":
        _other_products(life)
    if event == "shortage":
        length = life.chance.randint(5, 40)
        product = life.chance.choice(life.person.products).product
        life.short = (OutOfSupply(product.id, Span.lasting(until, length)),)
    else:
        life.short = tuple(one for one in life.short if _still_short(life, one, until))
    done = _settled(life, _asked(life, _wish(life, event)))
    if life.over:
        return
    life.happened[event] += 1
    if isinstance(done.answer, Proposal):
        life.plan = done.answer.plan
        look_at(life, done.answer)
    else:
        life.fault(f"{event}: no plan: {getattr(done.answer, 'text', 'questions')}")
        life.over = True


def _step_on(course: Course, day: date) -> Step:
    found = [step for step in course.steps if step.span.start <= day <= step.span.end]
    return found[0] if found else course.steps[-1]


def _live_until(life: Life, until: date, event: str) -> None:
    """Take the drugs of the plan day by day, or lag behind it."""
    days = list(Span(life.today, until - DAY))
    life.own = _own(life, days[0], event)
    for course in life.plan.courses:
        for day in days:
            if day >= course.span.start:
                regimen = life.own or _step_on(course, day).regimen
                life.taken[course.drug_id, day] = DayTaken(day, course.drug_id, regimen)
    _disturb(life, life.plan.course, days, event)


def _own(life: Life, first: date, event: str) -> Regimen | None:
    """The doses that somebody takes who does not take the plan's; None for all others."""
    steps = life.plan.course.steps
    here = _step_on(life.plan.course, first)
    place = steps.index(here)
    if event == "late":
        return here.regimen
    if event == "raised":
        higher = life.highest.daily_dose >= here.regimen.daily_dose and not life.happened["switch"]
        fits = higher and life.highest.times == here.regimen.times and _can_make(life, life.highest)
        return life.highest if fits else here.regimen
    if event == "lowered":
        lower = steps[min(place + 2, len(steps) - 1)].regimen
        return lower if lower.daily_dose else here.regimen
    return None


def _can_make(life: Life, regimen: Regimen) -> bool:
    drug = life.plan.course.drug_id
    products = [item.product for item in life.person.products_of(drug)]
    made = makeable(products, max(regimen.doses), PIECES)
    return all(made.compose(dose) is not None for dose in regimen.doses)


def _takes_now(life: Life) -> None:
    """The person as they are at the visit: what is taken of every drug."""
    treatments = []
    for course in life.plan.courses:
        regimen = _regular(life, course)
        if regimen is not None:
            doses = Regimen.of((one.time, one.dose) for one in regimen.intakes)
            treatments.append(
                replace(
                    life.person.treatment,
                    drug_id=course.drug_id,
                    regimen=doses,
                    last_taken=Known(life.today - DAY),
                )
            )
    taken = [one for one in treatments if one.regimen.daily_dose] or treatments[:1]
    life.person = replace(
        life.person, as_of=life.today, treatment=taken[0], also=tuple(taken[1:]), switch=None
    )


def _regular(life: Life, course: Course) -> Regimen | None:
    """What is taken of a drug day by day now, single days aside; None before it is begun."""
    last = life.today - DAY
    if last < course.span.start:
        return None
    return life.own or _step_on(course, last).regimen


def _takes_any(life: Life) -> bool:
    return any(one.regimen.daily_dose for one in (life.person.treatment, *life.person.also))


def _switched(life: Life) -> bool:
    """Exchange the drug for diazepam, where that may be and can be made."""
    person, drug_id = life.person, life.person.treatment.drug_id
    shelf = KB.products(person.country, "diazepam")
    if drug_id == "diazepam" or not shelf or not _takes_any(life):
        return False
    goal = Known(Goal(GoalKind.STOP))
    asked = replace(
        person,
        goal=goal,
        switch=Switch("diazepam"),
        preferences=replace(person.preferences, pace=""),
        products=(*person.products, *(AtHand(one) for one in shelf[:4])),
    )
    answer = prepare(asked, KB)
    if not isinstance(answer, Proposal) or len(answer.plan.courses) < 2 or wrong(answer):
        return False
    life.happened["switch"] += 1
    life.short = ()
    life.person, life.plan = replace(asked, switch=None), answer.plan
    look_at(life, answer)
    return True


def _disturb(life: Life, course: Course, days: list[date], event: str) -> None:
    """What went otherwise on single days, or on several in a row."""
    key, middle = course.drug_id, len(days) // 2

    def put(day: date, regimen: Regimen | None) -> None:
        life.taken[key, day] = DayTaken(day, key, regimen)

    def times(day: date, count: int) -> Regimen:
        intakes = _step_on(course, day).regimen.intakes
        return Regimen.of((one.time, Mass(one.dose.nanograms * count)) for one in intakes)

    if event == "missed":
        put(days[middle], times(days[middle], 0))
    elif event == "two_missed" and len(days) > 5:
        for place in (1, middle + 2):
            put(days[place], times(days[place], 0))
    elif event == "doubled":
        put(days[middle], times(days[middle], 2))
    elif event == "forgotten":
        put(days[middle], None)
    elif event == "gap":
        for day in days[middle : middle + life.chance.randint(2, 4)]:
            put(day, times(day, 0))


def _wish(life: Life, event: str) -> Wish:
    if event == "hold":
        return Wish(WishKind.HOLD, until=life.today + life.chance.randint(1, 60) * DAY)
    if event == "to_stop":
        return Wish(WishKind.NEW_GOAL, goal=Goal(GoalKind.STOP))
    if event == "step_back":
        return Wish(WishKind.STEP_BACK, chosen_by_clinician=True)
    return Wish({"slow": WishKind.SLOW, "faster": WishKind.FASTER}.get(event, WishKind.NOTHING))


def _asked(life: Life, wish: Wish, restart: date | None = None) -> Replanned:
    """The re-plan of a visit, with the answers for doses that are not the plan's."""
    done = _once(life, wish, restart)
    if isinstance(done.answer, Questions):
        life.happened["asked who chose"] += 1
        by, person_is = life.chance.choice([*Chooser]), life.chance.choice([*PersonIs])
        span = Span(life.plan.span.start, life.today)
        drugs = (course.drug_id for course in life.plan.courses)
        answers = tuple(Chosen(drug, span, by, person_is) for drug in drugs)
        done = _once(life, wish, restart, answers)
    if isinstance(done.answer, Proposal):
        look_at_start(life, done.answer.plan)
    return done


def _once(
    life: Life, wish: Wish, restart: date | None, chosen: tuple[Chosen, ...] = ()
) -> Replanned:
    """One re-plan from the whole record and what was counted at home."""
    counted = tuple(
        Counted(item.product.id, Fraction(life.chance.randint(0, 60)), life.today)
        for item in life.person.products
    )
    if wish.goal is not None:
        life.person = replace(life.person, goal=Known(wish.goal), start=None)
    record = Following(tuple(life.taken.values()), counted, life.short, restart, chosen)
    return replan(life.person, life.plan, record, wish, KB)


def _settled(life: Life, done: Replanned) -> Replanned:
    """A refusal that has to come, and what people then do: the clinician answers it."""
    if not isinstance(done.answer, Refusal):
        return done
    step = done.answer.next_step
    if step == REFUSED["over"]:
        life.over = True
    elif step == REFUSED["gap"]:
        life.happened["restart"] += 1
        done = _asked(life, Wish(), life.today)
        if isinstance(done.answer, Refusal):
            done = _settled(life, done)
    elif step == REFUSED["shortage"]:
        life.happened["bridged"] += 1
        life.short = ()
        done = _asked(life, Wish(), life.today)
    elif step in (REFUSED["faster"], REFUSED["not_faster"], REFUSED["no_step_back"]):
        life.happened["not possible"] += 1
        done = _settled(life, _asked(life, Wish(), life.today))
    return done


def _other_products(life: Life) -> None:
    """Other products at hand, as long as they make what is taken."""
    shelf = KB.products(life.person.country, life.person.treatment.drug_id)
    chosen = life.chance.sample(shelf, min(len(shelf), life.chance.randint(1, 3)))
    other = replace(life.person, products=tuple(AtHand(one) for one in chosen))
    if _can_make(replace(life, person=other), life.person.treatment.regimen):
        life.person = other
