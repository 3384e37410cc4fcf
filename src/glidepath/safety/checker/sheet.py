"""A whole claim laid out: every course by itself, and all of them as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from glidepath.domain.claim import ClaimedCourse, PlanClaim
from glidepath.domain.finding import Finding, Verdict
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.course import Reading

__all__ = ["Check", "CourseCheck", "Sheet", "all_as_one", "each_among_all", "each_course"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Every course read by itself with the products of its own drug, the leading one first.

    `whole` has the steps and the products of all of them, for what is counted together; its
    present regimen is not asked. A claim of one course is its own whole.
    """

    whole: Reading
    courses: tuple[Reading, ...]

    @classmethod
    def of(cls, claim: PlanClaim, context: CheckContext) -> Sheet:
        """Lay out a claim; a product of another drug than its course's is not read with it."""
        if not claim.further:
            only = Reading.of(claim, context.present, context.most_pieces)
            return cls(only, (only,))
        leading = ClaimedCourse(claim.drug_id, claim.kind, claim.steps)
        courses = tuple(_read(claim, one, context) for one in (leading, *claim.further))
        products = {product.id: product for product in reversed(claim.products)}
        steps = tuple(step for one in courses for step in one.claim.steps)
        taken = tuple(taken for one in courses for taken in one.taken)
        whole = Reading(replace(claim, steps=steps), products, taken, None, None)
        return cls(whole, courses)

    def about(self, reading: Reading, context: CheckContext) -> CheckContext:
        """The facts that one course is judged by."""
        return context.about(reading.claim.drug_id, self.courses[0].claim.drug_id)


Check = Callable[[Sheet, CheckContext], tuple[Finding, ...]]
CourseCheck = Callable[[Reading, CheckContext], tuple[Finding, ...]]
AmongAll = Callable[[Reading, Reading, CheckContext], tuple[Finding, ...]]


def _read(claim: PlanClaim, course: ClaimedCourse, context: CheckContext) -> Reading:
    own = replace(
        claim,
        drug_id=course.drug_id,
        kind=course.kind,
        steps=course.steps,
        further=(),
        products=tuple(one for one in claim.products if one.drug_id == course.drug_id),
    )
    facts = context.about(course.drug_id, claim.drug_id)
    return Reading.of(own, facts.present, facts.most_pieces)


def all_as_one(one: CourseCheck) -> Check:
    """The check that judges all courses of a claim together, as the steps of one."""
    return lambda sheet, context: one(sheet.whole, context)


def each_course(one: CourseCheck) -> Check:
    """The check that judges every course by its own facts, and says of which drug it speaks.

    It is clear only if it is clear for every course.
    """

    def judge(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
        found = tuple(_by_course(one, sheet, context))
        open_ = tuple(finding for finding in found if finding.verdict is not Verdict.CLEAR)
        return open_ or found[:1]

    return judge


def each_among_all(one: AmongAll) -> Check:
    """The same, for a check that also looks at the steps of all courses together."""

    def judge(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
        return each_course(lambda course, facts: one(course, sheet.whole, facts))(sheet, context)

    return judge


def _by_course(one: CourseCheck, sheet: Sheet, context: CheckContext) -> Iterator[Finding]:
    for reading in sheet.courses:
        for finding in one(reading, sheet.about(reading, context)):
            yield finding if len(sheet.courses) == 1 else _named(finding, reading.claim.drug_id)


def _named(finding: Finding, drug_id: str) -> Finding:
    drug = drug_id or "no drug"
    text = f"{drug[:1].upper()}{drug[1:]}: {finding.text}"
    return replace(finding, text=text, values={**finding.values, "drug": drug})
