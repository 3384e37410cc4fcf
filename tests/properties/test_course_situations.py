"""Whatever course is asked for: an answer, a plan that passes the checks, supply that adds up."""

from fractions import Fraction
from itertools import pairwise

import pytest

from glidepath.care.prepare import prepare
from glidepath.care.settings import settings
from glidepath.domain.answer import Answer, Proposal, Refusal
from glidepath.domain.errors import BadInput
from glidepath.domain.finding import Severity, Verdict
from glidepath.domain.person import Known
from glidepath.domain.plan import CourseKind
from tests.generate_courses import KB, KINDS, course_situation

FORBIDDEN = settings(KB).refusals["checker"]["text"]
QUICK, BATCH = 1_000, 100
MANY, LARGE_BATCH = 50_000, 1_000
FALLING = (CourseKind.TAPER, CourseKind.MAINTENANCE, CourseKind.SUBSTITUTION_OUT)
BAD = ("times of day", "person", "products", "start.")
"""Where a situation may be wrong by itself: a rule or a product that does not fit the person."""


def answer(number: int) -> Answer | BadInput:
    made, policy_id = course_situation(number)
    try:
        return prepare(made, KB, policy_id)
    except BadInput as bad:
        return bad


def faults(numbers: range) -> list[tuple[int, str]]:
    """The numbers of situations that break a law, each with the law."""
    found = []
    for number in numbers:
        try:
            given = answer(number)
        except Exception as error:
            found.append((number, repr(error)))
            continue
        found += [(number, law) for law in broken(given)]
    return found


def broken(given: Answer | BadInput) -> list[str]:
    if isinstance(given, BadInput):
        return [] if all(one.where.startswith(BAD) for one in given.problems) else [str(given)]
    if isinstance(given, Refusal) and given.text == FORBIDDEN:
        return ["forbidden: " + "; ".join(one.text for one in given.findings)]
    if not isinstance(given, Proposal):
        return []
    laws = {
        "a dose rises": rises(given),
        "a day is told twice or not at all": gaps(given),
        "the supply is not what is taken": unlike_supply(given),
        "a stray is not told": strays_untold(given),
        "a product for older people is taken": too_young(given),
    }
    return [law for law, is_broken in laws.items() if is_broken]


def rises(given: Proposal) -> bool:
    """Whether any dose of a course that may only fall is higher than on the day before."""
    return any(
        new > old
        for course in given.plan.courses
        if course.kind in FALLING
        for before, after in pairwise(course.steps)
        for old, new in zip(before.regimen.doses, after.regimen.doses, strict=True)
    )


def gaps(given: Proposal) -> bool:
    return any(
        after.span.start != before.span.next_day
        for course in given.plan.courses
        for before, after in pairwise(course.steps)
    )


def unlike_supply(given: Proposal) -> bool:
    """Whether the units taken by the supply differ from those of all intakes of all days."""
    taken: dict[str, Fraction] = {}
    for course in given.plan.courses:
        for step in course.steps:
            for intake in step.regimen.intakes:
                for piece in intake.pieces or ():
                    name = piece.portion.product_id
                    units = piece.portion.part * piece.count * step.span.days
                    taken[name] = taken.get(name, Fraction(0)) + units
    lines = [line for period in given.supply for line in period.lines]
    told = {name: Fraction(0) for name in taken}
    for line in lines:
        told[line.product_id] = told.get(line.product_id, Fraction(0)) + line.taken
    return {name: units for name, units in told.items() if units} != taken


def too_young(given: Proposal) -> bool:
    """Whether a start uses a product that its label keeps for people who are older."""
    age = given.trace["assessment"].situation.person.age_years
    begins = given.plan.course.kind is CourseKind.TITRATION
    bounds = [one.from_years.value for one in given.plan.products if one.from_years]
    return begins and isinstance(age, Known) and any(age.value < bound for bound in bounds)


def strays_untold(given: Proposal) -> bool:
    return any(
        one.rule_id == "GP-C-083" and one.verdict is Verdict.FIRES and one.severity > Severity.NOTE
        for one in given.findings
    )


@pytest.mark.parametrize("first", range(0, QUICK, BATCH))
def test_every_kind_of_course_keeps_every_law(first):
    assert faults(range(first, first + BATCH)) == []


@pytest.mark.thorough
@pytest.mark.parametrize("first", range(QUICK, MANY, LARGE_BATCH))
def test_fifty_thousand_situations_of_every_kind_keep_every_law(first):
    assert faults(range(first, first + LARGE_BATCH)) == []


def test_every_kind_of_course_is_among_the_answers_and_some_are_refused_or_asked():
    given = [answer(number) for number in range(120)]
    kinds = {
        course.kind for one in given if isinstance(one, Proposal) for course in one.plan.courses
    }
    assert kinds == set(CourseKind)
    assert {"Proposal", "Refusal", "Questions"} <= {type(one).__name__ for one in given}


def test_every_kind_of_situation_is_made_and_always_the_same_for_its_number():
    assert len(KINDS) == 7
    assert course_situation(5) == course_situation(5)
    assert course_situation(5) != course_situation(6)


def test_a_plan_that_breaks_a_law_is_found():
    from dataclasses import replace

    sound = next(one for one in map(answer, range(50)) if isinstance(one, Proposal) and one.supply)
    assert broken(sound) == []
    assert "the supply is not what is taken" in broken(replace(sound, supply=()))
