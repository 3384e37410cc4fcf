"""The papers of a proposal: plan.json, calendar, prescription and chart, written all or none."""

from __future__ import annotations

from pathlib import Path

from glidepath.care.assess import Assessment
from glidepath.care.forecasting import forecast_of_plan
from glidepath.cli.printing import tell
from glidepath.documents.writing import write_all
from glidepath.domain.answer import Proposal
from glidepath.interop.answerfile import as_json, write_answer
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["write_papers"]


def write_papers(
    proposal: Proposal, assessment: Assessment | None, kb: KnowledgeBase, folder: Path
) -> None:
    """Write every paper into a folder, and say on stderr that it was done."""
    written = as_json(write_answer(proposal, kb, assessment)).encode("utf-8")
    present = assessment.situation.treatment.regimen if assessment else None
    curves = forecast_of_plan(proposal.plan, present)
    names = (path.name for path in write_all(proposal, curves, folder, written))
    tell(f"Written: {', '.join(names)}.")
