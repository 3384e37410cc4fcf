"""`glidepath support`: help besides tablets, placed on the days of this person's plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console

from glidepath.care.assess import assess
from glidepath.care.prepare import prepare
from glidepath.care.settings import settings
from glidepath.care.shared import SharedPlan, routes, shared_plan
from glidepath.care.timeline import Placed, timeline
from glidepath.care.treatments import Option, taken_classes, treatments
from glidepath.care.years import Met, meetings
from glidepath.cli.printing import console, print_json, show_answer, tell
from glidepath.cli.reading import read_situation
from glidepath.documents.handouts import hard_times_form, self_check, skill_cards
from glidepath.documents.letters import referral_letter
from glidepath.documents.translated import ENGLISH, fixed_texts
from glidepath.documents.writing import write_made
from glidepath.domain.answer import Proposal, Refusal
from glidepath.domain.person import Situation
from glidepath.domain.support import SupportBook
from glidepath.domain.wording import date_text
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["support_case"]


def support_case(case: Path, as_json: bool, folder: Path | None, language: str = ENGLISH) -> int:
    """Support for one case; gives the exit code, that of the plan where there is none.

    `folder` gets the pages for the person, in a language of theirs, and one referral letter
    for each service.
    """
    kb = KnowledgeBase.packaged()
    fixed_texts(language, kb)  # a language that nobody wrote is refused before anything is made
    situation = read_situation(case, kb)
    answer = situation if isinstance(situation, Refusal) else prepare(situation, kb)
    if not isinstance(answer, Proposal) or isinstance(situation, Refusal):
        if folder is not None:
            tell("There is no plan, so nothing was written.")
        country = "" if isinstance(situation, Refusal) else situation.country
        show_answer(answer, as_json, country)
        return answer.exit_code
    book = kb.support()
    placed = timeline(situation, answer.plan, book)
    met, shared = meetings(answer.plan, book), shared_plan(situation, book)
    options = _options(situation, book, kb)
    if folder is not None:
        _write(answer, shared, book, folder, language)
    if as_json:
        print_json(_tables(placed, met, shared, options, book))
    else:
        _show(console(situation.country), placed, met, shared, options, book)
    return answer.exit_code


def _write(
    proposal: Proposal, shared: SharedPlan, book: SupportBook, folder: Path, language: str
) -> None:
    papers = {
        "skills.txt": skill_cards(book.skills, language),
        "hard-times.txt": hard_times_form(book, language),
        "self-check.txt": self_check(book.checks, language),
    }
    for route in routes(shared):
        items = tuple(item for item in shared.items if item.route == route)
        papers[f"letter-{route.value}.txt"] = referral_letter(proposal, route, items)
    write_made({name: text.encode("utf-8") for name, text in papers.items()}, folder)
    tell(f"Written: {', '.join(papers)}.")


def _show(
    out: Console,
    placed: tuple[Placed, ...],
    met: tuple[Met, ...],
    shared: SharedPlan,
    options: tuple[Option, ...],
    book: SupportBook,
) -> None:
    _show_shared(out, shared)
    _show_options(out, options)
    out.print("\nPsychological support on the days of the plan", style="bold")
    for one in placed:
        _show_placed(out, one, book)
    out.print("\nQuestions for a talk about change, by where the person stands", style="bold")
    for stage, said in book.prompts.items():
        out.print(f"{stage.replace('_', ' ')}: {said.text}")
    out.print("\nMeetings", style="bold")
    for meeting in met:
        why = " ".join(reason.text for reason in meeting.reasons)
        scales = f" Scales: {', '.join(meeting.scales)}." if meeting.scales else ""
        out.print(f"{date_text(meeting.on)}, {meeting.how}: {why}{scales}")
    out.print("\nMost of this is our proposal; no clinician has reviewed it yet.", style="bold")


def _show_shared(out: Console, shared: SharedPlan) -> None:
    out.print("One shared plan", style="bold")
    for item in shared.items:
        when = "before the first cut" if item.order == "first" else "at the same time"
        out.print(f"{item.title} ({when}; {item.route.replace('_', ' ')}; {item.confidence})")
        for line in item.plan:
            out.print(f"  - {line}")
        for line in item.heed:
            out.print(f"  ! {line}")
    if shared.ask:
        names = ", ".join(name.replace("_", " ") for name in shared.ask)
        out.print(f"Nobody has asked about: {names}.")


def _options(situation: Situation, book: SupportBook, kb: KnowledgeBase) -> tuple[Option, ...]:
    facts = assess(situation, kb, settings(kb).most_pieces).facts
    return treatments(situation, book, taken_classes(situation, facts))


def _show_options(out: Console, options: tuple[Option, ...]) -> None:
    out.print("\nOther treatments (options, not recommendations)", style="bold")
    for one in options:
        out.print(f"{one.treatment.title} ({one.treatment.confidence}): {one.treatment.role}")
        for caution in one.heed:
            out.print(f"    ! {caution.said.text}")
        if one.ask:
            out.print(f"    ? Ask first: {', '.join(name.replace('_', ' ') for name in one.ask)}.")


def _show_placed(out: Console, one: Placed, book: SupportBook) -> None:
    of = f", session {one.session} of {one.module.sessions}" if one.module.sessions > 1 else ""
    out.print(f"{date_text(one.on)}: {one.module.title}{of}")
    if one.session > 1:
        return
    for line in one.module.outline:
        out.print(f"    - {line}")
    for caution in one.heed:
        out.print(f"    ! {caution.said.text}")
    if one.ask:
        out.print(f"    ? Ask first: {', '.join(name.replace('_', ' ') for name in one.ask)}.")
    for name in one.module.evidence:
        said = book.evidence[name]
        out.print(f"    Found: {said.text} [{', '.join(said.sources)}; {said.confidence}]")


def _tables(
    placed: tuple[Placed, ...],
    met: tuple[Met, ...],
    shared: SharedPlan,
    options: tuple[Option, ...],
    book: SupportBook,
) -> dict[str, Any]:
    return {
        "shared_plan": {
            "first": [item.id for item in shared.first],
            "together": [item.id for item in shared.together],
            "screens": list(shared.screens),
            "ask": list(shared.ask),
        },
        "treatments": [_option_table(one) for one in options],
        "prompts": {stage: said.text for stage, said in book.prompts.items()},
        "timeline": [_placed_table(one, book) for one in placed],
        "meetings": [
            {
                "on": one.on.isoformat(),
                "how": one.how,
                "reasons": [reason.text for reason in one.reasons],
                "scales": list(one.scales),
            }
            for one in met
        ],
    }


def _option_table(one: Option) -> dict[str, Any]:
    return {
        "id": one.treatment.id,
        "role": one.treatment.role,
        "heed": [caution.said.text for caution in one.heed],
        "ask": list(one.ask),
        "sources": list(one.treatment.sources),
        "confidence": one.treatment.confidence,
    }


def _placed_table(one: Placed, book: SupportBook) -> dict[str, Any]:
    return {
        "on": one.on.isoformat(),
        "module": one.module.id,
        "session": one.session,
        "heed": [caution.said.text for caution in one.heed],
        "ask": list(one.ask),
        "evidence": [book.evidence[name].text for name in one.module.evidence],
        "sources": list(one.module.sources),
        "confidence": one.module.confidence,
    }
