"""`glidepath assess`: what the rules say of a person, before any plan."""

from __future__ import annotations

from pathlib import Path

from glidepath.care.assess import Assessment, assess
from glidepath.care.prepare import stop_before_plan
from glidepath.care.settings import settings
from glidepath.cli.printing import console, print_json, show_answer, show_findings, show_questions
from glidepath.cli.reading import read_situation
from glidepath.domain.answer import Questions, Refusal
from glidepath.domain.finding import Verdict
from glidepath.knowledge.base import KnowledgeBase
from glidepath.safety.outlook import outlook

__all__ = ["assess_case"]


def assess_case(case: Path, as_json: bool) -> int:
    """Assess one case; gives 3 where a rule forbids a plan and 4 where one must be asked."""
    kb = KnowledgeBase.packaged()
    situation = read_situation(case, kb)
    if isinstance(situation, Refusal):
        show_answer(situation, as_json)
        return situation.exit_code
    use = settings(kb)
    found = assess(situation, kb, use.most_pieces)
    stop = stop_before_plan(found, use)
    if as_json:
        from glidepath.interop.answerfile import write_assessment

        print_json(write_assessment(found, stop, kb))
    else:
        _show(found, stop)
    return stop.exit_code if stop else 0


def _show_answers(found: Assessment) -> None:
    """What each answer to a question that blocks would mean, one question a paragraph."""
    out = console(found.situation.country)
    told = outlook(found.situation, found.facts, found.findings)
    for fact in dict.fromkeys(one.fact for one in told):
        out.print()
        out.print(found.facts.book.questions[fact].text, style="bold")
        for one in told:
            if one.fact == fact:
                out.print(f"  {one.text}")


def _show(found: Assessment, stop: Refusal | Questions | None) -> None:
    out = console(found.situation.country)
    out.print("Findings", style="bold")
    show_findings(out, found.findings, Verdict.FIRES)
    out.print()
    out.print(f"Risk of withdrawal: {found.risk.grade.name.lower()}", style="bold")
    out.print(found.risk.text)
    for reason in found.risk.reasons:
        out.print(f"  - {reason}")
    out.print()
    care = found.level_of_care
    out.print(f"Level of care: {care.setting.name.lower().replace('_', ' ')}", style="bold")
    out.print(care.text)
    for reason in care.reasons:
        out.print(f"  - {reason}")
    questions = stop.questions if stop else found.questions
    if questions:
        out.print()
        out.print("Open questions (* without these there is no plan)", style="bold")
        show_questions(out, questions)
    if isinstance(stop, Questions):
        _show_answers(found)
    out.print()
    out.print(_outlook(stop), style="bold")


def _outlook(stop: Refusal | Questions | None) -> str:
    if isinstance(stop, Refusal):
        return f"No plan will be proposed. {stop.next_step}"
    return "A plan can be worked out." if stop is None else "A plan has to wait for these answers."
