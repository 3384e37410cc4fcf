"""`glidepath triage`: from raw answers to how soon, to whom, in fixed words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from glidepath.cli.printing import console, print_json
from glidepath.cli.reading import read_bytes, read_situation, refuse_another
from glidepath.domain.errors import BadInput
from glidepath.domain.evidence import Confidence
from glidepath.domain.grading import Urgency
from glidepath.domain.person import Known, Situation
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.flags import FlagBook, flag_book
from glidepath.monitoring.triage import Answers, Triage, context_of, triage

__all__ = ["triage_answers"]


def triage_answers(file: Path, case: Path | None, as_json: bool) -> int:
    """Show what these answers call for; the gravest words first.

    A case file adds what is known of the person; an answer given here counts before it.
    """
    from glidepath.interop.redflagfile import read_red_flags

    kb = KnowledgeBase.packaged()
    book = flag_book(kb)
    content = read_bytes(file)
    try:
        country, answers = read_red_flags(content, file.name, book)
    except BadInput:
        refuse_another(content, file.name, "answers about danger signs")
        raise
    seen = triage(_with_context(answers, case, kb), country, book)
    if as_json:
        print_json(_tables(seen, book))
    else:
        _show(seen, book)
    return 0


def _with_context(answers: Answers, case: Path | None, kb: KnowledgeBase) -> Answers:
    situation = read_situation(case, kb) if case is not None else None
    if not isinstance(situation, Situation):
        return answers
    known = context_of(situation).symptoms
    given = {name: told for name, told in answers.symptoms.items() if isinstance(told, Known)}
    return Answers({**answers.symptoms, **known, **given}, answers.figures)


def _show(seen: Triage, book: FlagBook) -> None:
    out = console()
    out.print(seen.text, style="bold red" if seen.urgency is Urgency.EMERGENCY else "bold")
    for one in seen.advice:
        out.print()
        routes = ", ".join(route.value.replace("_", " ") for route in one.routes)
        mark = Confidence(one.confidence).mark
        out.print(f"{_word(one.urgency)}: {one.text}" + (f" [{mark}]" if mark else ""))
        out.print(f"  To: {routes}. Dose meanwhile: {one.dose}")
        out.print(f"  {one.flag_id}; {', '.join(one.sources)}", style="dim")
    if seen.ask:
        out.print()
        out.print(f"Not answered, and could make it: {_word(seen.could_be)}", style="bold")
        for name in seen.ask:
            out.print(f"  {_question(name, book)} ({name})")
    out.print()
    out.print(book.phrases["nobody_watches"])


def _question(name: str, book: FlagBook) -> str:
    return book.questions.get(name) or f"What is the {name.replace('_', ' ')}?"


def _word(urgency: Urgency) -> str:
    return urgency.name.lower().replace("_", " ")


def _tables(seen: Triage, book: FlagBook) -> dict[str, Any]:
    return {
        "urgency": seen.urgency.name.lower(),
        "could_be": seen.could_be.name.lower(),
        "text": seen.text,
        "routes": [route.value for route in seen.routes],
        "advice": [
            {
                "flag": one.flag_id,
                "urgency": one.urgency.name.lower(),
                "routes": [route.value for route in one.routes],
                "text": one.text,
                "dose": one.dose,
                "contact": one.contact,
                "sources": list(one.sources),
                "confidence": one.confidence,
            }
            for one in seen.advice
        ],
        "ask": list(seen.ask),
        "nobody_watches": book.phrases["nobody_watches"],
    }
