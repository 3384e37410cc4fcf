"""`glidepath check`: the independent checker over any plan, also one that a person wrote."""

from __future__ import annotations

from pathlib import Path

from glidepath.cli.check_facts import context_of
from glidepath.cli.printing import console, print_json, show_answer, show_findings, tell
from glidepath.cli.reading import read_claim, read_situation
from glidepath.domain.answer import Refusal
from glidepath.domain.claim import ClaimedCourse, PlanClaim
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.domain.person import Situation
from glidepath.knowledge.base import KnowledgeBase
from glidepath.safety.checker import check

__all__ = ["check_plan"]

REFUSED = 3


def check_plan(plan: Path, case: Path | None, as_json: bool, folder: Path | None = None) -> int:
    """Check one plan, with the person's case if given; gives 3 where it must not be used.

    With a folder, a plan that no check forbids is printed as papers, as it was written.
    """
    kb = KnowledgeBase.packaged()
    claim = read_claim(plan, kb)
    person = read_situation(case, kb) if case else None
    for given in (claim, person):
        if isinstance(given, Refusal):
            show_answer(given, as_json)
            return given.exit_code
    assert isinstance(claim, PlanClaim)
    assert not isinstance(person, Refusal)
    findings = check(claim, context_of(claim, kb, person))
    if folder is not None:
        _write(claim, findings, kb, person, folder)
    if as_json:
        from glidepath.interop.answerfile import write_findings

        print_json(write_findings(findings, kb))
    else:
        _show(claim, findings)
    return REFUSED if _forbidding(findings) else 0


def _write(
    claim: PlanClaim,
    findings: tuple[Finding, ...],
    kb: KnowledgeBase,
    person: Situation | None,
    folder: Path,
) -> None:
    if _forbidding(findings):
        tell("This plan must not be used, so nothing was written.")
        return
    from glidepath.care.adopt import adopt
    from glidepath.cli.papers import write_papers

    write_papers(adopt(claim, findings, kb, person), None, kb, folder)


def _forbidding(findings: tuple[Finding, ...]) -> bool:
    return any(one.verdict is Verdict.FIRES and one.severity >= Severity.BLOCK for one in findings)


def _courses(claim: PlanClaim) -> list[str]:
    """Every course that was checked, in a line each."""
    leading = ClaimedCourse(claim.drug_id, claim.kind, claim.steps)
    return [
        f"Checked: {one.drug_id} ({one.kind.replace('_', ' ')}), {len(one.steps)} steps."
        for one in (leading, *claim.further)
    ]


def _show(claim: PlanClaim, findings: tuple[Finding, ...]) -> None:
    out = console(claim.country)
    out.print("\n".join(_courses(claim)))
    out.print()
    fired = [one for one in findings if one.verdict is Verdict.FIRES]
    wrong = [one for one in fired if one.severity > Severity.NOTE]
    noted = [one for one in fired if one.severity is Severity.NOTE]
    unsure = [one for one in findings if one.verdict is Verdict.CANNOT_TELL]
    clear = sum(1 for one in findings if one.verdict is Verdict.CLEAR)
    for heading, told in (
        ("What is wrong with this plan", wrong),
        ("What to know about this plan", noted),
        ("What cannot be told from what was given", unsure),
    ):
        if told:
            out.print(heading, style="bold")
            show_findings(out, told, told[0].verdict)
            out.print()
    verdict = (
        "This plan must not be used as it is."
        if _forbidding(findings)
        else ("No check forbids this plan. The clinician decides and signs.")
    )
    noted_too = f"{len(noted)} to know, " if noted else ""
    out.print(f"{len(wrong)} wrong, {noted_too}{len(unsure)} cannot tell, {clear} clear.")
    out.print(verdict, style="bold")
