"""`glidepath plan`: from a case to a checked plan, on the terminal, as JSON, and as papers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from glidepath.care.assess import Assessment, assess
from glidepath.care.prepare import prepare
from glidepath.care.settings import settings
from glidepath.cli.printing import print_json, show_answer, tell
from glidepath.cli.reading import read_situation
from glidepath.domain.answer import Answer, Proposal, Refusal
from glidepath.domain.person import Situation
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["assessment_of", "plan"]


def plan(
    case: Path, policy: str | None, pace: str | None, as_json: bool, folder: Path | None
) -> int:
    """Plan for one case; gives the exit code.

    Takes the case file, a policy's id, a pace and a folder where somebody asks for them.
    """
    kb = KnowledgeBase.packaged()
    situation = read_situation(case, kb)
    if isinstance(situation, Refusal):
        answer: Answer = situation
        person = None
    else:
        person = _at_pace(situation, pace)
        answer = prepare(person, kb, policy)
    if folder is not None:
        _write(answer, person, kb, folder)
    if as_json:
        from glidepath.interop.answerfile import write_answer

        print_json(write_answer(answer, kb, assessment_of(answer, person, kb)))
    else:
        show_answer(answer, country=person.country if person else "")
    return answer.exit_code


def _at_pace(situation: Situation, pace: str | None) -> Situation:
    if pace is None:
        return situation
    return replace(situation, preferences=replace(situation.preferences, pace=pace))


def assessment_of(
    answer: Answer, situation: Situation | None, kb: KnowledgeBase
) -> Assessment | None:
    """The assessment behind an answer; None where the drug itself is outside our scope."""
    if situation is None:
        return None
    if isinstance(answer, Proposal) and "assessment" in answer.trace:
        return answer.trace["assessment"]  # type: ignore[no-any-return]
    return assess(situation, kb, settings(kb).most_pieces)


def _write(answer: Answer, person: Situation | None, kb: KnowledgeBase, folder: Path) -> None:
    """The papers of a proposal, all or none; for anything else nothing, and that is said."""
    if isinstance(answer, Proposal):
        from glidepath.cli.papers import write_papers

        write_papers(answer, assessment_of(answer, person, kb), kb, folder)
        return
    tell("There is no plan, so nothing was written.")
    if folder.is_dir() and any(folder.iterdir()):
        tell("The folder holds earlier papers: they are not a plan for this case as it is now.")
