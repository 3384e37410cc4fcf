"""Starting a drug and raising it by a label's rule, in doses the products can make.

No dose is ever above what the rule allows: what cannot be made exactly becomes the
makeable dose below, and the result says so. Every rise waits for its checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.drug import Product
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.person import Answered, Known
from glidepath.domain.plan import Course, CourseKind, Cut, Review, Step, StepKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Intake, Regimen, total
from glidepath.domain.titration import Amount, Check, End, TitrationRule
from glidepath.dosing.makeable import Makeable, makeable
from glidepath.planning.share_out import share_out

__all__ = [
    "End",
    "Lowered",
    "TitrationRequest",
    "TitrationResult",
    "speaks_not",
    "step_back",
    "titrate",
]

_NG = 1_000_000


@dataclass(frozen=True, slots=True)
class TitrationRequest:
    """A start of one drug for one person by one rule.

    `end` says which end of the rule's ranges is followed; where the rule has only an upper
    limit that is taken. `up_to` is the daily dose up to which to plan (None: the rule's
    usual maintenance, at that end). `licensed` says whether the country's label names this
    use, `specialist` whether whoever the rule names has confirmed a use outside it.
    `kept_days` is how long the last dose is planned for, `texts` holds the sentence `lowered`.
    """

    rule: TitrationRule
    country: str
    indication: str
    age_years: Answered[int]
    weight_kg: Answered[Fraction]
    products: tuple[Product, ...]
    times: tuple[TimeOfDay, ...]
    bedtime: TimeOfDay
    start_on: date
    end: End
    licensed: bool
    kept_days: int
    most_pieces: int
    specialist: bool = False
    up_to: Mass | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def weight(self) -> Fraction | None:
        """The weight in kilograms, where it is known."""
        return self.weight_kg.value if isinstance(self.weight_kg, Known) else None


@dataclass(frozen=True, slots=True)
class Lowered:
    """A daily dose the rule asks for (mg, exactly) and the makeable one below it."""

    asked_mg: Fraction
    given: Mass


@dataclass(frozen=True, slots=True)
class TitrationResult:
    """The course, its checks by day, and everything that was settled on the way.

    `lowered` holds every dose that had to be made smaller, `stops` the signs at which
    raising ends, `short_of` the daily dose asked for where the products end below it,
    `note` what else the rule says, as of older people.
    """

    course: Course
    rule_id: str
    who_decides: str
    off_label: bool
    checks: tuple[Review, ...]
    stops: tuple[Check, ...]
    lowered: tuple[Lowered, ...]
    maximum_mg: Fraction
    short_of: Fraction | None
    disagreements: tuple[Check, ...]
    note: str
    sources: tuple[str, ...]


def titrate(request: TitrationRequest) -> TitrationResult:
    """The course of a start: first dose, rises with their checks, and the dose it is kept at.

    Refuses a person the rule does not speak of, a weight that is missing and matters, a use
    outside the label that nobody has confirmed, a dose below the smallest that can be made,
    and products that make no rise within the rule.
    """
    problems = [*speaks_not(request), *_misfits(request)]
    if problems:
        raise BadInput(problems)
    goal, maximum = _goal(request), _most(request, request.rule.maximum.value)
    if goal > maximum:
        raise BadInput(
            Problem("start.up_to", f"{_mg(goal)} mg a day", f"at most {_mg(maximum)} mg")
        )
    made = makeable(request.products, Mass(int(goal)), request.most_pieces)
    days, lowered = _climb(request, made, goal)
    reached = total(days[-1])
    steps = tuple(_steps(request, made, days, lowered))
    course = Course(CourseKind.TITRATION, request.rule.drug_id, steps)
    return TitrationResult(
        course=course,
        rule_id=request.rule.id,
        who_decides=_who(request),
        off_label=not request.licensed,
        checks=tuple(_checks(request.rule, course)),
        stops=request.rule.stops,
        lowered=tuple(one for one in lowered if one is not None),
        maximum_mg=maximum / _NG,
        short_of=None if reached.nanograms == goal else goal / _NG,
        disagreements=request.rule.disagreements,
        note=request.rule.note,
        sources=request.rule.sources,
    )


def speaks_not(request: TitrationRequest) -> tuple[Problem, ...]:
    """Why a rule does not speak of this person; empty where it does."""
    whom, found = request.rule.whom, []
    if request.indication not in whom.indications:
        found.append(Problem("indication", request.indication, ", ".join(whom.indications)))
    if request.country not in whom.countries and request.licensed:
        found.append(Problem("country", request.country, ", ".join(whom.countries)))
    if not isinstance(request.age_years, Known):
        found.append(Problem("age", "not known", "completed years", "Ask for the age."))
    if request.rule.asks_weight and request.weight is None:
        step = "Weigh the person; no weight is guessed."
        found.append(Problem("weight", "not known", "kilograms", step))
    if found or not isinstance(request.age_years, Known):
        return tuple(found)
    if not whom.holds(request.age_years.value, request.weight):
        given = f"{request.age_years.value} years"
        found.append(Problem("person", given, request.rule.title, "Choose the rule that fits."))
    return tuple(found)


def step_back(course: Course, on: date, kept_days: int) -> Course:
    """The course with its last rise taken back from a day on, and kept there.

    Refuses a day that is not in one of its risen steps: there is nothing to go back to.
    """
    steps = course.steps
    place = next((n for n, step in enumerate(steps) if on in step.span), 0)
    if not place or not on > steps[place].span.start:
        step = "Name a day after a rise."
        raise BadInput(Problem("step back", str(on), "a day on a dose that was raised", step))
    risen, before = steps[place], steps[place - 1]
    cut = Cut(risen.regimen.daily_dose, before.regimen.daily_dose)
    ended = replace(risen, span=Span(risen.span.start, on - timedelta(days=1)))
    span = Span.lasting(on, kept_days)
    back = Step(span, before.regimen, StepKind.STEPPED_BACK, cut)
    return Course(course.kind, course.drug_id, (*steps[:place], ended, back))


def _misfits(request: TitrationRequest) -> Iterable[Problem]:
    fewest, most = request.rule.doses_a_day.value
    if not request.products:
        yield Problem("products", "none", "at least one product")
    for product in request.products:
        if product.drug_id != request.rule.drug_id:
            yield Problem("product", product.id, f"a product of {request.rule.drug_id}")
        if _is_too_young(request.age_years, product):
            given = f"{product.name}, which is not for this age"
            step = "Take it out and name another product."
            yield Problem("products", given, _from_age(product), step)
    if request.rule.adult and request.weight is not None:
        yield from _heavy(request, request.rule.adult.value, request.weight)
    if not fewest <= len(request.times) <= most:
        given, step = f"{len(request.times)} times of day", "Name so many times of the day."
        yield Problem("start.times", given, f"{fewest} to {most} times of day", step)
    if list(request.times) != sorted(set(request.times)) or request.bedtime not in request.times:
        yield Problem("start.times", "out of order", "in order, bedtime among them")
    if not request.licensed and not (request.rule.off_label_decides and request.specialist):
        allowed = request.rule.off_label_decides or "nobody"
        yield Problem("use outside the label", "not confirmed", f"confirmed by: {allowed}")
    if request.up_to is None and request.rule.target is None:
        step = "Give the daily dose up to which to plan."
        yield Problem(
            "start.up_to", "missing, and the rule names no usual dose", "a daily dose", step
        )


def _is_too_young(age: Answered[int], product: Product) -> bool:
    """Whether the product's label keeps it for older people; an unknown age is asked elsewhere."""
    bound = product.from_years
    return bound is not None and isinstance(age, Known) and age.value < bound.value


def _from_age(product: Product) -> str:
    assert product.from_years is not None  # only a product with such a bound is spoken of
    return f"a product that is not kept for people from {product.from_years.value} years on"


def _heavy(request: TitrationRequest, adult: Amount, kg: Fraction) -> Iterable[Problem]:
    """A first dose by weight that is more than an adult begins with: no weight of a child."""
    asked, most = _at_end(request, request.rule.start.value), _most(request, adult)
    if asked > most:
        given = f"{_mg(kg * _NG)} kg, which gives a first dose of {_mg(asked)} mg a day"
        step = "Make sure of the weight, in kilograms, or ask for the low end of the rule."
        allowed = f"at most {_mg(most)} mg, with which an adult begins"
        yield Problem("person.weight_kg", given, allowed, step)


def _who(request: TitrationRequest) -> str:
    return request.rule.who_decides if request.licensed else request.rule.off_label_decides


def _most(request: TitrationRequest, amount: Amount) -> Fraction:
    return amount.milligrams(amount.most, request.weight) * _NG


def _at_end(request: TitrationRequest, amount: Amount) -> Fraction:
    """The figure of the end that was asked for, in nanograms."""
    if request.end is End.HIGH or amount.least is None:
        return _most(request, amount)
    return amount.milligrams(amount.least, request.weight) * _NG


def _goal(request: TitrationRequest) -> Fraction:
    if request.up_to is not None:
        return Fraction(request.up_to.nanograms)
    assert request.rule.target is not None  # a rule without one was refused
    return _at_end(request, request.rule.target.value)


def _mg(nanograms: Fraction) -> str:
    """Milligrams to read: exact where they end, else to the microgram below."""
    return f"{Mass(int(nanograms) // 1000 * 1000).mg}"


_Day = tuple[Mass, ...]


def _climb(
    request: TitrationRequest, made: Makeable, goal: Fraction
) -> tuple[list[_Day], list[Lowered | None]]:
    """The doses of every step from the first to the last, each with how it was lowered."""
    asked = min(_at_end(request, request.rule.start.value), goal)
    first = _shared(request, made, asked, (Mass(0),) * len(request.times))
    if first is None or not total(first):
        raise BadInput(_too_small(request, asked))
    days, lowered = [first], [_lower(asked, first)]
    rise = _at_end(request, request.rule.rise.value)
    while total(days[-1]).nanograms < goal:
        asked = min(total(days[-1]).nanograms + rise, goal)
        day = _shared(request, made, asked, days[-1])
        if day is None or day == days[-1]:
            break
        days.append(day)
        lowered.append(_lower(asked, day))
    if len(days) == 1 and total(first).nanograms + rise <= goal:
        raise BadInput(_no_rise(rise, first))
    return days, lowered


def _shared(request: TitrationRequest, made: Makeable, asked: Fraction, floor: _Day) -> _Day | None:
    bedtime = request.times.index(request.bedtime)
    return share_out(asked, len(request.times), bedtime, made.doses, floor)


def _lower(asked: Fraction, day: _Day) -> Lowered | None:
    given = total(day)
    return None if given.nanograms == asked else Lowered(asked / _NG, given)


def _too_small(request: TitrationRequest, asked: Fraction) -> Problem:
    portions = (portion for product in request.products for portion in product.portions)
    smallest = min(portion.mass for portion in portions)
    given = f"{_mg(asked)} mg a day is below the smallest dose the products make"
    step = "Add a liquid or a smaller strength."
    return Problem("first dose", given, f"at least {smallest.mg} mg", step)


def _no_rise(rise: Fraction, day: _Day) -> Problem:
    given = f"no rise of at most {_mg(rise)} mg from {total(day).mg} mg a day can be made"
    return Problem("products", given, "products with smaller steps", "Add a smaller strength.")


def _steps(
    request: TitrationRequest, made: Makeable, days: list[_Day], lowered: list[Lowered | None]
) -> Iterable[Step]:
    start = request.start_on
    for place, doses in enumerate(days):
        last = place == len(days) - 1
        length = request.kept_days if last else request.rule.days.value
        kind = StepKind.MAINTAINED if last else StepKind.RAISED
        why = _why(request, lowered[place], first=place == 0)
        span = Span.lasting(start, length)
        yield Step(span, _regimen(request, made, doses), kind, why=why)
        start += timedelta(days=length)


def _why(request: TitrationRequest, lowered: Lowered | None, *, first: bool) -> tuple[str, ...]:
    """The questions before this rise, and the sentence that it is less than was asked."""
    checks = () if first else tuple(check.text for check in request.rule.checks)
    if lowered is None:
        return checks
    asked, given = _mg(lowered.asked_mg * _NG), lowered.given.mg
    return (*checks, request.texts["lowered"].format(asked=asked, given=given))


def _regimen(request: TitrationRequest, made: Makeable, doses: _Day) -> Regimen:
    pairs = zip(request.times, doses, strict=True)
    return Regimen(tuple(Intake(time, dose, made.compose(dose)) for time, dose in pairs))


def _checks(rule: TitrationRule, course: Course) -> Iterable[Review]:
    """One meeting on the day of every rise: no rise without it."""
    for step in course.steps[1:]:
        text = " ".join(check.text for check in rule.checks)
        yield Review(step.span.start, text, rule.checks[0].sources[0])
