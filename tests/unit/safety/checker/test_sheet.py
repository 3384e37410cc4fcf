"""A claim laid out: checks of each course by itself, and of all courses as one."""

from __future__ import annotations

from glidepath.domain.finding import Finding, Verdict
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.course import Reading
from glidepath.safety.checker.sheet import Sheet, all_as_one, each_among_all, each_course
from tests.unit.safety.checker.written import written


def _no_diazepam(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
    """A check that fires once for each step of diazepam."""
    fired = [{"what": "diazepam"}] * (reading.claim.drug_id == "diazepam") * len(reading.taken)
    return context.findings("GP-C-001", fired)


def test_a_check_of_each_course_tells_every_fault_of_every_course_with_its_drug() -> None:
    claim, context = written({"on": "two"})
    found = each_course(_no_diazepam)(Sheet.of(claim, context), context)
    assert [finding.verdict for finding in found] == [Verdict.FIRES] * 3
    assert {finding.values["drug"] for finding in found} == {"diazepam"}
    assert found[0].text == "Diazepam: The plan has diazepam."


def test_a_check_of_each_course_that_is_clear_for_all_says_so_once() -> None:
    claim, context = written({"on": "two", "set": {"second_drug": "lorazepam"}})
    [finding] = each_course(_no_diazepam)(Sheet.of(claim, context), context)
    assert finding.verdict is Verdict.CLEAR


def test_a_check_of_all_as_one_sees_the_steps_of_every_course() -> None:
    def steps(reading: Reading, context: CheckContext) -> tuple[Finding, ...]:
        return context.findings("GP-C-001", figures={"steps": f"{len(reading.taken)}"})

    claim, context = written({"on": "two"})
    [finding] = all_as_one(steps)(Sheet.of(claim, context), context)
    assert finding.values == {"steps": "5"}


def test_a_check_of_each_course_among_all_sees_the_course_and_the_steps_of_every_one() -> None:
    def steps(course: Reading, whole: Reading, context: CheckContext) -> tuple[Finding, ...]:
        return context.findings("GP-C-001", [{"what": f"{len(course.taken)}/{len(whole.taken)}"}])

    claim, context = written({"on": "two"})
    found = each_among_all(steps)(Sheet.of(claim, context), context)
    assert [(one.values["drug"], one.values["what"]) for one in found] == [
        ("clonazepam", "2/5"),
        ("diazepam", "3/5"),
    ]
