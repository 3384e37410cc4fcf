"""The red flags of a folder in a few words: what must not wait until somebody opens it."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from threading import Lock

from glidepath.care.assess import assess
from glidepath.care.settings import settings
from glidepath.domain.answer import Refusal
from glidepath.domain.errors import BadInput
from glidepath.domain.finding import Severity, Verdict
from glidepath.domain.grading import CareSetting
from glidepath.knowledge.base import KnowledgeBase
from glidepath.records.event import Stored
from glidepath.web.folder import Folder
from glidepath.web.forms.read import read_tree_of_case
from glidepath.web.view.diary import alarms_of

__all__ = ["urgent_flags"]

_MOST_KEPT = 2_000
_kept: OrderedDict[tuple[str, str], tuple[str, ...]] = OrderedDict()
_lock = Lock()


def urgent_flags(folder: Folder, now: datetime, kb: KnowledgeBase) -> tuple[str, ...] | None:
    """What forbids a plan or calls for a specialist or a ward, and alarms nobody answered.

    None where nothing has been assessed yet: that is not the same as nothing found.
    """
    alarms = _unanswered(folder.events, now, kb)
    if folder.case is None:
        return alarms or None
    return (*_of_case(folder.case, kb), *alarms)


def _unanswered(events: tuple[Stored, ...], now: datetime, kb: KnowledgeBase) -> tuple[str, ...]:
    """Red flags of the diary that no clinician has acknowledged, and how many wait too long."""
    waiting = [one for one in alarms_of(events, now, kb) if not one.seen_by]
    late = sum(one.late for one in waiting)
    if not waiting:
        return ()
    words = f"{len(waiting)} red flag{'s' if len(waiting) > 1 else ''} to acknowledge"
    return (f"{words}, {late} waiting too long" if late else words,)


def _of_case(case: Stored, kb: KnowledgeBase) -> tuple[str, ...]:
    """The flags of a situation; kept for the next look, because a situation never changes."""
    key = (case.hash, kb.version())
    with _lock:
        if key in _kept:
            return _kept[key]
    found = _assessed(case, kb)
    with _lock:
        _kept[key] = found
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return found


def _assessed(case: Stored, kb: KnowledgeBase) -> tuple[str, ...]:
    try:
        situation = read_tree_of_case(dict(case.body), kb)
    except BadInput:
        return ("Situation cannot be read",)
    if isinstance(situation, Refusal):
        return ()
    found = assess(situation, kb, settings(kb).most_pieces)
    care = found.level_of_care
    called_for = care.rule_ids if care.setting >= CareSetting.SPECIALIST else ()
    return tuple(
        one.rule_id.replace("-", " ").capitalize()
        for one in found.findings
        if one.verdict is Verdict.FIRES
        and (one.severity >= Severity.BLOCK or one.rule_id in called_for)
    )
