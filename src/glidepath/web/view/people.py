"""The rows of the list of people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from glidepath.domain.wording import date_text
from glidepath.web.everybody import Glance
from glidepath.web.folder import Folder
from glidepath.web.view.today import daily_on

__all__ = ["PersonRow", "people_rows"]


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
    glances: Iterable[Glance], today: date, urgent: Callable[[Folder], tuple[str, ...] | None]
) -> tuple[PersonRow, ...]:
    """Everybody: urgent ones first, then late reviews, then by name.

    `urgent` gives the red flags of one folder in a word or two each.
    """
    rows = [_row(one, today, urgent(one.folder)) for one in glances]
    return tuple(sorted(rows, key=lambda row: (not row.urgent, not row.late)))


def _row(one: Glance, today: date, urgent: tuple[str, ...] | None) -> PersonRow:
    return PersonRow(
        person=one.person,
        label=one.label,
        made_up=one.made_up,
        stage=one.stage,
        drug=one.drug,
        dose=daily_on(one.view, today) if one.view else "",
        review=date_text(one.review) if one.review else "",
        late=one.review is not None and one.review < today,
        urgent=urgent,
    )
