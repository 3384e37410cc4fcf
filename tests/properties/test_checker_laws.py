"""Plans that are right by construction pass the checker; one random change and it fires."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations_with_replacement

from hypothesis import given
from hypothesis import strategies as st

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
from glidepath.domain.drug import Product
from glidepath.domain.finding import Severity, Verdict
from glidepath.domain.person import Goal, GoalKind
from glidepath.domain.plan import CourseKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.safety.checker import CHECKS, CheckContext, check, violations
from glidepath.safety.checker.amounts import parts_allowed, unit_mg
from glidepath.safety.checker.reach import reach
from tests.unit.safety.checker.written import HOUSE, RAW, TEXTS, policy, product, written

TIMES = ("07:30", "12:00", "18:15", "22:00")
START = date(2026, 1, 5)
POLICY = policy(RAW["base"])
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Right:
    """A plan that is right, and what it is judged by."""

    claim: PlanClaim
    context: CheckContext


def _pieces(grains: int) -> tuple[ClaimedPiece, ...]:
    """So many halves of a tablet, as wholes and at most one half."""
    wholes = (ClaimedPiece("t", Fraction(1), grains // 2),) if grains >= 2 else ()
    return (*wholes, ClaimedPiece("t", HALF, 1)) if grains % 2 else wholes


def _lowered(draw: st.DrawFn, now: tuple[int, ...]) -> tuple[int, ...]:
    """Some intakes lower, within a quarter; else the one smallest cut that can be made."""
    lower = tuple(draw(st.integers(0, dose)) for dose in now)
    if lower != now and 4 * (sum(now) - sum(lower)) <= sum(now):
        return lower
    place = draw(st.sampled_from([i for i, dose in enumerate(now) if dose]))
    return tuple(dose - (i == place) for i, dose in enumerate(now))


@st.composite
def right_plans(draw: st.DrawFn) -> Right:
    """A taper to nothing on halves of one tablet, each cut within a quarter or unavoidable."""
    strength = Decimal(draw(st.sampled_from(["0.5", "1", "2", "0.3"])))
    doses = tuple(draw(st.lists(st.integers(0, 6), min_size=1, max_size=4).filter(any)))
    courses = [doses]
    while any(courses[-1]):
        courses.append(_lowered(draw, courses[-1]))
    steps, start = [], START
    for before, now in zip([doses, *courses], courses, strict=False):
        end = start + timedelta(days=draw(st.integers(14, 40)) - 1)
        steps.append(_step(start, end, now, before, strength / 2))
        start = end + timedelta(days=1)
    carry = draw(st.booleans())
    home = Fraction(draw(st.integers(0, 9)))
    lines = _dispensed(steps, draw(st.integers(7, 60)), carry, home)
    claim = PlanClaim(
        "clonazepam", "US", "joint-2025", (product(f"t: {strength} mg tablet 1/2"),),
        tuple(steps), lines,
    )  # fmt: skip
    return Right(claim, _context(claim, doses, strength / 2, carry, home))


def _step(
    start: date, end: date, now: tuple[int, ...], before: tuple[int, ...], grain: Decimal
) -> ClaimedStep:
    intakes = tuple(
        ClaimedIntake(time, grain * dose, _pieces(dose))
        for time, dose in zip(TIMES, now, strict=False)
    )
    steep = 4 * (sum(before) - sum(now)) > sum(before)
    return ClaimedStep(start, end, grain * sum(now), intakes, steep)


def _dispensed(
    steps: list[ClaimedStep], days: int, carry: bool, home: Fraction
) -> tuple[ClaimedSupply, ...]:
    """Dispense day by day what is missing: the slow, obvious way."""
    lines, stock = [], home
    start, last = steps[0].start, steps[-2].end
    while start <= last:
        end = min(last, start + timedelta(days=days - 1))
        used, loose = 0, 0
        for offset in range((end - start).days + 1):
            day = start + timedelta(days=offset)
            step = next(s for s in steps if s.start <= day <= s.end)
            halves = sum(int(p.part * 2) * p.count for i in step.intakes for p in i.pieces or ())
            used, loose = used + halves, loose + halves % 2
        needed = Fraction(used, 2) if carry else Fraction(used + loose, 2)
        given = max(0, -((stock - needed) // 1))
        lines.append(ClaimedSupply(start, end, "t", given, stock))
        stock = stock + given - needed
        start = end + timedelta(days=1)
    return tuple(lines)


def _context(
    claim: PlanClaim, doses: tuple[int, ...], grain: Decimal, carry: bool, home: Fraction
) -> CheckContext:
    times = [TimeOfDay.read(time) for time in TIMES]
    present = Regimen.of(
        (time, Mass.from_mg(grain * dose)) for time, dose in zip(times, doses, strict=False)
    )
    return CheckContext(
        TEXTS,
        HOUSE,
        present=present,
        goal=Goal(GoalKind.STOP),
        policy=POLICY,
        policy_known=True,
        drug_known=True,
        stop_from=Mass.from_mg(grain / 20),
        label_maximum=Mass.from_mg(100),
        catalogue={"t": claim.products[0]},
        at_home={"t": home},
        carry_halves=carry,
        most_pieces=4,
        as_of=START,
        taken=("clonazepam",),
    )


@given(right_plans())
def test_a_plan_that_is_right_by_construction_is_clear(right: Right) -> None:
    findings = check(right.claim, right.context)
    assert violations(findings) == ()
    assert all(f.verdict is not Verdict.CANNOT_TELL for f in findings)


@given(right_plans())
def test_the_last_cuts_named_are_those_that_are_marked(right: Right) -> None:
    named = [f.values["day"] for f in check(right.claim, right.context) if f.rule_id == "GP-C-056"]
    assert named == [str(step.start) for step in right.claim.steps if step.terminal]


Change = Callable[[PlanClaim, st.DataObject], PlanClaim]


def _pick(claim: PlanClaim, data: st.DataObject, first: int = 0) -> int:
    return data.draw(st.integers(first, len(claim.steps) - 1))


def _with(claim: PlanClaim, number: int, **changes: object) -> PlanClaim:
    steps = list(claim.steps)
    steps[number] = replace(steps[number], **changes)  # type: ignore[arg-type]
    return replace(claim, steps=tuple(steps))


def _one_dose_off(claim: PlanClaim, data: st.DataObject) -> PlanClaim:
    number = _pick(claim, data)
    intakes = list(claim.steps[number].intakes)
    place = data.draw(st.integers(0, len(intakes) - 1))
    off = intakes[place].dose_mg + Decimal(data.draw(st.sampled_from(["0.25", "0.001", "10"])))
    intakes[place] = replace(intakes[place], dose_mg=off)
    return _with(claim, number, intakes=tuple(intakes))


def _one_piece_more(claim: PlanClaim, data: st.DataObject) -> PlanClaim:
    number = _pick(claim, data)
    intakes = list(claim.steps[number].intakes)
    place = data.draw(st.integers(0, len(intakes) - 1))
    pieces = (*(intakes[place].pieces or ()), ClaimedPiece("t", HALF, 1))
    intakes[place] = replace(intakes[place], pieces=pieces)
    return _with(claim, number, intakes=tuple(intakes))


def _first_day_off(claim: PlanClaim, data: st.DataObject) -> PlanClaim:
    number = _pick(claim, data, 1)
    days = data.draw(st.sampled_from([-365, -14, -1, 1, 7, 365]))
    return _with(claim, number, start=claim.steps[number].start + timedelta(days=days))


def _mark_flipped(claim: PlanClaim, data: st.DataObject) -> PlanClaim:
    number = _pick(claim, data)
    return _with(claim, number, terminal=not claim.steps[number].terminal)


def _total_off(claim: PlanClaim, data: st.DataObject) -> PlanClaim:
    number = _pick(claim, data)
    return _with(claim, number, daily_dose_mg=claim.steps[number].daily_dose_mg + 1)


def _step_lost(claim: PlanClaim, data: st.DataObject) -> PlanClaim:
    number = _pick(claim, data, 1)
    return replace(claim, steps=claim.steps[:number] + claim.steps[number + 1 :])


def _steps_swapped(claim: PlanClaim, data: st.DataObject) -> PlanClaim:
    number = _pick(claim, data, 1)
    one, two = claim.steps[number - 1], claim.steps[number]
    claim = _with(claim, number, intakes=one.intakes, daily_dose_mg=one.daily_dose_mg)
    return _with(claim, number - 1, intakes=two.intakes, daily_dose_mg=two.daily_dose_mg)


def _supply_off(claim: PlanClaim, data: st.DataObject) -> PlanClaim:
    number = data.draw(st.integers(0, len(claim.supply) - 1))
    lines = list(claim.supply)
    off = data.draw(st.sampled_from([-1, 2, 50]))
    lines[number] = replace(lines[number], dispensed=lines[number].dispensed + off)
    return replace(claim, supply=tuple(lines))


CHANGES: tuple[Change, ...] = (
    _one_dose_off, _one_piece_more, _first_day_off, _mark_flipped, _total_off, _step_lost,
    _steps_swapped, _supply_off,
)  # fmt: skip


@given(right_plans(), st.sampled_from(CHANGES), st.data())
def test_a_single_random_change_makes_the_checker_fire(
    right: Right, change: Change, data: st.DataObject
) -> None:
    changed = change(right.claim, data)
    fired = violations(check(changed, right.context))
    assert max(finding.severity for finding in fired) >= Severity.CAUTION


@given(right_plans(), st.data())
def test_a_step_cut_below_the_shortest_is_named(right: Right, data: st.DataObject) -> None:
    last_with_dose = len(right.claim.steps) - 2
    number = data.draw(st.integers(min(1, last_with_dose), last_with_dose))
    step = right.claim.steps[number]
    changed = _with(right.claim, number, end=step.start + timedelta(days=12))
    fired = {f.rule_id for f in violations(check(changed, right.context))}
    assert ("GP-C-053" in fired) == (number > 0)


SETS = (
    ("t: 0.5 mg tablet 1/2", "u: 1 mg tablet"),
    ("t: 2 mg tablet 1/2 1/4", "o: 0.125 mg odt"),
    ("d: 2.5 mg/mL drops 25", "o: 0.125 mg odt"),
    ("m: 0.2 mg minitablet", "l: 0.1 mg/mL oral_solution 0.5"),
)


@given(st.sampled_from(SETS), st.integers(0, 4), st.integers(1, 40))
def test_what_can_be_made_equals_every_bag_of_pieces_laid_out(
    texts: tuple[str, ...], most: int, top: int
) -> None:
    products = [product(text) for text in texts]
    bound = Fraction(top, 20)
    found = reach(products, most, bound)
    assert found is not None
    assert {Fraction(made, 1_000_000) for made in found.sums} == _bags(products, most, bound)


def _bags(products: list[Product], most: int, bound: Fraction) -> set[Fraction]:
    """Every sum of at most so many pieces, each bag laid out one by one."""
    handled: list[Fraction] = []
    for one in products:
        if one.form.value == "drops":
            handled += [unit_mg(one) * n for n in range(1, 11)]
        elif one.form.is_liquid:
            handled += [unit_mg(one) * n for n in range(1, int(bound / unit_mg(one)) + 1)]
        else:
            handled += [unit_mg(one) * part for part in parts_allowed(one)]
    bags = (sum(bag, Fraction(0)) for n in range(most + 1) for bag in
            combinations_with_replacement(handled, n))  # fmt: skip
    return {made for made in bags if made <= bound}


WILD_DATES = st.dates(date(1900, 1, 1), date(2200, 1, 1)) | st.dates(START, date(2026, 3, 1))
WILD_DOSES = st.decimals() | st.sampled_from([Decimal(n) / 4 for n in range(6)])
WILD_PIECES = st.builds(
    ClaimedPiece,
    st.sampled_from(["t", "d", "l", "x"]),
    st.fractions() | st.sampled_from([Fraction(1), HALF, Fraction(1, 3), Fraction(0)]),
    st.integers(-3, 9),
)
WILD_INTAKES = st.builds(
    ClaimedIntake,
    st.sampled_from([*TIMES, "8:00", "", "24:00"]),
    WILD_DOSES,
    st.none() | st.lists(WILD_PIECES, max_size=3).map(tuple),
)
WILD_STEPS = st.builds(
    ClaimedStep,
    WILD_DATES,
    WILD_DATES,
    WILD_DOSES,
    st.lists(WILD_INTAKES, max_size=3).map(tuple),
    st.booleans(),
    st.sampled_from(["", "stepped_back", "reduced"]),
)
WILD_LINES = st.builds(
    ClaimedSupply,
    WILD_DATES,
    WILD_DATES,
    st.sampled_from(["t", "d", "x"]),
    st.integers(-5, 99),
    st.fractions(),
)
WILD_KINDS = st.sampled_from([*CourseKind, "", "holiday"]).map(str)
WILD_COURSES = st.builds(
    ClaimedCourse,
    st.sampled_from(["clonazepam", "diazepam", "lorazepam", ""]),
    WILD_KINDS,
    st.lists(WILD_STEPS, max_size=3).map(tuple),
)
WILD_CLAIMS = st.builds(
    PlanClaim,
    st.sampled_from(["clonazepam", ""]),
    st.sampled_from(["US", ""]),
    st.sampled_from(["joint-2025", "", "other"]),
    st.lists(
        st.sampled_from(["t: 0.5 mg tablet 1/2", "d: 2.5 mg/mL drops 25 pack 10",
                         "l: 0.1 mg/mL oral_solution 0.1", "t: 1 mg odt",
                         "x: 5 mg tablet 1/2 of diazepam"]).map(product),
        max_size=3,
    ).map(tuple),
    st.lists(WILD_STEPS, max_size=4).map(tuple),
    st.lists(WILD_LINES, max_size=3).map(tuple),
    WILD_KINDS,
    st.lists(WILD_COURSES, max_size=2).map(tuple),
    st.lists(st.builds(ClaimedStray, WILD_DATES, WILD_DATES), max_size=2).map(tuple),
)  # fmt: skip


TOLD = [written({"on": plan})[1] for plan in RAW["on"]]


@given(WILD_CLAIMS, right_plans(), st.sampled_from([None, *TOLD]), st.booleans())
def test_the_wildest_claim_is_answered_by_every_check_and_never_breaks_one(
    claim: PlanClaim, right: Right, told: CheckContext | None, bare: bool
) -> None:
    context = CheckContext(TEXTS, HOUSE) if bare else told or right.context
    found = {finding.rule_id for finding in check(claim, context)}
    assert found == set(CHECKS)
