"""A correct plan is broken in one place at a time, and the right check says so each time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from glidepath.domain.claim import ClaimedIntake, ClaimedPiece, ClaimedStep, PlanClaim
from glidepath.domain.finding import Severity, Verdict
from glidepath.safety.checker import check, violations
from tests.unit.safety.checker.written import product, written

Mutation = Callable[[PlanClaim], PlanClaim]
DAY = timedelta(days=1)
HALF = ClaimedPiece("t", Fraction(1, 2), 1)
WHOLE = ClaimedPiece("t", Fraction(1), 1)


def _step(number: int, **changes: object) -> Mutation:
    """Change the fields of one step, counted from 1."""

    def mutate(claim: PlanClaim) -> PlanClaim:
        steps = list(claim.steps)
        steps[number - 1] = replace(steps[number - 1], **changes)  # type: ignore[arg-type]
        return replace(claim, steps=tuple(steps))

    return mutate


def _intake(number: int, place: int, **changes: object) -> Mutation:
    """Change the fields of one intake of one step, both counted from 1."""

    def mutate(claim: PlanClaim) -> PlanClaim:
        intakes = list(claim.steps[number - 1].intakes)
        intakes[place - 1] = replace(intakes[place - 1], **changes)  # type: ignore[arg-type]
        return _step(number, intakes=tuple(intakes))(claim)

    return mutate


def _steps(change: Callable[[tuple[ClaimedStep, ...]], tuple[ClaimedStep, ...]]) -> Mutation:
    return lambda claim: replace(claim, steps=change(claim.steps))


def _supply(number: int, **changes: object) -> Mutation:
    def mutate(claim: PlanClaim) -> PlanClaim:
        lines = list(claim.supply)
        lines[number - 1] = replace(lines[number - 1], **changes)  # type: ignore[arg-type]
        return replace(claim, supply=tuple(lines))

    return mutate


def _whole(**changes: object) -> Mutation:
    return lambda claim: replace(claim, **changes)  # type: ignore[arg-type]


def _dose(number: int, morning: str, evening: str) -> Mutation:
    """Rewrite a step consistently: doses, pieces and printed total agree."""
    pieces = {"0": (), "0.25": (HALF,), "0.5": (WHOLE,), "0.75": (WHOLE, HALF), "1": (WHOLE,) * 2}

    def mutate(claim: PlanClaim) -> PlanClaim:
        intakes = (
            ClaimedIntake("08:00", Decimal(morning), pieces[morning]),
            ClaimedIntake("20:00", Decimal(evening), pieces[evening]),
        )
        daily = Decimal(morning) + Decimal(evening)
        return _step(number, intakes=intakes, daily_dose_mg=daily)(claim)

    return mutate


def _swap(first: int, second: int) -> Mutation:
    """Exchange what is taken in two steps; the days stay."""

    def mutate(claim: PlanClaim) -> PlanClaim:
        one, two = claim.steps[first - 1], claim.steps[second - 1]
        return _step(first, intakes=two.intakes, daily_dose_mg=two.daily_dose_mg)(
            _step(second, intakes=one.intakes, daily_dose_mg=one.daily_dose_mg)(claim)
        )

    return mutate


THIRD = ClaimedPiece("t", Fraction(1, 3), 1)
QUARTERS = ClaimedPiece("t", Fraction(1, 4), 2)
CAPSULE = (product("t: 0.5 mg capsule"),)
LORAZEPAM = (product("t: 0.5 mg tablet 1/2 of lorazepam"),)
TWICE = (product("t: 0.5 mg tablet 1/2"), product("t: 0.5 mg tablet 1/2"))
STRONGER = (product("t: 1 mg tablet 1/2"),)

PLANTED: dict[str, tuple[Mutation, str]] = {
    "no steps at all": (_whole(steps=()), "GP-C-001"),
    "a step without intakes": (_step(2, intakes=()), "GP-C-001"),
    "no drug named": (_whole(drug_id=""), "GP-C-002"),
    "no policy named": (_whole(policy_id=""), "GP-C-003"),
    "another policy named": (_whole(policy_id="us-label-panic"), "GP-C-003"),
    "an unknown kind of course": (_whole(kind="Taper"), "GP-C-004"),
    "a product listed twice": (_whole(products=TWICE), "GP-C-010"),
    "a product of another drug": (_whole(products=LORAZEPAM), "GP-C-011"),
    "a product that is not listed": (
        _intake(2, 1, pieces=(replace(HALF, product_id="z"),)), "GP-C-012"),
    "no products listed": (_whole(products=()), "GP-C-012"),
    "a product with another strength": (_whole(products=STRONGER), "GP-C-013"),
    "a product of another country": (_whole(country="NL"), "GP-C-014"),
    "a dose below nothing": (_intake(2, 1, dose_mg=Decimal("-0.25")), "GP-C-020"),
    "a dose that is no number": (_intake(2, 1, dose_mg=Decimal("NaN")), "GP-C-020"),
    "an endless dose": (_step(2, daily_dose_mg=Decimal("Infinity")), "GP-C-020"),
    "a daily dose with a vast exponent": (_step(2, daily_dose_mg=Decimal("1E+9999")), "GP-C-020"),
    "a dose finer than any scale": (_intake(2, 1, dose_mg=Decimal("1E-9999")), "GP-C-020"),
    "half a capsule": (_whole(products=CAPSULE), "GP-C-021"),
    "a third of a tablet scored for halves": (_intake(2, 1, pieces=(THIRD,)), "GP-C-021"),
    "two quarters for a half": (_intake(2, 1, pieces=(QUARTERS,)), "GP-C-021"),
    "one and a half tablets in one piece": (
        _intake(2, 1, pieces=(replace(HALF, part=Fraction(3, 2)),)), "GP-C-021"),
    "no piece of a product": (_intake(4, 1, pieces=(replace(WHOLE, count=0),)), "GP-C-022"),
    "pieces counted as true": (_intake(2, 1, pieces=(replace(HALF, count=True),)), "GP-C-022"),
    "one half more": (_intake(2, 1, pieces=(replace(HALF, count=2),)), "GP-C-023"),
    "one tablet less": (_intake(2, 2, pieces=()), "GP-C-023"),
    "a whole for a half": (_intake(2, 1, pieces=(WHOLE,)), "GP-C-023"),
    "a dose one grid step up": (_intake(2, 1, dose_mg=Decimal("0.5")), "GP-C-023"),
    "a dose ten times too high": (_intake(2, 1, dose_mg=Decimal("2.5")), "GP-C-023"),
    "a dose a thousandth off": (_intake(2, 1, dose_mg=Decimal("0.251")), "GP-C-023"),
    "a printed total one grid step down": (_step(2, daily_dose_mg=Decimal("0.5")), "GP-C-024"),
    "a printed total of the wrong unit": (_step(2, daily_dose_mg=Decimal("750")), "GP-C-024"),
    "a dose nobody can make": (_intake(2, 1, dose_mg=Decimal("0.3"), pieces=None), "GP-C-025"),
    "a dose below the smallest piece": (
        _intake(2, 1, dose_mg=Decimal("0.06"), pieces=None), "GP-C-025"),
    "too many halves at once": (_intake(1, 1, pieces=(replace(HALF, count=5),)), "GP-C-026"),
    "a daily dose above the label": (_intake(1, 1, pieces=(replace(WHOLE, count=9),)), "GP-C-027"),
    "a time without a leading nought": (_intake(2, 1, time="8:00"), "GP-C-030"),
    "a time after midnight's end": (_intake(2, 2, time="24:00"), "GP-C-030"),
    "times in the wrong order": (
        _steps(lambda s: tuple(replace(x, intakes=x.intakes[::-1]) for x in s)), "GP-C-031"),
    "one time twice": (_intake(2, 1, time="20:00"), "GP-C-031"),
    "a time that goes missing": (
        lambda c: _step(4, intakes=c.steps[3].intakes[1:])(c), "GP-C-032"),
    "an intake moved by an hour": (_intake(2, 1, time="09:00"), "GP-C-032"),
    "a step that ends before it begins": (_step(2, end=date(2026, 1, 18)), "GP-C-040"),
    "steps written in the wrong order": (_steps(lambda s: (s[0], s[2], s[1], *s[3:])), "GP-C-040"),
    "a step that begins a day late": (_step(2, start=date(2026, 1, 20)), "GP-C-041"),
    "a step that ends a day early": (_step(3, end=date(2026, 3, 14)), "GP-C-041"),
    "a step left out": (_steps(lambda s: s[:2] + s[3:]), "GP-C-041"),
    "a step that begins a day early": (_step(2, start=date(2026, 1, 18)), "GP-C-042"),
    "a step that ends a day late": (_step(3, end=date(2026, 3, 16)), "GP-C-042"),
    "a step told twice": (_steps(lambda s: (s[0], s[0], *s[1:])), "GP-C-042"),
    "a last day in another century": (_step(5, end=date(2126, 5, 10)), "GP-C-043"),
    "a first day in another century": (_step(1, start=date(1926, 1, 5)), "GP-C-043"),
    "one intake up while the total falls": (_dose(3, "0.5", "0"), "GP-C-050"),
    "a dose above the present one": (_dose(1, "0.75", "0.25"), "GP-C-050"),
    "two steps exchanged": (_swap(2, 3), "GP-C-051"),
    "a rise of the whole day": (_dose(3, "0.5", "0.5"), "GP-C-051"),
    "a step of one day less than the shortest": (
        lambda c: _step(3, start=date(2026, 2, 1))(_step(2, end=date(2026, 1, 31))(c)), "GP-C-053"),
    "a cut twice as deep": (_dose(2, "0.25", "0.25"), "GP-C-055"),
    "a cut twice as deep, said to be needed": (
        lambda c: _step(2, terminal=True)(_dose(2, "0.25", "0.25")(c)), "GP-C-055"),
    "a last cut without its mark": (_step(3, terminal=False), "GP-C-055"),
    "a stop without its mark": (_step(5, terminal=False), "GP-C-054"),
    "a last cut deeper than it has to be": (
        lambda c: _dose(4, "0", "0.25")(_dose(3, "0", "0.25")(c)), "GP-C-055"),
    "a mark on a cut that breaks nothing": (_step(2, terminal=True), "GP-C-057"),
    "a mark on the present dose": (_step(1, terminal=True), "GP-C-057"),
    "a stop one step early": (_dose(4, "0", "0"), "GP-C-058"),
    "a stop from the full dose": (
        _steps(lambda s: (s[0], replace(s[4], start=date(2026, 1, 19)))), "GP-C-058"),
    "an end in the middle": (_steps(lambda s: s[:2]), "GP-C-059"),
    "a goal that is not reached": (_steps(lambda s: s[:4]), "GP-C-060"),
    "a supply that begins a day late": (_supply(1, start=date(2026, 1, 6)), "GP-C-070"),
    "a supply that ends a day early": (_supply(2, end=date(2026, 4, 11)), "GP-C-070"),
    "a supply left out": (lambda c: replace(c, supply=c.supply[:1]), "GP-C-070"),
    "a supply short by one": (_supply(1, dispensed=69), "GP-C-071"),
    "a supply short by half": (_supply(1, dispensed=35), "GP-C-071"),
    "a supply of another product": (_supply(2, product_id="z"), "GP-C-071"),
    "a supply of two too many": (_supply(2, dispensed=44), "GP-C-072"),
    "a supply of ten times too many": (_supply(1, dispensed=700), "GP-C-072"),
    "stock at home that nobody counted": (_supply(1, at_home=Fraction(5)), "GP-C-073"),
    "stock at home that nobody left": (_supply(2, at_home=Fraction(5)), "GP-C-073"),
    "a supply below nothing": (_supply(1, dispensed=-70), "GP-C-074"),
    "stock at home below nothing": (_supply(1, at_home=Fraction(-1)), "GP-C-074"),
    "a supply told twice": (lambda c: replace(c, supply=c.supply * 2), "GP-C-074"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_error_is_caught_by_the_right_check(name: str) -> None:
    mutate, rule_id = PLANTED[name]
    claim, context = written({})
    fired = {finding.rule_id for finding in violations(check(mutate(claim), context))}
    assert rule_id in fired


def test_at_least_forty_kinds_of_error_are_planted() -> None:
    assert len(PLANTED) >= 40


def test_a_fault_does_not_hide_another_one() -> None:
    claim, context = written({})
    for mutate, _ in (PLANTED["no policy named"], PLANTED["a supply short by half"]):
        claim = mutate(claim)
    claim = PLANTED["a cut twice as deep"][0](claim)
    fired = {finding.rule_id for finding in violations(check(claim, context))}
    assert {"GP-C-003", "GP-C-055", "GP-C-071"} <= fired


def test_no_planted_error_leaves_a_check_unanswered() -> None:
    claim, context = written({})
    wanted = {finding.rule_id for finding in check(claim, context)}
    for mutate, _ in PLANTED.values():
        assert {finding.rule_id for finding in check(mutate(claim), context)} == wanted


def test_a_breach_under_a_legacy_policy_is_a_warning_and_no_block() -> None:
    claim, context = written({"set": {"policy_kind": "legacy", "ceiling": "none"}})
    claim = PLANTED["a cut twice as deep"][0](claim)
    [finding] = [f for f in check(claim, context) if f.rule_id == "GP-C-055" and "1 mg" in f.text]
    assert finding.verdict is Verdict.FIRES
    assert finding.severity is Severity.WARNING
    claim, context = written({})
    claim = PLANTED["a cut twice as deep"][0](claim)
    [finding] = [f for f in check(claim, context) if f.rule_id == "GP-C-055" and "1 mg" in f.text]
    assert finding.severity is Severity.BLOCK


def test_violations_are_what_fires_and_weighs_more_than_a_note() -> None:
    claim, context = written({"set": {"policy_known": "unknown", "policy_kind": "none"}})
    findings = check(claim, context)
    assert any(f.verdict is Verdict.CANNOT_TELL for f in findings)
    assert violations(findings) == ()
    claim, context = written({"set": {"country": "NL"}})
    [caution] = violations(check(claim, context))
    assert (caution.rule_id, caution.severity) == ("GP-C-014", Severity.CAUTION)
