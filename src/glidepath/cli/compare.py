"""`glidepath compare`: the plan, its other shapes and ends, and every policy, side by side."""

from __future__ import annotations

from pathlib import Path

from glidepath.care.comparing import compared
from glidepath.cli.plan import assessment_of
from glidepath.cli.printing import columns, print_json, show_answer, tell, wants_colour
from glidepath.cli.reading import read_situation
from glidepath.domain.answer import Answer, Refusal
from glidepath.domain.comparison import Compared
from glidepath.domain.person import Situation
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["compare_case"]


def compare_case(case: Path, as_json: bool, folder: Path | None = None) -> int:
    """Compare everything for one case; gives the exit code, which is that of `plan`.

    What stands before a plan stands before a comparison: it is shown instead, and nothing
    is written. So is the plan of a start, which has nothing beside it.
    """
    kb = KnowledgeBase.packaged()
    situation = read_situation(case, kb)
    if isinstance(situation, Refusal):
        return _stopped(situation, None, kb, as_json, folder)
    found = compared(situation, kb)
    if not isinstance(found, Compared):
        return _stopped(found, situation, kb, as_json, folder)
    from glidepath.interop.comparefile import write_comparison

    if folder is not None:
        _write(found, kb, folder)
    if as_json:
        print_json(write_comparison(found, kb))
    else:
        from glidepath.documents.compare_text import comparison_text

        print(comparison_text(found, width=columns(), colour=wants_colour()), end="")
    return 0


def _stopped(
    answer: Answer,
    situation: Situation | None,
    kb: KnowledgeBase,
    as_json: bool,
    folder: Path | None,
) -> int:
    if folder is not None:
        tell("There is nothing to compare yet, so nothing was written.")
    if as_json:
        from glidepath.interop.answerfile import write_answer

        print_json(write_answer(answer, kb, assessment_of(answer, situation, kb)))
    else:
        show_answer(answer, country=situation.country if situation else "")
    return answer.exit_code


def _write(found: Compared, kb: KnowledgeBase, folder: Path) -> None:
    """Picture, table and numbers: all of them, or none."""
    from glidepath.documents.compare_chart import compare_svg
    from glidepath.documents.compare_text import comparison_text
    from glidepath.documents.writing import write_made
    from glidepath.interop.answerfile import as_json
    from glidepath.interop.comparefile import write_comparison

    made = {
        "compare.svg": compare_svg(found).encode(),
        "compare.txt": comparison_text(found).encode(),
        "compare.json": as_json(write_comparison(found, kb)).encode(),
    }
    names = (path.name for path in write_made(made, folder))
    tell(f"Written: {', '.join(names)}.")
