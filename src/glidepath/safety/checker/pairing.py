"""Several courses in one plan: which may stand beside each other, and on which days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from glidepath.domain.finding import Finding
from glidepath.domain.plan import CourseKind
from glidepath.safety.checker.amounts import mg
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.course import Reading
from glidepath.safety.checker.level import Change
from glidepath.safety.checker.sheet import Sheet

__all__ = [
    "days_fit", "every_drug_told", "exchanged", "kinds_fit", "one_course_a_drug",
    "one_lowered_at_a_time",
]  # fmt: skip


def exchanged(sheet: Sheet) -> tuple[Reading, Reading] | None:
    """The course that gives way and the one that takes over, where there is one of each."""
    old = [course for course in sheet.courses if course.gives_way]
    new = [course for course in sheet.courses if course.takes_over]
    return (old[0], new[0]) if len(old) == len(new) == 1 else None


def one_course_a_drug(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-005: each drug is told in one course."""
    drugs = [course.claim.drug_id for course in sheet.courses]
    fired = [
        {"drug": drug or "no drug", "times": f"{drugs.count(drug)}"}
        for drug in dict.fromkeys(drugs)
        if drugs.count(drug) > 1
    ]
    return context.findings("GP-C-005", fired)


def kinds_fit(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-006: a drug that gives way has one that takes over, and a start stands alone.

    Beside a start another drug may only be kept as it is.
    """
    kinds = [course.claim.kind for course in sheet.courses]
    gives_way = kinds.count(CourseKind.SUBSTITUTION_OUT)
    takes_over = kinds.count(CourseKind.SUBSTITUTION_IN)
    faults = []
    if gives_way != takes_over or gives_way > 1:
        faults.append(
            f"giving way: {gives_way}, taking over: {takes_over}; each needs one of the other"
        )
    moved = [kind for kind in kinds if kind != CourseKind.MAINTENANCE]
    if CourseKind.TITRATION in kinds and len(moved) > 1:
        faults.append("a drug is started while another is changed")
    return context.findings("GP-C-006", [{"fault": fault} for fault in faults])


def every_drug_told(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-007: the plan tells of every drug of this kind that the person takes.

    A drug that is left out is one that somebody may stop from one day to the next.
    """
    if context.taken is None:
        return context.findings("GP-C-007", ask=("taken",))
    told = [course.claim.drug_id for course in sheet.courses]
    fired = [{"drug": drug} for drug in context.taken if drug not in told]
    return context.findings("GP-C-007", fired)


def days_fit(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-044: what is taken of each drug is told from the first day of the plan to the last.

    A start and a drug that takes over may begin later; the latter before the other has
    ended. A course that has come to nothing may end earlier.
    """
    ask = tuple(name for course in sheet.courses for name in course.unwritten)
    if ask:
        return context.findings("GP-C-044", ask=ask)
    first = min(taken.step.start for taken in sheet.whole.taken)
    last = max(taken.step.end for taken in sheet.whole.taken)
    fired = [
        {"drug": course.claim.drug_id or "no drug", "fault": fault}
        for course in sheet.courses
        for fault in (*_late(course, first, sheet), *_early(course, last))
    ]
    return context.findings("GP-C-044", fired)


def _first(course: Reading) -> date:
    return min(taken.step.start for taken in course.taken)


def _last(course: Reading) -> date:
    return max(taken.step.end for taken in course.taken)


def _late(course: Reading, first: date, sheet: Sheet) -> Iterator[str]:
    begins, pair = _first(course), exchanged(sheet)
    if course.takes_over and pair:
        ended = _last(pair[0])
        if (begins - ended).days > 1:
            yield f"it takes over on {begins}, but the other drug ends on {ended}"
    elif begins > first and not course.starts:
        yield f"it begins on {begins}, the plan on {first}"


def _early(course: Reading, last: date) -> Iterator[str]:
    ends, kept = _last(course), course.levels()[-1].total
    if ends < last and kept:
        yield f"it ends on {ends} with {mg(kept)} mg a day, the plan on {last}"


def one_lowered_at_a_time(sheet: Sheet, context: CheckContext) -> tuple[Finding, ...]:
    """GP-C-061: two drugs are not lowered within one window, unless the policy has it so.

    The drug that gives way and the one that takes over are judged as an exchange.
    """
    ask = tuple(name for course in sheet.courses for name in course.unwritten)
    if context.together or len(sheet.courses) == 1:
        return context.findings("GP-C-061")
    close = [
        {"first": f"{one.step.start}", "second": f"{two.step.start}", "drug": before,
         "other": after, "window": f"{context.house.days}"}
        for (before, one), (after, two) in _cuts_apart(sheet)
        if abs((two.step.start - one.step.start).days) < context.house.days
    ]  # fmt: skip
    if close and context.together is None:
        return context.findings("GP-C-061", ask=(*ask, "together"))
    return context.findings("GP-C-061", close, ask)


_Cut = tuple[str, Change]


def _cuts_apart(sheet: Sheet) -> Iterator[tuple[_Cut, _Cut]]:
    """Every cut of one drug with every cut of another that is not exchanged for it."""
    pair = exchanged(sheet) or ()
    for one, two in combinations(sheet.courses, 2):
        if one in pair and two in pair:
            continue
        for cut in _cuts(one):
            for other in _cuts(two):
                yield (one.claim.drug_id, cut), (two.claim.drug_id, other)


def _cuts(course: Reading) -> list[Change]:
    return [change for change in course.changes() if change.falls]
