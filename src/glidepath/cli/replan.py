"""`glidepath replan`: the rest of a signed plan from what was really taken, what changed first."""

from __future__ import annotations

from pathlib import Path

from glidepath.care.replan import Replanned, replan
from glidepath.cli.plan import assessment_of
from glidepath.cli.printing import print_json, show_answer, tell
from glidepath.cli.reading import read_bytes, read_situation
from glidepath.domain.answer import Proposal, Refusal
from glidepath.domain.person import Situation
from glidepath.domain.wording import date_text
from glidepath.interop.answerfile import write_answer
from glidepath.interop.signedfile import read_signed
from glidepath.interop.takenfile import read_record
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["replan_case"]


def replan_case(
    case: Path, plan: Path, record: Path, as_json: bool, folder: Path | None = None
) -> int:
    """Plan the rest of a signed plan for one case as it is now; gives the exit code.

    Takes the case of today (the doses really taken now), the plan that was signed, the
    record of what was taken since, and a folder for the papers of the new version.
    """
    kb = KnowledgeBase.packaged()
    person = read_situation(case, kb)
    signed = read_signed(read_bytes(plan), plan.name, kb)
    for given in (person, signed):
        if isinstance(given, Refusal):
            show_answer(given, as_json)
            return given.exit_code
    assert isinstance(person, Situation)
    assert not isinstance(signed, Refusal)
    following, wish = read_record(read_bytes(record), record.name, signed)
    done = replan(person, signed, following, wish, kb)
    if folder is not None:
        _write(done, person, kb, folder)
    if as_json:
        print_json(_tables(done, person, kb))
    else:
        _show(done, person)
    return done.answer.exit_code


def _tables(done: Replanned, person: Situation, kb: KnowledgeBase) -> dict[str, object]:
    """The answer as for every plan, with the lines of the diff beside it."""
    lines = [
        {"key": one.key, "text": one.text, "was": one.was, "now": one.now} for one in done.diff
    ]
    tables = write_answer(done.answer, kb, assessment_of(done.answer, person, kb))
    return {"diff": lines, **tables}


def _show(done: Replanned, person: Situation) -> None:
    """What changed and why, then the plan as every plan is shown."""
    from glidepath.documents.units import in_units_of

    print(f"What is new on {date_text(person.as_of)}")
    for line in done.diff:
        print(f"  {in_units_of(person.country, line.text)}")
    print(flush=True)
    show_answer(done.answer, country=person.country)


def _write(done: Replanned, person: Situation, kb: KnowledgeBase, folder: Path) -> None:
    if not isinstance(done.answer, Proposal):
        tell("There is no new version, so nothing was written.")
        return
    from glidepath.cli.papers import write_papers

    write_papers(done.answer, assessment_of(done.answer, person, kb), kb, folder)
