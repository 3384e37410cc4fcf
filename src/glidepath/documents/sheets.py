"""All papers of a plan as plain values: what is printed, with the signature still open.

What somebody reads before signing is kept in this form. Setting it with the signature gives
the papers that are handed out: nothing is worked out anew, whatever may have changed since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from glidepath.documents.calendar_ics import set_entries
from glidepath.documents.calendar_pdf import set_sheet, sheet
from glidepath.documents.chart import chart_parts, said_in_chart
from glidepath.documents.curves import Forecast
from glidepath.documents.entries import Entry, entries, entry_of, with_dropped
from glidepath.documents.identity import plan_id
from glidepath.documents.phrases import phrase
from glidepath.documents.prescription import prescription_parts, sign_here
from glidepath.documents.sentences import words_of
from glidepath.documents.standing import PROPOSED, Parts, Standing, filled
from glidepath.domain.answer import Proposal

__all__ = ["entries_of", "set_sheets", "sheets"]

_PAGE_BREAK = "\f\n"


def sheets(
    proposal: Proposal,
    forecast: Forecast | None = None,
    version: int | None = None,
    letters: Iterable[Parts] = (),
) -> dict[str, Any]:
    """Everything that the papers say, ready to be kept as JSON.

    `letters` are those that go with the plan.
    """
    plan = proposal.plan
    listed = entries(proposal, version)
    return {
        "plan": plan_id(plan),
        "as_of": plan.as_of.isoformat(),
        "from_day": plan.span.start.isoformat(),
        "version": version or plan.version,
        "older_entries": words_of(plan).sheet["older_entries"],
        "calendar": sheet(proposal, version),
        "dateless": sheet(proposal, version, dated=False),
        "entries": [entry.table() for entry in listed],
        "prescription": list(prescription_parts(proposal, version)),
        "chart": list(chart_parts(proposal, forecast, version)),
        "letters": [list(parts) for parts in letters],
    }


def entries_of(
    kept: Mapping[str, Any], series: str = "", before: Iterable[Entry] = ()
) -> tuple[Entry, ...]:
    """The calendar entries of kept papers, and those that they drop of the plan before.

    `series` is that of the person's record (see `entries.series_of`); empty: the plan's own.
    """
    own = [entry_of(table) for table in kept["entries"]]
    if series:
        own = [replace(one, series=series) for one in own]
    return with_dropped(own, before, date.fromisoformat(kept["from_day"]))


def set_sheets(
    kept: Mapping[str, Any], standing: Standing = PROPOSED, listed: Iterable[Entry] | None = None
) -> dict[str, bytes]:
    """Every paper by its file name, saying how far the plan has come.

    Takes what `sheets` gave, and the calendar entries where they are those of a person's
    record (see `entries_of`). Equal values give equal bytes.
    """
    shown = tuple(entries_of(kept) if listed is None else listed)
    lines = "\n".join(standing.lines)
    letters = _PAGE_BREAK.join(filled(parts, lines) for parts in kept["letters"])
    return {
        "calendar.pdf": set_sheet(kept["calendar"], standing),
        "calendar-dateless.pdf": set_sheet(kept["dateless"], standing),
        "calendar.ics": _calendar_file(kept, shown, standing),
        "prescription.txt": filled(kept["prescription"], sign_here(standing)).encode(),
        "chart.svg": filled(kept["chart"], said_in_chart(standing)).encode(),
        **({"letters.txt": letters.encode()} if letters else {}),
    }


def _calendar_file(kept: Mapping[str, Any], listed: tuple[Entry, ...], standing: Standing) -> bytes:
    older = kept["older_entries"] if kept["version"] > 1 else ""
    if any(entry.earlier for entry in listed):
        older = phrase("entry.left_over")
    as_of = date.fromisoformat(kept["as_of"])
    return set_entries(listed, kept["plan"], as_of, standing, older)
