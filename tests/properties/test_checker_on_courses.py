"""Two roads meet: what the planner starts and exchanges, the checker finds nothing wrong with."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from glidepath.domain.claim import ClaimedStep, ClaimedStray, PlanClaim, claim_of
from glidepath.domain.finding import Verdict
from glidepath.domain.person import Goal, GoalKind
from glidepath.domain.plan import Plan
from glidepath.domain.policy import Ceiling
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.planning.titrate import step_back
from glidepath.safety.checker import (
    CheckContext,
    DrugFacts,
    ExchangeFacts,
    StartFacts,
    check,
    check_texts,
    violations,
)
from tests.properties.test_exchange_laws import exchanges
from tests.properties.test_exchange_laws import planned as exchanged
from tests.properties.test_titration_laws import planned as started
from tests.properties.test_titration_laws import starts
from tests.unit.planning.exchanging import KNOWN, fall

TEXTS = check_texts(KNOWN.brief("checks.toml"))
HOUSE = Ceiling(Fraction(1, 4), 14)
SUPPLY = {f"GP-C-07{number}" for number in range(5)}
DAY = timedelta(days=1)
NONE_HIGH = Mass.from_mg(1000)


def _none_of(regimen: Regimen) -> Regimen:
    """The same times of day without drug."""
    return Regimen.of((time, Mass(0)) for time in regimen.times)


def _start_claim(asked, course) -> PlanClaim:
    return claim_of(
        Plan(asked.rule.id, "usual", asked.start_on, asked.country, course, asked.products, ())
    )


def _start_context(asked, course) -> CheckContext:
    return CheckContext(
        TEXTS,
        HOUSE,
        present=_none_of(course.steps[0].regimen),
        policy_known=True,
        drug_known=True,
        stop_from=NONE_HIGH,
        label_maximum=NONE_HIGH,
        catalogue={one.id: one for one in asked.products},
        most_pieces=asked.most_pieces,
        as_of=asked.start_on,
        taken=(),
        start=StartFacts(
            titration=asked.rule,
            age_years=asked.age_years.value,
            weight_kg=asked.weight,
            indication=asked.indication,
            licensed=asked.licensed,
            confirmed=asked.specialist,
            bedtime=asked.bedtime,
        ),
    )


def _wrong(claim: PlanClaim, context: CheckContext) -> set[str]:
    """What fires, or cannot be told though every fact but the supply was given."""
    found = check(claim, context)
    unsure = {one.rule_id for one in found if one.verdict is Verdict.CANNOT_TELL}
    return ({one.rule_id for one in violations(found)} | unsure) - SUPPLY


@settings(max_examples=40)
@given(starts())
def test_nothing_is_wrong_with_a_start_of_the_planner(asked) -> None:
    result = started(asked)
    assume(result is not None)
    wrong = _wrong(_start_claim(asked, result.course), _start_context(asked, result.course))
    assert wrong <= {"GP-C-014"}


@settings(max_examples=40)
@given(starts())
def test_nothing_is_wrong_with_a_step_back_of_the_planner(asked) -> None:
    result = started(asked)
    assume(result is not None and len(result.course.steps) > 1)
    course = step_back(result.course, result.course.steps[-1].span.end, 14)
    wrong = _wrong(_start_claim(asked, course), _start_context(asked, course))
    assert wrong <= {"GP-C-014"}


def _strays(asked, result) -> tuple[ClaimedStray, ...]:
    """Row by row: where both drugs together are outside at the lowest or the highest rate."""
    whole = sum(dose.nanograms for dose in asked.present.doses)
    found = []
    for row in result.table:
        old, new = row.old.daily_dose.nanograms, row.new.daily_dose.nanograms
        shares = [(old + new / rate) / whole for rate in (asked.rate.low, asked.rate.high)]
        if min(shares) < asked.corridor.low or max(shares) > asked.corridor.high:
            found.append(ClaimedStray(row.span.start, row.span.end))
    return tuple(found)


def _exchange_claim(asked, result) -> PlanClaim:
    old, new = result.courses
    products = (*asked.old_products, *asked.new_products)
    plan = Plan("joint-2025", "usual", asked.as_of, "US", old, products, (), further=(new,))
    return replace(claim_of(plan), strays=_strays(asked, result))


def _exchange_context(asked, result) -> CheckContext:
    ended = result.courses[1].stops_on is not None
    new = DrugFacts(
        present=_none_of(asked.present),
        goal=Goal(GoalKind.STOP if ended else GoalKind.STAY),
        drug_known=True,
        stop_from=NONE_HIGH,
        label_maximum=NONE_HIGH,
    )
    return CheckContext(
        TEXTS,
        HOUSE,
        present=asked.present,
        goal=Goal(GoalKind.STOP),
        policy=KNOWN.policy("joint-2025"),
        policy_known=True,
        drug_known=True,
        stop_from=Mass(0),
        label_maximum=NONE_HIGH,
        catalogue={one.id: one for one in (*asked.old_products, *asked.new_products)},
        most_pieces=asked.most_pieces,
        as_of=asked.as_of,
        taken=(result.courses[0].drug_id,),
        further={asked.new_drug: new},
        exchange=ExchangeFacts(
            rate_low=asked.rate.low,
            rate=asked.rate.chosen,
            rate_high=asked.rate.high,
            corridor=asked.corridor,
            build_up_days=result.build_up_days,
            days=(1, 400),
            barriers_standing=(),
        ),
    )


@settings(max_examples=40, deadline=None)
@given(exchanges(), st.booleans())
def test_nothing_is_wrong_with_an_exchange_of_the_planner(asked, lower) -> None:
    if lower:
        order = sorted(asked.order)
        asked = replace(asked, fall=fall("joint-2025", "usual", *order, ceiling=HOUSE))
    result = exchanged(asked)
    assume(result is not None)
    wrong = _wrong(_exchange_claim(asked, result), _exchange_context(asked, result))
    assert wrong - {"GP-C-014"} == set()


def _times_hundred(step: ClaimedStep) -> ClaimedStep:
    intakes = tuple(replace(one, dose_mg=one.dose_mg * 100, pieces=None) for one in step.intakes)
    return replace(step, daily_dose_mg=step.daily_dose_mg * 100, intakes=intakes)


def _later(step: ClaimedStep, days: int) -> ClaimedStep:
    return replace(step, start=step.start + days * DAY, end=step.end + days * DAY)


def _with_step(steps, number: int, step: ClaimedStep):
    return (*steps[:number], step, *steps[number + 1 :])


@settings(max_examples=40)
@given(starts(), st.data())
def test_a_dose_or_a_day_changed_in_a_start_is_found(asked, data) -> None:
    result = started(asked)
    assume(result is not None and len(result.course.steps) > 1)
    claim, context = _start_claim(asked, result.course), _start_context(asked, result.course)
    number = data.draw(st.integers(0, len(claim.steps) - 1))
    larger = _with_step(claim.steps, number, _times_hundred(claim.steps[number]))
    found = _wrong(replace(claim, steps=larger), context)
    assert found & {"GP-C-091", "GP-C-092"}
    assert "GP-C-094" in found
    first, second, *rest = claim.steps
    early = (replace(first, end=first.end - DAY), replace(second, start=second.start - DAY), *rest)
    assert "GP-C-093" in _wrong(replace(claim, steps=early), context)


@settings(max_examples=40, deadline=None)
@given(exchanges(), st.data())
def test_a_dose_or_a_day_changed_in_an_exchange_is_found(asked, data) -> None:
    result = exchanged(asked)
    assume(result is not None)
    claim, context = _exchange_claim(asked, result), _exchange_context(asked, result)
    [new] = claim.further
    number = data.draw(st.integers(0, len(new.steps) - 1))
    larger = _with_step(new.steps, number, _times_hundred(new.steps[number]))
    shifted = tuple(_later(step, data.draw(st.sampled_from([-1, 1]))) for step in new.steps[:1])
    for steps in (larger, (*shifted, *new.steps[1:])):
        found = _wrong(replace(claim, further=(replace(new, steps=steps),)), context)
        assert "GP-C-081" in found
    silent = replace(claim, strays=())
    assert ("GP-C-083" in _wrong(silent, context)) == bool(claim.strays)
