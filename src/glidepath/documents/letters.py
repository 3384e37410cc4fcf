"""A referral letter as text: the question, the plan, the findings; names are filled in by hand."""

from __future__ import annotations

from collections.abc import Iterator

from glidepath.documents.identity import plan_id
from glidepath.documents.plain import one_line
from glidepath.domain.answer import Proposal
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.domain.grading import Route
from glidepath.domain.support import SharedItem
from glidepath.domain.wording import date_text, dose_text

__all__ = ["referral_letter"]

_TO = {
    Route.PRIMARY_CARE: "Primary care",
    Route.NEUROLOGY: "Neurology",
    Route.MENTAL_HEALTH: "Mental health service",
    Route.ADDICTION_SERVICE: "Addiction service",
    Route.OBSTETRICS: "Obstetrics",
    Route.PHARMACIST: "Pharmacy",
    Route.EMERGENCY: "Emergency department",
}


def referral_letter(proposal: Proposal, route: Route, items: tuple[SharedItem, ...]) -> str:
    """A letter to one service: what is asked, what is taken and planned, what was found.

    Takes the proposal, whom it goes to, and the items of the shared plan that concern them.
    Holds no name of anybody: there are lines to fill in by hand.
    """
    plan = proposal.plan
    lines = [
        f"To: {_TO[route]}",
        "From (name, telephone): ______________________________",
        "Person (name, date of birth): ______________________________",
        f"Date: {date_text(plan.as_of)}          Plan {plan_id(plan)} (a proposal until signed)",
        "",
        *_question(items),
        "What is taken and planned",
        *_courses(proposal),
        "",
        "What was found",
        *_findings(proposal.findings),
        "",
        "Please do not stop the medicine abruptly. Signature: ______________________________",
    ]
    return "\n".join(lines) + "\n"


def _question(items: tuple[SharedItem, ...]) -> Iterator[str]:
    yield "What we ask"
    if not items:
        yield "- To know of this plan, and to send word of anything that speaks against it."
    for item in items:
        when = "before the first cut" if item.order == "first" else "at the same time"
        yield f"- {one_line(item.title)}, {when}: {one_line(' '.join(item.plan))}"
        for heed in item.heed:
            yield f"    To heed: {one_line(heed)}"
    yield ""


def _courses(proposal: Proposal) -> Iterator[str]:
    for course in proposal.plan.courses:
        first, last = course.steps[0], course.steps[-1]
        yield (
            f"- {course.drug_id}: {dose_text(first.regimen.daily_dose)} a day from "
            f"{date_text(first.span.start)}, {dose_text(last.regimen.daily_dose)} a day from "
            f"{date_text(last.span.start)}, in {len(course.steps)} steps"
        )
    if proposal.risk is not None:
        yield f"- Risk of withdrawal: {one_line(proposal.risk.text)}"


def _findings(findings: tuple[Finding, ...]) -> list[str]:
    fired = [
        one for one in findings if one.verdict is Verdict.FIRES and one.severity >= Severity.CAUTION
    ]
    worst_first = sorted(fired, key=lambda one: -one.severity)
    return [f"- {one_line(one.text)}" for one in worst_first] or [
        "- Nothing that calls for caution."
    ]
