"""The rows of the list of people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from glidepath.domain.wording import date_text
from glidepath.records.event import EventKind
from glidepath.web.folder import Folder
from glidepath.web.view.today import daily_on

__all__ = ["PersonRow", "next_review", "people_rows"]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of the list; `late` says that the next review lies in the past.

    `urgent` is None where nobody has assessed the situation yet.
    """

    person: str
    label: str
    made_up: bool
    stage: str
    drug: str
    dose: str
    review: str
    late: bool
    urgent: tuple[str, ...] | None


def people_rows(
    folders: Iterable[Folder], today: date, urgent: Callable[[Folder], tuple[str, ...] | None]
) -> tuple[PersonRow, ...]:
    """Everybody: urgent ones first, then late reviews, then by name.

    `urgent` gives the red flags of one folder in a word or two each.
    """
    rows = [_row(folder, today, urgent(folder)) for folder in folders]
    return tuple(sorted(rows, key=lambda row: (not row.urgent, not row.late)))


def _row(folder: Folder, today: date, urgent: tuple[str, ...] | None) -> PersonRow:
    review = next_review(folder)
    plan = folder.current.body["view"] if folder.current else None
    return PersonRow(
        person=folder.person,
        label=folder.label,
        made_up=folder.made_up,
        stage=folder.stage,
        drug=plan["drug"] if plan else folder.fields.get("treatment.drug", ""),
        dose=daily_on(plan, today) if plan else "",
        review=date_text(review) if review else "",
        late=review is not None and review < today,
        urgent=urgent,
    )


def next_review(folder: Folder) -> date | None:
    """The first review after the plan was signed or last reviewed; a missed one stays first."""
    if folder.current is None:
        return None
    held = [one.at.date() for one in folder.events if one.kind is EventKind.REVIEW_HELD]
    done = max([folder.current.at.date(), *held])
    days = [date.fromisoformat(one["on"]) for one in folder.current.body["view"]["reviews"]]
    return next((day for day in sorted(days) if day > done), None)
