"""What is said of the time after the last dose: how long to watch, and what if symptoms come."""

from __future__ import annotations

from collections.abc import Sequence

from glidepath.care.assess import Assessment
from glidepath.care.choice import watched
from glidepath.care.settings import Settings
from glidepath.domain.plan import Course, CourseKind
from glidepath.domain.wording import date_text
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["ending_notes"]


def ending_notes(
    assessment: Assessment, kb: KnowledgeBase, use: Settings, courses: Sequence[Course]
) -> tuple[str, ...]:
    """The watch after the last dose of each drug that is stopped, and every position of sources.

    The old drug of an exchange is not watched: the new one has taken its place.
    """
    found: dict[str, None] = {}
    for course in courses:
        if course.stops_on is None or course.kind is CourseKind.SUBSTITUTION_OUT:
            continue
        seen = watched(assessment, kb, kb.drug(course.drug_id), course.stops_on)
        text = use.says["after.watch"]
        day = date_text(seen.until)
        found[text.format(day=day, days=seen.days, gone=seen.gone_after)] = None
        for position in seen.positions:
            found[use.says["after.position"].format(text=position.text)] = None
    return tuple(found)
