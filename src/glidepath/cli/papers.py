"""The papers of a proposal: plan.json, calendar, prescription and chart, written all or none."""

from __future__ import annotations

from pathlib import Path

from glidepath.care.assess import Assessment
from glidepath.cli.forecasting import forecast_of_proposal
from glidepath.cli.printing import tell
from glidepath.cli.writing import write_together
from glidepath.domain.answer import Proposal
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["papers", "write_papers"]


def papers(
    proposal: Proposal, assessment: Assessment | None, kb: KnowledgeBase
) -> dict[str, bytes]:
    """Every paper by its name; equal proposals give equal bytes."""
    from glidepath.documents.calendar_ics import calendar_ics
    from glidepath.documents.calendar_pdf import calendar_pdf
    from glidepath.documents.chart import chart_svg
    from glidepath.documents.prescription import prescription_text
    from glidepath.interop.answerfile import as_json, write_answer

    curves = forecast_of_proposal(proposal)
    return {
        "plan.json": as_json(write_answer(proposal, kb, assessment)).encode("utf-8"),
        "calendar.pdf": calendar_pdf(proposal),
        "calendar-dateless.pdf": calendar_pdf(proposal, dated=False),
        "calendar.ics": calendar_ics(proposal),
        "prescription.txt": prescription_text(proposal).encode("utf-8"),
        "chart.svg": chart_svg(proposal, curves).encode("utf-8"),
    }


def write_papers(
    proposal: Proposal, assessment: Assessment | None, kb: KnowledgeBase, folder: Path
) -> None:
    """Write every paper into a folder, and say on stderr that it was done."""
    files = papers(proposal, assessment, kb)
    write_together(files, folder)
    tell(f"Written: {', '.join(files)}.")
