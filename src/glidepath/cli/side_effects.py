"""`glidepath side-effects`: what precedes a side effect in this person, and what may be done."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from glidepath.cli.printing import console, print_json, show_answer
from glidepath.cli.reading import read_bytes, read_situation
from glidepath.domain.answer import Refusal
from glidepath.domain.evidence import Confidence
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.side_effect_book import effect_book
from glidepath.monitoring.side_effects import SideEffectReview, review_side_effect

__all__ = ["review_side_effects"]


def review_side_effects(case: Path, report: Path, as_json: bool) -> int:
    """Show the review of every side effect reported; nothing in it changes a dose."""
    from glidepath.interop.sideeffectfile import read_side_effects

    kb = KnowledgeBase.packaged()
    situation = read_situation(case, kb)
    if isinstance(situation, Refusal):
        show_answer(situation, as_json)
        return situation.exit_code
    book = effect_book(kb)
    reported = read_side_effects(read_bytes(report), report.name, book)
    reviews = [review_side_effect(situation, one, book) for one in reported]
    if as_json:
        print_json([asdict(one) for one in reviews])
    else:
        for one in reviews:
            _show(one, situation.country)
    return 0


def _show(review: SideEffectReview, country: str) -> None:
    out = console(country)
    out.print(review.name, style="bold")
    out.print(f"  {review.often}")
    for text in review.preceded_by:
        out.print(f"  {text}")
    for proposal in review.proposals:
        mark = Confidence(proposal.confidence).mark
        out.print(f"  - {proposal.text}" + (f" [{mark}]" if mark else ""))
    if review.ask:
        out.print(f"  Not said: {', '.join(review.ask)}.")
    out.print(f"  {', '.join(review.sources)}", style="dim")
    out.print()
