"""A referral letter as text: the question, the plan, the findings; names are filled in by hand."""

from __future__ import annotations

from collections.abc import Iterator

from glidepath.care.shared import SharedPlan, routes
from glidepath.documents.identity import plan_id
from glidepath.documents.phrases import phrase
from glidepath.documents.plain import one_line
from glidepath.documents.standing import PROPOSED, Parts, Standing, filled
from glidepath.documents.told import dose_in
from glidepath.documents.units import in_units_of
from glidepath.domain.answer import Proposal
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.domain.grading import Route
from glidepath.domain.support import SharedItem
from glidepath.domain.wording import date_text

__all__ = ["letter_parts", "letters_of", "referral_letter"]

_BLANK = "______________________________"


def referral_letter(
    proposal: Proposal,
    route: Route,
    items: tuple[SharedItem, ...],
    version: int | None = None,
    standing: Standing = PROPOSED,
) -> str:
    """A letter to one service: what is asked, what is taken and planned, what was found.

    Takes the proposal, whom it goes to, and the items of the shared plan that concern them.
    Holds no name of anybody: there are lines to fill in by hand.
    """
    return filled(letter_parts(proposal, route, items, version), "\n".join(standing.lines))


def letters_of(
    proposal: Proposal, shared: SharedPlan, version: int | None = None
) -> Iterator[Parts]:
    """A letter to everybody who has a part in the shared plan, to primary care at the least."""
    for one in dict.fromkeys((Route.PRIMARY_CARE, *routes(shared))):
        items = tuple(item for item in shared.items if item.route == one)
        yield letter_parts(proposal, one, items, version)


def letter_parts(
    proposal: Proposal,
    route: Route,
    items: tuple[SharedItem, ...],
    version: int | None = None,
) -> Parts:
    """The letter with an open place for what is said of the plan's signature."""
    plan = proposal.plan
    head = [
        f"To: {phrase(f'letter.to.{route.value}')}",
        f"{phrase('letter.from')}: {_BLANK}",
        f"{phrase('letter.person')}: {_BLANK}",
        f"Date: {date_text(plan.as_of)}",
        f"Plan {plan_id(plan)}, version {version or plan.version}",
    ]
    rest = [
        "",
        *_question(items),
        phrase("letter.planned"),
        *_courses(proposal),
        "",
        phrase("letter.found"),
        *_findings(proposal.findings),
        "",
        f"{phrase('letter.not_abruptly')} {phrase('letter.signature')}: {_BLANK}",
    ]
    parts = ("\n".join(head) + "\n", None, "\n" + "\n".join(rest) + "\n")
    return in_units_of(plan.country, parts)


def _question(items: tuple[SharedItem, ...]) -> Iterator[str]:
    yield phrase("letter.ask")
    if not items:
        yield f"- {phrase('letter.ask_nothing')}"
    for item in items:
        when = phrase("letter.first" if item.order == "first" else "letter.together")
        yield f"- {one_line(item.title)}, {when}: {one_line(' '.join(item.plan))}"
        for heed in item.heed:
            yield f"    {phrase('letter.heed')}: {one_line(heed)}"
    yield ""


def _courses(proposal: Proposal) -> Iterator[str]:
    plan = proposal.plan
    for course in plan.courses:
        first, last = course.steps[0], course.steps[-1]
        said = phrase(
            "letter.course",
            drug=course.drug_id,
            first=dose_in(plan, first.regimen.daily_dose),
            start=date_text(first.span.start),
            last=dose_in(plan, last.regimen.daily_dose),
            end=date_text(last.span.start),
            steps=len(course.steps),
        )
        yield f"- {said}"
    if proposal.risk is not None:
        yield f"- {phrase('letter.risk', text=one_line(proposal.risk.text))}"


def _findings(findings: tuple[Finding, ...]) -> list[str]:
    fired = [
        one for one in findings if one.verdict is Verdict.FIRES and one.severity >= Severity.CAUTION
    ]
    worst_first = sorted(fired, key=lambda one: -one.severity)
    nothing = [f"- {phrase('letter.found_nothing')}"]
    return [f"- {one_line(one.text)}" for one in worst_first] or nothing
