"""`glidepath follow`: a diary in; red flags first, then decision, evidence and re-plans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from glidepath.care.follow import Followed, Noted, follow
from glidepath.care.follow_options import Option
from glidepath.care.follow_told import in_words
from glidepath.cli.plan import assessment_of
from glidepath.cli.printing import console, print_json, show_answer, tell
from glidepath.cli.reading import read_bytes, read_situation
from glidepath.domain.answer import Proposal, Refusal
from glidepath.domain.decision import Decision, DecisionKind, Reason
from glidepath.domain.evidence import Confidence
from glidepath.domain.grading import Urgency
from glidepath.domain.person import Situation
from glidepath.domain.plan import Plan
from glidepath.domain.wording import date_text
from glidepath.interop.diaryfile import read_diary
from glidepath.interop.followfile import write_followed
from glidepath.interop.notedfile import read_noted
from glidepath.interop.signedfile import read_signed
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.decide_book import decision_book

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["follow_case"]

_SAFETY, _ASK = 3, 4


def follow_case(
    case: Path, plan: Path, diary: Path, record: Path | None, as_json: bool, folder: Path | None
) -> int:
    """Judge a diary on the day of the case; gives the exit code.

    Takes the case of today, the plan that was signed, the diary, what the clinician wrote
    down beside it, and a folder for the papers of the re-plans. 3 where a red flag suspends
    all planning, 4 where something has to be asked first.
    """
    kb = KnowledgeBase.packaged()
    person = read_situation(case, kb)
    signed = read_signed(read_bytes(plan), plan.name, kb)
    for given in (person, signed):
        if isinstance(given, Refusal):
            show_answer(given, as_json)
            return given.exit_code
    assert isinstance(person, Situation)
    assert isinstance(signed, Plan)
    told = read_diary(read_bytes(diary), diary.name, kb, person.as_of, explained=True)
    noted = read_noted(read_bytes(record), record.name, kb) if record else Noted()
    done = follow(person, signed, told, noted, kb)
    if folder is not None:
        _write(done, person, kb, folder)
    if as_json:
        print_json(write_followed(done, kb))
    else:
        _show(console(person.country), done, kb)
    return _exit_code(done.decision)


def _exit_code(decision: Decision) -> int:
    codes = {DecisionKind.URGENT: _SAFETY, DecisionKind.ASK: _ASK}
    return codes.get(decision.kind, 0)


def _show(out: Console, done: Followed, kb: KnowledgeBase) -> None:
    """Red flags, the decision with its reasons, the evidence, the rate, the options, the rest."""
    _show_flags(out, done)
    _show_decision(out, done.decision, kb)
    _show_evidence(out, done)
    out.print()
    out.print("The person's own rate (beside the decision, no part of it)", style="bold")
    for text in done.rate.texts:
        out.print(f"  {text}")
    for option in done.options:
        _show_option(out, option)
    _show_beside(out, done, kb)


def _show_flags(out: Console, done: Followed) -> None:
    """The fixed texts of every flag nobody has seen to, and of the last entry, before all else."""
    last = done.triage.triage.advice if done.triage else ()
    shown = {one.flag_id: one for one in (*(advice for _, advice in done.flags), *last)}
    for one in shown.values():
        style = "bold red" if one.urgency is Urgency.EMERGENCY else "bold"
        out.print(f"{one.text}{_mark(one.confidence)}", style=style)
        urgency = one.urgency.name.lower().replace("_", " ")
        out.print(f"  {urgency}. Dose meanwhile: {one.dose}  ({one.flag_id})", style="dim")
    if done.triage:
        out.print(done.triage.watching)
    out.print()


def _show_decision(out: Console, decision: Decision, kb: KnowledgeBase) -> None:
    kind = decision.kind.value.replace("_", " ").capitalize()
    out.print(f"{kind} ({date_text(decision.on)})", style="bold")
    out.print(f"  {decision.text}")
    _show_reasons(out, "Because", decision.reasons)
    _show_reasons(out, "Also seen", decision.notes)
    out.print("What would change it")
    for text in decision.would_change:
        out.print(f"  {text}")
    kinds = decision_book(kb).kinds
    out.print("To choose from")
    for one in decision.options:
        out.print(f"  {one.value.replace('_', ' ')}: {kinds[one].text}")
    out.print(f"Look again on {date_text(decision.next_review)}.")
    out.print(decision.sure)
    out.print(decision.support)


def _show_reasons(out: Console, title: str, reasons: tuple[Reason, ...]) -> None:
    if not reasons:
        return
    out.print(title)
    for one in reasons:
        out.print(f"  {one.text}{_mark(one.confidence)}")
        days = f"; {date_text(one.dates[0])}" if one.dates else ""
        last = f" to {date_text(one.dates[-1])}" if len(one.dates) > 1 else ""
        out.print(f"    {one.rule_id}; {', '.join(one.sources)}{days}{last}", style="dim")


def _mark(confidence: str) -> str:
    word = Confidence(confidence).mark if confidence else ""
    return f" [{word}]" if word else ""


def _show_evidence(out: Console, done: Followed) -> None:
    out.print()
    out.print("What the diary speaks for and against", style="bold")
    for column in done.evidence.columns:
        out.print(f"  {column.name}: {column.what}")
        for word, signs in (("for", column.speaks_for), ("against", column.against)):
            for sign in signs:
                out.print(f"    {word}: {sign.text}{_mark(sign.confidence)}")
        if not (column.speaks_for or column.against):
            out.print("    nothing seen")
    for text in done.evidence.missing:
        out.print(f"  Missing: {text}")
    out.print(f"  {done.evidence.never}")


def _show_beside(out: Console, done: Followed, kb: KnowledgeBase) -> None:
    """Doses against the plan, what hides signs, and how it went so far."""
    told = in_words(done.beside, kb)
    for title, lines in (
        ("Doses against the plan", told.doses),
        ("Signs that a medicine hides", told.hidden),
        ("How it went so far", told.outcome),
    ):
        if lines:
            out.print()
            out.print(title, style="bold")
        for line in lines:
            out.print(f"  {line}")


def _show_option(out: Console, option: Option) -> None:
    out.print()
    out.print(f"If you choose to {_VERBS[option.kind]}", style="bold")
    if option.replanned is None:
        out.print(f"  {option.why_not}")
        return
    for line in option.replanned.diff:
        out.print(f"  {line.text}")
    answer = option.replanned.answer
    if isinstance(answer, Refusal):
        out.print(f"  {answer.text} {answer.next_step}")
    elif not isinstance(answer, Proposal):
        for question in answer.questions:
            if question.blocks:
                out.print(f"  {question.text}")


_VERBS = {
    DecisionKind.HOLD: "hold",
    DecisionKind.STEP_BACK: "step back (this raises the dose)",
    DecisionKind.SLOW: "go on more slowly",
    DecisionKind.CONTINUE: "go on as planned",
    DecisionKind.OFFER_FASTER: "go faster",
    DecisionKind.MAINTAIN: "stay on this dose",
}


def _write(done: Followed, person: Situation, kb: KnowledgeBase, folder: Path) -> None:
    """The papers of every option that is a plan, each in its own folder."""
    from glidepath.cli.papers import write_papers

    written = 0
    for option in done.options:
        answer = option.replanned.answer if option.replanned else None
        if isinstance(answer, Proposal):
            below = folder / option.kind.value
            below.mkdir(parents=True, exist_ok=True)
            write_papers(answer, assessment_of(answer, person, kb), kb, below)
            written += 1
    if not written:
        tell("There is no plan to choose from, so nothing was written.")
